"""Candidate headings in, the sequence the document means out: the best chain 1, 2, 3 … over all of them at once.

A heading that stands alone, in the right form, is kept even where it breaks the sequence (a repeated or skipped number
is a finding, not a reason to lose an article); one that looks like running text is kept only where it fills a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extractor.language.heading_context import Candidate
from extractor.language.heading_numbers import HeadingNumber, render_roman

_NEXT, _REPEAT, _GAP, _BACK, _RESTART = 1.0, -3.0, -1.0, -5.0, -3.5
_REACH = 6  # a gap wider than this costs no more
_NUMBERS = 1000  # one more than the highest that a heading is read with (three figures); four are an article of a code


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate and the reading of its number that the sequence bears out; `inferred`: the sequence gave it."""

    candidate: Candidate
    number: HeadingNumber
    inferred: bool = False

    @property
    def first(self) -> int:
        return self.number.path[0]


class _BestBelow:
    """Running maximum of scores by number, for "the best chain that ends below n" in logarithmic time."""

    def __init__(self, size: int) -> None:
        self.tree: list[tuple[float, int]] = [(float("-inf"), -1)] * (size + 1)

    def put(self, number: int, entry: tuple[float, int]) -> None:
        while number < len(self.tree):
            if entry > self.tree[number]:
                self.tree[number] = entry
            number += number & -number

    def below(self, number: int) -> tuple[float, int]:
        best = (float("-inf"), -1)
        number = min(number - 1, len(self.tree) - 1)
        while number > 0:
            best = max(best, self.tree[number])
            number -= number & -number
        return best


