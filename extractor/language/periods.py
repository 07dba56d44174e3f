"""French text in, periods out, with their places: `find_periods("pour trois (3) ans")` finds "P3Y".

What the text said is kept: "six mois" is P6M and "quinze jours" P15D. Words beside it that qualify it are told apart
("au moins", "ouvrés"); where words and figure contradict each other the words are the value and the figure the
`conflict`. Vague periods ("quelques jours"), ages, times of day and counts of things are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from extractor.language.flattening import Flat, flatten
from extractor.language.lexicon import load_lexicon
from extractor.language.period_atoms import Atom, DayKind, period_atoms
from extractor.language.period_chains import whole_periods
from extractor.language.period_contexts import (
    REACH_AFTER,
    REACH_BEFORE,
    SAME_AGE,
    Context,
    Qualifier,
    context_of,
    is_clock_time,
    same_age,
)
from extractor.language.period_values import Part, iso_period
from extractor.language.phrases import phrases, words_before


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as written. `iso` keeps count and unit; `parts` are its counts, unit by unit.

    `conflict` is the ISO value of a figure that contradicts the words, `upper` the upper bound of "deux à trois mois",
    `day_kind` how days are counted, `year_kind` which years ("scolaire"); `recurring` is "tous les trois mois".
    """

    start: int
    end: int
    text: str
    iso: str
    parts: tuple[Part, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    day_kind: DayKind | None = None
    conflict: str | None = None
    upper: str | None = None
    recurring: bool = False
    year_kind: str | None = None

    @property
    def at_least(self) -> bool:
        """Whether words around it make it a minimum."""
        return "at_least" in self.qualifiers

    @property
    def at_most(self) -> bool:
        """Whether words around it make it a maximum."""
        return "at_most" in self.qualifiers

    @property
    def about(self) -> bool:
        """Whether it is approximate."""
        return "about" in self.qualifiers


# 2' and 1": alone on a line, or after "pendant"; anywhere else they are quotation marks, feet or seconds of arc
_PRIME = re.compile(r"[0-9]{1,3}['\"](?![\w'\"])")
_PRIME_CUES = phrases(load_lexicon("period_contexts")["prime_cue"].forms)

_SEEN = 4096  # readings remembered in one text
# notes write "pdt 1 mois": the abbreviation is read as part of the period
_SHORT_LEADS = phrases(load_lexicon("period_contexts")["short_lead"].forms)
_SHORT_LEAD = re.compile(rf"(?:{load_lexicon('period_contexts')['short_lead'].pattern.pattern})[^\S\n]*\Z")


@lru_cache(maxsize=2)  # term, renewal and notices ask for the periods of one text in turn
def find_periods(text: str) -> tuple[PeriodMention, ...]:
    """All periods of a text, in order."""
    flat = flatten(text)
    mentions = [_mention(flat, atom, context, text) for atom, context in _standing(flat.text)]
    mentions.extend(_primes(flat, text))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _standing(folded: str) -> Iterator[tuple[Atom, Context]]:
    """The atoms that the words around them leave periods, with what these words say."""
    age_end = -1
    seen: dict[tuple[str, int, int], tuple[str, Context]] = {}  # clauses repeat each other's words, hostile text itself
    for atom in whole_periods(folded, tuple(period_atoms(folded))):
        start, end = atom.start, atom.end
        low = max(0, start - REACH_BEFORE)
        key = (folded[low : end + REACH_AFTER], start - low, end - start)
        known = seen.get(key)
        if known is None:
            left = words_before(folded, start, REACH_BEFORE)
            known = left, context_of(left, folded[end : end + REACH_AFTER], atom.parts, atom.upper)
            if len(seen) < _SEEN:
                seen[key] = known
        left, context = known
        if context.age or (0 <= atom.start - age_end < SAME_AGE and _again(folded, age_end, atom)):
            age_end = atom.end
        elif not context.reference and not (context.hours and _is_clock_time(folded, left, atom)):
            short = _SHORT_LEADS.before(left) >= 0
            lead = _SHORT_LEAD.search(folded, max(0, atom.start - 6), atom.start) if short else None
            yield (atom._replace(start=lead.start()) if lead else atom), context


def _again(folded: str, age_end: int, atom: Atom) -> bool:
    """Whether years only add to the age before them."""
    units = {part.unit for part in (*atom.parts, *atom.upper)}
    return age_end >= 0 and "P1Y" in units and units <= {"P1Y", "P1M"} and same_age(folded, age_end, atom.start)


def _is_clock_time(folded: str, left: str, atom: Atom) -> bool:
    hours = tuple(part.count for part in (*atom.parts[:1], *atom.upper[:1]))
    return is_clock_time(folded, left, atom.start, atom.end, hours, minutes=atom.minutes)


def _mention(flat: Flat, atom: Atom, context: Context, text: str) -> PeriodMention:
    qualifiers: tuple[Qualifier, ...] = context.qualifiers
    if atom.about and "about" not in qualifiers:
        qualifiers = tuple(sorted({*qualifiers, "about"}))
    start, end = flat.span(atom.start, atom.end)
    return PeriodMention(
        start,
        end,
        text[start:end],
        iso_period(atom.parts),
        atom.parts,
        qualifiers,
        atom.day_kind,
        conflict=iso_period(atom.figure) if atom.figure else None,
        upper=iso_period(atom.upper) if atom.upper else None,
        recurring=context.recurring,
        year_kind=atom.year_kind,
    )


def _primes(flat: Flat, text: str) -> Iterator[PeriodMention]:
    folded = flat.text
    for match in _PRIME.finditer(folded):
        line = folded[folded.rfind("\n", 0, match.start()) + 1 : match.start()]
        rest = folded[match.end() : match.end() + 80].partition("\n")[0]
        if (line.strip() or rest.strip()) and _PRIME_CUES.before(words_before(folded, match.start(), 16)) < 0:
            continue
        part = Part(Fraction(int(match.group()[:-1])), "PT1M" if match.group()[-1] == "'" else "PT1S")
        start, end = flat.span(match.start(), match.end())
        yield PeriodMention(start, end, text[start:end], iso_period([part]), (part,))
