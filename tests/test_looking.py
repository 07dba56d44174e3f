"""`extractor look`: one picture a page, in which what was read and found is drawn where it stands on the paper."""

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pdf_factory
import pytest
from click.testing import CliRunner
from PIL import Image
from record_factory import full_record, source
from reportlab.pdfgen.canvas import Canvas
from scan_factory import Wear, bind, degrade, photograph, typeset

from extractor.cli import cli
from extractor.document import Box, Document, Furniture, Page, PlacedWord, Word, lines_of
from extractor.exporting import look
from extractor.exporting.lettering import Lettering, shortened, width_of, wrapped
from extractor.exporting.look_marks import Survey
from extractor.exporting.look_pen import PALETTE
from extractor.layout import lay_out
from extractor.looking import parse_pages
from extractor.reading import read
from extractor.record import Article, Duration

DPI = 72  # a pixel is a point


@pytest.fixture
def extractor(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments):
        return CliRunner().invoke(cli, ["look", *map(str, arguments)], prog_name="extractor")

    return call


@pytest.fixture
def convention(tmp_path) -> Path:
    """Two pages with a text layer, the second one lying on its side."""
    canvas = Canvas(str(tmp_path / "convention.pdf"), pagesize=(595, 842))
    canvas.drawString(72, 700, "Article 1 - Objet")
    canvas.drawString(72, 660, "La convention a pour objet le partage d'une salle.")
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.drawString(72, 500, "Article 2 - Litiges")
    canvas.drawString(72, 460, "Les parties cherchent un accord.")
    canvas.showPage()
    canvas.save()
    return tmp_path / "convention.pdf"


def picture(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).astype(int)


def colours(pixels: np.ndarray, box: Box, kind: str, *, scale: float = 1.0, pad: float = 6) -> int:
    """How many pixels in and around a box have the colour of a kind."""
    top, bottom = max(0, int(box.top * scale - pad)), int(box.bottom * scale + pad)
    left, right = max(0, int(box.x0 * scale - pad)), int(box.x1 * scale + pad)
    return int(np.all(pixels[top:bottom, left:right] == PALETTE[kind], axis=-1).sum())


def test_each_page_is_a_picture_of_its_size(extractor, convention, tmp_path):
    result = extractor(convention, "-o", tmp_path / "DIR", "--no-facts", "--dpi", 72)
    assert result.exit_code == 0 and result.stdout == "", result.output
    assert sorted(path.name for path in (tmp_path / "DIR").iterdir()) == ["page-001.png", "page-002.png"]
    upright, lying = (picture(tmp_path / "DIR" / f"page-00{n}.png") for n in (1, 2))
    assert upright.shape[1] == 595 and 842 < upright.shape[0] < 1000
    assert lying.shape[1] == 842 and 595 < lying.shape[0] < 750
    extractor(convention, "-o", tmp_path / "FINE", "--no-facts", "--dpi", 144, "--pages", 1)
    assert picture(tmp_path / "FINE" / "page-001.png").shape[1] == 1190


def test_headings_stand_where_they_are_on_the_page(extractor, convention, tmp_path):
    extractor(convention, "-o", tmp_path / "DIR", "--no-facts", "--dpi", 144)
    document = lay_out(read(convention))
    for page in document.pages:
        pixels = picture(tmp_path / "DIR" / f"page-{page.number:03}.png")
        heading, body = (line for line in document.lines if line.page == page.number)
        assert heading.kind == "heading"
        assert colours(pixels, heading.box, "heading", scale=2) > 2 * heading.box.width
        assert colours(pixels, body.box, "heading", scale=2) == 0
        assert colours(pixels, body.box, "line", scale=2) > body.box.width


@pytest.mark.parametrize(
    ("pages", "drawn"), [("2", [2]), ("1-2", [1, 2]), ("2-", [2]), ("1, 1,2-9", [1, 2]), (None, [1, 2])]
)
def test_only_the_pages_asked_for(extractor, convention, tmp_path, pages, drawn):
    options = ["--pages", pages] if pages else []
    assert extractor(convention, "-o", tmp_path / "DIR", "--no-facts", "--dpi", 40, *options).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "DIR").iterdir()) == [f"page-{n:03}.png" for n in drawn]


@pytest.mark.parametrize("pages", ["", "0", "3-1", "un", "1,,2", "-2", "1-2-3", "9" * 30, ",".join(["1"] * 2000), "7"])
def test_pages_that_are_none_are_a_fault_of_usage(extractor, convention, tmp_path, pages):
    result = extractor(convention, "-o", tmp_path / "DIR", "--no-facts", f"--pages={pages}")
    assert result.exit_code == 2 and "--pages" in result.stderr
    assert not (tmp_path / "DIR").exists()


