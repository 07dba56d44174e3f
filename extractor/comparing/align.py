"""Records in, groups of sections that answer each other out: one assignment over all articles, with score and reasons.

Each record is assigned as a whole to the groups found so far (at first, the sections of the reference), so that what
is best for all articles together is chosen, not what is best for each. For two records the work is done in an order
that does not depend on which is named first: the pairs of (b, a) are those of (a, b).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from extractor.comparing.assignment import best_pairs
from extractor.comparing.sections import Section
from extractor.comparing.wording import Gist, held, likeness, shared

# what a pair's score is made of; a part that neither section has is left out and the others count for more
_WORDING, _HEADING, _TOPIC, _PLACE = 0.45, 0.25, 0.25, 0.10
_OTHER_HEADING = 0.10
_SOME_WORDS = 0.15
_LEAST = 0.38  # below this two sections do not answer each other
_CONTAINED = 0.55  # so much of a section must stand in another that it was merged into
_CONTAINED_APART = 0.70  # the same where it is not next to the one it was merged into
_FEW_WORDS = 3  # so many of them at least, twice as many if it is not next to the one that they were merged into
_NEAR_HEADING = 0.50
_PARTY = re.compile(r"\bpartie\d+z\b")
_WIDE = frozenset({"engagements", "financement", "gouvernance", "communication", "litiges"})
_INSIDE = 0.80  # what a title counts that is part of another


@dataclass
class Group:
    """Sections that answer each other: for each convention (by its index) the ones it has, in order."""

    members: dict[int, list[Section]]
    score: float = 1.0
    reasons: list[str] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)
    votes: Counter[int] = field(default_factory=Counter)

    @property
    def head(self) -> Section:
        """The section that stands for the group: the first of the first convention that has any."""
        return self.members[min(self.members)][0]


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Two lists of sections paired: one to one, and those left over that a paired one answers in part."""

    pairs: tuple[tuple[int, int], ...]
    left_with: tuple[tuple[int, int], ...] = ()  # (left over on the left, answered by this one on the right)
    right_with: tuple[tuple[int, int], ...] = ()  # (left over on the right, answered by this one on the left)


def align(conventions: Sequence[Sequence[Section]]) -> tuple[Group, ...]:
    """The groups, in the order of the reference; what only others have stands after what precedes it there."""
    groups = [Group({0: [section]}) for section in conventions[0]]
    for number, sections in enumerate(conventions[1:], start=1):
        groups = _joined_by(groups, number, sections)
    groups = _merged(groups)
    for group in groups:
        for sections in group.members.values():
            sections.sort(key=lambda s: s.index)
    _mark_moved(groups, len(conventions))
    return tuple(groups)


def pair_score(one: Section, other: Section) -> float:
    """0 to 1: how surely two sections answer each other; symmetric."""
    if one.kind != other.kind:
        return 0.0
    wording = likeness(one.words, other.words)
    parts = [(_WORDING, wording), (_PLACE, 1 - abs(one.place - other.place))]
    titles = heading_likeness(one, other) if one.heading and other.heading else None
    subject = one.topic is not None and one.topic == other.topic
    if titles is not None:
        # "Résiliation" and "Dénonciation": where the subject is one, another title says little against
        parts.append((_OTHER_HEADING if subject and titles < _NEAR_HEADING else _HEADING, titles))
    if subject:
        # a subject that was guessed from the words of a body needs words in common too, and so does a wide one:
        # "Règlement des litiges" and "Élection de domicile"
        named = one.titled and other.titled and not (one.topic in _WIDE and not wording and not titles)
        parts.append((_TOPIC, 1.0 if named else min(1.0, wording / _SOME_WORDS)))
    elif (one.topic or other.topic) and (titles or 0.0) < _NEAR_HEADING:
        parts.append((_TOPIC, 0.0))  # an article on several subjects is filed under one, its title names them all
    score = sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)
    if one.kind in ("preamble", "signature"):
        return max(score, _LEAST + 0.1)  # there is but one of each
    return score


