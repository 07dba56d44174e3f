"""Words, places and colours in, the words on a picture out: in PDFium's own sans serif, which has the accents of French.

The font that comes with Pillow has none. PDFium carries its Helvetica in itself, so labels look the same on every machine.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from extractor.terminal import plain

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)

_UNKNOWN_WIDTH = 556  # thousandths of the size: a letter of middling width
_LONGEST = 300  # characters of a label; what is longer is cut anyway
_ELLIPSIS = "…"


class Lettering:
    """Collects the words of one picture; `lay_on` draws them all at once, above everything else."""

    def __init__(self) -> None:
        self._lines: list[tuple[float, float, str, float, Colour, bool]] = []

    def write(self, at: tuple[float, float], text: str, size: float, colour: Colour, *, bold: bool = False) -> None:
        """`text` on one line, its baseline beginning `at`, in pixels from the top left corner."""
        self._lines.append((*at, text, size, colour, bold))

    def lay_on(self, image: Image) -> None:
        """Draw what was collected."""
        import pypdfium2
        import pypdfium2.raw as pdfium

        wide, high = image.size
        content = b"".join(
            f"BT /{'B' if bold else 'F'} {size:.2f} Tf {_ink(colour)} rg 1 0 0 1 {x:.2f} {high - y:.2f} Tm "
            f"<{_bytes(text).hex()}> Tj ET\n".encode("ascii")
            for x, y, text, size, colour, bold in self._lines
        )
        document = pypdfium2.PdfDocument(_pdf(content, wide, high))
        page = document[0]
        try:
            bitmap = page.render(
                scale=1,
                fill_color=(255, 255, 255, 0),
                force_bitmap_format=pdfium.FPDFBitmap_BGRA,
                rev_byteorder=True,
            )
            letters = bitmap.to_pil()
            image.paste(letters.convert("RGB"), (0, 0), letters.getchannel("A"))
            bitmap.close()
        finally:
            page.close()
            document.close()


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How many pixels `text` takes: `width_of("Durée", 12)` is about 34."""
    widths = _widths("Helvetica-Bold" if bold else "Helvetica")
    shown = _bytes(text).decode("cp1252", "replace")
    return sum(widths.get(char, _UNKNOWN_WIDTH) for char in shown) * size / 1000


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """`text` on one line, cut at a word and ended by an ellipsis where it is longer than `room` pixels."""
    whole = plain(text)
    text = whole[:_LONGEST]
    if text == whole and width_of(text, size, bold=bold) <= room:
        return text
    while text and width_of(text + _ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    head = text.rpartition(" ")[0]
    return (head if len(head) > 0.7 * len(text) else text).rstrip(" ,;:·–—-") + _ELLIPSIS


def wrapped(text: str, size: float, room: float, most: int) -> list[str]:
    """`text` on at most so many lines of `room` pixels; the last one says where more would follow."""
    words = plain(text)[: _LONGEST * most].split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and width_of(" ".join(words[: count + 1]), size) <= room:
            count += 1
        lines.append(shortened(" ".join(words[:count]), size, room))
        words = words[count:]
    return [*lines, shortened(" ".join(words), size, room)] if words else lines


def _ink(colour: Colour) -> str:
    return " ".join(f"{part / 255:.3f}" for part in colour)


@lru_cache(maxsize=2)
def _widths(font: str) -> dict[str, int]:
    from pdfminer.fontmetrics import FONT_METRICS

    return dict(FONT_METRICS[font][1])


def _bytes(text: str) -> bytes:
    """In the alphabet of the font; a letter it lacks loses its accents, or becomes a question mark."""
    parts = []
    for char in unicodedata.normalize("NFC", text):
        try:
            parts.append(char.encode("cp1252"))
        except UnicodeEncodeError:
            bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
            parts.append(bare.encode("cp1252", "replace"))
    return b"".join(parts)


def _pdf(content: bytes, wide: int, high: int) -> bytes:
    """One page of `wide` by `high` points with this content; F and B are the plain and the bold letters."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R" % (wide, high)
        + b"/Resources<</Font<</F 5 0 R/B 6 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        font % b"Helvetica",
        font % b"Helvetica-Bold",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
