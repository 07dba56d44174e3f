"""A sheet in, its rows in reading order out, as flows: stretches of full rows, columns one after the other, tables row by row.

White that goes through several rows at one place parts them; the wide spaces of justified lines do not lie above each
other. What the parts hold decides: prose and signature blocks are read column by column, figures row by row; bullets,
numbers and labels at the left stay with their line.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Sequence

from extractor.layout.forms import opens_article
from extractor.layout.gutters import (
    Cells,
    Flow,
    FlowKind,
    Gutter,
    cells_of,
    column_flows,
    count_sides,
    find_gaps,
    narrow,
    side_by_side,
)
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import WIDE, Sheet
from extractor.layout.signatures import are_signatories, closing_row, is_dated, signature_flows, without_marks
from extractor.layout.tables import find_tables
from extractor.layout.vocabulary import plain, starts_with
from extractor.layout.words import Token

_LABEL = 2.9  # a first column no wider, in ems, holds bullets, numbers or "VU"
_LONELY = 8  # so many rows without anything across the white end a band
_LONGEST = 200  # rows of one band; what follows begins another
_MOST_GUTTERS = 12
_ACROSS = "  "  # between the cells of a table's row


def find_flows(sheet: Sheet) -> tuple[Flow, ...]:
    """All rows of a sheet, each in one flow, in reading order."""
    beside = side_by_side(sheet.rows, sheet.em)
    closing = closing_row(beside)
    closed = beside[closing].mid if 0 <= closing < len(beside) else -math.inf if closing < 0 else math.inf
    flows: list[Flow] = []
    rest = sheet.rows
    for table in find_tables(sheet):
        inside = {(token.word.box, token.word.text) for row in table.rows for token in row.tokens}
        rest = tuple(
            Row(kept)
            for row in rest
            if (kept := tuple(token for token in row.tokens if (token.word.box, token.word.text) not in inside))
        )
        above = tuple(row for row in rest if row.mid < table.top)
        flows += _flows(above, sheet, closed)
        flows.append(Flow("table", table.rows, table.left, table.right))
        rest = rest[len(above) :]
    return (*flows, *_flows(rest, sheet, closed))


def _flows(part: Sequence[Row], sheet: Sheet, closed: float) -> list[Flow]:
    """The flows of rows that no table parts; those below `closed` may be signatures."""
    beside = side_by_side(part, sheet.em)
    rows = [without_marks(row, sheet.em) for row in beside]
    whole = {id(bare): row for bare, row in zip(rows, beside, strict=True)}  # with their "PO/" again
    left, right = sheet.edges
    flows: list[Flow] = []
    plain_rows: list[Row] = []
    at = 0
    while at < len(rows):
        band = _band_at(rows, at, sheet.em, whole, closing=rows[at].mid > closed)
        if band is None:
            plain_rows.append(whole[id(rows[at])])
            at += 1
            continue
        if plain_rows:
            flows.append(Flow("body", tuple(plain_rows), left, right))
            plain_rows = []
        flows += band[0]
        at = band[1]
    if plain_rows:
        flows.append(Flow("body", tuple(plain_rows), left, right))
    return flows


def _band_at(
    rows: Sequence[Row], start: int, em: float, whole: dict[int, Row], *, closing: bool
) -> tuple[list[Flow], int] | None:
    """The columns or the table that begin at a row, and the row after them."""
    gutters = find_gaps(rows[start], WIDE * em)
    across = [start]  # the rows with something on both sides of the white
    at = start + 1
    if len(gutters) > _MOST_GUTTERS:
        return None
    while gutters and at < min(len(rows), start + _LONGEST) and at - across[-1] <= _LONELY:
        narrowed = [white for gutter in gutters if (white := narrow(gutter, rows[at], 0.8 * em))]
        if len(narrowed) < len(gutters) and (not narrowed or len(across) >= 2):
            break
        gutters = narrowed
        if count_sides(rows[at], gutters) >= 2:
            across.append(at)
        at += 1
    gutters, grid = _columns(rows[start : across[-1] + 1], gutters, em)
    if not gutters:
        return None
    kind = _kind_of(grid, gutters, len(across), em, closing=closing)
    if kind is None:
        return None
    if kind == "table":
        end = across[-1] + 1
        grid = [cells_of(whole[id(row)], gutters) for row in rows[start:end]]
        return [_table(grid)], end
    end = across[-1] + 1
    if kind != "signature":
        return column_flows(kind, [whole[id(row)] for row in rows[start:end]], gutters), end
    if is_dated(grid[0]):
        return None  # "Adopté par le conseil     21 mars 2022" above the signatures
    return signature_flows(rows, start, end, gutters, whole)


def _columns(rows: Sequence[Row], gutters: list[Gutter], em: float) -> tuple[list[Gutter], list[Cells]]:
    """The gutters that part real columns, and the rows as cells: labels are no column of their own."""
    while gutters:
        grid = [cells_of(row, gutters) for row in rows]
        first = [cell for cells in grid if (cell := cells[0])]
        wide = statistics.median(cell[-1].box.x1 - cell[0].box.x0 for cell in first) if first else 0.0
        short = sum(sum(char.isalnum() for char in join_tokens(cell)) <= 3 for cell in first)
        if (wide > _LABEL * em or 2 * short < len(first)) and not _are_labels(first, grid):
            return gutters, grid
        gutters = gutters[1:]
    return [], []


def _are_labels(first: Sequence[tuple[Token, ...]], grid: Sequence[Cells]) -> bool:
    """Whether the first column names what stands beside it: "Adresse :", or "ARTICLE 3" in the margin of its text."""
    texts = [join_tokens(cell) for cell in first]
    named = sum(text.endswith(":") for text in texts)
    articles = sum(opens_article(text) and len(text) < 20 for text in texts)
    return 2 * max(named, articles) > len(texts) and all(any(cells[1:]) for cells in grid if cells[0])


def _kind_of(
    grid: Sequence[Cells], gutters: Sequence[Gutter], across: int, em: float, *, closing: bool
) -> FlowKind | None:
    """What the columns hold: something to read down, a table to read across, or nothing that is parted at all."""
    columns = [[join_tokens(cells[index]) for cells in grid if cells[index]] for index in range(len(gutters) + 1)]
    narrowest = min(high - low for low, high in gutters)
    signer = starts_with("columns", "signers")
    if all(any(signer.match(plain(text)) for text in column[:4]) for column in columns):
        return "signature" if across >= 2 or narrowest > 1.5 * em else None
    if closing and are_signatories(columns):
        return "signature"
    if across < 2 or _is_contents(columns):
        return None
    if any(_is_figures(column) for column in columns):
        return "table" if across >= 3 or narrowest > 2 * em else None
    chars = [statistics.fmean(map(len, column)) for column in columns]
    if len(grid) >= 4 and min(chars) >= 18 and _filled(grid, gutters) > 0.6:
        return "column"
    if across >= 3 and across >= 0.75 * len(grid) and (len(columns) >= 3 or max(chars) < 25):
        return "table"
    return "column" if narrowest > 2 * em or (across >= 4 and min(chars) >= 12) else None


def _is_figures(column: Sequence[str]) -> bool:
    """Whether most cells are short and hold a figure: amounts, dates, hours, codes."""
    figures = sum(len(text) < 30 and bool(re.search(r"\d", text)) for text in column)
    return len(column) >= 2 and figures >= 0.6 * len(column)


def _is_contents(columns: Sequence[Sequence[str]]) -> bool:
    """Whether the last column is page numbers that rise: a table of contents whose dots were not read."""
    numbers = [int(text) for text in columns[-1] if re.fullmatch(r"\d{1,3}", text)]
    return len(columns) == 2 and len(numbers) == len(columns[-1]) >= 2 and numbers == sorted(numbers)


def _filled(grid: Sequence[Cells], gutters: Sequence[Gutter]) -> float:
    """How much of its column's width a line takes on average: near 1 for prose."""
    shares = []
    for index in range(len(gutters) + 1):
        cells = [cells[index] for cells in grid if cells[index]]
        left, right = min(cell[0].box.x0 for cell in cells), max(cell[-1].box.x1 for cell in cells)
        shares += [(cell[-1].box.x1 - cell[0].box.x0) / max(right - left, 1.0) for cell in cells]
    return statistics.fmean(shares)


def _table(grid: Sequence[Cells]) -> Flow:
    """A table read row by row, two spaces between the cells."""
    rows = []
    for cells in grid:
        tokens: list[Token] = []
        for cell in cells:
            for index, token in enumerate(cell):
                tokens.append(token._replace(space=_ACROSS) if index == 0 and tokens else token)
        rows.append(Row(tuple(tokens)))
    return Flow("table", tuple(rows), min(row.box.x0 for row in rows), max(row.box.x1 for row in rows))
