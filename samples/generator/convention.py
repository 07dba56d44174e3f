"""A `convention.toml` in, its blocks, closing and style out.

Marks in `body`: a blank line ends a block; `# ` title, `~ ` centred, `## ` article heading, `### ` section heading,
`- ` list item; `**bold**`, `1^{er}` raised, a backslash at the end of a line for a forced line break.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

BlockKind = Literal["title", "centred", "heading", "section", "item", "text"]

NO_BREAK_SPACE = "\u00a0"
MARKS: tuple[tuple[str, BlockKind], ...] = (  # the longest first
    ("### ", "section"),
    ("## ", "heading"),
    ("# ", "title"),
    ("~ ", "centred"),
    ("- ", "item"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one style."""

    text: str
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item; more than one line only where a break is forced."""

    kind: BlockKind
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages are set; lengths in points, margins as top, right, bottom, left."""

    font: str = "Carlito"
    size: float = 11
    leading: float = 14.5
    paragraph_gap: float = 6
    margins: tuple[float, float, float, float] = (71, 71, 71, 71)
    justify: bool = True
    hyphenate: bool = True
    typographic: bool = True
    number: str = "{page}"
    number_at: Literal["centre", "right"] = "centre"
    heading_underlined: bool = True


@dataclass(frozen=True, slots=True)
class Signatory:
    """One place to sign. `stamp` holds the words around the rim, in the middle and below it."""

    body: str
    name: str
    initials: str
    stamp: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """Place and date, who signs, side by side in which rows, and a mark between two of them."""

    place_and_date: str
    signatories: tuple[Signatory, ...]
    rows: tuple[tuple[int, ...], ...]
    room: float = 80
    mark: str = ""
    mark_between: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Convention:
    id: str
    title: str
    layout: Layout
    blocks: tuple[Block, ...]
    closing: Closing
    scan: dict[str, Any]


def read_convention(path: Path) -> Convention:
    """The convention that a TOML file describes."""
    source = tomllib.loads(path.read_text("utf-8"))
    layout = Layout(**{**source["layout"], "margins": tuple(source["layout"]["margins"])})
    closing = source["closing"]
    mark = closing.get("mark", {})
    return Convention(
        id=source["id"],
        title=source["title"],
        layout=layout,
        blocks=parse_body(source["text"]["body"], typographic=layout.typographic),
        closing=Closing(
            place_and_date=closing["place_and_date"],
            signatories=tuple(
                Signatory(
                    bind_spaces(one["body"], typographic=layout.typographic),
                    one["name"],
                    one["initials"],
                    tuple(one.get("stamp", ())),
                )
                for one in closing["signatories"]
            ),
            rows=tuple(tuple(row) for row in closing["rows"]),
            room=closing["room"],
            mark=mark.get("text", ""),
            mark_between=tuple(mark["between"]) if mark else None,
        ),
        scan=source.get("scan", {}),
    )


def parse_body(body: str, *, typographic: bool) -> tuple[Block, ...]:
    """`"# TITRE\\n\\n- un ;\\n- deux."` is a title and two items."""
    blocks = []
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        for marked in re.split(r"\n(?=- )", paragraph) if paragraph.startswith("- ") else (paragraph,):
            mark, kind = next(((mark, kind) for mark, kind in MARKS if marked.startswith(mark)), ("", "text"))
            text = marked.removeprefix(mark)
            forced = re.split(r"\s*\\\n", text)
            blocks.append(
                Block(kind, tuple(parse_pieces(bind_spaces(line, typographic=typographic)) for line in forced))
            )
    return tuple(blocks)


def parse_pieces(line: str) -> tuple[Piece, ...]:
    """`"le **1^{er}** mai"` is plain, bold, bold and raised, plain."""
    pieces, bold = [], False
    for part in re.split(r"(\*\*|\^\{[^}]*\})", line.replace("\n", " ")):
        if part == "**":
            bold = not bold
        elif part.startswith("^{"):
            pieces.append(Piece(part[2:-1], bold, raised=True))
        elif part:
            pieces.append(Piece(part, bold))
    return tuple(pieces)


def bind_spaces(text: str, *, typographic: bool) -> str:
    """No-break spaces where a French word processor puts them: `« OFQJ »`, `objet :`, `165 000`."""
    text = re.sub(r" ([:;»?!])", NO_BREAK_SPACE + r"\1", text)
    text = text.replace("« ", "«" + NO_BREAK_SPACE)
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", NO_BREAK_SPACE, text)
    return text.replace("'", "’") if typographic else text
