"""The image of a page in, a `Page` with recognised words out: cleaned, straightened, read, boxes led back to the paper."""

from __future__ import annotations

import logging
import math
import re
import unicodedata
from collections.abc import Sequence

from extractor.document import Box, Page, Word
from extractor.errors import OcrError, TesseractMissing
from extractor.reading.cleaning import Cleaned, clean, is_blank
from extractor.reading.figures import doubt_struck_noughts, prove_figures
from extractor.reading.image import Gray
from extractor.reading.leftovers import read_numbers, read_strips, unread_strips
from extractor.reading.marks import read_marks
from extractor.reading.misreadings import put_right
from extractor.reading.ocr import Recognised
from extractor.reading.segmentation import segmentation_of
from extractor.reading.sizing import recognise_sized
from extractor.reading.spacing import set_apart
from extractor.reading.strokes import doubt_crossed
from extractor.reading.tables import find_tables
from extractor.reading.typography import looks_of
from extractor.reading.underlines import underlined
from extractor.settings import Settings

log = logging.getLogger(__name__)

_BELIEVABLE = (110.0, 1300.0)  # dots per inch
_LOWEST_DPI = 72.0
_A4_WIDTH_INCHES = 8.27
_ELIDED = re.compile(
    r"(?i:[ldnscjmt]|qu|jusqu|lorsqu|puisqu)['’](?:[A-ZÀ-ÖØ-ÞŒ]?[a-zà-öø-ÿœ-]{2,}|[A-ZÀ-ÖØ-ÞŒ]{6,})[.,;:)»]?"
)  # no acronym: those are misread often
_ELIDED_AT_LEAST = 0.65


def read_scan(gray: Gray, number: int, size: tuple[float, float], reason: str, settings: Settings) -> Page:
    """The page of `size` points whose image is `gray`; a page on which the engine fails has the reader "none"."""
    width, height = size
    cleaned = clean(gray, resolution_of(gray.shape, size))
    rotation, skew = cleaned.rotation, cleaned.skew
    if is_blank(cleaned.pieces, cleaned.ink.shape):
        return Page(number, width, height, "text", reason="blank page")
    try:
        found = recognise_sized(cleaned.image, cleaned.ink, settings, segmentation=segmentation_of(cleaned.ink))
        unread = unread_strips(cleaned.ink, found)
        lines = read_strips(cleaned.image, unread, found, settings)
        if lines:
            found = (*found, *lines)
            unread = unread_strips(cleaned.ink, found)
        found = (*found, *read_numbers(cleaned.image, cleaned.ink, cleaned.pieces, found, settings))
        found = set_apart(prove_figures(found, cleaned.image, cleaned.ink, settings), cleaned.ink)
        found = doubt_crossed(found, cleaned.ink, cleaned.pieces)
    except TesseractMissing:
        raise
    except OcrError as error:
        log.warning("page %d: %s", number, error)
        return Page(number, width, height, "none", reason=f"{reason}; {error}", rotation=rotation, skew=skew)
    points = width / gray.shape[1] / cleaned.scale
    words = _words(found, cleaned, size, points)
    return Page(
        number,
        width,
        height,
        "ocr",
        reason=reason if words else f"{reason}; no words recognised",
        words=words,
        ocr_confidence=mean_confidence(words),
        rotation=rotation,
        skew=skew,
        unread=tuple(
            _on_page(Recognised("", left, top, right - left, bottom - top, 0.0, 0), cleaned, size, points)
            for left, top, right, bottom in unread
        ),
        tables=_tables(cleaned, size, points),
    )


def resolution_of(shape: tuple[int, ...], size: tuple[float, float]) -> float:
    """Dots per inch of an image on a sheet; where the sheet's size is no paper's, as if the sheet were A4."""
    stated = shape[1] * 72 / size[0]
    if _BELIEVABLE[0] <= stated <= _BELIEVABLE[1]:
        return stated
    return min(max(min(shape) / _A4_WIDTH_INCHES, _LOWEST_DPI), _BELIEVABLE[1])


