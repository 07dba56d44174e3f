"""A date and a period in, a date out, and the arithmetic in French words: where conversion to days happens, last of all.

Months and years keep the day of the month; where a month is too short its last day is taken (31 January and a month:
28 or 29 February), as article 641 of the French Code of civil procedure has it. A convention binds until the day
before the anniversary: from 1 October 2024 for five years is until 30 September 2029. Where the anniversary does not
exist (from 31 August for six months, from 29 February for a year) the last day of that month is the last in force.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

MONTH_NAMES = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)"
_PERIOD = re.compile(
    rf"P(?=[0-9T])(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?"
    rf"(?:T(?=[0-9])(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)


class Length(NamedTuple):
    """A period in calendar steps: whole months, then whole days."""

    months: int
    days: int


@lru_cache(maxsize=1024)
def period_length(period_iso: str) -> Length:
    """Months and days of an ISO 8601 period: "P1Y6M" is (18, 0), "P2W" (0, 14), "P3.5M" (3, 15).

    Half a month is fifteen days (article L. 511-22 of the French Code de commerce). Raises `ValueError` on hours, on a
    fraction that is no whole day, and on what is no period: a wrong date is worse than none.
    """
    match = _PERIOD.fullmatch(period_iso)
    if match is None:
        raise ValueError(f"{period_iso!r} is not an ISO 8601 period.")
    years, months, weeks, days, *clock = (Fraction((part or "0").replace(",", ".")) for part in match.groups())
    if any(clock):
        raise ValueError(f"{period_iso!r} counts hours: it cannot be added to a day.")
    all_months = 12 * years + months
    half = all_months % 1
    all_days = 7 * weeks + days + 30 * half
    if half not in (0, Fraction(1, 2)) or all_days.denominator != 1:
        raise ValueError(f"{period_iso!r} is not a whole number of days.")
    return Length(int(all_months - half), int(all_days))


def add_period(start: date, period_iso: str) -> date:
    """The same day that much later: 2024-01-31 and P1M is 2024-02-29."""
    months, days = period_length(period_iso)
    return _moved(start, months, days)


def subtract_period(end: date, period_iso: str) -> date:
    """The same day that much earlier: 2024-12-31 less P3M is 2024-09-30."""
    months, days = period_length(period_iso)
    return _moved(end, -months, -days)


def end_of(start: date, period_iso: str) -> date:
    """The last day in force of what begins on `start`: 2024-10-01 and P5Y is 2029-09-30."""
    months, days = period_length(period_iso)
    anniversary = _moved(start, months, 0)
    if anniversary.day != start.day and not days:
        return anniversary
    return _moved(anniversary, 0, days - 1)


def _moved(day: date, months: int, days: int) -> date:
    try:
        index = day.year * 12 + day.month - 1 + months
        year, month = divmod(index, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except (OverflowError, ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"{day.isoformat()} moved by {months} months and {days} days leaves the calendar.") from error


def format_french_date(iso: str | date) -> str:
    """A day as French writes it: "2024-10-01" → "1er octobre 2024"."""
    day = date.fromisoformat(iso) if isinstance(iso, str) else iso
    return f"{'1er' if day.day == 1 else day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def format_french_period(period_iso: str) -> str:
    """A period as French writes it: "P1Y6M" → "1 an et 6 mois", "PT24H" → "24 heures"."""
    match = _PERIOD.fullmatch(period_iso)
    if match is None:
        raise ValueError(f"{period_iso!r} is not an ISO 8601 period.")
    units = (("an", "ans"), ("mois", "mois"), ("semaine", "semaines"), ("jour", "jours"),
             ("heure", "heures"), ("minute", "minutes"), ("seconde", "secondes"))  # fmt: skip
    parts = []
    for count, (one, many) in zip(match.groups(), units, strict=True):
        if count is not None:
            number = count.replace(".", ",")
            parts.append(f"{number} {many if Fraction(count.replace(',', '.')) >= 2 else one}")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def explain(start: date, period_iso: str, *, event: str = "à compter du") -> str:
    """The arithmetic in words: "signée le 1er octobre 2024 + 5 ans = jusqu'au 30 septembre 2029".

    `event` leads in: "signée le", "à compter du", "en vigueur le".
    """
    end = end_of(start, period_iso)
    return (
        f"{event} {format_french_date(start)} + {format_french_period(period_iso)} = jusqu'au {format_french_date(end)}"
    )


def last_notice_day(end: date, period_iso: str) -> date:
    """The last day to give notice that must run in full before the end of `end`, the last day in force.

    Three months before 30 September 2029: 30 June, so that July, August and September are left.
    """
    return subtract_period(end + timedelta(days=1), period_iso) - timedelta(days=1)


def renewal_dates(end: date, period_iso: str, count: int) -> tuple[date, ...]:
    """The last days in force after one, two … `count` renewals of a period, each counted from the first end.

    Counted from the first so that the end of a short month does not stay: 31 January by months is 28 February, 31 March.
    """
    months, days = period_length(period_iso)
    first = end + timedelta(days=1)
    return tuple(_moved(_moved(first, months * time, 0), 0, days * time - 1) for time in range(1, count + 1))
