"""A cleaned page image in, recognised words with boxes and confidences out: the one seam to Tesseract.

Two engines give the same answer in the same form, Tesseract's own TSV: `tesserocr` in this process (a third cheaper,
no start for each page), else `pytesseract`, which starts the `tesseract` program.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from extractor.errors import OcrError, TesseractMissing
from extractor.reading.image import Gray
from extractor.settings import Settings

log = logging.getLogger(__name__)

Engine = Literal["tesserocr", "pytesseract"]
_PAGE_SEGMENTATION = 3  # fully automatic: columns, headings, blocks
_VARIABLES = {"tessedit_do_invert": "0"}
_TESSDATA_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A word as the engine saw it: pixels of the image it was given, confidence 0..1, line counted down the page."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: int


def recognise(image: Gray, settings: Settings, *, dpi: int = 300) -> tuple[Recognised, ...]:
    """The words of an image. Raises `TesseractMissing`, or `OcrError` where the engine fails on this page."""
    engine = engine_of(settings)
    tsv = _by_tesserocr(image, settings, dpi) if engine == "tesserocr" else _by_pytesseract(image, settings, dpi)
    return tuple(parse_tsv(tsv))


def engine_of(settings: Settings) -> Engine:
    """The engine that will be used, `tesserocr` where it can be; raises `TesseractMissing` where there is none."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # read when the library loads: pages in parallel beat threads
    data = find_tessdata(settings.ocr_language)
    if settings.engine != "pytesseract" and data is not None and _has_tesserocr():
        return "tesserocr"
    if settings.engine == "tesserocr":
        raise TesseractMissing(_missing(settings, "the tesserocr package", data is None))
    if shutil.which("tesseract") is None:
        raise TesseractMissing(_missing(settings, "Tesseract", data is None))
    if data is None:
        raise TesseractMissing(_missing(settings, "", True))
    return "pytesseract"


def _missing(settings: Settings, program: str, no_data: bool) -> str:
    names = [program] if program else []
    if no_data:
        names.append(f"Tesseract's data for the language {settings.ocr_language!r}")
    are = "are" if len(names) > 1 else "is"
    return f"This document has scanned pages, and {' and '.join(names)} {are} not installed."


@lru_cache(maxsize=8)
def find_tessdata(language: str) -> str | None:
    """The folder that holds the trained data of every language of "fra" or "fra+eng"; `None` where there is none."""
    wanted = [f"{name}.traineddata" for name in language.split("+")]
    for place in _tessdata_places():
        if place.is_dir() and all((place / name).is_file() for name in wanted):
            return str(place)
    return None


def _tessdata_places() -> Iterator[Path]:
    prefix = os.environ.get("TESSDATA_PREFIX")
    if prefix:
        yield Path(prefix)
        yield Path(prefix) / "tessdata"
    yield from map(Path, _TESSDATA_PLACES)
    program = shutil.which("tesseract")
    if program is not None:
        try:
            answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.SubprocessError):
            return
        if '"' in answer.stdout + answer.stderr:
            yield Path((answer.stdout + answer.stderr).split('"')[1])


@lru_cache(maxsize=1)
def _has_tesserocr() -> bool:
    try:
        import tesserocr  # noqa: F401
    except ImportError:
        return False
    return True


@lru_cache(maxsize=2)
def _api(language: str, data: str) -> Any:
    """The one engine of this process; it costs 0.1 s to start."""
    import tesserocr

    try:
        api = tesserocr.PyTessBaseAPI(
            path=data, lang=language, psm=_PAGE_SEGMENTATION, oem=tesserocr.OEM.LSTM_ONLY, variables=_VARIABLES
        )
    except RuntimeError as error:
        raise TesseractMissing(f"Tesseract cannot load its data for {language!r} from {data}: {error}.") from error
    return api


def _by_tesserocr(image: Gray, settings: Settings, dpi: int) -> str:
    import numpy

    api = _api(settings.ocr_language, find_tessdata(settings.ocr_language) or "")
    image = numpy.ascontiguousarray(image)
    height, width = image.shape
    try:
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(dpi)
        if not api.Recognize(int(settings.page_timeout_seconds * 1000)):
            raise OcrError("the engine gave up on this page (out of time, or an inner error)")
        return str(api.GetTSVText(0))
    except (RuntimeError, UnicodeDecodeError) as error:
        raise OcrError(f"the engine failed on this page: {error}") from error
    finally:
        api.Clear()


def _by_pytesseract(image: Gray, settings: Settings, dpi: int) -> str:
    import pytesseract
    from PIL import Image

    options = f"--oem 1 --psm {_PAGE_SEGMENTATION} --dpi {dpi}"
    options += f' --tessdata-dir "{find_tessdata(settings.ocr_language)}"'
    options += "".join(f" -c {name}={value}" for name, value in _VARIABLES.items())
    try:
        return str(
            pytesseract.image_to_data(
                Image.fromarray(image),
                lang=settings.ocr_language,
                config=options,
                timeout=settings.page_timeout_seconds,
            )
        )
    except (pytesseract.TesseractError, RuntimeError, OSError, UnicodeDecodeError) as error:
        raise OcrError(f"the engine failed on this page: {str(error).strip() or type(error).__name__}") from error


def parse_tsv(tsv: str) -> Iterator[Recognised]:
    """The words of Tesseract's table (level, page, block, par, line, word, left, top, width, height, conf, text)."""
    line, last = -1, None
    for row in tsv.splitlines():
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != "5":  # level 5 is a word; the header, blocks and lines have no text
            continue
        text = cells[11].strip()
        if cells[2:5] != last:
            line, last = line + 1, cells[2:5]
        if text:
            left, top, width, height = (int(cell) for cell in cells[6:10])
            yield Recognised(text, left, top, width, height, min(max(float(cells[10]) / 100, 0.0), 1.0), line)
