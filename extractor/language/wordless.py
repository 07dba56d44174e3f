"""Candidates without the word "Article" in, a sound sequence of them out: "1 - OBJET", "II. Durée", numbered paragraphs.

Only the whole can be trusted: it counts from 1, hardly skips a number, has bodies between and titles that name clauses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.language.heading_context import Candidate
from extractor.language.numbering import Chosen, choose_sequence


def choose_wordless(
    candidates: Sequence[Candidate],
    sure: Callable[[Candidate], bool],
    length: int,
    crowned: Callable[[Candidate], bool] = lambda candidate: False,
    announced: Callable[[Candidate], bool] = lambda candidate: False,
) -> tuple[Chosen, ...]:
    """Articles without the word ("1 - OBJET"), where the whole is a sound sequence from 1 with titles that are `sure`.

    Digits win over Roman numerals that only group them; where the digits start again under each Roman numeral, the
    Roman numerals are the articles. Next come numbered paragraphs of which every other is `crowned` by a title on the
    line above, those that the opening has `announced` ("conviennent de ce qui suit :"), last those without titles that
    make up most of the text.
    """
    sound: list[tuple[Chosen, ...]] = []
    for roman in (False, True):
        group = [
            replace(c, strength=c.strength - (1.0 if c.form == "bare" else 2.5))
            for c in candidates
            if c.form in ("bare", "paragraph") and len(c.path) == 1 and c.readings[0].roman is roman
        ]
        chain = _first_run(choose_sequence(group), candidates)
        if _is_sound(chain, sure):
            sound.append(chain)
    if sound:
        return max(sound, key=len)
    digits = [c for c in candidates if c.form == "paragraph" and len(c.path) == 1 and not c.readings[0].roman]
    chain = _first_run(
        choose_sequence([replace(c, strength=c.strength + 2.5 * crowned(c)) for c in digits]), candidates
    )
    if sum(crowned(c.candidate) for c in chain) >= max(3, 0.5 * len(chain)) and _in_order(chain, 0.9):
        return chain
    paragraphs = [c for c in candidates if c.form in ("bare", "paragraph") and len(c.path) == 1]
    alone = [c for c in paragraphs if c.isolated]
    again = any(c.path == (1,) for c in alone[1:])  # items within an article count from 1 as well: "1 :", then "1)"
    listed = [c for c in alone if not again or c.separator == alone[0].separator]
    short = _up_to_restart(_first_run(choose_sequence(listed), candidates))
    if len(short) >= 2 and announced(short[0].candidate) and _in_order(short, 1.0):
        return short
    chain = _first_run(choose_sequence(alone), candidates)
    covered = chain[-1].candidate.start - chain[0].candidate.start if chain else 0
    return chain if len(chain) >= 4 and _in_order(chain, 0.9) and covered > 0.4 * length else ()


def _first_run(chain: Sequence[Chosen], candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The chain up to the annex whose numbers start again."""
    annexes = [c.start for c in candidates if c.form == "annex" and c.strength >= 1.5]
    for place, (before, after) in enumerate(pairwise(chain), 1):
        if after.first <= before.first and any(before.candidate.start < a < after.candidate.start for a in annexes):
            return tuple(chain[:place])
    return tuple(chain)


def _up_to_restart(chain: Sequence[Chosen]) -> tuple[Chosen, ...]:
    """The chain without a shorter list behind it that counts from 1 again: the items of a schedule without a heading."""
    for place, (before, after) in enumerate(pairwise(chain), 1):
        if after.first == 1 and before.first > len(chain) - place:
            return tuple(chain[:place])
    return tuple(chain)


def _in_order(chain: Sequence[Chosen], share: float) -> bool:
    """Does the chain count from 1, never back, and hardly skip a number?"""
    numbers = [c.first for c in chain]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    back = any(after <= before for before, after in pairwise(numbers))
    return bool(numbers) and numbers[0] == 1 and not back and steps >= share * (len(numbers) - 1)


def _is_sound(chain: Sequence[Chosen], sure: Callable[[Candidate], bool]) -> bool:
    if len(chain) < 2 or not _in_order(chain, 0.8):
        return False
    lines = [c.candidate.line for c in chain]
    listed = sum(after == before + 1 for before, after in pairwise(lines))
    certain = sum(sure(c.candidate) for c in chain)
    if listed > 0.3 * (len(chain) - 1):
        return False
    apart = len(chain) >= 4 and all(c.candidate.isolated for c in chain)
    return certain >= (2 if len(chain) < 3 or apart else 0.5 * len(chain))
