"""Pages typed by somebody in, the lines of their text and their furniture out.

The blank lines of the transcript stay as they are. Its marks go: Markdown, "(Signature)", page numbers and initials that
stand between paragraphs; a paragraph that they cut is whole again.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Furniture, LineKind, Page
from extractor.layout.drafts import Draft, Piece
from extractor.layout.forms import is_contents, opens_article, stands_alone
from extractor.layout.items import marker_of
from extractor.layout.markup import read_markup
from extractor.layout.paragraphs import Break, goes_on
from extractor.layout.scraps import Block, Typed, set_scraps_apart
from extractor.layout.typed_columns import unfold_columns
from extractor.layout.typed_lines import join_letters, set_solid
from extractor.layout.words import clean_text

_WORDIEST = 14  # words of a heading


def draft_transcript(pages: Sequence[Page]) -> tuple[list[Draft], tuple[Furniture, ...]]:
    """The drafts of the lines of transcripts, and what is furniture in them."""
    blocks, furniture = set_scraps_apart([block for page in pages for block in _blocks(page)])
    drafts: list[Draft] = []
    for block in set_solid(blocks):
        kinds = _kinds(block)
        for index, (line, kind) in enumerate(zip(block.lines, kinds, strict=True)):
            before: Break = "\n" if index or (block.cut and drafts and _rejoins(drafts[-1], line, kind)) else "\n\n"
            space = "  " if line.table else " "
            pieces = tuple(Piece(word, line.page, space=space) for word in line.text.split(space))
            drafts.append(Draft(pieces, line.page, before, kind, bold=line.bold))
    return drafts, furniture


def _blocks(page: Page) -> list[Block]:
    """The lines of a page between blank lines."""
    blocks: list[Block] = []
    lines: list[Typed] = []
    bold = False
    typed = (page.transcript or "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for raw in [*unfold_columns(typed), ""]:
        line = read_markup(join_letters(raw), bold=bold)
        bold = line.open
        text = "  ".join(filter(None, map(clean_text, line.text.split("  ")))) if line.table else clean_text(line.text)
        if text or line.mark:
            lines.append(Typed(text, page.number, line.bold, line.heading, line.table, line.mark))
        elif not raw.strip():
            bold = False
            if lines:
                blocks.append(Block(tuple(lines), cut=not blocks))
            lines = []
    return blocks


def _rejoins(before: Draft, line: Typed, kind: LineKind) -> bool:
    """Whether a block after a page's edge goes on with the one before it."""
    text = " ".join(piece.text for piece in before.pieces)
    if "heading" in (kind, before.kind):
        return False
    if kind == "item":
        return before.kind == "item" or text.endswith((";", ","))
    return goes_on(text, line.text)


def _kinds(block: Block) -> list[LineKind]:
    """What the lines of a block are."""
    kinds: list[LineKind] = []
    for index, line in enumerate(block.lines):
        before = block.lines[index - 1].text if index else ""
        if line.table:
            kinds.append("table")
        elif is_contents(line.text):
            kinds.append("toc")
        elif _is_heading(line, block, index):
            kinds.append("heading")
        elif marker_of(line.text) and (
            not before or before.endswith((".", ";", ":", ",", "!", "?")) or marker_of(before)
        ):
            kinds.append("item")
        else:
            kinds.append("text")
    return kinds


def _is_heading(line: Typed, block: Block, index: int) -> bool:
    if line.heading:
        return True
    short = len(line.text.split()) <= _WORDIEST and not line.text.endswith((";", ","))
    if opens_article(line.text) or stands_alone(line.text):
        return short and (index == 0 or not goes_on(block.lines[index - 1].text, line.text))
    if len(block.lines) == 1 and marker_of(line.text) == "1" and not line.text.endswith((".", ":")):
        return short and next((char.isupper() for char in line.text if char.isalpha()), False)
    if block.closing or not short or line.text.endswith(".") or index >= 4:
        return False
    letters = [char for char in line.text if char.isalpha()]
    capitals = len(letters) >= 4 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)
    return line.bold or (capitals and len(block.lines) <= 3)
