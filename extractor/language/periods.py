"""French text in, periods out, with their places: `find_periods("pour trois (3) ans")` finds "P3Y".

What the text said is kept: "six mois" is P6M and "quinze jours" P15D. Words beside it that qualify it are told apart
("au moins", "ouvrés"); where words and figure contradict each other the words are the value and the figure the
`conflict`. Vague periods ("quelques jours"), ages, times of day and counts of things are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from extractor.language.flattening import Flat, flatten
from extractor.language.lexicon import load_lexicon
from extractor.language.period_atoms import Atom, DayKind, period_atoms
from extractor.language.period_chains import whole_periods
from extractor.language.period_contexts import (
    Qualifier,
    is_age,
    is_clock_time,
    is_reference,
    qualifiers_of,
    recurs,
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


# notes write "pdt 1 mois": the abbreviation is read as part of the period
_SHORT_LEAD = re.compile(rf"(?:{load_lexicon('period_contexts')['short_lead'].pattern.pattern})[^\S\n]*\Z")


def find_periods(text: str) -> tuple[PeriodMention, ...]:
    """All periods of a text, in order."""
    flat = flatten(text)
    mentions = [_mention(flat, atom, left, text) for atom, left in _standing(flat.text)]
    mentions.extend(_primes(flat, text))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _standing(folded: str) -> Iterator[tuple[Atom, str]]:
    """The atoms that the words around them leave periods, with the words before them."""
    age_end = -1
    for atom in whole_periods(folded, tuple(period_atoms(folded))):
        left = words_before(folded, atom.start)
        counts = tuple(part.count for part in (*atom.parts[:1], *atom.upper[:1]))
        units = {part.unit for part in (*atom.parts, *atom.upper)}
        years = "P1Y" in units
        again = years and age_end >= 0 and same_age(folded, age_end, atom.start)
        if units <= {"P1Y", "P1M"} and (again or is_age(folded, left, atom.end, counts, years=years)):
            age_end = atom.end
        elif not is_reference(folded, left, atom.end) and not (
            units == {"PT1H"} and is_clock_time(folded, left, atom.start, atom.end, counts, minutes=atom.minutes)
        ):
            lead = _SHORT_LEAD.search(folded, max(0, atom.start - 6), atom.start)
            yield (replace(atom, start=lead.start()) if lead else atom), left


def _mention(flat: Flat, atom: Atom, left: str, text: str) -> PeriodMention:
    qualifiers = set(qualifiers_of(flat.text, left, atom.end))
    if atom.about:
        qualifiers.add("about")
    start, end = flat.span(atom.start, atom.end)
    return PeriodMention(
        start,
        end,
        text[start:end],
        iso_period(atom.parts),
        atom.parts,
        tuple(sorted(qualifiers)),
        atom.day_kind,
        conflict=iso_period(atom.figure) if atom.figure else None,
        upper=iso_period(atom.upper) if atom.upper else None,
        recurring=recurs(left),
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
