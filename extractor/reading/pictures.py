"""An image file in, its frames as grey pages out: PNG, JPEG, TIFF of many pages, JPEG 2000, BMP, WebP."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from extractor.document import Page
from extractor.errors import ReadError
from extractor.settings import Settings

_LIKELY_DPI = (72.0, 1300.0)  # what a file says outside of this is not believed
_A4_WIDTH_INCHES = 8.27


def read_pictures(path: Path, settings: Settings, *, first: int = 1) -> Iterator[Page]:
    """The pages of an image file, numbered from `first`."""
    import numpy
    from PIL import Image, ImageOps, UnidentifiedImageError

    from extractor.reading.scan import read_scan

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as image:
                for index in range(getattr(image, "n_frames", 1)):
                    image.seek(index)
                    frame = ImageOps.exif_transpose(image.convert("L"))
                    dpi = _dpi_of(image.info.get("dpi"), frame.size)
                    size = frame.width * 72 / dpi, frame.height * 72 / dpi
                    yield read_scan(numpy.asarray(frame), first + index, size, "image file", settings)
    except (UnidentifiedImageError, OSError) as error:
        raise ReadError(f"{path} cannot be opened as an image: {error}.") from error


def _dpi_of(stated: object, size: tuple[int, int]) -> float:
    """The resolution a file states where it is believable, else what makes the page as wide as A4."""
    if isinstance(stated, tuple) and stated:
        dpi = float(stated[0])
        if _LIKELY_DPI[0] < dpi <= _LIKELY_DPI[1]:
            return dpi
    return max(min(size) / _A4_WIDTH_INCHES, 1.0)
