"""Scans read to the end: what is degraded in the factory must come back as it was typeset."""

import unicodedata
from pathlib import Path

import numpy as np
import pdf_factory
import pytest
import scan_factory
from rapidfuzz.distance import Levenshtein
from scan_factory import BAD, FAX, OFFICE, SHADED, Gray, Wear, degrade

from extractor.document import Box, Page, Word
from extractor.errors import OcrError, TesseractMissing
from extractor.reading import ocr, read, read_folder, read_pages, scan
from extractor.reading.marks import mark_of, read_marks
from extractor.reading.misreadings import put_right
from extractor.reading.ocr import Recognised
from extractor.reading.scan import as_shown, read_scan, resolution_of
from extractor.reading.underlines import underlined
from extractor.settings import Settings

HEADINGS = (scan_factory.TITLE, *(heading for heading, _ in scan_factory.ARTICLES))


@pytest.fixture(scope="module")
def typeset() -> bytes:
    return scan_factory.typeset()


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").replace("—", "–").split())


def text_of(page: Page) -> str:
    return plain(" ".join(word.text for word in page.words))


def error_rate(page: Page, truth: str) -> float:
    want = plain(truth)
    return Levenshtein.distance(want, text_of(page)) / len(want)


def scanned(gray: Gray, dpi: int, settings: Settings | None = None) -> Page:
    size = gray.shape[1] * 72 / dpi, gray.shape[0] * 72 / dpi
    return read_scan(gray, 1, size, "no text layer", settings or Settings())


@pytest.mark.parametrize(
    ("dpi", "wear"),
    [(300, BAD), (200, OFFICE), (200, BAD), (200, FAX), (200, SHADED), (150, OFFICE)],
    ids=["bad 300", "office 200", "bad 200", "fax 200", "shaded 200", "office 150"],
)
def test_degraded_pages_come_back(typeset: bytes, dpi: int, wear: Wear) -> None:
    page = scanned(degrade(scan_factory.photograph(typeset, dpi)[0], wear), dpi)
    assert page.reader == "ocr" and page.reason == "no text layer"
    assert error_rate(page, scan_factory.truth_of(typeset)[0]) < 0.006
    assert [heading for heading in HEADINGS if plain(heading) not in text_of(page)] == []
    assert page.skew == pytest.approx(wear.skew, abs=0.15)
    assert page.ocr_confidence is not None and page.ocr_confidence > 0.9
    # a heading looks like one
    bold = plain(" ".join(word.text for word in page.words if word.bold))
    assert sum(plain(heading) in bold for heading in HEADINGS) >= len(HEADINGS) - 1
    assert sum(word.underlined for word in page.words if word.bold) > 0.8 * sum(word.bold for word in page.words)
    assert not any(word.underlined for word in page.words if not word.bold and len(word.text) > 2)
    sizes = [word.size for word in page.words if word.size and not word.bold]
    assert np.median(sizes) == pytest.approx(11, abs=1)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_boxes_lie_on_the_ink_of_the_page_as_shown(typeset: bytes, rotation: int) -> None:
    gray = degrade(scan_factory.photograph(typeset, 150)[0], Wear(skew=1.5, rotation=rotation))
    page = scanned(gray, 150)
    assert page.rotation == (-rotation) % 360
    scale, covered = gray.shape[1] / page.width, np.zeros(gray.shape, bool)
    for word in page.words:
        box = [round(value * scale) for value in (word.box.x0, word.box.top, word.box.x1, word.box.bottom)]
        patch = gray[max(box[1], 0) : box[3] + 1, max(box[0], 0) : box[2] + 1]
        assert (patch < 128).any(), word
        covered[max(box[1] - 4, 0) : box[3] + 5, max(box[0] - 4, 0) : box[2] + 5] = True
    ink = gray < 128
    assert (ink & covered).sum() > 0.93 * ink.sum()  # the rest is underlines
    upright = [page.upright(word.box) for word in page.words if word.line == page.words[10].line]
    assert max(box.bottom for box in upright) - min(box.bottom for box in upright) < 8


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-3.0, 0.0, 2.0])
def test_the_way_back_from_the_straight_page(rotation: int, skew: float) -> None:
    page = Page(1, 600.0, 800.0, "ocr", rotation=rotation, skew=skew)
    x, y = as_shown((100.0, 50.0), (600.0, 800.0), rotation, skew)
    back = page.upright(Box(x, y, x, y))
    assert (back.x0, back.top) == pytest.approx((100.0, 50.0))


