"""Lines that the engine passes over are found by their ink and read again."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from extractor.reading.leftovers import read_strips, unread_strips
from extractor.reading.ocr import Recognised
from extractor.settings import Settings


def page(*lines: tuple[int, str]) -> tuple[np.ndarray, np.ndarray]:
    """A white page at 300 dpi with lines of print, as image and as ink."""
    sheet = Image.new("L", (1600, 900), 255)
    for top, text in lines:
        ImageDraw.Draw(sheet).text((100, top), text, fill=0, font_size=46)
    image = np.asarray(sheet)
    return image, cv2.threshold(image, 128, 1, cv2.THRESH_BINARY_INV)[1]


def word(left: int, top: int, width: int, height: int) -> Recognised:
    return Recognised("mot", left, top, width, height, 0.9, 1)


def test_a_line_without_words_is_found_and_read():
    image, ink = page((100, "Pour la commune de Valmont"), (500, "Madame Solange MARTIN"))
    found = [word(90, 90, 900, 80)]
    (strip,) = unread_strips(ink, found)
    assert strip[1] <= 510 and strip[3] >= 540
    words = read_strips(image, [strip], found, Settings())
    assert " ".join(item.text for item in words) == "Madame Solange MARTIN"
    assert all(item.top > 480 and item.left >= 90 and item.line > 1 for item in words)


def test_a_page_that_was_read_whole_leaves_nothing():
    _, ink = page((100, "Pour la commune de Valmont"))
    assert unread_strips(ink, [word(90, 90, 900, 80)]) == []


def test_an_empty_page_and_a_thick_stroke_are_no_lines():
    assert unread_strips(np.zeros((50, 50), np.uint8), []) == []
    ink = np.zeros((600, 900), np.uint8)
    cv2.line(ink, (100, 500), (800, 100), 1, 9)
    assert unread_strips(ink, []) == []
