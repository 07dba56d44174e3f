"""A path in, the media type of its content out: by magic bytes, never by name."""

from __future__ import annotations

from pathlib import Path

from extractor.errors import LimitReached, ReadError, UnreadablePdf
from extractor.settings import Settings

PDF = "application/pdf"
TEXT = "text/plain"
MARKDOWN = "text/markdown"

_HEAD_BYTES = 4096
_IMAGE_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"BM", "image/bmp"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
# what people do put into such folders, so that the refusal can name it
_FOREIGN_MAGIC = (
    (b"PK\x03\x04", "a ZIP or Office file (.docx, .odt, .xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"\x1f\x8b", "a gzip file"),
)
_SUFFIXES = {
    ".pdf": PDF,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".jp2": "image/jp2",
    ".j2k": "image/jp2",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


def is_image(media_type: str) -> bool:
    """Whether pages of this type are pictures: `is_image("image/tiff")`."""
    return media_type.startswith("image/")


def sniff(head: bytes) -> str | None:
    """The media type of the first bytes of a file; `None` where they are neither PDF, image nor text."""
    for magic, media_type in _IMAGE_MAGIC:
        if head.startswith(magic) and (media_type != "image/bmp" or _is_bitmap(head)):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if b"%PDF-" in head[:1024]:  # readers accept rubbish before the header
        return PDF
    return TEXT if _looks_like_text(head) else None


def media_type_of(path: Path, settings: Settings) -> str:
    """The media type of a file; raises `ReadError` with one clear sentence for what cannot be read."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise ReadError(f"{path} is not a file.", advice="Name a PDF, an image or a text file.")
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except FileNotFoundError:
        raise ReadError(f"{path} does not exist.", advice="Check the spelling of the path.") from None
    except OSError as error:
        raise ReadError(f"{path} cannot be opened: {error.strerror or error}.") from error
    if size == 0:
        raise ReadError(f"{path} is empty (0 bytes).", advice="Fetch the file again; its transfer was cut short.")
    if size > settings.max_bytes:
        raise LimitReached(f"{path} has {size:,} bytes, more than the limit of {settings.max_bytes:,} (max_bytes).")
    found, named = sniff(head), _SUFFIXES.get(path.suffix.lower())
    if named == PDF and found != PDF:
        raise UnreadablePdf(f"{path} is not a PDF: it holds {_describe(head, found)}.")
    if found is None:
        raise ReadError(
            f"{path} cannot be read: it holds {_describe(head, found)}.",
            advice="Convert it to PDF, to an image or to plain text.",
        )
    if found == TEXT and named is not None and is_image(named):
        raise ReadError(f"{path} is not an image: it holds plain text.", advice="Export the image again.")
    if found == TEXT and path.suffix.lower() in (".md", ".markdown"):
        return MARKDOWN
    return found


def _describe(head: bytes, found: str | None) -> str:
    for magic, name in _FOREIGN_MAGIC:
        if head.startswith(magic):
            return name
    if found == TEXT:
        return "plain text"
    return f"an image ({found})" if found else "data of an unknown kind"


def _is_bitmap(head: bytes) -> bool:
    return len(head) > 18 and head[6:10] == b"\0\0\0\0" and head[14:18] in (b"\x28\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if any(head.startswith(magic) for magic, _ in _FOREIGN_MAGIC):
        return False
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in head)
    return controls == 0
