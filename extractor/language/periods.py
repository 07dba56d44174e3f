"""French text in, periods out, with their places: `find_periods("pour trois (3) ans")` finds "P3Y"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractor.language.flattening import flatten
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import read_number

Qualifier = Literal["at_least", "at_most", "about"]
DayKind = Literal["ouvrés", "ouvrables", "francs", "calendaires"]


@dataclass(frozen=True, slots=True)
class Part:
    """A count of one unit: "six mois" is 6 times "P1M"."""

    count: str
    unit: str


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as written; `iso` keeps count and unit: "six mois" is P6M."""

    start: int
    end: int
    text: str
    iso: str
    parts: tuple[Part, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    day_kind: DayKind | None = None
    conflict: str | None = None
    upper: str | None = None
    recurring: bool = False

    @property
    def at_least(self) -> bool:
        """Whether words around it make it a minimum."""
        return "at_least" in self.qualifiers

    @property
    def at_most(self) -> bool:
        """Whether words around it make it a maximum."""
        return "at_most" in self.qualifiers

    @property
    def about(self) -> bool:
        """Whether it is approximate."""
        return "about" in self.qualifiers


_UNITS = {fold(form): entry.value for entry in load_lexicon("units").values() for form in entry.forms}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(rf"\s*(?:\(\s*([0-9]+)\s*\)\s*)?-?({_UNIT})(?![a-z0-9])")
_START = re.compile(r"(?<![a-z0-9.,])(?=[0-9a-z])")


def find_periods(text: str) -> tuple[PeriodMention, ...]:
    """All periods of a text, in order."""
    flat = flatten(text)
    found, position = [], 0
    while match := _START.search(flat.text, position):
        position = match.start() + 1
        reading = read_number(flat.text, match.start())
        if reading is None:
            continue
        quantity = _QUANTITY.match(flat.text, reading.end)
        if quantity is None:
            continue
        unit = _UNITS[quantity[2]]
        start, end = flat.span(match.start(), quantity.end())
        iso = unit.replace("1", str(reading.value)) if unit.count("1") == 1 else f"P{3 * reading.value}M"
        found.append(PeriodMention(start, end, text[start:end], iso, (Part(str(reading.value), unit),)))
        position = quantity.end()
    return tuple(found)
