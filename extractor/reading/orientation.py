"""The ink of a page in, how it lies out: sideways by its line profile, upside down by its ascenders."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.reading.image import Ink
from extractor.reading.skew import LARGEST, profile_of

_CLEARLY_SIDEWAYS = 1.2  # how much sharper the profile across must be than the one down; upright pages have 0.2 to 0.6
_STRIPS = 4
_CLEARLY_DOWN = 1.25  # descenders over ascenders; French set upright has half as many
_FEWEST_LINES = 4
_MOST_OF_ONE = 2.0  # times what the lines have on average: more is no writing, but a rule or the shadow of a fold


def is_sideways(letters: Ink) -> bool:
    """Whether lines run up or down the page (letters at about 100 dpi)."""
    return _best(np.ascontiguousarray(letters.T)) > _CLEARLY_SIDEWAYS * _best(letters)


def _best(ink: Ink) -> float:
    sharpness = profile_of(ink, _STRIPS)
    if sharpness is None:
        return 0.0
    return max(sharpness(float(angle)) for angle in np.arange(-LARGEST, LARGEST + 0.1, 1.0))


def is_upside_down(ink: Ink) -> bool:
    """Whether more strokes hang below the lines than rise above them (straight ink at 300 dpi, rules taken out)."""
    above, below, lines = ascenders_and_descenders(ink)
    return lines >= _FEWEST_LINES and below > _CLEARLY_DOWN * above


def ascenders_and_descenders(ink: Ink) -> tuple[float, float, int]:
    """Ink above and below the bodies of the lines, and the number of lines.

    French has twice as much above (b d f h k l t, capitals, accents, dots) as below (g j p q y, commas).
    """
    profile = cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel() / 255.0
    inked = profile > 0.05 * np.percentile(profile, 95)
    starts = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))) == 1)
    ends = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))) == -1)
    strokes: list[tuple[float, float]] = []
    for start, end in zip(starts, ends, strict=True):
        line = profile[start:end]
        if not 18 <= len(line) <= 90:
            continue
        body = np.flatnonzero(line > 0.5 * np.percentile(line, 90))
        strokes.append((float(line[: body[0]].sum()), float(line[body[-1] + 1 :].sum())))
    if not strokes:
        return 0.0, 0.0, 0
    most = _MOST_OF_ONE * float(np.median([max(line) for line in strokes]))
    above, below = np.minimum(strokes, most).sum(axis=0).tolist()
    return above, below, len(strokes)
