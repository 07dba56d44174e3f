"""A pen's stroke across a word leaves it in doubt, so that a name cut by a signature is not taken for a name."""

import cv2
import numpy as np
import pytest

from extractor.reading.ocr import Recognised
from extractor.reading.strokes import doubt_crossed

NAME = Recognised("MAROT", 400, 300, 160, 34, 0.95, 1)
NEXT = Recognised("Maire", 400, 380, 140, 34, 0.95, 2)


def page(*strokes: tuple[tuple[int, int], tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Two words drawn as bars, with strokes of a pen, and the pieces of ink."""
    ink = np.zeros((700, 1200), np.uint8)
    for word in (NAME, NEXT):
        for x in range(word.left, word.left + word.width, 32):
            cv2.rectangle(ink, (x, word.top), (x + 8, word.top + word.height), 255, -1)
    for first, last in strokes:
        cv2.line(ink, first, last, 255, 6)
    return ink, cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:, :4]


@pytest.mark.parametrize(
    ("stroke", "doubted"),
    [
        (((300, 200), (600, 450)), True),
        (((585, 200), (545, 420)), True),  # where the next letter would stand
        (((800, 200), (900, 450)), False),
        (((300, 317), (700, 318)), False),  # a line ruled through is none of these
        (((480, 480), (600, 690)), False),
    ],
    ids=["across", "against its end", "far", "level", "below"],
)
def test_a_stroke_leaves_doubt_where_it_crosses(stroke, doubted):
    ink, pieces = page(stroke)
    name, _ = doubt_crossed((NAME, NEXT), ink, pieces)
    assert (name.confidence < 0.6) is doubted
    assert name.text == "MAROT"


def test_a_page_without_strokes_and_its_large_print_stay_as_they_are():
    ink, pieces = page()
    assert doubt_crossed((NAME, NEXT), ink, pieces) == (NAME, NEXT)
    large = Recognised("VILLE", 100, 100, 600, 180, 0.9, 1)
    cv2.rectangle(ink, (100, 100), (150, 280), 255, -1)
    pieces = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:, :4]
    assert doubt_crossed((large,), ink, pieces) == (large,)
