"""The words of a page and its ink in, the same with words in doubt that a pen's stroke runs through out.

A signature across a typed name eats some of its letters, and the engine is as sure of the rest as of any word: "Paul M"
and "ROT" for "Paul MAROT". What is crossed, or stands against the stroke, is to be looked at on the paper.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.blemishes import Pieces
from extractor.reading.image import Ink
from extractor.reading.ocr import Recognised

# pixels at 300 dpi
_TALL, _WIDE = 130, 24  # taller than any letter of a text, wider than what is left of a ruled line
_LARGEST_TYPE = 110  # the height of a word that is large print itself
_MOST = 24  # strokes of a page, the largest first
_REACH = 0.3  # heights of a word beside it: a letter that the stroke ate
_CROSSED = 1.0  # heights of a word: the stroke's pixels from which it is crossed
_DOUBTFUL = 0.5


def doubt_crossed(words: Sequence[Recognised], ink: Ink, pieces: Pieces) -> tuple[Recognised, ...]:
    """The words, with little confidence where a stroke runs through them or stands where their next letter would."""
    large = pieces[(pieces[:, 3] > _TALL) & (pieces[:, 2] > _WIDE)]
    if not len(large):
        return tuple(words)
    large = large[np.argsort(large[:, 2] * large[:, 3])[::-1][:_MOST]]
    strokes = np.zeros(ink.shape, np.uint8)
    for left, top, wide, high in large.tolist():
        _draw(strokes, ink, left, top, wide, high)
    return tuple(
        dataclasses.replace(word, confidence=min(word.confidence, _DOUBTFUL)) if _is_crossed(word, strokes) else word
        for word in words
    )


def _draw(strokes: Ink, ink: Ink, left: int, top: int, wide: int, high: int) -> None:
    """One piece of the ink, without what else stands within its box."""
    at = slice(max(0, top), top + high), slice(max(0, left), left + wide)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink[at]), connectivity=8)
    same = np.flatnonzero((stats[1:, cv2.CC_STAT_HEIGHT] >= 0.9 * high) & (stats[1:, cv2.CC_STAT_WIDTH] >= 0.9 * wide))
    for label in (same + 1).tolist():
        strokes[at][labels == label] = 255


def _is_crossed(word: Recognised, strokes: Ink) -> bool:
    if word.height > _LARGEST_TYPE or not any(map(str.isalnum, word.text)):
        return False
    reach = round(_REACH * word.height)
    part = strokes[word.top : word.top + word.height, max(0, word.left - reach) : word.left + word.width + reach]
    return part.size > 0 and cv2.countNonZero(part) >= _CROSSED * word.height
