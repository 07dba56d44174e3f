"""A page in colour in, its grey image without the stamps and pens that run over the print out.

Print is black, or else it is not print over which something stands: where a coloured stroke as large as a stamp or a
signature lies on black letters, it is made as pale as the paper, and the letters come out from under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from extractor.reading.image import Gray

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Colours = NDArray[np.uint8]  # rows, columns, and three channels

Area = tuple[int, int, int, int]  # left, top, right, bottom

_LOOK_DPI = 100
_COLOURED, _TINTED = 60, 30  # levels between the channels of a stroke, and of its soft edge, on paper made white
_BLACK = (110, 45)  # levels of the brightest channel, and between the channels, up to which ink is black
_SMALLEST, _LARGEST = 45, 280  # pixels at 100 dpi: 11 to 70 mm
_LETTERED = 0.01  # share of its box with black ink, from which a stamp stands on print
_PALER = 0.8  # how much of its colour a stroke is paler for
_MOST = 12  # on a page


def without_stamps(page: Colours, dpi: float) -> Gray:
    """A page in grey, coloured strokes on black print gone."""
    gray = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    high, wide = gray.shape
    factor = min(_LOOK_DPI / dpi, 1.0)
    size = max(1, round(wide * factor)), max(1, round(high * factor))
    small = np.asarray(cv2.resize(page, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    stamps = find_stamps(small)
    if not stamps:
        return gray
    paper = _paper_of(small)
    for box in stamps:
        left, top, right, bottom = (int(side / factor) for side in box)
        at = slice(max(0, top - 6), bottom + 6), slice(max(0, left - 6), right + 6)
        gray[at] = np.maximum(gray[at], without_colour(page[at], paper))
    return gray


def find_stamps(small: Colours) -> list[Area]:
    """Where coloured strokes run over black print, on a page at about 100 dpi."""
    bright, dull = _brightest_and_dullest(small, _paper_of(small))
    strong = np.asarray(cv2.subtract(bright, dull) > _COLOURED, np.uint8)
    if not strong.any():
        return []
    coloured = cv2.morphologyEx(strong, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    black = (bright <= _BLACK[0]) & (cv2.subtract(bright, dull) <= _BLACK[1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(coloured, connectivity=8)
    found = []
    for left, top, wide, high, area in stats[1:].tolist():
        if not (_SMALLEST <= wide <= _LARGEST and _SMALLEST <= high <= _LARGEST) or area > 0.6 * wide * high:
            continue
        under = black[top : top + high, left : left + wide]
        if np.count_nonzero(under) >= _LETTERED * under.size:
            found.append((left, top, left + wide, top + high))
    return found[:_MOST]


def without_colour(part: Colours, paper: NDArray[np.float64]) -> Gray:
    """A part of a page in grey, coloured strokes as pale as its paper; where they lie on black letters, black."""
    bright, dull = (side.astype(np.float32) for side in _brightest_and_dullest(part, paper))
    tint = bright - dull
    paler = np.where((bright > _BLACK[0]) & (tint > _TINTED), bright + _PALER * tint, 0.0)
    return np.asarray(np.clip(paler, 0, 255) * (float(paper.mean()) / 255), dtype=np.uint8)


def _paper_of(small: Colours) -> NDArray[np.float64]:
    """The colour of the paper, by channel."""
    counts = np.array([cv2.calcHist([small], [channel], None, [256], [0, 256]).ravel() for channel in range(3)])
    pale = (np.cumsum(counts, axis=1) < 0.9 * counts.sum(axis=1, keepdims=True)).sum(axis=1)
    return np.asarray(np.maximum(pale, 60.0))


def _brightest_and_dullest(part: Colours, paper: NDArray[np.float64]) -> tuple[Gray, Gray]:
    """The highest and the lowest channel of each pixel, on paper made white."""
    tables = [np.minimum(np.arange(256) * (255 / white), 255).astype(np.uint8) for white in paper]
    blue, green, red = (cv2.LUT(channel, table) for channel, table in zip(cv2.split(part), tables, strict=True))
    bright, dull = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    return np.asarray(bright, dtype=np.uint8), np.asarray(dull, dtype=np.uint8)
