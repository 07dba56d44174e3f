"""Pictures of pages in the report: of the file that was read and no other, each once, bounded, shown without scripts."""

import base64
import hashlib
import io
import re

import numpy
import pytest
from click.testing import CliRunner
from convention_factory import convention, source
from PIL import Image

from extractor.batch.sources import find_inputs, pages_in
from extractor.cli import cli
from extractor.cli.picturing import page_pictures
from extractor.comparing import compare
from extractor.exporting.comparison import render_comparison
from extractor.exporting.comparison_pages import MOST_PICTURES, PagePictures, encode_page, pages_wanted
from extractor.exporting.look import _png
from extractor.record import Duration, LineRecord, PageRecord, RegionRecord
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


# -- documents of other kinds -------------------------------------------------------------------------------------


def sheets(count, *, shade=255):
    """Pages that can be told apart: the one of number n is black down to n tenths of its height."""
    made = []
    for number in range(1, count + 1):
        page = Image.new("L", (595, 842), shade)
        page.paste(0, (0, 0, 595, 84 * number))
        made.append(page)
    return made


def number_of(jpeg):
    pixels = numpy.asarray(Image.open(io.BytesIO(jpeg)).convert("L"), dtype=float)
    return round((pixels[:, pixels.shape[1] // 2] < 128).mean() * 10)


def read_from(paths, name, *, pages, media_type, path):
    """A record of as many pages with a passage on each, as if it had been read from these files."""
    data = b"".join(one.read_bytes() for one in paths)
    text = "".join(f"@{n} objet Objet\nArticle de la page {n}.\n" for n in range(1, pages + 1))
    made = record(name, text="@1 durée Durée\nElle dure trois ans.\n" + text, pages=pages)
    lines = [one.model_copy(update={"page": n}) for n, one in enumerate([REGION] * pages, start=1)]
    articles = tuple(
        article.model_copy(update={"lines": (LineRecord(start=0, end=5, region=lines[min(n, pages) - 1]),)})
        for n, article in enumerate(made.articles, start=1)
    )
    told = {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "media_type": media_type}
    return made.model_copy(
        update={"articles": articles, "durations": (), "source": made.source.model_copy(update=told)}
    )


REGION = RegionRecord(page=1, x0=10, top=10, x1=100, bottom=30)


@pytest.fixture
def told(tmp_path):
    """Writes two records beside each other and gives the pictures of their report: (convention, page) → what it shows."""

    def tell(*records, originals=()):
        files = []
        for one in records:
            place = tmp_path / "OUT" / "records" / f"{one.id}.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(one.to_json(), "utf-8")
            files.append(place)
        pictures = page_pictures(files, records, compare(records), Settings(), originals=originals)
        return {key: number_of(jpeg) for key, jpeg in pictures.images.items()}, pictures.missing

    return tell


@pytest.mark.parametrize("compression", ["group4", "tiff_lzw", "jpeg"])
def test_frames_of_a_tiff_are_the_pages_of_their_numbers(told, tmp_path, compression):
    frames = sheets(3) if compression != "group4" else [page.convert("1") for page in sheets(3)]
    frames[1] = frames[1].resize((1190, 1684))  # scanned at another resolution
    place = tmp_path / "convention.tif"
    frames[0].save(place, save_all=True, append_images=frames[1:], compression=compression, dpi=(72, 72))
    made = [read_from([place], n, pages=3, media_type="image/tiff", path=place.name) for n in ("a", "b")]
    assert told(*made) == ({(c, n): n for c in (0, 1) for n in (1, 2, 3)}, {})


def folder_of(place, **files):
    place.mkdir(parents=True)
    for name, pages in files.items():
        stem, _, ending = name.rpartition("_")
        first, *rest = pages
        options = {"save_all": True, "append_images": rest} if rest else {}
        first.save(place / f"{stem}.{ending}", dpi=(72, 72), **options)
    return place


def test_a_folder_of_page_images_is_shown_page_by_page(told, tmp_path):
    """In natural order, frames of several; what a run does not read as pages is none."""
    pages = sheets(4)
    place = folder_of(tmp_path / "scans" / "piece", p2_tif=pages[1:3], p1_png=pages[:1], p10_jpg=pages[3:])
    (place / "notes.json").write_text("{}")
    Image.new("L", (9, 9)).save(place / ".hidden.png")
    (place / "page-001.png").write_bytes(_png(Image.new("RGB", (40, 60))))
    files = pages_in(place)
    assert [one.name for one in files] == ["p1.png", "p10.jpg", "p2.tif"]
    (found,) = [one for one in find_inputs([tmp_path / "scans"], folder_as_document=True).inputs if not one.refusal]
    assert found.pages == files
    kind = {"pages": 4, "media_type": "inode/directory"}
    whole = read_from(files, "a", path="scans/piece", **kind)
    named = read_from(files, "b", path="piece", **kind)
    expected = {(c, n): n for c in (0, 1) for n in (1, 2, 3, 4)}
    assert told(whole, named, originals=[tmp_path / "scans"]) == (expected, {})
    assert told(whole, named, originals=[place]) == (expected, {})


def test_pages_of_a_folder_that_has_changed_are_not_shown(told, tmp_path):
    place = folder_of(tmp_path / "piece", p1_png=sheets(1), p2_png=sheets(2)[1:])
    made = [read_from(pages_in(place), n, pages=2, media_type="inode/directory", path="piece") for n in ("a", "b")]
    sheets(3)[2].save(place / "p3.png")
    images, missing = told(*made)
    assert images == {} and "n'est celui qui a été lu" in missing[0]


def test_no_page_is_shown_for_another_where_the_count_differs(told, tmp_path):
    place = folder_of(tmp_path / "piece", p1_png=sheets(1), p2_png=sheets(2)[1:])
    made = [read_from(pages_in(place), n, pages=3, media_type="inode/directory", path="piece") for n in ("a", "b")]
    images, missing = told(*made)
    assert images == {} and set(missing) == {0, 1}
