"""A command waits for what it needs and for nothing else: what each imports, in a process of its own."""

import subprocess
import sys

import pytest
from record_factory import full_record, save

# seconds of imports, hundreds of megabytes of models
HEAVY = (
    *("spacy", "thinc", "numpy", "pandas", "scipy", "sklearn", "torch", "cv2", "PIL", "pdfplumber", "pdfminer"),
    *(
        "pypdfium2",
        "pypdfium2_raw",
        "pytesseract",
        "tesserocr",
        "holidays",
        "xlsxwriter",
        "openpyxl",
        "multiprocessing",
    ),
)
OF_OTHERS = (
    *("extractor.reading", "extractor.layout", "extractor.pipeline", "extractor.looking", "extractor.corrections"),
    *(
        "extractor.checking",
        "extractor.batch.run",
        "extractor.document",
        "extractor.cli.running",
        "extractor.cli.looking",
    ),
)
PROGRAM = """
import sys
from extractor.cli import cli
try:
    cli(sys.argv[1:], standalone_mode=False)
finally:
    sys.stderr.write("\\n".join(sys.modules))
"""


@pytest.fixture
def two(tmp_path):
    second = full_record("landes", title="Convention de partenariat culturel")
    return save(tmp_path, full_record()), save(tmp_path, second)


def imported(*arguments):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    return set(done.stderr.splitlines())


def heavy(modules):
    return {name for name in modules if name.partition(".")[0] in HEAVY}


@pytest.mark.parametrize("form", ["table", "json", "csv", "html"])
def test_a_comparison_of_saved_records_loads_no_reader_and_no_model(two, form):
    modules = imported("diff", *two, "--format", form)
    assert not heavy(modules)
    assert "extractor.comparing.terms" in modules
    assert not {name for name in modules if name.startswith(OF_OTHERS)}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["diff", "--help"], ["run", "--help"]], ids=" ".join)
def test_help_loads_nothing_that_works(arguments):
    modules = imported(*arguments)
    assert not heavy(modules)
    assert not {name for name in modules if name.startswith(("pydantic", "rapidfuzz", "extractor.record"))}


def test_showing_a_saved_record_loads_no_reader_and_no_model(two):
    assert not heavy(imported("show", two[0]))


def test_checking_a_saved_record_loads_no_reader_and_no_model(two):
    assert not heavy(imported("check", two[0]))
