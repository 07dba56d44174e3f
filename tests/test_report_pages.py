"""Pictures of pages in the report: of the file that was read and no other, each once, bounded, shown without scripts."""

import base64
import io
import re

import numpy
import pytest
from click.testing import CliRunner
from convention_factory import convention, source
from PIL import Image

from extractor.cli import cli
from extractor.cli.picturing import page_pictures
from extractor.comparing import compare
from extractor.exporting.comparison import render_comparison
from extractor.exporting.comparison_pages import MOST_PICTURES, PagePictures, encode_page, pages_wanted
from extractor.record import Duration, PageRecord
from extractor.settings import Settings

TEXT = """@1 objet Objet
La présente convention a pour objet le prêt du hangar.
@2 durée Durée
Elle dure trois ans.
"""


def record(name, text=TEXT, pages=1):
    made = convention(
        name,
        text,
        durations=lambda text: (Duration(period="P3Y", source=source(text, "trois ans", "2")),),
        pages=tuple(PageRecord(number=n, width=595, height=842, reader="ocr") for n in range(1, pages + 1)),
    )
    return made


def file_of(record, path):
    """A picture in the place of a scan, and the record as if it had been read from it."""
    import hashlib

    page = Image.new("L", (595, 842), 255)
    page.paste(0, (60, 100, 300, 112))
    page.save(path, "PNG", dpi=(72, 72))
    data = path.read_bytes()
    read = {"path": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return record.model_copy(update={"source": record.source.model_copy(update=read)})


@pytest.fixture
def scans(tmp_path):
    records, files = [], []
    for name in ("premiere", "seconde"):
        made = file_of(record(name), tmp_path / f"{name}.png")
        saved = tmp_path / "OUT" / "records" / f"{name}.json"
        saved.parent.mkdir(parents=True, exist_ok=True)
        saved.write_text(made.to_json(), "utf-8")
        records.append(made)
        files.append(saved)
    return files, records


def test_each_page_stands_in_the_file_once_and_is_marked(scans):
    files, records = scans
    comparison = compare(records)
    pictures = page_pictures(files, records, comparison, Settings())
    assert set(pictures.images) == {(0, 1), (1, 1)} and not pictures.missing
    html = render_comparison(comparison, records, "html", pictures=pictures)
    found = re.findall(r'<image href="data:image/jpeg;base64,([^"]+)"', html)
    assert len(found) == 2 and html.count('<g id="page-0-1">') == 1
    for one in found:
        assert Image.open(io.BytesIO(base64.b64decode(one))).format == "JPEG"
    assert "img-src data:;" in html and "Voir la page 1" in html
    assert re.search(r'class="strip"', html) and re.search(r'class="sheet"', html)
    plain = render_comparison(comparison, records, "html")
    assert "<image" not in plain and "img-src" not in plain and "Voir la page" not in plain


def test_a_file_that_is_gone_or_another_is_said(scans, tmp_path):
    files, records = scans
    (tmp_path / "premiere.png").unlink()
    (tmp_path / "seconde.png").write_bytes(b"not the one that was read")
    comparison = compare(records)
    pictures = page_pictures(files, records, comparison, Settings())
    assert not pictures.images
    assert "n'a pas été retrouvé" in pictures.missing[0] and "n'est celui qui a été lu" in pictures.missing[1]
    html = render_comparison(comparison, records, "html", pictures=pictures)
    assert "a pas été retrouvé" in html and "<image" not in html


@pytest.mark.parametrize("path", ["../premiere.png", "/premiere.png", "a/../../premiere.png"])
def test_a_record_cannot_lead_out_of_its_folders(scans, path):
    files, records = scans
    led = [one.model_copy(update={"source": one.source.model_copy(update={"path": path})}) for one in records]
    assert not page_pictures(files, led, compare(led), Settings()).images


def test_a_transcript_has_no_pages():
    text = [record(name).model_copy(update={"articles": (), "durations": ()}) for name in ("a", "b")]
    bare = [one.model_copy(update={"parties": ()}) for one in text]
    pictures = page_pictures([], bare, compare(bare), Settings())
    assert not pictures.images and "texte sans pages" in pictures.missing[0]


def test_there_are_only_so_many():
    wanted = pages_wanted(compare([record("a"), record("b")]), [record("a"), record("b")])
    assert wanted == ((0, 1), (1, 1)) and MOST_PICTURES <= 100
    noise = numpy.random.default_rng(1).integers(0, 255, (1123, 794), dtype=numpy.uint8)
    assert len(encode_page(noise)) < 700_000


def test_hostile_names_are_escaped():
    records = [record("a"), record("b")]
    missing = {0: '<script>alert("x")</script>'}
    html = render_comparison(compare(records), records, "html", pictures=PagePictures(missing=missing))
    assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_the_command(scans, tmp_path):
    files, _ = scans
    out = tmp_path / "report.html"
    named = [str(file) for file in files]
    assert CliRunner().invoke(cli, ["diff", *named, "--pages", "-o", str(out)]).exit_code == 2  # no pages in a table
    done = CliRunner().invoke(cli, ["diff", *named, "--format", "html", "--pages", "-o", str(out)])
    assert done.exit_code in (0, 1), done.output
    assert out.read_text("utf-8").count("<image ") == 2
