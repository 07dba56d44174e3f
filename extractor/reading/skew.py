"""The ink of a page in, the angle of its lines out: a projection profile searched to a fiftieth of a degree."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from extractor.reading.image import Ink

LARGEST = 7.0  # degrees either way
_STEPS = (0.5, 0.1, 0.02)
_LEAST_EDGE = 150  # pixels of lower edge below which there are no lines to measure
_TALLEST, _WIDEST = 60, 60  # pixels at 100 dpi of a piece of writing
_FEWEST = 20  # pieces of writing below which all ink counts
_CLEARLY = 1.02  # how much sharper than unturned an angle must make the profile


def find_skew(letters: Ink) -> float:
    """Degrees, positive when lines descend to the right; 0.0 where nothing says so. Best at about 100 dpi."""
    sharpness = profile_of(letters)
    if sharpness is None:
        return 0.0
    straight = level = sharpness(0.0)
    best, reach = 0.0, LARGEST
    for step in _STEPS:
        for angle in np.arange(best - reach, best + reach + step / 2, step):
            if abs(angle) <= LARGEST and (score := sharpness(float(angle))) > level:
                best, level = float(angle), score
        reach = step
    return round(best, 2) if level > _CLEARLY * straight else 0.0


def letters_of(ink: Ink) -> Ink:
    """The ink of the size of letters and words (at about 100 dpi): no rules, edges, holes, pictures or signatures."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    solid = (np.minimum(wide, high) > 12) & (area > 0.6 * wide * high)
    keep = (high <= _TALLEST) & (wide <= _WIDEST) & (area >= 4) & ~solid
    # long thin pieces, whichever way they lie
    keep &= np.maximum(wide, high) < 12 * np.maximum(np.minimum(wide, high), 2)
    keep[0] = False
    if np.count_nonzero(keep) < min(_FEWEST, count - 1):
        return ink
    return np.where(keep, np.uint8(255), np.uint8(0)).take(np.asarray(labels, np.intp), mode="clip")


def profile_of(ink: Ink, strips: int = 1) -> Callable[[float], float] | None:
    """A function from an angle to how sharply lines and white alternate at it; `None` for an empty page.

    Only lower edges of ink count: baselines are straighter than the tops of words, and there are fewer pixels.
    Cut into strips side by side, the page forgives an angle that is half a degree off.
    """
    edges = ink[:-1] > ink[1:]
    ys, xs = np.nonzero(edges)
    if len(ys) < _LEAST_EDGE:
        return None
    height = ink.shape[0]
    wide = max(ink.shape[1] / strips, 1.0)
    strip = np.minimum((xs / wide).astype(np.intp), strips - 1)
    x = (xs - (strip + 0.5) * wide).astype(np.float32)
    y = ys.astype(np.float32) + 0.5
    # what leaves the page as it turns falls into rows that are not looked at
    beyond = math.ceil(wide / 2 * math.tan(math.radians(LARGEST))) + 1
    rows = height + 2 * beyond
    first = (strip * rows + beyond).astype(np.float64) + y

    def sharpness(angle: float) -> float:
        at = (first - x * math.tan(math.radians(angle))).astype(np.intp)
        profile = np.bincount(at, minlength=rows * strips).reshape(strips, rows)[:, beyond + 1 : rows - beyond - 1]
        return float(np.square(np.diff(profile, axis=1)).sum())

    return sharpness
