"""Counts and units in, ISO 8601 out: 5 times "P1Y" is "P5Y", 1½ times "P1Y" is "P1Y6M", fifteen days stay P15D.

Nothing is converted that has no exact value: 24 hours are PT24H and not a day, three weeks are P3W. Half a year is six
months and half an hour thirty minutes; half a month is fifteen days where the text says "et demi" (as the French Code
de commerce has it, article L. 511-22), while "3,5 mois" stays P3.5M.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

_UNIT = re.compile(r"P(T?)([0-9]+)([YMWDHS])")
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")


@dataclass(frozen=True, slots=True)
class Part:
    """A count of one unit: "deux ans et demi" is 5/2 of "P1Y", and `half` says that the text put it so."""

    count: Fraction
    unit: str
    half: bool = False


def steps(part: Part) -> dict[str, Fraction]:
    """A part by designator: 5/2 of "P1Y" is {"Y": 2, "M": 6}."""
    match = _UNIT.fullmatch(part.unit)
    if match is None:
        raise ValueError(f"{part.unit!r} is not a unit of time")
    name, amount = match[1] + match[3], part.count * int(match[2])
    whole, rest = Fraction(amount.numerator // amount.denominator), amount % 1
    if not rest:
        return {name: whole}
    finer = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60)}.get(name)
    if finer is None and name == "M" and part.half and rest == Fraction(1, 2):
        finer = ("D", 30)
    if finer and (rest * finer[1]).denominator == 1:
        return {name: whole, finer[0]: rest * finer[1]} if whole else {finer[0]: rest * finer[1]}
    return {name: amount}


def iso_period(parts: Iterable[Part]) -> str:
    """The ISO 8601 form of parts added up: a year and six months is "P1Y6M"."""
    total: dict[str, Fraction] = {}
    for part in parts:
        for name, amount in steps(part).items():
            total[name] = total.get(name, Fraction(0)) + amount
    date = "".join(f"{_decimal(total[name])}{name}" for name in _ORDER[:4] if name in total)
    time = "".join(f"{_decimal(total[name])}{name[1]}" for name in _ORDER[4:] if name in total)
    return f"P{date}T{time}" if time else f"P{date}"


def same_length(first: Sequence[Part], second: Sequence[Part]) -> bool:
    """Whether two readings are one length: a year is twelve months and a week seven days, a day is not 24 hours."""
    return _canonical(first) == _canonical(second)


def comparable(first: Sequence[Part], second: Sequence[Part]) -> bool:
    """Whether two readings are in months, or both in days, or both in seconds, so that one can contradict the other."""
    shapes = [tuple(bool(x) for x in _canonical(parts)) for parts in (first, second)]
    return shapes[0] == shapes[1]


def descends(first: Part, second: Part) -> bool:
    """Whether the second may follow the first in one period: "un an et six mois", not "six mois et un an"."""
    return _size(first.unit) > _size(second.unit)


def _size(unit: str) -> Fraction:
    months, days, seconds = _canonical([Part(Fraction(1), unit)])
    return months * 2_629_746 + days * 86_400 + seconds


def _canonical(parts: Sequence[Part]) -> tuple[Fraction, Fraction, Fraction]:
    sizes = {"Y": (12, 0, 0), "M": (1, 0, 0), "W": (0, 7, 0), "D": (0, 1, 0), "TH": (0, 0, 3600), "TM": (0, 0, 60), "TS": (0, 0, 1)}  # fmt: skip
    months = days = seconds = Fraction(0)
    for part in parts:
        for name, amount in steps(part).items():
            m, d, s = sizes[name]
            months, days, seconds = months + m * amount, days + d * amount, seconds + s * amount
    return months, days, seconds


def _decimal(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.6f}".rstrip("0").rstrip(".")
