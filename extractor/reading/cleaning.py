"""The image of a page in, black letters on white at 300 dpi out, upright and straight, with the way back to the paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractor.reading.blemishes import Pieces, dark_edges, drop_blemishes, wipe
from extractor.reading.image import (
    Gray,
    Ink,
    below,
    despeckle,
    flatten,
    ink_of,
    keep_about,
    resample,
    shrink,
    straighten,
    tones_of,
    turn,
)
from extractor.reading.orientation import is_sideways, is_upside_down
from extractor.reading.rules import Rule, find_grid, remove_rules
from extractor.reading.skew import find_skew, letters_of

BEST_DPI = 300.0
_FINE = 180.0  # dots per inch from which a full stop is more than a pixel
_SHRINK = 3  # skew and orientation are sought at 100 dpi
_DRAWN = 60  # pixels high: a signature, a stamp, a picture
_ROWS = ((20, 2), (12, 3))  # pixels high and how many side by side: figures of 6 points, small letters
_MANY = 20  # of the first height, wherever they stand
_FEWEST_LETTERS = 15  # from which it can be told which way they lie
_MARGIN = 24  # white pixels left about the writing


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page ready for the engine; `left`, `top` is where it was cut from the straight page.

    `scale` is how many pixels of the straight page stand for one of the image that was given. `pieces` of ink,
    the `rules` that were taken out, `levels` and `uprights` that may be a table's are in pixels of `image`.
    """

    image: Gray
    ink: Ink
    pieces: Pieces
    left: int
    top: int
    scale: float
    rotation: int
    skew: float
    rules: tuple[Rule, ...]
    levels: tuple[Rule, ...]
    uprights: tuple[Rule, ...]


def clean(gray: Gray, dpi: float) -> Cleaned:
    """The page fit for recognition."""
    page = resample(despeckle(gray) if dpi >= _FINE else gray, BEST_DPI / dpi)
    scale = page.shape[1] / gray.shape[1]
    page = flatten(wipe(page, dark_edges(page)))
    small = ink_of(shrink(page, _SHRINK))
    letters = letters_of(small)
    told = cv2.connectedComponents(letters)[0] > _FEWEST_LETTERS
    rotation = 90 if told and is_sideways(letters) else 0
    skew = find_skew(turn(letters, rotation))
    page = turn(page, rotation)
    high, wide = page.shape
    page, left, top = straighten(page, skew, _written(turn(small, rotation), page.shape))
    tones = tones_of(page)
    bare, rules = remove_rules(page, tones)
    levels, uprights = find_grid(page, tones) if rules else ((), ())
    page = bare
    margins = left, top, wide - left - page.shape[1], high - top - page.shape[0]
    ink, pieces = drop_blemishes(below(page, tones.limit), margins)
    image = keep_about(page, ink, tones)
    if is_upside_down(ink):
        down, across = ink.shape
        ink, image = turn(ink, 180), turn(image, 180)
        left, top = wide - left - across, high - top - down
        rules, levels, uprights = (
            tuple(Rule(across - r.right, down - r.bottom, across - r.left, down - r.top) for r in lines[::-1])
            for lines in (rules, levels, uprights)
        )
        pieces = np.column_stack(([across, down] - pieces[:, :2] - pieces[:, 2:], pieces[:, 2:]))
        rotation += 180
    x0, y0, x1, y1 = _content(ink)
    rules, levels, uprights = (
        tuple(Rule(r.left - x0, r.top - y0, r.right - x0, r.bottom - y0) for r in lines)
        for lines in (rules, levels, uprights)
    )
    pieces = np.asarray(pieces - [x0, y0, 0, 0], dtype=np.int32)
    return Cleaned(
        image[y0:y1, x0:x1],
        ink[y0:y1, x0:x1],
        pieces,
        left + x0,
        top + y0,
        scale,
        rotation,
        skew,
        rules,
        levels,
        uprights,
    )


def is_blank(pieces: Pieces, shape: tuple[int, ...]) -> bool:
    """Whether nothing is written on a page of this shape: no stroke higher than type, no letters side by side.

    The grain of a bad copy has spots as high as small letters, but not in a row.
    """
    high = pieces[:, 3]
    if (high >= _DRAWN).any() or np.count_nonzero(high >= _ROWS[0][0]) >= _MANY:
        return False
    return not any(_in_a_row(pieces[high >= least], fewest, shape) for least, fewest in _ROWS)


def _in_a_row(boxes: Pieces, fewest: int, shape: tuple[int, ...]) -> bool:
    """Whether so many of the boxes stand side by side, less than their height apart."""
    if len(boxes) < fewest:
        return False
    rows = np.zeros((shape[0] // _SHRINK + 1, shape[1] // _SHRINK + 1), np.uint8)
    middles = []
    for left, top, wide, tall in (boxes // _SHRINK).tolist():
        middle = top + tall // 2
        middles.append((min(middle, rows.shape[0] - 1), min(left + wide // 2, rows.shape[1] - 1)))
        rows[max(0, middle - 1) : middle + 2, max(0, left - tall // 2) : left + wide + tall // 2 + 1] = 1
    _, labels = cv2.connectedComponents(rows)
    members = np.bincount(labels[tuple(np.array(middles).T)])
    return bool(members[1:].max(initial=0) >= fewest)


def _written(small: Ink, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    """The part of a page that has ink, with a margin: left, top, right, bottom; the whole of an empty one."""
    left, top, wide, high = cv2.boundingRect(small)
    if wide == 0 or high == 0:
        return 0, 0, shape[1], shape[0]
    return (
        max(0, _SHRINK * left - _MARGIN),
        max(0, _SHRINK * top - _MARGIN),
        min(shape[1], _SHRINK * (left + wide + 1) + _MARGIN),
        min(shape[0], _SHRINK * (top + high + 1) + _MARGIN),
    )


def _content(ink: Ink) -> tuple[int, int, int, int]:
    """The edges of what is written, with a margin: the engine need not look at the white about it."""
    left, top, wide, high = cv2.boundingRect(ink)
    if wide == 0 or high == 0:
        return 0, 0, ink.shape[1], ink.shape[0]
    return (
        max(0, left - _MARGIN),
        max(0, top - _MARGIN),
        min(ink.shape[1], left + wide + _MARGIN),
        min(ink.shape[0], top + high + _MARGIN),
    )
