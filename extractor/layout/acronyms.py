"""The recognised words of a document in, the same with doubtful acronyms read as the document spells them elsewhere out.

No word list helps an engine with an acronym, and letters such as Q and J side by side come out as "OQ)J" or "OQYJ" on
one line and right on the next. A doubtful reading gives way to the usual one of the same document where they differ by
one sign and the paper bears it out: the sign is none that an acronym can hold, or the two are printed equally wide. The
confidence stays as low as it was: the word is still in doubt.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from extractor.document import Page, Word

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_SHAPE = re.compile(
    rf"((?:[a-zA-Z]{{1,2}}['’])?[«“\"(]?)([{_CAPITALS}](?:[{_CAPITALS}()\[\]|{{}}!\d]{{1,8}})[{_CAPITALS}])([»”\").,;:]*)"
)
_LETTERS = re.compile(rf"[{_CAPITALS}]{{3,8}}")
_FOREIGN = re.compile(r"[()\[\]|{}!]")  # what no acronym holds
_DOUBTFUL = 0.6
_USUAL = 3  # times that the document spells it so
_RARER = 3  # times less often than the usual spelling, what may be a misreading of it
_SAME_WIDTH = 0.03


class _Acronym(NamedTuple):
    """A word cut in three: "l'", "ARS" and ","."""

    before: str
    body: str
    after: str


def settle_acronyms(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, misread acronyms put right; pages without recognised words are the same objects."""
    widths: dict[str, dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for word in page.words if page.reader == "ocr" else ():
            found = _acronym(word)
            if found and _LETTERS.fullmatch(found.body):
                widths[found.body][found.before, found.after].append(_wide(word))
    times = {body: sum(map(len, places.values())) for body, places in widths.items()}
    usual = {body: widths[body] for body, count in times.items() if count >= _USUAL}
    if not usual:
        return tuple(pages)

    def settled(word: Word) -> Word:
        found = _acronym(word) if (word.confidence or 1.0) < _DOUBTFUL else None
        if found is None or found.body in usual:
            return word
        near = [body for body in usual if Levenshtein.distance(body, found.body, score_cutoff=1) == 1]
        if len(near) != 1 or times.get(found.body, 0) * _RARER > times[near[0]]:
            return word
        samples = usual[near[0]].get((found.before, found.after), [])
        if not _FOREIGN.search(found.body) and not _as_wide(word, samples):
            return word
        return dataclasses.replace(word, text=found.before + near[0] + found.after)

    return tuple(
        dataclasses.replace(page, words=tuple(map(settled, page.words))) if page.reader == "ocr" else page
        for page in pages
    )


def _acronym(word: Word) -> _Acronym | None:
    match = _SHAPE.fullmatch(word.text)
    return _Acronym(*match.groups()) if match else None


def _wide(word: Word) -> float:
    """How wide a word is along its line, also on a page that lies on its side."""
    return max(word.box.width, word.box.height)


def _as_wide(word: Word, widths: Sequence[float]) -> bool:
    usual = statistics.median(widths) if widths else 0.0
    return abs(_wide(word) - usual) <= _SAME_WIDTH * usual
