"""Page images in, the bytes of a PDF with one image a page out: JPEG for grey and colour, G4 for bilevel, no dates."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

from PIL import Image, TiffImagePlugin

STRIP_OFFSETS, STRIP_BYTES = 273, 279  # TIFF tags


def write_image_pdf(images: Sequence[Image.Image], *, dpi: int, jpeg_quality: int) -> bytes:
    """Nothing but pages, images and the operators that place them, so equal images make equal bytes."""
    pages = [3 + 3 * index for index in range(len(images))]  # then come each page's content and image
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
    ]
    for page, image in zip(pages, images, strict=True):
        width, height = (round(side * 72 / dpi, 2) for side in image.size)
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents {page + 1} 0 R"
            f" /Resources << /XObject << /Im {page + 2} 0 R >> >> >>".encode(),
            stream("", f"q {width} 0 0 {height} 0 0 cm /Im Do Q".encode()),
            image_object(image, jpeg_quality),
        ]
    out = io.BytesIO()
    out.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def image_object(image: Image.Image, jpeg_quality: int) -> bytes:
    """The image as PDF holds it."""
    width, height = image.size
    bits, colours = (1 if image.mode == "1" else 8), ("DeviceRGB" if image.mode == "RGB" else "DeviceGray")
    entries = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent {bits} /ColorSpace /{colours} "
    if image.mode != "1":
        data = io.BytesIO()
        image.save(data, "JPEG", quality=jpeg_quality, optimize=True)
        return stream(entries + "/Filter /DCTDecode ", data.getvalue())
    # mode "1" counts white as 1, fax counts black as 1: BlackIs1 tells the reader to leave the bits as they are
    fax = f"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /BlackIs1 true /Columns {width} /Rows {height} >> "
    return stream(entries + fax, group4(image))


def group4(image: Image.Image) -> bytes:
    """The one strip of a G4 TIFF."""
    data = io.BytesIO()
    image.save(data, "TIFF", compression="group4", strip_size=math.ceil(image.width / 8) * image.height)
    data.seek(0)
    with TiffImagePlugin.TiffImageFile(data) as tiff:
        (offset,), (length,) = tiff.tag_v2[STRIP_OFFSETS], tiff.tag_v2[STRIP_BYTES]
    return data.getvalue()[offset : offset + length]


def stream(entries: str, data: bytes) -> bytes:
    """A PDF stream with its dictionary."""
    return f"<< {entries}/Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"
