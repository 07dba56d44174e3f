"""A number with its unit in folded text in; out whether it is a period at all, and how the words around it qualify it.

Ages, times of day, counts of things and numbers of articles look like periods: "jeunes de 18 à 35 ans", "à 14 heures",
"11 jours fériés", "24 heures sur 24", "article 5 Jours de fermeture". The words that tell stand in
lexicon/period_contexts.toml and lexicon/periods.toml. What stands before comes as `left`, from `words_before`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from extractor.language.date_parts import GAP, MONTHS, SPACE
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import read_number
from extractor.language.period_values import Part
from extractor.language.phrases import Phrases, phrases

Qualifier = Literal["at_least", "at_most", "about"]

_CONTEXTS, _WORDS = load_lexicon("period_contexts"), load_lexicon("periods")


def _before(entry: str) -> Phrases:
    """What to look for before a period: the forms of an entry."""
    return phrases((_CONTEXTS.get(entry) or _WORDS[entry]).forms)


def _after(entry: str, link: str = rf"(?:{SPACE}|{GAP}[,(-]{GAP})") -> re.Pattern[str]:
    """A pattern to match at the end of a period: nothing but white space or a mark, then the words of an entry."""
    words = (_CONTEXTS.get(entry) or _WORDS[entry]).pattern.pattern
    return re.compile(rf"{link}(?:{words})")


_PEOPLE, _INFANTS, _AGE, _SET_TO = _before("people"), _before("infants"), _before("age"), _before("set_to")
# "enfants de 3 à 12 ans", "jeunes adultes de moins de 26 ans"; not "le salarié compte plus de 2 ans", which is service
_AGED = re.compile(
    r"(?<![a-z])(?:(?:de|des|entre)(?= |\Z)|d'|ages? de)(?: ?(?:moins|plus|au moins|au plus))?(?: de| d')?\Z"
)
_AGED_ENDS = frozenset("esd'")  # of "de", "des", "entre", "moins", "d'"
_SERVES, _TO_AGE = _before("serves"), frozenset(fold(form) for form in _CONTEXTS["to_age"].forms)
_ALSO = re.compile(rf"{GAP}[(,]?{GAP}(?:ou|et|a|jusqu'a|puis){SPACE}(?:de{SPACE}|a{SPACE})?")
_AGE_AFTER, _SERVICE, _MEASURED = _after("age_after"), _after("service", SPACE), _after("measured", SPACE)
_SPAN = _CONTEXTS["span"].pattern

_CLOCK = _before("clock")
_LOOSE_CLOCK = frozenset({"de", "entre", "ou", "et", "apres"})  # these lead to a time of day only beside another sign
_EARLIEST = 6  # nobody convenes at three in the morning: "droit à 2 heures libres" is a length
_OPENS = 8  # "7 h 30" may be a day's work
_ABOUT = _before("about_before")
_DATE_LAST = re.compile(r"(?:([a-z]+)|[12][0-9]{3}),?\Z")
_SHARP = re.compile(r"h(?:eures?)?[^\S\n]?00\Z")
_OF_DAY = _after("of_day", SPACE)
_OF = re.compile(rf"{SPACE}(?:par|de|d'|avant|apres)(?![a-z])")

_COUNTED = _after("counted", rf"(?:{SPACE}|{GAP}[-/]{GAP})")
_OUT_OF = re.compile(rf"\.?(?:{SPACE}sur{SPACE}|{GAP}/{GAP})(?=[0-9a-z])")  # "24 heures sur 24", "7j/7"
_REFERENCE = _before("reference")

_CLAUSE_END = frozenset(".;:")
_LINKS = _before("link")
_ABOVE, _BELOW, _NEGATION = _before("above"), _before("below"), _WORDS["negation"].pattern
_QUALIFIERS_BEFORE: tuple[tuple[Qualifier, Phrases], ...] = (
    ("at_least", _before("at_least_before")),
    ("at_most", _before("at_most_before")),
    ("about", _before("about_before")),
)
_AFTER_ENTRIES: dict[str, Qualifier | None] = {
    "at_the_latest": None,  # "trois mois au plus tard avant le terme" is a date, not a bound
    "at_least_after": "at_least",
    "at_most_after": "at_most",
    "about_after": "about",
}
_QUALIFIED_AFTER = re.compile(
    rf"(?:{SPACE}|{GAP}[,(-]{GAP})"
    rf"(?:{'|'.join(rf'(?P<{name}>{_WORDS[name].pattern.pattern})' for name in _AFTER_ENTRIES)})"
)
_RECURRING = _before("recurring")


class Context(NamedTuple):
    """What the words around a number and its unit make of it."""

    age: bool
    reference: bool
    qualifiers: tuple[Qualifier, ...]
    recurring: bool
    hours: bool  # it counts hours alone: a time of day, perhaps


SAME_AGE = 12  # characters between an age and what only adds to it
_LIVES = frozenset({"P1Y", "P1M"})
REACH_BEFORE, REACH_AFTER = 70, 100  # characters around a period that may tell what it is


def context_of(left: str, after: str, parts: Sequence[Part], upper: Sequence[Part]) -> Context:
    """What the words `left` of a period and those `after` it say of it; `upper` is its other bound."""
    units = {part.unit for part in (*parts, *upper)}
    counts = tuple(part.count for part in (*parts[:1], *upper[:1]))
    years, lives = "P1Y" in units, units <= _LIVES
    if lives and is_age(left, after, counts, years=years):
        return Context(True, False, (), False, False)
    if is_reference(left, after):
        return Context(False, True, (), False, False)
    hours = units == {"PT1H"}
    return Context(False, False, tuple(sorted(qualifiers_of(left, after))), recurs(left), hours)


def is_age(left: str, after: str, counts: tuple[Fraction, ...], *, years: bool) -> bool:
    """Whether years (or months) of a life are meant: by the people or the word before, or by what they are."""
    if _SERVICE.match(after):
        return False
    clause = left if _CLAUSE_END.isdisjoint(left) else re.split(r"[.;:]", left)[-1].strip()
    if _of_people(clause, _INFANTS) or _of_age(clause) or _AGE_AFTER.match(after):
        return True
    if not years:
        return False
    if _of_people(clause, _PEOPLE):
        return True
    if len(counts) == 2:  # "18 à 35 ans", "16-25 ans"
        return counts[0] >= 10 and counts[1] - counts[0] >= 5 and not _SPAN.search(clause)
    if clause.endswith((" a", "'a")) or clause == "a":
        return counts[0] >= 13 and not _set_to(clause) and not _SPAN.search(clause)  # "à 62 ans", but "portée à 15 ans"
    from_age = clause.endswith("a partir de") or clause.split(" ")[-1] == "des"
    return from_age and counts[0] >= 10 and not _SPAN.search(clause)  # "dès 16 ans"


def _of_people(clause: str, people: Phrases) -> bool:
    """Whether people end it, perhaps one word more, then how old: "enfants de", "jeunes adultes de moins de"."""
    if clause[-1:] not in _AGED_ENDS:
        return False
    aged = _AGED.search(clause, max(0, len(clause) - 30))
    if aged is None:
        return False
    head = clause[: aged.start()].rstrip()
    if people.before(head) >= 0:
        return True
    rest, _, word = head.rpartition(" ")
    return word.isalpha() and _SERVES.before(word) < 0 and people.before(rest) >= 0


def _of_age(clause: str) -> bool:
    """Whether a word of age ends it, then only words that lead to how old: "âgé de", "ayant atteint l'âge de plus de"."""
    words = clause.replace("'", "' ").split()[-10:]
    while words:
        if _AGE.before(" ".join(words)) >= 0:
            return True
        if words[-1] not in _TO_AGE:
            return False
        words.pop()
    return False


def _set_to(left: str) -> bool:
    """Whether the number after it is how much, not when: "portée à"."""
    return left.endswith("a") and _SET_TO.before(left[:-1].rstrip()) >= 0


def same_age(folded: str, end: int, start: int) -> bool:
    """Whether what begins at `start` only adds to an age that ended at `end`: "65 ans (ou 60 ans en cas …)"."""
    return start - end < SAME_AGE and bool(_ALSO.fullmatch(folded, end, start))


def is_clock_time(folded: str, left: str, start: int, end: int, hours: tuple[Fraction, ...], *, minutes: bool) -> bool:
    """Whether hours are a time of day: "à 14 heures", "de 9 h à 17 h", "le 3 mars, 10 h 30"."""
    if any(hour > 24 for hour in hours):
        return False
    if _OF_DAY.match(folded, end) or _SHARP.search(folded, max(start, end - 10), end):
        return True
    if (_set_to(left) and not left.endswith("jusqu'a")) or _SPAN.search(left[-45:]) or _MEASURED.match(folded, end):
        return False
    date = _DATE_LAST.search(left)
    if date and (date[1] is None or date[1] in MONTHS):
        return True
    cue = left.rstrip(" ,")
    at = _CLOCK.before(cue)
    if at < 0:  # "Ouverture : 14 h 30"
        return minutes and hours[0] >= _OPENS and folded[start].isdigit() and _ABOUT.before(left) < 0
    if _OF.match(folded, end) and not minutes:
        return False
    if len(hours) == 2 or (minutes and cue[at:] != "de"):
        return True
    return hours[0] >= _EARLIEST and cue[at:] not in _LOOSE_CLOCK


def is_reference(left: str, after: str) -> bool:
    """Whether the number names an article, or the unit counts things: "article 5 Jours fériés", "7 jours sur 7"."""
    out_of = _OUT_OF.match(after)
    if out_of and read_number(after, out_of.end()):
        return True
    return _COUNTED.match(after) is not None or _REFERENCE.before(left) >= 0


def qualifiers_of(left: str, after: str) -> set[Qualifier]:
    """How the words before and after a period qualify it: at least, at most, about."""
    found: set[Qualifier] = set()
    for head in _heads(left if _CLAUSE_END.isdisjoint(left) else re.split(r"[.;]", left)[-1].strip()):
        above, below = _ABOVE.before(head), _BELOW.before(head)
        if max(above, below) >= 0:  # "ne peut être inférieure à" is at least, "inférieure à" at most
            negated = _NEGATION.search(head[: max(above, below)]) is not None
            found = {"at_most" if negated == (above >= 0) else "at_least"}
            break
        longest = min(((at, name) for name, cues in _QUALIFIERS_BEFORE if (at := cues.before(head)) >= 0), default=None)
        if longest:  # "pas moins de" goes further back than "moins de"
            found = {longest[1]}
            break
    bound = _QUALIFIED_AFTER.match(after)
    qualifier = _AFTER_ENTRIES[bound.lastgroup or ""] if bound else None
    return found | {qualifier} if qualifier else found


def _heads(left: str) -> Iterator[str]:
    """What stands before, then the same without "de", "à", "une durée de" at its end."""
    yield left
    for _ in range(3):
        link = _LINKS.before(left)
        if link < 0:
            return
        left = left[:link].rstrip()
        yield left


def recurs(left: str) -> bool:
    """Whether it comes back: "tous les trois mois"."""
    return _RECURRING.before(left) >= 0
