"""A path in, pages with words and boxes out: the only stage that opens documents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.document import Page
from extractor.reading.media import MARKDOWN, PDF, TEXT, media_type_of
from extractor.settings import Settings

__all__ = ["in_page_order", "media_type", "read", "read_folder", "read_pages"]


def read(path: Path, settings: Settings | None = None) -> tuple[Page, ...]:
    """All pages of a PDF, an image or a transcript; raises `ReadError` where the file cannot be read."""
    return tuple(read_pages(path, settings))


def read_pages(path: Path, settings: Settings | None = None) -> Iterator[Page]:
    """The pages one by one, none kept: what to use for a document of a thousand pages."""
    settings = settings or Settings()
    found = media_type_of(path, settings)
    if found == PDF:
        from extractor.reading.pdf import read_pdf

        yield from read_pdf(path, settings)
    elif found in (TEXT, MARKDOWN):
        from extractor.reading.plain import read_plain

        yield from read_plain(path, settings)
    else:
        from extractor.reading.pictures import read_pictures

        yield from read_pictures(path, settings)


def read_folder(paths: Sequence[Path], settings: Settings | None = None) -> tuple[Page, ...]:
    """The pages of several files as one document, in natural order: page-2.png before page-10.png."""
    pages: list[Page] = []
    for path in in_page_order(paths):
        pages.extend(dataclasses.replace(page, number=len(pages) + 1) for page in read(path, settings))
    return tuple(dataclasses.replace(page, number=number) for number, page in enumerate(pages, start=1))


def in_page_order(paths: Sequence[Path]) -> list[Path]:
    """Files that are pages of one document, in natural order of their names."""
    return sorted(paths, key=_natural)


def media_type(path: Path, settings: Settings | None = None) -> str:
    """The media type of a file by its content ("application/pdf", "image/tiff", "text/plain" …)."""
    return media_type_of(path, settings or Settings())


def _natural(path: Path) -> tuple[tuple[int, int | str], ...]:
    parts = re.split(r"(\d+)", path.name.lower())
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts if part)
