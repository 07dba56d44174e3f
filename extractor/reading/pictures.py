"""An image file in, its frames as pages out: PNG, JPEG, TIFF of many pages, JPEG 2000, BMP, WebP, GIF."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.document import Page
from extractor.errors import LimitReached, ReadError, TesseractMissing
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.reading.image import Gray

log = logging.getLogger(__name__)

_LIKELY_DPI = (72.5, 1300.0)  # 72 is what writers say who do not know
_A4_WIDTH_INCHES = 8.27
_SMALLEST_SIDE = 32  # pixels
_MOST_FRAMES = 10_000  # of a damaged file


def read_pictures(path: Path, settings: Settings) -> Iterator[Page]:
    """The pages of an image file; a frame that cannot be decoded is an unread page, the others go on."""
    with open_image(path) as image:
        frames, damage = frames_of(image)
        if frames == 1 and min(image.size) < _SMALLEST_SIDE:
            raise ReadError(
                f"{path} is an image of {image.width} by {image.height} pixels, too small to be a page.",
                advice="Scan the page again at 300 dots per inch.",
            )
        for number in range(1, min(frames, settings.max_pages) + 1):
            yield _read_frame(image, number, settings)
    for number in range(settings.max_pages + 1, frames + 1):
        yield Page(number, 0.0, 0.0, "none", reason=f"not read: over the limit of {settings.max_pages} (max_pages)")
    if damage:
        reason = f"the file is damaged from here on, and more pages may have followed: {damage}"
        yield Page(frames + 1, 0.0, 0.0, "none", reason=reason)


@contextmanager
def open_image(path: Path) -> Iterator[Any]:
    """The Pillow image of a file, none of its pixels decoded yet. Raises `ReadError`."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow, about large or odd files; the limits are ours
        Image.MAX_IMAGE_PIXELS = None
        try:
            image = Image.open(path)
        except Exception as error:  # decoders raise what they like on damaged files
            raise ReadError(f"{path} cannot be opened as an image: {_say(error)}.") from None
        with image:
            yield image


def frames_of(image: Any) -> tuple[int, str]:
    """How many frames can be reached, and what stands in the way of the next; empty where there is no next."""
    try:
        return int(getattr(image, "n_frames", 1)), ""
    except Exception as error:
        damage = _say(error)
    found = 0
    try:
        while found < _MOST_FRAMES:
            image.seek(found)
            found += 1
    except Exception:
        log.debug("frame %d cannot be reached", found + 1)
    return max(found, 1), damage


def _read_frame(image: Any, number: int, settings: Settings) -> Page:
    from extractor.reading.scan import read_scan

    try:
        gray, size = gray_frame(image, number, settings)
        if settings.ocr == "never":
            return Page(number, *size, reader="none", reason="image file, and recognition is switched off")
        return read_scan(gray, number, size, "image file", settings)
    except TesseractMissing:
        raise
    except Exception as error:  # decoders raise what they like on damaged frames
        log.warning("page %d: %s", number, error)
        reason = str(error) if isinstance(error, ReadError) else f"the image is damaged: {_say(error)}"
        return Page(number, 0.0, 0.0, "none", reason=reason)


def gray_frame(image: Any, number: int, settings: Settings) -> tuple[Gray, tuple[float, float]]:
    """A frame in grey, upright as its camera says, and its size in points. Raises for this frame what Pillow raises."""
    import cv2
    import numpy
    from PIL import ImageOps

    image.seek(number - 1)
    if image.width * image.height > settings.max_page_pixels:
        raise LimitReached(
            f"the image has {image.width} by {image.height} pixels, more than {settings.max_page_pixels:,} "
            "(max_page_pixels)"
        )
    if min(image.size) < _SMALLEST_SIDE:
        raise ReadError(f"the image has {image.width} by {image.height} pixels, too few for a page")
    stated = image.info.get("dpi")
    if image.format == "JPEG":
        image.draft("L", image.size)  # the colours are not even decoded
    turned = ImageOps.exif_transpose(image) or image
    gray = numpy.array(_flat(turned), dtype=numpy.uint8)
    across, down = _dpi_of(stated, turned.size)
    if abs(across - down) > 0.02 * across:  # a fax: its pixels are oblong
        gray = numpy.asarray(cv2.resize(gray, (gray.shape[1], round(gray.shape[0] * across / down))))
    return gray, (gray.shape[1] * 72 / across, gray.shape[0] * 72 / across)


def _flat(image: Any) -> Any:
    """The frame in 8-bit grey on white paper."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # 16 bits and more: brought to 8 by their own range
        low, high = image.getextrema()
        scale = 255 / max(high - low, 1)
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        colour = image.convert("RGBA")
        paper = Image.new("RGBA", colour.size, "white")
        return Image.alpha_composite(paper, colour).convert("L")
    return image.convert("L")


def _dpi_of(stated: object, size: tuple[int, int]) -> tuple[float, float]:
    """The resolution a file states where it is believable, else what makes the page as wide as A4."""
    if isinstance(stated, tuple) and len(stated) == 2:
        across, down = float(stated[0]), float(stated[1])
        if all(_LIKELY_DPI[0] < dpi <= _LIKELY_DPI[1] for dpi in (across, down)):
            return across, down
    usual = max(min(size) / _A4_WIDTH_INCHES, 1.0)
    return usual, usual


def _say(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
