"""A PDFium page in, the words of its text layer with boxes out, in the coordinates of the page as a viewer shows it.

PDFium gives characters with boxes ten times as fast as pdfplumber; words are cut at white space, at the spaces that
PDFium itself infers and at its line ends.
"""

from __future__ import annotations

import ctypes
import math
import re
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
_HYPHEN_MARKS = {"\x02": "-", "\ufffe": "-"}  # how PDFium writes a hyphen at a line end
_RUN = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNMAPPED = re.compile(r"[\x00\ufffd\ue000-\uf8ff]")
_DROPPED = {"\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x00"}  # soft hyphens, joiners, byte order marks
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "gras", "semibd")
_BOLD_WEIGHT = 600
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
        written = glyphs.text(count)
        words, hidden, angles = [], 0, [0, 0, 0, 0]
        for line, start, end in _runs(written):
            text = clean_text(written[start:end])
            corners = glyphs.corners(start, end) if text else None
            if corners is None:
                continue
            mode, bold, size, turn = glyphs.style(start + (end - start) // 2)
            words.append(Word(text, frame.shown(*corners), bold=bold, size=size, line=line))
            hidden += mode == INVISIBLE
            angles[(turn - frame.rotate // 90) % 4] += end - start
        unmapped = len(_UNMAPPED.findall(written))
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


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """The runs of characters between white space: line number, first index, index after the last.

    PDFium leaves out the line break after a hyphen that ends a line and marks the hyphen instead.
    """
    line = past = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        line += text.count("\n", past, start)
        yield line, start, end
        line += text[end - 1] in _HYPHEN_MARKS
        past = end


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
        self._styles: dict[int, _Style] = {}  # one for each text object: all its characters are set alike

    def text(self, count: int) -> str:
        """The first `count` characters, one code point each: by their index a character's box and style are found."""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = self._pdfium.FPDFText_GetText(self._raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if got == count + 1 and len(text) == count and not _SURROGATE.search(text):
            return text
        # characters without a meaning are left out there, and those beyond the first plane count twice
        return "".join(_character(self._pdfium.FPDFText_GetUnicode(self._raw, index)) for index in range(count))

    def corners(self, start: int, end: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top in user space, by the first and last characters; by all where those have no box."""
        first, last = self._box(start), self._box(end - 1)
        if first and last:
            return min(first[0], last[0]), min(first[1], last[1]), max(first[2], last[2]), max(first[3], last[3])
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
        text_object = self._pdfium.FPDFText_GetTextObject(self._raw, index)
        if not text_object:
            return _Style(0, False, *self._size_and_turn(index))
        address = ctypes.addressof(text_object.contents)
        style = self._styles.get(address)
        if style is None:
            style = self._styles[address] = self._style(index, text_object)
        return style

    def _style(self, index: int, text_object: Any) -> _Style:
        mode = int(self._pdfium.FPDFTextObj_GetTextRenderMode(text_object))
        font = ctypes.addressof(self._pdfium.FPDFTextObj_GetFont(text_object).contents)
        if font not in self._bold:
            self._bold[font] = self._is_bold(index)
        return _Style(mode, mode == 2 or self._bold[font], *self._size_and_turn(index))

    def _size_and_turn(self, index: int) -> tuple[float | None, int]:
        pdfium, matrix = self._pdfium, self._matrix
        size, turn = pdfium.FPDFText_GetFontSize(self._raw, index), 0
        if pdfium.FPDFText_GetMatrix(self._raw, index, matrix):
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            size *= math.hypot(c, d)
            turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)
        return (round(size, 2) if size > 0 else None), turn

    def _is_bold(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._pdfium.FPDFText_GetFontInfo(self._raw, index, name, len(name), flags)
        said = is_bold_name(name.value.decode("utf-8", "replace"))
        return said or self._pdfium.FPDFText_GetFontWeight(self._raw, index) >= _BOLD_WEIGHT
