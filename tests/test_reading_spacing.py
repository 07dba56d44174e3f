"""Words that the engine ran together although the paper shows a space between them."""

import cv2
import numpy as np
import pdf_factory
import pytest
import scan_factory

from extractor.reading.ocr import Recognised
from extractor.reading.spacing import set_apart


def printed(text: str, read: str) -> list[tuple[str, int, int]]:
    """What becomes of a word `read` where the paper shows `text`: each part with its first and last column of ink."""
    gray = scan_factory.photograph(pdf_factory.one_page(pdf_factory.drawn(text)))[0]
    ink = np.where(gray < 128, 255, 0).astype(np.uint8)
    left, top, wide, high = cv2.boundingRect(ink)
    parts = set_apart([Recognised(read, left, top, wide, high, 0.6, 1)], ink)
    assert all((part.top, part.height, part.line, part.confidence) == (top, high, 1, 0.6) for part in parts)
    return [(part.text, part.left - left, part.left + part.width - left) for part in parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Il incombe", ["Il", "incombe"]),
        ("La Ville", ["La", "Ville"]),
        ("les deux communes", ["lesdeuxcommunes"]),  # two spaces: which is the one the engine lost nobody knows
        ("convention", ["convention"]),
        ("l autre", ["lautre"]),  # a letter alone is what is left of a worn word
        ("C O N V E N T I O N", ["CONVENTION"]),
    ],
)
def test_a_space_on_the_paper_sets_words_apart(text: str, parts: list[str]) -> None:
    assert [part for part, _, _ in printed(text, text.replace(" ", ""))] == parts


def test_each_part_has_its_own_box() -> None:
    (_, start, end), (_, begin, stop) = printed("Il incombe", "Ilincombe")
    assert start == 0 < end < begin < stop
    assert begin - end > 8  # the space itself belongs to neither


def test_a_gap_among_letters_that_touch_is_placed_by_a_word_that_french_knows() -> None:
    # "rn" for "m" and the like: fewer pieces on the paper than letters read
    assert [part for part, _, _ in printed("pour tout", "pourtout")] == ["pour", "tout"]
    assert [part for part, _, _ in printed("pour ton", "pourtorn")] == ["pour", "torn"]
    assert [part for part, _, _ in printed("zone nord", "zornenord")] == ["zornenord"]
