"""Blocks, headings, items, footnotes and tables of contents, by white, indent, form and type."""

import pytest

from extractor.document import Document
from extractor.layout import lay_out
from extractor.layout.forms import is_contents, opens_article, stands_alone
from extractor.layout.items import marker_of
from extractor.layout.paragraphs import ends_sentence, goes_on
from tests.page_factory import Sheet, blocks_of

ONE = "Le comité des fêtes organise la kermesse, les deux bals et le feu de la Saint-Jean, dans le respect du calendrier arrêté en mairie."
TWO = "La commune prête les barrières, les tables et la sonorisation, et fait assurer le nettoyage de la place au lendemain de chaque fête."
KINDS = pytest.mark.parametrize("ink", [False, True], ids=["text layer", "scan"])


def _kinds(document: Document) -> dict[str, str]:
    return {document.text[line.start : line.end]: line.kind for line in document.lines}


@pytest.mark.parametrize(
    "text",
    ["ARTICLE 3 : DURÉE", "Article 1er – Objet", "Article premier", "ARTICLE IV", "Art. 4.-Les parties", "Art. 1er.", "Article 12", "TITRE I", "TITRE PREMIER", "CHAPITRE II - Moyens",
     "ANNEXE 2", "Annexe n° 1 : plan", "Article 4 bis : Suivi", "Article 7.2 : Délais", "ARTICLE 3 : – Engagements", "Article 5 Obligations", "Section 2", "Article unique"],
)  # fmt: skip
def test_first_lines_of_divisions(text):
    assert opens_article(text)


@pytest.mark.parametrize(
    "text",
    ["article 3 de la présente convention", "l'article 3 : durée", "Article 3 de la présente convention, le", "Articles 3 à 5 du code", "Article 5 et suivants", "Articles", "Partie prenante",
     "Titre de recettes", "Article 12, alinéa 2, du", "Section de fonctionnement", "Annexes"],
)  # fmt: skip
def test_what_only_speaks_of_a_division(text):
    assert not opens_article(text)


def test_headings_by_their_words():
    assert (
        stands_alone("PRÉAMBULE")
        and stands_alone("Exposé des motifs :")
        and not stands_alone("Préambule de la convention")
    )


@pytest.mark.parametrize(
    "text", ["ARTICLE 1 : OBJET ........ 4", "1. Objet . . . . . . 12", "Préambule……………3", "Annexes ______ p. 9"]
)
def test_entries_of_a_table_of_contents(text):
    assert is_contents(text)


@pytest.mark.parametrize("text", ["Fait à ………, le ……… 2024", "Nom : ..........", "le ............ mai", "etc... 4"])
def test_blanks_to_fill_in_are_no_contents(text):
    assert not is_contents(text)


@pytest.mark.parametrize(
    ("text", "marker"),
    [("- la commune", "-"), ("– la commune", "-"), ("-d'une part", "-"), ("• un", "•"), ("o La salle", "•"), ("1) un", "1"), ("2° le", "1"), ("3. Le prix", "1"), ("a) les", "a"), ("(b) les", "a"),
     ("iv) les", "a"), ("1.2 Les", "1"), ("b. les", "a"), ("-5 °C", None), ("M. Paul", None), ("3 ans", None), ("1 000 €", None), ("2024. Le", None), ("(s) Paul", None), ("ou la", None)],
)  # fmt: skip
def test_marks_of_items(text, marker):
    assert marker_of(text) == marker


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("en vue de", "son exploitation", True), ("par la commune.", "Le comité", False), ("le comité", "Le Gall", False), ("du 3", "mai", True), ("un prêt de", "12 tables", True), ("les tables ;", "les bancs", False),
])  # fmt: skip
def test_where_a_cut_sentence_goes_on(before, after, expected):
    assert goes_on(before, after) is expected


def test_ends_of_sentences():
    assert (
        ends_sentence("les « Fêtes. »")
        and ends_sentence("Entre :")
        and not ends_sentence("l'échange de")
        and not ends_sentence("les tables ;")
    )


@KINDS
def test_white_parts_paragraphs(ink):
    sheet = Sheet(ink=ink).paragraph(ONE).skip().paragraph(TWO).skip().paragraph(ONE)
    assert blocks_of(lay_out([sheet.page()]).text) == [ONE, TWO, ONE]


@KINDS
def test_an_indented_first_line_parts_paragraphs_without_white(ink):
    sheet = Sheet(ink=ink)
    for text in (ONE, TWO, ONE):
        sheet.paragraph(text, indent=24)
    assert blocks_of(lay_out([sheet.page()]).text) == [ONE, TWO, ONE]


@KINDS
def test_a_short_last_line_parts_paragraphs_without_white(ink):
    sheet = Sheet(ink=ink)
    for text in (ONE, TWO, ONE):
        sheet.paragraph(text)
    assert blocks_of(lay_out([sheet.page()]).text) == [ONE, TWO, ONE]


