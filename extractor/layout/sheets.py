"""A page and its rows in, the page as a sheet out: its rows with the measures every later step needs."""

from __future__ import annotations

import bisect
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from extractor.document import Box, Furniture, FurnitureKind, Page
from extractor.layout.lines import Row, find_rows, join_tokens
from extractor.layout.words import Token, em_of, find_tokens

_ENOUGH = 3  # full lines that tell the spacing of a page
WIDE = 1.1  # a space between words, in ems, that may part columns; justified lines seldom have one


@dataclass(frozen=True)
class Sheet:
    """One page: rows from top to bottom; lengths in points of the upright page."""

    page: Page
    em: float
    rows: tuple[Row, ...]
    spacing: float | None = None  # the pitch of lines in ems, where other pages tell it

    @property
    def number(self) -> int:
        """The page's number, from 1."""
        return self.page.number

    @property
    def tall(self) -> float:
        """The height of the upright page; of what stands on it, where the page says none."""
        turned = self.page.rotation % 180 == 90
        height = self.page.width if turned else self.page.height
        return height if height > 0 else max((row.box.bottom for row in self.rows), default=1.0) + self.em

    @cached_property
    def pitch(self) -> float:
        """From one line to the next inside a paragraph: what follows full lines, else what other pages have, else what is common."""
        if len(self._inner_steps) >= _ENOUGH:
            return _shortest_common(self._inner_steps, self.em)
        if self.spacing is not None:
            return self.spacing * self.em
        steps = [below.mid - row.mid for row, below in pairwise(self.rows)]
        return _shortest_common(steps, self.em) or 1.25 * self.em

    @cached_property
    def _inner_steps(self) -> list[float]:
        """The distances between full lines and the lines after them: the next word would not have fitted."""
        right = self.edges[1] - 0.2 * self.em
        steps = [
            below.mid - row.mid for row, below in pairwise(self.rows) if row.box.x1 + below.tokens[0].box.width > right
        ]
        return steps if _shortest_common(steps, self.em) else []

    @property
    def own_spacing(self) -> float | None:
        """The pitch in ems, where the page has enough full lines to tell."""
        return self.pitch / self.em if len(self._inner_steps) >= _ENOUGH else None

    @cached_property
    def edges(self) -> tuple[float, float]:
        """The left and right edges of the text: where most long rows begin and end."""
        if not self.rows:
            return 0.0, 0.0
        widest = max(row.box.width for row in self.rows)
        long = [row for row in self.rows if row.box.width >= 0.6 * widest]
        lefts, rights = sorted(row.box.x0 for row in long), sorted(row.box.x1 for row in long)
        return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]

    @cached_property
    def ink(self) -> float:
        """The usual height of a word's box."""
        heights = [token.box.height for row in self.rows for token in row.tokens]
        return statistics.median(heights) if heights else self.em

    def without(self, gone: Iterable[Token]) -> Sheet:
        """The same sheet when some tokens are taken off it."""
        names = {id(token) for token in gone}
        if not names:
            return self
        rows = []
        for row in self.rows:
            kept = tuple(token for token in row.tokens if id(token) not in names)
            if len(kept) == len(row.tokens):
                rows.append(row)
            elif kept:
                rows.append(Row(kept))
        return replace(self, rows=tuple(rows))


def _shortest_common(steps: Sequence[float], em: float) -> float:
    """The shortest of the common distances between lines; 0 where there is none in reason."""
    fair = sorted(step for step in steps if 0.8 * em < step < 2.6 * em)
    near = 0.08 * em
    crowds = [bisect.bisect(fair, step + near) - bisect.bisect(fair, step - near) for step in fair]
    return next((step for step, count in zip(fair, crowds, strict=True) if count >= 0.6 * max(crowds)), 0.0)


def open_sheets(pages: Sequence[Page]) -> tuple[Sheet, ...]:
    """The sheets of a document; those with few full lines take their line spacing from the others."""
    sheets = [open_sheet(page) for page in pages]
    known = [spacing for sheet in sheets if (spacing := sheet.own_spacing) is not None]
    if not known or len(known) == len(sheets):
        return tuple(sheets)
    usual = statistics.median(known)
    return tuple(sheet if sheet.own_spacing is not None else replace(sheet, spacing=usual) for sheet in sheets)


def open_sheet(page: Page) -> Sheet:
    """The rows of a page with words."""
    tokens = find_tokens(page)
    em = em_of(tokens)
    return Sheet(page, em, find_rows(tokens, em))


def segments(row: Row, space: float) -> tuple[tuple[Token, ...], ...]:
    """The tokens of a row, parted where more than `space` points are left white."""
    tokens = row.tokens
    cuts, end = [0], tokens[0].box.x1
    for index in range(1, len(tokens)):
        box = tokens[index].box
        if box.x0 - end > space:
            cuts.append(index)
            end = box.x1
        elif box.x1 > end:
            end = box.x1
    if len(cuts) == 1:
        return (tokens,)
    return tuple(tokens[start:stop] for start, stop in pairwise((*cuts, len(tokens))))


def furniture_of(kind: FurnitureKind, tokens: Sequence[Token]) -> Furniture:
    """Tokens that are no text, with the box that holds them on the page as shown."""
    return Furniture(kind, tokens[0].page, join_tokens(tokens), shown_box(tokens))


def shown_box(tokens: Sequence[Token]) -> Box:
    """The box that holds some tokens, on the page as shown."""
    boxes = [token.word.box for token in tokens]
    return Box(
        min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
    )
