"""The visible box and the /Rotate of a PDF page in, the way from PDF user space to the page as a viewer shows it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from extractor.document import Box


@dataclass(frozen=True, slots=True)
class PageFrame:
    """How PDF user space becomes the page as shown: the visible box and the /Rotate of the page."""

    left: float
    bottom: float
    right: float
    top: float
    rotate: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.rotate in (90, 270) else (wide, high)

    def shown(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """The box on the page as shown of two opposite corners in user space."""
        ax, ay, bx, by = x0 - self.left, y0 - self.bottom, x1 - self.left, y1 - self.bottom
        wide, high = self.right - self.left, self.top - self.bottom
        if self.rotate == 90:
            xs, ys = (ay, by), (ax, bx)
        elif self.rotate == 180:
            xs, ys = (wide - ax, wide - bx), (ay, by)
        elif self.rotate == 270:
            xs, ys = (high - ay, high - by), (wide - ax, wide - bx)
        else:
            xs, ys = (ax, bx), (high - ay, high - by)
        return Box(min(xs), min(ys), max(xs), max(ys))


def frame_of(page: Any) -> PageFrame:
    """The frame of a PDFium page."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page.raw, rect)
    rotate = int(page.get_rotation()) % 360
    return PageFrame(rect.left, rect.bottom, rect.right, rect.top, rotate)