def test_ranges_are_not_spelled_out():
    assert parse_pages("3-5,8-") == (range(3, 6), range(8, 1_000_000))


@pytest.mark.parametrize("dpi", [39, 301])
def test_the_resolution_has_bounds(extractor, convention, tmp_path, dpi):
    assert extractor(convention, "-o", tmp_path / "DIR", "--dpi", dpi).exit_code == 2


def one_line(result) -> str:
    assert result.exit_code == 1 and result.stdout == "", result.output
    (line,) = result.stderr.splitlines()
    return line


def test_a_transcript_has_no_pages(extractor, tmp_path):
    (tmp_path / "convention.txt").write_text("Article 1 - Objet\n\nLa salle est partagée.\n")
    assert "plain text: it has no pages" in one_line(extractor(tmp_path / "convention.txt", "-o", tmp_path / "DIR"))
    assert not (tmp_path / "DIR").exists()


def test_the_output_must_be_a_folder(extractor, convention, tmp_path):
    (tmp_path / "taken").write_text("notes")
    assert "cannot be a folder" in one_line(extractor(convention, "-o", tmp_path / "taken"))
    assert (tmp_path / "taken").read_text() == "notes"


@pytest.mark.parametrize("name", ["page-001.png", "page-007.png"])
def test_the_pictures_of_others_are_not_written_over(extractor, convention, tmp_path, name):
    scan = tmp_path / name
    Image.new("L", (60, 80), 255).save(scan)
    before = scan.read_bytes()
    assert "was not drawn by this program" in one_line(extractor(convention, "-o", tmp_path))
    assert scan.read_bytes() == before and not list(tmp_path.glob(".*.tmp"))


def test_our_own_pictures_are_drawn_anew(extractor, convention, tmp_path):
    for dpi in (40, 80):
        assert extractor(convention, "-o", tmp_path / "DIR", "--no-facts", "--dpi", dpi).exit_code == 0
    assert picture(tmp_path / "DIR" / "page-001.png").shape[1] == round(595 * 80 / 72)
    assert sorted(path.name for path in (tmp_path / "DIR").iterdir()) == ["page-001.png", "page-002.png"]


def test_nothing_is_written_outside_of_the_folder(extractor, convention, tmp_path):
    """A link in the folder is replaced by the picture; what it led to stays as it was."""
    (tmp_path / "DIR").mkdir()
    extractor(convention, "-o", tmp_path / "OURS", "--no-facts", "--dpi", 40)
    ours = (tmp_path / "OURS" / "page-001.png").read_bytes()
    (tmp_path / "DIR" / "page-001.png").symlink_to(tmp_path / "OURS" / "page-001.png")
    assert extractor(convention, "-o", tmp_path / "DIR", "--no-facts", "--dpi", 80).exit_code == 0
    assert not (tmp_path / "DIR" / "page-001.png").is_symlink()
    assert (tmp_path / "OURS" / "page-001.png").read_bytes() == ours


@pytest.mark.parametrize(("lang", "why"), [("fr", "aucune couche de texte"), ("en", "no text layer")])
def test_a_page_that_was_not_read_says_so(extractor, tmp_path, lang, why):
    (tmp_path / "scan.pdf").write_bytes(bind([photograph(typeset(), 100)[0]], dpi=100))
    options = "--no-facts", "--ocr", "never", "--dpi", 72, "--lang", lang
    result = extractor(tmp_path / "scan.pdf", "-o", tmp_path / "DIR", *options)
    assert result.exit_code == 0 and f"page 1: {why}" in result.stderr
    pixels = picture(tmp_path / "DIR" / "page-001.png")
    assert colours(pixels, Box(0, 0, 595, 30), "weakest", pad=0) > 5000  # a red banner across its head
    assert pixels[100:800, :595].min() < 120  # and the page is shown all the same


def test_frames_of_an_image_are_pages(extractor, tmp_path):
    frames = [Image.fromarray(gray) for gray in photograph(typeset(), 60)] * 3
    frames[0].save(tmp_path / "scan.tif", save_all=True, append_images=frames[1:], dpi=(100, 100))
    result = extractor(tmp_path / "scan.tif", "-o", tmp_path / "DIR", "--no-facts", "--ocr", "never", "--dpi", 50)
    assert result.exit_code == 0, result.output
    sizes = {picture(path).shape for path in (tmp_path / "DIR").iterdir()}
    assert len(list((tmp_path / "DIR").iterdir())) == 3 and len(sizes) == 1


