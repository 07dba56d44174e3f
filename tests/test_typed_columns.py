"""Closing blocks typed side by side come out one signatory after the other."""

import pytest

from extractor.layout.typed_columns import unfold_columns


def unfolded(text: str) -> list[str]:
    return [line for line in unfold_columns(text.split("\n")) if line]


def test_two_columns_become_two_blocks():
    text = """Fait à Valmont, le 3 mai 2021

Pour le club,                         Pour la commune,
Le président                          Le maire
Paul MORIN                            Anne LEROUX"""
    assert unfolded(text) == [
        "Fait à Valmont, le 3 mai 2021",
        "Pour le club,",
        "Le président",
        "Paul MORIN",
        "Pour la commune,",
        "Le maire",
        "Anne LEROUX",
    ]


def test_a_column_of_its_own_height_and_blank_lines_between():
    text = """Fait à Valmont, le 3 mai 2021
Pour le club              Pour la ville

Le président              La maire
                          par délégation
Paul MORIN                Anne LEROUX"""
    assert unfolded(text)[1:] == [
        "Pour le club",
        "Le président",
        "Paul MORIN",
        "Pour la ville",
        "La maire",
        "par délégation",
        "Anne LEROUX",
    ]


def test_three_columns_and_tabs():
    text = "Fait à Valmont\nPour A\tPour B\tPour C\nPaul MORIN\tAnne LEROUX\tZoé BLIN"
    assert unfolded(text)[1:] == ["Pour A", "Paul MORIN", "Pour B", "Anne LEROUX", "Pour C", "Zoé BLIN"]


def test_two_places_and_dates_side_by_side():
    text = """Fait à Valmont, le 3 mai 2021            Fait à Tamba, le 9 juin 2021
Pour le club                             Pour la ligue
Paul MORIN                               Awa SECK"""
    assert unfolded(text) == [
        "Fait à Valmont, le 3 mai 2021",
        "Pour le club",
        "Paul MORIN",
        "Fait à Tamba, le 9 juin 2021",
        "Pour la ligue",
        "Awa SECK",
    ]


def test_a_table_of_amounts_keeps_its_rows():
    text = "Les aides sont :\nSection A      1 200 €\nSection B        800 €"
    assert unfolded(text) == text.split("\n")
    text = "Fait à Valmont\nSection A      1 200 €   2021\nSection B        800 €   2022"
    assert unfolded(text) == text.split("\n")


def test_text_after_the_block_is_not_swallowed():
    text = """Fait à Valmont
Pour le club              Pour la ville
Paul MORIN                Anne LEROUX

ANNEXE 1 : LE PLAN
Le programme comporte trois volets que voici, sur une ligne longue."""
    assert unfolded(text)[-2:] == [
        "ANNEXE 1 : LE PLAN",
        "Le programme comporte trois volets que voici, sur une ligne longue.",
    ]


def test_room_left_for_signatures_between_roles_and_names():
    text = """Fait à Valmont, le 3 mai 2021

      Le préfet de la Vaire,                      Le maire de Valmont,



         Paul MORIN                                   Anne LEROUX"""
    assert unfolded(text)[1:] == ["Le préfet de la Vaire,", "Paul MORIN", "Le maire de Valmont,", "Anne LEROUX"]


def test_a_markdown_table_of_signatures():
    text = "Fait à Valmont\n\n| Pour le club | Pour la ville |\n|---|---|\n| Paul MORIN | Anne LEROUX |"
    assert unfolded(text)[1:] == ["Pour le club", "Paul MORIN", "Pour la ville", "Anne LEROUX"]


def test_the_rule_of_a_table_may_end_the_text():
    assert unfolded("FAIT\n|---|---|") == ["FAIT"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Ainsi fait en deux exemplaires.",
            "",
            "Au nom du canton :           Au nom du club :",
            "A. ROY                       B. LEROY",
        ],
        [
            "Article 9",
            "Rien.",
            "",
            "La rectrice                  Le directeur",
            "",
            "B. de LA PORTE               J.-B. N'GUESSAN",
        ],
        ["Dont acte, passé à Gap.", "", "R. PUECH          H. NÈGRE"],
        [
            "A Gap,                   A Lyon,",
            "le 5 mars 2018           le 27 mars 2018",
            "M. Paul ROY              Mme Anne LEROY",
        ],
    ],
)
def test_closing_blocks_that_open_in_other_words(lines: list[str]) -> None:
    unfolded = unfold_columns(lines)
    assert all("    " not in line for line in unfolded)
    assert [line for line in unfolded if line]  # nothing is lost
    assert sorted(" ".join(unfolded).split()) == sorted(" ".join(lines).split())


def test_a_name_wider_than_the_role_above_it_is_cut_where_a_column_begins() -> None:
    lines = [
        "Pour le canton :             Pour la fondation :",
        "Le chef,                     La présidente,         Le conservateur,",
        "P. Schüpbach                 M.-C. Jeanneret-Gris   B. von Allmen",
    ]
    assert "B. von Allmen" in unfold_columns(lines)


def test_a_table_in_the_last_article_stays_a_table() -> None:
    lines = [
        "Article 9",
        "Les montants sont :",
        "",
        "Année        Montant",
        "2021         12 000",
        "2022         13 000",
    ]
    assert unfold_columns(lines) == lines


@pytest.mark.parametrize("line", ["A." * 400 + "!", "A.B. " * 300 + "!", "abc " * 4000 + "1/"])
def test_a_hostile_line_comes_to_an_end(line: str) -> None:
    """Each once took a time that doubles with every letter."""
    lines = ["Article 9", "Rien.", "", f"{line}          {line}"]
    assert unfold_columns(lines)
