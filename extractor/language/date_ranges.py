"""French text in, stretches of time between two dates out: "du 1er janvier 2024 au 31 décembre 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractor.language.dates import find_dates
from extractor.language.folding import fold


@dataclass(frozen=True, slots=True)
class DateRangeMention:
    """A stretch of time as written; `iso` is "2024-01-01/2024-12-31", `None` where an end is not known."""

    start: int
    end: int
    text: str
    iso: str | None
    iso_start: str | None
    iso_end: str | None
    inclusive: bool | None = None
    kind: str = "days"
    partial: str | None = None
    convention: str | None = None
    elided: bool = False


_LINK = re.compile(r"\s*(?:,?\s*et\s+)?(?:au|jusqu'au|-|a)\s*")


def find_date_ranges(text: str, *, pivot: int = 50) -> tuple[DateRangeMention, ...]:
    """All date ranges of a text, in order."""
    folded = fold(text)
    dates = find_dates(text, pivot=pivot)
    found = []
    for first, last in pairwise(dates):
        if first.iso and last.iso and _LINK.fullmatch(folded, first.end, last.start):
            found.append(
                DateRangeMention(
                    first.start, last.end, text[first.start : last.end], f"{first.iso}/{last.iso}", first.iso, last.iso
                )
            )
    return tuple(found)
