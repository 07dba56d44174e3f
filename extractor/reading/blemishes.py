"""A page image in, the same without what the scanner and the binder left: black edges, punch holes, specks."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.image import Gray, Ink, shrink

Pieces = NDArray[np.int32]  # left, top, width, height of pieces of ink that hang together, one a row

_COARSE = 4  # edges are sought on an image this many times smaller: 75 dpi
_SOLID = 5  # coarse pixels (1.7 mm): no stroke of writing is as thick and touches the edge of the sheet
_EDGE = 0.03  # share of a side within which a thin dark line along it is the scanner's
_HOLE = (45, 125)  # pixels across (4 to 10 mm)
_HOLE_MARGIN = 330  # pixels from the side of the sheet (28 mm)
_ALONE = 60  # pixels of white beside a hole (5 mm)
_GRAIN = 3  # pixels of ink: never a dot
_SPECK = 7  # pixels of ink: on a dusty page no dot either; a full stop of 6 points has nine
_DUSTY = 0.5  # specks for each letter
_STRAY = 20  # pixels of ink: what is smaller and stands far from any letter is no full stop either
_DASH = 8  # pixels across: a stroke so wide and half as high may be the dash of a list, far from its text
_CELL = 8  # pixels of a cell in which nearness is counted
_NEAR = (4, 2)  # cells across and down that may part a dot from its letter


def dark_edges(gray: Gray) -> Ink | None:
    """A coarse mask (a quarter of the size) of black borders and of thin lines along them; `None` where there are none."""
    small = shrink(gray, _COARSE)
    dark = np.where(small < 110, np.uint8(255), np.uint8(0))
    frame = np.concatenate((dark[0], dark[-1], dark[:, 0], dark[:, -1]))
    if not frame.any():
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    touching = np.unique(np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1])))
    height, width = dark.shape
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_SOLID, _SOLID), np.uint8))
    mask = np.zeros_like(dark)
    margin = np.zeros_like(dark)
    across, down = max(2, round(width * _EDGE)), max(2, round(height * _EDGE))
    margin[:down] = margin[-down:] = 255
    margin[:, :across] = margin[:, -across:] = 255
    for label in touching[touching > 0]:
        part = labels == label
        mask[part & (solid > 0)] = 255
        _, _, wide, high, _ = stats[label]
        if wide > 0.1 * width or high > 0.1 * height:  # a line along the edge
            mask[part & (margin > 0)] = 255
    if not mask.any():
        return None
    grown = cv2.dilate(mask, np.ones((7, 7), np.uint8))
    return np.asarray(grown)


def wipe(gray: Gray, coarse: Ink | None) -> Gray:
    """The page with the places of a coarse mask painted white."""
    if coarse is None:
        return gray
    mask = cv2.resize(coarse, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(np.maximum(gray, mask))


def drop_blemishes(ink: Ink, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> tuple[Ink, Pieces]:
    """The ink without specks, and without the round holes of a binder in the margins; and the pieces that are left.

    `margins` is the white of the sheet that was cut away at the left, top, right and bottom.
    """
    contours, boxes, areas = blobs_of(ink)
    if not contours:
        return ink, boxes
    small = (areas < _STRAY) & ~((boxes[:, 2] >= _DASH) & (boxes[:, 2] >= 2 * boxes[:, 3]))
    dusty = np.count_nonzero(areas < _SPECK) > _DUSTY * np.count_nonzero(~small)
    specks = areas < (_SPECK if dusty else _GRAIN)
    if small.any():
        specks = specks | (small & ~_near_writing(ink.shape, boxes, small))
    unwanted = specks | _holes(ink.shape, boxes, areas, margins)
    if not unwanted.any():
        return ink, boxes
    kept = ink.copy()
    cv2.drawContours(kept, [contours[index] for index in np.flatnonzero(unwanted)], -1, 0, cv2.FILLED)
    return kept, boxes[~unwanted]


def blobs_of(ink: Ink) -> tuple[list[Any], Pieces, NDArray[np.float64]]:
    """The outlines of all connected pieces of ink, their boxes (left, top, width, height) and areas, counters filled."""
    found, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return [], np.zeros((0, 4), np.int32), np.zeros(0)
    outlines = [outline for outline, node in zip(found, tree[0], strict=True) if node[3] < 0]  # the others are counters
    boxes = np.array([cv2.boundingRect(outline) for outline in outlines], np.int32)
    # pixels = area through their centres + half the outline + 1 (Pick)
    areas = np.array([cv2.contourArea(outline) + len(outline) / 2 + 1 for outline in outlines], np.float64)
    return outlines, boxes, areas


def _holes(
    shape: tuple[int, ...],
    boxes: Pieces,
    areas: NDArray[np.float64],
    margins: tuple[int, int, int, int],
) -> NDArray[np.bool_]:
    left, top, wide, high = boxes.T
    before, above, after, below = (_HOLE_MARGIN - margin for margin in margins)
    longer, shorter = np.maximum(wide, high), np.minimum(wide, high)
    at_side = (left + wide < before) | (left > shape[1] - after) | (top + high < above) | (top > shape[0] - below)
    disc = (shorter > 0.75 * longer) & (areas > 0.68 * wide * high) & (areas < 0.9 * wide * high)
    found = np.asarray(disc & at_side & (longer >= _HOLE[0]) & (longer <= _HOLE[1]))
    for index in np.flatnonzero(found):  # two noughts that touch are as round as a hole, but a hole stands alone
        x, y, w, h = boxes[index]
        beside = (left < x + w + _ALONE) & (left + wide > x - _ALONE) & (top < y + h) & (top + high > y)
        found[index] = np.count_nonzero(beside & (areas >= _STRAY)) == 1
    return found


def _near_writing(shape: tuple[int, ...], boxes: Pieces, small: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each piece of ink whether a larger one stands near, as the letter does to its dot, accent or full stop."""
    cells = np.zeros((shape[0] // _CELL + 1, shape[1] // _CELL + 1), np.uint8)
    for left, top, wide, high in (boxes[~small] // _CELL + np.array([0, 0, 1, 1])).tolist():
        cells[top : top + high + 1, left : left + wide + 1] = 1
    near = cv2.dilate(cells, np.ones((2 * _NEAR[1] + 1, 2 * _NEAR[0] + 1), np.uint8))
    x, y = (boxes[:, 0] + boxes[:, 2] // 2) // _CELL, (boxes[:, 1] + boxes[:, 3] // 2) // _CELL
    return np.asarray(near[y, x] > 0)