def heading_likeness(one: Section, other: Section) -> float:
    """0 to 1: how alike the titles are; "Révision, dénonciation" is nearly whole in "Durée, révision et dénonciation"."""
    return _title_likeness(one.title, other.title, one.heading, other.heading)


@lru_cache(maxsize=1 << 16)  # fifty conventions have the same few titles
def _title_likeness(one: str, other: str, heading: Gist, others: Gist) -> float:
    letters = fuzz.token_sort_ratio(one, other) / 100
    less, more = sorted((heading, others), key=lambda h: (len(h.ordered), h.ordered))
    inside = _INSIDE * held(less, more) if len(less.ordered) > 1 else 0.0
    return max(likeness(heading, others), inside, letters if letters > _INSIDE else 0.0)


# -- one convention to the groups ---------------------------------------------------------------------------------


def _joined_by(groups: list[Group], number: int, sections: Sequence[Section]) -> list[Group]:
    heads = [group.head for group in groups]
    pairing = _pair(heads, sections)
    group_of = {}
    for g, s in pairing.pairs:
        groups[g].members[number] = [sections[s]]
        groups[g].score = min(groups[g].score, pair_score(heads[g], sections[s]))
        group_of[s] = g
    for s, g in pairing.right_with:
        groups[g].members[number].append(sections[s])
        group_of[s] = g
    for g, s in pairing.left_with:
        groups[g].votes[group_of[s]] += 1
    return _placed(groups, number, sections, group_of)


def _placed(groups: list[Group], number: int, sections: Sequence[Section], group_of: dict[int, int]) -> list[Group]:
    """The groups with new ones for sections that answer none, each after the group of the section before it."""
    after: dict[int, list[Group]] = {}
    last = -1
    for s, section in enumerate(sections):
        if s in group_of:
            last = group_of[s]
        else:
            after.setdefault(last, []).append(Group({number: [section]}))
    if not after:
        return groups
    where = {old: old for old in range(len(groups))}
    placed = list(after.get(-1, []))
    for old, group in enumerate(groups):
        where[old] = len(placed)
        placed.extend((group, *after.get(old, [])))
    for group in groups:
        group.votes = Counter({where[g]: n for g, n in group.votes.items()})
    return placed


def _pair(left: Sequence[Section], right: Sequence[Section]) -> _Pairing:
    """One to one by the best sum of scores, then what is left over to what it is a part of."""
    if [s.text for s in left] > [s.text for s in right]:
        turned = _pair_in_order(right, left)
        pairs = tuple(sorted((i, j) for j, i in turned.pairs))
        return _Pairing(pairs, turned.right_with, turned.left_with)
    return _pair_in_order(left, right)


def _pair_in_order(left: Sequence[Section], right: Sequence[Section]) -> _Pairing:
    scores = [[pair_score(a, b) for b in right] for a in left]
    pairs = best_pairs([[score - _LEAST for score in row] for row in scores])
    return _Pairing(
        tuple(pairs),
        tuple(_parts(left, right, pairs)),
        tuple(_parts(right, left, [(j, i) for i, j in pairs])),
    )


