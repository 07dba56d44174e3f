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
from extractor.language.phrases import phrases, words_before
from extractor.language.stretches import Stretch, first_day, kind_of, last_day, written
from extractor.language.textual_dates import WEEKDAY

_WORDS = load_lexicon("date_ranges")
_LONGEST_GAP = 120


def _any(*entries: str) -> str:
    return "(?:" + "|".join(_WORDS[entry].pattern.pattern for entry in entries) + ")"


_HOUR = rf"(?:{SPACE}(?:a{SPACE})?[0-9]{{1,2}}{GAP}h(?:eures?)?(?:{GAP}[0-9]{{2}})?)?"
_MARK = rf"(?:{GAP},?{GAP}\(?{_any('included', 'excluded')}\)?)?"
# a comma only before words that cannot begin another date of a list: "au 1er mai 2024, au 1er juin 2024" are two days;
# a hyphen on the line of the first, or it is the mark of a list
_TIGHT = re.compile(
    rf"{_HOUR}{_MARK}(?:(?:{SPACE}|{GAP},{GAP}(?=jusqu|et |pour |avec ))"
    rf"{_any('until', 'ends')}{SPACE}(?:{_any('until_of')}{GAP})?|[^\S\n]*-{GAP}(?:(?:le|au){SPACE})?)"
)
_AND = re.compile(rf"{_HOUR}{_MARK}{SPACE}et{SPACE}(?:(?:le|au){SPACE})?")
_LOOSE = re.compile(rf"[^.;]{{0,{_LONGEST_GAP}}}(?:(?<![a-z])jusqu'(?:au|en|a)|{_any('ends')}){SPACE}")
_SAME_YEAR = re.compile(rf"{SPACE}{_any('same_year')}")
_NEXT_YEAR = re.compile(rf"{SPACE}{_any('next_year')}")
_INCLUDED = re.compile(rf"{GAP},?{GAP}\(?{GAP}{_any('included')}{GAP}\)?")
_EXCLUDED = re.compile(rf"{GAP},?{GAP}\(?{GAP}{_any('excluded')}{GAP}\)?")
_STARTS = phrases(_WORDS["from"].forms)
_LAST_DAYS, _ACTS = phrases(_WORDS["last_day_cue"].forms), phrases(_WORDS["act_date"].forms)
_BETWEENS = phrases(("entre le", "entre les", "entre"))

# an elided first end, from the link back: the link first, then what stands before it
_UNTIL, _UNTIL_OF = phrases(_WORDS["until"].forms), phrases(_WORDS["until_of"].forms)
_HYPHEN = re.compile(r"[^\S\n]?-[^\S\n]?\Z")
_UNTIL_END = re.compile(rf"{SPACE}{_any('until')}{SPACE}(?:{_any('until_of')}{GAP})?\Z")
_AND_END = re.compile(rf"{SPACE}et{SPACE}(?:(?:le|au){SPACE})?\Z")
_DAY_END = re.compile(rf"(?<![a-z0-9])(?:{WEEKDAY})?(?:(?P<numeric>[0-9]{{1,2}})/(?P<in_month>[0-9]{{1,2}})|{DAY})\Z")
_MONTH_END = re.compile(rf"(?<![a-z0-9]){MONTH}\Z")
_LEADS = phrases(_WORDS["day_lead"].forms)


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
    if _AND.fullmatch(gap):
        start = _entre(folded, first.start)
        return _stretch(folded, start, first, last) if start is not None else None
    if _TIGHT.fullmatch(gap):
        left = words_before(folded, first.start, 40)
        begins = _LAST_DAYS.before(left) < 0 and _ACTS.before(left) < 0
        return _stretch(folded, first.start, first, last) if begins else None
    if _LOOSE.fullmatch(gap) and _STARTS.before(words_before(folded, first.start, 40)) >= 0:
        return _stretch(folded, first.start, first, last)
    return None


def _entre(folded: str, start: int) -> int | None:
    """Where "entre" or "entre le" begins before `start`."""
    if _BETWEENS.before(words_before(folded, start, 16)) < 0:
        return None
    return folded.rindex("entre", 0, start)


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
    if last.month is None or last.blank:
        return None
    link = _link_before(folded, last.start)
    if link is None:
        return None
    start, joins = link
    low = max(0, start - 40)
    match = (_DAY_END if last.day is not None else _MONTH_END).search(folded, low, start)
    first = _first_end(match, last) if match else None
    if match is None or first is None:
        return None
    begin = match.start()
    entre = _entre(folded, begin)
    if joins != (entre is not None) or not (entre is not None or last.day is None or _led(folded, match)):
        return None
    stretch = _stretch(folded, entre if entre is not None else begin, first, last)
    return replace(stretch, elided=True) if stretch else None


def _link_before(folded: str, position: int) -> tuple[int, bool] | None:
    """Where a link between two ends begins that ends at `position`, and whether it is "et", which needs "entre"."""
    low = max(0, position - 60)
    hyphen = _HYPHEN.search(folded, low, position)
    if hyphen:
        return hyphen.start(), False
    joined = _AND_END.search(folded, low, position)
    if joined:
        return joined.start(), True
    left = words_before(folded, position, 60)
    of = _UNTIL_OF.before(left)
    if _UNTIL.before(left[:of].rstrip() if of >= 0 else left) < 0:
        return None  # told apart cheaply before the pattern is tried
    until = _UNTIL_END.search(folded, low, position)
    return (until.start(), False) if until else None


def _led(folded: str, match: re.Match[str]) -> bool:
    """Whether a day may begin a stretch here: after "du", after a mark, at the start of a line, with its weekday."""
    before = folded[max(0, match.start() - 1) : match.start()]
    line = folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    if match["weekday"] or not line or before in "(:;," or line[-1] in "(:;,":
        return True
    return _LEADS.before(words_before(folded, match.start(), 24)) >= 0


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
