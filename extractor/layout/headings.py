"""The lines of a document in, what each of them is out: text, heading, item, entry of a table of contents, table, note.

A heading is told by its form ("ARTICLE 3 : …", "TITRE I", "Préambule") or by its looks (bold, underlined, large, in
capitals) where it stands by itself. It is a hint: the language stage judges articles by its own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.document import LineKind
from extractor.layout.forms import is_contents, opens_article, stands_alone
from extractor.layout.items import begins_item
from extractor.layout.looks import Look

_LONGEST = 4  # lines of one heading
_WORDIEST = 14  # words of a heading that is told by its looks alone
_NOTE = re.compile(r"(?:\(?\d{1,2}\)?|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*[^\W\d]")


@dataclass(frozen=True, slots=True)
class _Type:
    """What is usual in this document: a look that most lines have says nothing."""

    size: float | None
    bold: bool  # bold is rare enough to mean something
    underlined: bool
    capitals: bool


def mark_kinds(looks: Sequence[Look], size: float | None, height: float) -> tuple[LineKind, ...]:
    """The kind of each line."""
    usual = _Type(size, _rare(looks, "bold"), _rare(looks, "underlined"), _rare(looks, "capitals"))
    kinds: list[LineKind] = ["table" if look.kind == "table" else "text" for look in looks]
    for index in _notes(looks, size, height):
        kinds[index] = "note"
    index = 0
    while index < len(looks):
        look, before = looks[index], looks[index - 1] if index else None
        step = 1
        if kinds[index] == "text":
            if is_contents(look.text):
                kinds[index] = "toc"
            elif look.kind != "signature" and (lines := _heading_at(looks, index, usual)):
                step = lines
                kinds[index : index + step] = ["heading"] * step
            elif begins_item(look, before):
                kinds[index] = "item"
        index += step
    return tuple(kinds)


def _rare(looks: Sequence[Look], trait: Literal["bold", "underlined", "capitals"]) -> bool:
    """Whether few lines have a trait, so that it says something where it stands."""
    long = [float(getattr(look, trait)) > 0.8 for look in looks if len(look.text) > 30]
    return sum(long) < 0.4 * max(len(long), 3)


def _heading_at(looks: Sequence[Look], start: int, usual: _Type) -> int:
    """How many lines the heading has that begins at a line; 0 where none does."""
    look, before = looks[start], looks[start - 1] if start else None
    loose = before is None or before.flow != look.flow or look.fresh or not before.full
    form = opens_article(look.text) or stands_alone(look.text)
    if not loose and not (form and before is not None and before.text.endswith((".", ";", ":"))):
        return 0
    lines = 1
    while (
        lines <= _LONGEST
        and start + lines < len(looks)
        and _goes_on(looks[start + lines - 1], looks[start + lines], usual)
    ):
        lines += 1
    if lines > _LONGEST:
        return 0
    group = looks[start : start + lines]
    words = sum(len(line.row.tokens) for line in group)
    last = group[-1].text
    if form:
        styled = usual.bold and all(line.bold > 0.8 for line in group)
        capitals = all(line.capitals for line in group)
        run_in = (words > 8 and last.endswith((".", ";", ","))) or words > _WORDIEST + 8 or (lines > 2 and not capitals)
        run_in = run_in and not styled
        part_bold = usual.bold and 0.1 < look.bold < 0.75 and lines > 1
        return 0 if run_in or part_bold else lines
    if last.endswith((";", ",", ".")) or words > _WORDIEST or not any(char.isalpha() for char in look.text):
        return 0
    return lines if all(_stands_out(line, usual) for line in group) and _apart(group, looks, start) else 0


def _goes_on(line: Look, ahead: Look, usual: _Type) -> bool:
    """Whether a heading runs on to the next line."""
    if ahead.flow != line.flow or (ahead.before or 0.0) > 1.3 or opens_article(ahead.text):
        return False
    if line.full and not (usual.bold and line.bold > 0.8 > 0.2 > ahead.bold):
        return True
    return _traits(line, usual) == _traits(ahead, usual) != (False, False, False, False) and not line.text.endswith(
        (".", ":")
    )


def _traits(line: Look, usual: _Type) -> tuple[bool, bool, bool, bool]:
    """In what way a line differs from the text: bold, underlined, in capitals, large."""
    large = bool(usual.size and line.row.size and line.row.size >= 1.12 * usual.size)
    bold = usual.bold and line.bold > 0.8
    underlined = usual.underlined and line.underlined > 0.8
    return bold, underlined, usual.capitals and line.capitals, large


def _stands_out(line: Look, usual: _Type) -> bool:
    return any(_traits(line, usual))


def _apart(group: Sequence[Look], looks: Sequence[Look], start: int) -> bool:
    """Whether a group of lines ends where its author wanted, not where the paper did."""
    end = start + len(group)
    following = looks[end] if end < len(looks) else None
    return following is None or following.flow != group[-1].flow or following.fresh or not group[-1].full


def _notes(looks: Sequence[Look], size: float | None, height: float) -> list[int]:
    """The lines of footnotes: set smaller at the foot of their page, the first with a number or a star."""
    notes: list[int] = []
    end = len(looks)
    while end > 0:
        page, start, top = looks[end - 1].page, end, end
        while start > 0 and looks[start - 1].page == page and _is_small(looks[start - 1], size, height):
            start -= 1
            if _NOTE.match(looks[start].text) and looks[start].down > 0.5:
                top = start
        notes += range(top, end)
        while end > 0 and looks[end - 1].page == page:
            end -= 1
    return notes


def _is_small(look: Look, size: float | None, height: float) -> bool:
    if look.kind != "body":
        return False
    if size is not None and look.row.size is not None:
        return look.row.size <= 0.9 * size
    return look.row.height <= 0.8 * height
