"""A grey page image in, a flat, straight or bilevel one out: small pure steps, each skipped where a page does not need it.

`Gray` is 8 bits with 255 for white; `Ink` is a mask with 255 for ink. Lengths in pixels are for 300 dpi, the resolution
at which Tesseract reads best and to which every page is brought.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

cv2.setNumThreads(1)  # pages in parallel processes beat threads within a page

Gray = NDArray[np.uint8]
Ink = NDArray[np.uint8]

_PAPER_SCALE = 8  # the background is estimated on an image this many times smaller
_RULED, _SOME_WORDS = 3, 37  # pixels of that image: thicker than a ruled line, longer than a word
_DARKEST_PAPER = 60
_EVEN = 6  # grey levels between the palest and the darkest patch of an evenly lit page
# The share of a page that is surely the core of its strokes, and the contrast with the paper from which it is ink and no
# grain of the paper: ten words are 0.002 of a sheet; a sheet may hold one name, which must stand out the more.
_CORES = ((0.002, 40.0), (0.0002, 60.0), (0.00004, 90.0))
_ENOUGH = 3_000_000  # pixels from which the tones of a page are told as well by every other row, or every third
_LEVEL = 0.05  # degrees below which a page is level
_LONELY = 30  # grey levels by which a speck is darker than all its neighbours
_SPECKLED = 0.0001  # share of lonely pixels from which a page counts as speckled; a clean one has a fifth of it


def shrink(gray: Gray, factor: int) -> Gray:
    """The image `factor` times smaller, each pixel the mean of those it stands for; a rest at the far sides is cut off."""
    high, wide = max(gray.shape[0] // factor, 1), max(gray.shape[1] // factor, 1)
    return np.asarray(
        cv2.resize(gray[: high * factor, : wide * factor], (wide, high), interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def paper_of(gray: Gray) -> Gray:
    """The page without its writing, at an eighth of the size: what the light and the paper did.

    A square window is too coarse for the shadow of a fold, which has a sharp edge: so the folds across are sought by a
    window as long as some words and as low as a letter, then those down by one that stands upright.
    """
    small = shrink(gray, _PAPER_SCALE)
    paper = np.asarray(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    if is_even(paper):
        return paper
    paper = np.asarray(cv2.medianBlur(paper, 15), dtype=np.uint8)
    if is_even(paper):
        return paper
    across = cv2.min(paper, _bands(small))
    flat = cv2.divide(small, across, scale=255)
    down = _bands(np.ascontiguousarray(flat.T)).T
    # a shadow's edge runs through the middle of a pixel: its dark side counts
    return np.asarray(cv2.erode(cv2.multiply(across, down, scale=1 / 255), np.ones((3, 3), np.uint8)))


def _bands(small: Gray) -> Gray:
    """The paper at an eighth of the size, by a window that lies across the page; ruled lines are writing."""
    thin = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_RULED, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((1, _SOME_WORDS), np.uint8)))


def is_even(paper: Gray) -> bool:
    """Whether the background is white enough and the same everywhere."""
    counts = np.cumsum(cv2.calcHist([paper], [0], None, [256], [0, 256]).ravel())
    low, high = np.searchsorted(counts, (0.02 * paper.size, 0.98 * paper.size))
    return bool(high - low <= _EVEN and low >= 200)


def flatten(gray: Gray) -> Gray:
    """The page with its background brought to white: shadows, stains, yellowed and unevenly lit paper go."""
    paper = paper_of(gray)
    if is_even(paper):
        return gray
    light = cv2.resize(np.maximum(paper, _DARKEST_PAPER), (gray.shape[1], gray.shape[0]))
    return np.asarray(cv2.divide(gray, light, scale=255))


def despeckle(gray: Gray) -> Gray:
    """The page without the lonely pixels of a noisy scanner; all other pixels stay, for a median eats full stops."""
    about = np.ones((3, 3), np.uint8)
    about[1, 1] = 0
    darker = cv2.subtract(cv2.erode(gray, about), gray)  # than the darkest neighbour
    lonely = cv2.threshold(darker, _LONELY, 255, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(lonely) <= _SPECKLED * gray.size:
        return gray
    paler = cv2.subtract(gray, cv2.dilate(gray, about))
    lonely = cv2.bitwise_or(lonely, cv2.threshold(paler, _LONELY, 255, cv2.THRESH_BINARY)[1])
    clean = gray.copy()
    cv2.copyTo(cv2.medianBlur(gray, 3), lonely, clean)
    return clean


@dataclass(frozen=True, slots=True)
class Tones:
    """The grey levels of a page: the core of its strokes, the limit between ink and paper, the paper."""

    dark: float
    limit: float
    white: float

    @property
    def faint(self) -> float:
        """The limit below which even a worn hairline counts as ink."""
        if self.limit == 0:
            return 0.0
        return self.dark + 0.8 * (self.white - self.dark)

    @property
    def palest(self) -> float:
        """The limit below which even a line that a copier has all but lost shows, with much that is none."""
        return self.dark + 0.9 * (self.white - self.dark) if self.limit else 0.0


def tones_of(gray: Gray) -> Tones:
    """The tones of an evenly lit page; the limit is Otsu's, held between pale show-through and the core of strokes."""
    every = 1 + gray.size // _ENOUGH
    counts = cv2.calcHist([gray[::every]], [0], None, [256], [0, 256]).ravel()
    weight = np.cumsum(counts, dtype=np.float64)
    mass = np.cumsum(counts * np.arange(256, dtype=np.float64))
    total = weight[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (mass[-1] * weight - total * mass) ** 2 / (weight * (total - weight))
    otsu = float(np.argmax(np.nan_to_num(between, posinf=0.0)))
    paper = float(np.argmax(counts[128:]) + 128)
    dark = white = 0.0
    for share, least in _CORES:
        dark = float(np.searchsorted(weight, total * share))
        white = max(paper, dark + 1)
        if white - dark >= least:
            break
    else:
        return Tones(dark, 0.0, white)
    span = white - dark
    # with so little ink Otsu's limit parts the grain of the paper
    most = 0.65 if share == _CORES[0][0] else 0.45
    return Tones(dark, min(max(otsu, dark + 0.40 * span), dark + most * span), white)


def below(gray: Gray, level: float) -> Ink:
    """The mask of what is darker than a level."""
    _, ink = cv2.threshold(gray, level - 0.5, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(ink, dtype=np.uint8)


def ink_of(gray: Gray) -> Ink:
    """Where the ink is, by one limit for the page."""
    return below(gray, tones_of(gray).limit)


def keep_about(gray: Gray, ink: Ink, tones: Tones) -> Gray:
    """The grey page within a pixel of the ink, white elsewhere, its strokes made black.

    The engine reads soft edges a tenth better than hard ones, and paper noise costs it a fifth more time.
    """
    levels = (np.arange(256) - tones.dark) * (255 / max(0.95 * tones.white - tones.dark, 1.0))
    table = np.clip(levels, 0, 255).astype(np.uint8)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.max(cv2.LUT(gray, table), cv2.bitwise_not(near)), dtype=np.uint8)


def turn(gray: Gray, rotation: int) -> Gray:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return gray if rotation == 0 else np.asarray(cv2.rotate(gray, codes[rotation]))


def straighten(gray: Gray, skew: float, part: tuple[int, int, int, int]) -> tuple[Gray, int, int]:
    """A part of the page (left, top, right, bottom), and where it begins, once the page has been turned about its centre.

    Lines that descended by `skew` degrees are level then.
    """
    left, top, right, bottom = part
    if abs(skew) < _LEVEL:
        return gray[top:bottom, left:right], left, top
    height, width = gray.shape
    turning = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    corners = np.array([(left, top, 1), (right, top, 1), (left, bottom, 1), (right, bottom, 1)]) @ turning.T
    left, top = np.clip(np.floor(corners.min(axis=0)), 0, (width - 1, height - 1)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(corners.max(axis=0)), (left + 1, top + 1), (width, height)).astype(int).tolist()
    turning[:, 2] -= left, top
    turned = cv2.warpAffine(
        gray,
        turning,
        (right - left, bottom - top),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(turned, dtype=np.uint8), left, top


def resample(gray: Gray, factor: float) -> Gray:
    """The image made larger or smaller; left alone within a tenth."""
    if 0.9 <= factor <= 1.1:
        return gray
    size = max(1, math.ceil(gray.shape[1] * factor)), max(1, math.ceil(gray.shape[0] * factor))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC))
