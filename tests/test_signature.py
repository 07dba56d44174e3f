"""Closing blocks in, place, date and copies out."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signing import LEAD

from extractor.document import lines_of
from extractor.language.signature import find_signature

CASES = tomllib.loads((Path(__file__).parent / "cases" / "signatures.toml").read_text("utf-8"))["block"]


def signature_of(text):
    return find_signature(text, lines_of(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " + ".join(case["tags"]))
def test_the_place_and_date_of_a_closing_block(case):
    signature = signature_of(LEAD + case["text"])
    assert ((signature.place or "") if signature else "") == case["place"]
    assert ((signature.date or "") if signature else "") == case["date"]
    if "copies" in case:
        assert signature.copies == case["copies"]


PLACES = [
    "Bellerive",
    "Saint-Jean-de-Luz",
    "Bourg-en-Bresse",
    "La Rochelle",
    "L'Isle-sur-Vire",
    "Le Mans",
    "PARIS",
    "Aix",
    "Québec",
]
DATES = [
    ("le 12 mars 2021", "2021-03-12"),
    ("le 1er octobre 2024", "2024-10-01"),
    ("le 03/04/2009", "2009-04-03"),
    ("le lundi 5 juillet 2021", "2021-07-05"),
    ("ce 3e jour de mai 2016", "2016-05-03"),
    ("ce dixième jour de septembre 1987", "1987-09-10"),
    ("le quatorze juillet deux mille neuf", "2009-07-14"),
]
COPIES = [
    ("en deux exemplaires originaux", 2),
    ("en double exemplaire", 2),
    ("en 3 exemplaires", 3),
    ("en quatre (4) exemplaires originaux", 4),
    ("en un seul original", 1),
    ("en autant d'exemplaires que de parties", None),
]


@settings(max_examples=150, deadline=None)
@given(
    place=st.sampled_from(PLACES),
    date=st.sampled_from(DATES),
    copies=st.sampled_from(COPIES),
    order=st.permutations(["place", "date", "copies"]),
    gap=st.sampled_from([", ", " ", ",\n", "\n\n, "]),
    lead=st.sampled_from(["Fait", "FAIT", "Fait et signé"]),
)
def test_place_date_and_copies_in_any_order(place, date, copies, order, gap, lead):
    parts = {"place": f"à {place}", "date": date[0], "copies": copies[0]}
    text = f"{LEAD}\n{lead} {gap.join(parts[key] for key in order)}.\n\nPour la Ville\nOctave PRIEUR\n"
    signature = signature_of(text)
    assert signature is not None, text
    assert (signature.place, signature.date, signature.copies) == (place, date[1], copies[1]), text
    assert text[signature.start : signature.end]


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("Accord du 12 mai 2008 relatif aux congés\n\nArticle 1er\nLe présent accord …\n", None, "2008-05-12"),
        ("AVENANT N° 2 DU 18 AOÛT 2020 À LA CONVENTION DU 13 OCTOBRE 2010\n\nArticle 1\nObjet\n", None, "2020-08-18"),
        (
            "Accord conclu, ce douzième jour de mars 1953,\n\nEntre\n\nLa Ville et le Club\n\nArticle I\n",
            None,
            "1953-03-12",
        ),
        ("Convention sur la pêche, signée à Klow le 25 juin 2021\n\nArticle I\nObjet\n", "Klow", "2021-06-25"),
        (
            "CONVENTION\n\nArticle 1\nLa loi du 1er juillet 1901 s'applique. Il a été fait à la Ville un don le 3 mai 2020.\n",
            None,
            None,
        ),
        ("Une lettre.\n", None, None),
        ("", None, None),
    ],
)
def test_a_date_that_stands_elsewhere(text, place, date):
    signature = signature_of(text)
    assert (signature.place if signature else None) == place
    assert (signature.date if signature else None) == date


def test_the_closing_block_is_preferred_to_the_title_and_to_an_annex():
    text = (
        "Accord du 1er mai 2019\n\nArticle 1 : Objet\n\nRien.\n\nFait à Gap, le 3 mai 2019\n\nPour la Ville\nOctave PRIEUR\n\n"
        "ANNEXE 1\n\nRèglement\n\nFait à Lyon, le 4 juin 2018\n"
    )
    signature = signature_of(text)
    assert (signature.place, signature.date) == ("Gap", "2019-05-03")
    assert {a.value for a in signature.alternatives} == {"2018-06-04", "2019-05-01"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Fait àlen2exmpi,.\n…_:1209/É"), max_size=300))
def test_any_text_is_survived(text):
    signature = signature_of("Fait à " + text)
    assert signature is None or 0 <= signature.start <= signature.end <= len(text) + 7


def test_signed_on_two_days_is_concluded_on_the_last():
    assert signature_of("Fait à Ambrelune, les 3 et 10 mai 2031.").date == "2031-05-10"


@pytest.mark.parametrize(
    ("opening", "closing", "date"),
    [
        ("CONSIDÉRANT le protocole signé à Sidi-Naceur le 21 mars 2011 ;", "", None),
        ("La convention conclue le 17 février 2020 a pris fin.", "Fait à Gap, le ………… 2023\n", None),
        ("AVENANT N° 2\nÀ LA CONVENTION D'OBJECTIFS DU 15 JANVIER 2020", "", None),
        ("La convention conclue le 17 février 2020 a pris fin.", "Fait à Gap, le 3 mai 2023\n", "2023-05-03"),
        ("La présente convention est signée à Gap le 3 mai 2023.", "", "2023-05-03"),
        ("L'AN MIL NEUF CENT SOIXANTE-QUATRE ET LE SIX AVRIL,", "", "1964-04-06"),
        ("L'an deux mille dix-huit, le cinq mars,", "", "2018-03-05"),
    ],
)
def test_the_date_of_another_agreement_is_not_the_date_of_this_one(opening, closing, date):
    signature = signature_of(f"{opening}\n\nEntre la Ville et le Club\n\nArticle 1\nRien.\n\n{closing}")
    assert (signature.date if signature else None) == date


def test_a_wide_gap_in_the_clause_is_no_column(tmp_path):
    from extractor.layout import lay_out
    from extractor.reading import read

    path = tmp_path / "convention.txt"
    path.write_text(
        "Article 1\nRien.\n\nFAIT À Gap        LE 20 janvier 2025\n\n"
        "POUR LA VILLE                        POUR LE CLUB\nAnne ROY                             Jean LEROY\n"
    )
    assert "FAIT À Gap LE 20 janvier 2025\n" in lay_out(read(path)).text
