"""A PDFium page in, its image in grey out, painted at the resolution that the engine reads best."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from extractor.errors import LimitReached, ReadError
from extractor.reading.frame import PageFrame
from extractor.reading.page_objects import PageObjects, Picture
from extractor.reading.stamps import without_stamps
from extractor.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractor.reading.image import Gray

_FULL = 0.97  # share of each side that a picture must span to be the page
_LARGEST_SHEET = 1300.0  # points: the longer side of A3 and some more
_MOST_PAINTED = 24_000_000  # pixels: a third more than A3 at 300 dpi; cleaning holds a dozen images of the size
_MOST_PICTURES = 1000  # on a page that is looked through to the end
_MOST_SOURCE = 4  # times max_page_pixels that a picture may hold before it is painted smaller


def image_of(page: Any, frame: PageFrame, objects: PageObjects, settings: Settings) -> Gray:
    """The grey image of a page at about `settings.dpi`. Raises `LimitReached` or `ReadError` for this page."""
    _refuse_bombs(objects, settings)
    scale = paint_scale(frame.size, whole_page_picture(frame, objects), settings)
    if not any(picture.coloured for picture in objects.pictures):
        return paint(page, scale, settings)
    return without_stamps(paint(page, scale, settings, colour=True), scale * 72)


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


def painted_size(page: Any, scale: float) -> tuple[int, int]:
    """How many pixels wide and high a page is painted, at so many pixels a point."""
    return max(1, round(page.get_width() * scale)), max(1, round(page.get_height() * scale))


def paint(page: Any, scale: float, settings: Settings, *, colour: bool = False) -> NDArray[np.uint8]:
    """The page painted by PDFium, which is asked to stop when the time of the page is up.

    Rows and columns of grey, or of blue, green and red. Raises `LimitReached` or `ReadError`.
    """
    import numpy
    import pypdfium2
    import pypdfium2.internal as inner
    import pypdfium2.raw as pdfium

    width, height = painted_size(page, scale)
    form = pdfium.FPDFBitmap_BGR if colour else pdfium.FPDFBitmap_Gray
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, form)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        deadline = time.monotonic() + settings.page_timeout_seconds
        pause = pdfium.IFSDK_PAUSE(version=1)
        inner.set_callback(pause, "NeedToPauseNow", lambda _: time.monotonic() > deadline)
        flags = pdfium.FPDF_ANNOT | (0 if colour or _is_pictures(page) else pdfium.FPDF_GRAYSCALE)
        status = pdfium.FPDF_RenderPageBitmap_Start(bitmap.raw, page.raw, 0, 0, width, height, 0, flags, pause)
        pdfium.FPDF_RenderPage_Close(page.raw)
        if status == pdfium.FPDF_RENDER_TOBECONTINUED:
            raise LimitReached(f"painting the page took more than {settings.page_timeout_seconds:g} seconds")
        if status == pdfium.FPDF_RENDER_FAILED:
            raise ReadError("the page cannot be painted")
        return numpy.array(bitmap.to_numpy()[:, :width], dtype=numpy.uint8)
    finally:
        bitmap.close()


def _is_pictures(page: Any) -> bool:
    """Whether a page is nothing but opaque pictures, as a scan is.

    Those may be painted grey at once, in a quarter of the time that PDFium takes to turn all that it paints grey; where
    colours shine through each other, that comes out otherwise.
    """
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPage_CountObjects(page.raw)
    if pdfium.FPDFPage_GetAnnotCount(page.raw) or count > _MOST_PICTURES:
        return False
    drawn = (pdfium.FPDFPage_GetObject(page.raw, index) for index in range(count))
    return all(
        pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_IMAGE
        and not pdfium.FPDFPageObj_HasTransparency(handle)
        for handle in drawn
    )
