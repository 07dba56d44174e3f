"""The seam to Tesseract: both engines alike, and whatever an engine does wrong is an error of one page."""

import os
import signal
import stat
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import scan_factory
from scan_factory import Gray

from extractor.errors import OcrError, TesseractMissing
from extractor.reading import engine, ocr
from extractor.reading.engine import EngineProcess
from extractor.reading.ocr import engine_of, find_tessdata, parse_tsv, recognise
from extractor.settings import Settings

ROW = "5\t1\t{block}\t1\t{line}\t{word}\t{left}\t20\t30\t10\t{confidence}\t{text}"


@pytest.fixture(scope="module")
def paragraph() -> Gray:
    """A heading and a paragraph at 200 dpi."""
    return np.ascontiguousarray(scan_factory.photograph(scan_factory.typeset(underline=False), 200)[0][180:640])


def test_the_two_engines_read_alike(paragraph: Gray) -> None:
    first, second = (recognise(paragraph, Settings(engine=name)) for name in ("tesserocr", "pytesseract"))
    assert len(first) > 40
    ours, theirs = ([word.text for word in words] for words in (first, second))
    common = sum(a == b for a, b in zip(ours, theirs, strict=False))
    assert len(first) == len(second) and common >= 0.97 * len(first)  # the versions of the two may differ
    for a, b in zip(first, second, strict=True):
        assert abs(a.left - b.left) <= 3 and abs(a.top - b.top) <= 3
        assert abs(a.width - b.width) <= 6 and abs(a.height - b.height) <= 6
        assert a.line == b.line and abs(a.confidence - b.confidence) < 0.25


def test_words_are_where_their_ink_is(paragraph: Gray) -> None:
    for word in recognise(paragraph, Settings()):
        patch = paragraph[word.top : word.top + word.height, word.left : word.left + word.width]
        assert (patch < 128).any() and 0 <= word.confidence <= 1


def test_the_table_of_tesseract() -> None:
    table = "\n".join(
        [
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
            "4\t1\t1\t1\t1\t0\t10\t20\t100\t10\t-1\t",
            ROW.format(block=1, line=1, word=1, left=10, confidence="96.5", text="Article"),
            ROW.format(block=1, line=1, word=2, left=50, confidence="0", text=" "),
            ROW.format(block=1, line=1, word=3, left=90, confidence="-1", text="1er"),
            ROW.format(block=1, line=2, word=1, left=10, confidence="150", text="Objet"),
            ROW.format(block=2, line=1, word=1, left=10, confidence="50", text="Durée"),
        ]
    )
    words = list(parse_tsv(table))
    assert [(word.text, word.line, word.confidence) for word in words] == [
        ("Article", 0, 0.965),
        ("1er", 0, 0.0),
        ("Objet", 1, 1.0),
        ("Durée", 2, 0.5),
    ]


def test_a_blank_image_has_no_words() -> None:
    assert recognise(np.full((300, 400), 255, np.uint8), Settings()) == ()


# --- what is missing


def test_no_french_data(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TesseractMissing, match="'xyz'") as caught:
        recognise(np.full((50, 50), 255, np.uint8), Settings(ocr_language="xyz"))
    assert "tesseract-ocr-fra" in caught.value.advice


def test_no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "_has_tesserocr", lambda: False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TesseractMissing, match="Tesseract is not installed"):
        engine_of(Settings())
    with pytest.raises(TesseractMissing, match="tesserocr"):
        engine_of(Settings(engine="tesserocr"))


def test_without_tesserocr_the_program_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_has_tesserocr", lambda: False)
    assert engine_of(Settings()) == "pytesseract"


def test_data_is_found_where_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "qqq.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert find_tessdata("qqq") == str(tmp_path)
    assert find_tessdata("qqq+zzz") is None


# --- what an engine can do wrong


