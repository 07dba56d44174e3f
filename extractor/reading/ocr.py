"""A cleaned page image in, recognised words with boxes and confidences out: the one seam to Tesseract.

Two engines give the same answer in the same form, Tesseract's own TSV: `tesserocr`, loaded once in a child process
that serves page after page (half the cost), else `pytesseract`, which starts the `tesseract` program for each page.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractor.errors import OcrError, TesseractMissing
from extractor.reading.engine import EngineProcess
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.reading.image import Gray

Engine = Literal["tesserocr", "pytesseract"]
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


def recognise(image: Gray, settings: Settings, *, dpi: int = 300, segmentation: int = 3) -> tuple[Recognised, ...]:
    """The words of an image; `segmentation` is Tesseract's page mode (3: searched, 6: one block). Raises `TesseractMissing`, or `OcrError` where the engine fails on this page."""
    engine = engine_of(settings)
    read = _by_tesserocr if engine == "tesserocr" else _by_pytesseract
    try:
        return tuple(parse_tsv(read(image, settings, dpi, segmentation)))
    except ValueError as error:
        raise OcrError(f"the engine answered nonsense: {error}") from error


def engine_of(settings: Settings) -> Engine:
    """The engine that will be used, `tesserocr` where it can be; raises `TesseractMissing` where there is none."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # pages in parallel beat threads within a page
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
    return importlib.util.find_spec("tesserocr") is not None


@lru_cache(maxsize=2)
def _engine(language: str, data: str) -> EngineProcess:
    """The one engine that serves this process."""
    return EngineProcess(language, data, _VARIABLES)


def _by_tesserocr(image: Gray, settings: Settings, dpi: int, segmentation: int) -> str:
    engine = _engine(settings.ocr_language, find_tessdata(settings.ocr_language) or "")
    height, width = image.shape
    return engine.recognise(
        image.tobytes(), (width, height), dpi=dpi, segmentation=segmentation, seconds=settings.page_timeout_seconds
    )


def _by_pytesseract(image: Gray, settings: Settings, dpi: int, segmentation: int) -> str:
    import pytesseract

    options = f"--oem 1 --psm {segmentation} --dpi {dpi}"
    options += f' --tessdata-dir "{find_tessdata(settings.ocr_language)}"'
    options += "".join(f" -c {name}={value}" for name, value in _VARIABLES.items())
    height, width = image.shape
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        picture = (
            Path(folder) / "page.pgm"
        )  # given by name: an array would be packed as PNG first, for a third of a second
        picture.write_bytes(b"P5 %d %d 255\n" % (width, height) + image.tobytes())
        try:
            return str(
                pytesseract.image_to_data(
                    str(picture),
                    lang=settings.ocr_language,
                    config=options,
                    timeout=settings.page_timeout_seconds,
                )
            )
        except (pytesseract.TesseractError, RuntimeError, OSError, UnicodeDecodeError, ValueError) as error:
            message = " ".join(str(error).split()) or type(error).__name__
            late = "timeout" in message.lower()
            raise OcrError(
                f"the engine took more than {settings.page_timeout_seconds:g} seconds"
                if late
                else f"the engine failed: {message[:300]}"
            ) from error


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
