"""A bilevel page in, the angle of its lines out: a projection profile searched to a twentieth of a degree."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.image import Gray, Ink

LARGEST = 7.0  # degrees either way
_COARSE, _FINE, _FINEST = 0.5, 0.1, 0.02
_SEARCH_WIDTH = 900  # pixels: enough for a twentieth of a degree over the page
_LEAST_INK = 200  # pixels below which there are no lines to measure


def find_skew(ink: Ink) -> float:
    """Degrees, positive when lines descend to the right; 0.0 where nothing says so clearly."""
    small = _shrink(ink)
    ys, xs = np.nonzero(small)
    if len(ys) < _LEAST_INK:
        return 0.0
    height = small.shape[0]
    x = xs.astype(np.float32) - small.shape[1] / 2
    y = ys.astype(np.float32)

    def sharpness(angle: float) -> float:
        """How sharply rows of ink and white alternate when the page is sheared back by `angle`."""
        rows = y - x * np.float32(np.tan(np.radians(angle)))
        profile = np.bincount(np.clip(rows + 0.5, 0, height - 1).astype(np.intp), minlength=height)
        return float(np.square(np.diff(profile)).sum())

    best, step = 0.0, LARGEST
    level = sharpness(0.0)
    straight = level
    for finer in (_COARSE, _FINE, _FINEST):
        for angle in np.arange(best - step, best + step + finer / 2, finer):
            if abs(angle) <= LARGEST and (score := sharpness(float(angle))) > level:
                best, level = float(angle), score
        step = finer
    return round(best, 2) if level > 1.02 * straight else 0.0


def _shrink(ink: Ink) -> Gray:
    """Ink at search size: a pixel counts where a fair share of its area is ink."""
    scale = min(1.0, _SEARCH_WIDTH / ink.shape[1])
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA) > 80, dtype=np.uint8)
