"""A PDF in, its pages one by one out: the text layer where there is a good one, else the page's image recognised."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.document import Page
from extractor.errors import EncryptedPdf, ExtractorError, TesseractMissing, UnreadablePdf
from extractor.reading.choice import better_of, choose
from extractor.reading.frame import PageFrame, frame_of
from extractor.reading.guard import holds, refuse_bombs
from extractor.reading.page_count import count_pages
from extractor.reading.page_objects import PageObjects, objects_of
from extractor.reading.plumber import read_by_plumber
from extractor.reading.render import image_of, paint
from extractor.reading.tables import find_tables
from extractor.reading.text_layer import TextLayer, read_text_layer
from extractor.reading.underlines import underlined
from extractor.settings import Settings

log = logging.getLogger(__name__)

_LOOK_DPI = 100
_SMALLEST_SIDE = 3.0  # points
_MOST_HELD = 40_000_000  # bytes of a file: PDFium keeps the pictures of all pages that it has opened


def read_pdf(path: Path, settings: Settings) -> Iterator[Page]:
    """The pages of a PDF in order, each freed before the next is opened; a page that cannot be read says why."""
    refuse_bombs(path)
    document = open_pdf(path)
    if document is None:
        yield from read_by_plumber(path, settings)
        return
    try:
        count = len(document)
        warnings = _count_warnings(path, count, settings)
        at_once = max(1, _MOST_HELD * count // max(path.stat().st_size, 1))
        for number in range(1, count + 1):
            if number > settings.max_pages:
                reason = f"not read: over the limit of {settings.max_pages} pages (max_pages)"
                page = Page(number, 0.0, 0.0, "none", reason=reason)
            else:
                if number % at_once == 0:
                    document = _opened_anew(document, path)
                page = read_page(document, number, settings)
            if number == 1 and warnings:
                page = dataclasses.replace(page, warnings=(*page.warnings, *warnings))
            yield page
    finally:
        document.close()


def _opened_anew(document: Any, path: Path) -> Any:
    """The document with nothing held in memory; as it is where the file has changed or gone meanwhile."""
    try:
        fresh = open_pdf(path)
    except (ExtractorError, OSError):
        return document
    if fresh is None or len(fresh) != len(document):
        return document
    document.close()
    return fresh


def open_pdf(path: Path) -> Any | None:
    """The PDFium document of a file; an empty user password opens. `None` where only pdfplumber can read it.

    Raises `EncryptedPdf`, or `UnreadablePdf` where no engine can.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        # the code may be left over from an earlier file
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        if locked and holds(path, b"/Encrypt"):
            raise EncryptedPdf(f"{path} is protected by a password.") from None
        other = count_pages(path, at_most=1)
        if other:
            return None
        if other == 0 and holds(path, b"/Catalog"):
            raise UnreadablePdf(f"{path} has no pages.") from None
        raise UnreadablePdf(f"{path} cannot be opened as a PDF; it is damaged or cut short.") from None
    if len(document) == 0:
        document.close()
        raise UnreadablePdf(f"{path} has no pages.")
    return document


def read_page(document: Any, number: int, settings: Settings) -> Page:
    """One page of an open PDF; whatever goes wrong on it is its own reason."""
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return Page(number, 0.0, 0.0, "none", reason="the page is damaged and cannot be opened")
    try:
        frame = frame_of(page)
        if min(frame.size) < _SMALLEST_SIDE:
            return Page(number, 0.0, 0.0, "none", reason="the page has no size")
        return _read_open_page(page, number, frame, settings)
    except TesseractMissing:
        raise
    except Exception as error:  # a page is never the end of its document
        known = isinstance(error, ExtractorError)
        log.warning("page %d: %s", number, error, exc_info=not known)
        reason = str(error) if known else f"the page cannot be read: {type(error).__name__}: {error}"
        wide, high = page.get_size()
        return Page(number, wide, high, "none", reason=reason)
    finally:
        page.close()


def _read_open_page(page: Any, number: int, frame: PageFrame, settings: Settings) -> Page:
    layer = read_text_layer(page, frame)
    objects = objects_of(page, frame)
    if settings.ocr == "always":
        return _recognised(page, number, frame, objects, "recognition was asked for", settings)
    choice = choose(layer, objects, frame.size, lambda: paint(page, _LOOK_DPI / 72, settings))
    if choice.use_layer:
        return _layered(number, frame, layer, objects, choice.reason)
    if settings.ocr == "never":
        if layer.words:
            return _layered(number, frame, layer, objects, f"{choice.reason}; recognition is switched off")
        return Page(number, *frame.size, "none", reason=f"{choice.reason}, and recognition is switched off")
    found = _recognised(page, number, frame, objects, choice.reason, settings)
    if layer.words and (found.reader != "ocr" or (choice.doubt and better_of(layer.words, found.words))):
        why = "recognition reads no better" if found.reader == "ocr" else found.reason
        return _layered(number, frame, layer, objects, f"{choice.reason}, but {why}", doubtful=True)
    return found


def _layered(
    number: int, frame: PageFrame, layer: TextLayer, objects: PageObjects, reason: str, *, doubtful: bool = False
) -> Page:
    words = underlined(layer.words, objects.rules)
    warnings = (f"page {number}: {reason}",) if doubtful else ()
    return Page(
        number,
        *frame.size,
        reader="text",
        reason=reason,
        words=words,
        rotation=layer.angle,  # text that climbs is made level by as many turns clockwise
        warnings=warnings,
        tables=find_tables(objects.rules, objects.uprights) if not layer.angle else (),
    )


def _recognised(
    page: Any, number: int, frame: PageFrame, objects: PageObjects, reason: str, settings: Settings
) -> Page:
    from extractor.reading.scan import read_scan

    return read_scan(image_of(page, frame, objects, settings), number, frame.size, reason, settings)


def _count_warnings(path: Path, count: int, settings: Settings) -> tuple[str, ...]:
    warnings = []
    other = count_pages(path, at_most=max(count, settings.max_pages) + 1)
    if other and other != count:
        more = "some may be missing" if other > count else "some may stand twice"
        warnings.append(f"PDFium counts {count} pages and pdfminer {other}: {more}")
    if count > settings.max_pages:
        warnings.append(f"pages {settings.max_pages + 1} to {count} were not read: the limit is {settings.max_pages}")
    return tuple(warnings)
