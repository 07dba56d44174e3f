"""Folded text in, parts of the dates with a month in letters out, of dates left blank and of years alone.

"1er octobre 2024", "ce 3e jour du mois de mai 2016", "octobre 2024", "le …… 2025", "en 2017".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from extractor.language.date_parts import (
    DAY,
    GAP,
    MONTH,
    MONTHS,
    SPACE,
    WHOLE_MONTHS,
    Year,
    day_of,
    year_alone,
    year_at,
)
from extractor.language.lexicon import form_source, load_lexicon
from extractor.language.numeric_dates import Parts

_WORDS = load_lexicon("date_words")


def _forms(entry: str) -> str:
    return "|".join(form_source(form) for form in sorted(_WORDS[entry].forms, key=len, reverse=True))


WEEKDAYS = _WORDS["weekday"].forms
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?:{SPACE}|{GAP},{GAP})"
# between day and month: "jour de", a space, a hyphen, or nothing where the scan lost the space ("15décembre")
_LINK = rf"(?:{GAP}(?:{_forms('day_of')}){GAP}|{SPACE}|-|(?<=[0-9r])(?=[a-z]{{3}}))"
_TEXTUAL = re.compile(
    rf"(?<![a-z0-9])(?:{WEEKDAY})?(?:(?:{DAY}{_LINK}|(?P<last>{_forms('last_day_of')}){GAP}))?{MONTH}"
)
_SPLIT_DAY = re.compile(r"(?<![a-z0-9])(?:le|du|au|ce) ([0-3]) $")  # "le 1 5 mars": a day that the scan broke in two
_DAY_AFTER = re.compile(rf"\.?{SPACE}(?P<day>[0-9]{{1,2}})(?:er|e)?,?{SPACE}(?P<year>[12][0-9]{{3}})(?![0-9a-z])")
_DEED = re.compile(rf"(?:{_forms('deed_year')}){SPACE}")
_DEED_DAY = re.compile(rf"{GAP},?{GAP}(?:et{GAP},?{GAP})?(?:(?:le|ce){SPACE})?")
_YEAR_CUE = re.compile(rf"(?:{_forms('year_cue')}){SPACE}(?P<year>(?:1[89]|20)[0-9]{{2}})(?![0-9a-z%]|[.,/-][0-9])")
_NOT_A_YEAR = re.compile(rf"{SPACE}(?:{_forms('not_a_year')}|[€$%])")
_BLANK = re.compile(
    rf"(?<![a-z0-9])(?:le|du|au|ce){SPACE}(?P<blank>[.…_·/ \[\]-]{{2,80}}+){GAP}(?:{MONTH}\.?{GAP})?(?P<year>20[0-9]{{2}})(?![0-9a-z])"
)
_DOTS = re.compile(r"[.…_·-]{2}|…|/.*/")


def textual_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """The parts of all dates with a month in letters, of blanks and of years alone, in no order; some may overlap."""
    for match in _TEXTUAL.finditer(folded):
        parts = _textual(folded, match, pivot)
        if parts:
            yield parts
    yield from _deed_dates(folded, pivot)
    for match in _BLANK.finditer(folded):
        if _DOTS.search(match["blank"]):
            month = MONTHS[match["month"]] if match["month"] else None
            yield Parts(match.start("blank"), match.end(), int(match["year"]), month, None, blank=True)
    for match in _YEAR_CUE.finditer(folded):
        if not counts_something(folded, match.end()):
            yield Parts(match.start("year"), match.end(), int(match["year"]), None, None)


def counts_something(folded: str, end: int) -> bool:
    """Whether what looked like a year is a count: "en 2000 exemplaires"."""
    return bool(_NOT_A_YEAR.match(folded, end))


def _textual(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    month, day, start = MONTHS[match["month"]], day_of(match), match.start()
    split = _SPLIT_DAY.search(folded, max(0, start - 8), start) if match["day"] and len(match["day"]) == 1 else None
    if split and day is not None:
        day, start = 10 * int(split[1]) + day, split.start(1)
    if day is None and not match["last"]:
        after = _DAY_AFTER.match(folded, match.end())
        if after:
            return Parts(start, after.end(), int(after["year"]), month, int(after["day"]), weekday=match["weekday"])
        start = match.start("month")
    year = year_at(folded, match.end(), pivot=pivot, short=day is not None)
    if match["last"]:
        day = calendar.monthrange(year.value, month)[1] if year else None
    if (day is None and year is None) or not _names_a_month(folded, match, year):
        return None
    return _parts(start, match, day, month, year)


def _parts(start: int, match: re.Match[str], day: int | None, month: int, year: Year | None) -> Parts:
    weekday = match["weekday"] if day is not None else None
    if year is None:
        return Parts(start, match.end(), None, month, day, weekday=weekday)
    return Parts(start, year.end, year.value, month, day, short=year.short, weekday=weekday)


def _names_a_month(folded: str, match: re.Match[str], year: Year | None) -> bool:
    """Whether a month is meant: "sept" after "vingt" is a number; an abbreviation needs digits and a year, or a stop."""
    if match["month"] in WHOLE_MONTHS or folded[match.end() : match.end() + 1] == ".":
        return True
    return year is not None and not match["words"]


def _deed_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """Years before their day, as notaries write: "L'an deux mille vingt-quatre, le premier octobre"."""
    for lead in _DEED.finditer(folded):
        year = year_alone(folded, lead.end())
        link = _DEED_DAY.match(folded, year.end) if year else None
        match = _TEXTUAL.match(folded, link.end()) if link else None
        if year and match and (day := day_of(match)) and year_at(folded, match.end(), pivot=pivot) is None:
            yield Parts(year.start, match.end(), year.value, MONTHS[match["month"]], day, weekday=match["weekday"])
