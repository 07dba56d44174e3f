"""A page in, its words out as tokens: NFC, without white space around them, upright, each printed word once."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.document import Box, Page, Word

SOFT_HYPHEN = "\u00ad"
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029 ]+")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_INNER_SOFT_HYPHEN = re.compile(f"{SOFT_HYPHEN}+(?=.)")
_DASH_AND_RULE = re.compile(
    r"([-–—•])_+(.*)", re.DOTALL
)  # "-__Les": a bullet and the white after it, as engines read them
_SAME_PRINT = 0.6  # two boxes with the same word, printed twice to look bold, share at least this much
_OFFSET = 2.5  # and lie no further apart, in points
_NEAR = tuple((x, y) for x in (0, -1, 1) for y in (0, -1, 1))
_EM_PER_INK = 1.35  # a word's ink is three quarters of the type size high; the boxes of OCR are ink


class Token(NamedTuple):
    """A word where it would stand on a straight page (`box`); `word` is the word as read, on the page as shown."""

    text: str
    box: Box
    word: Word
    page: int
    space: str = " "  # what stands before it: nothing for the "er" of "1er", two spaces for the cell of a table

    @property
    def mid(self) -> float:
        """The height of its middle."""
        return (self.box.top + self.box.bottom) / 2


def clean_text(text: str) -> str:
    """One word as it will stand in the text: `clean_text("e\\u0301tat\\n")` is "état"."""
    if text.isascii() and text.isalnum():
        return text
    text = _INNER_SOFT_HYPHEN.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", _BREAKS.sub(" ", text)).strip()


def find_tokens(page: Page) -> tuple[Token, ...]:
    """The tokens of a page in the order read; words without any visible character are left out."""
    tokens = []
    upright = _uprighter(page)
    for word in page.words:
        text = clean_text(word.text)
        if not text or text == SOFT_HYPHEN:
            continue
        rule = _DASH_AND_RULE.fullmatch(text) if word.confidence is not None else None
        for piece, part in _parted(word, rule[1], rule[2]) if rule else ((text, word),):
            tokens.append(Token(piece, upright(part.box), part, page.number))
    return _each_once(tokens)


def _uprighter(page: Page) -> Callable[[Box], Box]:
    """`page.upright`, worked out once for all words: centres move by one turn and shift, sides may change places."""
    if not page.rotation and not page.skew:
        return page.upright
    o, e, f = (page.upright(Box(x, y, x, y)) for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
    ex, ey, fx, fy = e.x0 - o.x0, e.top - o.top, f.x0 - o.x0, f.top - o.top
    turned = page.rotation // 90 % 2 == 1

    def upright(box: Box) -> Box:
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        wide, high = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
        if turned:
            wide, high = high, wide
        x, y = o.x0 + ex * x + fx * y, o.top + ey * x + fy * y
        return Box(x - wide, y - high, x + wide, y + high)

    return upright


def _parted(word: Word, dash: str, rest: str) -> list[tuple[str, Word]]:
    """A dash and the word that an engine took for one with it, each with its share of the box."""
    box = word.box
    if not rest:
        return [(dash, word)]
    cut = box.x0 + box.width * (len(word.text) - len(rest)) / len(word.text)
    halves = Box(box.x0, box.top, cut, box.bottom), Box(cut, box.top, box.x1, box.bottom)
    return [(dash, replace(word, text=dash, box=halves[0])), (rest, replace(word, text=rest, box=halves[1]))]


def em_of(tokens: Sequence[Token]) -> float:
    """The type size most of the page is set in, in points; 10 where nothing tells."""
    sizes = [token.word.size for token in tokens if token.word.size]
    if sizes:
        return max(statistics.median(sizes), 1.0)
    heights = [token.box.height for token in tokens if len(token.text) > 1 and token.box.height > 0]
    if not heights:
        return 10.0
    ink = any(token.word.confidence is not None for token in tokens)
    return max(statistics.median(heights) * (_EM_PER_INK if ink else 0.9), 1.0)


def _each_once(tokens: list[Token]) -> tuple[Token, ...]:
    """Words printed twice at nearly the same place, to look bold, become one bold token."""
    seen: dict[tuple[str, int, int], int] = {}
    kept: list[Token] = []
    times = Counter(token.text for token in tokens)
    for token in tokens:
        if times[token.text] == 1:
            kept.append(token)
            continue
        column, row = int(token.box.x0 // _OFFSET), int(token.box.top // _OFFSET)
        for near in _NEAR:
            place = seen.get((token.text, column + near[0], row + near[1]))
            if place is not None and _shared(kept[place].box, token.box) > _SAME_PRINT:
                kept[place] = kept[place]._replace(word=replace(kept[place].word, bold=True))
                break
        else:
            seen[token.text, column, row] = len(kept)
            kept.append(token)
    return tuple(kept)


def _shared(a: Box, b: Box) -> float:
    """The share of the smaller box that the two have in common."""
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    if wide <= 0 or high <= 0:
        return 0.0
    return wide * high / max(a.width * a.height, b.width * b.height)
