"""The words of the layout are lists in TOML files, all of them used, compared without case and accents."""

import re
from pathlib import Path

import pytest

import extractor.layout
from extractor.errors import LexiconError
from extractor.layout.vocabulary import holds, load_words, plain, squeeze, starts_with

HOME = Path(extractor.layout.__file__).parent
NAMES = sorted(path.stem for path in HOME.glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_list_of_every_file_is_used(name):
    source = "\n".join(path.read_text("utf-8") for path in HOME.glob("*.py"))
    for key, words in load_words(name).items():
        assert words and len(set(words)) == len(words), f"{name}.{key} says a word twice"
        assert re.search(
            rf'"{name}", "{key}"|_number_patterns\("{key}"\)|words\["{key}"\]|load_words\("{name}"\)\["{key}"\]', source
        ), f"{name}.{key}"


def test_a_missing_file_is_one_clear_error():
    with pytest.raises(LexiconError, match=r"layout/nothing\.toml"):
        load_words("nothing")


@pytest.mark.parametrize(
    ("text", "form"), [("L’Été –", "l'ete -"), ("CŒUR", "coeur"), ("1\u00a0000", "1 000"), ("Art.", "art.")]
)
def test_plain_forms(text, form):
    assert plain(text) == form


def test_phrases_are_whole_words():
    assert squeeze("P a g e  2") == "page2"
    assert starts_with("marks", "closing").match(plain("Fait  à Tulle")) and not starts_with("marks", "closing").match(
        plain("Faite à Tulle")
    )
    assert holds("furniture", "letterhead").search(plain("Mairie - Tél : 05")) and not holds(
        "furniture", "letterhead"
    ).search("hotels")
