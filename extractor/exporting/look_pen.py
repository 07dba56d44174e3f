"""Boxes in points in, outlines, tints and tags on a picture out; tags go where they hide the least."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING

from extractor.document import Box
from extractor.exporting.lettering import WHITE, Colour, Lettering, width_of

if TYPE_CHECKING:
    from PIL.Image import Image

Run = Sequence[Box]

PALETTE: dict[str, Colour] = {
    "word": (190, 210, 238),
    "doubtful": (255, 170, 0),
    "line": (120, 150, 195),
    "heading": (16, 42, 140),
    "weakest": (220, 0, 0),
    "page_number": (0, 125, 135),
    "running_head": (85, 95, 175),
    "paraphe": (150, 40, 190),
    "stamp": (205, 30, 125),
    "mark": (125, 85, 30),
    "noise": (150, 120, 120),
    "title": (60, 60, 130),
    "party": (20, 95, 220),
    "representative": (0, 145, 205),
    "duration": (0, 140, 50),
    "date": (95, 150, 0),
    "renewal": (0, 150, 120),
    "notice": (215, 70, 20),
    "signature": (125, 30, 160),
    "signatory": (175, 60, 195),
    "obligation": (140, 95, 20),
    "amount": (180, 130, 0),
}


class Pen:
    """Draws on one picture of which the first `width` by `height` pixels are the page; `scale` is pixels a point."""

    def __init__(self, image: Image, size: tuple[int, int], scale: float, letter: float) -> None:
        import numpy
        from PIL import ImageDraw

        self.image, self.scale, self.letter = image, scale, letter
        self.width, self.height = size
        self.draw = ImageDraw.Draw(image)
        self.lettering = Lettering()
        self._taken = numpy.zeros((self.height // 2 + 1, self.width // 2 + 1), numpy.uint8)  # half the size will do

    def box(self, box: Box, *, pad: float = 0.0) -> tuple[int, int, int, int]:
        """A box of the page in pixels, `pad` pixels larger on each side, cut to the page: a hostile one may lie far off."""
        right, bottom = self.width - 1, self.height - 1
        return (
            _within(box.x0 * self.scale - pad, right),
            _within(box.top * self.scale - pad, bottom),
            _within(box.x1 * self.scale + pad, right),
            _within(box.bottom * self.scale + pad, bottom),
        )

    def take(self, corners: tuple[float, float, float, float]) -> None:
        """Something stands there: tags keep away."""
        left, top, right, bottom = (max(0, int(value)) // 2 for value in corners)
        self._taken[top : bottom + 1, left : right + 1] = 1

    def outline(self, box: Box, kind: str, *, pad: float = 0.0, thick: int = 1) -> None:
        """A thin frame."""
        self.draw.rectangle(self.box(box, pad=pad), outline=PALETTE[kind], width=thick)

    def dashed(self, box: Box, kind: str, *, pad: float = 2.0) -> None:
        """A broken frame: what stands apart from the text."""
        left, top, right, bottom = self.box(box, pad=pad)
        dash = max(3, round(self.letter * 0.4))
        for x in range(left, right + 1, 2 * dash):
            for y in (top, bottom):
                self.draw.line((x, y, min(x + dash, right), y), fill=PALETTE[kind], width=2)
        for y in range(top, bottom + 1, 2 * dash):
            for x in (left, right):
                self.draw.line((x, y, x, min(y + dash, bottom)), fill=PALETTE[kind], width=2)

    def underline(self, run: Run, rotation: int, skew: float) -> None:
        """A hairline along the foot of a line, whichever way its page was turned and as far as it leans."""
        angle = math.radians(skew)
        along, across = _turned(math.cos(angle), math.sin(angle), rotation)
        feet = [point for box in run for point in _foot(self.box(box), rotation)]
        height = median(y * along - x * across for x, y in feet)  # most letters stand on the line, a comma hangs
        steps = [x * along + y * across for x, y in feet]
        ends = [(step * along - height * across, step * across + height * along) for step in (min(steps), max(steps))]
        self.draw.line([(round(x), round(y)) for x, y in ends], fill=PALETTE["line"], width=1)

    def shape(self, runs: Iterable[Run], kind: str, *, tint: float, pad: float = 2.0, thick: int = 1) -> None:
        """One outline around the words of a passage, which leans as its lines do, and a tint within."""
        from PIL import Image, ImageChops, ImageDraw, ImageFilter

        corners = [[self.box(box, pad=pad) for box in run] for run in runs]
        flat = [corner for run in corners for corner in run]
        left, top = min(c[0] for c in flat) - 2, min(c[1] for c in flat) - 2
        right, bottom = max(c[2] for c in flat) + 3, max(c[3] for c in flat) + 3
        mask = Image.new("L", (right - left, bottom - top))
        brush = ImageDraw.Draw(mask)
        for run in corners:
            hull = _hull(run, left, top)
            if len(hull) > 2:  # else a word without a size, or off the page
                brush.polygon(hull, fill=255)
        if tint:
            self.image.paste(PALETTE[kind], (left, top), mask.point([round(value * tint) for value in range(256)]))
        edge = ImageChops.subtract(mask, mask.filter(ImageFilter.MinFilter(2 * thick + 1)))
        self.image.paste(PALETTE[kind], (left, top), edge)

    def fill(self, box: Box, kind: str, tint: float) -> None:
        """A tint over a box, without a frame."""
        self.shape([[box]], kind, tint=tint, pad=0)

    def tag(self, box: Box, text: str, kind: str, *, share: float = 0.8, pad: float = 3.0) -> None:
        """`text` in white on the colour of `kind`, beside the box: left, right, above or below, where least is hidden."""
        size = self.letter * share
        wide, high = round(width_of(text, size, bold=True) + 0.6 * size), round(1.3 * size)
        left, top = self._free_place(self.box(box, pad=pad), wide, high)
        self.draw.rectangle((left, top, left + wide - 1, top + high - 1), fill=PALETTE[kind])
        self.lettering.write((left + 0.3 * size, top + size), text, size, WHITE, bold=True)
        self.take((left, top, left + wide, top + high))

    def _free_place(self, corners: tuple[int, int, int, int], wide: int, high: int) -> tuple[int, int]:
        left, top, right, bottom = corners
        places = (
            (left - wide, top),
            (right + 1, top),
            (left, top - high),
            (left, bottom + 1),
            (right - wide, top - high),
            (right - wide, bottom + 1),
            (left - wide, top - high // 2),
        )
        _, (x, y) = min(enumerate(places), key=lambda item: self._hidden(item[1], wide, high) + 0.02 * item[0])
        return max(0, min(x, self.width - wide)), max(0, min(y, self.height - high))

    def _hidden(self, place: tuple[int, int], wide: int, high: int) -> float:
        """Which share of a place is taken; a place off the page is the last resort."""
        left, top = place
        if left < 0 or top < 0 or left + wide > self.width or top + high > self.height:
            return 2.0
        part = self._taken[top // 2 : (top + high) // 2 + 1, left // 2 : (left + wide) // 2 + 1]
        return float(part.mean()) if part.size else 2.0


def _within(value: float, last: int) -> int:
    return round(max(0.0, min(value, last)))


def _foot(corners: tuple[int, int, int, int], rotation: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The edge on which the letters of a word stand, from its first letter to its last."""
    left, top, right, bottom = corners
    if rotation == 90:
        return (right, bottom), (right, top)
    if rotation == 180:
        return (right, top), (left, top)
    if rotation == 270:
        return (left, top), (left, bottom)
    return (left, bottom), (right, bottom)


def _turned(x: float, y: float, rotation: int) -> tuple[float, float]:
    """A direction on the upright page, on the page as shown."""
    return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(rotation, (x, y))


def _hull(boxes: Sequence[Sequence[int]], left: int, top: int) -> list[tuple[int, int]]:
    """The smallest convex shape that holds the boxes, its origin at `left`, `top`."""
    import cv2
    import numpy

    points = [(x - left, y - top) for box in boxes for x in (box[0], box[2]) for y in (box[1], box[3])]
    return [(int(x), int(y)) for ((x, y),) in cv2.convexHull(numpy.array(points, numpy.int32)).tolist()]
