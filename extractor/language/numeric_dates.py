"""Folded text in, parts of the dates written in digits out: 01/10/2024, 1.10.24, 2024-10-01, 20 02 2014, 11/2017.

Day before month, as French writes it. "02/22/2016" has no 22nd month and is left out rather than read the American way;
"20 2 14" and "3.2.10 Réunions" are as likely an amount or a heading and are left out too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.language.date_parts import FIRST_YEAR, LAST_YEAR, digits_of, full_year
from extractor.language.lexicon import forms_pattern, load_lexicon


@dataclass(frozen=True, slots=True)
class Parts:
    """What is known of a date at `start:end` of a folded text."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    short: bool = False
    blank: bool = False
    weekday: str | None = None


_D = "[0-9oli|]"
_SEPARATOR = r"[^\S\n]?[./,-][^\S\n]?"
_SEPARATED = re.compile(
    rf"(?<![0-9a-z])(?P<a>{_D}{{1,4}})(?P<s>{_SEPARATOR})(?P<b>{_D}{{1,2}})(?P<t>{_SEPARATOR})(?P<c>{_D}{{1,4}})(?![0-9a-z])"
)
_SPACED = re.compile(
    r"(?<![0-9a-z.,/-])(?<![0-9] )([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4}|[0-9]{2})(?![0-9a-z]|[.,/-][0-9]| [0-9])"
)
_MONTH_YEAR = re.compile(r"(?<![0-9a-z.,/-])(?<![0-9] )(0?[1-9]|1[0-2])/((?:19|20)[0-9]{2})(?![0-9a-z]|[./,-][0-9])")
_LEXICON = load_lexicon("date_words")
_CUE = re.compile(rf"(?:{_LEXICON['day_cue'].pattern.pattern})[^\S\n]?:? ?$")
_REFERENCE = forms_pattern(_LEXICON["reference"].forms)


def numeric_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """The parts of all numeric dates, in no order."""
    for match in _SEPARATED.finditer(folded):
        parts = _separated(folded, match, pivot)
        if parts and not refers(folded, match.start()) and not _numbers_a_section(folded, match):
            yield parts
    for match in _SPACED.finditer(folded):
        parts = _spaced(folded, match, pivot)
        if parts and not refers(folded, match.start()):
            yield parts
    for match in _MONTH_YEAR.finditer(folded):
        if not refers(folded, match.start()):
            yield Parts(match.start(), match.end(), int(match[2]), int(match[1]), None)


def _separated(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    a, b, c = match["a"], match["b"], match["c"]
    first, second = match["s"].strip(), match["t"].strip()
    slipped = len(c) == 4 and second == ","  # "12/08,2015": a stroke read as a comma
    if first == "," or (first != second and not slipped) or _goes_on(folded, match, first):
        return None
    letters = sum(not character.isdigit() for character in a + b + c)
    day, month, year = (digits_of(piece) for piece in ((c, b, a) if len(a) == 4 else (a, b, c)))
    if day is None or month is None or year is None or letters > 2:
        return None
    short = len(a) <= 2 and len(c) == 2
    if short:
        spaced = " " in match["s"] + match["t"]
        if letters or (spaced and not (first == "/" and _cued(folded, match.start()))):
            return None
        year = full_year(year, pivot)
    elif not (len(a) == 4 and len(c) <= 2) and not (len(a) <= 2 and len(c) == 4):
        return None
    return _possible(Parts(match.start(), match.end(), year, month, day, short))


def _goes_on(folded: str, match: re.Match[str], separator: str) -> bool:
    """Whether it is the middle of a longer row: a telephone number, a section, a reference."""
    before, after = folded[max(0, match.start() - 2) : match.start()], folded[match.end() : match.end() + 2]
    return bool(re.search(rf"[0-9]{re.escape(separator)}$", before) or re.match(rf"{re.escape(separator)}[0-9]", after))


def _spaced(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    """ "20 02 2014"; less regular ones only after "le" or alone on their line."""
    day, month, year = match.groups()
    alone = folded[match.start() - 1 : match.start()] in ("", "\n") and folded[match.end() : match.end() + 1] in (
        "",
        "\n",
    )
    padded = len(day) == len(month) == 2
    if not (_cued(folded, match.start()) or (len(year) == 4 and (padded or alone))):
        return None
    short = len(year) == 2
    full = full_year(int(year), pivot) if short else int(year)
    parts = Parts(match.start(), match.end(), full, int(month), int(day), short)
    return _possible(parts) if full >= 1800 else None


def _possible(parts: Parts) -> Parts | None:
    """The parts where they may be a date: "31/06/2024" may be meant as one, "45/99/2024" may not."""
    year, month, day = parts.year or 0, parts.month or 0, parts.day or 0
    return parts if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31 else None


def _cued(folded: str, start: int) -> bool:
    return bool(_CUE.search(folded, max(0, start - 16), start))


def refers(folded: str, start: int) -> bool:
    """Whether a word just before says that this is the number of something."""
    before = folded[max(0, start - 14) : start]
    return any(not before[match.end() :].strip(" :.") for match in _REFERENCE.finditer(before))


def _numbers_a_section(folded: str, match: re.Match[str]) -> bool:
    """Whether a heading begins here: "3.2.10 Réunions" at the start of a line; "03.02.10" is a date."""
    if match["s"].strip() != "." or 4 in (len(match["a"]), len(match["c"])):
        return False
    at_line_start = not folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    padded = len(match["a"]) == 2 and len(match["b"]) == 2
    return at_line_start and not padded and bool(re.match(r"[ .)-]{0,3}[a-z]", folded[match.end() : match.end() + 5]))
