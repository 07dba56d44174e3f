"""Redlines: both texts come back, the other direction mirrors, typography is told from substance."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.comparing.misreadings import find_misreadings
from extractor.comparing.redline import is_cosmetic, is_identical, redline, sides
from extractor.comparing.words import flat, words_of

COSMETIC = [
    ("case", "La Ville paie le loyer.", "LA VILLE paie le loyer."),
    ("accents", "Résiliation à échéance", "Resiliation a echeance"),
    ("spaces and line breaks", "un préavis de\ntrois mois", "un  préavis de trois\u00a0mois"),
    ("apostrophes and quotes", "l'accord dit « ferme »", "l’accord dit \"ferme\""),
    ("dashes", "un compte-rendu", "un compte–rendu"),
    ("words cut at a hyphen", "une conven-\ntion socio-culturelle", "une convention socioculturelle"),
    ("bullets", "Elle doit :\n\n- payer ;\n\n- ranger.", "Elle doit :\n\n• payer ;\n\n• ranger."),
    ("numbering", "1° Le loyer est dû.\n\n2° Il est payé.", "a) Le loyer est dû.\n\nb) Il est payé."),
    ("numbers in words and figures", "trente (30) jours", "30 jours"),
    ("a number in words", "une durée de cinq ans", "une durée de 5 ans"),
    ("one month", "un mois avant", "1 mois avant"),
    ("digits in groups", "la somme de 12 500 euros", "la somme de 12500 euros"),
    ("a misread letter", "la présente convention", "la présenle conventlon"),
    ("a modal misread as no word", "Elle doit payer.", "Elle doii payer."),
    ("a word that begins with a misread digit", "un accord interne", "un accord 1nterne"),
    ("a comma", "La Ville, elle, paie.", "La Ville elle paie."),
    ("initials on a line of their own", "Elle paie.\nLe loyer est dû.", "Elle paie.\nAEK AB\nLe loyer est dû."),
]  # fmt: skip
SUBSTANCE = [
    ("a digit", "5 000 euros", "6 000 euros"),
    ("a decimal", "un taux de 1,5 %", "un taux de 15 %"),
    ("a number word", "deux mois", "dix mois"),
    ("a number in words and figures", "trente (30) jours", "trente (20) jours"),
    ("a negation", "Elle ne paie pas.", "Elle paie."),
    ("a negative prefix", "un droit cessible", "un droit incessible"),
    ("a prefix that no vocabulary has", "un bail transférable", "un bail intransférable"),
    ("a modal verb", "La Ville doit payer.", "La Ville peut payer."),
    ("a currency", "100 euros", "100 dollars"),
    ("a percent sign", "5 % du prix", "5 € du prix"),
    ("a unit", "trois mois", "trois jours"),
    ("a word that looks like another", "le lieu du dépôt", "le lien du dépôt"),
    ("a trade for another", "le foyer est dû", "le loyer est dû"),
    ("a word put in", "un accord des parties", "un accord exprès des parties"),
    ("a name", "M. Durand signe", "M. Durant signe"),
    ("singular and plural", "l'accord de la partie", "l'accord des parties"),
    ("a reference", "à l'article 3", "à l'article 4"),
    ("taxes", "100 euros\nHT\npar an", "100 euros\npar an"),
    ("a misread number word", "sept jours", "sepl jours"),
]


@pytest.mark.parametrize(("kind", "before", "after"), COSMETIC, ids=[one[0] for one in COSMETIC])
def test_typography(kind, before, after):
    changes = redline(before, after)
    assert is_cosmetic(changes), changes
    assert not is_identical(changes) or flat(before) == flat(after)


@pytest.mark.parametrize(("kind", "before", "after"), SUBSTANCE, ids=[one[0] for one in SUBSTANCE])
def test_substance(kind, before, after):
    assert not is_cosmetic(redline(before, after))


@pytest.mark.parametrize(
    ("before", "after", "harmless"),
    [
        ("Il doit :\n\n4.1 choisir;\n4.2 payer.", "Il doit :\n\n5.1 choisir;\n5.2 payer.", True),
        ("Il paie :\n\n4.5 millions la première année.", "Il paie :\n\n5.5 millions la première année.", False),
        ("Il paie 4.1 parts,\n4.2 parts ensuite.", "Il paie 4.1 parts,\n4.3 parts ensuite.", False),
    ],
)
def test_numbers_without_a_mark_are_labels_where_one_follows_another(before, after, harmless):
    assert is_cosmetic(redline(before, after)) is harmless


def test_a_redline_names_what_went_and_what_came():
    changes = redline("Un préavis de sept jours est donné.", "Un préavis de quinze jours est donné.")
    assert [(c.kind, c.text.strip()) for c in changes] == [
        ("same", "Un préavis de"), ("removed", "sept"), ("added", "quinze"), ("same", "jours est donné."),
    ]  # fmt: skip


def test_articles_that_only_moved_up_are_no_change():
    before, after = "Selon l'article 5, elle paie.", "Selon l'article 4, elle paie."
    assert is_cosmetic(redline(before, after, renumbered={"5": "4"}))
    assert is_cosmetic(redline(after, before, renumbered={"4": "5"}))
    assert not is_cosmetic(redline(before, after, renumbered={"5": "6"}))
    assert not is_cosmetic(redline("Elle paie 5 fois.", "Elle paie 4 fois.", renumbered={"5": "4"}))


def test_words_kept_between_long_changes_are_not_left_alone():
    changes = redline("la mise en place de salles de sport", "un apport de fonds de roulement")
    assert [c.kind for c in changes] == ["removed", "added"]


@pytest.mark.parametrize(
    ("one", "other", "meant"),
    [
        ("conventlon", "convention", True),
        ("prestatoire", "prestataire", True),
        ("lieu", "lien", False),
        ("cession", "session", False),
        ("assurer", "assumer", False),
        ("annuelle", "annuelles", False),
        ("transférable", "intransférable", False),
        ("ne", "me", False),
        ("six", "dix", False),
    ],
)
def test_misreadings(one, other, meant):
    found = find_misreadings(words_of(one), words_of(other))
    assert bool(found) == meant
    assert not set(found) & set(found.values())


PIECES = """la|le|de|l'|d’|Ville|ville|VILLE|club|paie|payer|5|cinq|(5)|trente|30|mois|ne|pas|doit|peut|,|.|;|:|-|•|1°|a)|article|3.2|1er
|convention|conventlon|résiliation|«|»|%|euros|AB"""
WORDS = st.lists(st.sampled_from([*PIECES.replace("\n", "").split("|"), "\n", "\n\n"]), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_both_texts_come_back(before, after):
    assert sides(redline(before, after)) == (flat(before), flat(after))


@settings(max_examples=200, deadline=None)
@given(WORDS, WORDS)
def test_the_other_direction_mirrors(before, after):
    there, back = redline(before, after), redline(after, before)
    assert sides(there) == tuple(reversed(sides(back)))
    for kind, other in (("removed", "added"), ("added", "removed")):
        assert [(c.text, c.cosmetic) for c in there if c.kind == kind] == [
            (c.text, c.cosmetic) for c in back if c.kind == other
        ]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_comes_back(before, after):
    assert sides(redline(before, after)) == (flat(before), flat(after))
    assert is_identical(redline(before, before))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_words_are_places_in_the_text(text):
    words = words_of(text)
    assert all(text[w.start : w.end] == w.text for w in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert "".join("".join(w.text for w in words).split()) == "".join(text.split())


def test_a_megabyte_against_another_does_not_hang():
    one = "La Ville paie le loyer du hangar chaque mois. " * 20_000
    other = "Le Club range le hangar du port chaque soir. " * 20_000
    changes = redline(one, other)
    assert not is_cosmetic(changes)


@pytest.mark.parametrize(("one", "other", "harmless"), [
    ("En cas de litige", "En ca5 de litige", True),
    ("ouvrir ses cours", "ouvrir ses conr5", True),
    ("une solution amiable", "une so|ution amiable", True),
    ("le prix de vente et les frais", "le prix dc vente ct les frais", True),
    ("Madame Ferrand\n\nPour la Ville", "Madame Ferrand\n\nfaveé\n\nPour la Ville", True),
    ("_ Resserrer les liens", "Resserrer les liens", True),
    ("le bâtiment B2", "le bâtiment B3", False),
    ("la Ville et le Club", "la Ville ou le Club", False),
    ("le Club paie", "le Club ne paie", False),
    ("trois ans", "trois mois", False),
    ("sur le port", "sous le port", False),
])  # fmt: skip
def test_short_words_that_a_scan_misread(one, other, harmless):
    assert is_cosmetic(redline(one, other)) is harmless
