"""Whole conventions, from the text to the findings: one in order raises nothing, one with every fault raises each."""

import datetime as dt

import pytest

import extractor

GOOD = """\
CONVENTION DE SUBVENTION 2024

Entre les soussignés :

La Ville de Sauvebourg, représentée par son Maire, Mme Hélène TARDIEU, ci-après dénommée « la Ville », d'une part,

Et

L'association Les Gymnastes réunis, représentée par son Président, M. Paul VERNHES, ci-après dénommée « l'Association », d'autre part,

Il a été convenu ce qui suit :

Article 1 : Objet

La Ville soutient le projet sportif de l'Association par une subvention.

Article 2 : Durée

La présente convention est conclue pour une durée d'un (1) an à compter du 1er janvier 2024.

Article 3 : Montant et versement

La Ville verse à l'Association une subvention de dix mille euros (10 000 €) en deux (2) fois, la seconde après remise du compte rendu financier mentionné à l'article 4.

Article 4 : Justificatifs et contrôle

L'Association remet le compte rendu financier avant le 30 juin 2025. La Ville peut procéder à tout contrôle sur pièces. Les sommes non employées sont reversées.

Article 5 : Modification

La convention peut être modifiée par avenant signé par les deux parties.

Article 6 : Résiliation

Chaque partie peut résilier la convention par lettre recommandée avec un préavis de deux (2) mois.

Article 7 : Litiges

Les litiges relèvent du tribunal administratif de Pau.

Fait à Sauvebourg, le 5 décembre 2023, en deux exemplaires.

Pour la Ville                         Pour l'Association
Le Maire                              Le Président
Hélène TARDIEU                        Paul VERNHES
"""

BAD = """\
CONVENTION DE MISE À DISPOSITION DE LOCAUX 2022-2024

Entre les soussignés :

La Ville de Sauvebourg, représentée par son Maire, Mme Hélène TARDIEU, ci-après dénommée « la Ville », d'une part,

Et

L'association Les Gymnastes réunis, représentée par son Président, M. Paul VERNHES, ci-après dénommée « l'Association », d'autre part,

Et

L'association Le Volant, représentée par sa Présidente, Mme Claire DUMAS, ci-après dénommée « l'Association », d'autre part,

Il a été convenu ce qui suit :

Article 1 : Objet

La Ville met à disposition de l'Association le gymnase municipal, situé 3 rue des Lilas, pour la période du 1er septembre 2024 au 30 juin 2023. Le Prestataire assure le gardiennage. Le Prestataire rend compte chaque mois.

Article 2 : Durée

La présente convention est conclue pour une durée de trois (4) ans à compter du 1er septembre 2023.

Article 2 : Assurances

L'Association souscrit une police d'assurance pour un capital de dix mille euros (12 000 €). Elle dispose de trente (45) jours pour en justifier, conformément à l'article 12.

Article 5 : Assurances

La Ville assure le bâtiment. Le montant de la franchise est de ……………… euros. Les deux (3) clefs sont remises.

Article 6 : Résiliation

Chaque partie peut résilier la convention avec un préavis de deux mois.

Fait à Sauvebourg, le 5 mai 2028, en trois exemplaires.

Pour la Ville                         Pour Les Gymnastes réunis
Le Maire                              Le Président
Hélène TARDIEU                        p.o. Jean MOULINIER
"""

FAULTS = [
    ("alias-duplicate", "association Le Volant"),
    ("alias-undefined", "Le Prestataire"),
    ("blank-to-fill", "………………"),
    ("dates-out-of-order", "1er septembre 2024 au 30 juin 2023"),
    ("dates-out-of-order", "durée de trois (4) ans à compter"),
    ("duplicate-number", "Article 2 : Assurances"),
    ("heading-duplicate", "Article 5 : Assurances"),
    ("number-contradiction", "trois (4) ans"),
    ("number-contradiction", "dix mille euros (12 000 €)"),
    ("number-contradiction", "trente (45)"),
    ("number-contradiction", "deux (3)"),
    ("numbering-gap", "Article 5 : Assurances"),
    ("on-behalf-mark", "Jean MOULINIER"),
    ("party-without-signatory", "Le Volant"),
    ("reference-broken", "article 12"),
    ("signatory-differs", "Paul VERNHES"),
    ("title-period", "durée de trois (4) ans"),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    def record_of(text, name):
        path = tmp_path_factory.mktemp("conventions") / f"{name}.txt"
        path.write_text(text, "utf-8")
        return extractor.extract(path)

    return record_of


@pytest.fixture(scope="module")
def bad(read):
    return read(BAD, "bad")


def test_a_convention_in_order_raises_nothing(read):
    good = read(GOOD, "good")
    assert extractor.check(good) == []
    assert [one.code for one in extractor.check(good, today=dt.date(2026, 1, 1))] == ["expired"]


@pytest.mark.parametrize(("code", "words"), FAULTS)
def test_each_fault_is_pointed_at(bad, code, words):
    quotes = [" ".join(one.source.quote.split()) for one in extractor.check(bad) if one.code == code and one.source]
    assert any(words in quote or quote in words for quote in quotes), quotes


def test_nothing_else_is_pointed_at(bad):
    assert {one.code for one in extractor.check(bad)} == {code for code, _ in FAULTS} | {"clause-missing"}


def test_every_place_is_a_place_in_the_text(bad):
    places = [one.source for one in extractor.check(bad) if one.source]
    assert places and all(place.end - place.start == len(place.quote) and place.quote in BAD for place in places)
