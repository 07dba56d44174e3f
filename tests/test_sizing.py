"""The engine is shown no more of a page than its type needs; words come back in the pixels of the whole page."""

import numpy as np
import pytest

from extractor.reading import sizing
from extractor.reading.ocr import Recognised
from extractor.reading.segmentation import ONE_BLOCK, SEARCH
from extractor.reading.sizing import factor_of, recognise_sized
from extractor.settings import Settings
from tests import scan_factory


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """The sizes of the images that the engine was given; it finds one word in the middle of each."""
    seen: list[tuple[int, ...]] = []

    def engine(image, settings, *, dpi=300, segmentation=3):  # type: ignore[no-untyped-def]
        seen.append((*image.shape, dpi))
        high, wide = image.shape
        return (Recognised("mot", wide // 4, high // 4, wide // 2, high // 2, 0.9, 1),)

    monkeypatch.setattr(sizing, "recognise", engine)
    return seen


def ink_of_size(size: float) -> np.ndarray:
    return 255 - scan_factory.photograph(scan_factory.typeset(size=size, underline=False), 300)[0]


def test_large_type_is_made_smaller_and_small_type_is_not() -> None:
    assert 0.6 < factor_of(ink_of_size(12)) < 0.85
    assert factor_of(ink_of_size(7)) == 1.0
    assert factor_of(np.zeros((3000, 2000), np.uint8)) == 1.0


def test_words_come_back_where_they_stand(shown: list[tuple[int, ...]]) -> None:
    ink = ink_of_size(12)
    high, wide = ink.shape
    (word,) = recognise_sized(255 - ink, ink, Settings(), segmentation=ONE_BLOCK)
    assert shown[0][0] < high and shown[0][2] < 300
    assert abs(word.left - wide / 4) <= 2 and abs(word.left + word.width - wide * 3 / 4) <= 2
    assert abs(word.top - high / 4) <= 2 and abs(word.top + word.height - high * 3 / 4) <= 2


def test_a_page_with_signatures_is_shown_whole(shown: list[tuple[int, ...]]) -> None:
    ink = ink_of_size(12)
    recognise_sized(255 - ink, ink, Settings(), segmentation=SEARCH)
    assert shown == [(*ink.shape, 300)]
