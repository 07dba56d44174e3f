"""A PDFium page in, its image in grey out: the scan's own pixels where the page is one picture, else painted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from extractor.document import Box
from extractor.errors import LimitReached, ReadError
from extractor.reading.frame import PageFrame
from extractor.reading.page_objects import PageObjects, Picture
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.reading.image import Gray

_FULL = 0.97  # share of each side that a picture must span to be the page
_OWN_DPI = (120.0, 650.0)  # resolutions at which a scan's own pixels are taken as they are
_LARGEST_SHEET = 1300.0  # points: the longer side of A3 and some more
_MOST_PAINTED = 24_000_000  # pixels: a third more than A3 at 300 dpi; cleaning holds a dozen images of the size
_MOST_SOURCE = 4  # times max_page_pixels that a picture may hold before it is painted smaller


def image_of(page: Any, frame: PageFrame, objects: PageObjects, settings: Settings) -> Gray:
    """The grey image of a page at about `settings.dpi`. Raises `LimitReached` or `ReadError` for this page."""
    _refuse_bombs(objects, settings)
    picture = whole_page_picture(frame, objects)
    if picture is not None:
        own = _own_pixels(picture, frame)
        if own is not None:
            return own
    return paint(page, paint_scale(frame.size, picture, settings), settings)


def paint_scale(size: tuple[float, float], picture: Picture | None, settings: Settings) -> float:
    """Pixels a point: for `settings.dpi`, less where a sheet is so large that its points are pixels or the limit is near."""
    scale = settings.dpi / 72
    longer = max(size)
    if longer > _LARGEST_SHEET and picture is not None:
        # a writer that took pixels for points: paint no finer than the scan is
        scale = min(scale, max(picture.width, picture.height) / longer)
    pixels = size[0] * size[1] * scale**2
    most = min(settings.max_page_pixels, _MOST_PAINTED)
    if pixels > most:
        scale *= (most / pixels) ** 0.5
    if longer * scale < 200:
        raise LimitReached(f"the page is {size[0]:.0f} by {size[1]:.0f} points, too large or too small to paint")
    return float(scale)


def whole_page_picture(frame: PageFrame, objects: PageObjects) -> Picture | None:
    """The one picture that is the page; `None` where there is more on it, or less."""
    if len(objects.pictures) != 1 or objects.paths or objects.annotations or objects.in_forms:
        return None
    picture = objects.pictures[0]
    wide, high = frame.size
    spans = picture.box.width >= _FULL * wide and picture.box.height >= _FULL * high
    return picture if spans else None


def _refuse_bombs(objects: PageObjects, settings: Settings) -> None:
    for picture in objects.pictures:
        if picture.width * picture.height > _MOST_SOURCE * settings.max_page_pixels:
            raise LimitReached(
                f"a picture of {picture.width} by {picture.height} pixels passes the limit of "
                f"{settings.max_page_pixels:,} (max_page_pixels)"
            )


def _own_pixels(picture: Picture, frame: PageFrame) -> Gray | None:
    """The decoded image itself, turned as the page is; `None` where it must be painted (masks, odd matrices, inks)."""
    import cv2
    import numpy
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(picture.handle, matrix) or pdfium.FPDFPageObj_HasTransparency(picture.handle):
        return None
    if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > 1e-3 * matrix.a or abs(matrix.c) > 1e-3 * matrix.d:
        return None
    across, down = picture.width * 72 / matrix.a, picture.height * 72 / matrix.d
    if not (_OWN_DPI[0] <= across <= _OWN_DPI[1] and abs(across - down) < 0.02 * across):
        return None
    data = pdfium.FPDF_IMAGEOBJ_METADATA()
    if not pdfium.FPDFImageObj_GetImageMetadata(picture.handle, None, data):
        return None
    if data.colorspace not in (
        pdfium.FPDF_COLORSPACE_DEVICEGRAY,
        pdfium.FPDF_COLORSPACE_DEVICERGB,
        pdfium.FPDF_COLORSPACE_CALGRAY,
        pdfium.FPDF_COLORSPACE_CALRGB,
        pdfium.FPDF_COLORSPACE_ICCBASED,
    ):
        return None
    bitmap = pdfium.FPDFImageObj_GetBitmap(picture.handle)
    if not bitmap:
        return None
    try:
        gray = _gray_of(bitmap)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if gray is None or gray.shape != (picture.height, picture.width) or float(gray.mean()) < 100:
        return None  # mostly dark: perhaps a mask or an inverted image, which painting gets right
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    turned = cv2.rotate(gray, codes[frame.rotate]) if frame.rotate else gray
    place = frame.shown(matrix.e, matrix.f, matrix.e + matrix.a, matrix.f + matrix.d)
    return numpy.ascontiguousarray(_on_sheet(numpy.asarray(turned), place, frame.size), dtype=numpy.uint8)


def _on_sheet(gray: Gray, place: Box, size: tuple[float, float]) -> Gray:
    """The picture laid on its page: white where it falls short of the edges, cut where it passes them."""
    import numpy

    scale = gray.shape[1] / place.width
    wide, high = round(size[0] * scale), round(size[1] * scale)
    left, top = round(place.x0 * scale), round(place.top * scale)
    if (left, top, high, wide) == (0, 0, *gray.shape):
        return gray
    sheet = numpy.full((high, wide), 255, numpy.uint8)
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + gray.shape[1], wide), min(top + gray.shape[0], high)
    sheet[y0:y1, x0:x1] = gray[y0 - top : y1 - top, x0 - left : x1 - left]
    return sheet


def _gray_of(bitmap: Any) -> Gray | None:
    """A grey copy of a PDFium bitmap."""
    import cv2
    import numpy
    import pypdfium2.raw as pdfium

    form = pdfium.FPDFBitmap_GetFormat(bitmap)
    channels = {pdfium.FPDFBitmap_Gray: 1, pdfium.FPDFBitmap_BGR: 3, pdfium.FPDFBitmap_BGRx: 4}.get(form)
    if channels is None:
        return None
    width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    buffer = (pdfium.c_ubyte * (stride * height)).from_address(_address(pdfium.FPDFBitmap_GetBuffer(bitmap)))
    rows = numpy.frombuffer(buffer, numpy.uint8).reshape(height, stride)[:, : width * channels]
    if channels == 1:
        return rows.copy()
    code = cv2.COLOR_BGR2GRAY if channels == 3 else cv2.COLOR_BGRA2GRAY
    return numpy.asarray(cv2.cvtColor(rows.reshape(height, width, channels), code), dtype=numpy.uint8)


def _address(pointer: Any) -> int:
    import ctypes

    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


def paint(page: Any, scale: float, settings: Settings) -> Gray:
    """The page painted by PDFium, which is asked to stop when the time of the page is up."""
    import numpy
    import pypdfium2
    import pypdfium2.internal as inner
    import pypdfium2.raw as pdfium

    width, height = max(1, round(page.get_width() * scale)), max(1, round(page.get_height() * scale))
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        deadline = time.monotonic() + settings.page_timeout_seconds
        pause = pdfium.IFSDK_PAUSE(version=1)
        inner.set_callback(pause, "NeedToPauseNow", lambda _: time.monotonic() > deadline)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        status = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, 0, 0, width, height, 0, flags, pause)
        pdfium.FPDF_RenderPage_Close(page.raw)
        if status == pdfium.FPDF_RENDER_TOBECONTINUED:
            raise LimitReached(f"painting the page took more than {settings.page_timeout_seconds:g} seconds")
        if status == pdfium.FPDF_RENDER_FAILED:
            raise ReadError("the page cannot be painted")
        return numpy.array(bitmap.to_numpy()[:, :width], dtype=numpy.uint8)
    finally:
        bitmap.close()
