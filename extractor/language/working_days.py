"""A date and a number of days of some kind in, a date out: ouvrés, ouvrables, francs, calendaires, in France or Québec.

The day a delay starts from is not counted. Jours ouvrés are Monday to Friday, jours ouvrables Monday to Saturday, both
without public holidays. Of jours francs neither the first day nor the last counts: what eight of them leave time for may
be done on the ninth day after, and where that is a Saturday, a Sunday or a holiday on the next working day (article 642
of the French Code of civil procedure).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal

from extractor.language.period_atoms import DayKind

Region = Literal["FR", "QC"]
_LAST_WEEKDAY = {"ouvrés": 4, "ouvrables": 5}  # Friday, Saturday


@cache
def public_holidays(year: int, region: Region) -> frozenset[date]:
    """The public holidays of a year, from the `holidays` package."""
    import holidays  # loaded only by those who count working days

    calendar = holidays.country_holidays("CA", subdiv="QC", years=year) if region == "QC" else None
    return frozenset(calendar if calendar is not None else holidays.country_holidays("FR", years=year))


def is_working_day(day: date, kind: DayKind = "ouvrés", *, region: Region = "FR") -> bool:
    """Whether a day counts: 1 May is a holiday in France and none in Québec; a Saturday is ouvrable, not ouvré."""
    return day.weekday() <= _LAST_WEEKDAY.get(kind, 6) and (
        kind not in _LAST_WEEKDAY or day not in public_holidays(day.year, region)
    )


def add_days(start: date, count: int, kind: DayKind = "calendaires", *, region: Region = "FR") -> date:
    """The last day of a delay of `count` days that starts on `start`: five jours ouvrés from a Monday is next Monday."""
    if kind == "francs":
        day = start + timedelta(days=count + 1)
        while not is_working_day(day, region=region):
            day += timedelta(days=1)
        return day
    return _counted(start, count, kind, 1, region)


def subtract_days(end: date, count: int, kind: DayKind = "calendaires", *, region: Region = "FR") -> date:
    """The day `count` days before: the last on which to send what must arrive so many days ahead of `end`."""
    return _counted(end, count + 1 if kind == "francs" else count, kind, -1, region)


def _counted(day: date, count: int, kind: DayKind, step: int, region: Region) -> date:
    if kind not in _LAST_WEEKDAY:
        return day + timedelta(days=step * count)
    while count:
        day += timedelta(days=step)
        count -= is_working_day(day, kind, region=region)
    return day
