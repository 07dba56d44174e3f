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
_SHORTEST_RULE, _SHORTEST_UPRIGHT = 12.0, 6.0  # points long
_MOST_FRAMES = 600  # paths that are looked at for the lines of a table
_MOST_SEGMENTS = 400  # of one path
_THICKEST_RULE = 2.0  # points


@dataclass(frozen=True, slots=True)
class Picture:
    """An image on a page: where it stands, and its own pixels. `handle` is PDFium's, valid while the page is open."""

    box: Box
    width: int
    height: int
    handle: Any
    coloured: bool = False  # it has more than one channel


@dataclass(frozen=True, slots=True)
class PageObjects:
    """What a page holds besides text. `rules` are thin level lines, `uprights` upright ones, in the coordinates of the page as shown."""

    pictures: tuple[Picture, ...] = ()
    paths: int = 0
    texts: int = 0
    rules: tuple[Box, ...] = ()
    uprights: tuple[Box, ...] = ()
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

    pictures: list[Picture] = []
    rules: list[Box] = []
    uprights: list[Box] = []
    paths, texts, in_forms = 0, 0, False
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
            coloured = _has_colours(handle, page)
            pictures.append(Picture(sheet if nested else box, int(wide.value), int(high.value), handle, coloured))
        else:
            paths += 1
            if nested:
                continue
            if box.height <= _THICKEST_RULE and box.width >= _SHORTEST_RULE:
                rules.append(box)
            elif box.width <= _THICKEST_RULE and box.height >= _SHORTEST_UPRIGHT:
                uprights.append(box)
            elif paths <= _MOST_FRAMES and min(box.width, box.height) > _THICKEST_RULE:
                level, upright = _lines_of(handle, frame)
                rules += level
                uprights += upright
    return PageObjects(
        tuple(pictures),
        paths,
        texts,
        tuple(rules),
        tuple(uprights),
        int(pdfium.FPDFPage_GetAnnotCount(page.raw)),
        in_forms,
    )


def _has_colours(handle: Any, page: Any) -> bool:
    import pypdfium2.raw as pdfium

    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    told = pdfium.FPDFImageObj_GetImageMetadata(handle, page.raw, about)
    return bool(told) and int(about.bits_per_pixel) >= 24


def _lines_of(handle: Any, frame: PageFrame) -> tuple[list[Box], list[Box]]:
    """The level and the upright lines of a path that is drawn by its outline: a rectangle about a cell, many borders in one."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(handle)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    matrix = pdfium.FS_MATRIX()
    drawn = pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) and stroke.value
    if not drawn or not 1 < count <= _MOST_SEGMENTS or not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return [], []
    levels, uprights = [], []
    x, y = ctypes.c_float(), ctypes.c_float()
    start = before = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        ends = [(before, point)] if kind == pdfium.FPDF_SEGMENT_LINETO else []
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            ends.append((point, start))
        before = point
        for (ax, ay), (bx, by) in ends:
            box = frame.shown(ax, ay, bx, by)
            if box.height <= _THICKEST_RULE and box.width >= _SHORTEST_RULE:
                levels.append(box)
            elif box.width <= _THICKEST_RULE and box.height >= _SHORTEST_UPRIGHT:
                uprights.append(box)
    return levels, uprights


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
