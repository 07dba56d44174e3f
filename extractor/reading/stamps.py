"""A page in colour in, its grey image without the stamps and pens that run over the print out.

Print is black, or else it is not print over which something stands: where a coloured stroke as large as a stamp or a
signature lies on black letters, it is made as pale as the paper, and the letters come out from under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from extractor.reading.image import Gray
from extractor.reading.page_objects import PageObjects

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Colours = NDArray[np.uint8]  # rows, columns, and three channels

Area = tuple[int, int, int, int]  # left, top, right, bottom

_LOOK_DPI = 100
_COLOURED, _TINTED = 60, 30  # levels between the channels of a stroke, and of its soft edge, on paper made white
_BLACK = (110, 45)  # levels of the brightest channel, and between the channels, up to which ink is black
_SMALLEST, _LARGEST = 45, 280  # pixels at 100 dpi: 11 to 70 mm
_LETTERED = 0.01  # share of its box with black ink, from which a stamp stands on print
_PALER = 0.8  # how much of its colour a stroke is paler for
_MOST = 12  # on a page


def lift_stamps(gray: Gray, page: Any, objects: PageObjects) -> Gray:
    """The grey image of a PDFium page, coloured strokes on black print gone."""
    if not any(picture.coloured for picture in objects.pictures):
        return gray
    high, wide = gray.shape
    factor = _LOOK_DPI / (72 * wide / max(page.get_width(), 1.0))
    small = _painted(page, (max(1, round(wide * factor)), max(1, round(high * factor))))
    stamps = find_stamps(small)
    if not stamps:
        return gray
    paper = _paper_of(small)
    lifted = gray.copy()
    for box in stamps:
        left, top, right, bottom = (int(side / factor) for side in box)
        area = max(0, left - 6), max(0, top - 6), min(wide, right + 6), min(high, bottom + 6)
        part = lifted[area[1] : area[3], area[0] : area[2]]
        part[:] = np.maximum(part, without_colour(_painted(page, (wide, high), area), paper))
    return lifted


def find_stamps(small: Colours) -> list[Area]:
    """Where coloured strokes run over black print, on a page at about 100 dpi."""
    white = _on_white(small, _paper_of(small))
    bright, dull = white.max(axis=2), white.min(axis=2)
    coloured = cv2.morphologyEx(
        np.asarray(bright - dull > _COLOURED, np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)
    )
    black = (bright <= _BLACK[0]) & (bright - dull <= _BLACK[1])
    _, _, stats, _ = cv2.connectedComponentsWithStats(coloured, connectivity=8)
    found = []
    for left, top, wide, high, area in stats[1:].tolist():
        if not (_SMALLEST <= wide <= _LARGEST and _SMALLEST <= high <= _LARGEST) or area > 0.6 * wide * high:
            continue
        under = black[top : top + high, left : left + wide]
        if np.count_nonzero(under) >= _LETTERED * under.size:
            found.append((left, top, left + wide, top + high))
    return found[:_MOST]


def without_colour(part: Colours, paper: NDArray[np.float32]) -> Gray:
    """A part of a page in grey, coloured strokes as pale as its paper; where they lie on black letters, black."""
    white = _on_white(part, paper)
    bright, dull = white.max(axis=2), white.min(axis=2)
    tint = bright - dull
    paler = np.where((bright > _BLACK[0]) & (tint > _TINTED), bright + _PALER * tint, 0.0)
    return np.asarray(np.clip(paler, 0, 255) * (float(paper.mean()) / 255), dtype=np.uint8)


def _paper_of(small: Colours) -> NDArray[np.float32]:
    """The colour of the paper, by channel."""
    return np.maximum(np.percentile(small.reshape(-1, 3), 90, axis=0), 60).astype(np.float32)


def _on_white(part: Colours, paper: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.minimum(part * (255 / paper), np.float32(255))


def _painted(page: Any, size: tuple[int, int], area: Area | None = None) -> Colours:
    """A page that has been painted before, so many pixels wide and high, or an area of it, in colour."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    left, top, right, bottom = area or (0, 0, *size)
    bitmap = pypdfium2.PdfBitmap.new_native(right - left, bottom - top, pdfium.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, right - left, bottom - top)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, -left, -top, *size, 0, pdfium.FPDF_ANNOT)
        return np.array(bitmap.to_numpy()[:, : right - left, :3], dtype=np.uint8)
    finally:
        bitmap.close()
