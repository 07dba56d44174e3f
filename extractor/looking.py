"""A document in, one PNG a page out: the page as it is shown, and drawn on it what was read, found and doubted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.drawn import is_drawn
from extractor.errors import ExtractorError, OutputError
from extractor.folder import prepare_folder, write_whole
from extractor.labels import Lang, label, percent
from extractor.phrases import in_words_of

if TYPE_CHECKING:
    from extractor.document import Document, Page
    from extractor.record import ConventionRecord
    from extractor.settings import Settings

DPI = 120
DPI_BOUNDS = (40, 300)
_RANGE = re.compile(r"(\d{1,6})(?:(-)(\d{1,6})?)?")
_MOST_RANGES = 1000
_LAST = 999_999


class PagesError(ExtractorError):
    """What was asked for are no pages of the document."""

    exit_code = 2
    advice = "Change --pages."


@dataclass(frozen=True, slots=True)
class Looks:
    """How to draw: resolution, the pages (all where empty), whether with the facts, the language of labels."""

    dpi: int = DPI
    pages: tuple[range, ...] = ()
    facts: bool = True
    lang: Lang = "fr"


def parse_pages(text: str) -> tuple[range, ...] | None:
    """ "1,3-5,8-" → pages 1, 3 to 5, 8 to the last; `None` where it says no pages."""
    parts = text.split(",")
    if len(parts) > _MOST_RANGES:
        return None
    found = []
    for part in parts:
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            return None
        first = int(match[1])
        last = int(match[3]) if match[3] else _LAST if match[2] else first
        if not 1 <= first <= last:
            return None
        found.append(range(first, last + 1))
    return tuple(found)


def look(
    path: Path, output: Path, settings: Settings, looks: Looks, *, on_page: Callable[[Page], None] = lambda page: None
) -> tuple[Path, ...]:
    """Write OUTPUT/page-001.png … and say which; `on_page` is told of each page. Raises `ExtractorError`.

    All pages are read, since layout needs the document; only those asked for are drawn, one after the other.
    """
    from extractor.exporting.look import render_page
    from extractor.exporting.look_marks import Survey
    from extractor.reading.shown import count_shown, show_pages

    count = count_shown(path, settings)
    if count is not None:
        _chosen(range(1, count + 1), looks.pages, settings)
    prepare_folder(output)
    _refuse_strangers(output)
    document, record = _read(path, settings, facts=looks.facts)
    by_number = {page.number: page for page in document.pages}
    numbers = _chosen(list(by_number), looks.pages, settings)
    survey = Survey(document, record, looks.lang)
    written = []
    for number, gray in zip(numbers, show_pages(path, numbers, looks.dpi, settings), strict=True):
        page = by_number[number]
        heading = _heading(path, page, len(document.pages), looks.lang)
        png = render_page(gray, survey.on(page), heading, looks.dpi, looks.lang, facts=looks.facts)
        place = output / f"page-{number:03}.png"
        write_whole(place, [png])
        written.append(place)
        on_page(page)
    return tuple(written)


def _read(path: Path, settings: Settings, *, facts: bool) -> tuple[Document, ConventionRecord | None]:
    """The document, and its record where facts are to be drawn: without them the language model is not loaded."""
    if facts:
        from extractor.pipeline import extract_document

        extraction = extract_document(path, settings)
        return extraction.document, extraction.record
    from extractor.layout import lay_out
    from extractor.reading import read

    return lay_out(read(path, settings)), None


def _chosen(known: Sequence[int], wanted: tuple[range, ...], settings: Settings) -> list[int]:
    """The pages to draw: of those over the limit of the settings, which were not read, the first, which says so."""
    last = min(max(known, default=0), settings.max_pages + 1)
    for part in wanted:
        if part.start > last:
            raise PagesError(f"There is no page {part.start} to draw: the last one is {last}.")
    return [n for n in known if n <= last and (not wanted or any(n in part for part in wanted))]


def _refuse_strangers(output: Path) -> None:
    """Somebody's own page-001.png is not written over; a picture that we drew is."""
    for place in _pictures(output):
        if not is_drawn(place):
            raise OutputError(
                f"{place} was not drawn by this program and is not written over.",
                advice="Name another folder with --output.",
            )


def _pictures(output: Path) -> Iterator[Path]:
    return (place for place in output.iterdir() if re.fullmatch(r"page-\d{3,6}\.png", place.name, re.IGNORECASE))


def _heading(path: Path, page: Page, count: int, lang: Lang) -> str:
    """ "scan.pdf – page 3/6 – lue par OCR, confiance 92 % – inclinée de 1,2°"."""
    by = label(f"look_by_{page.reader}", lang)
    if page.ocr_confidence is not None:
        by += f", {label('ocr_confidence', lang)} {percent(page.ocr_confidence)}"
    parts = [
        path.name,
        f"{label('look_page', lang)} {page.number}/{count}",
        by + (f" ({in_words_of(page.reason, lang)})" if page.reason else ""),
    ]
    if page.rotation:
        parts.append(f"{label('look_rotation', lang)} {page.rotation}°")
    if round(page.skew, 1):
        degrees = f"{page.skew:.1f}°"
        parts.append(f"{label('look_skew', lang)} {degrees.replace('.', ',') if lang == 'fr' else degrees}")
    return " – ".join(parts)
