"""Folding keeps every character where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.folding import fold


@given(st.text())
def test_folding_moves_no_character(text):
    assert len(fold(text)) == len(text)


@given(st.text())
def test_each_character_is_folded_as_it_is_alone(text):
    assert fold(text) == "".join(map(fold, text))


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("À l’Université", "a l'universite"),
        ("«\u00a0UNE\u202f»", '" une "'),
        ("2024–2028", "2024-2028"),
        ("œuvre", "œuvre"),
        ("İ", "i"),
        ("deux\nlignes", "deux\nlignes"),
    ],
)
def test_case_accents_quotes_dashes_and_spaces_are_one(text, folded):
    assert fold(text) == folded
