"""A PDFium page in, the words of its text layer with boxes out, in the coordinates of the page as a viewer shows it.

PDFium gives characters with boxes ten times as fast as pdfplumber; words are cut at white space, at the spaces that
PDFium itself infers and at its line ends.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.document import Word
from extractor.reading.accents import recompose
from extractor.reading.frame import PageFrame

INVISIBLE = 3  # the PDF text rendering mode of a layer laid under or over a scan
_HYPHEN_MARKS = {"\x02": "-", "\ufffe": "-"}  # how PDFium writes a hyphen at a line end
_DROPPED = {"\xad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\x00"}  # soft hyphens, joiners, byte order marks
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BOLD_NAMES = ("bold", "black", "heavy", "demi", "gras", "semibd")
_BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the layer of a page holds. `invisible` is the share of words that are not painted (an OCR layer)."""

    words: tuple[Word, ...]
    invisible: float = 0.0
    unmapped: float = 0.0  # share of characters for which the font gives no Unicode value
    angle: int = 0  # 0, 90, 180, 270: which way most of the text runs on the page as shown, counter-clockwise


def read_text_layer(page: Any, frame: PageFrame) -> TextLayer:
    """The words of a PDFium page."""
    import pypdfium2.raw as pdfium

    text_page = page.get_textpage()
    try:
        raw = text_page.raw
        count = max(text_page.count_chars(), 0)
        characters = [pdfium.FPDFText_GetUnicode(raw, index) for index in range(count)]
        words, hidden, angles = [], 0, [0, 0, 0, 0]
        for line, indices in _word_indices(characters):
            word, mode, angle = _word(raw, characters, indices, line, frame)
            if word is None:
                continue
            words.append(word)
            hidden += mode == INVISIBLE
            angles[angle] += len(indices)
        unmapped = sum(code in (0, 0xFFFD) or 0xE000 <= code < 0xF900 for code in characters)
    finally:
        text_page.close()
    return TextLayer(
        words=tuple(words),
        invisible=hidden / len(words) if words else 0.0,
        unmapped=unmapped / count if count else 0.0,
        angle=90 * angles.index(max(angles)) if words else 0,
    )


def clean_text(text: str) -> str:
    """A word as it is meant: ligatures written out, soft hyphens gone, NFC. `clean_text("eﬀet")` is "effet"."""
    kept = "".join(_HYPHEN_MARKS.get(char, char) for char in text if char not in _DROPPED)
    return recompose(unicodedata.normalize("NFC", kept.translate(_LIGATURES)))


def is_bold_name(font: str) -> bool:
    """Whether a font's name says bold: "ABCDEF+Calibri-Bold", "Arial,Gras"."""
    name = font.lower()
    return any(mark in name for mark in _BOLD_NAMES)


def _word_indices(characters: list[int]) -> Iterator[tuple[int, list[int]]]:
    """The runs of character indices between white space, each with the number of its line."""
    line = 0
    run: list[int] = []
    for index, code in enumerate(characters):
        if code in (10, 13) or code == 32 or (code > 127 and chr(code).isspace()) or code == 9:
            if run:
                yield line, run
                run = []
            line += code == 10
        else:
            run.append(index)
            if chr(code) in _HYPHEN_MARKS:  # PDFium joins a word cut by a line end: its halves stand on two lines
                yield line, run
                run = []
                line += 1
    if run:
        yield line, run


def _word(
    raw: Any, characters: list[int], indices: list[int], line: int, frame: PageFrame
) -> tuple[Word | None, int, int]:
    import pypdfium2.raw as pdfium

    text = clean_text("".join(_character(characters[index]) for index in indices))
    rect = pdfium.FS_RECTF()
    x0 = y0 = float("inf")
    x1 = y1 = float("-inf")
    for index in indices:
        if pdfium.FPDFText_GetLooseCharBox(raw, index, rect) and rect.right > rect.left:
            x0, x1 = min(x0, rect.left), max(x1, rect.right)
            y0, y1 = min(y0, rect.bottom), max(y1, rect.top)
    if not text or x0 > x1 or y0 > y1:
        return None, 0, 0
    size, turn = _size_and_turn(raw, indices[0])
    mode, bold = _style(raw, indices[len(indices) // 2])
    word = Word(text, frame.shown(x0, y0, x1, y1), bold=bold, size=size, line=line)
    return word, mode, (turn - frame.rotate // 90) % 4


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code)


def _size_and_turn(raw: Any, index: int) -> tuple[float | None, int]:
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(raw, index)
    if not pdfium.FPDFText_GetMatrix(raw, index, matrix):
        return (round(size, 2) if size > 0 else None), 0
    size *= (matrix.c**2 + matrix.d**2) ** 0.5
    level = abs(matrix.a) >= abs(matrix.b)
    turn = (0 if matrix.a >= 0 else 2) if level else (1 if matrix.b > 0 else 3)
    return (round(size, 2) if size > 0 else None), turn


def _style(raw: Any, index: int) -> tuple[int, bool]:
    """The rendering mode and whether the glyph is bold, by its font's name or weight or by a painted outline."""
    import pypdfium2.raw as pdfium

    text_object = pdfium.FPDFText_GetTextObject(raw, index)
    mode = int(pdfium.FPDFTextObj_GetTextRenderMode(text_object)) if text_object else 0
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, len(name), flags)
    bold = is_bold_name(name.value.decode("utf-8", "replace"))
    return mode, bold or mode == 2 or pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD_WEIGHT
