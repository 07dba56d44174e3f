"""A PDFium page in, what is drawn on it out: pictures, number of paths, thin lines; no pixel is painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractor.document import Box
from extractor.reading.frame import PageFrame

_MOST_OBJECTS = 20_000  # a drawing with more is not looked through to the end
_DEEPEST_FORM = 6
_THINNEST_RULE = 12.0  # points long
_THICKEST_RULE = 2.0  # points


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: where it stands, and its own pixels. `handle` is PDFium's, valid while the page is open."""

    box: Box
    width: int
    height: int
    handle: Any


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What a page holds besides text. `rules` are thin level lines, in the coordinates of the page as shown."""

    pictures: tuple[Picture, ...] = ()
    paths: int = 0
    texts: int = 0
    rules: tuple[Box, ...] = ()
    annotations: int = 0
    in_forms: bool = False  # some of it stands in a form, with a matrix of its own

    def covered(self, size: tuple[float, float]) -> float:
        """The share of the page under its pictures, overlaps counted once for each picture, at most 1."""
        area = size[0] * size[1]
        return (
            min(1.0, sum(picture.box.width * picture.box.height for picture in self.pictures) / area) if area else 0.0
        )


def objects_of(page: Any, frame: PageFrame) -> PageObjects:
    """What is drawn on a PDFium page."""
    import pypdfium2.raw as pdfium

    pictures, rules, paths, texts, in_forms = [], [], 0, 0, False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    sheet = Box(0.0, 0.0, *frame.size)
    for handle, kind, nested in _walk(page.raw):
        in_forms |= nested
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            continue
        if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            continue
        # bounds inside a form are in its own space: good enough to know that something is drawn
        box = _within(frame.shown(left.value, bottom.value, right.value, top.value), sheet)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFImageObj_GetImagePixelSize(handle, wide, high)
            pictures.append(Picture(sheet if nested else box, int(wide.value), int(high.value), handle))
        else:
            paths += 1
            if not nested and box.height <= _THICKEST_RULE and box.width >= _THINNEST_RULE:
                rules.append(box)
    return PageObjects(
        tuple(pictures), paths, texts, tuple(rules), int(pdfium.FPDFPage_GetAnnotCount(page.raw)), in_forms
    )


def _walk(page: Any) -> Iterator[tuple[Any, int, bool]]:
    import pypdfium2.raw as pdfium

    seen = 0
    waiting: list[tuple[Any, int]] = []
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        waiting.append((pdfium.FPDFPage_GetObject(page, index), 0))
        while waiting:
            handle, depth = waiting.pop()
            seen += 1
            if seen > _MOST_OBJECTS:
                return
            kind = int(pdfium.FPDFPageObj_GetType(handle))
            if kind == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < _DEEPEST_FORM:
                    count = min(pdfium.FPDFFormObj_CountObjects(handle), _MOST_OBJECTS - seen)
                    waiting += [(pdfium.FPDFFormObj_GetObject(handle, inner), depth + 1) for inner in range(count)]
            elif kind in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
                yield handle, kind, depth > 0


def _within(box: Box, sheet: Box) -> Box:
    x0, x1 = (min(max(x, sheet.x0), sheet.x1) for x in (box.x0, box.x1))
    top, bottom = (min(max(y, sheet.top), sheet.bottom) for y in (box.top, box.bottom))
    return Box(x0, top, x1, bottom)