def test_a_pdf_of_scans_is_read_page_by_page(tmp_path: Path, typeset: bytes) -> None:
    sheets = [scan_factory.photograph(typeset, 150)[0][:500], np.full((600, 1240), 255, np.uint8)]
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_factory.bind(sheets, dpi=150, jpeg=None))
    pages = list(read_pages(path))
    assert [(page.number, page.reader, page.reason) for page in pages] == [
        (1, "ocr", "no text layer"),
        (2, "text", "blank page"),
    ]
    assert (pages[0].width, pages[0].height) == pytest.approx((595.2, 240), abs=0.5)
    assert text_of(pages[0]).startswith("CONVENTION DE PARTENARIAT Article 1er – Objet La présente convention")


def test_images_are_read_as_pages(tmp_path: Path, typeset: bytes) -> None:
    strip = scan_factory.photograph(typeset, 150)[0][80:330]
    frames = [scan_factory.Image.fromarray(strip), scan_factory.Image.fromarray(strip[:, ::1])]
    frames[0].save(tmp_path / "p2.tif", save_all=True, append_images=frames[1:], dpi=(150, 150), compression="tiff_lzw")
    frames[0].convert("RGB").save(tmp_path / "p1.jpg", quality=80, dpi=(150, 150))
    pages = read_folder([tmp_path / "p2.tif", tmp_path / "p1.jpg"])
    assert [page.number for page in pages] == [1, 2, 3]
    assert all("La présente convention" in text_of(page) for page in pages)
    assert all(page.width == pytest.approx(595.2, abs=0.5) for page in pages)


# --- failures of the engine


def test_a_page_on_which_the_engine_fails_is_unread_and_the_next_is_read(
    tmp_path: Path, typeset: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def failing(*_: object, **__: object) -> tuple[Recognised, ...]:
        calls.append(1)
        if len(calls) == 1:
            raise OcrError("the engine crashed (exit code -11)")
        return (Recognised("Article", 10, 10, 90, 20, 0.9, 0),)

    monkeypatch.setattr(scan, "recognise_sized", failing)
    monkeypatch.setattr(scan, "read_strips", lambda *_: ())
    monkeypatch.setattr(scan, "read_numbers", lambda *_: ())
    strip = scan_factory.photograph(typeset, 100)[0][50:200]
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_factory.bind([strip, strip], dpi=100))
    first, second = read(path)
    assert first.reader == "none" and "crashed" in first.reason and not first.words
    assert second.reader == "ocr" and len(second.words) == 1


