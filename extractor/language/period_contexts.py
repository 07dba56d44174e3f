"""A number with its unit in folded text in; out whether it is a period at all, and how the words around it qualify it.

Ages, times of day, counts of things and numbers of articles look like periods: "jeunes de 18 à 35 ans", "à 14 heures",
"11 jours fériés", "24 heures sur 24", "article 5 Jours de fermeture". The words that tell stand in
lexicon/period_contexts.toml and lexicon/periods.toml.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from extractor.language.date_parts import GAP, MONTH, SPACE
from extractor.language.lexicon import load_lexicon

Qualifier = Literal["at_least", "at_most", "about"]

_CONTEXTS, _WORDS = load_lexicon("period_contexts"), load_lexicon("periods")
_LEFT, _RIGHT = 70, 40  # how far words around a period are heard


def _before(entry: str, link: str) -> re.Pattern[str]:
    """A pattern to search in what stands before a period: the words of an entry, then nothing but a link."""
    words = (_CONTEXTS.get(entry) or _WORDS[entry]).pattern.pattern
    return re.compile(rf"(?:{words}){link}$")


def _after(entry: str, link: str = rf"(?:{SPACE}|{GAP}[,(-]{GAP})") -> re.Pattern[str]:
    """A pattern to match at the end of a period: nothing but white space or a mark, then the words of an entry."""
    words = (_CONTEXTS.get(entry) or _WORDS[entry]).pattern.pattern
    return re.compile(rf"{link}(?:{words})")


_THAN = rf"(?:{SPACE}(?:moins|plus|au{SPACE}moins|au{SPACE}plus))?(?:{SPACE}(?:de|d'))?"
# "enfants de 3 à 12 ans", "jeunes adultes de moins de 26 ans"; not "le salarié compte plus de 2 ans", which is service
_AGED = rf"(?:{SPACE}(?!ayant|compt|justifi|total)[a-z]{{3,20}})?{SPACE}(?:de|des|entre|d'){_THAN}{GAP}"
_PEOPLE, _INFANTS = _before("people", _AGED), _before("infants", _AGED)
_AGE = _before("age", rf"(?:{SPACE}[a-z']{{1,12}}){{0,5}}?{GAP}")
_ALSO = re.compile(rf"{GAP}[(,]?{GAP}(?:ou|et|a|jusqu'a|puis){SPACE}(?:de{SPACE}|a{SPACE})?")
_AGE_AFTER = _after("age_after")
_MEASURED = _after("measured")
_SET_TO = _before("set_to", rf"{GAP}a{SPACE}")
_SPAN = re.compile(rf"(?:{_CONTEXTS['span'].pattern.pattern})[^.;]{{0,40}}$")
_AT = re.compile(rf"(?<![a-z])a{SPACE}$")
_FROM = re.compile(rf"(?<![a-z])(?:a{SPACE}partir{SPACE}de|des){SPACE}$")

_CLOCK = _before("clock", rf"{GAP},?{GAP}")
_LOOSE_CLOCK = frozenset({"de", "entre", "ou", "et", "apres"})  # these lead to a time of day only beside another sign
_EARLIEST = 6  # nobody convenes at three in the morning: "droit à 2 heures libres" is a length
_AFTER_DATE = re.compile(rf"(?:{MONTH}|[12][0-9]{{3}}){GAP},?{GAP}$")
_SHARP = re.compile(r"h(?:eures?)?[^\S\n]?00$")
_OF_DAY = _after("of_day", SPACE)
_OF = re.compile(rf"{SPACE}(?:par|de|d'|avant|apres)(?![a-z])")

_COUNTED = _after("counted", rf"(?:{SPACE}|{GAP}[-/]{GAP})")
_OUT_OF = re.compile(
    rf"(?:{SPACE}sur{SPACE}|{GAP}/{GAP})(?:[0-9]|(?:deux|trois|quatre|cinq|six|sept|dix|douze|vingt)(?![a-z]))"
)
_REFERENCE = _before("reference", GAP)
_HEADING = re.compile(r"(?:^|\n)[^\S\n]*$")

_QUALIFIED = rf"(?:{SPACE}(?:de|a|d'|une{SPACE}duree{SPACE}de))?{GAP}:?{GAP}"
_ABOVE, _BELOW = _before("above", _QUALIFIED), _before("below", _QUALIFIED)
_QUALIFIERS_BEFORE: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("at_least", _before("at_least_before", _QUALIFIED)),
    ("at_most", _before("at_most_before", _QUALIFIED)),
    ("about", _before("about_before", _QUALIFIED)),
)
_QUALIFIERS_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("at_least", _after("at_least_after")),
    ("at_most", _after("at_most_after")),
    ("about", _after("about_after")),
)
_NOT_AFTER = _after("at_the_latest")
_RECURRING = _before("recurring", SPACE)


def is_age(folded: str, start: int, end: int, counts: tuple[Fraction, ...], *, years: bool) -> bool:
    """Whether years (or months) of a life are meant: by the people or the word before, or by what they are."""
    if _MEASURED.match(folded, end):
        return False
    clause = re.split(r"[.;:]", folded[max(0, start - _LEFT) : start])[-1]
    if _INFANTS.search(clause) or (years and (_PEOPLE.search(clause) or _AGE.search(clause))):
        return True
    if _AGE_AFTER.match(folded, end):
        return True
    if not years or _SPAN.search(clause):
        return False
    if len(counts) == 2:
        return counts[0] >= 10 and counts[1] - counts[0] >= 5  # "18 à 35 ans", "16-25 ans"
    if _AT.search(clause):
        return counts[0] >= 13 and not _SET_TO.search(clause)  # "à 62 ans", but "portée à 15 ans"
    return counts[0] >= 10 and bool(_FROM.search(clause))  # "dès 16 ans"


def is_clock_time(folded: str, start: int, end: int, hours: tuple[Fraction, ...], *, minutes: bool) -> bool:
    """Whether hours are a time of day: "à 14 heures", "de 9 h à 17 h", "le 3 mars, 10 h 30"."""
    if any(hour > 24 for hour in hours):
        return False
    if _OF_DAY.match(folded, end) or _SHARP.search(folded, start, end):
        return True
    left = folded[max(0, start - _LEFT) : start]
    if _SET_TO.search(left) or _SPAN.search(left):
        return False
    if _AFTER_DATE.search(left):
        return True
    cue = _CLOCK.search(left)
    if cue is None or _MEASURED.match(folded, end) or (_OF.match(folded, end) and not minutes):
        return False
    if minutes or len(hours) == 2:
        return True
    return hours[0] >= _EARLIEST and cue.group().split()[0] not in _LOOSE_CLOCK


def same_age(folded: str, end: int, start: int) -> bool:
    """Whether what begins at `start` only adds to an age that ended at `end`: "65 ans (ou 60 ans en cas …)"."""
    return start - end < 12 and bool(_ALSO.fullmatch(folded, end, start))


def is_reference(folded: str, start: int, end: int) -> bool:
    """Whether the number names an article, or the unit counts things: "article 5 Jours fériés", "7 jours sur 7"."""
    if _COUNTED.match(folded, end) or _OUT_OF.match(folded, end):
        return True
    return bool(_REFERENCE.search(folded, max(0, start - 16), start))


def qualifiers_of(folded: str, start: int, end: int) -> set[Qualifier]:
    """How the words before and after a period qualify it: at least, at most, about."""
    left = re.split(r"[.;]|\n[^\S\n]*\n", folded[max(0, start - _LEFT) : start])[-1]
    found: set[Qualifier] = set()
    above, below = _ABOVE.search(left), _BELOW.search(left)
    bound = above or below
    if bound:  # "ne peut être inférieure à" is at least, "inférieure à" at most
        negated = _WORDS["negation"].search(left[: bound.start()]) is not None
        found.add("at_most" if negated == (above is not None) else "at_least")
    else:
        found.update(name for name, pattern in _QUALIFIERS_BEFORE if pattern.search(left))
    if {"at_least", "at_most"} <= found:  # "pas moins de": the longer cue has it
        found = {name for name, pattern in _QUALIFIERS_BEFORE[:1] if pattern.search(left)}
    right = folded[end : end + _RIGHT]
    if not _NOT_AFTER.match(right):
        found.update(name for name, pattern in _QUALIFIERS_AFTER if pattern.match(right))
    return found


def recurs(folded: str, start: int) -> bool:
    """Whether it comes back: "tous les trois mois"."""
    return bool(_RECURRING.search(folded, max(0, start - 24), start))
