"""Tables ruled on a page keep their rows: the text of a cell that goes on below stays in its cell."""

import io
from dataclasses import replace
from itertools import pairwise

import pytest
import scan_factory
from page_factory import Sheet
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
from scan_factory import BAD, FAX, OFFICE, Wear

from extractor import reading
from extractor.document import Box
from extractor.layout import lay_out
from extractor.reading.tables import find_tables

ROWS = (
    ("Action", "Responsable", "Échéance", "Montant"),
    (
        "Réfection de la verrière de la halle et reprise des descentes d'eaux pluviales",
        "Commune de Valmorin-sur-Orge, service technique",
        "30 juin 2022",
        "12 500 €",
    ),
    ("Communication", "Les deux parties", "Chaque année, au plus tard le 31 mars", "1 250,50 €"),
)
LINES = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    "frames": [("BOX", (i, j), (i, j), 0.6, colors.black) for i in range(4) for j in range(3)],
    "open sides": [("INNERGRID", (0, 0), (-1, -1), 0.6, colors.black)],
}


def printed(lines: str) -> bytes:
    body = ParagraphStyle("body", fontSize=10, leading=12.5)
    table = Table([[Paragraph(cell, body) for cell in row] for row in ROWS], colWidths=[150, 130, 90, 80])
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *LINES[lines]]))
    intro = Paragraph("Les parties arrêtent le calendrier des actions dans le tableau suivant.", body)
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=True).build([intro, table, intro])
    return out.getvalue()


@pytest.mark.parametrize(
    ("lines", "wear"),
    [(lines, None) for lines in LINES] + [("grid", OFFICE), ("frames", BAD), ("open sides", FAX), ("grid", Wear(rotation=180))],
    ids=str,
)  # fmt: skip
def test_wrapped_cells_are_whole(lines, wear, tmp_path):
    pdf = printed(lines)
    if wear is not None:
        pdf = scan_factory.bind([scan_factory.degrade(page, wear) for page in scan_factory.photograph(pdf)])
    (tmp_path / "table.pdf").write_bytes(pdf)
    document = lay_out(reading.read(tmp_path / "table.pdf"))
    assert [document.text[line.start : line.end] for line in document.lines if line.kind == "table"] == [
        "  ".join(row) for row in ROWS
    ]


def grid(xs, ys, *, without=()):
    """The lines of a table; `without` names some that are not drawn, as ("down", x, y) between y and the next."""
    levels = [Box(a, y, b, y + 0.5) for y in ys for a, b in pairwise(xs) if ("across", a, y) not in without]
    uprights = [Box(x, a, x + 0.5, b) for x in xs for a, b in pairwise(ys) if ("down", x, a) not in without]
    return levels, uprights


def test_the_cells_of_a_grid():
    (cells,) = find_tables(*grid((50, 150, 300), (100, 120, 180)))
    assert [(round(c.x0), round(c.top), round(c.x1), round(c.bottom)) for c in cells] == [
        (50, 100, 150, 120), (150, 100, 300, 120), (50, 120, 150, 180), (150, 120, 300, 180),
    ]  # fmt: skip


def test_cells_over_two_columns_and_two_rows():
    levels, uprights = grid((50, 150, 300), (100, 120, 150, 180), without={("down", 150, 100), ("across", 50, 150)})
    (cells,) = find_tables(levels, uprights)
    assert [(round(c.x0), round(c.top), round(c.x1), round(c.bottom)) for c in cells] == [
        (50, 100, 300, 120), (50, 120, 150, 180), (150, 120, 300, 150), (150, 150, 300, 180),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("xs", "ys"),
    [((50, 300), (100, 200)), ((50, 150, 300), (100, 200)), ((50, 300), (100, 150, 200)), ((), ())],
    ids=["a frame", "one row", "one column", "none"],
)
def test_what_is_no_table(xs, ys):
    assert find_tables(*grid(xs, ys)) == ()


def test_lines_apart_from_each_other_are_no_table():
    assert find_tables([Box(50, y, 300, y + 0.5) for y in (100, 140, 180)], [Box(500, 90, 500.5, 200)] * 3) == ()


def test_a_drawing_of_thousands_of_lines_is_none():
    levels = [Box(0, y, 500, y) for y in range(1000)]
    assert find_tables(levels, [Box(x, 0, x, 1000) for x in range(1000)]) == ()


def laid_out(sheet, xs, ys):
    return lay_out([replace(sheet.page(), tables=find_tables(*grid(xs, ys)))])


def test_signatures_between_lines_are_read_as_such():
    sheet = Sheet().paragraph("Fait à Valmorin-sur-Orge, le 12 février 2021.").skip()
    top = sheet.y
    for left, right in (
        ("Pour la commune,", "Pour l'association,"),
        ("Le maire", "La présidente"),
        ("Luc VIDAL", "Ana ROCH"),
    ):
        sheet.line(left, 80, stay=True).line(right, 320).skip()
    text = laid_out(sheet, (70, 300, 520), (top - 5, top + 20, sheet.y)).text
    assert text.index("Luc VIDAL") < text.index("Pour l'association,")


def test_a_word_cut_in_a_cell_is_whole():
    sheet = Sheet()
    sheet.line("Objet", 80, stay=True).line("Durée", 320)
    sheet.line("Mise à disposi-", 80, stay=True).line("Trois ans", 320).line("tion d'une salle", 80).skip(2)
    sheet.paragraph("La mise à disposition est gratuite.")
    text = laid_out(sheet, (70, 300, 520), (78, 93, 128)).text
    assert text.startswith("Objet  Durée\nMise à disposition d'une salle  Trois ans\n\nLa mise")
