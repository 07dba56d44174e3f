"""A document and page numbers in, the picture of each page as a viewer shows it out: in grey, at a resolution for eyes."""

from __future__ import annotations

import dataclasses
import logging
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import ReadError
from extractor.reading.guard import refuse_bombs
from extractor.reading.media import MARKDOWN, PDF, TEXT, media_type_of
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.reading.image import Gray

log = logging.getLogger(__name__)

_MOST_PIXELS = 12_000_000  # A4 at 300 dpi has 8.7 million; larger sheets are shown smaller
_FEWEST_PIXELS = 200  # of the longer side, below which nothing is painted


def count_shown(path: Path, settings: Settings) -> int | None:
    """How many pages there are to show; `None` where only reading will tell. Raises `ReadError` for a transcript."""
    from extractor.reading.pdf import open_pdf
    from extractor.reading.pictures import frames_of, open_image

    found = media_type_of(path, settings)
    if found in (TEXT, MARKDOWN):
        raise ReadError(
            f"{path} is plain text: it has no pages to look at.", advice="Name the scan or the PDF that it comes from."
        )
    if found != PDF:
        with open_image(path) as image:
            frames, damage = frames_of(image)
            return None if damage else frames
    refuse_bombs(path)
    document = open_pdf(path)
    if document is None:
        return None
    try:
        return len(document)
    finally:
        document.close()


def show_pages(path: Path, numbers: Sequence[int], dpi: int, settings: Settings) -> Iterator[Gray | None]:
    """The pictures of the pages named, each let go before the next is made; `None` where a page cannot be shown."""
    if media_type_of(path, settings) == PDF:
        yield from _show_pdf(path, numbers, dpi, settings)
    else:
        yield from _show_image(path, numbers, dpi, settings)


def show_folder(
    paths: Sequence[Path], numbers: Sequence[int], count: int, dpi: int, settings: Settings
) -> Iterator[Gray | None]:
    """The pictures of pages of several files that are one document of `count` pages, in the order in which it was read.

    `None` for all where the files cannot be told to have so many: no page is shown for another.
    """
    from extractor.reading import in_page_order

    ordered = in_page_order(paths)
    counts = [count_shown(path, settings) for path in ordered]
    places = [(path, page) for path, own in zip(ordered, counts, strict=True) for page in range(1, (own or 0) + 1)]
    for number in numbers:
        if None in counts or len(places) != count:
            yield None
        else:
            path, page = places[number - 1]
            yield from show_pages(path, [page], dpi, settings)


def _show_pdf(path: Path, numbers: Sequence[int], dpi: int, settings: Settings) -> Iterator[Gray | None]:
    from extractor.reading.pdf import open_pdf

    document = open_pdf(path)
    if document is None:  # a file that only pdfplumber reads
        yield from (None for _ in numbers)
        return
    try:
        for number in numbers:
            yield _paint(document, number, dpi, settings)
    finally:
        document.close()


def _paint(document: Any, number: int, dpi: int, settings: Settings) -> Gray | None:
    from extractor.reading.frame import frame_of
    from extractor.reading.page_objects import objects_of
    from extractor.reading.render import image_of

    page = None
    try:
        page = document[number - 1]
        frame = frame_of(page)
        least = math.ceil(_FEWEST_PIXELS * 72 / max(frame.size)) + 1
        gray = image_of(page, frame, objects_of(page, frame), dataclasses.replace(settings, dpi=max(dpi, least)))
        return _fitted(gray, frame.size, dpi)
    except Exception as error:  # a page is never the end of its document
        log.warning("page %d cannot be shown: %s", number, error)
        return None
    finally:
        if page is not None:
            page.close()


def _show_image(path: Path, numbers: Sequence[int], dpi: int, settings: Settings) -> Iterator[Gray | None]:
    from extractor.reading.pictures import gray_frame, open_image

    with open_image(path) as image:
        for number in numbers:
            try:
                gray, size = gray_frame(image, number, settings)
                shown = _fitted(gray, size, dpi)
            except Exception as error:  # decoders raise what they like on damaged frames
                log.warning("page %d cannot be shown: %s", number, error)
                shown = None
            yield shown


def _fitted(gray: Gray, size: tuple[float, float], dpi: int) -> Gray:
    """The picture at `dpi` dots per inch of the sheet, fewer where the sheet is very large."""
    import cv2
    import numpy

    scale = min(dpi / 72, math.sqrt(_MOST_PIXELS / (size[0] * size[1])))
    wide, high = max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
    if gray.shape == (high, wide):
        return gray
    way = cv2.INTER_AREA if wide < gray.shape[1] else cv2.INTER_CUBIC
    return numpy.asarray(cv2.resize(gray, (wide, high), interpolation=way), dtype=numpy.uint8)
