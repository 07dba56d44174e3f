"""The image of a page: a scan's own pixels where they are all there is to see, else the page as it is painted."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import scan_factory
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.reading.frame import frame_of
from extractor.reading.guard import has_masks
from extractor.reading.page_objects import objects_of
from extractor.reading.render import image_of
from extractor.settings import Settings

DPI = 200
SIZE = (400.0, 500.0)


def sheet() -> np.ndarray:
    """White paper with three dark bars that no painting would leave as sharp."""
    wide, high = (round(side * DPI / 72) for side in SIZE)
    gray = np.full((high, wide), 255, np.uint8)
    for top in (201, 405, 903):
        gray[top : top + 3, 100:701] = 10
    return gray


def bound(
    path: Path, picture: Image.Image, draw: Callable[[Canvas], None] = lambda canvas: None, **how: object
) -> Path:
    canvas = Canvas(str(path), pagesize=SIZE, invariant=True)
    canvas.saveState()
    if "clip" in how:
        outline = canvas.beginPath()
        outline.rect(*how.pop("clip"))  # type: ignore[misc]
        canvas.clipPath(outline, stroke=0, fill=0)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    canvas.drawImage(ImageReader(io.BytesIO(packed.getvalue())), 0, 0, *SIZE, **how)
    canvas.restoreState()
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def image(path: Path) -> np.ndarray:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    frame = frame_of(page)
    return image_of(page, frame, objects_of(page, frame), Settings(), masks=has_masks(path))


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_a_scan_gives_its_own_pixels(tmp_path: Path, mode: str) -> None:
    gray = sheet()
    found = image(bound(tmp_path / "scan.pdf", Image.fromarray(gray).convert(mode, dither=Image.Dither.NONE)))
    assert found.shape == gray.shape
    assert np.array_equal(found < 128, gray < 128)
    if mode != "1":
        assert np.abs(found.astype(int) - gray).max() <= 1


def test_a_jpeg_gives_its_own_pixels(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_factory.bind([sheet()], dpi=DPI, jpeg=90))
    assert image(path).shape == sheet().shape


def test_what_a_mask_shows_is_painted(tmp_path: Path) -> None:
    """The picture is white all over; its mask is the writing."""
    layers = np.full((*sheet().shape, 4), 200, np.uint8)
    layers[..., 3] = 255 - sheet()
    layers[sheet() < 128, :3] = 0
    layers[300:, :, :3] = 200
    path = bound(tmp_path / "scan.pdf", Image.fromarray(layers), mask="auto")
    assert has_masks(path)
    found = image(path)
    assert found.shape[1] == round(SIZE[0] * 300 / 72)
    assert found[0, 0] == 255


def test_a_picture_is_seen_as_far_as_it_is_not_clipped(tmp_path: Path) -> None:
    found = image(bound(tmp_path / "scan.pdf", Image.fromarray(sheet()), clip=(0, 0, SIZE[0], SIZE[1] / 2)))
    assert found[: len(found) // 2 - 10].min() == 255
    assert found[len(found) // 2 :].min() < 100


def test_words_over_a_scan_are_seen(tmp_path: Path) -> None:
    stamp = (50.0, 460.0)
    found = image(
        bound(tmp_path / "scan.pdf", Image.fromarray(sheet()), lambda c: c.drawString(*stamp, "Reçu le 3 mai"))
    )
    scale = found.shape[1] / SIZE[0]
    top, left = int((SIZE[1] - stamp[1] - 10) * scale), int(stamp[0] * scale)
    assert found[top : top + int(12 * scale), left : left + int(60 * scale)].min() < 100
