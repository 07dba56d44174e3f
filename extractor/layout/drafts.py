"""Lines with their words in, THE text out: its lines and its words with their offsets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.document import Box, Line, LineKind, PlacedWord

_SOFT_HYPHEN = "\u00ad"


class Piece(NamedTuple):
    """A word on its way into the text; `space` stands before it, where it does not begin its line."""

    text: str
    page: int
    box: Box | None = None
    confidence: float | None = None
    space: str = " "


@dataclass(frozen=True, slots=True)
class Draft:
    """A line on its way into the text; `before` stands before it, where it does not begin the text."""

    pieces: tuple[Piece, ...]
    page: int
    before: Literal["\n", "\n\n"] = "\n"
    kind: LineKind = "text"
    bold: bool = False
    underlined: bool = False
    size: float | None = None
    indent: float = 0.0
    gap: float = 0.0
    centred: bool = False
    box: Box | None = None


def write(drafts: Sequence[Draft]) -> tuple[str, tuple[Line, ...], tuple[PlacedWord, ...]]:
    """The text of the lines, and where each line and each word stands in it."""
    parts: list[str] = []
    lines: list[Line] = []
    words: list[PlacedWord] = []
    at = 0
    for draft in drafts:
        if lines:
            parts.append(draft.before)
            at += len(draft.before)
        start = at
        for piece in draft.pieces:
            text = piece.text.replace(_SOFT_HYPHEN, "") or piece.text
            if at > start:
                parts.append(piece.space)
                at += len(piece.space)
            parts.append(text)
            if piece.box is not None:
                words.append(PlacedWord(at, at + len(text), piece.page, piece.box, piece.confidence))
            at += len(text)
        lines.append(_line(draft, start, at))
    return "".join(parts), tuple(lines), tuple(words)


def _line(draft: Draft, start: int, end: int) -> Line:
    return Line(
        start,
        end,
        page=draft.page,
        kind=draft.kind,
        bold=draft.bold,
        underlined=draft.underlined,
        size=draft.size,
        indent=round(draft.indent, 2),
        gap=round(draft.gap, 2),
        centred=draft.centred,
        box=draft.box,
    )
