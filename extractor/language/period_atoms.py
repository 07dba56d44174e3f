"""Folded text in, its numbers with a unit out, one by one: "trois (3) mois", "un an et demi", "1 h 30", "dix jours ouvrés".

Whether each is a period, and whether neighbours are one, is judged later (period_contexts.py, period_chains.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from extractor.language.date_parts import GAP, SPACE
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import read_number
from extractor.language.period_values import Part, comparable, same_length
from extractor.language.phrases import one_of, phrases, words_before
from extractor.language.quantities import quantity_before

DayKind = Literal["ouvrés", "ouvrables", "francs", "calendaires"]


class Atom(NamedTuple):
    """A number with its unit, then what it grows into. `figure` holds the parts as digits say, where these contradict."""

    start: int
    end: int
    unit_start: int
    parts: tuple[Part, ...]
    upper: tuple[Part, ...] = ()
    figure: tuple[Part, ...] = ()
    about: bool = False
    minutes: bool = False  # "1 h 30": hours with minutes and no word for these
    day_kind: DayKind | None = None
    year_kind: str | None = None

    def moved(self, by: int) -> Atom:
        """The same atom elsewhere."""
        return Atom(self.start + by, self.end + by, self.unit_start + by, *self[3:])


_REACH = 260  # characters around a unit that decide what it is a unit of
_SEEN = 4096
_UNITS = {fold(form): entry.value for entry in load_lexicon("units").values() for form in entry.forms}
_ANY_UNIT = one_of(_UNITS)
_UNIT = re.compile(rf"(?:h(?=[0-9])|(?:{_ANY_UNIT})(?![a-z0-9]))")  # letters before it are looked for afterwards
_LAST_UNIT = re.compile(rf"(?<![a-z])(?:{_ANY_UNIT})\Z")
_LETTERS = frozenset({"h", "j"})  # units only after digits
_STRETCHES = frozenset({"P8D", "P15D"})  # huitaine and quinzaine stand without a number too
_WORDS = load_lexicon("periods")


def _one_of(kinds: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern for white space and the words of one of several entries, each under its own name."""
    return re.compile(rf"{SPACE}(?:{'|'.join(rf'(?P<{name}>{_WORDS[name].pattern.pattern})' for name in kinds)})")


_DAY_KINDS: dict[str, DayKind] = {
    "ouvrables": "ouvrables",
    "ouvres": "ouvrés",
    "francs": "francs",
    "calendaires": "calendaires",
}
_YEAR_KINDS = {name: _WORDS[name].value for name in ("school_year", "university_year", "civil_year", "financial_year")}
_DAY_KIND, _YEAR_KIND = _one_of(_DAY_KINDS), _one_of(_YEAR_KINDS)
# the two letters with which a word begins that may belong to a period, where it does not count hours
_GROWS = frozenset({"et"} | {fold(form)[:2] for name in (*_DAY_KINDS, *_YEAR_KINDS) for form in _WORDS[name].forms})
_NOTHING_MORE = frozenset(".,;:")  # the signs after which nothing belongs to a period any more
_CUES = phrases(load_lexicon("period_contexts")["fortnight_cue"].forms)
# "une quinzaine de jours" counts days and "une quinzaine d'élèves" pupils; "la huitaine de la notification" is one
_COUNTING = re.compile(rf"{SPACE}(?:de{SPACE}(?!la|l'|sa|son|cette|ce|notre|votre)|d')")
_HALF = re.compile(rf"{SPACE}et{SPACE}demie?s?(?![a-z])|(?:{SPACE}et)?{GAP}(?:½|1/2)(?![0-9])")
_QUARTERS = re.compile(rf"{SPACE}(?:et{SPACE}(?:un{SPACE})?(quart)|(?:et{SPACE})?trois{SPACE}quarts)(?![a-z])")
_MINUTES = re.compile(
    r"[^\S\n]?([0-5][0-9])(?![0-9])(?:[^\S\n]?(?:minutes|min|mn)(?![a-z]))?(?![a-z]|[^\S\n]?[€%]|[.,][0-9])"
)
_STOP = re.compile(rf"{GAP}(?:[.,;:)!?»\"-]|\Z)|{GAP}\n|{SPACE}(?:{_WORDS['after_minutes'].pattern.pattern})")
_BRACKETED = re.compile(rf"{GAP}\({GAP}([^()]{{1,60}}?){GAP}\)")


def period_atoms(folded: str) -> Iterator[Atom]:
    """Each number with its unit, in order, none inside another."""
    floor = 0
    # by what stands around: hostile text repeats itself, and clauses repeat each other
    seen: dict[tuple[str, int, int, bool], Atom | None] = {}
    for match in _UNIT.finditer(folded):
        start, end = match.span()
        if start >= floor and not folded[start - 1 : start].isalpha():
            if _UNITS[match.group()] in _STRETCHES and _COUNTING.match(folded, end):
                continue
            low = max(floor, start - _REACH)
            begin = max(0, low - 12)
            key = (folded[begin : end + _REACH], start - begin, start - low, low == floor)
            if key in seen:
                known = seen[key]
                atom = known and known.moved(start)
            else:
                atom = _atom(folded, match, floor)
                if len(seen) < _SEEN and (atom is None or atom.end < end + _REACH):
                    seen[key] = atom and atom.moved(-start)
            floor = atom.end if atom else end  # no number reaches over a unit
            if atom:
                yield atom


