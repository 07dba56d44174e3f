"""Offsets lead back to the paper."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Box, Document, Line, Page, PlacedWord, lines_of


def _document() -> Document:
    """Two lines on page 1, one on page 2; each word is 10 points wide a letter."""
    text = "Fait à Paris\nle 3 mai\n2024"
    words, lines = [], []
    for number, (start, end) in enumerate([(0, 12), (13, 21), (22, 26)]):
        page = 1 if number < 2 else 2
        lines.append(Line(start, end, page=page))
        offset = start
        for piece in text[start:end].split(" "):
            box = Box(10.0 * (offset - start), 20.0 * number, 10.0 * (offset - start + len(piece)), 20.0 * number + 12)
            words.append(PlacedWord(offset, offset + len(piece), page, box, 0.5 if piece == "mai" else 0.9))
            offset += len(piece) + 1
    return Document(text, tuple(lines), tuple(words))


def test_regions_give_one_box_a_line_across_pages():
    regions = _document().regions(5, 26)  # "à Paris / le 3 mai / 2024"
    assert [r.page for r in regions] == [1, 1, 2]
    assert regions[0].box == Box(50, 0, 120, 12)


def test_a_passage_carries_the_lowest_confidence_of_its_words():
    assert _document().ocr_confidence(13, 21) == 0.5
    assert _document().ocr_confidence(0, 4) == 0.9


def test_a_transcript_has_no_boxes_and_no_confidence():
    document = Document("Fait à Paris", lines_of("Fait à Paris"))
    assert document.regions(0, 12) == ()
    assert document.ocr_confidence(0, 12) is None


def test_page_of_an_offset():
    assert [_document().page_at(offset) for offset in (0, 14, 24)] == [1, 1, 2]


def test_an_inverted_box_is_refused():
    with pytest.raises(ValueError, match="inverted"):
        Box(10, 0, 5, 1)


@given(st.text(alphabet="ab \n"))
def test_lines_of_a_string_are_its_lines_that_say_something(text):
    lines = lines_of(text)
    assert [text[line.start : line.end] for line in lines] == [piece for piece in text.split("\n") if piece.strip()]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_put_upright(rotation):
    page = Page(1, 600, 800, "ocr", rotation=rotation)
    box = page.upright(Box(0, 0, 10, 20))
    wide, high = (10, 20) if rotation % 180 == 0 else (20, 10)
    assert math.isclose(box.width, wide) and math.isclose(box.height, high)
    corner = {0: (0, 0), 90: (780, 0), 180: (590, 780), 270: (0, 590)}[rotation]
    assert (round(box.x0), round(box.top)) == corner


def test_a_skewed_line_is_levelled():
    page = Page(1, 600, 800, "ocr", skew=2.0)
    slope = math.tan(math.radians(2.0))
    tops = {round(page.upright(Box(x, 400 + slope * x, x + 5, 410 + slope * x)).top, 1) for x in (50, 300, 550)}
    assert max(tops) - min(tops) < 0.5
