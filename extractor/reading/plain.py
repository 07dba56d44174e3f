"""A transcript (.txt, .md) in, pages without boxes out: raw text, a form feed ends a page; its marks are the layout's affair."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from extractor.document import Page
from extractor.errors import LimitReached, ReadError
from extractor.settings import Settings

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read_plain(path: Path, settings: Settings) -> tuple[Page, ...]:
    """The pages of a transcript; a file without form feeds is one page."""
    try:
        text, warning = decode(path.read_bytes())
    except OSError as error:
        raise ReadError(f"{path} cannot be opened: {error.strerror or error}.") from error
    sheets = split_sheets(text)
    if not sheets:
        raise ReadError(f"{path} holds no text, only white space.", advice="Check that this is the right file.")
    if len(sheets) > settings.max_pages:
        raise LimitReached(f"{path} has {len(sheets)} pages, more than the limit of {settings.max_pages} (max_pages).")
    return tuple(
        Page(
            number=number,
            width=0.0,
            height=0.0,
            reader="text",
            reason="plain transcript" if sheet.strip() else "blank page",
            transcript=sheet,
            warnings=(warning,) if warning and number == 1 else (),
        )
        for number, sheet in enumerate(sheets, start=1)
    )


def decode(raw: bytes) -> tuple[str, str | None]:
    """The text (NFC, `\\n`) of a file's bytes, and a warning where the encoding is not UTF-8.

    `decode("signé".encode("cp1252"))` gives "signé" and a warning.
    """
    warning = None
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            text = raw[len(bom) :].decode(encoding, errors="replace")
            break
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
            warning = "the file is not UTF-8; it was read as Windows-1252"
    if "\ufffd" in text:
        warning = "some bytes could not be decoded and stand as \ufffd"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text), warning


def split_sheets(text: str) -> tuple[str, ...]:
    """The pages of a transcript, the empty one after a last form feed left out; none for a blank text."""
    if not text.strip():
        return ()
    sheets = text.split("\f")
    if not sheets[-1].strip():
        sheets.pop()
    return tuple(sheets)
