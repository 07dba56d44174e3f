"""A PDFium page in, the words of its text layer with boxes out, in the coordinates of the page as a viewer shows it.

PDFium gives characters with boxes ten times as fast as pdfplumber; words are cut at white space, at the spaces that
PDFium itself infers and at its line ends.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from extractor.document import Word
from extractor.errors import LimitReached
from extractor.reading.accents import recompose
from extractor.reading.frame import PageFrame

INVISIBLE = 3  # the PDF text rendering mode of a layer laid under or over a scan
_LINE_END_HYPHENS = frozenset((0x02, 0xFFFE))
_HYPHEN_MARKS = {"\x02": "-", "\ufffe": "-"}  # how PDFium writes a hyphen at a line end
_DROPPED = {"\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x00"}  # soft hyphens, joiners, byte order marks
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "gras", "semibd")
_BOLD_WEIGHT = 600
_WHITE = frozenset((9, 10, 11, 12, 13, 32))
_MOST_CHARACTERS = 400_000


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the layer of a page holds. `invisible` is the share of words that are not painted (an OCR layer)."""

    words: tuple[Word, ...]
    invisible: float = 0.0
    unmapped: float = 0.0  # share of characters for which the font gives no Unicode value
    angle: int = 0  # 0, 90, 180, 270: which way most of the text runs on the page as shown, counter-clockwise


def read_text_layer(page: Any, frame: PageFrame) -> TextLayer:
    """The words of a PDFium page. Raises `LimitReached` on a page of more characters than a book."""
    text_page = page.get_textpage()
    try:
        count = max(text_page.count_chars(), 0)
        if count > _MOST_CHARACTERS:
            raise LimitReached(f"the page holds {count:,} characters, more than {_MOST_CHARACTERS:,}")
        glyphs = _Glyphs(text_page.raw)
        characters = [glyphs.unicode(index) for index in range(count)]
        words, hidden, angles = [], 0, [0, 0, 0, 0]
        for line, start, end in _runs(characters):
            text = clean_text("".join(map(_character, characters[start:end])))
            corners = glyphs.corners(start, end) if text else None
            if corners is None:
                continue
            style = glyphs.style(start + (end - start) // 2)
            words.append(Word(text, frame.shown(*corners), bold=style.bold, size=style.size, line=line))
            hidden += style.mode == INVISIBLE
            angles[(style.turn - frame.rotate // 90) % 4] += end - start
        unmapped = sum(code in (0, 0xFFFD) or 0xE000 <= code < 0xF900 for code in characters)
    finally:
        text_page.close()
    return TextLayer(
        words=tuple(words),
        invisible=hidden / len(words) if words else 0.0,
        unmapped=unmapped / count if count else 0.0,
        angle=90 * angles.index(max(angles)) if words else 0,
    )


@lru_cache(maxsize=4096)
def clean_text(text: str) -> str:
    """A word as it is meant: ligatures written out, soft hyphens gone, NFC. `clean_text("eﬀet")` is "effet"."""
    if text.isascii() and text.isprintable():
        return text
    kept = "".join(_HYPHEN_MARKS.get(char, char) for char in text if char not in _DROPPED)
    return recompose(unicodedata.normalize("NFC", kept.translate(_LIGATURES)))


def is_bold_name(font: str) -> bool:
    """Whether a font's name says bold: "ABCDEF+Calibri-Bold", "Arial,Gras"."""
    name = font.lower()
    return any(mark in name for mark in _BOLD_NAMES)


def _runs(characters: list[int]) -> Iterator[tuple[int, int, int]]:
    """The runs of characters between white space: line number, first index, index after the last.

    PDFium leaves out the line break after a hyphen that ends a line and marks the hyphen instead.
    """
    line, start = 0, -1
    for index, code in enumerate(characters):
        if code in _WHITE or (code > 127 and chr(code).isspace()):
            if start >= 0:
                yield line, start, index
                start = -1
            line += code == 10
            continue
        if start < 0:
            start = index
        if code in _LINE_END_HYPHENS:
            yield line, start, index + 1
            line, start = line + 1, -1
    if start >= 0:
        yield line, start, len(characters)


def _character(code: int) -> str:
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


class _Style(NamedTuple):
    mode: int
    bold: bool
    size: float | None
    turn: int  # quarter turns counter-clockwise in user space


class _Glyphs:
    """The characters of a PDFium text page: where they stand and how they are set."""

    def __init__(self, raw: Any) -> None:
        import pypdfium2.raw as pdfium

        self._raw, self._pdfium = raw, pdfium
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._bold: dict[int, bool] = {}  # what a font says of its weight is asked once

    def unicode(self, index: int) -> int:
        return int(self._pdfium.FPDFText_GetUnicode(self._raw, index))

    def corners(self, start: int, end: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top in user space, by the first and last characters; by all where those have no box."""
        rects = [rect for index in {start, end - 1} if (rect := self._box(index)) is not None]
        if len(rects) < min(2, end - start):
            rects = [rect for index in range(start, end) if (rect := self._box(index)) is not None]
        if not rects:
            return None
        lefts, bottoms, rights, tops = zip(*rects, strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def _box(self, index: int) -> tuple[float, float, float, float] | None:
        rect = self._rect
        if not self._pdfium.FPDFText_GetLooseCharBox(self._raw, index, rect):
            return None
        box = rect.left, rect.bottom, rect.right, rect.top
        return box if box[2] > box[0] and box[3] > box[1] else None

    def style(self, index: int) -> _Style:
        """How a character is set."""
        raw, pdfium, matrix = self._raw, self._pdfium, self._matrix
        size, turn = pdfium.FPDFText_GetFontSize(raw, index), 0
        if pdfium.FPDFText_GetMatrix(raw, index, matrix):
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            size *= math.hypot(c, d)
            turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        known_size = round(size, 2) if size > 0 else None
        text_object = pdfium.FPDFText_GetTextObject(raw, index)
        if not text_object:
            return _Style(0, False, known_size, turn)
        mode = int(pdfium.FPDFTextObj_GetTextRenderMode(text_object))
        font = ctypes.addressof(pdfium.FPDFTextObj_GetFont(text_object).contents)
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        return _Style(mode, mode == 2 or self._bold[font], known_size, turn)

    def _is_bold(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._pdfium.FPDFText_GetFontInfo(self._raw, index, name, len(name), flags)
        said = is_bold_name(name.value.decode("utf-8", "replace"))
        return said or self._pdfium.FPDFText_GetFontWeight(self._raw, index) >= _BOLD_WEIGHT
