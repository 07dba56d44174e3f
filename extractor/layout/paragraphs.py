"""The lines of a document and their kinds in, what stands before each of them out: a line break or a blank line.

A blank line parts blocks: paragraphs, headings, columns, and items set apart by white. A paragraph that goes over to
the next page or column stays one block, so that its sentences stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from extractor.document import LineKind
from extractor.layout.forms import opens_article, stands_alone
from extractor.layout.items import marker_of
from extractor.layout.looks import Look

Break = Literal["\n", "\n\n"]

_MARKS = "«\"“”»)]’' "
_PARAGRAPH_SPACE = 1.25  # of the pitch of lines: more white than this begins a block
_OPEN_SPACE = 2.2  # and more than this even where the sentence goes on


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may: "…des parties.", "Entre :", not "l'échange de"."""
    return text.rstrip(_MARKS).endswith((".", "!", "?", ":", "…"))


def goes_on(before: str, text: str) -> bool:
    """Whether a text that was cut after `before` goes on with `text`: nothing ended, and no new one begins."""
    if not before or not text or ends_sentence(before):
        return False
    first = text.lstrip("«\"“(’'")[:1]
    if before.rstrip().endswith(";"):
        return False
    return first.islower() or (first.isdigit() and not before.rstrip().endswith(","))


def find_breaks(looks: Sequence[Look], kinds: Sequence[LineKind]) -> tuple[Break, ...]:
    """What stands before each line; the first line's is of no account."""
    breaks: list[Break] = ["\n\n"] if looks else []
    item = None  # the first line of the item that the line before belongs to
    for index in range(1, len(looks)):
        before, look = looks[index - 1], looks[index]
        kind_before, kind = kinds[index - 1], kinds[index]
        item = before if kind_before == "item" else None if kind_before != "text" or breaks[-1] == "\n\n" else item
        if look.flow != before.flow:
            breaks.append(_over_the_edge(before, look, kind_before, kind))
        elif item is not None and kind == "text" and _is_set_out(look, item) and not before.full:
            breaks.append("\n\n")
        else:
            breaks.append(_below(before, look, kind_before, kind, looks[index + 1] if index + 1 < len(looks) else None))
    return tuple(breaks)


def _over_the_edge(before: Look, look: Look, kind_before: LineKind, kind: LineKind) -> Break:
    """Between the last line of a page or column and the first of the next."""
    if "heading" in (kind, kind_before) or "signature" in (look.kind, before.kind) or "note" in (kind, kind_before):
        return "\n\n"
    if kind in ("table", "toc") and kind == kind_before:
        return "\n"
    if kind == "item":
        return "\n" if kind_before == "item" or before.text.endswith((";", ",")) else "\n\n"
    if "table" in (kind, kind_before) or (look.page == before.page and look.kind != before.kind):
        return "\n\n"
    if ends_sentence(before.text) and not (before.full and look.indent < 0.5 * look.em):
        return "\n\n"
    if goes_on(before.text, look.text):
        return "\n"
    return "\n" if before.full and not look.centred and not before.centred else "\n\n"


def _below(before: Look, look: Look, kind_before: LineKind, kind: LineKind, following: Look | None) -> Break:
    """Between two lines of one column."""
    space = look.before or 0.0
    if kind == "heading" or kind_before == "heading":
        same = kind == kind_before and not _new_heading(look)
        return "\n" if same and space <= 1.3 else "\n\n"
    if kind != kind_before and {"note", "table", "toc"} & {kind, kind_before}:
        return "\n\n"
    if kind in ("table", "toc"):
        return "\n" if space <= 2.5 or look.kind == "table" else "\n\n"  # cells may have many lines
    if space > _PARAGRAPH_SPACE:
        open_end = before.full and kind != "item" and goes_on(before.text, look.text)
        return "\n" if open_end and space <= _OPEN_SPACE else "\n\n"
    if kind == "item":
        numbered = marker_of(look.text) == "1" and before.text.rstrip(_MARKS).endswith(".")
        return "\n\n" if numbered and not before.full else "\n"
    if _size_changes(before, look) and not before.full:
        return "\n\n"
    if not ends_sentence(before.text):
        return "\n\n" if not before.full and _is_indented(before, look, following) else "\n"
    begins = look.text.lstrip("«\"“(’' ")[:1]
    if not before.full and look.kind != "signature" and (begins.isupper() or begins.isdigit()):
        return "\n\n"
    return "\n\n" if _is_indented(before, look, following) else "\n"


def _new_heading(look: Look) -> bool:
    """Whether a second heading begins right below a first: "TITRE I" and its "Article 1"."""
    return opens_article(look.text) or stands_alone(look.text) or marker_of(look.text) == "1"


def _is_set_out(look: Look, item: Look) -> bool:
    """Whether a line begins further left than the item above it: the list is over."""
    return look.flow == item.flow and look.row.box.x0 < item.row.box.x0 - 0.8 * look.em


def _size_changes(before: Look, look: Look) -> bool:
    a, b = before.row.size, look.row.size
    return a is not None and b is not None and not 0.88 < a / b < 1.14


def _is_indented(before: Look, look: Look, following: Look | None) -> bool:
    """Whether the first line of a paragraph is set in: from the line above and from the one below."""
    step = 0.8 * look.em
    if look.row.box.x0 - before.row.box.x0 < step or look.centred:
        return False
    return following is None or following.flow != look.flow or look.row.box.x0 - following.row.box.x0 > step
