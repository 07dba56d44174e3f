"""Words become lines, lines stand in the order a person reads them in."""

from itertools import pairwise

import pytest

from extractor.document import Box, Page, Word
from extractor.layout import lay_out
from extractor.layout.gutters import find_gaps
from extractor.layout.sheets import WIDE, open_sheet
from tests.page_factory import Sheet, blocks_of

BODY = (
    "La commune met à la disposition de l'association une salle de réunion, deux bureaux et leur mobilier, afin qu'elle y "
    "conduise les ateliers prévus au programme annuel, et prend à sa charge les frais de chauffage et d'éclairage des locaux."
)
OTHER = (
    "L'association veille au bon état des lieux, les rend propres après chaque séance et signale sans délai aux services "
    "techniques toute dégradation dont elle aurait connaissance, quelle qu'en soit la cause ou la gravité apparente."
)
KINDS = pytest.mark.parametrize("ink", [False, True], ids=["text layer", "scan"])


@KINDS
@pytest.mark.parametrize("skew", [0.0, 0.6, -1.4, 2.8, -5.0])
@pytest.mark.parametrize("told", [True, False], ids=["skew told", "skew not told"])
def test_a_paragraph_reads_the_same_however_the_page_lay(ink, skew, told):
    sheet = Sheet(ink=ink).paragraph(BODY).skip().paragraph(OTHER)
    document = lay_out([sheet.page(skew=skew, told=told)])
    assert blocks_of(document.text) == [BODY, OTHER]


@KINDS
def test_wide_spaces_of_justified_lines_part_nothing(ink):
    sheet = Sheet(ink=ink)
    lines = (
        "Le présent protocole d'accord est conclu entre les",
        "signataires désignés en tête des présentes, pour la",
        "réalisation des travaux d'aménagement énumérés au",
        "programme que les conseils respectifs ont adopté.",
    )
    for text in lines:
        sheet.line(text, to=sheet.right)
    assert lay_out([sheet.page()]).text == "\n".join(lines)


@KINDS
def test_two_columns_of_prose_are_read_one_after_the_other(ink):
    sheet = Sheet(ink=ink).line("CHARTE DE VOISINAGE", centred=True).skip()
    top = sheet.y
    sheet.paragraph(BODY, 70, 285)
    sheet.y = top + 4  # the lines of the two columns do not lie level
    sheet.paragraph(OTHER, 310, 525)
    assert blocks_of(lay_out([sheet.page()]).text) == ["CHARTE DE VOISINAGE", BODY, OTHER]


@KINDS
@pytest.mark.parametrize("columns", [2, 3, 4])
def test_signatories_side_by_side_are_a_block_each(ink, columns):
    people = [
        ("Pour la commune", "Le maire", "Agathe LORMEAU"),
        ("Pour l'amicale", "La présidente", "Inès CARDOUX"),
        ("Pour le lycée", "Le proviseur", "Yann TREMEL"),
        ("Pour la mutuelle", "Le directeur", "Paul ABRIC"),
    ][:columns]
    sheet = Sheet(ink=ink).paragraph(BODY).skip().line("Fait à Morlaix, le 4 mai 2021").skip(2)
    step = 455 / columns
    for row, gap in enumerate((0, 0, 4)):
        sheet.skip(gap)
        for index, person in enumerate(people):
            sheet.line(person[row], 70 + index * step, stay=True)
        sheet.skip(1)
    blocks = lay_out([sheet.page()]).text.split("\n\n")
    assert blocks[1] == "Fait à Morlaix, le 4 mai 2021"
    assert "\n\n".join(blocks[2:]).replace("\n\n", "\n").split("\n") == [part for person in people for part in person]


@KINDS
def test_names_far_below_and_not_level_stay_in_their_column(ink):
    sheet = (
        Sheet(ink=ink).line("Pour la ville de Brassac", 70, stay=True).line("Pour l'union des chorales", 310).skip(5)
    )
    sheet.line("Odile FRESNAY", 70).skip(0.3).line("Marc-André VIAU", 310)
    assert blocks_of(lay_out([sheet.page()]).text) == [
        "Pour la ville de Brassac", "Odile FRESNAY", "Pour l'union des chorales", "Marc-André VIAU",
    ]  # fmt: skip


