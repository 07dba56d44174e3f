"""A place in folded text in, a part of a date out: the day before it, the month at it, the year after it.

What scanners do to digits is undone only where a date surrounds it: "l er octobre 2O24" is the first of October 2024.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.lexicon.tables import load_table
from extractor.language.numbers import NUMBER_WORDS, read_number
from extractor.language.phrases import one_of

SPACE = (
    r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"  # white space with one line break at most: a date never spans blocks
)
GAP = rf"(?:{SPACE})?+"
FIRST_YEAR, LAST_YEAR = 1000, 2199


MONTHS = {fold(form): int(entry.value) for entry in load_lexicon("months").values() for form in entry.forms}
WHOLE_MONTHS = frozenset(fold(entry.forms[0]) for entry in load_lexicon("months").values())
MONTH = rf"(?P<month>{one_of(MONTHS)})(?![a-z])(?![0-9](?![0-9]{{3}}(?![0-9a-z])))"  # "mars2024" is a month

_NUMBERS = load_table("numbers")
_ORDINALS = _NUMBERS["ordinals"]


def _day_words() -> dict[str, int]:
    """Every way to write one to thirty-one in letters, cardinal and ordinal, words joined by one space."""
    ones = {word: value for word, value in _NUMBERS["units"].items() if word != "une"}
    words = {**ones, **_ORDINALS}
    for one, value in [*ones.items(), *_ORDINALS.items()]:
        if 7 <= value <= 9:
            words[f"dix {one}"] = 10 + value
        if 2 <= value <= 9 and one not in ("second", "seconde"):
            words[f"vingt {one}"] = 20 + value
    for one in ("un", "unieme"):
        for ten, value in (("vingt", 20), ("trente", 30)):
            words[f"{ten} et {one}"] = words[f"{ten} {one}"] = value + 1
    words |= {"vingt": 20, "trente": 30, "vingtieme": 20, "trentieme": 30}
    return words


DAY_WORDS = _day_words()
_DAY_WORD = one_of(DAY_WORDS).replace(r"\ ", rf"(?:{SPACE}|-\n?)")
# the mark of an ordinal and its typewritten, TeX, HTML and scanned forms: 1er, 1 er, 1^{er}, 1<sup>er</sup>, 1°, 3ième
ORDINAL = (
    r"[^\S\n]?(?:(?:\^\{?|<sup>)?[^\S\n]?(?:ere?|eme|ieme|iem|re|nde?|ᵉʳ|ᵉ|e|°)(?:\}|</sup>)?"
    r"|[\"'*°^¢%]{1,2})(?![a-z0-9])"
)
DAY = (
    rf"(?:(?P<day>[0-9]{{1,2}})(?:{ORDINAL})?|(?P<first>[li|1])[^\S\n]?\^?\{{?(?:er|cr|ᵉʳ)\}}?"
    rf"|(?P<scanned>[0-9][li|]|[23]o|[lio|][0-9])|(?P<words>{_DAY_WORD}))(?![a-z0-9])"
)
_CONFUSED = str.maketrans("oliI|", "01111")


def digits_of(scanned: str) -> int | None:
    """The number behind what a scanner made of it, "2o24" → 2024; `None` where letters are the greater part."""
    if sum(c.isdigit() for c in scanned) * 2 < len(scanned):
        return None
    plain = scanned.translate(_CONFUSED)
    return int(plain) if plain.isdigit() and plain.isascii() else None


def day_of(match: re.Match[str]) -> int | None:
    """The day that the groups of `DAY` hold."""
    if match["first"]:
        return 1
    if match["words"]:
        return DAY_WORDS[" ".join(re.sub(r"-", " ", match["words"]).split())]
    return int(match["day"]) if match["day"] else digits_of(match["scanned"]) if match["scanned"] else None


class Year(NamedTuple):
    """A year read in a text: its value, where it stands, whether two digits stood for four."""

    value: int
    start: int
    end: int
    short: bool = False


_BEFORE_YEAR = re.compile(rf"\.?{GAP},?{GAP}(?:(?:de{SPACE}|en{SPACE})?(?:l'{GAP}an(?:nee)?|an){SPACE}|de{SPACE})?")
_FULL = re.compile(r"([12][0-9olis|]{3}|2[^\S\n]0[0-9]{2}|(?:19|20)[^\S\n][0-9]{2})(?![0-9a-z])(?![.,/][0-9])")
_SHORT = re.compile(r"'?([0-9]{2})(?![0-9a-z/%°]|[^\S\n]?[€$%]|[.,:-][0-9]|[^\S\n]?[0-9])")
_AFTER_SHORT = re.compile(
    rf"(?!{SPACE}[a-z])|{SPACE}(?:{load_lexicon('date_words')['after_short_year'].pattern.pattern})"
)


def year_at(folded: str, position: int, *, pivot: int, short: bool = True) -> Year | None:
    """The year after a month: "2024", "2O24", "deux mille vingt-quatre", "de l'an 2000", "78" where `short`."""
    lead = _BEFORE_YEAR.match(folded, position)
    start = lead.end() if lead else position
    year = year_alone(folded, start)
    if start == position:  # "mars2024": digits may follow where the scan lost the space
        return year if year and folded[start].isdigit() else None
    if year:
        return year
    brief = _SHORT.match(folded, start) if short else None
    if brief and _AFTER_SHORT.match(folded, brief.end()):
        return Year(full_year(int(brief[1]), pivot), start, brief.end(), short=True)
    return None


def year_alone(folded: str, start: int) -> Year | None:
    """The year of four digits, scanned as they may be, or in words, that begins at `start`."""
    full = _FULL.match(folded, start)
    if full:
        value = digits_of(re.sub(r"\s", "", full[1]).replace("s", "5"))
        return Year(value, start, full.end()) if value is not None and FIRST_YEAR <= value <= LAST_YEAR else None
    word = re.match(r"[a-z]+", folded[start : start + 12])
    reading = read_number(folded, start) if word and word.group() in NUMBER_WORDS else None
    if reading and FIRST_YEAR <= reading.value <= LAST_YEAR:
        return Year(reading.value, start, reading.end)
    return None


def full_year(two_digits: int, pivot: int) -> int:
    """The year that two digits stand for, in the hundred years that end `pivot` years after 2000.

    With a pivot of 50: 24 is 2024, 50 is 2050, 51 is 1951.
    """
    return 2000 + two_digits if two_digits <= pivot else 1900 + two_digits
