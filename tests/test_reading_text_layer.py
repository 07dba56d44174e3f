from collections import Counter
from itertools import pairwise
from pathlib import Path

import pdf_factory
import pdfplumber
import pytest
import scan_factory
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Page
from extractor.reading import read
from extractor.reading.accents import recompose
from extractor.reading.plumber import words_of
from extractor.reading.text_layer import clean_text, is_bold_name


def read_one(tmp_path: Path, content: bytes, name: str = "convention.pdf") -> Page:
    path = tmp_path / name
    path.write_bytes(content)
    pages = read(path)
    assert len(pages) == 1
    return pages[0]


@pytest.fixture(scope="module")
def digital(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("digital") / "convention.pdf"
    path.write_bytes(scan_factory.typeset())
    return path


def test_words_are_those_of_pdfplumber(digital: Path) -> None:
    pages = read(digital)
    with pdfplumber.open(digital) as document:
        assert len(document.pages) == len(pages)
        for ours, theirs in zip(pages, document.pages, strict=True):
            expected = words_of(theirs)
            assert Counter(word.text for word in ours.words) == Counter(word.text for word in expected)
            euro = {word.line for word in ours.words if word.text == "€"}  # pdfplumber knows no width of this sign here
            for word in (word for word in ours.words if word.line not in euro):
                same = min(
                    (other for other in expected if other.text == word.text),
                    key=lambda other, box=word.box: abs(other.box.x0 - box.x0) + abs(other.box.bottom - box.bottom),
                )
                assert abs(word.box.x0 - same.box.x0) < 1 and abs(word.box.bottom - same.box.bottom) < 1
                assert abs(word.box.top - same.box.top) < 2.5
                assert abs(word.box.x1 - same.box.x1) < 1.5
                assert word.bold == same.bold and word.size == pytest.approx(same.size, abs=0.1)


def test_headings_are_bold_and_underlined_and_the_prose_is_not(digital: Path) -> None:
    page = read(digital)[0]
    assert page.reader == "text" and page.reason == "text layer" and page.ocr_confidence is None
    heading = [word for word in page.words if word.bold]
    assert " ".join(word.text for word in heading).startswith("CONVENTION DE PARTENARIAT Article 1er – Objet")
    assert all(word.underlined for word in heading)
    assert not any(word.underlined for word in page.words if not word.bold)
    assert {word.size for word in heading} == {12.0} and {word.size for word in page.words} == {11.0, 12.0}


def test_lines_count_from_the_engine(digital: Path) -> None:
    lines: dict[int | None, list[str]] = {}
    for word in read(digital)[0].words:
        lines.setdefault(word.line, []).append(word.text)
    assert list(lines.values())[1] == ["Article", "1er", "–", "Objet"]


def test_letters_beyond_the_first_plane_shift_no_box(tmp_path: Path) -> None:
    text = "A trois ans et " + "trois ans et " * 5 + "un jour"
    plain = read_one(tmp_path, pdf_factory.one_page(pdf_factory.drawn(text)))
    odd = read_one(tmp_path, pdf_factory.one_page(pdf_factory.drawn(text), means=b"<41> <D835DC00>"))
    assert odd.reader == plain.reader == "text"
    assert [word.text for word in odd.words][1:] == [word.text for word in plain.words][1:]
    assert [word.box for word in odd.words][1:] == [word.box for word in plain.words][1:]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_are_on_the_page_as_shown(tmp_path: Path, rotate: int) -> None:
    page = read_one(tmp_path, pdf_factory.one_page(pdf_factory.drawn(), entries=b"/Rotate %d" % rotate))
    assert (page.width, page.height) == ((842, 595) if rotate in (90, 270) else (595, 842))
    first, last = page.words[0].box, page.words[-1].box
    if rotate == 0:
        assert first.x0 == pytest.approx(60, abs=1) and first.top < 842 - 700 < first.bottom
    moves = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[rotate]  # which way the line runs as shown
    assert (last.x0 - first.x0) * moves[0] + (last.top - first.top) * moves[1] > 100
    assert page.rotation == (-rotate) % 360
    upright = [page.upright(word.box) for word in page.words]
    assert all(a.x1 < b.x1 for a, b in pairwise(upright))
    assert max(box.top for box in upright) - min(box.top for box in upright) < 2


def test_a_page_turned_to_show_its_text_level_is_upright(tmp_path: Path) -> None:
    content = pdf_factory.drawn(x=300, y=100, matrix="0 1 -1 0")  # runs up the sheet, which is shown turned clockwise
    page = read_one(tmp_path, pdf_factory.one_page(content, entries=b"/Rotate 90"))
    assert page.rotation == 0
    assert page.words[-1].box.x0 > page.words[0].box.x0 + 100


def test_the_visible_box_is_the_page(tmp_path: Path) -> None:
    plain = read_one(tmp_path, pdf_factory.one_page(pdf_factory.drawn()))
    moved = read_one(tmp_path, pdf_factory.one_page(pdf_factory.drawn(x=160, y=800), box=b"[100 100 695 942]"))
    assert moved.words[0].box.x0 == pytest.approx(plain.words[0].box.x0, abs=0.1)
    assert moved.words[0].box.top == pytest.approx(plain.words[0].box.top, abs=0.1)


def test_a_hyphen_at_a_line_end_ends_its_word(tmp_path: Path) -> None:
    path = tmp_path / "coupe.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawString(60, 700, "Les parties s'engagent à renou-")
    canvas.drawString(60, 686, "veler la convention chaque année.")
    canvas.save()
    words = [word.text for word in read(path)[0].words]
    assert words[4:7] == ["renou-", "veler", "la"] or words[3:6] == ["renou-", "veler", "la"]
    assert not any("\x02" in word or "\ufffe" in word for word in words)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("aﬀectation", "affectation"),
        ("ﬁn", "fin"),
        ("conﬂit", "conflit"),
        ("eﬃcace", "efficace"),
        ("recon\xadduction", "reconduction"),
        ("renou\x02", "renou-"),
        ("e\u0301tat", "état"),
        ("\ufeffArticle", "Article"),
        ("œuvre", "œuvre"),
        ("aoˆut", "août"),
    ],
)
def test_words_as_they_are_meant(raw: str, meant: str) -> None:
    assert clean_text(raw) == meant


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("aoˆut", "août"),
        ("pr´elev´ee", "prélevée"),
        ("d´ej`a", "déjà"),
        ("`a", "à"),
        ("maˆıtre", "maître"),
        ("No¨el", "Noël"),
        ("¸ca", "ça"),
        ("ga¸con", "gaçon"),
        ("´Etat", "État"),
        ("x´y", "x´y"),
        ("l´", "l´"),
        ("préavis", "préavis"),
    ],
)
def test_accents_beside_their_letters(raw: str, meant: str) -> None:
    assert recompose(raw) == meant


@given(st.text(max_size=40))
def test_recomposing_never_fails_and_settles(word: str) -> None:
    once = recompose(word)
    assert len(once) <= len(word)
    assert recompose(word.translate({ord(accent): None for accent in "ˆ´`¨¸˜"})) is not None


@pytest.mark.parametrize(
    ("font", "bold"),
    [("ABCDEF+Calibri-Bold", True), ("Arial,Gras", True), ("Inter-SemiBold", True), ("Times-Roman", False)],
)
def test_bold_by_name(font: str, bold: bool) -> None:
    assert is_bold_name(font) is bold
