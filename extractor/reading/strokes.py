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
_REACH = 0.3  # heights of a word beside it: a letter that the stroke ate
_CROSSED = 1.0  # heights of a word: the stroke's pixels from which it is crossed
_DOUBTFUL = 0.5


def doubt_crossed(words: Sequence[Recognised], ink: Ink, pieces: Pieces) -> tuple[Recognised, ...]:
    """The words, with little confidence where a stroke runs through them or stands where their next letter would."""
    if not ((pieces[:, 3] > _TALL) & (pieces[:, 2] > _WIDE)).any():
        return tuple(words)  # most pages have none: their ink is not looked through again
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink), connectivity=8)
    drawn = (stats[:, cv2.CC_STAT_HEIGHT] > _TALL) & (stats[:, cv2.CC_STAT_WIDTH] > _WIDE)
    drawn[0] = False  # the paper
    strokes = drawn[labels].astype(np.uint8)
    return tuple(
        dataclasses.replace(word, confidence=min(word.confidence, _DOUBTFUL)) if _is_crossed(word, strokes) else word
        for word in words
    )


def _is_crossed(word: Recognised, strokes: Ink) -> bool:
    if word.height > _LARGEST_TYPE or not any(map(str.isalnum, word.text)):
        return False
    reach = round(_REACH * word.height)
    part = strokes[word.top : word.top + word.height, max(0, word.left - reach) : word.left + word.width + reach]
    return part.size > 0 and cv2.countNonZero(part) >= _CROSSED * word.height
