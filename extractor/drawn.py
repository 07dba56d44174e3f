"""A path in, whether the picture there was drawn by `look` out: told by a mark inside it, never by its name."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SIGNATURE = "extractor look"  # the "Software" of each picture that is drawn

_MAGIC = b"\x89PNG\r\n\x1a\n"
_MARK = b"Software\0" + SIGNATURE.encode()
_MOST_CHUNKS = 8  # before those of the picture itself
_LONGEST = 1024


def is_drawn(path: Path) -> bool:
    """Whether a file is a PNG that bears our mark whole, before its picture; `False` where it cannot be opened."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC and any(
                kind == b"tEXt" and body == _MARK for kind, body in _chunks_of_head(file.read(_MOST_CHUNKS * _LONGEST))
            )
    except OSError:
        return False


def _chunks_of_head(data: bytes) -> list[tuple[bytes, bytes]]:
    """Kind and content of the whole chunks before the picture."""
    found: list[tuple[bytes, bytes]] = []
    position = 0
    while len(found) < _MOST_CHUNKS and position + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        body = data[position + 8 : position + 8 + length]
        check = data[position + 8 + length : position + 12 + length]
        if kind == b"IDAT" or length > _LONGEST or check != struct.pack(">I", zlib.crc32(kind + body)):
            break
        found.append((kind, body))
        position += 12 + length
    return found
