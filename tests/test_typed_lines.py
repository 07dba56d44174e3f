"""What typing or a converter puts between letters and lines is taken out; what an author put there stays."""

from __future__ import annotations

import pytest

from extractor.layout.scraps import Block, Typed
from extractor.layout.typed_lines import join_letters, set_solid


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("E N T R E", "ENTRE"),
        ("M. Gérard B O U R D A L , agissant", "M. Gérard BOURDAL , agissant"),
        ("C O N V E N T I O N   D E   P R Ê T", "CONVENTION DE PRÊT"),
        ("D E  C O O P É R A T I O N", "DE COOPÉRATION"),
        ("Y D'une première part", "Y D'une première part"),
        ("représentée par M a d a m e Anne", "représentée par Madame Anne"),
        ("Plan A B C", "Plan A B C"),
        ("a b c d e f", "a b c d e f"),
    ],
)
def test_letter_spaced_words(typed: str, read: str) -> None:
    assert join_letters(typed) == read


def blocks(text: str) -> list[Block]:
    return [Block(tuple(Typed(line, 1) for line in piece.split("\n"))) for piece in text.strip().split("\n\n")]


def test_a_blank_line_after_each_line_parts_nothing() -> None:
    lines = [
        "La Société des quais de l'Outaouais, organisme public",
        "constitué en vertu de la Loi sur la Société des quais",
        "dont le siège est au 218, rue du Moulin-à-Vent, 2e aile",
        "Marie-Gérin, ici représentée par Mme Odile Brassard et",
        "dûment autorisée aux fins des présentes ; ci-après « la",
        "Société » et la Ville de Havre-Aubin, ci-après la Ville.",
    ]
    solid = set_solid(blocks("\n\n".join(lines * 3)))
    assert len(solid) == 3
    assert [line.text for line in solid[0].lines] == lines


def test_paragraphs_of_one_line_stay_apart() -> None:
    """Lines of an opening go on in one another and are no wrapped paragraph where others are far longer."""
    text = """entre la République et canton du Jorat

ci-après l'État, représenté par Blaise Perrin

conseiller d'État chargé de la culture

la Ville de Morges-le-Lac, ci-après la Ville

représentée par Corinne Aebis, conseillère

et l'Association des clavecins du Jorat

ci-après les Clavecins, représentée par Ugo Tan

président, et par Mireille Pas, administratrice

Le clavecin est un instrument ancien que l'association fait entendre chaque saison dans une douzaine de concerts.

Elle accueille les classes et prête la salle.

Elle tient des comptes que la Ville peut voir.

Fait à Morges-le-Lac, en trois exemplaires"""
    assert len(set_solid(blocks(text))) == len(blocks(text))
    wrapped = "\n\n".join([line for line in text.split("\n\n") if len(line) < 60] * 2)
    assert len(set_solid(blocks(wrapped))) < len(blocks(wrapped))
