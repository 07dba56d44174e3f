"""Recognised words and the ink under them in, their type size and whether they are bold out: what makes a heading.

Sizes are estimated line by line from which letters rise and which hang; a word is bold where its strokes are clearly
thicker, for its size, than those of the page.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from extractor.reading.image import Ink
from extractor.reading.ocr import Recognised

_RISING = frozenset("bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜàâéèêëîïôöùûü'’(/")
_HANGING = frozenset("gjpqyçÇ,;(/Q")
# the height of a word in ems by whether letters rise and hang: usual for Times, Arial, Calibri, Garamond
_EMS = {(True, True): 0.92, (True, False): 0.70, (False, True): 0.68, (False, False): 0.47}
_BOLD_LINE, _BOLD_WORD = 1.17, 1.25  # thickness over the usual one of the page; bold faces have 1.24 to 1.45
_ALIKE = 1.12  # thicknesses within this of the thinnest are of one weight
_FEWEST_LETTERS = 3
_SMALLEST_PAGE = 12  # words below which a page has no usual thickness


@dataclass(frozen=True, slots=True)
class Look:
    """How a word is set: its type size in pixels (an em), `None` where its line says nothing, and its weight."""

    em: float | None
    bold: bool


def looks_of(words: Sequence[Recognised], ink: Ink) -> tuple[Look, ...]:
    """One look for each word; `ink` is what they were read from."""
    ems = ems_of(words)
    thickness = _thickness(words, ink)
    body = statistics.median([em for em in ems if em] or [1.0])
    relative = [t / _nearly(em, body) if t is not None and em else None for t, em in zip(thickness, ems, strict=True)]
    known = [value for value in relative if value is not None]
    if len(known) < _SMALLEST_PAGE:
        return tuple(Look(em, False) for em in ems)
    # the usual weight is the thinner one, also on a page of signatures that is mostly bold
    thin = float(np.percentile(known, 10))
    usual = statistics.median(value for value in known if value <= _ALIKE * thin)
    # what hangs together in a line has one weight, unless a word stands out by itself
    lines: dict[int, list[float]] = defaultdict(list)
    for word, value in zip(words, relative, strict=True):
        if value is not None:
            lines[word.line].append(value)
    weights = {line: statistics.median(values) / usual for line, values in lines.items()}
    return tuple(
        Look(em, _is_bold(value, usual, weights.get(word.line, 1.0)))
        for word, em, value in zip(words, ems, relative, strict=True)
    )


def _nearly(em: float, body: float) -> float:
    """A size that is nearly the page's own is taken for it: estimates differ by a quarter from line to line."""
    return body if 0.77 < em / body < 1.3 else em


def _is_bold(value: float | None, usual: float, line_weight: float) -> bool:
    if value is None:  # too short to tell by itself
        return line_weight > _BOLD_LINE
    return value / usual > (1.08 if line_weight > _BOLD_LINE else _BOLD_WORD)


def ems_of(words: Sequence[Recognised]) -> list[float | None]:
    """The type size of the line of each word, in pixels; `None` where the line has no word to tell by."""
    lines: dict[int, list[float]] = defaultdict(list)
    for word in words:
        letters = [char for char in word.text if char.isalnum()]
        if len(letters) >= 2 and word.height > 4:
            rising = any(char in _RISING for char in word.text)
            hanging = any(char in _HANGING for char in word.text)
            lines[word.line].append(word.height / _EMS[rising, hanging])
    ems = {line: statistics.median(values) for line, values in lines.items()}
    return [ems.get(word.line) for word in words]


def _thickness(words: Sequence[Recognised], ink: Ink) -> list[float | None]:
    """The mean thickness of the strokes of each word, in pixels: twice its ink over its outline."""
    core = cv2.erode(ink, np.ones((3, 3), np.uint8))
    found: list[float | None] = []
    for word in words:
        if sum(char.isalpha() for char in word.text) < _FEWEST_LETTERS:
            found.append(None)
            continue
        at = slice(word.top, word.top + word.height), slice(word.left, word.left + word.width)
        area = cv2.countNonZero(ink[at])
        outline = area - cv2.countNonZero(core[at])
        found.append(2 * area / outline if outline > 0 else None)
    return found
