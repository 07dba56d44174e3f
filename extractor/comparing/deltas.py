"""Two values of a term in, the difference out: "-P2Y" between "P5Y" and "P3Y", "+P8D", the days between two dates."""

from __future__ import annotations

import datetime as dt
import re

_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def _parse_period(value: str) -> tuple[int, int] | None:
    """Months and days of a plain period, or `None`."""
    match = _PERIOD.fullmatch(value)
    if match is None or value == "P":
        return None
    years, months, weeks, days = (int(x or 0) for x in match.groups())
    return 12 * years + months, 7 * weeks + days


def period_delta(reference: str, value: str) -> str | None:
    """`period_delta("P5Y", "P3Y") == "-P2Y"`; `None` where units do not subtract (one month against thirty days)."""
    a, b = _parse_period(reference), _parse_period(value)
    if a is None or b is None:
        return None
    months, days = b[0] - a[0], b[1] - a[1]
    if (months and days) or (a[0] and not b[0] and b[1]) or (b[0] and not a[0] and a[1]):
        return None
    if months:
        years, rest = divmod(abs(months), 12)
        amount = "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    elif days:
        amount = f"P{abs(days)}D"
    else:
        return None
    return ("-" if months < 0 or days < 0 else "+") + amount


def date_delta(reference: str, value: str) -> str | None:
    """The days between two ISO dates, signed: "-P459D"; `None` where either is none."""
    try:
        days = (dt.date.fromisoformat(value) - dt.date.fromisoformat(reference)).days
    except ValueError:
        return None
    return f"{'-' if days < 0 else '+'}P{abs(days)}D" if days else None


def set_delta(reference: str, value: str) -> str | None:
    """What came and what went of values joined by "|".

    `set_delta("avenant|accord|exprès", "avenant|accord")
    == "-exprès"`.
    """
    old, new = reference.split("|"), value.split("|")
    changes = [f"+{x}" for x in new if x and x not in old] + [f"-{x}" for x in old if x and x not in new]
    return " ".join(changes) or None


def period_key(value: str) -> str:
    """The same for periods that are equal: "P12M" and "P1Y", "P2W" and "P14D"."""
    parsed = _parse_period(value)
    return value if parsed is None else f"{parsed[0]}M{parsed[1]}D"
