"""Folded text in, parts of the dates with a month in letters out, of dates left blank and of years alone.

"1er octobre 2024", "ce 3e jour du mois de mai 2016", "octobre 2024", "le …… 2025", "en 2017". Months and years are found
first, then what stands before them is read: most of a text is never looked at twice.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from extractor.language.date_parts import (
    DAY,
    GAP,
    MONTH,
    MONTHS,
    SPACE,
    WHOLE_MONTHS,
    Year,
    day_of,
    year_alone,
    year_at,
)
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import NUMBER_WORDS
from extractor.language.numeric_dates import Parts
from extractor.language.phrases import phrases, words_before

_WORDS = load_lexicon("date_words")
WEEKDAYS = _WORDS["weekday"].forms
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?:{SPACE}|{GAP},{GAP})"
YEAR_DIGITS = re.compile(r"(?:1[89]|20)[0-9]{2}")

_REACH = 64  # characters before a month in which its day stands
_MONTH = re.compile(MONTH)
# between day and month: "jour de", a space, a hyphen, or nothing where the scan lost the space ("15décembre")
_LINK = rf"(?:{GAP}(?:{_WORDS['day_of'].pattern.pattern}){GAP}|{SPACE}|-|(?<=[0-9r]))"
_LEAD = rf"(?<![a-z0-9])(?:{WEEKDAY})?(?:{DAY}{_LINK}|(?P<last>{_WORDS['last_day_of'].pattern.pattern}){GAP})"
_BEFORE_MONTH = re.compile(rf"{_LEAD}\Z")
_WEEKDAY_BEFORE = re.compile(rf"(?<![a-z0-9]){WEEKDAY}\Z")
_LISTED_DAY = re.compile(rf"(?:{WEEKDAY})?(?P<day>[0-9]{{1,2}})(?:er)?(?![0-9])")
_LIST_BEFORE = re.compile(
    rf"(?<![a-z])(?:les|des|aux){SPACE}(?P<days>(?:(?:(?:{WEEKDAY.replace('?P<weekday>', '?:')})?[0-9]{{1,2}}(?:er)?)"
    rf"(?:{GAP},{GAP}|{SPACE}(?=(?:et|ou){SPACE}\Z)))+)(?:et|ou){SPACE}\Z"
)
_SPLIT_DAY = re.compile(r"(?<![a-z0-9])(?:le|du|au|ce) ([0-3]) \Z")  # "le 1 5 mars": a day that the scan broke in two
_DAY_AFTER = re.compile(rf"\.?{SPACE}(?P<day>[0-9]{{1,2}})(?:er|e)?,?{SPACE}(?P<year>[12][0-9]{{3}})(?![0-9a-z])")

_DEED = re.compile(rf"l'{GAP}an(?:nee)?{SPACE}(?:de{SPACE}grace{SPACE})?(?=[0-9dm])")
_DEED_DAY = re.compile(rf"{GAP},?{GAP}(?:et{GAP},?{GAP})?(?:(?:le|ce){SPACE})?(?={DAY})")
_YEAR_CUES = phrases(_WORDS["year_cue"].forms)
_AFTER_YEAR = re.compile(r"(?![0-9a-z%]|[.,/-][0-9])")
_NOT_A_YEAR = re.compile(rf"{SPACE}(?:{_WORDS['not_a_year'].pattern.pattern}|[€$%])")
_BLANK = re.compile(
    rf"(?<![a-z0-9])(?:le|du|au|ce){SPACE}(?P<blank>[.…_·/ \[\]-]{{2,80}}){GAP}(?:{MONTH}\.?{GAP})?(?=20[0-9]{{2}}(?![0-9a-z]))"
)
_BLANK_START = re.compile(r"[leduac] {1,2}[.…_·/\[]")
_DOTS = re.compile(r"[.…_·-]{2}|…|/.*/")


def textual_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """The parts of all dates with a month in letters, of blanks and of years alone, in no order; some may overlap."""
    floor = 0
    for month in _MONTH.finditer(folded):
        if not folded[month.start() - 1 : month.start()].isalpha():
            parts = _textual(folded, month, floor, pivot)
            if parts:
                yield parts
                yield from _listed(folded, parts)
            # "vingt sept septembre": what looks like a month may be part of the day
            floor = month.start() - 20 if month["month"] in NUMBER_WORDS and not parts else month.end()
        elif parts := _glued(folded, month, pivot):
            yield parts
    yield from _deed_dates(folded, pivot)
    yield from _blank_dates(folded)
    for match in YEAR_DIGITS.finditer(folded):
        if folded[match.start() - 1 : match.start()].isspace() and _AFTER_YEAR.match(folded, match.end()):
            cued = _YEAR_CUES.before(words_before(folded, match.start(), 28)) >= 0
            if cued and not counts_something(folded, match.end()):
                yield Parts(match.start(), match.end(), int(match.group()), None, None)


def _listed(folded: str, last: Parts) -> Iterator[Parts]:
    """The days that share the month of a date: "les 3, 10 et 17 mai 2031" is three dates, each where its day stands."""
    if last.day is None or folded[max(0, last.start - 3) : last.start].strip() not in ("et", "ou"):
        return
    lead = _LIST_BEFORE.search(folded, max(0, last.start - _REACH), last.start)
    days = [(int(match["day"]), match) for match in _LISTED_DAY.finditer(lead["days"])] if lead else []
    if lead is None or [*(day for day, _ in days), last.day] != sorted({last.day, *(day for day, _ in days)}):
        return  # "les 10 et 3 mai" may be anything
    for day, match in days:
        start, end = lead.start("days") + match.start(), lead.start("days") + match.end()
        yield replace(last, start=start, end=end, day=day, weekday=match["weekday"])


def counts_something(folded: str, end: int) -> bool:
    """Whether what looked like a year is a count: "en 2000 exemplaires"."""
    return bool(_NOT_A_YEAR.match(folded, end))


def _textual(folded: str, named: re.Match[str], floor: int, pivot: int) -> Parts | None:
    low = max(floor, named.start() - _REACH)
    lead = _BEFORE_MONTH.search(folded, low, named.start()) if _may_lead(folded, named.start()) else None
    month, day, start = MONTHS[named["month"]], day_of(lead) if lead else None, lead.start() if lead else named.start()
    split = _SPLIT_DAY.search(folded, max(0, start - 8), start) if lead and len(lead["day"] or "") == 1 else None
    if split and day is not None:
        day, start = 10 * int(split[1]) + day, split.start(1)
    if day is None and not (lead and lead["last"]):
        lead, start = None, named.start()
        after = _DAY_AFTER.match(folded, named.end())
        if after:
            return _month_first(folded, named, after)
    year = year_at(folded, named.end(), pivot=pivot, short=day is not None)
    if lead and lead["last"]:
        day = calendar.monthrange(year.value, month)[1] if year else None
    if (day is None and year is None) or not _names_a_month(folded, named, lead, year):
        return None
    weekday = lead["weekday"] if lead else None
    if year is None:
        return Parts(start, named.end(), None, month, day, weekday=weekday)
    return Parts(start, year.end, year.value, month, day, short=year.short, weekday=weekday)


def _may_lead(folded: str, start: int) -> bool:
    """Whether a day may end before `start`: after white space, an apostrophe, a hyphen, or glued to it ("1erjanvier")."""
    return start > 0 and (folded[start - 1] in " \n'-re" or folded[start - 1].isdigit())


def _month_first(folded: str, named: re.Match[str], after: re.Match[str]) -> Parts:
    """A date with the month first: "vendredi, décembre 5 2014"."""
    weekday = _WEEKDAY_BEFORE.search(folded, max(0, named.start() - 12), named.start())
    start = weekday.start() if weekday else named.start()
    return Parts(
        start,
        after.end(),
        int(after["year"]),
        MONTHS[named["month"]],
        int(after["day"]),
        weekday=weekday["weekday"] if weekday else None,
    )


def _glued(folded: str, named: re.Match[str], pivot: int) -> Parts | None:
    """A month that stands right after the letters of an ordinal: "1erjanvier 2024"."""
    if folded[named.start() - 2 : named.start()] not in ("er", "re", "me") or named["month"] not in WHOLE_MONTHS:
        return None
    return _textual(folded, named, max(0, named.start() - 8), pivot) if folded[named.start() - 3].isdigit() else None


def _names_a_month(folded: str, named: re.Match[str], lead: re.Match[str] | None, year: Year | None) -> bool:
    """Whether a month is meant: "sept" after "vingt" is a number; an abbreviation needs digits and a year, or a stop."""
    if named["month"] in WHOLE_MONTHS or folded[named.end() : named.end() + 1] == ".":
        return True
    return year is not None and not (lead and lead["words"])


def _deed_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """Years before their day, as notaries write: "L'an deux mille vingt-quatre, le premier octobre"."""
    for deed in _DEED.finditer(folded):
        year = year_alone(folded, deed.end())
        link = _DEED_DAY.match(folded, year.end) if year else None
        month = _MONTH.search(folded, link.end(), link.end() + _REACH) if link else None
        if year and link and month:
            lead = re.compile(_LEAD).fullmatch(folded, link.end(), month.start())
            day = day_of(lead) if lead else None
            if lead and day and year_at(folded, month.end(), pivot=pivot) is None:
                yield Parts(year.start, month.end(), year.value, MONTHS[month["month"]], day, weekday=lead["weekday"])


def _blank_dates(folded: str) -> Iterator[Parts]:
    """Days left to be filled in by hand: "le …… 2025", "le ____ octobre 2025"."""
    floor = 0
    for hint in _BLANK_START.finditer(folded):
        if hint.start() < floor:
            continue
        match = _BLANK.match(folded, max(0, hint.start() - 1))
        if match and _DOTS.search(match["blank"]):
            month = MONTHS[match["month"]] if match["month"] else None
            year = int(folded[match.end() : match.end() + 4])
            yield Parts(match.start("blank"), match.end() + 4, year, month, None, blank=True)
        floor = match.end() if match else hint.end()
