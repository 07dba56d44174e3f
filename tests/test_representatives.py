"""What follows "représentée par" in, people and roles out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.folding import fold
from extractor.language.persons import read_person
from extractor.language.representatives import find_represented, parse_representatives
from extractor.language.roles import read_role


def people(text):
    return [(r.name, r.role) for r in parse_representatives(text, fold(text), 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("son Président, M. Yves ROY,", [("Yves ROY", "Président")]),
        ("M. Yves ROY, son président ;", [("Yves ROY", "président")]),
        ("Yves ROY, président.", [("Yves ROY", "président")]),
        ("Monsieur Yves ROY en qualité de président,", [("Yves ROY", "président")]),
        ("Mme ROY Anne, agissant en sa qualité de directrice,", [("ROY Anne", "directrice")]),
        ("Me Anne Roy, ès qualités de liquidateur", [("Anne Roy", "liquidateur")]),
        ("le Président de son conseil, M. Yves ROY,", [("Yves ROY", "Président de son conseil")]),
        ("Monsieur le Maire, Yves ROY", [("Yves ROY", "Maire")]),
        ("Madame la Présidente du Conseil régional, Anne ROY,", [("Anne ROY", "Présidente du Conseil régional")]),
        ("son Maire en exercice, dûment habilité par délibération n° 3 du 4 mai 2020,", [(None, "Maire")]),
        ("son représentant légal, M. Yves ROY, Président", [("Yves ROY", "Président")]),
        ("son représentant légal en exercice", [(None, "représentant légal")]),
        ("M. Yves ROY, dûment habilité à cet effet en sa qualité de trésorier", [("Yves ROY", "trésorier")]),
        ("M. Yves ROY et Mme Anne BLIN, coprésidents,", [("Yves ROY", "coprésidents"), ("Anne BLIN", "coprésidents")]),
        ("M. Yves ROY, maire, et Mme Anne BLIN, adjointe,", [("Yves ROY", "maire"), ("Anne BLIN", "adjointe")]),
        (
            "son maire, M. Yves ROY, et par son greffier, Me Luc BLIN,",
            [("Yves ROY", "maire"), ("Luc BLIN", "greffier")],
        ),
        ("son président M. Yves ROY ou son représentant,", [("Yves ROY", "président")]),
        ("M. Yves ROY, maire, ou toute personne déléguée", [("Yves ROY", "maire")]),
        (
            ":\n- M. Yves ROY, président\n- Mme Anne BLIN, secrétaire",
            [("Yves ROY", "président"), ("Anne BLIN", "secrétaire")],
        ),
        (":\nMonsieur Yves ROY\nMaire\nCi-après", [("Yves ROY", "Maire")]),
        ("M. ……………………, Maire,", [(None, "Maire")]),
        ("son président, M. [nom],", [(None, "président")]),
        ("Madame Xxxxx XXXXXXX, Présidente", [(None, "Présidente")]),
        ("Jean-Xxxxxx XXXXXXX, directeur", [(None, "directeur")]),
        (
            "l’honorable George H. Blake, secrétaire provincial suppléant,",
            [("George H. Blake", "secrétaire provincial suppléant")],
        ),
        ("le très honorable Louis-S. St-Amand, Premier Ministre,", [("Louis-S. St-Amand", "Premier Ministre")]),
        (
            "M. Bruno Le Maire, ministre de l'Économie, des Finances et de la Relance,",
            [("Bruno Le Maire", "ministre de l'Économie, des Finances et de la Relance")],
        ),
        (
            "sa Secrétaire générale en France Madame Anne ROY,\nsa Secrétaire générale au Pérou Madame Inès PAZ ,",
            [("Anne ROY", "Secrétaire générale en France"), ("Inès PAZ", "Secrétaire générale au Pérou")],
        ),
        ("son président Jean Roy dûment habilité", [("Jean Roy", "président")]),
        ("le Général Paul BRUN, commandant la base,", [("Paul BRUN", "commandant la base")]),
        ("le Dr Anne-Lise ROY-BLIN, cheffe de service", [("Anne-Lise ROY-BLIN", "cheffe de service")]),
        ("M. Ange del Castillo, gérant", [("Ange del Castillo", "gérant")]),
        ("Mme Capucine de La Tour d’Orval, vice-présidente", [("Capucine de La Tour d’Orval", "vice-présidente")]),
        ("Octavian Mureșan, directeur", [("Octavian Mureșan", "directeur")]),
        ("M. O. N'Diaye, directeur", [("O. N'Diaye", "directeur")]),
        ("Madame la Préfète", [(None, "Préfète")]),
        ("son Président (M. Yves ROY)", [("Yves ROY", "Président")]),
        ("Mme Anne ROY (Présidente)", [("Anne ROY", "Présidente")]),
        ("le Recteur, chancelier des universités, M. Yves ROY,", [("Yves ROY", "Recteur, chancelier des universités")]),
        (
            "M. Yves ROY, président de l'association et trésorier",
            [("Yves ROY", "président de l'association et trésorier")],
        ),
        ("M. Yves ROY, assisté de Mme BLIN, secrétaire", [("Yves ROY", None)]),
        ("", []),
        (", et désignée", []),
    ],
)
def test_people_and_their_roles(text, found):
    assert people(text) == found


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("la Ville, représentée par son maire", "son maire"),
        ("la Ville, représentée aux fins des présentes par son maire", "son maire"),
        ("la Ville, représentée, en vertu d'une délibération du 3 mai 2020, par son maire", "son maire"),
        ("la Ville, prise en la personne de son maire", "son maire"),
        ("la Ville\nReprésentée par :\nson maire", "son maire"),
        ("la Ville, agissant par son maire", "son maire"),
        ("Représentant légal : Mme ROY", "Mme ROY"),
        ("la Ville, sise à Pau", None),
    ],
)
def test_where_the_representatives_begin(text, rest):
    at = find_represented(fold(text), 0, len(text))
    assert (text[at:].strip(" :\n") if at is not None else None) == rest


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("son Maire en exercice, M. ROY", "Maire"),
        ("la Présidente du Conseil d'administration, Mme", "Présidente du Conseil d'administration"),
        ("le Premier ministre", "Premier ministre"),
        ("Directeur général adjoint, chargé des sports, M.", "Directeur général adjoint, chargé des sports"),
        (
            "ministre de la Culture, de la Jeunesse et des Sports, ci-après",
            "ministre de la Culture, de la Jeunesse et des Sports",
        ),
        ("président d'une part", "président"),
        ("président, d'une part", "président"),
        ("mairie", None),
        ("les présentes", None),
    ],
)
def test_how_far_a_role_reaches(text, value):
    role = read_role(text, fold(text), 0, len(text))
    assert (role.value if role else None) == value


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("M. adJeanRoyPUN,;:-\n'éÉ…_()[]dele "), max_size=120))
def test_any_passage_is_survived_and_spans_hold(text):
    for person in parse_representatives(text, fold(text), 0, len(text)):
        assert 0 <= person.start <= person.end <= len(text)
    found = read_person(text, fold(text), 0, len(text))
    assert found is None or 0 <= found.start <= found.name_start <= found.end <= len(text)
