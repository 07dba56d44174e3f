"""The words of a page and the ink under them in, the same with words set apart that the engine ran together out.

Tesseract now and then drops a space that is plain on the paper: "Ilincombe" for "Il incombe", and with it a duty. A
white gap inside a word that is as wide as a space and far wider than the others of that word is the space.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractor.reading.french import french
from extractor.reading.image import Ink
from extractor.reading.ocr import Recognised
from extractor.reading.typography import ems_of

_SPACE = 0.26  # ems: with the white beside the letters, the narrowest space of type that is not squeezed
_AGAINST_OTHERS = 2.0  # times the next widest gap of the word
_SHORTEST = 4  # letters


def set_apart(words: Sequence[Recognised], ink: Ink) -> tuple[Recognised, ...]:
    """The words, those that hold a space cut there. A gap where a faint letter was lost is no space."""
    return tuple(
        part
        for word, em in zip(words, ems_of(words), strict=True)
        for part in (_parts(word, ink, em) if em and len(word.text) >= _SHORTEST and word.text.isalpha() else (word,))
    )


def _parts(word: Recognised, ink: Ink, em: float) -> tuple[Recognised, ...]:
    spans = _inked(ink[word.top : word.top + word.height, word.left : word.left + word.width])
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    if not gaps or max(gaps) < _SPACE * em:
        return (word,)
    place = gaps.index(max(gaps))
    if gaps[place] < _AGAINST_OTHERS * max(gaps[:place] + gaps[place + 1 :], default=0):
        return (word,)
    cut = _cut(word.text, place + 1, len(gaps) - place)
    if cut is None:
        return (word,)
    left, right = spans[place][1], spans[place + 1][0]
    return (
        dataclasses.replace(word, text=word.text[:cut], width=left),
        dataclasses.replace(word, text=word.text[cut:], left=word.left + right, width=word.width - right),
    )


def _inked(crop: Ink) -> list[tuple[int, int]]:
    """The stretches of columns with ink: first column, column after the last."""
    inked = np.concatenate(([False], crop.max(axis=0) > 0, [False]))
    edges = np.flatnonzero(inked[1:] != inked[:-1])
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _cut(text: str, before: int, after: int) -> int | None:
    """Where to cut letters of which `before` and `after` pieces stand on each side; letters that touch are one piece."""
    known = french()["function_words"]
    places = [at for at in range(before, len(text) - after + 1) if at > 1 and len(text) - at > 1]
    if before + after == len(text):
        return places[0] if places else None
    likely = [at for at in places if text[:at].lower() in known or text[at:].lower() in known]
    return likely[0] if len(likely) == 1 else None