def mean_confidence(words: Sequence[Word]) -> float | None:
    """The confidence of a page, each word weighed by its letters; `None` without words."""
    letters = sum(len(word.text) for word in words)
    return round(sum(len(word.text) * (word.confidence or 0.0) for word in words) / letters, 4) if letters else None


def believed(text: str, confidence: float) -> float:
    """How sure a word is: the engine doubts "l'article" because its word list has no elided words.

    Of 128 such words to which it gave less than 0.6 on worn pages, 126 were right; of other words, two in three.
    """
    return round(_ELIDED_AT_LEAST + (1 - _ELIDED_AT_LEAST) * confidence, 4) if _ELIDED.fullmatch(text) else confidence


def _words(found: Sequence[Recognised], cleaned: Cleaned, size: tuple[float, float], points: float) -> tuple[Word, ...]:
    """The words on the page as shown; `points` is what a pixel of the cleaned page measures."""
    marked = doubt_struck_noughts(read_marks(found, cleaned.ink))
    texts = put_right([unicodedata.normalize("NFC", item.text) for item in marked])
    rules = [Box(rule.left, rule.top, rule.right, rule.bottom) for rule in cleaned.rules]
    flat = [Word(text, _box(item)) for text, item in zip(texts, marked, strict=True)]
    return tuple(
        Word(
            text,
            _on_page(item, cleaned, size, points),
            confidence=believed(text, item.confidence),
            bold=look.bold,
            size=None if look.em is None else round(look.em * points, 1),
            underlined=lined.underlined,
            line=item.line,
        )
        for text, item, look, lined in zip(
            texts, marked, looks_of(marked, cleaned.ink), underlined(flat, rules), strict=True
        )
    )


def _tables(cleaned: Cleaned, size: tuple[float, float], points: float) -> tuple[tuple[Box, ...], ...]:
    """The cells of the ruled tables on the page as shown."""
    levels, uprights = (
        [Box(*(points * side for side in (line.left, line.top, line.right, line.bottom))) for line in lines]
        for lines in (cleaned.levels, cleaned.uprights)
    )
    return tuple(
        tuple(_on_page(_piece(cell, points), cleaned, size, points) for cell in cells)
        for cells in find_tables(levels, uprights)
    )


def _piece(box: Box, points: float) -> Recognised:
    left, top, right, bottom = (round(side / points) for side in (box.x0, box.top, box.x1, box.bottom))
    return Recognised("", left, top, right - left, bottom - top, 0.0, 0)


def _box(item: Recognised) -> Box:
    return Box(item.left, item.top, item.left + item.width, item.top + item.height)


def _on_page(item: Recognised, cleaned: Cleaned, size: tuple[float, float], points: float) -> Box:
    """Where a word lies on the page as shown: its middle led back, its own width and height kept."""
    wide, high = item.width * points, item.height * points
    middle = (cleaned.left + item.left) * points + wide / 2, (cleaned.top + item.top) * points + high / 2
    x, y = as_shown(middle, size, cleaned.rotation, cleaned.skew)
    if cleaned.rotation in (90, 270):
        wide, high = high, wide
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def as_shown(point: tuple[float, float], size: tuple[float, float], rotation: int, skew: float) -> tuple[float, float]:
    """Where a point of the straightened page lies on the page as shown: the way back of `Page.upright`."""
    width, height = size
    wide, high = (height, width) if rotation in (90, 270) else (width, height)
    angle = math.radians(skew)
    dx, dy = point[0] - wide / 2, point[1] - high / 2
    x = wide / 2 + dx * math.cos(angle) - dy * math.sin(angle)
    y = high / 2 + dx * math.sin(angle) + dy * math.cos(angle)
    if rotation == 90:
        return y, height - x
    if rotation == 180:
        return width - x, height - y
    if rotation == 270:
        return width - y, x
    return x, y
