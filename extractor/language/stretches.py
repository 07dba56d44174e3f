"""Parts of dates in, their first and last day out, and a stretch of time between two of them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

from extractor.language.numeric_dates import Parts

RangeKind = Literal[
    "days", "months", "years", "year", "quarter", "half_year", "school_year", "season", "campaign", "financial_year"
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time at `start:end` of a folded text; `first` and `last` are its days where they are known."""

    start: int
    end: int
    kind: RangeKind
    first: date | None = None
    last: date | None = None
    partial: str | None = None
    convention: str | None = None
    elided: bool = False
    inclusive: bool | None = None


def first_day(parts: Parts) -> date | None:
    """The day, or the first day of the month or year; `None` without a year or where no calendar has it."""
    return _day(parts.year, parts.month or 1, parts.day or 1)


def last_day(parts: Parts) -> date | None:
    """The day, or the last day of the month or year."""
    month = parts.month or 12
    if parts.day is None and parts.year is not None:
        return _day(parts.year, month, calendar.monthrange(parts.year, month)[1])
    return _day(parts.year, month, parts.day or 1)


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year is not None else None
    except ValueError:
        return None


def kind_of(first: Parts, last: Parts) -> RangeKind:
    """Days, months or years: the coarser of two ends."""
    if first.month is None or last.month is None:
        return "years"
    return "months" if first.day is None or last.day is None else "days"


def written(parts: Parts) -> str:
    """What is known, as mentions write it: "2024-10-01", "2024-10", "2024", "--10-01"."""
    year = f"{parts.year:04}" if parts.year is not None else "-"
    month = f"-{parts.month:02}" if parts.month is not None else ""
    return year + month + (f"-{parts.day:02}" if parts.day is not None else "")
