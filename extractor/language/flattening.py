"""Text in; folded text without marks out, with the way back from its offsets to those of the text.

Most texts hold no combining mark or invisible sign: then the flat text is `fold(text)` itself and offsets are the same.
A text in decomposed form ("févrie\u0301r"), with direction marks or soft hyphens, loses these signs here so that
patterns can match, and `Flat.span` gives offsets in the text as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.language.folding import fold

# combining marks; soft hyphen; zero-width signs; direction marks and isolates; joiners; a byte order mark
_MARKS = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


_COMBINING = re.compile("[\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Flat:
    """`text` to match in; its character i stands at `starts[i]:ends[i]` in the original, `None` where nothing moved."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of `text[start:end]`, the accents of its last letter included."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1] if end > start else self.starts[start]


@lru_cache(maxsize=2)  # the finders are asked about one text in turn
def flatten(text: str) -> Flat:
    """The flat form of `text`: `flatten("e\u0301te\u0301").text == "ete"`, and its span (0, 3) is (0, 5)."""
    if text.isascii() or not _MARKS.search(text):
        return Flat(fold(text))
    kept: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for mark in _MARKS.finditer(text):
        kept.append(text[position : mark.start()])
        starts.extend(range(position, mark.start()))
        ends.extend(range(position + 1, mark.start() + 1))
        if position < mark.start() and (accents := _COMBINING.match(text, mark.start())):
            ends[-1] = accents.end()
        position = mark.end()
    kept.append(text[position:])
    starts.extend(range(position, len(text) + 1))
    ends.extend(range(position + 1, len(text) + 1))
    return Flat(fold("".join(kept)), tuple(starts), tuple(ends))
