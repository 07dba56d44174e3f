"""Folded text in, parts of the dates written in digits out: 01/10/2024, 1.10.24, 2024-10-01, 20 02 2014, 11/2017.

Day before month, as French writes it. "02/22/2016" has no 22nd month and is left out rather than read the American way.
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
_SEPARATED = re.compile(
    rf"(?<![0-9a-z])(?<![0-9][./,-])(?P<a>{_D}{{1,4}})(?P<s>[^\S\n]?[./-][^\S\n]?)(?P<b>{_D}{{1,2}})(?P<t>[^\S\n]?[./,-][^\S\n]?)(?P<c>{_D}{{1,4}})"
    r"(?![0-9a-z])(?![./-][0-9])"
)
_SPACED = re.compile(
    r"(?<![0-9a-z.,/-])(?<![0-9] )([0-9]{1,2}) ([0-9]{1,2}) ([0-9]{4}|[0-9]{2})(?![0-9a-z]|[.,/-][0-9]| [0-9])"
)
_MONTH_YEAR = re.compile(r"(?<![0-9a-z.,/-])(?<![0-9] )(0?[1-9]|1[0-2])/((?:19|20)[0-9]{2})(?![0-9a-z]|[./,-][0-9])")
_CUE = re.compile(r"(?<![a-z])(?:le|du|au|ce|date ?:|dates? du|et le) $")
_REFERENCE = forms_pattern(load_lexicon("date_words")["reference"].forms)


def numeric_dates(folded: str, pivot: int) -> Iterator[Parts]:
    """The parts of all numeric dates, in no order; forms that are as likely a reference or a section are left out."""
    for match in _SEPARATED.finditer(folded):
        parts = _separated(match, pivot)
        if parts and not _refers(folded, match.start()) and not _numbers_a_section(folded, match):
            yield parts
    for match in _SPACED.finditer(folded):
        parts = _spaced(folded, match, pivot)
        if parts and not _refers(folded, match.start()):
            yield parts
    for match in _MONTH_YEAR.finditer(folded):
        if not _refers(folded, match.start()):
            yield Parts(match.start(), match.end(), int(match[2]), int(match[1]), None)


def _separated(match: re.Match[str], pivot: int) -> Parts | None:
    a, b, c = match["a"], match["b"], match["c"]
    first, second = match["s"].strip(), match["t"].strip()
    if first != second and not (len(c) == 4 and second == ","):
        return None
    if first == second == ",":
        return None
    values = [digits_of(piece) for piece in (a, b, c)]
    if None in values or sum(map(str.isdigit, a + b + c)) < len(a + b + c) - 2:
        return None
    x, y, z = (value or 0 for value in values)
    if len(a) == 4 and len(c) <= 2:
        year, month, day, short = x, y, z, False
    elif len(a) <= 2 and len(c) == 4:
        year, month, day, short = z, y, x, False
    elif len(a) <= 2 and len(c) == 2 and (a + b + c).isdigit() and " " not in match["s"] + match["t"]:
        year, month, day, short = full_year(z, pivot), y, x, True
    else:
        return None
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Parts(match.start(), match.end(), year, month, day, short)


def _spaced(folded: str, match: re.Match[str], pivot: int) -> Parts | None:
    a, b, c = match.groups()
    day, month = int(a), int(b)
    cued = bool(_CUE.search(folded, max(0, match.start() - 12), match.start()))
    alone = folded[match.start() - 1 : match.start()] in ("", "\n") and folded[match.end() : match.end() + 1] in (
        "",
        "\n",
    )
    padded = len(a) == len(b) == 2
    if not (cued or (len(c) == 4 and (padded or alone))):
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    short = len(c) == 2
    year = full_year(int(c), pivot) if short else int(c)
    return Parts(match.start(), match.end(), year, month, day, short) if 1800 <= year <= LAST_YEAR else None


def _refers(folded: str, start: int) -> bool:
    """Whether a word just before says that this is the number of something."""
    before = folded[max(0, start - 14) : start]
    return any(not before[m.end() :].strip(" :.") for m in _REFERENCE.finditer(before))


def _numbers_a_section(folded: str, match: re.Match[str]) -> bool:
    """ "3.2.10 Réunions" at the start of a line is a heading; "03.02.2010" is not."""
    if match["s"].strip() != "." or len(match["c"]) == 4 or len(match["a"]) == 4:
        return False
    at_line_start = not folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    padded = len(match["a"]) == 2 and len(match["b"]) == 2
    rest = folded[match.end() : match.end() + 3]
    return at_line_start and not padded and bool(re.match(r"[ .)-]*[a-z]", rest))
