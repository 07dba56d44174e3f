"""Numbers are counted on the paper: a figure that the engine drops is read again or makes the number doubtful."""

import dataclasses

import cv2
import numpy as np
import pytest

from extractor.reading import figures
from extractor.reading.figures import doubt_struck_noughts, prove_figures
from extractor.reading.ocr import Recognised
from extractor.settings import Settings

SIZE = (30, 20)  # height and width of a figure, pixels


def paper(*texts: str) -> tuple[np.ndarray, list[Recognised]]:
    """A line of words drawn as bars (a figure, a letter), low dots (a point) and blanks, and what stands there."""
    ink = np.zeros((120, 900), np.uint8)
    words, x = [], 40
    for text in texts:
        start = x
        for char in text:
            if char in ".,":
                cv2.rectangle(ink, (x, 76), (x + 4, 80), 255, -1)
                x += 10
            else:
                cv2.ellipse(ink, (x + 10, 65), (9, 15), 0, 0, 360, 255, 4)
                x += SIZE[1] + 5
        words.append(Recognised(text, start, 50, x - start - 3, 32, 0.95, 1))
        x += 20
    return ink, words


def proved(ink: np.ndarray, words: list[Recognised], read_again: str | None, monkeypatch, sure: float = 0.9):
    monkeypatch.setattr(
        figures,
        "recognise",
        lambda image, settings, segmentation: (
            () if read_again is None else (Recognised(read_again, 14, 14, 60, 32, sure, 1),)
        ),
    )
    return prove_figures(words, cv2.bitwise_not(ink), ink, Settings())


@pytest.mark.parametrize("texts", [("somme", "70", "000", "euros"), ("du", "1.10.2024", "au"), ("en", "2024,", "puis")])
def test_what_the_ink_confirms_stays_as_it_is(texts, monkeypatch) -> None:
    ink, words = paper(*texts)
    assert proved(ink, words, None, monkeypatch) == tuple(words)


def swallow(words: list[Recognised], index: int, text: str, left: int = 0) -> list[Recognised]:
    word = words[index]
    shorter = dataclasses.replace(word, text=text, left=word.left + left, width=word.width - left)
    return [*words[:index], shorter, *words[index + 1 :]]


@pytest.mark.parametrize("left", [0, 50], ids=["within its box", "left of its box"])
def test_a_dropped_figure_is_read_again(left, monkeypatch) -> None:
    ink, words = paper("somme", "70", "000", "euros")
    read = proved(ink, swallow(words, 2, "0", left), "000", monkeypatch)
    assert read[2].text == "000"
    assert read[2].left <= words[2].left
    assert read[2].confidence < 0.6  # settled, and still for a person to look at


@pytest.mark.parametrize(
    ("again", "sure"), [(None, 0.9), ("00", 0.9), ("000", 0.4), ("888", 0.9), ("mot", 0.9)], ids=str
)
def test_what_reading_again_does_not_settle_is_doubtful(again, sure, monkeypatch) -> None:
    ink, words = paper("somme", "70", "000", "euros")
    read = proved(ink, swallow(words, 2, "0"), again, monkeypatch, sure)
    assert [word.text for word in read] == ["somme", "70", "0", "euros"]
    assert read[2].confidence < 0.5
    assert read[1].confidence == 0.95


@pytest.mark.parametrize(
    ("sure", "again", "sure_again", "text", "left"),
    [
        (0.72, "2021", 0.95, "2021", 0.5),  # "2921" at first
        (0.72, "2921", 0.95, "2921", 0.88),
        (0.72, "2021", 0.6, "2921", 0.5),
        (0.72, "202", 0.95, "2921", 0.5),
        (0.72, "mot", 0.95, "2921", 0.72),
        (0.95, "2021", 0.97, "2921", 0.95),
    ],
)
def test_a_number_of_which_the_engine_is_unsure_is_read_again(sure, again, sure_again, text, left, monkeypatch) -> None:
    ink, words = paper("en", "2921", "puis")
    words[1] = dataclasses.replace(words[1], confidence=sure)
    read = proved(ink, words, again, monkeypatch, sure_again)[1]
    assert (read.text, read.confidence) == (text, left)


def test_words_beside_a_number_are_not_its_figures(monkeypatch) -> None:
    ink, words = paper("article", "6", "modifie")
    near = [words[0], words[1], *words[2:]]
    assert proved(ink, near, None, monkeypatch) == tuple(near)


def test_figures_that_touch_are_told_by_their_width(monkeypatch) -> None:
    ink, words = paper("en", "2024", "puis")
    cv2.line(ink, (words[1].left + 10, 65), (words[1].left + 40, 65), 255, 3)
    assert proved(ink, words, None, monkeypatch) == tuple(words)


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (("20@4", "@5", "2921", "(19)", "17", "mai"), ("20@4", "@5", "2921", "(19)")),
        (("66@", "2921", "mai"), ("66@",)),
        (("2921", "lou@rive.example", "17"), ()),
    ],
    ids=["noughts with a stroke", "once", "an address"],
)
def test_noughts_with_a_stroke_make_numbers_doubtful(texts, doubted) -> None:
    words = [Recognised(text, 0, 0, 10, 10, 0.9, 1) for text in texts]
    assert tuple(word.text for word in doubt_struck_noughts(words) if word.confidence < 0.6) == doubted
