"""The text layer of a page and what is drawn on it in, whether the layer is the text of the page out, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.document import Word
from extractor.reading.page_objects import PageObjects
from extractor.reading.plausible import Plausibility, odd_signs, plausibility
from extractor.reading.text_layer import TextLayer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.reading.image import Gray

_FEWEST = 20  # words below which their shape proves nothing
_PROSE = 60  # words from which French prose must show its function words
_SHAPED = 0.85  # share of words with a possible shape
_SHAPED_UNSEEN = 0.93  # the same for a layer that nobody can see and so nobody has proofread
_COMMON = 0.12  # share of function words; French prose has 0.35 to 0.5
_UNMAPPED = 0.05  # share of characters without a meaning
_ODD = 0.08  # share of characters that French has no use for
_LOOK = 0.04  # share of the page under pictures from which its ink is looked at
_OUTLINES = 60  # paths from which a page may have its letters drawn as outlines
_LEAST_LETTERS = 40  # letters outside of the layer that make a passage
_UNCOVERED = 0.25  # share of the letters of a page that may stand outside of its layer
_ADRIFT = 0.4  # share of unseen words with no ink under them
_LINE = (5, 45)  # letters, and pixels at 100 dpi (11 mm), from which writing outside of a layer is a line
_GAP, _SLACK = 9, 4  # pixels at 100 dpi: half the widest space between words, and how far letters stand from a level


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether the layer is to be used. A layer in `doubt` is weighed against what recognition reads."""

    use_layer: bool
    reason: str
    doubt: bool = False


def choose(layer: TextLayer, objects: PageObjects, size: tuple[float, float], look: Callable[[], Gray]) -> Choice:
    """The reader for a page; `look` paints it small (about 100 dpi) and is called only where words alone cannot tell."""
    if not layer.words:
        drawn = objects.pictures or objects.paths or objects.texts or objects.annotations
        return Choice(False, "no text layer") if drawn else Choice(True, "blank page")
    quality = plausibility(word.text for word in layer.words)
    unseen = layer.invisible > 0.5
    fault = _fault(layer, quality, unseen=unseen)
    if fault:
        return Choice(False, fault, doubt=True)
    if objects.covered(size) < _LOOK and not (objects.paths > _OUTLINES and len(layer.words) < _PROSE) and not unseen:
        return Choice(True, "text layer")
    inside, outside, adrift, missed = cover(look(), layer.words, size)
    if unseen and adrift > _ADRIFT:
        return Choice(False, "the hidden text layer does not lie on the ink")
    if outside >= _LEAST_LETTERS and outside > _UNCOVERED * (inside + outside):
        share = inside / (inside + outside)
        return Choice(False, f"the text layer covers only {share:.0%} of the writing")
    if unseen and missed:  # what another engine passed over: a name beside a signature, a stamped date
        return Choice(False, f"the hidden text layer passes over {missed} lines", doubt=True)
    return Choice(True, "hidden text layer over a scan" if unseen else "text layer")


def _fault(layer: TextLayer, quality: Plausibility, *, unseen: bool) -> str:
    """What is wrong with the words of a layer; empty where nothing is."""
    if layer.unmapped > _UNMAPPED:
        return "the text layer has characters without a meaning"
    if len(layer.words) >= _FEWEST and odd_signs(word.text for word in layer.words) > _ODD:
        return "the text layer is garbled"
    if quality.tokens >= _FEWEST and quality.shaped < (_SHAPED_UNSEEN if unseen else _SHAPED):
        return "the text layer is garbled"
    if quality.tokens >= _PROSE and quality.common < _COMMON:
        return "the words of the text layer are not French"
    return ""


def better_of(layer: Sequence[Word], recognised: Sequence[Word]) -> bool:
    """Whether the layer in doubt reads better than what the engine read."""
    ours, theirs = plausibility(word.text for word in recognised), plausibility(word.text for word in layer)
    if ours.tokens < 0.5 * theirs.tokens:
        return theirs.shaped > 0.7
    return theirs.score > ours.score


def cover(gray: Gray, words: Sequence[Word], size: tuple[float, float]) -> tuple[int, int, float, int]:
    """Letters inside and outside of the boxes of the words, the share of words with no ink under them, lines outside."""
    import cv2
    import numpy as np

    from extractor.reading.image import ink_of
    from extractor.reading.skew import letters_of

    ink = letters_of(ink_of(gray))
    scale = gray.shape[1] / size[0]
    boxes = np.array([(w.box.x0, w.box.top, w.box.x1, w.box.bottom) for w in words]) * scale
    high, wide = ink.shape
    boxes = np.clip(np.round(boxes + np.array([-2, -2, 2, 2])), 0, np.array([wide, high, wide, high])).astype(int)
    mask = np.zeros_like(ink)
    sums = cv2.integral(np.asarray(ink > 0, dtype=np.uint8))
    empty = 0
    for x0, top, x1, bottom in boxes.tolist():
        mask[top:bottom, x0:x1] = 255
        empty += int(sums[bottom, x1] - sums[top, x1] - sums[bottom, x0] + sums[top, x0]) == 0
    _, _, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sized = stats[1:, cv2.CC_STAT_HEIGHT] >= 4
    columns, rows = centres[1:][sized].astype(int).T
    covered = mask[rows, columns] > 0
    inside = int(np.count_nonzero(covered))
    missed = _lines(stats[1:][sized][~covered], ink.shape)
    return inside, int(np.count_nonzero(sized)) - inside, empty / len(words), missed


def _lines(letters: NDArray[np.int32], shape: tuple[int, ...]) -> int:
    """How many lines letters make: rows of left, top, width, height, of which neighbours may touch."""
    import cv2
    import numpy as np

    fewest, shortest = _LINE
    rows = np.zeros(shape, np.uint8)
    middles = []
    for left, top, wide, high, *_ in letters.tolist():
        middle = top + high // 2
        middles.append((middle, left + wide // 2))
        rows[max(0, middle - _SLACK) : middle + _SLACK + 1, max(0, left - _GAP) : left + wide + _GAP] = 1
    if not middles:
        return 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(rows)
    members = np.bincount(labels[tuple(np.array(middles).T)], minlength=count)
    long = stats[:, cv2.CC_STAT_WIDTH] >= shortest
    return int(np.count_nonzero((members[1:] >= fewest) & long[1:]))
