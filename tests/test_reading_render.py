"""The image of a page: painted in grey, it is what its colours are when they are made grey."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import scan_factory
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.reading.render import paint, painted_size
from extractor.settings import Settings

SIZE = (200.0, 260.0)
ROUNDING = 3  # grey levels: colours made grey before or after they are stretched


def sheet(seed: int, mode: str, size: tuple[int, int]) -> Image.Image:
    """A picture with dark bars, colours and grain."""
    noise = np.random.default_rng(seed).integers(0, 40, (size[1], size[0], 3))
    pixels = np.clip(noise + 200, 0, 255).astype(np.uint8)
    pixels[10:14, 5:-5] = (200, 30, 40)
    pixels[20:60, 12] = (10, 20, 90)
    pixels[30:34, 20:60] = 0
    return Image.fromarray(pixels).convert(mode)


def pdf_of(
    *pictures: Image.Image, draw: Callable[[Canvas], None] = lambda canvas: None, **how: object
) -> pypdfium2.PdfDocument:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=SIZE, invariant=True)
    for picture in pictures:
        canvas.drawImage(ImageReader(picture), 0, 0, *SIZE, **how)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return pypdfium2.PdfDocument(made.getvalue())


def made_grey(page: pypdfium2.PdfPage, scale: float) -> np.ndarray:
    """The page as PDFium makes it grey when asked to: all colours, once they are painted."""
    wide, high = painted_size(page, scale)
    bitmap = pypdfium2.PdfBitmap.new_native(wide, high, pdfium.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, wide, high)
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
    pdfium.FPDF_RenderPageBitmap(bitmap.raw, page.raw, 0, 0, wide, high, 0, flags)
    return np.array(bitmap.to_numpy()[:, :wide])


def differ(page: pypdfium2.PdfPage, scale: float) -> int:
    painted = paint(page, scale, Settings())
    return int(np.abs(painted.astype(np.int16) - made_grey(page, scale)).max())


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 9),
    mode=st.sampled_from(["L", "RGB", "1"]),
    across=st.integers(90, 700),
    down=st.integers(90, 700),
    turned=st.sampled_from([0, 90, 180, 270]),
    dpi=st.integers(60, 200),
)
def test_a_picture_painted_grey_is_the_picture_made_grey(
    seed: int, mode: str, across: int, down: int, turned: int, dpi: int
) -> None:
    page = pdf_of(sheet(seed, mode, (across, down)))[0]
    page.set_rotation(turned)
    assert differ(page, dpi / 72) <= ROUNDING


def test_a_worn_scan_in_grey_is_the_scan() -> None:
    gray = scan_factory.degrade(scan_factory.photograph(scan_factory.typeset(), 100)[0], scan_factory.OFFICE, seed=4)
    page = pypdfium2.PdfDocument(scan_factory.bind([gray], dpi=100, jpeg=70))[0]
    assert differ(page, 150 / 72) <= ROUNDING


def stamp(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.1, 0.1, 0.7))
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(20, 120, "Reçu le 3 mai")


def marker(canvas: Canvas) -> None:
    stamp(canvas)
    canvas.setFillColor(Color(1, 0.9, 0.1, alpha=0.5))
    canvas.rect(10, 100, 150, 60, fill=1, stroke=0)


@pytest.mark.parametrize("draw", [stamp, marker])
def test_what_lies_over_a_scan_is_painted_as_ever(draw: Callable[[Canvas], None]) -> None:
    page = pdf_of(sheet(1, "RGB", (300, 390)), draw=draw)[0]
    assert differ(page, 2.0) == 0


def see_through(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.5)
    canvas.drawImage(ImageReader(sheet(2, "RGB", (300, 390))), 20, 20, 100, 100)


def test_a_picture_that_is_seen_through_is_painted_as_ever() -> None:
    assert differ(pdf_of(sheet(1, "RGB", (300, 390)), draw=see_through)[0], 2.0) == 0


def test_a_picture_is_seen_through_its_mask() -> None:
    layers = np.full((390, 300, 4), 90, np.uint8)
    layers[..., 3] = 0
    layers[100:120, 40:200, 3] = 255
    page = pdf_of(Image.fromarray(layers), mask="auto")[0]
    assert differ(page, 2.0) <= ROUNDING
    painted = paint(page, 2.0, Settings())
    assert painted[0, 0] == 255 and painted.min() < 100


def test_pdfium_is_not_asked_to_turn_a_scan_grey(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    start = pdfium.FPDF_RenderPageBitmap_Start

    def watched(*arguments: object) -> int:
        asked.append(int(arguments[7]) & pdfium.FPDF_GRAYSCALE)  # type: ignore[call-overload]
        return int(start(*arguments))

    monkeypatch.setattr(pdfium, "FPDF_RenderPageBitmap_Start", watched)
    paint(pdf_of(sheet(1, "L", (300, 390)))[0], 2.0, Settings())
    assert asked == [0]
