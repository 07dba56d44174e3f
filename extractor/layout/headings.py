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
from extractor.layout.items import begins_item, marker_of
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
    group, end = looks[start : start + lines], start + lines
    following = looks[end] if end < len(looks) and looks[end].flow == look.flow else None
    if form:
        return lines if _is_division(group, usual) else 0
    if _is_numbered_title(group, following):
        return lines
    return lines if _looks_like_title(group, following, usual) else 0


def _words(group: Sequence[Look]) -> int:
    return sum(len(line.row.tokens) for line in group)


def _is_division(group: Sequence[Look], usual: _Type) -> bool:
    """Whether lines in the form of a division are its heading, and not the beginning of its text as well."""
    words, last = _words(group), group[-1].text
    if usual.bold and all(line.bold > 0.8 for line in group):
        return True
    if usual.bold and 0.1 < group[0].bold < 0.75 and len(group) > 1:
        return False
    if len(group) > 2 and not all(line.capitals for line in group):
        return False
    return not (words > 8 and last.endswith((".", ";", ","))) and words <= _WORDIEST + 8


def _is_numbered_title(group: Sequence[Look], following: Look | None) -> bool:
    """Whether lines like "2.3 Suivi des travaux" head what follows: no sentence ends in them, and one begins after them."""
    marked = marker_of(group[0].text) == "1" or (marker_of(group[0].text) == "a" and group[0].text[0].isupper())
    if not marked or _words(group) > _WORDIEST or following is None:
        return False
    ended = group[-1].text.endswith((".", ";", ",", ":")) or (group[-1].full and not following.fresh)
    number = re.match(r"\d+", group[0].text)
    begins = following.text[0].isupper() or (number is not None and following.text.startswith(f"{number[0]}."))
    return not ended and begins and _first_letter(group[0].text).isupper()


def _first_letter(text: str) -> str:
    return next((char for char in text if char.isalpha()), "")


def _looks_like_title(group: Sequence[Look], following: Look | None, usual: _Type) -> bool:
    """Whether lines stand out from the text by their type and end where their author wanted, not where the paper did."""
    if group[-1].text.endswith((";", ",", ".")) or _words(group) > _WORDIEST or not _first_letter(group[0].text):
        return False
    apart = following is None or following.fresh or not group[-1].full
    return apart and all(_stands_out(line, usual) for line in group)


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
