"""The ink of a cleaned page in, how the engine is to cut it into lines out: as one block, or by its own search.

One block costs the engine a sixth less, loses no lone dash or page number and reads prose better; columns,
signatures, stamps and pictures need the search.
"""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.image import Ink, shrink

ONE_BLOCK, SEARCH = 6, 3  # Tesseract's page segmentation modes
_SHRINK = 4
_TALL = 130  # pixels: taller than any letter of a text; a signature, a stamp, a picture
_WORD_GAP = 64  # pixels: wider than the spaces of a justified line
_LINE = 16  # pixels of height from which white between ink is the white between two lines, no list's dash
_FEWEST = 3  # lines side by side that make columns


def segmentation_of(ink: Ink) -> int:
    """The mode for a page."""
    small = reduced(ink)
    return SEARCH if has_large_ink(small) or has_gutter(small) else ONE_BLOCK


def reduced(ink: Ink) -> Ink:
    """The ink at 75 dpi, where a search for what is large is cheap."""
    return np.asarray(cv2.threshold(shrink(ink, _SHRINK), 60, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)


def has_large_ink(small: Ink) -> bool:
    """Whether something stands on the page, given at 75 dpi, that is taller than letters."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(small, connectivity=8)
    return bool((stats[1:, cv2.CC_STAT_HEIGHT] > _TALL / _SHRINK).any())


def has_gutter(small: Ink) -> bool:
    """Whether lines of a page, given at 75 dpi, stand side by side with white between them, at one place for the height of some lines."""
    filled = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((1, _WORD_GAP // _SHRINK), np.uint8))
    after = np.maximum.accumulate(filled, axis=1)
    before = np.maximum.accumulate(filled[:, ::-1], axis=1)[:, ::-1]
    between = np.minimum(after, before) - filled
    line = np.ones((_LINE // _SHRINK, 1), np.uint8)  # even, so that the way back has the other middle
    tall = cv2.dilate(cv2.erode(between, line), line, anchor=(0, (_LINE // _SHRINK - 1) // 2)) > 0
    ink = np.pad(filled > 0, ((1, 1), (0, 0)))
    white = np.pad(tall, ((1, 1), (0, 0)))
    starts = white[1:] & ~white[:-1] & ~ink[:-1]  # white that begins or ends at ink is the white around a dash
    cut_short = white[:-1] & ~white[1:] & ink[1:]
    lines = starts.sum(axis=0, dtype=np.int32) - cut_short.sum(axis=0, dtype=np.int32)
    return bool(lines.max(initial=0) >= _FEWEST)