def _parts(
    left: Sequence[Section], right: Sequence[Section], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sections of `left` without an answer, with the one of `right` that answers them along with its own."""
    paired = dict(pairs)
    found = []
    for i, section in enumerate(left):
        if i in paired or section.kind != "article":
            continue
        fits = []
        for own, j in pairs:
            if left[own].kind == "article":
                fit = _part_of(section, right[j], left[own])
                if fit > 0:
                    fits.append((fit, -abs(own - i), -j))
        if fits:
            found.append((i, -max(fits)[2]))
    return found


def _part_of(section: Section, whole: Section, own: Section) -> float:
    """0, or how surely `whole`, which answers `own`, answers `section` too: it holds its words, or has its subject."""
    beside = abs(section.index - own.index) == 1
    inside = held(section.words, whole.words)
    found = inside * len(section.words.ordered)
    spare = len(whole.words.ordered) - held(own.words, whole.words) * len(own.words.ordered)
    if (
        inside >= (_CONTAINED if beside else _CONTAINED_APART)
        and found >= (_FEW_WORDS if beside else 2 * _FEW_WORDS)
        and 2 * spare >= found
    ):
        return inside
    if not beside or section.topic is None or section.topic != whole.topic or _PARTY.search(section.title):
        return 0.0  # "Obligations de la Ville" are no part of "Obligations du Club"
    titled = bool(section.heading) and bool(whole.heading) and heading_likeness(section, whole) >= _NEAR_HEADING
    return 0.5 * shared(section.words, whole.words) + 0.01 if titled or own.topic != whole.topic else 0.0


# -- groups among themselves --------------------------------------------------------------------------------------


def _merged(groups: Sequence[Group]) -> list[Group]:
    """Groups that one article of others answers together become one, unless more conventions keep them apart."""
    into: dict[int, int] = {}
    for position, group in enumerate(groups):
        for target, votes in sorted(group.votes.items()):
            if target in into or position in into.values():
                continue
            apart = sum(
                1 for number in group.members if number in groups[target].members and number != min(group.members)
            )
            if votes > apart:
                into[position] = target
                break
    for position, target in into.items():
        for number, sections in groups[position].members.items():
            groups[target].members.setdefault(number, []).extend(sections)
    return [group for position, group in enumerate(groups) if position not in into]


def _mark_moved(groups: Sequence[Group], conventions: int) -> None:
    """Note the conventions in which a group stands in another place among the groups than in the reference."""
    for number in range(1, conventions):
        common = [g for g in groups if 0 in g.members and number in g.members]
        kept = _longest_in_order(common, 0, number)
        for group in common:
            if id(group) not in kept:
                group.moved.add(number)


def _longest_in_order(groups: Sequence[Group], first: int, second: int) -> set[int]:
    """The groups that stand in the same order in both, as much text as can be; worked out alike both ways."""
    texts = [[s.text for g in groups for s in g.members[number]] for number in (first, second)]
    if sorted(texts[0]) > sorted(texts[1]):
        first, second = second, first

    def places(group: Group) -> tuple[int, int]:
        return group.members[first][0].index, group.members[second][0].index

    ordered = sorted(groups, key=places)
    weights = [1 + sum(len(s.text) for n in (first, second) for s in g.members[n]) for g in ordered]
    best: list[tuple[int, int]] = []
    for i, group in enumerate(ordered):
        earlier = [(best[j][0], j) for j in range(i) if places(ordered[j])[1] < places(group)[1]]
        top, from_ = max(earlier, key=lambda one: one[0], default=(0, -1))
        best.append((top + weights[i], from_))
    kept = set()
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        kept.add(id(ordered[at]))
        at = best[at][1]
    return kept


def explain(group: Group, ids: Sequence[str]) -> tuple[str, ...]:
    """Why a group's sections are held to answer each other, in French."""
    reasons: list[str] = list(group.reasons)
    firsts = {number: sections[0] for number, sections in group.members.items()}
    pairs = [(firsts[a], firsts[b]) for a, b in combinations(sorted(firsts), 2) if a == min(firsts)]
    if pairs and all(a.topic and a.topic == b.topic for a, b in pairs):
        reasons.append(f"même thème ({pairs[0][0].topic})")
    if pairs and all(a.heading and b.heading for a, b in pairs):
        least = min(heading_likeness(a, b) for a, b in pairs)
        reasons.append("titres semblables" if least >= _NEAR_HEADING else "titres différents")
    if pairs:
        reasons.append(f"rédaction commune à {round(100 * min(likeness(a.words, b.words) for a, b in pairs))} %")
    for number, sections in sorted(group.members.items()):
        if len(sections) > 1:
            named = " et ".join(s.article.number or "sans numéro" for s in sections)
            reasons.append(f"{ids[number]} : les articles {named} répondent ensemble")
    reasons.extend(f"{ids[number]} : à une autre place" for number in sorted(group.moved))
    missing = [name for number, name in enumerate(ids) if number not in group.members]
    if missing:
        reasons.append(f"sans équivalent dans {', '.join(missing)}")
    return tuple(reasons)
