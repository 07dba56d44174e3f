"""The ink of a straight page in, the ink without ruled lines and underlines out, letters kept; and where the lines were.

A bold heading with a line under it is what recognition destroys first: descenders and the line run together. So the
line is found by a long opening, grown by a row each side, taken out, and the strokes that crossed it closed again.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.image import Gray, Ink, Tones, below

_SHORTEST = 60  # pixels: longer than any horizontal stroke of running text at 300 dpi
_CERTAIN = 150  # pixels: longer than the bar of any letter
_THICKEST = 14  # pixels (1.2 mm): what is thicker is a bar or a picture
_TALLEST = 0.8  # height over width of the whole component: above it, a short line is the bar of a large letter
_ABOVE = 34  # pixels above a short line where an underlined word has ink; a long dash has none
_STROKE = 4  # pixels of ink above a line that make a stroke coming down into it
_FEW_HANG = (
    0.25  # share of the columns with writing: above it the letters stand on the line, below they hang through it
)
_BULGE, _TAIL = (
    2,
    14,
)  # pixels by which a tail stands out below its line, and between a tail and the stroke that ends in it
_STEADY = 60  # pixels along a line in which it stays level
_PIECE = 24  # pixels: the least run of a line that is taken out, once the line is known
_IN_FULL_INK = 0.25  # share of a line that must be there in full ink
_PACKED = 4  # pixels along a line that are one when lines are sought
_ALL_INK = np.uint32(0xFFFFFFFF)  # four pixels of ink side by side
_UPRIGHT = 170  # pixels: longer than the stem of any letter


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that was found, in pixels of the straight page."""

    left: int
    top: int
    right: int
    bottom: int


def remove_rules(gray: Gray, tones: Tones) -> tuple[Gray, tuple[Rule, ...]]:
    """The page without lines, and the level ones that were there, from top to bottom."""
    ink, faint = below(gray, tones.limit), below(gray, tones.faint)
    rules = find_rules(ink, faint)
    uprights = find_uprights(ink, faint)
    if not rules and not uprights:
        return gray, ()
    page = gray.copy()
    for rule in rules:
        _take_out(page, ink, faint, rule, tones)
    for line in uprights:
        _take_out(page.T, ink.T, faint.T, line, tones)
        for rule in rules:  # where two lines cross, each took the other for a stroke of writing
            if rule.left - 4 <= line.bottom and line.top <= rule.right + 4:
                first, last = max(rule.top - 2, line.left - 4), min(rule.bottom + 2, line.right + 4)
                page[max(0, first) : max(0, last), max(0, line.top - 2) : line.bottom + 2] = 255
    return page, rules


def find_rules(ink: Ink, faint: Ink) -> tuple[Rule, ...]:
    """The horizontal lines of a page, from top to bottom. `faint` is the ink with its worn hairlines."""
    # a line must be there in full ink for a part, and may be worn for the rest; serifs that touch are not
    seeds = _long_runs(ink, _SHORTEST)
    if not seeds.any():
        return ()
    level = _long_runs(faint, _SHORTEST)
    joined = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((3, 5), np.uint8))
    found = []
    for outline in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, top, across, high = cv2.boundingRect(outline)
        at = slice(top, top + high), slice(x, x + across)
        left, wide = _PACKED * x, _PACKED * across
        thickness = cv2.countNonZero(level[at]) / across
        if thickness > _THICKEST or high > 4 * _THICKEST or seeds[at].any(axis=0).mean() < _IN_FULL_INK:
            continue
        if wide >= _CERTAIN or _is_underline(ink, left, top, wide, high):
            found.append(Rule(left, top, left + wide, top + high))
    return tuple(sorted(found, key=lambda rule: (rule.top, rule.left)))


