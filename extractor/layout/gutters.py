"""The rows of a page in, the white between their words out: what may part columns, and the cells on its sides."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extractor.layout.lines import Row
from extractor.layout.sheets import WIDE
from extractor.layout.words import Token

_SPACES, _WIDEST, _ALIKE = (
    5,
    1.6,
    1.5,
)  # spaces from which they are compared, times the least white, times the usual one

FlowKind = Literal["body", "column", "signature", "table"]
Gutter = tuple[float, float]
Cells = list[tuple[Token, ...]]  # the cells of one row, empty ones too


@dataclass(frozen=True)
class Flow:
    """Rows to be read one after the other between a left and a right edge."""

    kind: FlowKind
    rows: tuple[Row, ...]
    left: float
    right: float


def side_by_side(rows: Sequence[Row], em: float) -> list[Row]:
    """Rows of two columns whose lines do not lie quite level, put beside each other two by two."""
    merged: list[Row] = []
    for row in rows:
        before = merged[-1] if merged else None
        if before is not None and abs(row.mid - before.mid) < 0.75 * em:
            apart = max(row.box.x0 - before.box.x1, before.box.x0 - row.box.x1)
            if apart > WIDE * em:
                merged[-1] = Row(tuple(sorted(before.tokens + row.tokens, key=lambda token: token.box.x0)))
                continue
        merged.append(row)
    return merged


def find_gaps(row: Row, least: float) -> list[Gutter]:
    """The white between the words of a row where it is wider than `least`; none in a line set wide, whose spaces are alike."""
    gaps, end = [], row.tokens[0].box.x1
    for token in row.tokens[1:]:
        if token.box.x0 - end > least:
            gaps.append((end, token.box.x0))
        end = max(end, token.box.x1)
    return [] if gaps and _is_set_wide(row, least) else gaps


def _is_set_wide(row: Row, least: float) -> bool:
    """Whether a row is a justified line of few long words or of type of one width: no space stands out."""
    spaces = [after.box.x0 - before.box.x1 for before, after in pairwise(row.tokens)]
    usual = statistics.median(spaces)
    return len(spaces) >= _SPACES and usual < _WIDEST * least and max(spaces) <= _ALIKE * usual


def narrow(gutter: Gutter, row: Row, least: float) -> Gutter | None:
    """The widest part of a gutter that the words of a row leave white, if wide enough."""
    low, high = gutter
    best, edge = (0.0, 0.0), low
    for token in row.tokens:
        if token.box.x1 <= low:
            continue
        if token.box.x0 >= high:
            break
        if token.box.x0 - edge > best[1] - best[0]:
            best = (edge, token.box.x0)
        edge = max(edge, token.box.x1)
    if high - edge > best[1] - best[0]:
        best = (edge, high)
    return best if best[1] - best[0] >= least else None


def count_sides(row: Row, gutters: Sequence[Gutter]) -> int:
    """In how many columns a row has words."""
    return sum(bool(cell) for cell in cells_of(row, gutters))


def cells_of(row: Row, gutters: Sequence[Gutter]) -> Cells:
    """The words of a row by column, empty cells too."""
    cells: list[list[Token]] = [[] for _ in range(len(gutters) + 1)]
    middles = [(low + high) / 2 for low, high in gutters]
    for token in row.tokens:
        middle = (token.box.x0 + token.box.x1) / 2
        cells[sum(middle > limit for limit in middles)].append(token)
    return [tuple(cell) for cell in cells]


def column_flows(kind: FlowKind, rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Flow]:
    """One flow a column, from left to right."""
    grid = [cells_of(row, gutters) for row in rows]
    flows = []
    for index in range(len(gutters) + 1):
        column = tuple(Row(cells[index]) for cells in grid if cells[index])
        if column:
            column = tuple(sorted(column, key=lambda row: row.mid))
            flows.append(Flow(kind, column, min(r.box.x0 for r in column), max(r.box.x1 for r in column)))
    return flows
