"""Files that are damaged or made to do harm: one clear error, or a page that says why it was not read."""

import io
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pdf_factory
import pytest
from PIL import Image

from extractor.errors import EncryptedPdf, ExtractorError, LimitReached, ReadError, UnreadablePdf
from extractor.reading import guard, pdf, read, read_pages
from extractor.settings import Settings

GOOD = pdf_factory.one_page(pdf_factory.drawn())


def save(tmp_path: Path, content: bytes, name: str = "convention.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (GOOD[: len(GOOD) // 2], UnreadablePdf, "damaged or cut short"),
        (GOOD[: GOOD.rindex(b"xref\n0")], UnreadablePdf, "damaged or cut short"),
        (b"%PDF-1.4\n", UnreadablePdf, "damaged or cut short"),
        (pdf_factory.locked("secret"), EncryptedPdf, "password"),
        (pdf_factory.assemble([pdf_factory.CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), UnreadablePdf, "no pages"),
    ],
    ids=["half a file", "no cross-references", "a header only", "a password", "no pages"],
)
def test_unreadable(tmp_path: Path, content: bytes, error: type[ExtractorError], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read(save(tmp_path, content))
    assert caught.value.advice


def test_an_empty_password_opens(tmp_path: Path) -> None:
    page = read(save(tmp_path, pdf_factory.locked("")))[0]
    assert [word.text for word in page.words[:2]] == ["La", "convention"]


def test_a_broken_cross_reference_table_is_mended(tmp_path: Path) -> None:
    page = read(save(tmp_path, GOOD.replace(b"0000000", b"0000777")))[0]
    assert page.reader == "text" and len(page.words) == 10


@pytest.mark.parametrize("times", [1, 2])
def test_a_stream_that_inflates_a_thousandfold_is_refused(
    tmp_path: Path, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_MOST", guard._MOST // 5)
    monkeypatch.setattr(guard, "_HARMLESS", guard._HARMLESS // 5)
    path = save(tmp_path, pdf_factory.inflating(90_000_000, times))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(LimitReached, match="inflates"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_the_guard_counts_as_zlib_does() -> None:
    import zlib

    data = b"convention " * 5000
    assert guard.inflated_size(zlib.compress(data), 1, 10**9) == len(data)
    assert guard.inflated_size(zlib.compress(zlib.compress(data)), 2, 10**9) == len(data)
    assert guard.inflated_size(zlib.compress(data), 1, 100) == 100
    assert guard.inflated_size(b"no deflate at all", 1, 100) == 0


@pytest.mark.parametrize(
    "kids", [b"[3 0 R 2 0 R]", b"[2 0 R]", b"[3 0 R 3 0 R 2 0 R]"], ids=["back to the root", "only itself", "twice"]
)
def test_a_page_tree_that_bites_its_tail_ends(tmp_path: Path, kids: bytes) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    objects = [
        pdf_factory.CATALOG,
        b"<</Type/Pages/Parent 2 0 R/Kids" + kids + b"/Count 2>>",
        page,
        pdf_factory.stream(pdf_factory.drawn()),
        pdf_factory.FONT,
    ]
    start = time.monotonic()
    try:
        pages = read(save(tmp_path, pdf_factory.assemble(objects)))
    except ReadError:
        pages = ()
    assert len(pages) <= 3 and all(page.reason for page in pages)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("box", [b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 0.5 0.5]", b"[0 0 1 20000]"])
def test_sheets_of_no_size(tmp_path: Path, box: bytes) -> None:
    pages = read(save(tmp_path, pdf_factory.one_page(pdf_factory.drawn(), box=box)))
    assert len(pages) == 1 and pages[0].reason


def test_a_gigapixel_sheet_is_painted_small(tmp_path: Path) -> None:
    content = pdf_factory.one_page(b"0 0 m 100000 100000 l S", box=b"[0 0 100000 100000]")
    page = read(save(tmp_path, content))[0]
    assert page.reader in ("text", "ocr", "none") and page.reason


def test_a_picture_beyond_the_limit_is_an_unread_page(tmp_path: Path) -> None:
    page = read(save(tmp_path, pdf_factory.huge_picture(24_000)))[0]
    assert page.reader == "none" and "24000 by 24000 pixels" in page.reason


def test_pages_over_the_limit_are_named(tmp_path: Path) -> None:
    pages = read(save(tmp_path, pdf_factory.many_pages(12)), Settings(max_pages=5))
    assert [page.reader for page in pages] == ["text"] * 5 + ["none"] * 7
    assert "max_pages" in pages[-1].reason
    assert any("pages 6 to 12 were not read" in warning for warning in pages[0].warnings)


def test_a_count_that_two_engines_disagree_on_is_a_warning(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 3>>"
    objects = [pdf_factory.CATALOG, tree, page, pdf_factory.stream(pdf_factory.drawn()), pdf_factory.FONT]
    pages = read(save(tmp_path, pdf_factory.assemble(objects)))
    assert any("pdfminer" in warning for warning in pages[0].warnings)


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    path = save(tmp_path, pdf_factory.many_pages(500))
    pages = read_pages(path)
    for _ in range(20):
        next(pages)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in pages) == 480
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # kilobytes


READ = """
import pathlib, resource, sys
from extractor.reading import read_pages
from extractor.settings import Settings
count = sum(1 for _ in read_pages(pathlib.Path(sys.argv[1]), Settings(ocr="never")))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
APART = "import subprocess, sys; subprocess.run([sys.executable, *sys.argv[1:]], check=True)"


def test_a_long_scan_takes_less_memory_than_its_file_is_long(tmp_path: Path) -> None:
    path = save(tmp_path, pdf_factory.scanned([os.urandom(3_000_000)] * 60, (1500, 2000)))
    # a process starts with the peak of the one that starts it, so that one is a small one
    command = [sys.executable, "-c", APART, "-c", READ, str(path)]
    count, peak = map(int, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    assert count == 60
    assert peak * 1024 < 0.75 * path.stat().st_size


def test_a_file_that_is_gone_while_it_is_read_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, pdf_factory.many_pages(6))
    monkeypatch.setattr(pdf, "_MOST_HELD", 1)
    opened = []
    monkeypatch.setattr(pdf, "open_pdf", lambda at, real=pdf.open_pdf: opened.append(at) or real(at))
    pages = read_pages(path)
    words = [next(pages).words for _ in range(3)]
    assert len(opened) == 4
    path.unlink()
    words += [page.words for page in pages]
    assert len(words) == 6 and len(set(words)) == 1


# --- images


def picture(mode: str, size: tuple[int, int], kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else "white").save(out, kind, **options)
    return out.getvalue()


def test_an_image_of_one_pixel(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="1 by 1 pixels"):
        read(save(tmp_path, picture("1", (1, 1), "PNG"), "point.png"))


def test_an_image_bomb_is_an_unread_page(tmp_path: Path) -> None:
    page = read(save(tmp_path, picture("1", (12_000, 12_000), "PNG"), "bombe.png"))[0]
    assert page.reader == "none" and "max_page_pixels" in page.reason


def test_a_cut_photograph(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened as an image"):
        read(save(tmp_path, picture("L", (800, 1000), "JPEG")[:300], "photo.jpg"))


def test_a_cut_tiff_keeps_its_first_pages_and_names_the_damage(tmp_path: Path) -> None:
    sheet = Image.new("L", (400, 500), 255)
    out = io.BytesIO()
    sheet.save(out, "TIFF", save_all=True, append_images=[sheet, sheet])
    pages = read(save(tmp_path, out.getvalue()[: len(out.getvalue()) // 2], "cahier.tif"))
    assert pages[0].reader == "text" and pages[0].reason == "blank page"
    assert pages[-1].reader == "none" and "damaged" in pages[-1].reason


@pytest.mark.parametrize(("mode", "kind"), [("1", "TIFF"), ("L", "PNG"), ("RGB", "BMP"), ("RGBA", "PNG"), ("P", "GIF")])
@pytest.mark.parametrize("size", [(40, 40), (33, 900), (700, 40)])
def test_odd_blank_images_are_blank_pages(tmp_path: Path, mode: str, kind: str, size: tuple[int, int]) -> None:
    page = read(save(tmp_path, picture(mode, size, kind), "feuille"))[0]
    assert (page.reader, page.reason) == ("text", "blank page")
