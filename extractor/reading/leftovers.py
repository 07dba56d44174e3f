"""The cleaned page and the words found on it in, the lines that the engine passed over out.

Tesseract's page layout takes a line of print beside a signature or a stamp for part of a picture and says nothing of
it. Rows of letter-like ink that no word covers are read again, each as a single line: no name is lost in silence.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.blemishes import blobs_of
from extractor.reading.image import Gray, Ink
from extractor.reading.ocr import Recognised, recognise
from extractor.settings import Settings

# pixels at 300 dpi
_LOW, _HIGH, _WIDE = 14, 70, 130  # letters
_LEAST_INK = 100  # pixels of a letter of 8 points
_WORD_GAP = 36
_LEAST_LETTERS, _LEAST_WIDTH, _MOST_HEIGHT = 8, 160, 110  # a line worth reading again
_MARGIN = 12
_MOST_STRIPS = 12
_BELIEVED = 0.6

Strip = tuple[int, int, int, int]


def read_leftovers(image: Gray, ink: Ink, found: Sequence[Recognised], settings: Settings) -> tuple[Recognised, ...]:
    """The words of the lines that `found` passes over, where the engine is sure of them. Raises as `recognise` does."""
    last = max((item.line for item in found), default=0)
    words: list[Recognised] = []
    for number, (left, top, right, bottom) in enumerate(unread_strips(ink, found), start=1):
        line = recognise(np.ascontiguousarray(image[top:bottom, left:right]), settings, segmentation=7)
        if _is_print(line):
            words.extend(
                dataclasses.replace(item, left=item.left + left, top=item.top + top, line=last + number)
                for item in line
            )
    return tuple(words)


def unread_strips(ink: Ink, found: Sequence[Recognised]) -> list[Strip]:
    """Left, top, right, bottom of the rows of letters that no word of `found` covers, from top to bottom."""
    unread = ink.copy()
    for item in found:
        unread[
            max(0, item.top - 6) : item.top + item.height + 6, max(0, item.left - 6) : item.left + item.width + 6
        ] = 0
    if cv2.countNonZero(unread) < _LEAST_LETTERS * _LEAST_INK:  # on most pages all is read
        return []
    _, boxes, _ = blobs_of(unread)
    _, _, wide, high = boxes.T
    letters = boxes[(high >= _LOW) & (high <= _HIGH) & (wide <= _WIDE)]
    if len(letters) < _LEAST_LETTERS:
        return []
    rows = np.zeros(ink.shape, np.uint8)
    for x, y, w, h in letters:
        middle = y + h // 2
        rows[max(0, middle - 6) : middle + 6, max(0, x - _WORD_GAP // 2) : x + w + _WORD_GAP // 2] = 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rows)
    centres = labels[letters[:, 1] + letters[:, 3] // 2, letters[:, 0] + letters[:, 2] // 2]
    strips = []
    for label in range(1, len(stats)):
        members = letters[centres == label]
        if len(members) < _LEAST_LETTERS:
            continue
        x0, y0 = members[:, 0].min(), members[:, 1].min()
        x1, y1 = (members[:, 0] + members[:, 2]).max(), (members[:, 1] + members[:, 3]).max()
        if x1 - x0 >= _LEAST_WIDTH and y1 - y0 <= _MOST_HEIGHT:
            strips.append((int(x0), int(y0), int(x1), int(y1)))
    height, width = ink.shape
    widened = [
        (max(0, x0 - _MARGIN), max(0, y0 - _MARGIN), min(width, x1 + _MARGIN), min(height, y1 + _MARGIN))
        for x0, y0, x1, y1 in strips
    ]
    return sorted(widened, key=lambda strip: (strip[1], strip[0]))[:_MOST_STRIPS]


def _is_print(line: Sequence[Recognised]) -> bool:
    """Whether a line read again is words rather than the strokes of a pen."""
    text = "".join(item.text for item in line)
    letters = sum(char.isalpha() for char in text)
    sure = sum(item.confidence * len(item.text) for item in line) / max(len(text), 1)
    return letters >= 6 and letters >= 0.7 * len(text) and sure >= _BELIEVED
