"""Coloured stamps and pens over black print are lifted off it; coloured print and black stamps are left as they are."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
import scan_factory
from PIL import Image
from rapidfuzz.distance import Levenshtein

from extractor.layout import lay_out
from extractor.reading import read
from extractor.reading.stamps import find_stamps, without_colour

BLUE, RED, BLACK = (60, 80, 190), (200, 50, 60), (40, 40, 40)
CREAM = (250, 240, 205)
HEADING = ("5", "Résiliation")


def page(stamp: tuple[int, int, int] | None, paper: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """A page at 150 dpi with black print and a round stamp of some colour (red, green, blue) over the fifth heading."""
    print_ = scan_factory.photograph(scan_factory.typeset(), 150)[0]
    colours = np.repeat(print_[:, :, None], 3, axis=2).astype(np.float32)
    if stamp is not None:
        ink = np.full(colours.shape, 255, np.uint8)
        middle = 330, 1090
        for radius, thick in ((100, 5), (70, 3)):
            cv2.circle(ink, middle, radius, stamp, thick)
        for angle in range(0, 360, 20):
            at = [int(m + 84 * f(np.radians(angle))) for m, f in zip(middle, (np.cos, np.sin), strict=True)]
            cv2.putText(ink, "M", (at[0] - 8, at[1] + 8), cv2.FONT_HERSHEY_SIMPLEX, 0.7, stamp, 2)
        colours = np.minimum(colours, ink)
    return (colours * (np.array(paper) / 255)).astype(np.uint8)


def bound(colours: np.ndarray, path: Path) -> Path:
    out = io.BytesIO()
    Image.fromarray(colours).save(out, "PDF", resolution=150, quality=60)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(("stamp", "paper"), [(BLUE, (255, 255, 255)), (RED, CREAM)], ids=["blue", "red on cream"])
def test_what_stands_under_a_coloured_stamp_is_read(stamp, paper, tmp_path: Path) -> None:
    document = lay_out(read(bound(page(stamp, paper), tmp_path / "stamped.pdf")))
    plain = lay_out(read(bound(page(None, paper), tmp_path / "plain.pdf")))
    headings = [document.text[line.start : line.end].split() for line in document.lines if line.kind == "heading"]
    assert HEADING in [(number, title) for _, number, *_, title in headings]
    assert Levenshtein.distance(document.text, plain.text) <= 4


def small(colours: np.ndarray) -> np.ndarray:
    size = colours.shape[1] * 2 // 3, colours.shape[0] * 2 // 3
    return cv2.resize(colours[:, :, ::-1], size, interpolation=cv2.INTER_AREA)


def test_a_stamp_is_found_where_it_stands_on_print() -> None:
    ((left, top, right, bottom),) = find_stamps(small(page(BLUE)))
    assert abs((left + right) / 2 - 220) < 8 and abs((top + bottom) / 2 - 727) < 8


def test_none_is_found_where_there_is_none() -> None:
    white = np.full((1684, 1190, 3), 255, np.uint8)
    for colours in (page(None), page(None, CREAM), page(BLACK), white):
        assert find_stamps(small(colours)) == []
    coloured = np.where(page(None)[:, :, :1] < 128, np.array(BLUE), 255).astype(np.uint8)
    assert find_stamps(small(coloured)) == []  # print in colour stays


def test_black_stays_black_and_paper_paper() -> None:
    part = np.array([[BLACK, BLUE, (255, 255, 255), (30, 20, 70)]], np.uint8)
    pale = without_colour(part, np.full(3, 255, np.float32))[0]
    assert pale[0] == 0 and pale[1] > 240 and pale[3] == 0  # 0 leaves a pixel as it was
