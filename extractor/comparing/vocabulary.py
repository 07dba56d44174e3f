"""A word in, whether French texts have it out: looked up among the half million strings of the French model.

The model lists its strings sorted, one a line of JSON; a word is found by halving, without loading spaCy or the file.
"""

from __future__ import annotations

import importlib.util
import json
import mmap
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

# found by halving only if the file is laid out and sorted as expected
_SENTINELS = ("article", "convention", "partie", "contrat", "zone", "été", "abandon", "durée", "juillet", "œuvre")


@lru_cache(maxsize=20_000)
def is_french(word: str) -> bool:
    """Whether French texts have the word in this spelling, in lower case, or with a capital. Without the model: yes."""
    has = _lookup()
    return has is None or any(has(form) for form in {word, word.lower(), word.capitalize()})


@cache
def _lookup() -> Callable[[str], bool] | None:
    path = _strings()
    if path is None:
        return None
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def halving(word: str) -> bool:
        return _stands_in(data, word)

    if all(halving(word) for word in _SENTINELS):
        return halving
    return frozenset(json.loads(data[:])).__contains__


def _strings() -> Path | None:
    from extractor.language import MODEL

    spec = importlib.util.find_spec(MODEL)
    if spec is None or spec.origin is None:
        return None
    return next(iter(Path(spec.origin).parent.glob("*/vocab/strings.json")), None)


def _stands_in(data: mmap.mmap, word: str) -> bool:
    """Halve the file, always at the beginning of a line, until the word stands there or nothing is left."""
    low, high = data.find(b"\n") + 1, max(data.rfind(b"\n]"), 0)
    while low < high:
        start = data.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = data.find(b"\n", start, high)
        end = high if end < 0 else end
        try:
            found = json.loads(data[start:end].strip(b" ,\r"))
        except ValueError:
            return False
        if found == word:
            return True
        if found < word:
            low = end + 1
        else:
            high = start
    return False
