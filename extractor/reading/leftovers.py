"""The cleaned page and the words found on it in, the lines that the engine passed over out.

Tesseract's page layout takes a line of print beside a signature or a stamp for part of a picture and says nothing of
it. Rows of letter-like ink that no word covers are read again, each as a single line: no name is lost in silence. So
are the lone figures at the head or the foot of a page, by which a missing page is known.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import cv2
import numpy as np

from extractor.reading.blemishes import Pieces, blobs_of
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
_SURE, _PROVED = 0.85, 10  # confidence of a word, and letters of such words that prove a line
_ONE_WORD, _ONE_SIGN = 8, 10  # Tesseract's page segmentation modes
_EDGE = 0.12  # share of the writing above or below which a lone number is the page's
_FIGURE = (20, 60)  # pixels high at 300 dpi: 6 to 17 points
_MOST_FIGURES, _MOST_NUMBERS = 3, 3  # in a number, and on a page
_CROWDED = 2000  # letters at the head or the foot among which none is looked for
_ALONE = 60  # pixels of white about a lone number (5 mm)

Strip = tuple[int, int, int, int]


def read_strips(
    image: Gray, strips: Sequence[Strip], found: Sequence[Recognised], settings: Settings
) -> tuple[Recognised, ...]:
    """The words of rows of letters that `found` passes over, where the engine is sure of them. Raises as `recognise` does."""
    last = _last_line(found)
    words: list[Recognised] = []
    for number, (left, top, right, bottom) in enumerate(strips, start=1):
        line = recognise(np.ascontiguousarray(image[top:bottom, left:right]), settings, segmentation=7)
        if _is_print(line):
            words.extend(
                dataclasses.replace(item, left=item.left + left, top=item.top + top, line=last + number)
                for item in line
            )
    return tuple(words)


def read_numbers(
    image: Gray, ink: Ink, pieces: Pieces, found: Sequence[Recognised], settings: Settings
) -> tuple[Recognised, ...]:
    """The lone numbers at the head and the foot that `found` passes over. Raises as `recognise` does."""
    last = _last_line(found)
    words: list[Recognised] = []
    for number, (left, top, right, bottom, figures) in enumerate(_lone_numbers(ink, pieces, found), start=1):
        alone = cv2.copyMakeBorder(image[top:bottom, left:right], *(_MARGIN,) * 4, cv2.BORDER_CONSTANT, value=(255,))
        mode = _ONE_SIGN if figures == 1 else _ONE_WORD
        line = recognise(np.ascontiguousarray(alone), settings, segmentation=mode)
        if (
            len(line) == 1
            and line[0].text.isdecimal()
            and len(line[0].text) == figures
            and line[0].confidence >= _BELIEVED
        ):
            words.append(
                Recognised(line[0].text, left, top, right - left, bottom - top, line[0].confidence, last + number)
            )
    return tuple(words)


def _last_line(found: Sequence[Recognised]) -> int:
    return max((item.line for item in found), default=0)


def _lone_numbers(ink: Ink, pieces: Pieces, found: Sequence[Recognised]) -> list[tuple[int, int, int, int, int]]:
    """Left, top, right, bottom and number of signs of small groups of figures at the head and the foot, with nothing beside them, unread."""
    height = ink.shape[0]
    numbers: list[tuple[int, int, int, int, int]] = []
    wide, high = pieces[:, 2], pieces[:, 3]
    sized = pieces[(high >= _FIGURE[0]) & (high <= _FIGURE[1]) & (wide <= high)]
    for start, end in ((0, int(_EDGE * height)), (int((1 - _EDGE) * height), height)):
        figures = sized[(sized[:, 1] >= start) & (sized[:, 1] + sized[:, 3] <= end)]
        band = ink[start:end]
        for x, y, w, h in _with_white_before(figures).tolist():
            same = figures[np.abs(figures[:, 1] - y) < h // 2]
            right = x + w
            group = 1
            for left, _, wide, _ in same[np.argsort(same[:, 0])].tolist():
                if right <= left < right + h // 2:
                    right, group = left + wide, group + 1
            strip = (x, y, right, y + h)
            if group <= _MOST_FIGURES and _stands_alone(strip, band, start) and not _is_covered(strip, found):
                numbers.append((*strip, group))
    return numbers[:_MOST_NUMBERS]


def _with_white_before(figures: Pieces) -> Pieces:
    """Those that begin a line or stand far from what is before them: nearly all letters are passed over at once."""
    if len(figures) > _CROWDED:
        return figures[:0]
    left, top, wide, high = (column[:, None] for column in figures.T)
    right, bottom = left + wide, top + high
    before = (left > left.T) & (left - _ALONE < right.T) & (bottom > top.T) & (top < bottom.T)
    return np.asarray(figures[~before.any(axis=1)], dtype=np.int32)


def _stands_alone(strip: Strip, band: Ink, start: int) -> bool:
    left, top, right, bottom = strip
    about = band[max(0, top - start) : bottom - start, max(0, left - _ALONE) : right + _ALONE]
    return cv2.countNonZero(about) == cv2.countNonZero(band[max(0, top - start) : bottom - start, left:right])


def _is_covered(strip: Strip, found: Sequence[Recognised]) -> bool:
    left, top, right, bottom = strip
    return any(
        item.left < right and left < item.left + item.width and item.top < bottom and top < item.top + item.height
        for item in found
    )


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
    """Whether a line read again is words rather than the strokes of a pen.

    Words that the engine is sure of prove it, whatever the last one is: a signature may run through it.
    """
    text = "".join(item.text for item in line)
    letters = sum(char.isalpha() for char in text)
    sure = sum(item.confidence * len(item.text) for item in line) / max(len(text), 1)
    proved = sum(
        len(item.text) for item in line if item.confidence >= _SURE and item.text.isalpha() and len(item.text) > 3
    )
    return letters >= 6 and letters >= 0.7 * len(text) and (sure >= _BELIEVED or proved >= _PROVED)
