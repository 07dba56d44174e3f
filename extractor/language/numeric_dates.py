"""Folded text in, parts of the dates written in digits out: 01/10/2024, 1.10.24, 2024-10-01, 20 02 2014, 11/2017.

Day before month, as French writes it. "02/22/2016" has no 22nd month and is left out rather than read the American way;
"20 2 14" and "3.2.10 Réunions" are as likely an amount or a heading and are left out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.language.date_parts import FIRST_YEAR, LAST_YEAR, digits_of, full_year
from extractor.language.lexicon import load_lexicon
from extractor.language.phrases import phrases, words_before


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a date at `start:end` of a folded text."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    short: bool = False
    blank: bool = False
    weekday: str | None = None


_D = "[0-9oli|]"
_SEPARATOR = r"[^\S\n]?[./,-][^\S\n]?"
# from the first separator on: digits are many in a text, these few; two may be looked at for one date, hence (?=…)
_FROM_SEPARATOR = re.compile(
    rf"(?P<s>[./-])(?=[^\S\n]?(?P<b>{_D}{{1,2}})(?P<t>{_SEPARATOR})(?P<c>{_D}{{1,4}})(?![0-9a-z]))"
)
_FIRST = re.compile(rf"(?<![0-9a-z])(?P<a>{_D}{{1,4}})[^\S\n]?\Z")
_SPACED = re.compile(r"([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4}|[0-9]{2})(?![0-9a-z]|[.,/-][0-9]| [0-9])")
_SLASH_YEAR = re.compile(r"/((?:19|20)[0-9]{2})(?![0-9a-z]|[./,-][0-9])")
_MONTH_NUMBER = re.compile(r"(?<![0-9])(0?[1-9]|1[0-2])\Z")
_LEXICON = load_lexicon("date_words")
_CUES, _REFERENCES = phrases(_LEXICON["day_cue"].forms), phrases(_LEXICON["reference"].forms)


def numeric_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """The parts of all numeric dates, in no order."""
    for match in _FROM_SEPARATOR.finditer(folded):
        parts = _separated(folded, match, pivot)
        if parts and not refers(folded, parts.start):
            yield parts
    for match in _SPACED.finditer(folded):
        parts = _spaced(folded, match, pivot) if _stands_free(folded, match.start()) else None
        if parts and not refers(folded, parts.start):
            yield parts
    for match in _SLASH_YEAR.finditer(folded):
        month = _MONTH_NUMBER.search(folded, max(0, match.start() - 2), match.start())
        if month and _stands_free(folded, month.start()) and not refers(folded, month.start()):
            yield Parts(month.start(), match.end(), int(match[1]), int(month[1]), None)


def refers(folded: str, start: int) -> bool:
    """Whether a word just before says that this is the number of something: "n° 12-05-07"."""
    left = words_before(folded, start, 18)
    return _REFERENCES.before(left) >= 0 or (left.endswith(":") and _REFERENCES.before(left.rstrip(" :")) >= 0)


def _separated(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    """A date with signs between its numbers, from the first sign: "01/10/2024", "1.10.24", "2024-10-01"."""
    head = _FIRST.search(folded, max(0, match.start() - 5), match.start())
    if head is None:
        return None
    a, b, c = head["a"], match["b"], match["c"]
    separator, second = match["s"], match["t"].strip()
    slipped = len(c) == 4 and second == ","  # "12/08,2015": a stroke read as a comma
    if (separator != second and not slipped) or _goes_on(folded, head.start(), match.end("c"), separator):
        return None
    letters = sum(not character.isdigit() for character in a + b + c)
    day, month, year = (digits_of(piece) for piece in ((c, b, a) if len(a) == 4 else (a, b, c)))
    if day is None or month is None or year is None or letters > 2:
        return None
    short = len(a) <= 2 and len(c) == 2
    if short:
        spaced = " " in folded[head.start() : match.end("c")]
        cued = _CUES.before(words_before(folded, head.start(), 16)) >= 0
        if letters or (spaced and not (separator == "/" and cued)):
            return None
        if separator == "." and _numbers_a_section(folded, head, match):
            return None
        year = full_year(year, pivot)
    elif not (len(a) == 4 and len(c) <= 2) and not (len(a) <= 2 and len(c) == 4):
        return None
    return _possible(Parts(head.start(), match.end("c"), year, month, day, short))


def _goes_on(folded: str, start: int, end: int, separator: str) -> bool:
    """Whether it is the middle of a longer row: a telephone number, a section, a reference."""
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    return (len(before) == 2 and before[1] == separator and before[0].isdigit()) or (
        len(after) == 2 and after[0] == separator and after[1].isdigit()
    )


def _numbers_a_section(folded: str, head: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a heading begins here: "3.2.10 Réunions" at the start of a line; "03.02.10" is a date."""
    if len(head["a"]) == len(match["b"]) == 2 or not re.match(
        r"[ .)-]{0,3}[a-z]", folded[match.end("c") : match.end("c") + 5]
    ):
        return False
    return not folded[folded.rfind("\n", 0, head.start()) + 1 : head.start()].strip()


def _stands_free(folded: str, start: int) -> bool:
    """Whether no number or word runs into what begins here."""
    before = folded[max(0, start - 2) : start]
    if before[-1:].isalnum() or before[-1:] in (".", ",", "/", "-"):
        return False
    return not (len(before) == 2 and before[1] == " " and before[0].isdigit())


def _spaced(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    """A date with spaces, "20 02 2014"; less regular ones only after "le" or alone on their line."""
    day, month, year = match.groups()
    start, end = match.span()
    alone = folded[start - 1 : start] in ("", "\n") and folded[end : end + 1] in ("", "\n")
    regular = len(year) == 4 and (len(day) == len(month) == 2 or alone)
    left = words_before(folded, start, 16)
    if not regular and _CUES.before(left) < 0 and _CUES.before(left.rstrip(" :")) < 0:
        return None
    short = len(year) == 2
    full = full_year(int(year), pivot) if short else int(year)
    return _possible(Parts(start, end, full, int(month), int(day), short)) if full >= 1800 else None


def _possible(parts: Parts) -> Parts | None:
    """The parts where they may be a date: "31/06/2024" may be meant as one, "45/99/2024" may not."""
    year, month, day = parts.year or 0, parts.month or 0, parts.day or 0
    return parts if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31 else None
