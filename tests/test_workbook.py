"""The comparison and the tables as XLSX, opened by another program's reader: strings stay strings, nothing runs."""

import io
import zipfile

import openpyxl
import pytest
from convention_factory import convention, promise, source

from extractor.comparing import compare
from extractor.comparing.comparison import TERM_NAMES
from extractor.exporting.comparison_workbook import render_xlsx
from extractor.exporting.workbook import Cell, View, render_workbook
from extractor.record import Duration, Finding

TEXT = """@1 objet Objet
La présente convention a pour objet le prêt du hangar du port aux enfants des écoles de la Ville.
@2 durée Durée
Elle dure trois ans. Elle est résiliée avec un préavis de deux mois.
@3 litiges Litiges
Les litiges sont réglés à l'amiable.
"""
SHEETS = ["Termes", "Articles", "Engagements", "Constats", "Valeurs"]


def some(count):
    def facts(years, **more):
        return {
            "durations": lambda text: (Duration(period=f"P{years}Y", source=source(text, "dure", "2", page=4)),),
            "obligations": lambda text: (promise(text, "réglés à l'amiable", "3", debtors=("p1", "p2")),),
            "findings": (Finding(code="title-period", severity="warning", message="Le titre annonce autre chose."),),
            **more,
        }

    return [convention(f"c{n}", TEXT.replace("hangar", "préau") if n else TEXT, **facts(3 + n)) for n in range(count)]


def opened(records, lang="fr"):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(compare(records), records, lang=lang)), rich_text=True)


def rows(sheet):
    return [[None if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]


def test_a_sheet_a_view():
    book = opened(some(2))
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes in ("B2", "C2") and sheet.auto_filter.ref
        assert all(sheet.column_dimensions[letter].width >= 9 for letter in "ABC")
        assert sheet["A1"].font.bold
    assert opened(some(2), lang="en").sheetnames[0] == "Terms"


def test_the_matrix_says_what_changed_and_where():
    sheet = opened(some(3))["Termes"]
    found = rows(sheet)
    assert found[0] == ["Terme", "Verdict", "c0", "c1", "c2"] and len(found) == 1 + len(TERM_NAMES)
    (number,) = [n for n, row in enumerate(found, start=1) if row[0] == "Durée"]
    assert found[number - 1][1:4] == ["changé", "3 ans\nart. 2", "4 ans\n+1 an\nart. 2"]
    assert sheet.cell(number, 2).fill.fgColor.rgb == "FFF8D7DA", "a changed term is red"
    assert sheet.cell(number, 3).alignment.wrap_text and sheet.row_dimensions[number].height > 30


def test_articles_commitments_findings_values():
    book = opened(some(2))
    articles = rows(book["Articles"])
    assert any("préau" in (row[3] or "") and "hangar" in (row[3] or "") for row in articles)
    assert "réglés à l'amiable" in rows(book["Engagements"])[1][1]
    assert rows(book["Constats"])[1][:4] == ["c0", "attention", "title-period", "Le titre annonce autre chose."]
    values = rows(book["Valeurs"])
    assert len(values) == 1 + 2 * len(TERM_NAMES)
    (term,) = [row for row in values if row[0] == "term" and row[3] == "c1"]
    assert term[5] == "P4Y" and term[9] == "4"


def test_a_doubtful_value_stands_among_the_findings():
    records = some(2)
    doubtful = records[0].durations[0].source.model_copy(update={"ocr_confidence": 0.2, "confidence": 0.3})
    term = records[0].durations[0].model_copy(update={"source": doubtful})
    records[0] = records[0].model_copy(update={"durations": (term,)})
    said = [row for row in rows(opened(records)["Constats"]) if row[2] == "term"]
    assert said and "à vérifier" in said[0][3]


@pytest.mark.parametrize("count", [1, 2, 50])
def test_no_convention_is_too_many(count):
    records = some(max(count, 2))
    assert len(rows(opened(records)["Termes"])[0]) == 2 + len(records)


HOSTILE = '=HYPERLINK("http://x.example";"a")'


def test_nothing_is_a_formula_a_link_or_a_number():
    records = [
        convention(HOSTILE, TEXT.replace("du port", HOSTILE), title="+1+1", parties=("@SUM(A1)|=cmd()", "Club|-2")),
        convention("00123", TEXT, title="\tDDE \0\x1b\ufffe", parties=("1234|http://x.example/a", "Club|b")),
    ]
    raw = render_xlsx(compare(records), records)
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and not any(cell.hyperlink for cell in cells)
    guarded = [cell for cell in cells if str(cell.value).startswith("=")]
    assert guarded and all(cell.quotePrefix for cell in guarded)
    assert "00123" in {cell.value for cell in cells}
    parts = zipfile.ZipFile(io.BytesIO(raw))
    sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert not any("externalLink" in name or "vba" in name.lower() for name in parts.namelist())


def test_a_cell_holds_no_more_than_a_cell_can():
    runs = tuple((f"mot {n} ", "removed" if n % 2 else "") for n in range(9_000))
    names = ["a" * 40, "A" * 40, "[x]:*?/\\", ""]
    views = [
        View(name, [("tête", 20.0)], [["\ud800" + "x" * 50_000], [Cell(runs=runs)], [None], [Cell(0.5, "percent")]])
        for name in names
    ]
    book = openpyxl.load_workbook(io.BytesIO(render_workbook(views)))
    assert len({name.casefold() for name in book.sheetnames}) == 4
    sheet = book.worksheets[0]
    assert len(sheet["A2"].value) == len(sheet["A3"].value) == 32_000 and sheet["A2"].value.endswith("…")
    assert sheet["A4"].value is None and sheet["A5"].value == 0.5


def test_a_comparison_with_nothing_in_it_opens():
    empty = [one.model_copy(update={"articles": (), "obligations": (), "findings": ()}) for one in some(2)]
    assert opened(empty).sheetnames == SHEETS
