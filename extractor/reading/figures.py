"""The words of a page and the ink under them in, the same with numbers that have as many figures as the ink has out.

The engine drops one of three like figures ("70 0 €" for "70 000 €") and is as sure of what is left as of any word. Figures
stand apart from each other, so they can be counted on the paper: a number that does not agree, or of which the engine
is none too sure, is read again alone, and is marked doubtful where that does not settle it.
"""

from __future__ import annotations

import dataclasses
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.image import Gray, Ink
from extractor.reading.ocr import Recognised, recognise
from extractor.reading.typography import ems_of
from extractor.settings import Settings

_NUMBER = re.compile(r"[(\[«]?\d[\d.,/:°-]*[)\];%]?[.,;:)]*")
_STRUCK = re.compile(r"(?=.*@)(?=.*\d)[\d@Q.,/:()-]+[;%]?")
_MAYBE_NOUGHT = re.compile(r"(?=.*[0689@Q])(?=.*\d)[\d@Q.,/:()-]+[;%]?")
_SOME_STRUCK = 2  # numbers read so, from which it is the type
_TALL = frozenset("0123456789/()[]%")
_RISE = 0.62  # heights of a figure: what is lower is a point, a comma, a dash
_LEAST_HEIGHT = 12  # pixels: figures of 4 points
_WIDTH = 0.86  # heights: the width of the widest figure
_REACH = 1.2  # ems beside a number in which a lost figure is sought, as far as the next word
_LEAN = 0.15  # ems by which the engine's boxes stray
_STRAY = 12  # pixels of ink
_SURPLUS = 0.3  # of the narrower of two pieces: what overlaps so much is one figure, broken
_SURE = 0.7  # the confidence from which a number read again is taken
_DOUBTFUL, _SETTLED = 0.3, 0.5  # the confidence given to a number that the ink gainsays, and to one read again
_MOST_READ_AGAIN = 12  # numbers a page
_MARGIN, _WHITE = 14, (6, 3)  # pixels about a number that is read alone: white that is added, and the page's own
_ONE_LINE = 7  # Tesseract's page segmentation mode; as one word it reads "5,36" as "536"
_BELIEVED = (
    0.88  # the confidence from which a number is not read again: of 14 wrong ones one had more, of 4581 right ones 4400
)
_SURER = 0.85  # the confidence from which a number read again stands against the first reading