@pytest.mark.parametrize("rotation", [0, 90, 180])
def test_boxes_lie_on_the_ink_of_a_page_that_leans(extractor, tmp_path, rotation):
    """Most of the dark pixels of the page are within boxes of words, however the sheet lay on the glass."""
    articles = (
        ("Article 1 - Objet", ("La présente convention a pour objet le partage d'une salle entre voisins. " * 6,)),
    )
    gray = degrade(photograph(typeset(articles=articles), 150)[0], Wear(skew=2.0, rotation=rotation))
    (tmp_path / "scan.pdf").write_bytes(bind([gray], dpi=150))
    (page,) = read(tmp_path / "scan.pdf")
    assert page.reader == "ocr" and (page.rotation + rotation) % 360 == 0
    png = look.render_page(_resized(gray), Survey(lay_out([page]), None, "fr").on(page), "", DPI, "fr", facts=False)
    pixels = picture(io.BytesIO(png))[: round(page.height), : round(page.width)]
    dark = (pixels.max(axis=-1) < 130) & (np.ptp(pixels, axis=-1) == 0)  # grey: the paper's own ink
    near = np.zeros_like(dark)
    for word in page.words:
        box = word.box
        near[int(box.top) - 2 : int(box.bottom) + 3, int(box.x0) - 2 : int(box.x1) + 3] = True
        assert colours(pixels, box, "word", pad=3) + colours(pixels, box, "line", pad=3) > 0
    assert dark.sum() > 500 and (dark & near).sum() > 0.95 * dark.sum()


def _resized(gray: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(gray).resize((round(gray.shape[1] * 72 / 150), round(gray.shape[0] * 72 / 150))))


@dataclass
class Sheet:
    """A page whose words are placed by hand: one word a line, 20 points apart."""

    text: str
    doubts: tuple[str, ...] = ()

    def document(self, furniture: tuple[Furniture, ...] = (), page: Page | None = None) -> Document:
        lines = lines_of(self.text)
        words, placed = [], []
        for row, line in enumerate(lines):
            at = line.start
            for word in self.text[line.start : line.end].split(" "):
                x0 = 72 + 7 * (at - line.start)
                box = Box(x0, 100 + 20 * row, x0 + 7 * len(word), 112 + 20 * row)
                sure = 0.3 if word in self.doubts else 0.95
                words.append(Word(word, box, sure))
                placed.append(PlacedWord(at, at + len(word), 1, box, sure))
                at += len(word) + 1
        page = page or Page(1, 595, 842, "ocr", words=tuple(words), ocr_confidence=0.9)
        return Document(self.text, lines, tuple(placed), (page,), furniture)


TEXT = "Article 2 - Durée\nElle est conclue pour cinq ans\nà compter de sa signature\nsans autre forme"


def drawn(document: Document, record=None, lang="fr") -> np.ndarray:
    (page,) = document.pages
    paper = np.full((842, 595), 255, np.uint8)
    marks = Survey(document, record, lang).on(page)
    return picture(io.BytesIO(look.render_page(paper, marks, "a.pdf", DPI, lang, facts=record is not None)))


def test_facts_are_outlined_where_they_stand_and_told_beside_the_page():
    document = Sheet(TEXT).document()
    record = full_record(
        articles=(Article(number="2", title="Durée", kind="article", text=TEXT, source=source("Article 2 - Durée", text=TEXT)),),
        durations=(Duration(period="P5Y", source=source("cinq ans\nà compter de sa signature", text=TEXT)),),
        **dict.fromkeys(("parties", "signatories", "notices", "obligations", "references", "amounts", "findings"), ()),
        renewal=None,
        signature=None,
    )  # fmt: skip
    pixels = drawn(document, record)
    start = TEXT.index("cinq")
    first, second = (region.box for region in document.regions(start, TEXT.index("\nsans")))
    for box in (first, second):
        assert colours(pixels, box, "duration", pad=3) > 1.5 * box.width
    assert colours(pixels, document.regions(TEXT.index("Elle"), TEXT.index("pour"))[0].box, "duration", pad=0) == 0
    assert colours(pixels, document.regions(0, 17)[0].box, "heading") > 200
    assert colours(pixels[:, 595:], Box(0, 80, 300, 160), "duration") > 100  # its number, in the margin, at its height
    assert pixels.shape[1] > 595 + 200


@pytest.mark.parametrize("kind", ["page_number", "running_head", "paraphe", "stamp", "mark", "noise"])
def test_furniture_is_framed_and_named_by_its_kind(kind):
    box = Box(280, 800, 310, 812)
    pixels = drawn(Sheet(TEXT).document((Furniture(kind, 1, "3", box),)))
    assert colours(pixels, box, kind, pad=4) > 40
    beside = [Box(200, 790, 277, 825), Box(313, 790, 420, 825)]
    assert max(colours(pixels, place, kind, pad=0) for place in beside) > 60  # the tag


