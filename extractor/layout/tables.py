"""A sheet with ruled tables in, their rows out, each with the whole text of its cells: wrapped cells are not cut apart.

Only what is surely a table: short cells in rows and columns. Signatures, forms and whole articles set between lines are
read as if there were none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from extractor.document import Box
from extractor.layout.dehyphenation import WORD, find_joint
from extractor.layout.forms import opens_article
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import Sheet
from extractor.layout.signatures import are_signatories, closing_row
from extractor.layout.vocabulary import plain, starts_with
from extractor.layout.words import Token

_MOST_LINES, _MOST_CHARACTERS = 14, 600  # of a cell; more is text between lines
_ACROSS = "  "  # between the cells of a row
_HYPHENS = ("-", "‐", "‑")

Lines = list[tuple[Token, ...]]


@dataclass(frozen=True)
class Table:
    """The rows of a table, each a line of text, and where it stands."""

    rows: tuple[Row, ...]
    top: float
    left: float
    right: float


def find_tables(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of a sheet from top to bottom."""
    if not sheet.page.tables:
        return ()
    closing = closing_row(sheet.rows)
    below = sheet.rows[closing].mid if 0 <= closing < len(sheet.rows) else None
    seen = Counter(word for row in sheet.rows for word in WORD.findall(plain(row.text)))
    found = []
    for boxes in sheet.page.tables:
        cells = sorted((sheet.page.upright(box) for box in boxes), key=lambda cell: (round(cell.top), cell.x0))
        if below is not None and cells[0].top > below:
            continue
        grid = [[(cell, _lines(cell, sheet)) for cell in row] for row in _rows(cells)]
        if _is_table(grid):
            rows = tuple(
                _row([lines for _, lines in row if lines], seen) for row in grid if any(lines for _, lines in row)
            )
            edges = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
            found.append(Table(rows, cells[0].top, *edges))
    return tuple(sorted(found, key=lambda table: table.top))


def _rows(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells that begin at the same height, from left to right."""
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda cell: cell.top):
        if rows and cell.top - rows[-1][0].top < 3.0:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row, key=lambda cell: cell.x0) for row in rows]


def _lines(cell: Box, sheet: Sheet) -> Lines:
    """What stands in a cell, line by line."""
    lines = []
    for row in sheet.rows:
        inside = tuple(
            token
            for token in row.tokens
            if cell.x0 <= (token.box.x0 + token.box.x1) / 2 < cell.x1 and cell.top <= token.mid < cell.bottom
        )
        if inside:
            lines.append(inside)
    return lines


def _is_table(grid: Sequence[Sequence[tuple[Box, Lines]]]) -> bool:
    """Whether the text between lines is that of a table."""
    cells = [[[join_tokens(line) for line in lines] for _, lines in row if lines] for row in grid]
    if sum(len(row) >= 2 for row in cells) < 2:
        return False
    texts = [cell for row in cells for cell in row]
    if any(len(cell) > _MOST_LINES or sum(map(len, cell)) > _MOST_CHARACTERS for cell in texts):
        return False
    opens = starts_with("marks", "closing")
    if any(opens_article(line) or opens.match(plain(line)) for cell in texts for line in cell):
        return False
    signer = starts_with("columns", "signers")
    if any(sum(bool(signer.match(plain(cell[0]))) for cell in row) >= 2 for row in cells):
        return False
    labels = [row[0][-1] for row in cells if len(row) >= 2]
    if 2 * sum(label.endswith(":") for label in labels) > len(labels):
        return False
    columns = [[line for cell in column for line in cell] for column in _columns(grid)]
    return not are_signatories(columns)


def _columns(grid: Sequence[Sequence[tuple[Box, Lines]]]) -> list[list[list[str]]]:
    placed = sorted(
        ((round(cell.x0), [join_tokens(line) for line in lines]) for row in grid for cell, lines in row if lines),
        key=lambda pair: pair[0],
    )
    return [[text for _, text in group] for _, group in groupby(placed, key=lambda pair: pair[0])]


def _row(cells: Sequence[Lines], seen: Counter[str]) -> Row:
    """The cells of a row as one line; words cut at the end of a cell's line are whole again."""
    tokens: list[Token] = []
    for lines in cells:
        for index, line in enumerate(lines):
            first, *others = line
            if index == 0:
                first = first._replace(space=_ACROSS) if tokens else first
            elif tokens[-1].text.endswith(_HYPHENS) and len(tokens[-1].text) > 1:
                joint = find_joint(tokens[-1].text, first.text, seen)
                if joint is not None:
                    tokens[-1] = tokens[-1]._replace(text=tokens[-1].text[:-1] + ("-" if joint == "keep" else ""))
                    first = first._replace(space="")
            tokens += [first, *others]
    return Row(tuple(tokens))