def find_uprights(ink: Ink, faint: Ink) -> tuple[Rule, ...]:
    """The long vertical lines of a page, as rules of the page turned over its diagonal (`ink.T`)."""
    seeds = _long_runs(ink, _UPRIGHT, down=True)
    if not seeds.any():
        return ()
    level = _long_runs(faint, _UPRIGHT, down=True)
    found = []
    for outline in cv2.findContours(level, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        left, y, wide, down = cv2.boundingRect(outline)
        at = slice(y, y + down), slice(left, left + wide)
        thickness = cv2.countNonZero(level[at]) / down
        if thickness <= _THICKEST and wide <= 4 * _THICKEST and seeds[at].any(axis=1).mean() >= _IN_FULL_INK:
            found.append(Rule(_PACKED * y, left, _PACKED * (y + down), left + wide))
    return tuple(found)


def find_grid(gray: Gray, tones: Tones) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The level and the upright lines of a page that may be those of a table, hair lines too pale to be ink among them."""
    pale = below(gray, tones.palest)
    uprights = _long_lines(pale, down=True)
    return (_long_lines(pale, down=False), uprights) if uprights else ((), ())


def _long_lines(pale: Ink, *, down: bool) -> tuple[Rule, ...]:
    runs = _long_runs(pale, _UPRIGHT, down=down)
    if not runs.any():
        return ()
    joined = cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((9, 3) if down else (3, 9), np.uint8))
    found = []
    for outline in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, wide, high = cv2.boundingRect(outline)
        thickness = cv2.countNonZero(runs[y : y + high, x : x + wide]) / (high if down else wide)
        if thickness > _THICKEST or (wide if down else high) > 4 * _THICKEST:
            continue
        left, top, right, bottom = (
            (x, _PACKED * y, x + wide, _PACKED * (y + high))
            if down
            else (_PACKED * x, y, _PACKED * (x + wide), y + high)
        )
        found.append(Rule(left, top, right, bottom))
    return tuple(found)


def _long_runs(mask: Ink, length: int, *, down: bool = False) -> Ink:
    """Runs of ink (1) across or down, on a mask packed that way: one pixel stands for four that all have ink."""
    rest = -mask.shape[0 if down else 1] % _PACKED
    if rest:  # the edge of the page cuts no run short
        bottom, right = (rest, 0) if down else (0, rest)
        mask = np.asarray(
            cv2.copyMakeBorder(mask, 0, bottom, 0, right, cv2.BORDER_CONSTANT, value=[255.0]), dtype=np.uint8
        )
    if down:
        first, second, third, fourth = (mask[row::_PACKED] for row in range(_PACKED))
        packed = np.minimum(first & second & third & fourth, np.uint8(1))
    else:
        packed = (np.ascontiguousarray(mask).view(np.uint32) == _ALL_INK).view(np.uint8)
    run = length // _PACKED - 1
    line = np.ones((run, 1) if down else (1, run), np.uint8)
    cores = cv2.erode(packed, line)
    return np.asarray(cv2.dilate(cores, line) if cv2.countNonZero(cores) else cores, dtype=np.uint8)


def _is_underline(ink: Ink, left: int, top: int, wide: int, high: int) -> bool:
    """Whether a short line stands under writing: neither the bar of a large letter nor a long dash."""
    above = ink[max(0, top - _ABOVE) : max(0, top - 3), left : left + wide]
    if above.size == 0 or above.any(axis=0).mean() < 0.4:
        return False
    # the ink that hangs on the line: a letter's bar carries a letter about as high as the bar is wide
    first, near = max(0, top - wide), max(0, left - 12)
    patch = np.ascontiguousarray(ink[first : top + high + wide, near : left + wide + 12])
    _, labels, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=8)
    row = labels[top - first : top - first + high, :]
    under = np.bincount(row[row > 0].ravel())
    if under.size == 0:
        return False
    piece = stats[int(under.argmax())]
    return bool(piece[cv2.CC_STAT_HEIGHT] < _TALLEST * piece[cv2.CC_STAT_WIDTH])


def _take_out(page: Gray, ink: Ink, faint: Ink, rule: Rule, tones: Tones) -> None:
    """Paint a line white in `page`, a row and two columns wider than it is; strokes that crossed it are closed again."""
    about = 2 * _THICKEST
    first = max(0, rule.top - about)
    at = slice(first, rule.bottom + about), slice(max(0, rule.left - 4), rule.right + 4)
    rows = slice(rule.top - first, rule.bottom - first)
    level = np.zeros(page[at].shape, np.uint8)
    level[rows] = cv2.morphologyEx(np.ascontiguousarray(faint[at]), cv2.MORPH_OPEN, np.ones((1, _PIECE), np.uint8))[
        rows
    ]
    line = cv2.dilate(level, np.ones((3, 9), np.uint8))
    without = np.where(line > 0, np.uint8(0), ink[at])
    reach = rule.bottom - rule.top + 6
    crossing = cv2.morphologyEx(without, cv2.MORPH_CLOSE, np.ones((reach, 1), np.uint8)) > 0
    crossing |= _hanging(ink[at], rows, reach)
    if rule.right - rule.left >= _CERTAIN:
        crossing |= _tails(ink[at], faint[at], level)
    patch = page[at]
    patch[line > 0] = 255
    patch[(line > 0) & crossing] = int(tones.dark)


def _hanging(ink: Ink, rows: slice, reach: int) -> NDArray[np.bool_]:
    """Strokes that come down into the line and may end in it (the tail of a j); none where all letters stand on it."""
    kept = np.zeros(ink.shape, bool)
    start = rows.start - 2
    if start < _STROKE:
        return kept
    stroke = (ink[start - _STROKE : start] > 0).all(axis=0)
    written = ink[:start].any(axis=0)
    if np.count_nonzero(stroke) > _FEW_HANG * np.count_nonzero(written):
        return kept
    for row in range(start, min(start + reach, len(ink))):
        stroke &= ink[row] > 0
        kept[row] = stroke
    return kept


def _tails(ink: Ink, faint: Ink, level: Ink) -> NDArray[np.bool_]:
    """The tails of letters that end in a line (g, j, p): where it bulges downwards, and the strokes that lead there."""
    kept = np.zeros(ink.shape, bool)
    lined = level.any(axis=0)
    if not lined.any():
        return kept
    columns = np.flatnonzero(lined)
    first = level.argmax(axis=0)
    middle = (first + np.count_nonzero(level, axis=0) // 2)[columns]
    # where the ink that hangs together with the line ends below it, and where the line itself does
    height = len(ink)
    under = np.arange(height)[:, None] >= middle[None, :]
    ends = np.where((faint[:, columns] == 0) & under, np.arange(height)[:, None], height).min(axis=0)
    foot = _along(ends)
    head = _along(first[columns])
    bulge = (ends - foot >= _BULGE) & (ends < height)
    bulge = cv2.morphologyEx(bulge.astype(np.uint8)[None], cv2.MORPH_OPEN, np.ones((1, 4), np.uint8))[0] > 0
    if not bulge.any():
        return kept
    near = cv2.dilate(bulge.astype(np.uint8)[None], np.ones((1, 2 * _TAIL + 1), np.uint8))[0] > 0
    for at in np.flatnonzero(near):
        column, top, bottom = columns[at], int(head[at]), int(foot[at])
        if bulge[at]:
            kept[bottom - _BULGE : ends[at], column] = True
        if top > _STROKE and (ink[top - _STROKE : top, column] > 0).all():
            kept[top - 1 : bottom + 1, column] = True
    return kept & (ink > 0)


def _along(values: NDArray[np.intp]) -> NDArray[np.intp]:
    """What most of a line has about each of its columns: a line may lie a little askew, and letters are narrow."""
    out = np.empty_like(values)
    for start in range(0, len(values), _STEADY):
        out[start : start + _STEADY] = np.median(values[max(0, start - _STEADY) : start + 2 * _STEADY])
    return out
