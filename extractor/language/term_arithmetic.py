"""A period and a start in, the last day in force and how it was worked out; a term and its renewals in, the longest term."""

from __future__ import annotations

import re
from datetime import date

from extractor.language import calendar
from extractor.language.facts import Renewal
from extractor.language.start_events import Start


def last_day(
    period: str | None, start: Start | None, end_date: str | None, *, indefinite: bool
) -> tuple[str | None, str | None]:
    """The last day in force and how it was worked out; a period alone gives the rule in words."""
    if end_date:
        return end_date, f"terme écrit : {calendar.format_french_date(end_date)}"
    if not period:
        return None, None
    if start is None or not start.date:
        try:
            words = calendar.format_french_period(period)
        except ValueError:
            return None, None
        origin = f"à compter de : {start.event} (date inconnue)" if start and start.event else "point de départ inconnu"
        return None, f"{words}, {origin}"
    try:
        begin = date.fromisoformat(start.date)
        last = calendar.end_of(begin, period)
        signed = "sign" in start.event and not re.search(r"lendemain|suivant|qui suit", start.event)
        event = "signée le" if signed else "à compter du"
        words = calendar.explain(begin, period, event=event)
    except ValueError:
        return None, None
    return (None, f"{words}, puis sans terme") if indefinite else (last.isoformat(), words)


def longest(ceiling: str | None, period: str | None, renewal: Renewal | None) -> str | None:
    """The ceiling that is stated, else the first term and all its renewals: "P1Y" and two of "P12M" is "P3Y"."""
    if ceiling or not (period and renewal and renewal.max_count):
        return ceiling
    try:
        first = calendar.period_length(period)
        more = calendar.period_length(renewal.period or period)
    except ValueError:
        return None
    months, days = first.months + renewal.max_count * more.months, first.days + renewal.max_count * more.days
    if months and days:
        return f"P{months}M{days}D"
    if days:
        return f"P{days}D"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
