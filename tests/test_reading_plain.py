from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import LimitReached, ReadError
from extractor.reading import read, read_folder
from extractor.reading.plain import decode, split_sheets
from extractor.settings import Settings


def test_form_feeds_part_pages(tmp_path: Path) -> None:
    path = tmp_path / "transcription.txt"
    path.write_text("Page une\n**Article 1**\fPage deux\f\n", "utf-8")
    pages = read(path)
    assert [(page.number, page.transcript) for page in pages] == [(1, "Page une\n**Article 1**"), (2, "Page deux")]
    assert all(page.reader == "text" and not page.words and not page.warnings for page in pages)


def test_marks_are_left_to_the_layout(tmp_path: Path) -> None:
    path = tmp_path / "t.md"
    path.write_text("le 1^{er} mai (Handwritten initials)", "utf-8")
    assert read(path)[0].transcript == "le 1^{er} mai (Handwritten initials)"


@pytest.mark.parametrize(
    ("raw", "text", "warned"),
    [
        ("signé\r\nà Lourmel".encode(), "signé\nà Lourmel", False),
        (b"\xef\xbb\xbfsign\xc3\xa9", "signé", False),
        ("signé".encode("utf-16"), "signé", False),
        ("signe\u0301".encode(), "signé", False),
        ("signé, 10 €, cœur".encode("cp1252"), "signé, 10 €, cœur", True),
        (b"trou \x81 \xe9", "trou \ufffd é", True),
    ],
)
def test_encodings(raw: bytes, text: str, warned: bool) -> None:
    decoded, warning = decode(raw)
    assert decoded == text
    assert (warning is not None) == warned


def test_a_blank_transcript_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "blanc.txt"
    path.write_text(" \n\f\n", "utf-8")
    with pytest.raises(ReadError, match="no text"):
        read(path)


def test_too_many_pages(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\f".join("page" for _ in range(5)), "utf-8")
    with pytest.raises(LimitReached, match="max_pages"):
        read(path, Settings(max_pages=4))


def test_a_folder_is_read_in_natural_order(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        (tmp_path / f"feuillet {number}.txt").write_text(f"feuillet {number}", "utf-8")
    pages = read_folder(list(tmp_path.iterdir()))
    assert [page.transcript for page in pages] == ["feuillet 1", "feuillet 2", "feuillet 10"]
    assert [page.number for page in pages] == [1, 2, 3]


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\f", exclude_categories=("Cs",))), min_size=1))
def test_no_page_is_lost_between_form_feeds(sheets: list[str]) -> None:
    found = split_sheets("\f".join(sheets))
    assert "\f".join(found).strip() == "\f".join(sheets).strip() or not "".join(sheets).strip()
    assert len(found) in (0, len(sheets), len(sheets) - 1)