@KINDS
def test_double_spacing_does_not_part_lines(ink):
    sheet = Sheet(ink=ink)
    for text in (ONE, TWO):
        sheet.paragraph(text)
    wide = Sheet(ink=ink)
    for number, line in enumerate(lay_out([sheet.page()]).text.replace("\n\n", "\n").split("\n")):
        wide.line(line, y=80 + 26.0 * number, to=525 if not line.endswith(".") else None)
    assert blocks_of(lay_out([wide.page()]).text) == [ONE, TWO]


@KINDS
def test_a_paragraph_over_a_page_break_stays_whole(ink):
    text = f"{ONE} {TWO} {ONE}"
    whole = Sheet(ink=ink).paragraph(text)
    half = sorted({word.box.top // 1 for word in whole.words})
    middle = (min(half) + max(half)) / 2
    first, second = Sheet(1, ink=ink), Sheet(2, ink=ink)
    first.words = [w for w in whole.words if w.box.top < middle]
    second.words = [w for w in whole.words if w.box.top >= middle]
    first.line("1", 290, y=800)
    second.line("2", 290, y=800).skip().paragraph(TWO)
    document = lay_out([first.page(), second.page()])
    assert blocks_of(document.text)[0] == text or blocks_of(document.text)[0].startswith(ONE)
    assert "\n\n" not in document.text[: document.text.index(TWO[:20])]


@KINDS
def test_items_begin_lines_and_run_on_over_pages(ink):
    first = Sheet(1, ink=ink).line("Le comité s'engage à :")
    first.paragraph(
        "- tenir la buvette et en verser la recette à la caisse des écoles publiques de la commune et du hameau ;",
        90,
        hang=10,
    )
    first.line("- ranger les tables ;", 90)
    second = (
        Sheet(2, ink=ink)
        .line("- rendre compte de chaque fête ;", 90)
        .line("- saluer le maire.", 90)
        .skip()
        .paragraph(TWO)
    )
    document = lay_out([first.page(), second.page()])
    items = [document.text[line.start : line.end] for line in document.lines if line.kind == "item"]
    assert [item.split(" ")[1] for item in items] == ["tenir", "ranger", "rendre", "saluer"]
    assert document.text.count("\n\n") == 1


def test_items_whose_bullets_the_engine_lost_or_misread():
    sheet = Sheet(ink=True).line("Le comité s'engage à :")
    for bullet, text in [("+", "tenir la buvette ;"), ("°", "ranger les tables ;"), ("-_", "payer la fanfare ;")]:
        sheet.line(bullet, 90, stay=True).line(text, 104)
    sheet.skip().line("La commune fournit :").line("Les tables et les bancs ;", 104).line("La sonorisation ;", 104)
    document = lay_out([sheet.page()])
    assert list(_kinds(document).values()) == ["text", "item", "item", "item", "text", "item", "item"]
    assert "- payer la fanfare ;" in document.text


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize("white", [0.0, 0.7])
def test_headings_are_blocks_of_their_own(bold, white):
    sheet = Sheet()
    for number, (title, body) in enumerate(
        [("OBJET DE LA CONVENTION", ONE), ("Durée", TWO), ("Engagements", ONE)], start=1
    ):
        sheet.line(f"ARTICLE {number} : {title}", bold=bold).skip(white).paragraph(body).skip(white)
    document = lay_out([sheet.page()])
    assert blocks_of(document.text) == [
        "ARTICLE 1 : OBJET DE LA CONVENTION", ONE, "ARTICLE 2 : Durée", TWO, "ARTICLE 3 : Engagements", ONE,
    ]  # fmt: skip
    assert [line.kind for line in document.lines].count("heading") == 3


@KINDS
def test_a_heading_over_two_lines_is_one_block(ink):
    title = "ARTICLE 4 : ENGAGEMENTS RÉCIPROQUES DU COMITÉ DES FÊTES DE LA COMMUNE ET DES ASSOCIATIONS DU CANTON"
    sheet = Sheet(ink=ink).paragraph(ONE).skip().paragraph(title, justified=False).skip().paragraph(TWO)
    document = lay_out([sheet.page()])
    assert blocks_of(document.text) == [ONE, title, TWO]


@KINDS
def test_a_sentence_that_begins_with_an_article_is_no_heading(ink):
    text = "Article 6 - Le comité rend compte de chaque fête au conseil municipal, dans le mois qui la suit, et lui remet un état des recettes et des dépenses."
    document = lay_out([Sheet(ink=ink).paragraph(ONE).skip().paragraph(text).skip().paragraph(TWO).page()])
    assert blocks_of(document.text) == [ONE, text, TWO]
    assert "heading" not in _kinds(document).values()


@KINDS
def test_a_reference_at_the_start_of_a_line_is_no_heading(ink):
    sheet = Sheet(ink=ink).line("Le comité adresse ses comptes dans le délai qui est fixé à", to=525)
    sheet.line("l'article 3 de la présente convention, faute de quoi la somme prévue à", to=525)
    sheet.line("Article 5 et la caution sont retenues.")
    document = lay_out([sheet.page()])
    assert len(blocks_of(document.text)) == 1 and "heading" not in _kinds(document).values()


@KINDS
def test_numbered_titles_and_numbered_items(ink):
    sheet = (
        Sheet(ink=ink)
        .line("2. Moyens mis en commun")
        .line("2.1 Salles")
        .paragraph(ONE)
        .line("2.2 Personnel")
        .paragraph(TWO)
    )
    sheet.line("Sont fournis :").line("1. les bancs").line("2. les tables").line("3. la sonorisation").paragraph(ONE)
    kinds = _kinds(lay_out([sheet.page()]))
    assert [text for text, kind in kinds.items() if kind == "heading"] == [
        "2. Moyens mis en commun",
        "2.1 Salles",
        "2.2 Personnel",
    ]
    assert [text for text, kind in kinds.items() if kind == "item"] == [
        "1. les bancs",
        "2. les tables",
        "3. la sonorisation",
    ]


@KINDS
def test_a_paragraph_after_a_list_begins_a_block(ink):
    sheet = (
        Sheet(ink=ink)
        .line("Le comité :")
        .line("- tient la buvette ;", 90)
        .line("- range les tables", 90)
        .paragraph(TWO)
    )
    assert blocks_of(lay_out([sheet.page()]).text) == ["Le comité : - tient la buvette ; - range les tables", TWO]


def test_headings_by_their_type():
    sheet = Sheet().line("CONVENTION DE PRÊT", centred=True, size=16, bold=True).skip(2).paragraph(ONE).skip()
    sheet.line("Le matériel prêté", bold=True).paragraph(TWO).skip().line("Sa restitution", underlined=True).paragraph(
        ONE
    )
    kinds = _kinds(lay_out([sheet.page()]))
    assert [text for text, kind in kinds.items() if kind == "heading"] == [
        "CONVENTION DE PRÊT",
        "Le matériel prêté",
        "Sa restitution",
    ]
    document = lay_out([sheet.page()])
    assert document.lines[0].centred and document.lines[0].size == 16 and not document.lines[1].centred


def test_bold_says_nothing_where_all_is_bold():
    sheet = Sheet().paragraph(ONE, bold=True).skip().line("Fait à Uzerche", bold=True).skip().paragraph(TWO, bold=True)
    assert set(_kinds(lay_out([sheet.page()])).values()) == {"text"}


def test_a_footnote_does_not_cut_the_paragraph_that_goes_over_its_page():
    first = Sheet(1).line("Le prêt du matériel est consenti à titre gratuit au comité, pour la durée", to=525)
    first.line("que fixe chaque année le conseil", to=525).line(
        "1 Délibération du 4 mai 2020, affichée le 6.", y=780, size=8
    )
    second = Sheet(2).line("municipal en sa séance de mars.").skip().paragraph(TWO)
    document = lay_out([first.page(), second.page()])
    assert blocks_of(document.text) == [
        "Le prêt du matériel est consenti à titre gratuit au comité, pour la durée que fixe chaque année le conseil municipal en sa séance de mars.",
        "1 Délibération du 4 mai 2020, affichée le 6.", TWO,
    ]  # fmt: skip
    assert [(line.kind, line.page) for line in document.lines][:4] == [
        ("text", 1),
        ("text", 1),
        ("text", 2),
        ("note", 1),
    ]


@KINDS
def test_a_table_of_contents(ink):
    sheet = Sheet(ink=ink).line("SOMMAIRE", centred=True).skip()
    for number, title in enumerate(["Objet", "Durée", "Engagements"], start=1):
        sheet.line(f"ARTICLE {number} : {title} {'.' * 30} {number + 1}")
    document = lay_out([sheet.skip().paragraph(ONE).page()])
    assert [line.kind for line in document.lines][:4] == ["heading", "toc", "toc", "toc"]


def test_contents_whose_dots_were_not_read_stay_lines():
    sheet = Sheet()
    for number, title in enumerate(["Objet", "Durée du prêt", "Engagements", "Assurances"], start=1):
        sheet.line(f"Article {number} {title}", stay=True).line(str(number * 2), 510)
    lines = lay_out([sheet.page()]).text.replace("\n\n", "\n").split("\n")
    assert lines == [
        "Article 1 Objet 2",
        "Article 2 Durée du prêt 4",
        "Article 3 Engagements 6",
        "Article 4 Assurances 8",
    ]
