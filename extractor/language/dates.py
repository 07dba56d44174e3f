"""French text in, dates out, with their places: `find_dates("signée le 1er octobre 2024")` finds "2024-10-01".

A date whose day is known has `.iso`. One that lacks a part has `.partial`: "2024-10", "2017", "--06-30" (no year, as XML
Schema writes it). One that no calendar has (31 juin 2024) has neither and is `impossible`; nothing is put right.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from extractor.language.flattening import flatten
from extractor.language.numeric_dates import Parts, numeric_dates
from extractor.language.textual_dates import WEEKDAYS, textual_dates


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


def find_dates(text: str, *, pivot: int = 50) -> tuple[DateMention, ...]:
    """All dates of a text in order; two-digit years are read in the hundred years that end `pivot` years after 2000."""
    flat = flatten(text)
    mentions = []
    for parts in dates_in(flat.text, pivot):
        start, end = flat.span(parts.start, parts.end)
        mentions.append(_mention(parts, start, end, text[start:end]))
    return tuple(mentions)


@lru_cache(maxsize=2)  # ranges are made of the dates that were just found
def dates_in(folded: str, pivot: int) -> tuple[Parts, ...]:
    """The parts of all dates of a folded text, in order; of two that overlap, the first and longest."""
    found: list[Parts] = []
    everything = chain(numeric_dates(folded, pivot), textual_dates(folded, pivot))
    for parts in sorted(everything, key=lambda date_parts: (date_parts.start, -date_parts.end)):
        if not found or parts.start >= found[-1].end:
            found.append(parts)
    return tuple(found)


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
        conflict = parts.weekday is not None and WEEKDAYS.index(parts.weekday) != day.weekday()
    return DateMention(start, end, text, iso, partial, parts.short, parts.blank, impossible, conflict)


def _exists(parts: Parts) -> bool:
    year = parts.year if parts.year is not None else 2000  # a leap year: 29 February exists in some years
    return parts.day is not None and 1 <= parts.day <= calendar.monthrange(year, parts.month or 1)[1]