def _atom(folded: str, match: re.Match[str], floor: int) -> Atom | None:
    word, unit = match.group(), _UNITS[match.group()]
    quantity = quantity_before(folded, match.start(), floor)
    if quantity is None:
        if unit in _STRETCHES and _CUES.before(words_before(folded, match.start(), 16)) >= 0:
            return _grown(folded, Atom(match.start(), match.end(), match.start(), (Part(Fraction(1), unit),)))
        return None
    if word in _LETTERS and not quantity.digits:
        return None
    year_like = quantity.digits and 1900 <= quantity.count <= 2100 and not unit.startswith("PT")
    if quantity.figure is None and (year_like or quantity.count == 0):
        return None
    atom = Atom(
        quantity.start,
        match.end(),
        match.start(),
        (Part(quantity.count, unit, quantity.half),),
        upper=(Part(quantity.upper, unit),) if quantity.upper is not None else (),
        figure=(Part(quantity.figure, unit, quantity.half),) if quantity.figure is not None else (),
        about=quantity.about,
    )
    return _grown(folded, atom)


def _grown(folded: str, atom: Atom) -> Atom:
    """The atom with what follows its unit: "et demi", minutes, how days or years are counted, brackets."""
    if folded.startswith("(s)", atom.end):  # "3 an(s)"
        atom = atom._replace(end=atom.end + 3)
    after = folded[atom.end : atom.end + 3]
    if after[:1] in _NOTHING_MORE:
        return atom
    if after[:1] == " " and after[1:].isalpha() and after[1:] not in _GROWS and atom.parts[0].unit != "PT1H":
        return atom
    half = _HALF.match(folded, atom.end)
    if half:
        atom = _with_more(atom, half.end(), Fraction(1, 2))
    elif atom.parts[0].unit == "PT1H":
        atom = _with_minutes(folded, atom)
    atom = _with_kind(folded, atom)
    before_unit = folded[atom.start : atom.unit_start]
    if folded[atom.end : atom.end + 1] == ")" and before_unit.count("(") > before_unit.count(")"):
        return atom._replace(end=atom.end + 1)  # "trois (3 mois)"
    return _with_double(folded, atom)


def _with_more(atom: Atom, end: int, by: Fraction, *, minutes: bool = False) -> Atom:
    def more(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(Part(part.count + by, part.unit, True) for part in parts)

    return atom._replace(
        end=end, parts=more(atom.parts), upper=more(atom.upper), figure=more(atom.figure), minutes=minutes
    )


def _with_minutes(folded: str, atom: Atom) -> Atom:
    """Hours with their minutes: "1 h 30", "une heure trente", "deux heures et quart"."""
    quarter = _QUARTERS.match(folded, atom.end)
    if quarter:
        return _with_more(atom, quarter.end(), Fraction(1 if quarter[1] else 3, 4))
    figures = _MINUTES.match(folded, atom.end)
    if figures and (folded[atom.end - 1] == "h" or _STOP.match(folded, figures.end())):
        return _with_more(atom, figures.end(), Fraction(int(figures[1]), 60), minutes=True)
    gap = re.compile(SPACE).match(folded, atom.end)
    if gap and atom.parts[0].count <= 24 and folded[gap.end() : gap.end() + 1].isalpha():
        reading = read_number(folded, gap.end())
        if reading and 10 <= reading.value <= 59 and _STOP.match(folded, reading.end):
            return _with_more(atom, reading.end, Fraction(reading.value, 60), minutes=True)
    return atom


def _with_kind(folded: str, atom: Atom) -> Atom:
    unit = atom.parts[0].unit
    if unit.endswith("D") and (match := _DAY_KIND.match(folded, atom.end)):
        return atom._replace(end=match.end(), day_kind=_DAY_KINDS[match.lastgroup or ""])
    if unit == "P1Y" and (match := _YEAR_KIND.match(folded, atom.end)):
        return atom._replace(end=match.end(), year_kind=_YEAR_KINDS[match.lastgroup or ""])
    return atom


def _with_double(folded: str, atom: Atom) -> Atom:
    """The same again in brackets: "trente jours (30)", "un an (12 mois)"; "trois mois (2)" contradicts itself."""
    bracket = _BRACKETED.match(folded, atom.end)
    again = _whole_quantity(bracket[1], atom.parts[0].unit) if bracket and not atom.upper else None
    if bracket is None or again is None or not comparable(atom.parts, again):
        return atom
    if same_length(atom.parts, again):
        return atom._replace(end=bracket.end())
    if folded[atom.start].isdigit() and not bracket[1][0].isdigit():
        return atom._replace(end=bracket.end(), parts=again, figure=atom.parts)
    return atom._replace(end=bracket.end(), figure=again)


def _whole_quantity(inside: str, unit: str) -> tuple[Part, ...] | None:
    """The quantity that fills a bracket, in the unit it names or else in `unit`."""
    named = _LAST_UNIT.search(inside)
    if named:
        quantity = quantity_before(inside, named.start(), 0)
        whole = quantity is not None and quantity.start == 0 and quantity.upper is None
        return (Part(quantity.count, _UNITS[named.group()], quantity.half),) if quantity and whole else None
    reading = read_number(inside, 0)
    return (Part(Fraction(reading.value), unit),) if reading and reading.end == len(inside) else None
