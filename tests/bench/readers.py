"""The same worn pages read by `extractor text`, by plain Tesseract and by OCRmyPDF, in turns."""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from tests import scan_factory

RUNS = 3
SCANS = {"office scan, 300 dpi": (scan_factory.OFFICE, 300), "bad scan, 300 dpi": (scan_factory.BAD, 300)}


def plain(text: str) -> str:
    """A text as error rates are taken on it: one kind of apostrophe, no hyphens at line ends, single spaces."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("\ufffe", "-").replace("\f", "\n")
    return re.sub(r"\s+", " ", re.sub(r"-\s*\n\s*", "", text)).strip()


def compare() -> Iterator[tuple[str, str, float, float]]:
    """The scan, the reader, its CPU seconds a page (median of alternating runs) and its character error rate."""
    typeset = scan_factory.typeset()
    truth = scan_factory.truth_of(typeset)
    wanted = plain("\n".join(truth))
    with tempfile.TemporaryDirectory(prefix="extractor-bench-") as folder:
        for name, (wear, dpi) in SCANS.items():
            pages = [scan_factory.degrade(gray, wear) for gray in scan_factory.photograph(typeset, dpi)]
            path = Path(folder) / "scan.pdf"
            path.write_bytes(scan_factory.bind(pages, dpi=dpi, jpeg=wear.jpeg))
            readers = _readers(path, Path(folder), pages, dpi)
            seconds: dict[str, list[float]] = {reader: [] for reader in readers}
            texts: dict[str, str] = {}
            for _ in range(RUNS):
                for reader, read in readers.items():
                    before = _cpu()
                    texts[reader] = read()
                    seconds[reader].append((_cpu() - before) / len(pages))
            for reader, taken in seconds.items():
                wrong = Levenshtein.distance(plain(texts[reader]), wanted) / len(wanted)
                yield name, reader, statistics.median(taken), wrong


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _readers(path: Path, folder: Path, pages: list[scan_factory.Gray], dpi: int) -> dict[str, Callable[[], str]]:
    images = []
    for number, gray in enumerate(pages):
        images.append(folder / f"page{number}.png")
        scan_factory.Image.fromarray(gray).save(images[-1])

    def ours() -> str:
        return _run(sys.executable, "-m", "extractor", "text", str(path))

    def tesseract() -> str:
        return "\n".join(_run("tesseract", str(image), "-", "-l", "fra", "--dpi", str(dpi)) for image in images)

    def ocrmypdf(*options: str) -> str:
        side = folder / "side.txt"
        made = "-q", "-l", "fra", "--force-ocr", "--output-type", "pdf", "--sidecar", str(side)
        _run("ocrmypdf", *made, *options, str(path), str(folder / "out.pdf"))
        return side.read_text("utf-8")

    readers: dict[str, Callable[[], str]] = {"extractor text": ours, "tesseract alone": tesseract}
    if shutil.which("ocrmypdf"):
        readers["ocrmypdf"] = ocrmypdf
        readers["ocrmypdf --deskew"] = lambda: ocrmypdf("--deskew")
    return readers


def _run(*command: str) -> str:
    env = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, check=True, capture_output=True, env=env).stdout.decode()
