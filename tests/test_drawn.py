"""Pictures that `look` drew are told from scans by the mark inside them; a scan is never left out."""

import io
import struct
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from extractor.batch.sources import find_inputs
from extractor.drawn import SIGNATURE, is_drawn
from extractor.errors import ExtractorError
from extractor.exporting.look import _png


def png(key="Software", text=SIGNATURE, **options):
    info, out = PngInfo(), io.BytesIO()
    info.add_text(key, text, **options)
    Image.new("L", (40, 60), 255).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def chunk(kind, body, check=None):
    return (
        struct.pack(">I", len(body))
        + kind
        + body
        + struct.pack(">I", zlib.crc32(kind + body) if check is None else check)
    )


MARKED = png()
MARK = chunk(b"tEXt", b"Software\0" + SIGNATURE.encode())
SCANS = {
    "without-words": png("Title", "Convention"),
    "other-program": png(text="extractor look 2"),
    "said-elsewhere": png("Comment"),
    "said-in-a-longer-text": png(text=f"made with {SIGNATURE}"),
    "compressed": png(zip=True),
    "mark-behind-the-picture": MARKED.replace(MARK, b"")[:-12] + MARK + MARKED[-12:],
    "damaged-mark": MARKED.replace(MARK, chunk(b"tEXt", b"Software\0" + SIGNATURE.encode(), check=1)),
    "cut-short": MARKED[: MARKED.index(MARK) + 20],
    "no-png": b"Software\0extractor look",
    "empty": b"",
    "endless-chunk": MARKED[:33] + struct.pack(">I", 0xFFFFFFFF) + b"tEXt" + MARKED[33:],
}


@pytest.mark.parametrize("name", SCANS)
def test_what_does_not_bear_the_whole_mark_is_a_scan(tmp_path, name):
    (tmp_path / "page-001.png").write_bytes(SCANS[name])
    assert not is_drawn(tmp_path / "page-001.png")
    found = find_inputs([tmp_path])
    assert [one.path.name for one in found.inputs] == ["page-001.png"] and found.drawn == ()


def test_what_look_writes_bears_it(tmp_path):
    (tmp_path / "page-001.png").write_bytes(_png(Image.new("RGB", (40, 60))))
    assert is_drawn(tmp_path / "page-001.png")
    assert not is_drawn(tmp_path) and not is_drawn(tmp_path / "none.png")


@pytest.mark.parametrize("options", [{}, {"folder_as_document": True}], ids=str)
def test_drawn_pictures_in_a_folder_are_left_out_and_named(tmp_path, options):
    (tmp_path / "scan.png").write_bytes(SCANS["without-words"])
    (tmp_path / "looks").mkdir()
    for name in ("page-001.png", "page-002.PNG"):
        (tmp_path / "looks" / name).write_bytes(MARKED)
    found = find_inputs([tmp_path], **options)
    read = [path for one in found.inputs for path in one.pages or (one.path,)]
    assert [path.name for path in read] == ["scan.png"]
    assert [path.name for path in found.drawn] == ["page-001.png", "page-002.PNG"]


def test_a_folder_of_nothing_else_says_so(tmp_path):
    (tmp_path / "page-001.png").write_bytes(MARKED)
    with pytest.raises(ExtractorError, match="no document but pictures that extractor look drew"):
        find_inputs([tmp_path])


def test_a_drawn_picture_that_is_named_itself_is_read(tmp_path):
    (tmp_path / "page-001.png").write_bytes(MARKED)
    found = find_inputs([tmp_path / "page-001.png"])
    assert [one.path.name for one in found.inputs] == ["page-001.png"] and not found.drawn
