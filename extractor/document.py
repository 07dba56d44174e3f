"""Where things are: words with boxes on pages (what reading gives), lines and placed words in ONE text (what layout gives).

Coordinates are points (1/72 inch), origin at the top left of the page as a viewer shows it. Offsets count code
points of `Document.text`. Nothing here knows what a word means; `record.py` does.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Literal

Reader = Literal["text", "ocr", "none"]
LineKind = Literal["text", "heading", "item", "toc", "table", "note"]
FurnitureKind = Literal["page_number", "running_head", "paraphe", "stamp", "mark", "noise"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: `x0 <= x1`, `top <= bottom`, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __post_init__(self) -> None:
        if not (self.x0 <= self.x1 and self.top <= self.bottom):
            raise ValueError(f"inverted box: {self.x0}, {self.top}, {self.x1}, {self.bottom}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Region:
    """A box on a page; `page` counts from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, before layout. `confidence` is 0..1, `None` for a text layer; `line` is the engine's own line."""

    text: str
    box: Box
    confidence: float | None = None
    bold: bool = False
    size: float | None = None
    underlined: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. A plain transcript has `transcript` and neither words nor boxes.

    `reason` says why this reader was used ("text layer covers the ink", "no text layer", "engine timed out" …).
    `rotation` (0, 90, 180, 270: clockwise turns that make the page upright) and `skew` (degrees; positive when lines
    descend to the right) describe the paper; boxes of words stay in the coordinates of the page as shown.
    """

    number: int
    width: float
    height: float
    reader: Reader
    reason: str = ""
    words: tuple[Word, ...] = ()
    transcript: str | None = None
    ocr_confidence: float | None = None
    rotation: int = 0
    skew: float = 0.0
    warnings: tuple[str, ...] = ()
    unread: tuple[Box, ...] = ()  # lines of writing that the engine could not read
    tables: tuple[tuple[Box, ...], ...] = ()  # the cells of ruled tables, table by table

    def upright(self, box: Box) -> Box:
        """`box` as it would lie had the page been straight: the coordinates in which reading order is plain."""
        if not self.rotation and not self.skew:
            return box
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        wide, high = box.width, box.height
        for turn in range(self.rotation // 90 % 4):  # a clockwise quarter turn; the sides of the page change places
            side = self.height if turn % 2 == 0 else self.width
            x, y, wide, high = side - y, x, high, wide
        turned = self.rotation // 90 % 2 == 1
        cx, cy = (self.height / 2, self.width / 2) if turned else (self.width / 2, self.height / 2)
        angle = math.radians(-self.skew)
        x, y = (
            cx + (x - cx) * math.cos(angle) - (y - cy) * math.sin(angle),
            cy + (x - cx) * math.sin(angle) + (y - cy) * math.cos(angle),
        )
        return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """`Document.text[start:end]` stands at `box` on `page`. A word cut by a line end is two placed words."""

    start: int
    end: int
    page: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, its line break left out. `gap` is the white space above in line heights (0: none known).

    `indent` is the distance from the left edge of the text block in points. Both are 0 where there is no layout.
    """

    start: int
    end: int
    page: int = 1
    kind: LineKind = "text"
    bold: bool = False
    underlined: bool = False
    size: float | None = None
    indent: float = 0.0
    gap: float = 0.0
    centred: bool = False
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page and is not the text: page numbers, running heads, paraphes, stamps, transcript marks."""

    kind: FurnitureKind
    page: int
    text: str
    box: Box | None = None


@dataclass(frozen=True)
class Document:
    """THE text (NFC, `\\n` between lines, a blank line between blocks) and the way back from it to the paper.

    `words` are sorted by `start` and do not overlap; a plain transcript has none. `lines` cover all the text but
    its line breaks.
    """

    text: str
    lines: tuple[Line, ...] = ()
    words: tuple[PlacedWord, ...] = ()
    pages: tuple[Page, ...] = ()
    furniture: tuple[Furniture, ...] = ()

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _pages_by_number(self) -> dict[int, Page]:
        return {page.number: page for page in self.pages}

    def words_in(self, start: int, end: int) -> Iterator[PlacedWord]:
        """The placed words that share at least one character with `text[start:end]`, in order."""
        first = max(bisect.bisect_right(self._word_starts, start) - 1, 0)
        for word in self.words[first:]:
            if word.start >= end:
                return
            if word.end > start:
                yield word

    def line_at(self, offset: int) -> Line | None:
        """The line that holds `offset`, or the last one before it; `None` in an empty document."""
        index = bisect.bisect_right(self._line_starts, offset) - 1
        return self.lines[index] if index >= 0 else None

    def runs(self, start: int, end: int) -> tuple[tuple[PlacedWord, ...], ...]:
        """The words of `text[start:end]` as they stand together: one run a line, in order, across pages.

        The second part of a word that was cut at a line end stands back at the left of the next line: a run of its own.
        """
        runs: list[list[PlacedWord]] = []
        last = (-1, -1)  # page and start of the line of the last word
        at = -math.inf  # where the last word begins on its line
        for word in self.words_in(start, end):
            line = self.line_at(word.start)
            place = (word.page, line.start if line is not None else -1)
            page = self._pages_by_number.get(word.page)
            x0 = page.upright(word.box).x0 if page is not None else word.box.x0
            if runs and place == last and x0 > at:
                runs[-1].append(word)
            else:
                runs.append([word])
            last, at = place, x0
        return tuple(tuple(run) for run in runs)

    def regions(self, start: int, end: int) -> tuple[Region, ...]:
        """The page boxes of `text[start:end]`: one a run; empty without layout."""
        return tuple(
            Region(run[0].page, reduce(Box.union, (word.box for word in run))) for run in self.runs(start, end)
        )

    def page_at(self, offset: int) -> int:
        """The page (from 1) on which `text[offset]` stands."""
        line = self.line_at(offset)
        return line.page if line is not None else 1

    def ocr_confidence(self, start: int, end: int) -> float | None:
        """The lowest confidence among the words of a passage; `None` where no engine had to guess."""
        return min((w.confidence for w in self.words_in(start, end) if w.confidence is not None), default=None)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a string without layout, blank ones left out: `lines_of("a\\n\\nb")` has two."""
    lines, start = [], 0
    for piece in text.split("\n"):
        if piece.strip():
            lines.append(Line(start, start + len(piece)))
        start += len(piece) + 1
    return tuple(lines)
