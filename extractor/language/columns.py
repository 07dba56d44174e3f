"""A passage in, its cells in reading order out: signatures printed side by side on one line are read column by column."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDE = re.compile(r"[ \t]*\|[ \t]*|[ \t]{3,}|\t+")  # a Markdown table's bar parts cells too


MAX_CELL = 70


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line between wide gaps: `text[start:end]`, and its column in characters."""

    start: int
    end: int
    column: int
    row: int


def columns(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of a passage in reading order: rows of side-by-side cells are read column by column."""
    rows: list[list[Cell]] = []
    at = start
    for number, line in enumerate(text[start:end].split("\n")):
        cells, offset = [], 0
        for gap in [*_WIDE.finditer(line), None]:
            stop = gap.start() if gap else len(line)
            piece = line[offset:stop]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                cells.append(Cell(at + offset + lead, at + offset + len(piece.rstrip()), offset + lead, number))
            offset = gap.end() if gap else len(line)
        rows.append(cells)
        at += len(line) + 1
    ordered: list[Cell] = []
    index = 0
    while index < len(rows):
        if len(rows[index]) < 2:
            ordered += rows[index]
            index += 1
            continue
        heads = [cell.column for cell in rows[index]]
        stop = index + 1
        while stop < len(rows) and not _leaves(text, rows[stop], heads):
            stop += 1
        table: list[list[Cell]] = [[] for _ in heads]
        for row in rows[index:stop]:
            for position, cell in enumerate(row):
                nearest = min(range(len(heads)), key=lambda i: abs(heads[i] - cell.column))
                table[position if len(row) == len(heads) else nearest].append(cell)
        ordered += [cell for column in table for cell in column]
        index = stop
    return tuple(ordered)


def _leaves(text: str, row: list[Cell], heads: list[int]) -> bool:
    """Whether a row no longer belongs to the columns above: a long line, or a new "Pour …", alone at the left."""
    if len(row) != 1 or row[0].column > heads[0] + 8:
        return False
    cell = text[row[0].start : row[0].end]
    return len(cell) > MAX_CELL or cell.lower().startswith(("pour ", "fait ", "annexe"))
