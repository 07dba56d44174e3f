"""A scan of many pages is read within the memory of a few: what one page needed is given back before the next."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import scan_factory
from PIL import Image

_READ = """
import pathlib, resource, sys
from extractor.reading import pdf, read_pages

def peak():  # megabytes; what the system says of a child counts the memory of its parent at birth
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 // (1024 if sys.platform == "darwin" else 1)

pdf._MOST_HELD = 3_000_000  # as if the file were as large as one of 500 pages
for page in read_pages(pathlib.Path(sys.argv[1])):
    assert page.reader == "ocr" and "registre" in [word.text for word in page.words], page.reason
    if page.number in (5, 14):
        print(peak())
"""


@pytest.fixture(scope="module")
def long_scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """14 pages of one line each, all different, with the grain of a scanner: eight megabytes each when painted."""
    line = scan_factory.photograph(scan_factory.typeset(articles=(("Page du registre des délibérations", ()),)), 300)[0]
    grain = np.random.default_rng(1).integers(0, 40, line.shape, np.uint8)
    pages = [cv2.subtract(line, np.roll(grain, 31 * number)) for number in range(14)]
    path = tmp_path_factory.mktemp("long") / "scan.pdf"
    first, *others = map(Image.fromarray, pages)
    first.save(path, "PDF", resolution=300, quality=94, save_all=True, append_images=others)
    return path


def test_memory_does_not_grow_with_the_pages(long_scan: Path) -> None:
    read = subprocess.run([sys.executable, "-c", _READ, str(long_scan)], capture_output=True, text=True, check=True)
    early, late = map(int, read.stdout.split())
    assert late < 400  # megabytes
    assert late - early < 12  # PDFium would hold all of the pages between
