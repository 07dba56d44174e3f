import io
from pathlib import Path

import pdf_factory
import pytest
import scan_factory
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.document import Box, Page, Word
from extractor.reading import pdf as reading_pdf
from extractor.reading import read
from extractor.reading.choice import better_of, choose
from extractor.reading.page_objects import PageObjects, Picture
from extractor.reading.plausible import is_shaped, plausibility
from extractor.reading.text_layer import TextLayer
from extractor.settings import Settings

PROSE = (
    "La commune s'engage à mettre à la disposition de l'association une salle chauffée pour la durée de la convention "
    "et à en assurer l'entretien ; l'association remet chaque année un rapport sur les actions menées avec les familles "
    "du quartier et sur l'emploi de la subvention qui lui est versée par la commune au titre de la présente convention."
)
SHIFTED = "".join(chr(ord(c) + 3) if c.isalpha() and c.isascii() else c for c in PROSE)
SOUP = "#$% &'(5) *+,6 -./7 0:;8 <=>9 ?@1[ 2\\] ^_3` {|}4 ~ xqz kjw vbn dfg hjk lmp wrt sdf zxc bnm qwr psd fgh jkl mnb vcx"
ENGLISH = (
    "The parties agree that this agreement shall be governed by the laws of the state and any dispute arising from it "
    "shall be finally settled by the courts of that state unless the parties agree in writing upon another forum or "
    "method of settlement which they may do at any time before or after the dispute has been brought before a court"
)


def layer(text: str, *, invisible: float = 0.0, unmapped: float = 0.0) -> TextLayer:
    words = []
    for index, word in enumerate(text.split()):
        x, y = 60 + 50 * (index % 9), 100 + 14 * (index // 9)
        words.append(Word(word, Box(x, y, x + 45, y + 12)))
    return TextLayer(tuple(words), invisible, unmapped)


def never() -> None:
    raise AssertionError("the page need not be looked at")


@pytest.mark.parametrize(
    ("found", "use", "reason"),
    [
        (layer(PROSE), True, "text layer"),
        (layer("Annexe 2"), True, "text layer"),
        (layer(SHIFTED), False, "garbled"),
        (layer(SOUP), False, "garbled"),
        (layer(ENGLISH), False, "not French"),
        (layer(PROSE.replace("e", "\ufffd")), False, "garbled"),
        (layer(PROSE, unmapped=0.2), False, "without a meaning"),
        (layer(""), True, "blank page"),
    ],
    ids=["prose", "few words", "shifted letters", "soup", "english", "replacement signs", "unmapped", "blank"],
)
def test_a_layer_is_judged_by_its_words(found: TextLayer, use: bool, reason: str) -> None:
    choice = choose(found, PageObjects(texts=1 if found.words else 0), A4, never)  # type: ignore[arg-type]
    assert choice.use_layer is use and reason in choice.reason


def test_a_page_without_a_layer_but_with_a_picture_is_recognised() -> None:
    picture = Picture(Box(0, 0, 595, 842), 2480, 3508, None)
    choice = choose(layer(""), PageObjects((picture,)), A4, never)  # type: ignore[arg-type]
    assert not choice.use_layer and choice.reason == "no text layer"


def test_a_layer_in_doubt_is_weighed_against_what_the_engine_reads() -> None:
    assert not better_of(layer(SHIFTED).words, layer(PROSE).words)
    assert better_of(layer(ENGLISH).words, layer(SOUP).words)
    assert better_of(layer(PROSE).words, layer("").words)


@pytest.mark.parametrize("word", ["convention", "Québec", "SNCF", "l", "M", "aiguë", "à", "RCJÉQ", "œuvre", "Mme"])
def test_words_with_a_shape(word: str) -> None:
    assert is_shaped(word)


@pytest.mark.parametrize("word", ["xqztv", "tExTe", "zzz", "brrrr", "кот", "ffffe", "bcdfghj"])
def test_words_without(word: str) -> None:
    assert not is_shaped(word)


def test_prose_is_full_of_function_words() -> None:
    assert plausibility(PROSE.split()).common > 0.35
    assert plausibility(SHIFTED.split()).score < 0.6 * plausibility(PROSE.split()).score
    assert plausibility([]).score == 0.0


# --- whole pages; the engine is replaced by one that says that it was asked


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(page, number, frame, objects, reason, settings):  # type: ignore[no-untyped-def]
        words = tuple(Word(word, Box(0, 0, 1, 1), 0.9) for word in 9 * PROSE.split())
        return Page(number, *frame.size, reader="ocr", reason=reason, words=words)

    monkeypatch.setattr(reading_pdf, "_recognised", recognised)


def scan_with_layer(tmp_path: Path, lines: int, *, mode: int | None, shift: float = 0.0) -> Path:
    """A scanned page with a text layer over its first lines (all but the last -`lines`), hidden (mode 3) or painted."""
    typeset = scan_factory.typeset(underline=False)
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    photo = scan_factory.photograph(typeset, 100)[0]
    png = io.BytesIO()
    scan_factory.Image.fromarray(photo).save(png, "PNG")
    canvas.drawImage(ImageReader(io.BytesIO(png.getvalue())), 0, 0, *A4)
    (tmp_path / "typeset.pdf").write_bytes(typeset)
    words = read(tmp_path / "typeset.pdf")[0].words
    if lines < 0:
        lines += 1 + max(word.line for word in words if word.line is not None)
    for word in [word for word in words if word.line is not None and word.line < lines]:
        text = canvas.beginText(word.box.x0, A4[1] - word.box.bottom + 3 - shift)
        text.setFont("Times-Roman", word.size)
        if mode is not None:
            text.setTextRenderMode(mode)
        text.textOut(word.text)
        canvas.drawText(text)
    canvas.save()
    return path


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("lines", "mode", "shift", "reader", "reason"),
    [
        (99, 3, 0.0, "text", "hidden text layer over a scan"),
        (4, 3, 0.0, "ocr", "covers only"),
        (-2, 3, 0.0, "ocr", "passes over 2 lines"),
        (4, None, 0.0, "ocr", "covers only"),
        (10, 3, -440.0, "ocr", "does not lie on the ink"),
    ],
    ids=[
        "whole hidden layer",
        "hidden layer of four lines",
        "hidden layer but for two lines",
        "painted layer of four lines",
        "layer adrift",
    ],
)
def test_a_layer_must_cover_the_writing(
    tmp_path: Path, lines: int, mode: int | None, shift: float, reader: str, reason: str
) -> None:
    page = read(scan_with_layer(tmp_path, lines, mode=mode, shift=shift))[0]
    assert page.reader == reader and reason in page.reason


@pytest.mark.usefixtures("engine")
def test_a_digital_page_with_a_logo_keeps_its_layer(tmp_path: Path) -> None:
    path = tmp_path / "logo.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    logo = scan_factory.Image.effect_noise((300, 200), 80)
    canvas.drawImage(ImageReader(logo), 60, 700, 180, 120)
    for row in range(20):
        canvas.drawString(60, 650 - 20 * row, PROSE[:90])
    canvas.save()
    assert read(path)[0].reader == "text"


@pytest.mark.usefixtures("engine")
def test_a_blank_page_is_read_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "blanc.pdf"
    path.write_bytes(pdf_factory.one_page())
    page = read(path)[0]
    assert (page.reader, page.reason, page.words) == ("text", "blank page", ())


def test_recognition_may_be_switched_off(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan_factory.bind([scan_factory.photograph(scan_factory.typeset(), 72)[0]], dpi=72))
    page = read(path, Settings(ocr="never"))[0]
    assert page.reader == "none" and "switched off" in page.reason
