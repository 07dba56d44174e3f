"""Acronyms that the engine misreads on one line and reads right on the next."""

import pytest

from extractor.document import Box, Page, Word
from extractor.layout.acronyms import settle_acronyms


def page(*words: tuple[str, float, float], number: int = 1, reader: str = "ocr") -> Page:
    """Words of text, confidence and width, one below the other."""
    placed = tuple(
        Word(text, Box(50, 20 * row, 50 + wide, 20 * row + 10), confidence if reader == "ocr" else None)
        for row, (text, confidence, wide) in enumerate(words, start=1)
    )
    return Page(number, 595, 842, reader, words=placed)  # type: ignore[arg-type]


def texts(*pages: Page) -> list[str]:
    return [word.text for one in settle_acronyms(pages) for word in one.words]


SURE = [("l'ARQJ,", 0.75, 34.2), ("l'ARQJ,", 0.8, 34.3), ("l'ARQJ,", 0.7, 34.1)]


@pytest.mark.parametrize(
    ("read", "confidence", "wide", "meant"),
    [
        ("ARQ)J", 0.3, 27.0, "ARQJ"),  # no acronym holds a bracket
        ("(ARQ]J)", 0.3, 30.0, "(ARQJ)"),
        ("l'ARQYJ,", 0.4, 34.0, "l'ARQJ,"),  # as wide as the usual one: the same letters
        ("l'ARQY,", 0.5, 34.4, "l'ARQJ,"),
        ("l'ARQYJ,", 0.4, 38.0, "l'ARQYJ,"),  # wider: other letters
        ("l'ARQY,", 0.9, 34.2, "l'ARQY,"),  # the engine is sure
        ("l'ARS,", 0.3, 34.2, "l'ARS,"),  # nothing like it
        ("ARQ2", 0.3, 60.0, "ARQ2"),  # a class of things, and nothing to measure it by
    ],
)
def test_a_doubtful_acronym_is_read_as_the_document_spells_it(
    read: str, confidence: float, wide: float, meant: str
) -> None:
    assert texts(page(*SURE, (read, confidence, wide)))[-1] == meant


def test_the_word_stays_in_doubt_and_in_place() -> None:
    read = page(*SURE, ("ARQ)J", 0.3, 27.0))
    before, after = read.words[-1], settle_acronyms([read])[0].words[-1]
    assert (after.text, after.confidence, after.box) == ("ARQJ", 0.3, before.box)


def test_all_pages_bear_witness() -> None:
    assert texts(page(*SURE), page(("ARQ)J", 0.3, 27.0), number=2))[-1] == "ARQJ"


def test_two_spellings_that_the_document_uses_are_two_acronyms() -> None:
    assert texts(page(*SURE, *[("l'ARQY,", 0.5, 34.2)] * 2))[-1] == "l'ARQY,"


def test_a_text_layer_is_left_alone() -> None:
    assert texts(page(*SURE, ("ARQ)J", 0.3, 27.0), reader="text"))[-1] == "ARQ)J"
