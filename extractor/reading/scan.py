"""The image of a page in, a `Page` with recognised words out: cleaned, straightened, read, boxes led back to the paper."""

from __future__ import annotations

import logging
import math
import unicodedata

from extractor.document import Box, Page, Word
from extractor.errors import OcrError, TesseractMissing
from extractor.reading.cleaning import Cleaned, clean
from extractor.reading.image import Gray
from extractor.reading.ocr import Recognised, recognise
from extractor.settings import Settings

log = logging.getLogger(__name__)


def read_scan(gray: Gray, number: int, size: tuple[float, float], reason: str, settings: Settings) -> Page:
    """The page of `size` points whose image is `gray`; a page on which the engine fails has the reader "none"."""
    width, height = size
    cleaned = clean(gray, gray.shape[1] * 72 / width)
    rotation, skew = cleaned.rotation, cleaned.skew
    try:
        found = recognise(cleaned.image, settings, dpi=round(72 / cleaned.per_pixel))
    except TesseractMissing:
        raise
    except OcrError as error:
        log.warning("page %d: %s", number, error)
        return Page(number, width, height, "none", reason=f"{reason}; {error}", rotation=rotation, skew=skew)
    words = tuple(_word(item, cleaned, size) for item in found)
    weights = [len(word.text) for word in words]
    confidence = (
        sum(weight * (word.confidence or 0.0) for weight, word in zip(weights, words, strict=True)) / sum(weights)
        if words
        else None
    )
    return Page(
        number,
        width,
        height,
        "ocr",
        reason=reason if words else f"{reason}; no words recognised",
        words=words,
        ocr_confidence=None if confidence is None else round(confidence, 4),
        rotation=rotation,
        skew=skew,
    )


def _word(item: Recognised, cleaned: Cleaned, size: tuple[float, float]) -> Word:
    points = cleaned.per_pixel
    wide, high = item.width * points, item.height * points
    centre = (cleaned.left + item.left) * points + wide / 2, (cleaned.top + item.top) * points + high / 2
    x, y = as_shown(centre, size, cleaned.rotation, cleaned.skew)
    if cleaned.rotation in (90, 270):
        wide, high = high, wide
    box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    return Word(unicodedata.normalize("NFC", item.text), box, confidence=item.confidence, line=item.line)


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
