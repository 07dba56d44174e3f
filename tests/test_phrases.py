"""Sentences of the program in both languages: turned whole, with what is filled in, and nothing else touched."""

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.phrases import entries, in_words_of

ENTRIES = entries()


def names(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["en"][:60])
def test_an_entry_turns_into_its_own_sentence(entry):
    assert names(entry["fr"]) == names(entry["en"])
    filled = {name: f"x{number}" for number, name in enumerate(sorted(names(entry["fr"])))}
    if names(entry["fr"]) & {"reason", "why", "where"}:
        return  # filled in with sentences of ours alone: see below
    for one, other in (("fr", "en"), ("en", "fr")):
        assert in_words_of(entry[one].format(**filled), other) == entry[other].format(**filled)
        assert in_words_of(entry[one].format(**filled), one) == entry[one].format(**filled)


@pytest.mark.parametrize(("text", "french"), [
    ("La page 3 n'a pas été lue : not read: over the limit of 2 (max_pages).", "La page 3 n'a pas été lue : non lue : au-delà de la limite de 2 (max_pages)."),
    ("La page 2 n'a pas été lue : no text layer, and recognition is switched off.", "La page 2 n'a pas été lue : aucune couche de texte, et la reconnaissance est désactivée."),
    ("Page 4 : page 4: the text layer is garbled, but recognition reads no better", "Page 4 : page 4 : la couche de texte est altérée, mais la reconnaissance ne lit pas mieux"),
    ("no text layer; the engine took more than 120 seconds", "aucune couche de texte; le moteur a pris plus de 120 secondes"),
])  # fmt: skip
def test_what_reading_says_is_french_in_a_french_report(text, french):
    assert in_words_of(text, "fr") == french


@pytest.mark.parametrize(("text", "english"), [
    ("sans équivalent dans ambrelune-2030", "no equivalent in ambrelune-2030"),
    ("modalité : obligation → faculté", "kind of promise: obligation → option"),
    ("préambule, articles 1 à 9", "preamble, articles 1 to 9"),
    ("première page (page(s) non lue(s) : 2, 3)", "the first page (pages not read: 2, 3)"),
    ("Le titre annonce 2030-2034, la clause de durée donne : fin au 2035-09-30.", "The title announces 2030-2034, the clause on the term gives: end on 2035-09-30."),
    ("« rédaction » : il n'y a pas d'article 14.", "« rédaction »: there is no article 14."),
])  # fmt: skip
def test_what_comparison_and_checks_say_is_english_in_an_english_report(text, english):
    assert in_words_of(text, "en") == english


@pytest.mark.parametrize(
    "text",
    [
        "Le Club paie, mais tard.",
        "titre de séjour, rédaction",
        "Ville de Brest",
        "",
        "La convention, avenant compris, dure.",
    ],
)
def test_what_a_document_says_is_not_turned(text):
    assert in_words_of(text, "en") == in_words_of(text, "fr") == text


@given(st.text(max_size=200))
def test_any_text_is_turned_once(text):
    for lang in ("fr", "en"):
        turned = in_words_of(text, lang)
        assert in_words_of(turned, lang) == turned


def test_hostile_text_is_quick():
    assert in_words_of("« " * 5000, "en") == "« " * 5000
    in_words_of("Page 1 : " + "« » : l'article n'est pas ; , " * 19, "en")
    in_words_of("{reason} {0} {x.__class__}", "en")


def test_each_reason_of_a_comparison_is_known():
    from extractor.comparing import articles, obligations

    fixed = [*articles._REASONS.values(), obligations._WORDING, obligations._UNNAMED, obligations._REWORDED]
    assert [one for one in fixed if in_words_of(one, "en") == one] == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("article 4 (1 engagement) : chauffer", "article 4 (1 commitment): chauffer"),
        ("articles 2, 3 et 5 (7 engagements) : chauffer", "articles 2, 3 and 5 (7 commitments): chauffer"),
    ],
)
def test_how_many_commitments_stand_where(french, english):
    assert in_words_of(french, "en") == english and in_words_of(english, "fr") == french
