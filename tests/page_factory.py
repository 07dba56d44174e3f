"""Pages with words as reading gives them, set by hand: what a text layer holds, or what an engine sees of a scan."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from extractor.document import Box, Page, Word

_NARROW = frozenset("iljtfrI.,;:'’!|()[]-")
_WIDE = frozenset("mwMWOQ@%&")
_ASCENDING = frozenset("bdfhkltiéèêàâôîû'’\"«»()[]/!?°%&0123456789")
_DESCENDING = frozenset("gjpqyç,;()[]Q/")


def width_of(text: str, size: float) -> float:
    """About how wide a word is in a sans serif."""
    return size * sum(0.28 if c in _NARROW else 0.8 if c in _WIDE else 0.66 if c.isupper() else 0.52 for c in text)


class Sheet:
    """A page to set lines on, from the top to the foot. `ink` gives the boxes and confidences of an OCR engine."""

    def __init__(
        self, number: int = 1, *, width: float = 595.0, height: float = 842.0, size: float = 11.0, ink: bool = False
    ):
        self.number, self.width, self.height, self.size, self.ink = number, width, height, size, ink
        self.left, self.right = 70.0, 525.0
        self.y = 80.0
        self.words: list[Word] = []
        self._lines = 0

    @property
    def pitch(self) -> float:
        return 1.25 * self.size

    def line(
        self,
        text: str,
        x: float | None = None,
        *,
        y: float | None = None,
        size: float | None = None,
        bold: bool = False,
        underlined: bool = False,
        centred: bool = False,
        to: float | None = None,
        sure: float = 0.95,
        stay: bool = False,
    ) -> Sheet:
        """A line at `x` (the left edge) and at `y` (below the last one), stretched to `to` where that is given."""
        size = size or self.size
        pieces = text.split(" ")
        space = 0.28 * size
        natural = sum(width_of(piece, size) for piece in pieces) + space * (len(pieces) - 1)
        if to is not None and len(pieces) > 1:
            space += max(to - (self.left if x is None else x) - natural, 0.0) / (len(pieces) - 1)
        at = self.left if x is None else x
        if centred:
            at = (self.left + self.right - natural) / 2
        top = self.y if y is None else y
        for piece in pieces:
            wide = width_of(piece, size)
            self._set(piece, at, top, wide, size, bold=bold, underlined=underlined, sure=sure)
            at += wide + space
        self._lines += 1
        if y is None and not stay:
            self.y += self.pitch * max(size / self.size, 1.0)
        return self

    def _set(
        self, text: str, x: float, top: float, wide: float, size: float, *, bold: bool, underlined: bool, sure: float
    ) -> None:
        if not self.ink:
            box = Box(x, top, x + wide, top + 1.15 * size)
            self.words.append(Word(text, box, None, bold, size, underlined, self._lines))
            return
        base = top + 0.93 * size
        rise = 0.74 if any(c in _ASCENDING or c.isupper() for c in text) else 0.54
        drop = 0.2 if any(c in _DESCENDING for c in text) else 0.0
        box = Box(x, base - rise * size, x + wide, base + drop * size)
        self.words.append(Word(text, box, sure, line=self._lines))

    def paragraph(
        self,
        text: str,
        x: float | None = None,
        right: float | None = None,
        *,
        justified: bool = True,
        indent: float = 0.0,
        hang: float = 0.0,
        bold: bool = False,
    ) -> Sheet:
        """A paragraph between `x` and `right`, its first line set in by `indent`, the others by `hang`."""
        left, right = self.left if x is None else x, self.right if right is None else right
        lines: list[list[str]] = [[]]
        for word in text.split(" "):
            start = left + (indent if len(lines) == 1 else hang)
            trial = [*lines[-1], word]
            if (
                lines[-1]
                and start + sum(width_of(w, self.size) for w in trial) + 0.28 * self.size * (len(trial) - 1) > right
            ):
                lines.append([word])
            else:
                lines[-1] = trial
        for index, words in enumerate(lines):
            start = left + (hang if index else indent)
            self.line(" ".join(words), start, to=right if justified and index < len(lines) - 1 else None, bold=bold)
        return self

    def skip(self, pitches: float = 0.7) -> Sheet:
        """White below the last line."""
        self.y += pitches * self.pitch
        return self

    def page(self, *, skew: float = 0.0, shift: tuple[float, float] = (0.0, 0.0), told: bool = True) -> Page:
        """The page as read, lying askew on the glass; `told` says whether reading found that out."""
        words = tuple(_moved(word, self, skew, shift) for word in self.words)
        return Page(
            self.number, self.width, self.height, "ocr" if self.ink else "text", words=words, skew=skew if told else 0.0
        )


def _moved(word: Word, sheet: Sheet, skew: float, shift: tuple[float, float]) -> Word:
    box, angle = word.box, math.radians(skew)
    cx, cy = sheet.width / 2, sheet.height / 2
    x, y = (box.x0 + box.x1) / 2 - cx, (box.top + box.bottom) / 2 - cy
    x, y = cx + x * math.cos(angle) - y * math.sin(angle), cy + x * math.sin(angle) + y * math.cos(angle)
    wide, high = box.width / 2, box.height / 2
    return replace(word, box=Box(x - wide + shift[0], y - high + shift[1], x + wide + shift[0], y + high + shift[1]))


def blocks_of(text: str) -> list[str]:
    """The blocks of a text, their line breaks as spaces."""
    return [" ".join(block.split("\n")) for block in text.split("\n\n")]


def words_of(pages: Iterable[Page]) -> list[str]:
    """All words of some pages."""
    return [word.text for page in pages for word in page.words]
