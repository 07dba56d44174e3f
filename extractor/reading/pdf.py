"""A PDF in, its pages one by one out: the text layer where there is a good one, else the rendered page recognised."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.document import Page
from extractor.errors import EncryptedPdf, UnreadablePdf
from extractor.reading.text_layer import PageFrame, frame_of, read_text_layer
from extractor.settings import Settings

log = logging.getLogger(__name__)


def read_pdf(path: Path, settings: Settings) -> Iterator[Page]:
    """The pages of a PDF in order, each freed before the next is opened."""
    document = open_pdf(path)
    try:
        for number in range(1, len(document) + 1):
            yield _read_page(document, number, settings)
    finally:
        document.close()


def open_pdf(path: Path) -> Any:
    """The PDFium document of a file; an empty user password opens. Raises `EncryptedPdf` or `UnreadablePdf`."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedPdf(f"{path} is protected by a password.") from None
        raise UnreadablePdf(f"{path} cannot be opened as a PDF; it is damaged or cut short.") from None
    if len(document) == 0:
        document.close()
        raise UnreadablePdf(f"{path} has no pages.")
    return document


def _read_page(document: Any, number: int, settings: Settings) -> Page:
    page = document[number - 1]
    try:
        frame = frame_of(page)
        layer = read_text_layer(page, frame)
        if layer.words:
            return Page(number, *frame.size, reader="text", reason="text layer", words=layer.words)
        return _recognise_page(page, number, frame, "no text layer", settings)
    finally:
        page.close()


def _recognise_page(page: Any, number: int, frame: PageFrame, reason: str, settings: Settings) -> Page:
    from extractor.reading.scan import read_scan

    bitmap = page.render(scale=settings.dpi / 72, grayscale=True)
    try:
        gray = bitmap.to_numpy().copy()
    finally:
        bitmap.close()
    return read_scan(gray, number, frame.size, reason, settings)
