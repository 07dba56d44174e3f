"""The tokens of a page in, its rows out: what stands beside each other, left to right, the rows from top to bottom.

A row is followed from word to word, so a row that climbs or droops stays whole; where the rows of a page slope
together, the page is turned straight first. A row runs over the whole page: columns are cut later.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractor.document import Box
from extractor.layout.vocabulary import plain, plain_words
from extractor.layout.words import Token

_REACH = 0.45  # how far, in ems, a word's middle may lie off its row
_REACH_SMALL = 0.65  # a raised "er", a comma, a quotation mark
_REACH_SAME_LINE = 0.8  # the engine says that it is the same line
_CROWD = 40  # chains that end at one height; more are ink over ink
_SPACED = 5  # so many single capitals in a row are letter-spaced words
_LEVEL = 0.0025  # a slope of the rows that is worth straightening: 2 points over a page
_STEEP = 0.12  # 7 degrees: what is steeper is no skew


@dataclass(frozen=True)
class Row:
    """Tokens beside each other, sorted from left to right."""

    tokens: tuple[Token, ...]

    @cached_property
    def box(self) -> Box:
        """The upright box of all tokens."""
        boxes = [token.box for token in self.tokens]
        return Box(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )

    @cached_property
    def height(self) -> float:
        """The usual height of its words."""
        return statistics.median(token.box.height for token in self.tokens)

    @cached_property
    def mid(self) -> float:
        """Where the middle of its letters lies: high capitals, commas and raised letters do not move it."""
        regular = [t.mid for t in self.tokens if t.box.height >= 0.6 * self.height and t.text[0].isalnum()]
        return statistics.median(regular or [token.mid for token in self.tokens])

    @cached_property
    def text(self) -> str:
        """The words with single spaces between."""
        return join_tokens(self.tokens)

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.tokens[0].page

    @cached_property
    def size(self) -> float | None:
        """The type size of most of its words, where the text layer tells."""
        sizes = [token.word.size for token in self.tokens if token.word.size]
        return statistics.median_low(sizes) if sizes else None

    def confidence(self) -> float | None:
        """How sure the engine was on average; `None` for a text layer."""
        known = [token.word.confidence for token in self.tokens if token.word.confidence is not None]
        return sum(known) / len(known) if known else None


def join_tokens(tokens: Sequence[Token]) -> str:
    """`join_tokens` of "1", a raised "er" and "mai" is "1er mai"."""
    return "".join(f"{token.space}{token.text}" if index else token.text for index, token in enumerate(tokens))


def find_rows(tokens: Sequence[Token], em: float) -> tuple[Row, ...]:
    """The rows of one page, from top to bottom."""
    rows = _follow(tokens, em)
    slope = _slope(rows, em)
    if abs(slope) > _LEVEL:
        rows = _follow(_straightened(tokens, slope), em)
    return tuple(sorted((Row(_glue(row)) for row in rows), key=lambda row: (row.mid, row.box.x0)))


class _Chain:
    """A row while it grows to the right; `mid` and `height` are those of its end."""

    __slots__ = ("height", "mid", "tokens", "x0", "x1")

    def __init__(self, token: Token, mid: float, height: float) -> None:
        self.tokens = [token]
        self.mid, self.height = mid, height
        self.x0, self.x1 = token.box.x0, token.box.x1

    def add(self, token: Token, mid: float, height: float, small: bool) -> None:
        self.tokens.append(token)
        self.x0, self.x1 = token.box.x0, max(self.x1, token.box.x1)
        if not small:
            self.mid, self.height = (self.mid + 2 * mid) / 3, height

    def off(self, mid: float, height: float, small: bool, usual: float) -> float:
        """How far a word's middle lies off the end of the chain, as if its letters had the usual height."""
        scale = 1.0 if small or not usual else min(max(min(height, self.height) / usual, 0.8), 2.0)
        return abs(mid - self.mid) / scale


