"""Sheets of paper in, a PDF of images out: what an office machine makes of them, with the same bytes for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .image_pdf import write_image_pdf

Mode = Literal["bilevel", "grey", "colour"]
PAPER = np.array([247.0, 246.0, 242.0])


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a machine reads paper. `skew` and `modes` go round over the pages; degrees, positive where lines descend.

    `uneven` is the part of the light lost in the darkest corner, `noise` the standard deviation of the grain in grey
    levels, `blur` the spread of the ink in pixels, `specks` the number of dust grains on a page.
    """

    dpi: int = 300
    seed: int = 0
    skew: tuple[float, ...] = (0.0,)
    modes: tuple[Mode, ...] = ("grey",)
    noise: float = 4.0
    uneven: float = 0.1
    blur: float = 0.6
    specks: int = 25
    jpeg_quality: int = 40


def render_scan(sheets: Sequence[Image.Image], scanner: Scanner) -> bytes:
    """A PDF with one image a page: JPEG for grey and colour, G4 for bilevel."""
    images = [scan_sheet(sheet, scanner, number) for number, sheet in enumerate(sheets)]
    return write_image_pdf(images, dpi=scanner.dpi, jpeg_quality=scanner.jpeg_quality)


def scan_sheet(sheet: Image.Image, scanner: Scanner, number: int = 0) -> Image.Image:
    """One sheet as the machine sees it; `number` picks its skew, its mode and its grain."""
    grain = np.random.default_rng([scanner.seed, number])
    mode = scanner.modes[number % len(scanner.modes)]
    image = sheet.filter(ImageFilter.GaussianBlur(scanner.blur))
    angle = scanner.skew[number % len(scanner.skew)]
    image = image.rotate(-angle, Image.Resampling.BICUBIC, fillcolor="white")
    if mode != "colour":
        image = image.convert("L")
    pixels = np.asarray(image, dtype=np.float32)
    pixels = add_dust(pixels, scanner.specks, grain)
    paper = PAPER if mode == "colour" else PAPER.mean()
    light = uneven_light(pixels.shape[:2], scanner.uneven, grain)
    pixels = pixels * (paper / 255.0).astype(np.float32) * (light[..., None] if mode == "colour" else light)
    pixels = (
        pixels + paper_grain(pixels.shape[:2], scanner.noise, grain)[..., None if mode == "colour" else slice(None)]
    )
    scanned = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return to_bilevel(scanned) if mode == "bilevel" else scanned


def add_dust(pixels: NDArray[np.float32], specks: int, grain: np.random.Generator) -> NDArray[np.float32]:
    """Small dark grains anywhere on the page."""
    pixels = pixels.copy()
    height, width = pixels.shape[:2]
    for _ in range(specks):
        y, x, size = int(grain.integers(height)), int(grain.integers(width)), int(grain.integers(1, 4))
        pixels[y : y + size, x : x + size] *= grain.uniform(0.2, 0.6)
    return pixels


def uneven_light(shape: tuple[int, ...], loss: float, grain: np.random.Generator) -> NDArray[np.float32]:
    """Light that falls off towards one corner, and a soft shadow along the left edge where pages were bound."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    y, x = y / shape[0], x / shape[1]
    towards = grain.uniform(0, 2 * np.pi)
    slope = 0.5 + 0.5 * (np.cos(towards) * (x - 0.5) + np.sin(towards) * (y - 0.5)) / 0.71
    shadow = np.exp(-x / 0.018)
    return np.asarray(1 - loss * slope - 1.6 * loss * shadow, dtype=np.float32)


def paper_grain(shape: tuple[int, ...], deviation: float, grain: np.random.Generator) -> NDArray[np.float32]:
    """Noise with a grain of about two pixels, as sensors and paper fibres give it."""
    coarse = grain.normal(0, deviation, (shape[0] // 2 + 1, shape[1] // 2 + 1)).astype(np.float32)
    wide = np.asarray(Image.fromarray(coarse).resize((shape[1], shape[0]), Image.Resampling.BILINEAR))
    return np.asarray(wide + grain.normal(0, deviation / 3, shape), dtype=np.float32)


def to_bilevel(image: Image.Image) -> Image.Image:
    """Black where a pixel is clearly darker than the paper around it."""
    around = np.asarray(
        image.reduce(8).filter(ImageFilter.GaussianBlur(6)).resize(image.size, Image.Resampling.BILINEAR)
    )
    paper = np.maximum(around.astype(np.float32), 120)
    return Image.fromarray(np.asarray(image, dtype=np.float32) > 0.74 * paper)
