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
from functools import cache, lru_cache

_UNIT = re.compile(r"P(T?)([0-9]+)([YMWDHS])")
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_FINER = {"Y": ("M", 12), "TH": ("TM", 60), "TM": ("TS", 60)}
# months, days and seconds in one of each
_SIZES = {
    "Y": (12, 0, 0),
    "M": (1, 0, 0),
    "W": (0, 7, 0),
    "D": (0, 1, 0),
    "TH": (0, 0, 3600),
    "TM": (0, 0, 60),
    "TS": (0, 0, 1),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A count of one unit: "deux ans et demi" is 5/2 of "P1Y", and `half` says that the text put it so."""

    count: Fraction
    unit: str
    half: bool = False


@cache
def _designator(unit: str) -> tuple[str, int]:
    """The letter of a unit and how many of it: "P3M" → ("M", 3), "PT1H" → ("TH", 1)."""
    match = _UNIT.fullmatch(unit)
    if match is None:
        raise ValueError(f"{unit!r} is not a unit of time")
    return match[1] + match[3], int(match[2])


def steps(part: Part) -> dict[str, Fraction | int]:
    """A part by designator: 5/2 of "P1Y" is {"Y": 2, "M": 6}."""
    name, each = _designator(part.unit)
    if part.count.denominator == 1:
        return {name: part.count.numerator * each}
    amount = part.count * each
    whole, rest = divmod(amount, 1)
    if not rest:
        return {name: whole}
    finer = _FINER.get(name)
    if name == "M" and part.half and rest == Fraction(1, 2):
        finer = ("D", 30)
    if finer and (rest * finer[1]).denominator == 1:
        return {name: whole, finer[0]: rest * finer[1]} if whole else {finer[0]: rest * finer[1]}
    return {name: amount}


def iso_period(parts: Iterable[Part]) -> str:
    """The ISO 8601 form of parts added up: a year and six months is "P1Y6M"."""
    parts = tuple(parts)
    if len(parts) == 1 and parts[0].count.denominator == 1:
        return _whole(parts[0].count.numerator, parts[0].unit)
    total: dict[str, Fraction | int] = {}
    for part in parts:
        for name, amount in steps(part).items():
            total[name] = total.get(name, 0) + amount
    date = "".join(f"{_decimal(total[name])}{name}" for name in _ORDER[:4] if name in total)
    time = "".join(f"{_decimal(total[name])}{name[1]}" for name in _ORDER[4:] if name in total)
    return f"P{date}T{time}" if time else f"P{date}"


@lru_cache(maxsize=4096)
def _whole(count: int, unit: str) -> str:
    name, each = _designator(unit)
    return f"P{'T' if name[0] == 'T' else ''}{count * each}{name[-1]}"


def same_length(first: Sequence[Part], second: Sequence[Part]) -> bool:
    """Whether two readings are one length: a year is twelve months and a week seven days, a day is not 24 hours."""
    return _canonical(first) == _canonical(second)


def comparable(first: Sequence[Part], second: Sequence[Part]) -> bool:
    """Whether two readings are in months, or both in days, or both in seconds, so that one can contradict the other."""
    shapes = [tuple(bool(amount) for amount in _canonical(parts)) for parts in (first, second)]
    return shapes[0] == shapes[1]


def descends(first: Part, second: Part) -> bool:
    """Whether the second may follow the first in one period: "un an et six mois", not "six mois et un an"."""
    return _size(first.unit) > _size(second.unit)


@cache
def _size(unit: str) -> int:
    name, each = _designator(unit)
    months, days, seconds = _SIZES[name]
    return each * (months * 2_629_746 + days * 86_400 + seconds)


def _canonical(parts: Sequence[Part]) -> tuple[Fraction | int, ...]:
    total: list[Fraction | int] = [0, 0, 0]
    for part in parts:
        for name, amount in steps(part).items():
            for index, size in enumerate(_SIZES[name]):
                total[index] += amount * size
    return tuple(total)


def _decimal(number: Fraction | int) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.6f}".rstrip("0").rstrip(".")
