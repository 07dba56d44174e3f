"""Small PDFs written by hand for tests: each odd in one way. Everything is bytes; nothing touches the disk."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

SENTENCE = "La convention est conclue pour une dur\\351e de trois ans."
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def assemble(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects; the first is the catalogue."""
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return bytes(out) + head + table + tail


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<" + entries + b"/Length %d>>stream\n" % len(data) + data + b"\nendstream"


def drawn(text: str = SENTENCE, *, x: float = 60, y: float = 700, matrix: str = "1 0 0 1", mode: int = 0) -> bytes:
    """The content of a page with one line of text."""
    return f"BT /F 12 Tf {mode} Tr {matrix} {x} {y} Tm ({text}) Tj ET".encode("latin-1")


def one_page(
    content: bytes = b"",
    *,
    box: bytes = b"[0 0 595 842]",
    entries: bytes = b"",
    filters: bytes = b"",
    means: bytes = b"",
) -> bytes:
    """A PDF of one page with a content stream; `means` are lines of a ToUnicode table, such as `<41> <D835DC00>`."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox"
        + box
        + b"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
        + entries
        + b">>"
    )
    objects = [CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(content, filters)]
    if not means:
        return assemble([*objects, FONT])
    lines = means.splitlines()
    table = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%s\nendbfchar" % (len(lines), means)
    return assemble([*objects, FONT[:-2] + b"/ToUnicode 6 0 R>>", stream(table)])


def many_pages(count: int) -> bytes:
    """A PDF of many pages that share one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    tree = b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F 4 0 R>>>>>>"
    return assemble([CATALOG, tree, stream(drawn()), FONT, *[page] * count])


def scanned(sheets: Sequence[bytes], size: tuple[int, int]) -> bytes:
    """A PDF of pages that are one grey picture each, of such pixels."""
    wide, high = size
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % size
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(sheets)))
    objects = [CATALOG, b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % len(sheets)]
    objects.append(stream(b"%d 0 0 %d 0 0 cm /I Do" % (wide * 72 // 150, high * 72 // 150)))
    for number, sheet in enumerate(sheets):
        box = b"/MediaBox[0 0 %d %d]" % (wide * 72 // 150, high * 72 // 150)
        drawn_by = b"/Contents 3 0 R/Resources<</XObject<</I %d 0 R>>>>" % (first + 2 * number + 1)
        objects += [b"<</Type/Page/Parent 2 0 R" + box + drawn_by + b">>", stream(sheet, entries)]
    return assemble(objects)


def inflating(size: int, times: int = 1) -> bytes:
    """A page whose content inflates to `size` bytes of white space, packed `times` times over."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return one_page(data, filters=b"/Filter[" + b"/FlateDecode" * times + b"]")


def huge_picture(side: int) -> bytes:
    """A page that is one bilevel picture of `side` by `side` pixels, all white."""
    rows = zlib.compress(b"\xff" * (side // 8) * side, 9)
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (side, side)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
    content = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    picture = stream(rows, entries + b"/Filter/FlateDecode")
    return assemble([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, picture])


def locked(password: str) -> bytes:
    """A PDF under a user password; an empty one opens."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=pdfencrypt.StandardEncryption(password, ownerPassword="coffre"))
    canvas.drawString(60, 700, "La convention est conclue pour trois ans.")
    canvas.save()
    return out.getvalue()
