"""What the engine passes over is read again, or said to be unread: page numbers at the foot, lines under signatures."""

import cv2
import numpy as np
import pytest

from extractor.document import Box, Page, Word
from extractor.layout import lay_out
from extractor.reading import leftovers
from extractor.reading.blemishes import blobs_of
from extractor.reading.leftovers import read_numbers, read_strips
from extractor.reading.ocr import Recognised
from extractor.settings import Settings


def sheet_with_number(text: str, *, beside: bool = False) -> np.ndarray:
    ink = np.zeros((3000, 2000), np.uint8)
    cv2.rectangle(ink, (300, 300), (1700, 330), 255, -1)
    cv2.putText(ink, text, (1000, 2950), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 255, 4)
    if beside:
        cv2.putText(ink, "lignes", (1060, 2950), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 255, 4)
    return ink


def engine_that_reads(text: str, sure: float, seen: list[int]):
    def engine(image, settings, *, segmentation):
        seen.append(segmentation)
        return (Recognised(text, 12, 12, 20, 30, sure, 1),)

    return engine


def numbers_of(ink: np.ndarray, *found: Recognised) -> tuple[Recognised, ...]:
    return read_numbers(cv2.bitwise_not(ink), ink, blobs_of(ink)[1], found, Settings())


@pytest.mark.parametrize(
    ("text", "sure", "found"), [("7", 0.9, ["7"]), ("7", 0.3, []), ("x", 0.9, []), ("77", 0.9, [])]
)
def test_a_lone_page_number_is_read_by_itself(text, sure, found, monkeypatch) -> None:
    ink = sheet_with_number("7")
    monkeypatch.setattr(leftovers, "recognise", engine_that_reads(text, sure, []))
    words = numbers_of(ink)
    assert [word.text for word in words] == found
    for word in words:
        assert ink[word.top : word.top + word.height, word.left : word.left + word.width].any()


def test_a_figure_within_a_line_or_already_read_is_no_page_number(monkeypatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(leftovers, "recognise", engine_that_reads("7", 0.9, seen))
    line = sheet_with_number("7", beside=True)
    numbers_of(line)
    numbers_of(sheet_with_number("7"), Recognised("7", 990, 2900, 60, 60, 0.9, 1))
    assert seen == []


def test_a_line_stays_print_though_a_signature_runs_through_its_last_word(monkeypatch) -> None:
    words = (("Monsieur", 0.96), ("Claude", 0.92), ("FOURMONT”", 0.0))

    def engine(image, settings, *, segmentation):
        return tuple(Recognised(text, 100 * i, 5, 90, 30, sure, 1) for i, (text, sure) in enumerate(words))

    monkeypatch.setattr(leftovers, "recognise", engine)
    white = np.full((3000, 2000), 255, np.uint8)
    read = read_strips(white, [(300, 500, 900, 560)], (), Settings())
    assert [word.text for word in read] == ["Monsieur", "Claude", "FOURMONT”"]
    assert read[-1].confidence == 0.0  # and it says where the doubt is


def test_a_lone_number_shares_its_line_with_no_strip(monkeypatch) -> None:
    ink = sheet_with_number("7")
    strips = [(300, 500 + 100 * index, 700, 560 + 100 * index) for index in range(3)]

    def engine(image, settings, *, segmentation):
        if segmentation != 7:
            return (Recognised("7", 12, 12, 20, 30, 0.9, 1),)
        calls.append(1)
        return (Recognised("Secrétaire" if len(calls) > 1 else "~", 12, 12, 200, 30, 0.9, 1),)

    calls: list[int] = []
    monkeypatch.setattr(leftovers, "recognise", engine)
    lines = read_strips(cv2.bitwise_not(ink), strips, (), Settings())
    words = (*lines, *numbers_of(ink, *lines))
    assert [word.text for word in words] == ["Secrétaire", "Secrétaire", "7"]
    assert len({word.line for word in words}) == 3


def test_a_line_that_cannot_be_read_is_told_and_shown() -> None:
    from extractor.assembling import _page_findings

    words = (Word("Article", Box(70, 80, 120, 92), 0.9, line=1),)
    page = Page(1, 595, 842, "ocr", words=words, unread=(Box(300, 283, 400, 295), Box(300, 312, 380, 324)))
    document = lay_out([page])
    assert [(item.kind, item.box) for item in document.furniture if not item.text] == [
        ("noise", Box(300, 283, 400, 295)),
        ("noise", Box(300, 312, 380, 324)),
    ]
    (finding,) = _page_findings([page])
    assert (finding.code, finding.severity) == ("writing-unread", "warning")
    assert "2 lignes" in finding.message and "10 cm, 11 cm" in finding.message