def choose_sequence(candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The chain of greatest worth among candidates with a one-part number ("3", "4bis"), in text order."""
    low, high = _BestBelow(_NUMBERS), _BestBelow(_NUMBERS)
    at: dict[int, tuple[float, int]] = {}  # number → best chain that ends there
    exact: dict[tuple[int, int], tuple[float, int]] = {}
    nodes: list[tuple[Candidate, HeadingNumber, int]] = []  # candidate, reading, previous node
    scores: list[float] = []
    for candidate in candidates:
        fresh: list[tuple[int, int, float, int]] = []
        for reading in candidate.readings:
            if len(reading.path) != 1 or not 0 < reading.path[0] < _NUMBERS:
                continue
            number = reading.path[0]
            before, previous = _best_before(number, reading.rank, at, exact, low, high)
            score = candidate.strength - reading.cost + before
            nodes.append((candidate, reading, previous))
            scores.append(score)
            fresh.append((number, reading.rank, score, len(nodes) - 1))
        for number, rank, score, node in fresh:
            entry = (score, node)
            if entry > at.get(number, (float("-inf"), -1)):
                at[number] = entry
                low.put(number, entry)
                high.put(_NUMBERS - number, entry)
            if entry > exact.get((number, rank), (float("-inf"), -1)):
                exact[(number, rank)] = entry
    if not scores:
        return ()
    node = max(range(len(scores)), key=scores.__getitem__)
    if scores[node] <= 0:
        return ()
    chain: list[Chosen] = []
    while node >= 0:
        candidate, reading, node = nodes[node]
        chain.append(Chosen(candidate, reading))
    chain.reverse()
    return tuple(c for place, c in enumerate(chain) if _borne_out(chain, place))


def _best_before(
    number: int,
    rank: int,
    at: dict[int, tuple[float, int]],
    exact: dict[tuple[int, int], tuple[float, int]],
    low: _BestBelow,
    high: _BestBelow,
) -> tuple[float, int]:
    """Worth of the best chain that this number may continue, with the cost of the step; a new chain where none helps."""
    options = [(-0.4 * min(number - 1, _REACH), -1)]

    def step(entry: tuple[float, int] | None, worth: float) -> None:
        if entry is not None and entry[1] >= 0:
            options.append((entry[0] + worth, entry[1]))

    if rank:
        for lower in range(rank):
            step(exact.get((number, lower)), _NEXT)
    step(at.get(number - 1), _NEXT)
    step(at.get(number), _REPEAT)
    for skipped in range(1, _REACH):
        step(at.get(number - 1 - skipped), _GAP - 0.5 * skipped)
    step(low.below(number - _REACH), _GAP - 0.5 * _REACH)
    step(high.below(_NUMBERS - number), _RESTART if number == 1 else _BACK)
    return max(options)


def _borne_out(chain: Sequence[Chosen], place: int) -> bool:
    """A damaged heading stands only where its number is the next one, or the first of all."""
    chosen = chain[place]
    if chosen.candidate.form not in ("damaged", "inline"):
        return True
    before = chain[place - 1].first if place else 0
    return chosen.first - before in (0, 1) and (chosen.first > before or chosen.number.rank > 0)


def mend(chain: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """The chain with numbers that a scanner misread put right: "XI" alone between XII and XIV is XIII.

    Only where one number is missing just there and the one read looks like it; a number given twice in a row is the
    document's own and stays.
    """
    mended = list(chain)
    for place in range(1, len(mended)):
        before, here = mended[place - 1].first, mended[place]
        after = mended[place + 1].first if place + 1 < len(mended) else None
        twice = here.first == before and here.number.roman  # no one repeats a numeral; a scanner drops its last stroke
        hole = (after is None or after > before + 1) if twice else after == before + 2
        if hole and (twice or here.first not in (before, before + 1)) and not here.number.rank:
            number = HeadingNumber((before + 1,), roman=here.number.roman)
            if looks_alike(here.number, number):
                mended[place] = Chosen(here.candidate, number, inferred=True)
    return tuple(mended)


_ALIKE = frozenset(map(frozenset, ("17", "38", "56", "68", "08", "58", "14", "49", "35", "36", "27", "06")))


def looks_alike(one: HeadingNumber, other: HeadingNumber) -> bool:
    """May a scanner take one for the other: "XI" for "XIII", "8" for "3"?"""
    if one.roman:
        a, b = render_roman(one.path[0]), render_roman(other.path[0])
        return a.startswith(b) or b.startswith(a) or Levenshtein.distance(a, b) == 1
    a, b = str(one.path[0]), str(other.path[0])
    if len(a) != len(b):
        return a.startswith(b) or b.startswith(a)
    return all(x == y or frozenset((x, y)) in _ALIKE for x, y in zip(a, b, strict=True))


def fill_holes(chain: Sequence[Chosen], candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The chain with its holes filled by headings whose number, or whose word "Article", is lost."""
    spare = [c for c in candidates if c.form == "unnumbered" or (c.form == "bare" and len(c.path) == 1)]
    if not spare:
        return tuple(chain)
    whole: list[Chosen] = []
    previous = 0
    place = 0
    for chosen in [*chain, None]:
        low = place
        while place < len(spare) and (chosen is None or spare[place].line < chosen.candidate.line):
            place += 1
        between = spare[low:place]
        if chosen is None:
            missing = list(range(previous + 1, previous + 1 + _REACH)) if previous else list(range(1, 60))
            whole.extend(_last(missing, between))
            break
        missing = list(range(previous + 1, chosen.first)) if chosen.first - previous <= _REACH else []
        whole.extend(_fill(missing, between))
        whole.append(chosen)
        previous = chosen.first
    return tuple(whole)


def _fill(missing: Sequence[int], between: Sequence[Candidate]) -> list[Chosen]:
    """Candidates for the missing numbers: those that say the number, then nameless ones if they are as many."""
    said: dict[int, Candidate] = {}
    for candidate in between:
        if candidate.form == "bare" and candidate.path[0] in missing and candidate.strength >= 2.5:
            neighbours = {c.path[0] for c in between if c.form == "bare"} - {candidate.path[0]}
            if not neighbours & {candidate.path[0] - 1, candidate.path[0] + 1} and candidate.path[0] not in said:
                said[candidate.path[0]] = candidate
    found = [Chosen(candidate, candidate.readings[0], inferred=True) for candidate in said.values()]
    nameless = [c for c in between if c.form == "unnumbered"]
    left = [n for n in missing if n not in said]
    if left and len(nameless) > len(left):
        nameless = sorted(sorted(nameless, key=lambda c: -c.strength)[: len(left)], key=lambda c: c.start)
    for number, candidate in zip(left, nameless, strict=False):
        found.append(Chosen(candidate, HeadingNumber((number,)), inferred=True))
    return sorted(found, key=lambda c: c.candidate.start)


def _last(missing: Sequence[int], between: Sequence[Candidate]) -> list[Chosen]:
    """Behind the last number nothing proves a hole: only what stands alone and is set off counts."""
    strong = [c for c in between if c.form == "unnumbered" and c.strength >= 2.0]
    if missing[:1] == [1] and len(strong) < 2:
        return []  # one line that begins with the word is no convention
    return [Chosen(c, HeadingNumber((n,)), inferred=True) for n, c in zip(missing, strong, strict=False)]