@KINDS
def test_two_rows_of_signatories_and_a_mark_between_two_of_them(ink):
    sheet = Sheet(ink=ink)
    sheet.line("Pour le musée", 70, stay=True).line("Pour la bibliothèque", 310).skip(3)
    sheet.line("Mme Ève CLAIRET", 70, stay=True).line("M. Luc PERROT", 310).skip(3)
    sheet.line("Pour le théâtre", 70, stay=True).line("Pour le conservatoire", 310).skip(3)
    sheet.line("M. Jean VIAL", 70, stay=True).line("PO/", 265, stay=True).line("Mme Rose AMIEL", 310)
    lines = [line for line in lay_out([sheet.page()]).text.split("\n") if line]
    assert lines == [
        "Pour le musée", "Mme Ève CLAIRET", "Pour la bibliothèque", "M. Luc PERROT",
        "Pour le théâtre", "M. Jean VIAL", "PO/", "Pour le conservatoire", "Mme Rose AMIEL",
    ]  # fmt: skip


@KINDS
def test_a_dated_line_above_the_signatories_is_none_of_them(ink):
    sheet = Sheet(ink=ink).line("Approuvé en séance", 70, stay=True).line("21 mars 2022", 310).skip(3)
    sheet.line("Le maire", 70, stay=True).line("La présidente", 310).skip(3)
    sheet.line("Agathe LORMEAU", 70, stay=True).line("Inès CARDOUX", 310)
    assert blocks_of(lay_out([sheet.page()]).text) == [
        "Approuvé en séance 21 mars 2022", "Le maire", "Agathe LORMEAU", "La présidente", "Inès CARDOUX",
    ]  # fmt: skip


@KINDS
def test_a_table_is_read_row_by_row(ink):
    sheet = Sheet(ink=ink).line("Le financement se répartit ainsi :").skip()
    for label, first, second in [
        ("Année", "Subvention", "Apport propre"), ("2021", "12 000 €", "4 000 €"), ("2022", "13 500 €", "4 200 €"), ("2023", "9 000 €", "1 100 €"),
    ]:  # fmt: skip
        sheet.line(label, 90, stay=True).line(first, 220, stay=True).line(second, 380)
    document = lay_out([sheet.page()])
    assert document.text.split("\n")[2:] == [
        "Année  Subvention  Apport propre", "2021  12 000 €  4 000 €", "2022  13 500 €  4 200 €", "2023  9 000 €  1 100 €",
    ]  # fmt: skip
    assert [line.kind for line in document.lines] == ["text", "table", "table", "table", "table"]


@KINDS
@pytest.mark.parametrize("label", ["-", "VU", "1.", "a)"])
def test_labels_at_the_left_stay_with_their_line(ink, label):
    sheet = Sheet(ink=ink)
    for text in (
        "le code général des collectivités territoriales ;",
        "la délibération du conseil du 3 mars 2020 ;",
        "le budget de l'exercice ;",
    ):
        sheet.line(label, 70, stay=True).line(text, 110)
    assert all(
        line.startswith(f"{label} le") or line.startswith(f"{label} la")
        for line in lay_out([sheet.page()]).text.split("\n")
        if line
    )


@KINDS
def test_articles_named_in_the_margin_stay_with_their_text(ink):
    sheet = Sheet(ink=ink)
    for number, text in enumerate((BODY, OTHER), start=1):
        sheet.line(f"ARTICLE {number}", 70, stay=True).paragraph(text, 150).skip()
    assert blocks_of(lay_out([sheet.page()]).text) == [f"ARTICLE 1 {BODY}", f"ARTICLE 2 {OTHER}"]


def test_raised_letters_stay_in_their_word_and_line():
    sheet = Sheet().line("Fait à Albi, le 1", stay=True)
    last = sheet.words[-1].box
    sheet.words.append(Word("er", Box(last.x1 + 0.3, last.top - 1.5, last.x1 + 7, last.top + 6), size=7.0))
    sheet.line("juin 2020 (loi n", last.x1 + 11, stay=True)
    last = sheet.words[-1].box
    sheet.words.append(Word("o", Box(last.x1 + 0.2, last.top - 1.5, last.x1 + 4, last.top + 6), size=7.0))
    sheet.line("84-53).", last.x1 + 8)
    assert lay_out([sheet.page()]).text == "Fait à Albi, le 1er juin 2020 (loi no 84-53)."


def test_letter_spaced_words_are_words():
    sheet = Sheet()
    sheet.line("C O N V E N T I O N", stay=True)
    sheet.line("C A D R E", sheet.words[-1].box.x1 + 12)
    sheet.line("Annexes A B C et D")
    assert lay_out([sheet.page()]).text.split("\n")[0] == "CONVENTION CADRE"


