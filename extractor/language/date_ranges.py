"""French text in, stretches of time between two dates out: "du 1er janvier 2024 au 31 décembre 2026 inclus".

`iso` is "2024-01-01/2026-12-31", both days in it; `None` where a bound is not known or the last day comes before the
first. What was added to the words of the text is said: `elided` (a month or year taken from the other end),
`convention` (a school year from 1 September to 31 August), `partial` (years whose days are not known: "saison
2025-2026").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, pairwise

from extractor.language.dates import dates_in
from extractor.language.day_ranges import day_ranges
from extractor.language.flattening import flatten
from extractor.language.stretches import RangeKind, Stretch
from extractor.language.year_ranges import year_ranges

_LIST_JOINT = re.compile(r"\s*(?:[,;]|(?:,\s*)?et)\s*(?:(?:l')?annees?\s+)?")


@dataclass(frozen=True, slots=True)
class DateRangeMention:
    """A stretch of time as written. `inclusive` is what the text says of the last day, `None` where it says nothing."""

    start: int
    end: int
    text: str
    iso: str | None
    iso_start: str | None
    iso_end: str | None
    inclusive: bool | None = None
    kind: RangeKind = "days"
    partial: str | None = None
    convention: str | None = None
    elided: bool = False


def find_date_ranges(text: str, *, pivot: int = 50) -> tuple[DateRangeMention, ...]:
    """All stretches of time of a text, in order; none overlaps another."""
    flat = flatten(text)
    stretches: list[Stretch] = []
    everything = chain(day_ranges(flat.text, dates_in(flat.text, pivot)), year_ranges(flat.text))
    for stretch in sorted(everything, key=lambda found: (found.start, -found.end)):
        if not stretches or stretch.start >= stretches[-1].end:
            stretches.append(stretch)
        elif stretch.end - stretch.start > stretches[-1].end - stretches[-1].start:
            stretches[-1] = stretch  # "année 2018" gives way to "2018 à l'année 2020"
    return tuple(_mention(stretch, *flat.span(stretch.start, stretch.end), text) for stretch in stretches)


def _mention(stretch: Stretch, start: int, end: int, text: str) -> DateRangeMention:
    first = stretch.first.isoformat() if stretch.first else None
    last = stretch.last.isoformat() if stretch.last else None
    forwards = stretch.first is not None and stretch.last is not None and stretch.first <= stretch.last
    return DateRangeMention(
        start,
        end,
        text[start:end],
        f"{first}/{last}" if forwards else None,
        first,
        last,
        stretch.inclusive,
        stretch.kind,
        stretch.partial,
        stretch.convention,
        stretch.elided,
    )


def join_lists(text: str, folded: str, ranges: Sequence[DateRangeMention]) -> list[DateRangeMention]:
    """The ranges, those of a list that meet as one: "les années scolaires 2030-2031 et 2031-2032" end in August 2032.

    A list of years that overlap ("les années 2030-2031, 2031-2032") tells no first and no last day, and is left out.
    """
    lists: list[list[DateRangeMention]] = []
    for one in ranges:
        if lists and _LIST_JOINT.fullmatch(folded, lists[-1][-1].end, one.start):
            lists[-1].append(one)
        else:
            lists.append([one])
    found: list[DateRangeMention] = []
    for members in lists:
        gaps = [_days_between(one, other) for one, other in pairwise(members)]
        first, last = members[0], members[-1]
        if gaps and all(gap == 1 for gap in gaps):
            iso = f"{first.iso_start}/{last.iso_end}"
            written = text[first.start : last.end]
            found.append(replace(first, end=last.end, text=written, iso=iso, iso_end=last.iso_end))
        elif not any(gap is not None and gap <= 0 for gap in gaps):
            found += members
    return found


def _days_between(one: DateRangeMention, other: DateRangeMention) -> int | None:
    if one.iso_end is None or other.iso_start is None:
        return None
    return (date.fromisoformat(other.iso_start) - date.fromisoformat(one.iso_end)).days