def _follow(tokens: Sequence[Token], em: float) -> list[tuple[Token, ...]]:
    """Rows as chains: each token, from left to right, joins the chain whose end lies level with it."""
    heights = [token.box.bottom - token.box.top for token in tokens]
    usual = statistics.median(heights) if heights else 0.0
    chains: list[_Chain] = []
    places: dict[int, list[_Chain]] = {}  # chains by the height of their end, in ems
    hinted: dict[int, _Chain] = {}
    for token, height in sorted(zip(tokens, heights, strict=True), key=lambda pair: (pair[0].box.x0, pair[0].box.top)):
        mid, hint = token.mid, token.word.line
        small = height < 0.6 * usual or not token.text[0].isalnum()
        chain = hinted.get(hint) if hint is not None else None
        if chain is None or token.box.x0 < chain.x0 or chain.off(mid, height, small, usual) > _REACH_SAME_LINE * em:
            place = math.floor(mid / em)
            near = [c for key in (place - 1, place, place + 1) for c in places.get(key, ())[-_CROWD:]]
            chain = _best(near, token, small, usual, em)
        if chain is None:
            chain = _Chain(token, mid, height)
            chains.append(chain)
        else:
            chain.add(token, mid, height, small)
        end = places.setdefault(math.floor(chain.mid / em), [])
        if not end or (end[-1] is not chain and chain not in end[-_CROWD:]):
            end.append(chain)
        if hint is not None:
            hinted[hint] = chain
    return [tuple(chain.tokens) for chain in chains]


def _best(near: list[_Chain], token: Token, small: bool, usual: float, em: float) -> _Chain | None:
    """The chain a token goes on with: the one it lies level with, the nearer one where two are."""
    best, least = None, math.inf
    mid, height, reach = token.mid, token.box.height, (_REACH_SMALL if small else _REACH) * em
    for chain in near:
        space = token.box.x0 - chain.x1
        if space < -0.35 * em or (off := chain.off(mid, height, small, usual)) > reach:
            continue
        cost = off + 0.01 * max(space, 0.0)
        if cost < least:
            best, least = chain, cost
    return best


def _slope(rows: list[tuple[Token, ...]], em: float) -> float:
    """How steeply the long rows descend to the right together; 0 where too few tell."""
    slopes = []
    for row in rows:
        ends = [token for token in row if token.text[0].isalnum()]
        if len(ends) >= 5 and ends[-1].box.x0 - ends[0].box.x0 > 15 * em:
            half = len(ends) // 2
            low, high = ends[:half], ends[-half:]
            run = statistics.fmean(t.box.x0 + t.box.x1 for t in high) - statistics.fmean(
                t.box.x0 + t.box.x1 for t in low
            )
            rise = statistics.fmean(t.mid for t in high) - statistics.fmean(t.mid for t in low)
            slopes.append(2 * rise / run)
    slope = statistics.median(slopes) if len(slopes) >= 3 else 0.0
    return slope if abs(slope) < _STEEP else 0.0


def _straightened(tokens: Sequence[Token], slope: float) -> list[Token]:
    """The tokens turned back by a slope, about the origin."""
    angle = math.atan(slope)
    cos, sin = math.cos(angle), math.sin(angle)
    turned = []
    for token in tokens:
        box = token.box
        x, y, wide, high = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2, box.width / 2, box.height / 2
        x, y = x * cos + y * sin, y * cos - x * sin
        turned.append(token._replace(box=Box(x - wide, y - high, x + wide, y + high)))
    return turned


def _glue(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """Spaced letters as words again ("A V E N A N T"), and raised endings stuck to their number ("1" and "er")."""
    return _raised_endings(_spaced_letters(row))


def _spaced_letters(row: tuple[Token, ...]) -> tuple[Token, ...]:
    """A run of single capitals, evenly spaced, is letter-spaced words: the wider spaces part them."""
    glued = list(row)
    start = 0
    while start < len(row):
        end = start
        while end < len(row) and len(row[end].text) == 1 and row[end].text.isupper():
            end += 1
        if end - start >= _SPACED:
            gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(row[start:end])]
            usual = statistics.median(gaps)
            if 0 <= usual < 1.2 * row[start].box.height:
                for index, gap in enumerate(gaps, start=start + 1):
                    if gap < 1.7 * usual:
                        glued[index] = row[index]._replace(space="")
        start = max(end, start + 1)
    return tuple(glued)


def _raised_endings(row: tuple[Token, ...]) -> tuple[Token, ...]:
    endings = plain_words("words", "raised")
    glued = [row[0]]
    for before, token in pairwise(row):
        space = token.space
        if len(token.text) <= 6 and plain(token.text).rstrip(".,;:)") in endings and _carries_ending(before.text):
            close = token.box.x0 - before.box.x1 < 0.25 * before.box.height
            raised = token.box.bottom < before.box.bottom - 0.12 * before.box.height
            smaller = (token.word.size or 0) < 0.85 * (before.word.size or 0)
            if close and (raised or smaller):
                space = ""
        glued.append(token if space == token.space else token._replace(space=space))
    return tuple(glued)


def _carries_ending(text: str) -> bool:
    """Whether a raised ending may follow: "1", "XX", "n", "M"."""
    return text[-1].isdigit() or plain(text) in plain_words("words", "abbreviations") or set(text) <= set("IVXL")
