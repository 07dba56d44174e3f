"""Where sentences begin and end, and that no character outside white space is lost on any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.sentences import LONGEST, find_sentences, sentence_at


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Elle dure un an. Elle est reconduite.", ["Elle dure un an.", "Elle est reconduite."]),
        ("Selon l'art. 5, M. Roux signe. Fin.", ["Selon l'art. 5, M. Roux signe.", "Fin."]),
        ("Selon l'article L. 2261-9 du code.", ["Selon l'article L. 2261-9 du code."]),
        ("Il est dit « oui. » Puis rien.", ["Il est dit « oui. »", "Puis rien."]),
        ("prévu à l'article 5. Elle dure", ["prévu à l'article 5.", "Elle dure"]),
        ("2. Durée", ["2. Durée"]),
        ("Durée\n\nElle dure un an", ["Durée", "Elle dure un an"]),
        ("pour une durée\n\nde trois ans", ["pour une durée\n\nde trois ans"]),
        ("un préavis de trois\nmois.", ["un préavis de trois\nmois."]),
        ("", []),
        ("  \n\n ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in find_sentences(text)] == sentences


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="aZ 1.,;!?\n«»'", max_size=200) | st.text(max_size=100))
def test_sentences_are_in_order_and_lose_nothing(text: str) -> None:
    spans = find_sentences(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_no_sentence_is_longer_than_the_limit() -> None:
    spans = find_sentences("mot " * 2_000 + "x" * 5_000)
    assert max(end - start for start, end in spans) <= LONGEST


def test_sentence_at() -> None:
    spans = find_sentences("Un. Deux.")
    assert [sentence_at(spans, offset) for offset in (0, 3, 4, 8)] == [0, 0, 1, 1]
    assert sentence_at((), 4) == -1
