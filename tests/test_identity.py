"""A party's block in, legal form, numbers and address out; check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.folding import fold
from extractor.language.identity import find_address, find_legal_form, find_registrations, luhn


def numbers(text):
    return [(n.label, n.number, n.valid) for n in find_registrations(fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SIRET 732 829 320 00074", [("SIRET", "73282932000074", True)]),
        ("n° SIRET : 73282932000074", [("SIRET", "73282932000074", True)]),
        ("N° de SIRET : 732.829.320.00074 - Code APE", [("SIRET", "73282932000074", True)]),
        ("SIRET n° 732 829 320\n00074,", [("SIRET", "73282932000074", True)]),
        ("SIRET 732 829 320 00075", [("SIRET", "73282932000075", False)]),
        ("SIREN 732 829 320", [("SIREN", "732829320", True)]),
        ("numéro SIREN : 732829321", [("SIREN", "732829321", False)]),
        ("immatriculée au RCS de Nantes sous le n° 732 829 320", [("RCS", "732829320", True)]),
        ("RCS Nantes B 732 829 320", [("RCS", "732829320", True)]),
        ("identifiée sous le numéro 732 829 320 RCS Nantes", [("RCS", "732829320", True)]),
        ("sous le n° 732 829 320 RCS Nantes, au capital de 839 907 320 €", [("RCS", "732829320", True)]),
        ("registre du commerce et des sociétés de Pau sous le numéro 732 829 320", [("RCS", "732829320", True)]),
        ("déclarée sous le n° W751234567", [("RNA", "W751234567", True)]),
        ("RNA : W 75 1234567", [("RNA", "W751234567", True)]),
        ("NEQ 1234567890", [("NEQ", "1234567890", True)]),
        ("SIRET 356 000 000 00048", [("SIRET", "35600000000048", True)]),
        ("SIRET : ……………", []),
        ("le 12 janvier 2020, loi n° 2010-237", []),
    ],
)
def test_registration_numbers_and_their_check_digits(text, found):
    assert numbers(text) == found


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_one_check_digit_in_ten_is_right(stem):
    assert sum(luhn(f"{stem:08d}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "dont le siège est situé 12 rue des Forges, 26000 Valence, représentée par",
            "12 rue des Forges, 26000 Valence",
        ),
        (
            "dont le siège social est sis au 8 bis, quai Vert, 33000 Bordeaux, ci-après",
            "8 bis, quai Vert, 33000 Bordeaux",
        ),
        ("sise 3 place Verte 38000 Grenoble, représentée", "3 place Verte 38000 Grenoble"),
        ("sis à Brest, 8, quai de la Douane, représenté", "Brest, 8, quai de la Douane"),
        (
            "domiciliée à l'Hôtel de Ville, 1 place Haute, 05000 Gap, et représentée",
            "l'Hôtel de Ville, 1 place Haute, 05000 Gap",
        ),
        (
            "ayant son siège au 40, rue Principale, Lac-Noir (Québec) G0R 2N0, ici",
            "40, rue Principale, Lac-Noir (Québec) G0R 2N0",
        ),
        ("Adresse : 4 allée des Pins, 64000 Pau\nTéléphone : 05", "4 allée des Pins, 64000 Pau"),
        ("\n3 place de la Halle\n26780 MONTCALIEU\nReprésentée", "3 place de la Halle 26780 MONTCALIEU"),
        ("représentée par son maire", None),
    ],
)
def test_the_address_of_a_body(text, address):
    found = find_address(text, fold(text), 0, len(text))
    assert (found[2] if found else None) == address


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (
            ", association régie par la loi du 1er juillet 1901, dont",
            "association régie par la loi du 1er juillet 1901",
        ),
        (", société par actions simplifiée au capital de 10 000 €", "société par actions simplifiée"),
        (
            ", établissement public à caractère scientifique, culturel et professionnel, sis",
            "établissement public à caractère scientifique, culturel et professionnel",
        ),
        (", représentée par son maire", None),
        ("\nAssociation loi 1901\n", "Association loi 1901"),
    ],
)
def test_the_legal_form_as_written(text, form):
    found = find_legal_form(text, fold(text), 0, len(text))
    assert (found[2] if found else None) == form