def test_words_printed_twice_to_look_bold_are_one_bold_word():
    sheet = Sheet().line("ARTICLE 2 : DURÉE")
    sheet.words += [
        Word(w.text, Box(w.box.x0 + 0.4, w.box.top, w.box.x1 + 0.4, w.box.bottom), size=w.size) for w in sheet.words
    ]
    document = lay_out([sheet.page()])
    assert document.text == "ARTICLE 2 : DURÉE"
    assert document.lines[0].bold


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_that_lay_on_its_side_is_read_upright(rotation):
    sheet = Sheet(ink=True).paragraph(BODY)
    words = [Word(w.text, _turned(w.box, rotation, sheet), w.confidence, line=w.line) for w in sheet.words]
    turned = rotation % 180 == 90
    page = Page(
        1,
        sheet.height if turned else sheet.width,
        sheet.width if turned else sheet.height,
        "ocr",
        words=tuple(words),
        rotation=rotation,
    )
    assert blocks_of(lay_out([page]).text) == [BODY]


def _turned(box: Box, rotation: int, sheet: Sheet) -> Box:
    """Where a box of the upright page stands on the page as shown, which a clockwise turn by `rotation` makes upright."""
    w, h = sheet.width, sheet.height
    if rotation == 90:
        return Box(box.top, w - box.x1, box.bottom, w - box.x0)
    if rotation == 180:
        return Box(w - box.x1, h - box.bottom, w - box.x0, h - box.top)
    if rotation == 270:
        return Box(h - box.bottom, box.x0, h - box.top, box.x1)
    return box


@KINDS
@pytest.mark.parametrize(
    ("closing", "rows"),
    [
        ("Fait à Morlaix, le 4 mai 2021", [("P.-H. DUTEIL DE LA ROCHE", "N. OULD-AMAR")]),
        ("Morlaix, mardi 4 mai 2021", [("Mission locale", "Pôle insertion"), ("Z. Castel-Ferré", "A. du Cheylard"), ("Coprésidente", "Déléguée générale")]),
        ("Dont acte, fait à Morlaix.", [("R. PUECH", "H. NÈGRE")]),
        ("Fait à Morlaix, le 4 mai 2021", [("Le tribunal judiciaire", "La caisse du pays"), ("Odile RANCHON", "Gérard PEYRAUD")]),
    ],
)  # fmt: skip
def test_names_side_by_side_below_the_closing_words_are_of_two_people(ink, closing, rows):
    sheet = Sheet(ink=ink).paragraph(BODY).skip().line(closing).skip(2)
    for left, right in rows:
        sheet.line(left, 70, stay=True).line(right, 320).skip(1)
    text = lay_out([sheet.page()]).text.replace("\n\n", "\n")
    assert text.endswith("\n".join([left for left, _ in rows] + [right for _, right in rows]))


@KINDS
def test_a_list_of_people_above_the_closing_words_stays_a_list(ink):
    sheet = Sheet(ink=ink)
    people = [("Odile RANCHON", "Gap"), ("Gérard PEYRAUD", "Die"), ("Anne ROY", "Apt"), ("Paul LEROY", "Sault")]
    for name, town in people:
        sheet.line(name, 70, stay=True).line(town, 320)
    sheet.skip().paragraph(BODY).skip().line("Fait à Morlaix, le 4 mai 2021")
    lines = lay_out([sheet.page()]).text.split("\n")
    assert all(f"{name}  {town}" in lines or f"{name} {town}" in lines for name, town in people)


@KINDS
def test_a_line_set_wide_has_no_gaps(ink):
    sheet = Sheet(ink=ink)
    wide = open_sheet(sheet.line("Entre la commune de Lormes, représentée par son maire,", to=sheet.left + 358).page())
    (row,) = wide.rows
    assert min(b.box.x0 - a.box.x1 for a, b in pairwise(row.tokens)) > WIDE * wide.em
    assert find_gaps(row, WIDE * wide.em) == []


@KINDS
def test_a_gap_beside_others_is_one(ink):
    sheet = Sheet(ink=ink).line("La commune de Lormes et son conseil", 70, stay=True).line("La société des eaux", 330)
    wide = open_sheet(sheet.page())
    assert len(find_gaps(wide.rows[0], WIDE * wide.em)) == 1