def prove_figures(words: Sequence[Recognised], image: Gray, ink: Ink, settings: Settings) -> tuple[Recognised, ...]:
    """The words, each number counted. Raises as `recognise` does."""
    lines: dict[int, list[Recognised]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    proved: list[Recognised] = []
    tried = 0
    ems = ems_of(words)
    body = statistics.median([em for em in ems if em] or [0.0])
    for word, em in zip(words, ems, strict=True):
        if not em or not _NUMBER.fullmatch(word.text):
            proved.append(word)
            continue
        # rules and strokes of a pen swell the boxes of a line
        spans = spans_of(word, lines[word.line], ink, min(em, 2 * body))
        count = sum(count for _, _, count in spans)
        agrees = count in (0, figures_of(word.text))
        if agrees and word.confidence >= _BELIEVED:
            proved.append(word)
            continue
        again = None
        if tried < _MOST_READ_AGAIN:
            tried += 1
            again = _read_again(word, spans, image, settings)
        proved.append(_settled(word, again, count) if agrees else _recounted(word, again, count))
    return tuple(proved)


def doubt_struck_noughts(words: Sequence[Recognised]) -> tuple[Recognised, ...]:
    """The words, figures that may be a nought in doubt where noughts have a stroke or a dot: the engine takes them for @, 8, 9."""
    struck = sum(_STRUCK.fullmatch(word.text) is not None for word in words)
    if not struck:
        return tuple(words)
    doubted = _MAYBE_NOUGHT if struck >= _SOME_STRUCK else _STRUCK
    return tuple(
        dataclasses.replace(word, confidence=min(word.confidence, _SETTLED)) if doubted.fullmatch(word.text) else word
        for word in words
    )


def figures_of(text: str) -> int:
    """How many signs of a number are as high as a figure: 5 for "12/25," and 4 for "1.250"."""
    return sum(char in _TALL for char in text)


def spans_of(word: Recognised, line: Sequence[Recognised], ink: Ink, em: float) -> list[tuple[int, int, int]]:
    """The figures on the paper where a number was read: left, right and how many, for those that touch are told by width."""
    start, end = _reach(word, line, em, ink.shape[1])
    lean = int(_LEAN * em)
    left, right = max(0, start - int(em)), min(ink.shape[1], end + int(em))
    top, bottom = max(0, word.top - 2 * lean), min(ink.shape[0], word.top + word.height + 2 * lean)
    part = np.ascontiguousarray(ink[top:bottom, left:right])
    if part.size == 0:
        return []
    _, _, stats, centres = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces = [
        (x + left, x + left + wide, high)
        for (x, _, wide, high, area), (middle, level) in zip(stats[1:].tolist(), centres[1:].tolist(), strict=True)
        if area >= _STRAY
        and start <= middle + left <= end
        and word.top - lean <= level + top <= word.top + word.height + lean
        and high <= word.height + lean
        and wide <= 4 * high
    ]
    inside = [high for x0, x1, high in pieces if word.left <= (x0 + x1) / 2 <= word.left + word.width]
    tall = max((high for high in inside if high >= _LEAST_HEIGHT), default=0)
    spans: list[tuple[int, int, int]] = []
    for x0, x1, high in sorted(pieces):
        if not tall or high < _RISE * tall:
            continue
        start, end = x0, x1
        if spans and spans[-1][1] - x0 > _SURPLUS * min(x1 - x0, spans[-1][1] - spans[-1][0]):
            start, end, _ = spans.pop()
            end = max(end, x1)
        spans.append((start, end, max(1, round((end - start) / (_WIDTH * tall)))))
    return spans


def _reach(word: Recognised, line: Sequence[Recognised], em: float, width: int) -> tuple[int, int]:
    """How far to the left and to the right the figures of a number are sought: up to the words beside it."""
    right = word.left + word.width
    before = [other.left + other.width for other in line if other.left < word.left]
    after = [other.left for other in line if other.left > word.left]
    lean = int(_LEAN * em)
    return (
        max(0, min(word.left - lean, max([*before, int(word.left - _REACH * em)]) + lean)),
        min(width, max(right + lean, min([*after, int(right + _REACH * em)]) - lean)),
    )


def _settled(word: Recognised, again: Recognised | None, count: int) -> Recognised:
    """A number that the ink does not gainsay, though the engine was unsure, by what a second look at it says."""
    if again is None:
        return word
    if again.text == word.text:
        return dataclasses.replace(word, confidence=max(word.confidence, min(again.confidence, _BELIEVED)))
    if again.confidence >= max(_SURER, word.confidence) and count in (0, figures_of(again.text)):
        return dataclasses.replace(again, confidence=_SETTLED)
    return dataclasses.replace(word, confidence=min(word.confidence, _SETTLED))


def _recounted(word: Recognised, again: Recognised | None, count: int) -> Recognised:
    """A number that has not as many figures as the ink, by a second look that differs in figures dropped or doubled alone."""
    if again is not None and again.text == word.text:
        return dataclasses.replace(word, confidence=min(word.confidence, _SETTLED))
    if again is not None and again.confidence >= _SURE and figures_of(again.text) == count:
        shorter, longer = sorted(("".join(filter(str.isdigit, item.text)) for item in (word, again)), key=len)
        left = iter(longer)
        if all(char in left for char in shorter):
            return dataclasses.replace(again, confidence=_SETTLED)
    return dataclasses.replace(word, confidence=min(word.confidence, _DOUBTFUL))


def _read_again(
    word: Recognised, spans: Sequence[tuple[int, int, int]], image: Gray, settings: Settings
) -> Recognised | None:
    """What a number reads by itself, at the full size of the page; `None` where that is no number."""
    left = min([word.left, *(start for start, _, _ in spans)])
    right = max([word.left + word.width, *(end for _, end, _ in spans)])
    across, down = _WHITE
    alone = cv2.copyMakeBorder(
        image[max(0, word.top - down) : word.top + word.height + down, max(0, left - across) : right + across],
        *(_MARGIN,) * 4,
        cv2.BORDER_CONSTANT,
        value=(255,),
    )
    found = recognise(np.ascontiguousarray(alone), settings, segmentation=_ONE_LINE)
    if len(found) != 1 or not _NUMBER.fullmatch(found[0].text):
        return None
    return dataclasses.replace(
        found[0], left=left, top=word.top, width=right - left, height=word.height, line=word.line
    )
