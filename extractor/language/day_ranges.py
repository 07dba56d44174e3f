"""Folded text with its dates in, stretches between two of them out: "du 1er janvier 2024 au 31 décembre 2026".

What one end leaves unsaid is taken from the other and marked `elided`: the month of "du 1er au 15 mars 2024", the year
of "du 1er septembre au 30 juin 2025" (2024: a stretch does not run backwards).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.language.date_parts import DAY, GAP, MONTH, MONTHS, SPACE, day_of
from extractor.language.lexicon import load_lexicon
from extractor.language.numeric_dates import Parts
from extractor.language.stretches import Stretch, first_day, kind_of, last_day, written
from extractor.language.textual_dates import WEEKDAY

_WORDS = load_lexicon("date_ranges")
_LONGEST_GAP = 120


def _any(*entries: str) -> str:
    return "(?:" + "|".join(_WORDS[entry].pattern.pattern for entry in entries) + ")"


_HOUR = rf"(?:{SPACE}(?:a{SPACE})?[0-9]{{1,2}}{GAP}h(?:eures?)?(?:{GAP}[0-9]{{2}})?)?"
_MARK = rf"(?:{GAP},?{GAP}\(?{_any('included', 'excluded')}\)?)?"
_TIGHT = re.compile(
    rf"{_HOUR}{_MARK}{GAP},?{GAP}(?:{_any('until', 'ends')}{SPACE}(?:{_any('until_of')}{GAP})?|-{GAP}(?:(?:le|au){SPACE})?)"
)
_AND = re.compile(rf"{_HOUR}{_MARK}{SPACE}et{SPACE}(?:(?:le|au){SPACE})?")
_LOOSE = re.compile(rf"[^.;\n]{{0,{_LONGEST_GAP}}}(?:(?<![a-z])jusqu'(?:au|en|a)|{_any('ends')}){SPACE}")
_FROM = re.compile(rf"{_any('from')}{SPACE}$")
_BETWEEN = re.compile(rf"{_any('between')}{SPACE}$")
_SAME_YEAR = re.compile(rf"{SPACE}{_any('same_year')}")
_NEXT_YEAR = re.compile(rf"{SPACE}{_any('next_year')}")
_INCLUDED = re.compile(rf"{GAP},?{GAP}\(?{GAP}{_any('included')}{GAP}\)?")
_EXCLUDED = re.compile(rf"{GAP},?{GAP}\(?{GAP}{_any('excluded')}{GAP}\)?")

_LINK = rf"(?:{SPACE}(?:{_any('until')}|(?P<et>et)(?:{SPACE}(?:le|au))?){SPACE}|[^\S\n]?-[^\S\n]?)"
_EDGE = r"(?:^|(?<=[\n(:;,]))[^\S\n]*"
_DAY_BEFORE = re.compile(
    rf"(?:(?P<between>{_any('between')}){SPACE}|{_any('day_lead')}{SPACE}|{_EDGE}|(?={WEEKDAY.replace('weekday', 'ahead')}))"
    rf"(?P<whole>(?:{WEEKDAY})?(?:(?P<numeric>[0-9]{{1,2}})/(?P<in_month>[0-9]{{1,2}})|{DAY})){_LINK}$"
)
_MONTH_BEFORE = re.compile(
    rf"(?<![a-z0-9])(?:(?P<between>{_any('between')}){SPACE})?(?P<whole>{MONTH}){_LINK}(?:{_any('until_of')}{GAP})?$"
)


def day_ranges(folded: str, dates: Sequence[Parts]) -> Iterator[Stretch]:
    """The stretches between dates that follow each other, and those whose first end is elided, in no order."""
    ends: set[int] = set()
    for first, last in pairwise(dates):
        stretch = _between(folded, first, last) if first.start not in ends else None
        if stretch:
            ends.add(last.start)
            yield stretch
    for last in dates:
        if last.start not in ends and (stretch := _elided(folded, last)):
            yield stretch


def _between(folded: str, first: Parts, last: Parts) -> Stretch | None:
    gap = folded[first.end : last.start]
    if len(gap) > _LONGEST_GAP or "\n\n" in gap or first.blank or last.blank:
        return None
    lead = folded[max(0, first.start - 40) : first.start]
    between = _BETWEEN.search(lead)
    if between and _AND.fullmatch(gap):
        start = first.start - len(lead) + lead.rindex("entre")
    elif _TIGHT.fullmatch(gap) or (_LOOSE.fullmatch(gap) and _FROM.search(lead)):
        start = first.start
    else:
        return None
    return _stretch(folded, start, first, last)


def _stretch(folded: str, start: int, first: Parts, last: Parts) -> Stretch | None:
    end, elided = last.end, False
    if last.year is None and first.year is not None:
        same, following = _SAME_YEAR.match(folded, end), _NEXT_YEAR.match(folded, end)
        said = same or following
        end, elided = said.end() if said else end, not said
        later = following is not None or (not same and _order(last) < _order(first))
        last = replace(last, year=first.year + later)
    elif first.year is None and last.year is not None:
        first, elided = replace(first, year=last.year - (_order(first) > _order(last))), True
    included, excluded = _INCLUDED.match(folded, end), _EXCLUDED.match(folded, end)
    mark = excluded or included
    known = first.year is not None and last.year is not None
    return Stretch(
        start,
        mark.end() if mark else end,
        kind_of(first, last),
        first_day(first),
        last_day(last),
        partial=None if known else f"{written(first)}/{written(last)}",
        elided=elided,
        inclusive=(excluded is None) if mark else None,
    )


def _order(parts: Parts) -> tuple[int, int]:
    return parts.month or 0, parts.day or 0


def _elided(folded: str, last: Parts) -> Stretch | None:
    """The stretch whose first end is a day or a month only: "du 1er au 15 mars 2024", "de janvier à juin 2025"."""
    low = max(0, last.start - 80)
    before = folded[low : last.start]
    if last.month is None or last.blank:
        return None
    match = (_DAY_BEFORE if last.day is not None else _MONTH_BEFORE).search(before)
    if match is None or bool(match["et"]) != bool(match["between"]):
        return None
    if low and match.start() == 0:
        return None  # "^" is the edge of a line, not of what we look at
    first = _first_end(match, last)
    if first is None:
        return None
    start = low + (
        match.start("between") + match["between"].rindex("entre") if match["between"] else match.start("whole")
    )
    stretch = _stretch(folded, start, replace(first, start=start), last)
    return replace(stretch, elided=True) if stretch else None


def _first_end(match: re.Match[str], last: Parts) -> Parts | None:
    if last.day is None:
        month = MONTHS[match["month"]]
        backwards = last.year is not None and last.month is not None and month > last.month
        return replace(last, month=month, year=last.year - backwards if last.year is not None else None)
    if match["numeric"]:
        day, month = int(match["numeric"]), int(match["in_month"])
        return replace(last, day=day, month=month, year=None) if 1 <= month <= 12 and 1 <= day <= 31 else None
    day_number = day_of(match)
    return replace(last, day=day_number) if day_number is not None and 1 <= day_number < (last.day or 0) else None