def test_without_tesseract_only_scans_are_refused(
    tmp_path: Path, typeset: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_tessdata", lambda language: None)
    digital = tmp_path / "digital.pdf"
    digital.write_bytes(typeset)
    assert read(digital)[0].reader == "text"
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(scan_factory.bind([scan_factory.photograph(typeset, 100)[0][50:200]], dpi=100))
    with pytest.raises(TesseractMissing, match="scanned pages"):
        read(paper)


# --- small decisions


@pytest.mark.parametrize(
    ("pixels", "size", "dpi"),
    [
        ((3508, 2480), (595.2, 842.0), 300),
        ((2339, 1654), (595.2, 842.0), 200),
        ((3508, 2480), (2480.0, 3508.0), 300),  # a writer that took pixels for points
        ((5000, 5000), (100000.0, 100000.0), 605),
        ((1169, 827), (595.2, 842.0), 100),
    ],
)
def test_the_resolution_is_believed_where_the_sheet_is_paper(
    pixels: tuple[int, int], size: tuple[float, float], dpi: int
) -> None:
    assert resolution_of(pixels, size) == pytest.approx(dpi, rel=0.01)


EM, FOOT = 46.0, 100.0


@pytest.mark.parametrize(
    ("wide", "high", "above", "mark"),
    [
        (12, 4, 13, "-"),
        (22, 4, 13, "–"),
        (44, 4, 13, "—"),
        (40, 4, -6, "_"),
        (12, 12, 16, "•"),
        (5, 5, 2, None),  # a full stop
        (30, 30, 15, None),  # a letter
        (12, 4, 40, None),  # an accent
    ],
)
def test_marks_are_told_by_their_shape(wide: int, high: int, above: int, mark: str | None) -> None:
    piece = np.array([10, int(FOOT) - above - high // 2, wide, high, wide * high], np.int32)
    assert mark_of(piece, EM, FOOT) == mark


def test_a_dropped_dash_is_put_back_and_a_misread_one_put_right() -> None:
    ink = np.zeros((120, 600), np.uint8)
    ink[85:89, 20:32] = 255  # a dash, and the word after it
    ink[58:100, 80:220] = 255
    word = Recognised("Organiser", 80, 58, 140, 42, 0.9, 0)
    assert [w.text for w in read_marks((word,), ink)] == ["-", "Organiser"]
    misread = Recognised("-_", 20, 84, 30, 6, 0.5, 0)
    assert [w.text for w in read_marks((misread, word), ink)] == ["-", "Organiser"]
    joined = Recognised("-__Organiser", 20, 58, 200, 42, 0.9, 0)
    parted = read_marks((joined,), ink)
    assert [(w.text, w.left) for w in parted] == [("-", 20), ("Organiser", 80)]


@pytest.mark.parametrize(
    ("dash", "gap", "read_as"),
    [
        ((85, 89, 20, 32), 6, "-Organiser"),  # close before its word
        ((85, 89, 20, 45), 4, "–Organiser"),
        ((97, 100, 20, 32), 6, "Organiser"),  # the foot of a line under it
        ((85, 89, 20, 32), -4, "Organiser"),  # a bar of the letter itself
        ((70, 96, 20, 24), 6, "Organiser"),  # an upright stroke
    ],
)
def test_a_dash_in_the_box_of_the_first_word_is_before_it(dash, gap, read_as) -> None:
    ink = np.zeros((120, 600), np.uint8)
    top, bottom, left, right = dash
    ink[top:bottom, left:right] = 255
    ink[58 : 82 if gap < 0 else 100, right + gap : 220] = 255
    word = Recognised("Organiser", 20, 58, 200, 42, 0.4, 0)
    after = Recognised("Organiser", 240, 58, 200, 42, 0.9, 0)
    ink[58:100, 240:440] = 255
    assert [w.text for w in read_marks((word, after), ink)] == [read_as, "Organiser"]


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        ("le ler juillet", "le 1er juillet"),
        ("le 1° octobre 2024", "le 1er octobre 2024"),
        ("Article 1” Objet", "Article 1er Objet"),
        ("1° Par les tiers", "1° Par les tiers"),
        ("Article ler, alinéa 2", "Article 1er, alinéa 2"),
        ("« art 1” »", "« art 1” »"),
        ("premiers SeCOurs et diVerSes", "premiers Secours et diverses"),
        ("Pour l'Office et l’Union d'Orsay", "Pour l'Office et l’Union d'Orsay"),
        ("l'OFQJ, la SNCF et M. McOwen", "l'OFQJ, la SNCF et M. McOwen"),
        ("CUVES ZOUS d'OC", "CUVES ZOUS d'OC"),
        ("TITRE ll – MOYENS", "TITRE II – MOYENS"),
        ("Chapitre Ill : Durée", "Chapitre III : Durée"),
        ("Section VIl. Litiges", "Section VII. Litiges"),
        ("Section Il, titre IV", "Section II, titre IV"),
        ("à ce titre Il incombe", "à ce titre Il incombe"),
        ("Article Il", "Article Il"),
        ("TITRE Ier", "TITRE Ier"),
        ("Partie || Moyens", "Partie II Moyens"),
        ("la Section Il est close", "la Section Il est close"),
        ("la Section Il du titre", "la Section II du titre"),
        ("Titre IllI", "Titre IllI"),
        ("Titre Villa Il", "Titre Villa Il"),
        ("Article ll Objet, à l'article ! et Article IV", "Article II Objet, à l'article I et Article IV"),
        ("Article l : Objet", "Article 1 : Objet"),
        ("Article | Libellé", "Article | Libellé"),
        ("Article ll Objet et Article 3", "Article ll Objet et Article 3"),
        ("l'article Il est modifié, Article III", "l'article Il est modifié, Article III"),
        ("Art. ler.-La présente", "Art. 1er.-La présente"),
        ("aller.-retour", "aller.-retour"),
        ("au ter mars, le Ler mai, du er juin", "au 1er mars, le 1er mai, du 1er juin"),
        ("le 1 er mars, un fer à cheval", "le 1 er mars, un fer à cheval"),
        ("Article 2 – Obiet", "Article 2 – Objet"),
        ("OBIET DE L'OBIET, sujets et Proiets", "OBJET DE L'OBJET, sujets et Projets"),
        ("Rèqlement des litiqes, cinq coqs du Qatar", "Règlement des litiges, cinq coqs du Qatar"),
        ("120 m?, 40 m°; 12,5 m’ et 9 km*.", "120 m², 40 m²; 12,5 m² et 9 km²."),
        ("le m? et M?", "le m? et M?"),
        ("à 8 h O0, le 5 mai 20@4, tél. 2O10-14", "à 8 h 00, le 5 mai 2004, tél. 2010-14"),
        ("9.918.00 €, 12.03.2021, 1.250.500", "9.918,00 €, 12.03.2021, 1.250.500"),
        (
            "au siège. I1 appartient ; || verse : I] est l'auteur.",
            "au siège. Il appartient ; Il verse : Il est l'auteur.",
        ),
        ("§ 1. IL EST CONVENU ; 1l d'eau et Il", "§ 1. IL EST CONVENU ; 1l d'eau et Il"),
        ("O2 et contact@lou.example", "O2 et contact@lou.example"),
        ("ARTICLE II, ARTICLE IT – Durée, ARTICLE VITI", "ARTICLE II, ARTICLE III – Durée, ARTICLE VIII"),
        ("ARTICLE IV, ARTICLE IT", "ARTICLE IV, ARTICLE IT"),
        ("Article 2, Article IT", "Article 2, Article IT"),
    ],
)
def test_a_smudged_first_is_put_right_where_it_must_be_one(read_as: str, printed: str) -> None:
    assert " ".join(put_right(read_as.split())) == printed


@pytest.mark.parametrize(
    ("text", "raised"),
    [("l'article", True), ("d’Orsay,", True), ("L'ASSOCIATION", True), ("l'OFQ)J", False), ("l'ARS", False), ("d'1an", False),
     ("article", False), ("1'article", False)],
)  # fmt: skip
def test_elided_words_are_believed_and_damaged_ones_are_not(text: str, raised: bool) -> None:
    assert (scan.believed(text, 0.1) > 0.6) is raised
    assert scan.believed(text, 0.98) >= 0.98


def test_a_word_is_underlined_by_a_line_close_under_most_of_it() -> None:
    word = Word("Article", Box(100, 100, 150, 112))
    assert underlined([word], [Box(90, 113, 160, 114)])[0].underlined
    assert not underlined([word], [Box(90, 125, 160, 126)])[0].underlined
    assert not underlined([word], [Box(130, 113, 160, 114)])[0].underlined
    assert underlined([word], []) == (word,)


@pytest.mark.parametrize(
    ("wear", "dpi"), [(scan_factory.OFFICE, 300), (scan_factory.BAD, 200), (scan_factory.SHADED, 300)]
)
def test_a_sheet_with_a_single_line_is_read(tmp_path, wear, dpi):
    """The last sheet of a convention often holds one signatory: so little ink once made a blank page of it."""
    line = pdf_factory.one_page(pdf_factory.drawn("Le directeur, Bruno TEYSSIER"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(
        scan_factory.bind([scan_factory.degrade(scan_factory.photograph(line, dpi)[0], wear)], dpi=dpi, jpeg=wear.jpeg)
    )
    (page,) = read(path)
    assert page.reader == "ocr"
    assert " ".join(word.text for word in page.words) == "Le directeur, Bruno TEYSSIER"


@pytest.mark.parametrize("wear", [scan_factory.OFFICE, scan_factory.BAD, scan_factory.SHADED])
def test_a_worn_sheet_without_writing_is_blank(tmp_path, wear):
    path = tmp_path / "scan.pdf"
    sheet = scan_factory.photograph(pdf_factory.one_page(), 300)[0]
    path.write_bytes(scan_factory.bind([scan_factory.degrade(sheet, wear)], dpi=300, jpeg=wear.jpeg))
    (page,) = read(path)
    assert (page.reason, page.words) == ("blank page", ())