def test_doubtful_words_are_filled_and_the_worst_passage_is_framed():
    document = Sheet(TEXT, doubts=("forme",)).document()
    pixels, box = drawn(document), document.words[-1].box
    inside = pixels[int(box.top) + 3 : int(box.bottom) - 3, int(box.x0) + 3 : int(box.x1) - 3]
    assert np.all(inside[..., 0] - inside[..., 2] > 60)  # amber, not paper
    last = document.regions(TEXT.index("sans"), len(TEXT))[0].box
    assert colours(pixels, last, "weakest", pad=8) > last.width
    assert colours(pixels, document.regions(0, 17)[0].box, "weakest", pad=2) == 0


def test_a_page_with_a_text_layer_has_no_worst_passage():
    document = Sheet(TEXT).document()
    words = tuple(PlacedWord(w.start, w.end, w.page, w.box) for w in document.words)
    document = Document(document.text, document.lines, words, (Page(1, 595, 842, "text"),))
    assert Survey(document, None, "fr").on(document.pages[0]).weakest is None


def test_what_lies_off_the_page_costs_nothing():
    """Words may be placed anywhere by a file that means harm: they are cut to the page."""
    far = Box(-1e9, -1e9, 1e12, 1e12)
    page = Page(1, 595, 842, "ocr", words=(Word("loin", far, 0.1), Word("ici", Box(1e9, 1e9, 2e9, 2e9), 0.1)))
    document = Document(
        "loin", lines_of("loin"), (PlacedWord(0, 4, 1, far, 0.1),), (page,), (Furniture("noise", 1, "x", far),)
    )
    assert drawn(document).shape[:2] < (1000, 1000)


def test_a_page_without_size_or_picture_is_a_sheet_that_says_so():
    page = Page(1, 0.0, 0.0, "none", reason="the page is damaged and cannot be opened")
    marks = Survey(Document("", pages=(page,)), None, "en").on(page)
    pixels = picture(io.BytesIO(look.render_page(None, marks, "a.pdf", DPI, "en", facts=True)))
    assert colours(pixels, Box(0, 0, 595, 60), "weakest", pad=0) > 10_000


def test_a_bomb_is_one_line(extractor, tmp_path):
    (tmp_path / "bomb.pdf").write_bytes(pdf_factory.huge_picture(24_000))
    result = extractor(tmp_path / "bomb.pdf", "-o", tmp_path / "DIR", "--no-facts", "--dpi", 72)
    assert result.exit_code == 0 and "max_page_pixels" in result.stderr
    assert colours(picture(tmp_path / "DIR" / "page-001.png"), Box(0, 0, 595, 60), "weakest", pad=0) > 5000


def test_a_huge_sheet_is_shown_smaller(extractor, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(pdf_factory.one_page(pdf_factory.drawn(), box=b"[0 0 9000 9000]"))
    assert extractor(tmp_path / "plan.pdf", "-o", tmp_path / "DIR", "--no-facts", "--dpi", 300).exit_code == 0
    with Image.open(tmp_path / "DIR" / "page-001.png") as image:
        assert image.width * image.height < 16_000_000


def test_pages_over_the_limit_are_told_not_drawn(extractor, tmp_path):
    (tmp_path / "many.pdf").write_bytes(pdf_factory.many_pages(5))
    (tmp_path / "settings.toml").write_text("max_pages = 2\n")
    result = extractor(
        tmp_path / "many.pdf",
        "-o",
        tmp_path / "DIR",
        "--no-facts",
        "--dpi",
        40,
        "--settings",
        tmp_path / "settings.toml",
    )
    assert result.exit_code == 0 and "max_pages" in result.stderr
    assert len(list((tmp_path / "DIR").iterdir())) == 3


def test_letters_have_their_accents():
    """An accent is ink: "é" is not drawn as the box of a font that lacks it."""

    def ink(text: str) -> np.ndarray:
        image, lettering = Image.new("RGB", (40, 40), "white"), Lettering()
        lettering.write((8, 30), text, 24, (0, 0, 0))
        lettering.lay_on(image)
        return np.asarray(image.convert("L")) < 128

    plain, accented = ink("e"), ink("é")
    assert plain.any() and (plain & ~accented).sum() < 0.1 * plain.sum()  # the letter is the same
    assert accented[:15].any() and not plain[:15].any()  # and something stands above it


def test_long_words_are_cut_to_their_room():
    assert width_of("Durée", 12) == pytest.approx(33.3, abs=1)
    assert width_of(shortened("Résiliation de plein droit sans mise en demeure", 12, 120), 12) <= 120
    assert shortened("Durée", 12, 120) == "Durée"
    lines = wrapped("tenir à jour la feuille de route établie chaque année par les parties", 10, 120, 2)
    assert len(lines) == 2 and lines[1].endswith("…") and all(width_of(line, 10) <= 120 for line in lines)
    assert wrapped("", 10, 120, 3) == [""]
    assert shortened("Ł\x1b[31m\n漢", 12, 200).isprintable()
