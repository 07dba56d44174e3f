"""French text in, dates out, with their places: `find_dates("signée le 1er octobre 2024")` finds "2024-10-01".

A date whose day is known has `.iso`. One that lacks a part has `.partial`: "2024-10", "2017", "--06-30" (no year, as XML
Schema writes it). One that no calendar has (31 juin 2024) has neither and is `impossible`; nothing is put right.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractor.language.date_parts import (
    DAY,
    FIRST_YEAR,
    GAP,
    LAST_YEAR,
    MONTH,
    MONTHS,
    SPACE,
    WHOLE_MONTHS,
    Year,
    day_of,
    year_at,
)
from extractor.language.flattening import flatten
from extractor.language.lexicon import form_source, load_lexicon
from extractor.language.numeric_dates import Parts, numeric_dates


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written: `text` is the passage, `iso` "2024-10-01" or `None`, `partial` what is known without a day."""

    start: int
    end: int
    text: str
    iso: str | None
    partial: str | None = None
    short_year: bool = False  # two digits stood for the year, read by the pivot
    blank: bool = False  # a place left to be filled in: "le …… 2025"
    impossible: bool = False  # no calendar has this day
    weekday_conflict: bool = False  # "lundi" stands before a day that is a Tuesday


_WORDS = load_lexicon("date_words")


def _forms(entry: str) -> str:
    return "|".join(form_source(form) for form in sorted(_WORDS[entry].forms, key=len, reverse=True))


_WEEKDAYS = _WORDS["weekday"].forms
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})(?:{SPACE}|{GAP},{GAP})"
_LINK = rf"(?:{GAP}(?:{_forms('day_of')}){GAP}|{SPACE}|-)"
_TEXTUAL = re.compile(
    rf"(?<![a-z0-9])(?:{_WEEKDAY})?(?:(?:{DAY}{_LINK}|(?P<last>{_forms('last_day_of')}){GAP}))?{MONTH}"
)
_DAY_AFTER = re.compile(rf"\.?{SPACE}(?P<after>[0-9]{{1,2}})(?:er|e)?,?{SPACE}(?P<year>[12][0-9]{{3}})(?![0-9a-z])")
_YEAR_ALONE = re.compile(rf"(?:{_forms('year_cue')}){SPACE}(?P<year>[12][0-9]{{3}})(?![0-9a-z%]|[.,/-][0-9])")
_NOT_A_YEAR = re.compile(rf"{SPACE}(?:{_forms('not_a_year')}|[€$%])")
_BLANK = re.compile(
    rf"(?<![a-z0-9])(?:le|du|au|ce){SPACE}(?P<blank>[.…_·/ \[\]-]{{2,80}}+){GAP}(?:(?:{MONTH})\.?{GAP})?(?P<year>2[0-9]{{3}})(?![0-9a-z])"
)


def find_dates(text: str, *, pivot: int = 50) -> tuple[DateMention, ...]:
    """All dates of a text in order; two-digit years are read in the hundred years that end `pivot` years after 2000."""
    flat = flatten(text)
    found: list[Parts] = []
    for parts in sorted(_all(flat.text, pivot), key=lambda p: (p.start, -p.end)):
        if not found or parts.start >= found[-1].end:
            found.append(parts)
    mentions = []
    for parts in found:
        start, end = flat.span(parts.start, parts.end)
        mentions.append(_mention(parts, start, end, text[start:end]))
    return tuple(mentions)


def _all(folded: str, pivot: int) -> Iterator[Parts]:
    yield from numeric_dates(folded, pivot)
    yield from _textual_dates(folded, pivot)
    yield from _blank_dates(folded)
    for match in _YEAR_ALONE.finditer(folded):
        year = int(match["year"])
        if FIRST_YEAR <= year <= LAST_YEAR and not _NOT_A_YEAR.match(folded, match.end()):
            yield Parts(match.start("year"), match.end(), year, None, None)


def _textual_dates(folded: str, pivot: int) -> Iterator[Parts]:
    for match in _TEXTUAL.finditer(folded):
        month = MONTHS[match["month"]]
        day = day_of(match)
        after = _DAY_AFTER.match(folded, match.end()) if day is None and not match["last"] else None
        if after:
            end, year_after, day_after = after.end(), int(after["year"]), int(after["after"])
            yield Parts(match.start(), end, year_after, month, day_after, weekday=match["weekday"])
            continue
        year = year_at(folded, match.end(), pivot=pivot, short=day is not None)
        if match["last"] and year:
            last = calendar.monthrange(year.value, month)[1]
            yield Parts(match.start(), year.end, year.value, month, last, short=year.short)
        elif (day is not None or year is not None) and _names_a_month(folded, match, year):
            yield _textual(match, day, month, year)


def _names_a_month(folded: str, match: re.Match[str], year: Year | None) -> bool:
    """Whether a month is meant: "sept" after "vingt" is a number; an abbreviation needs digits and a year, or a stop."""
    if match["month"] in WHOLE_MONTHS or folded[match.end() : match.end() + 1] == ".":
        return True
    return year is not None and not match["words"]


def _textual(match: re.Match[str], day: int | None, month: int, year: Year | None) -> Parts:
    start = match.start() if day is not None else match.start("month")
    return Parts(
        start,
        year.end if year else match.end(),
        year.value if year else None,
        month,
        day,
        short=bool(year and year.short),
        weekday=match["weekday"] if day is not None else None,
    )


def _blank_dates(folded: str) -> Iterator[Parts]:
    for match in _BLANK.finditer(folded):
        if re.search(r"[.…_·-]{2}|…|/.*/", match["blank"]):
            month = MONTHS.get(match["month"]) if match["month"] else None
            yield Parts(match.start("blank"), match.end(), int(match["year"]), month, None, blank=True)


def _mention(parts: Parts, start: int, end: int, text: str) -> DateMention:
    iso = partial = None
    impossible = conflict = False
    if parts.day is None:
        partial = f"{parts.year:04}" if parts.month is None else f"{parts.year:04}-{parts.month:02}"
    elif not _exists(parts):
        impossible = True
    elif parts.year is None:
        partial = f"--{parts.month:02}-{parts.day:02}"
    else:
        day = date(parts.year, parts.month or 1, parts.day)
        iso = day.isoformat()
        conflict = parts.weekday is not None and _WEEKDAYS.index(parts.weekday) != day.weekday()
    return DateMention(start, end, text, iso, partial, parts.short, parts.blank, impossible, conflict)


def _exists(parts: Parts) -> bool:
    year = parts.year if parts.year is not None else 2000  # a leap year: 29 February exists in some years
    return parts.day is not None and 1 <= parts.day <= calendar.monthrange(year, parts.month or 1)[1]
