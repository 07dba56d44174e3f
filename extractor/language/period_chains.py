"""Atoms of periods in, whole periods out: "un an et six mois" made one, "de six mois à un an" a period with two bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.language.date_parts import GAP, SPACE
from extractor.language.period_atoms import Atom
from extractor.language.period_values import descends

_LONGEST_LINK = 14
_LINK = re.compile(rf"{SPACE}et{SPACE}|{GAP},{GAP}|{SPACE}|")
_TO = re.compile(rf"{SPACE}(?:jusqu')?a{SPACE}(?:une?{SPACE}duree{SPACE}de{SPACE})?|[^\S\n]?-[^\S\n]?")
_MAY_BOUND = re.compile("[at-]")  # of "à", "et", a hyphen
_AND = re.compile(rf"{SPACE}et{SPACE}")
_LED = re.compile(rf"(?:^|(?<![a-z])(?:de|d'|pour|pendant|durant|duree{GAP}:?){GAP})\Z")
_BETWEEN = re.compile(rf"(?<![a-z])entre{SPACE}\Z")


def whole_periods(folded: str, atoms: Sequence[Atom]) -> Iterator[Atom]:
    """The periods that atoms make: bounds first, then chains that go down in size, each atom in one period."""
    index = 0
    while index < len(atoms):
        stop = index + 1
        if stop == len(atoms) or _apart(folded, atoms[index], atoms[stop]):
            yield atoms[index]
            index = stop
            continue
        if _are_bounds(folded, atoms[index], atoms[stop]):
            yield _bounded(atoms[index], atoms[stop])
            index += 2
            continue
        while stop < len(atoms) and _continues(folded, atoms[stop - 1], atoms[stop]):
            stop += 1
        chain = _one_period(folded, atoms[index:stop])
        index += len(chain)
        yield _joined(chain)


def _apart(folded: str, first: Atom, second: Atom) -> bool:
    """Whether two atoms have nothing to do with each other: far apart, or one unit beside the same in a table."""
    gap = second.start - first.end
    if gap == 1 and folded[first.end] == " ":
        return first.parts[-1].unit == second.parts[0].unit
    return gap > _LONGEST_LINK


def _link(folded: str, first: Atom, second: Atom) -> str | None:
    """What stands between two atoms, where it is short."""
    return folded[first.end : second.start] if second.start - first.end <= _LONGEST_LINK else None


def _are_bounds(folded: str, first: Atom, second: Atom) -> bool:
    link = _link(folded, first, second)
    if link is None or first.upper or second.upper:
        return False
    if not _MAY_BOUND.search(link):
        return False
    between = _BETWEEN.search(folded, max(0, first.start - 10), first.start)
    return bool(_TO.fullmatch(link) or (between and _AND.fullmatch(link)))


def _bounded(first: Atom, second: Atom) -> Atom:
    return first._replace(
        end=second.end,
        unit_start=second.unit_start,
        upper=second.parts,
        minutes=first.minutes or second.minutes,
        day_kind=second.day_kind or first.day_kind,
    )


def _continues(folded: str, first: Atom, second: Atom) -> bool:
    link = _link(folded, first, second)
    if link is None or first.upper or second.upper or not descends(first.parts[-1], second.parts[0]):
        return False
    if not _LINK.fullmatch(link):
        return False
    if link.strip():
        return True
    if second.parts[0].unit.startswith("PT"):
        return link != "" or folded[second.start].isdigit()
    # "une durée de 2 ans 6 mois" is one; columns of a table, "2 ans 1 mois", are two
    return link == " " and bool(_LED.search(folded, max(0, first.start - 20), first.start))


def _one_period(folded: str, chain: Sequence[Atom]) -> Sequence[Atom]:
    """The part of a chain that is one period. Commas join times of a clock, or lead to an "et" at the end:
    in "pour un an, trois mois avant le terme" are two periods."""
    if len(chain) == 1:
        return chain
    links = [folded[first.end : second.start] for first, second in pairwise(chain)]
    commas = [index for index, link in enumerate(links) if "," in link]
    if not commas or "et" in links[-1] or all(atom.parts[0].unit.startswith("PT") for atom in chain):
        return chain
    return chain[: commas[0] + 1]


def _joined(chain: Sequence[Atom]) -> Atom:
    first, last = chain[0], chain[-1]
    if len(chain) == 1:
        return first
    figure = tuple(part for atom in chain for part in (atom.figure or atom.parts))
    return first._replace(
        end=last.end,
        unit_start=last.unit_start,
        parts=tuple(part for atom in chain for part in atom.parts),
        figure=figure if any(atom.figure for atom in chain) else (),
        about=any(atom.about for atom in chain),
        minutes=last.minutes,
        day_kind=last.day_kind or first.day_kind,
    )
