"""A word in, whether it is French out: looked up in the tables of the French model, without loading spaCy or the tables.

`was_seen`: among all strings that the model has met, misprints and names too (a sorted JSON list, one string a line).
`is_form`: among the inflected forms of the lemmatiser, clean but not complete (Murmur hashes in MessagePack).
"""

from __future__ import annotations

import importlib.util
import json
import mmap
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

# tables are used only if these are found in them: another version may be laid out otherwise. Two forms stand in theirs by
# their hashes, two as they are spelt, all early: finding them takes little time
_HASHED_FORMS, _SPELT_FORMS = ("accords", "avait"), ("premier", "dixième")
_STRINGS = ("article", "convention", "Paris", "Marie", "zone", "été", "abandon", "durée", "Québec", "œuvre")
_HASHED, _TABLE_NAME = b"lemma_lookup", b"lemma_"

Lookup = Callable[[str], bool]


@lru_cache(maxsize=20_000)
def was_seen(word: str) -> bool:
    """Whether French texts have the word in this spelling, in lower case, or with a capital. Without the model: yes."""
    holds = _strings()
    return holds is None or any(holds(form) for form in {word, word.lower(), word.capitalize()})


@lru_cache(maxsize=20_000)
def is_form(word: str) -> bool:
    """Whether it is the form of a French verb, noun or adjective. Without the model: yes."""
    holds = _forms()
    return holds is None or holds(word.lower())


def _table(pattern: str) -> mmap.mmap | None:
    from extractor.language import MODEL

    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        return None
    for path in Path(spec.origin).parent.glob(pattern):
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return None


# -- inflected forms ----------------------------------------------------------------------------------------------


@cache
def _forms() -> Lookup | None:
    data = _table("*/lemmatizer/lookups/lookups.bin")
    if data is None:
        return None

    # hashes are the keys of one table alone; where it ends the name of the next one stands, if any
    start = max(data.find(_HASHED), 0)
    end = data.find(_TABLE_NAME, start + len(_HASHED))
    end = end if end >= 0 else len(data)

    def is_hashed(raw: bytes) -> bool:
        return data.find(b"\xcf" + _hash(raw).to_bytes(8, "big"), start, end) >= 0

    def is_spelt(raw: bytes) -> bool:
        size = bytes([0xA0 | len(raw)]) if len(raw) < 32 else b"\xd9" + bytes([min(len(raw), 255)])
        return data.find(size + raw, end) >= 0 or data.find(size + raw, 0, end) >= 0

    def holds(word: str) -> bool:
        raw = word.encode()
        return is_hashed(raw) or is_spelt(raw)

    known = all(is_hashed(word.encode()) for word in _HASHED_FORMS) and all(is_spelt(w.encode()) for w in _SPELT_FORMS)
    return holds if known else None


def _hash(raw: bytes) -> int:
    """MurmurHash64A with seed 1, by which spaCy names its strings."""
    factor, mask = 0xC6A4A7935BD1E995, 0xFFFFFFFFFFFFFFFF
    value = (1 ^ (len(raw) * factor)) & mask
    whole = len(raw) // 8 * 8
    for position in range(0, whole, 8):
        piece = int.from_bytes(raw[position : position + 8], "little") * factor & mask
        piece = (piece ^ (piece >> 47)) * factor & mask
        value = (value ^ piece) * factor & mask
    if rest := raw[whole:]:
        value = (value ^ int.from_bytes(rest, "little")) * factor & mask
    value = (value ^ (value >> 47)) * factor & mask
    return value ^ (value >> 47)


# -- all strings --------------------------------------------------------------------------------------------------


@cache
def _strings() -> Lookup | None:
    data = _table("*/vocab/strings.json")
    if data is None:
        return None

    def holds(word: str) -> bool:
        return _stands_in(data, word)

    if all(holds(word) for word in _STRINGS):
        return holds
    return frozenset(json.loads(data[:])).__contains__


def _stands_in(data: mmap.mmap, word: str) -> bool:
    """Halve the file, always at the beginning of a line, until the word stands there or nothing is left."""
    low, high = data.find(b"\n") + 1, max(data.rfind(b"\n]"), 0)
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", start, high)
        end = high if end < 0 else end
        try:
            line = data[start:end].strip(b" ,\r").decode("ascii")
            found = json.loads(line) if "\\" in line else line[1:-1]
        except ValueError:
            return False
        if found == word:
            return True
        if found < word:
            low = end + 1
        else:
            high = start
    return False