def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str) -> EngineProcess:
    """An engine process whose child runs `body` for each request."""
    script = tmp_path / "child.py"
    script.write_text(
        "import json, os, signal, sys, time\n"
        "while line := sys.stdin.buffer.readline():\n"
        "    request = json.loads(line)\n"
        "    sys.stdin.buffer.read(request['width'] * request['height'])\n"
        f"    {body}\n",
        "utf-8",
    )
    monkeypatch.setattr(engine, "_CHILD", script)
    monkeypatch.setattr(engine, "_GRACE", 0.2)
    monkeypatch.setattr(engine, "_START", 1.5)
    return EngineProcess("fra", "nowhere", {})


def ask(process: EngineProcess, *, seconds: float = 0.3) -> str:
    return process.recognise(b"\xff" * 100, (10, 10), dpi=300, segmentation=3, seconds=seconds)


ANSWER = "data = b'table'; sys.stdout.buffer.write(json.dumps({'ok': True, 'bytes': 5}).encode() + b'\\n' + data); sys.stdout.flush()"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", f"crashed .*{-signal.SIGSEGV}"),
        ("sys.exit(3)", "crashed .*3"),
        ("time.sleep(60)", "more than 0.3 seconds"),
        ("sys.stdout.write('rubbish\\n'); sys.stdout.flush()", "crashed"),
        ("sys.stdout.write(json.dumps({'ok': False, 'bytes': 4}) + '\\noops'); sys.stdout.flush()", "failed: oops"),
    ],
    ids=["segmentation fault", "leaves", "hangs", "rubbish", "says no"],
)
def test_a_bad_engine_is_an_error_of_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, body: str, says: str
) -> None:
    process = child(monkeypatch, tmp_path, body)
    start = time.monotonic()
    with pytest.raises(OcrError, match=says):
        ask(process)
    assert time.monotonic() - start < 10
    process.close()


def test_the_next_page_gets_a_fresh_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "crashed"
    body = f"mark = {str(mark)!r}; os.path.exists(mark) or (open(mark, 'w').close(), os.kill(os.getpid(), 9)); {ANSWER}"
    process = child(monkeypatch, tmp_path, body)
    with pytest.raises(OcrError):
        ask(process)
    assert ask(process) == "table"
    first = process._child.pid  # type: ignore[union-attr]
    assert ask(process) == "table" and process._child.pid == first  # type: ignore[union-attr]
    process.close()


def test_bytes_that_are_no_text_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    process = child(monkeypatch, tmp_path, ANSWER.replace("b'table'", "bytes([116, 255, 98, 108, 101])"))
    assert ask(process) == "t\ufffdble"
    process.close()


def test_an_engine_that_does_not_even_listen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    process = child(monkeypatch, tmp_path, "pass")
    (tmp_path / "child.py").write_text("import time; time.sleep(60)", "utf-8")
    with pytest.raises(OcrError, match="more than"):
        process.recognise(b"\xff" * 4_000_000, (2000, 2000), dpi=300, segmentation=3, seconds=0.3)
    process.close()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Put a `tesseract` that does as told before the true one."""

    def put(body: str) -> Settings:
        script = tmp_path / "tesseract"
        script.write_text(f"#!{sys.executable}\nimport os, sys, time\n{body}\n", "utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return Settings(engine="pytesseract", page_timeout_seconds=2)

    return put


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("sys.stderr.write('out of memory'); sys.exit(1)", "failed"),
        ("os.abort()", "failed"),
        ("time.sleep(60)", "more than 2 seconds"),
        ("open(sys.argv[2] + '.tsv', 'wb').write(bytes([255, 254, 9, 200]))", "failed"),
        ("open(sys.argv[2] + '.tsv', 'w').write('5\\t' + 'x\\t' * 10 + 'mot')", "nonsense"),
    ],
    ids=["error", "abort", "hang", "no text", "nonsense"],
)
def test_a_bad_program_is_an_error_of_the_page(program, body: str, says: str) -> None:  # type: ignore[no-untyped-def]
    # asked for its version, it answers; asked to read, it misbehaves
    settings = program(f"if '--version' in sys.argv: print('tesseract 5.3.0'); sys.exit(0)\n{body}")
    with pytest.raises(OcrError, match=says):
        recognise(np.full((40, 60), 255, np.uint8), settings)
