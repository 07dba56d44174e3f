from pathlib import Path

import pdf_factory
import pytest

from extractor.errors import ExtractorError, LimitReached, ReadError, UnreadablePdf
from extractor.reading import media_type
from extractor.reading.media import sniff
from extractor.settings import Settings


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\n\n<junk>%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("Entre les soussignés".encode(), "text/plain"),
        ("Entre les soussignés".encode("cp1252"), "text/plain"),
        (b"\xff\xfeE\x00n\x00", "text/plain"),
        (b"BM dit la convention", "text/plain"),  # begins like a bitmap, but is prose
        (b"PK\x03\x04", None),
        (b"\x00\x01\x02", None),
    ],
)
def test_the_type_is_told_by_the_content(head: bytes, expected: str | None) -> None:
    assert sniff(head) == expected


def test_the_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "convention.txt"
    path.write_bytes(pdf_factory.one_page(pdf_factory.drawn()))
    assert media_type(path) == "application/pdf"
    notes = tmp_path / "notes.md"
    notes.write_text("Article 1", "utf-8")
    assert media_type(notes) == "text/markdown"


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("vide.pdf", b"", ReadError, "is empty"),
        ("texte.pdf", b"Entre les parties", UnreadablePdf, "holds plain text"),
        ("photo.pdf", b"\xff\xd8\xff\xe0", UnreadablePdf, "image/jpeg"),
        ("lettre.docx", b"PK\x03\x04", ReadError, ".docx"),
        ("lettre.png", b"Entre les parties", ReadError, "not an image"),
        ("bruit.bin", b"\x00\x01\x02\x03", ReadError, "unknown kind"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, error: type[ExtractorError], says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=says) as caught:
        media_type(path)
    assert caught.value.advice and "\n" not in caught.value.explain()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        media_type(tmp_path / "absent.pdf")
    with pytest.raises(ReadError, match="not a file"):
        media_type(tmp_path)


def test_too_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("mot " * 100, "utf-8")
    with pytest.raises(LimitReached, match="max_bytes"):
        media_type(path, Settings(max_bytes=100))
