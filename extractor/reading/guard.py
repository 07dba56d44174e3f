"""A PDF in, a refusal where one of its streams would inflate beyond reason: looked at before any engine opens the file."""

from __future__ import annotations

import mmap
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extractor.errors import LimitReached

_STREAM = re.compile(rb"stream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_MOST = 400_000_000  # bytes that one stream may hold once inflated; a sheet of 600 dpi in colour has 105 million
_HARMLESS = _MOST // 1032  # bytes that cannot inflate so far: deflate gains 1032 to 1 at the very best
_SAMPLE = 1 << 16
_DICTIONARY = 2048  # bytes before a stream in which its dictionary stands
_STEP = 1 << 22
_KEPT = 1 << 24  # bytes of a file that stay in memory while it is looked through


def refuse_bombs(path: Path) -> None:
    """Raise `LimitReached` where a stream of the file inflates beyond 400 MB, or is packed twice and does."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        passed = 0
        for match in _STREAM.finditer(data):
            start = match.end()
            if start - passed > _KEPT:
                passed = start - start % mmap.ALLOCATIONGRANULARITY
                _let_go(data, passed)
            before = data[max(0, match.start() - _DICTIONARY) : match.start()]
            dictionary = before[before.rfind(b"obj") :]
            times = len(_FLATE.findall(dictionary))
            if times == 0:
                continue
            end = data.find(b"endstream", start)
            length = (end if end >= 0 else len(data)) - start
            if (times > 1 or length > _HARMLESS) and _inflates_too_far(data, start, length, times):
                raise LimitReached(
                    f"{path} holds a stream of {length:,} bytes that inflates to more than {_MOST:,}.",
                    advice="A file like this is made to exhaust machines; ask its sender for another.",
                )


def _let_go(data: mmap.mmap, end: int) -> None:
    """Give back the memory of what was looked through, where the system can: a scan of 500 pages is half a gigabyte."""
    if hasattr(mmap, "MADV_DONTNEED"):
        data.madvise(mmap.MADV_DONTNEED, 0, end)


def holds(path: Path, mark: bytes) -> bool:
    """Whether the bytes of a file that is not empty hold a mark, such as `/Encrypt`."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(mark) >= 0


def _inflates_too_far(data: mmap.mmap, start: int, length: int, times: int) -> bool:
    """Whether a stream passes the limit; one whose beginning gains little is believed."""
    packed = data[start : start + min(length, _SAMPLE)]
    if times == 1 and inflated_size(packed, 1, _MOST) / max(len(packed), 1) * length < _MOST:
        return False
    return inflated_size(data[start : start + length], times, _MOST) >= _MOST


def inflated_size(packed: bytes, times: int, most: int) -> int:
    """The bytes that come out of a stream packed `times` times over, counted up to `most`; 0 for what is no deflate."""
    layers = [zlib.decompressobj() for _ in range(times)]
    size = 0
    try:
        for piece in _inflate(layers, packed):
            size += len(piece)
            if size >= most:
                return most
    except zlib.error:
        return size
    return size


def _inflate(layers: Sequence[Any], packed: bytes) -> Iterator[bytes]:
    first, rest = layers[0], layers[1:]
    left = packed
    while left:
        piece = first.decompress(left, _STEP)
        left = first.unconsumed_tail
        if not piece:
            return
        if rest:
            yield from _inflate(rest, piece)
        else:
            yield piece
