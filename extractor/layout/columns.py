"""A sheet in, its rows in reading order out, as flows: stretches of full rows, columns one after the other, tables row by row.

White that goes through several rows at one place parts them; the wide spaces of justified lines do not lie above each
other. What the parts hold decides: prose and signature blocks are read column by column, figures row by row; bullets,
numbers and labels at the left stay with their line.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.layout.forms import opens_article
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import WIDE, Sheet
from extractor.layout.vocabulary import plain, plain_words, starts_with
from extractor.layout.words import Token

FlowKind = Literal["body", "column", "signature", "table"]
Gutter = tuple[float, float]
Cells = list[tuple[Token, ...]]  # the cells of one row, empty ones too

_LABEL = 2.9  # a first column no wider, in ems, holds bullets, numbers or "VU"
_LONELY = 8  # so many rows without anything across the white end a band
_LONGEST = 200  # rows of one band; what follows begins another
_MOST_GUTTERS = 12
_ACROSS = "  "  # between the cells of a table's row


@dataclass(frozen=True)
class Flow:
    """Rows to be read one after the other between a left and a right edge."""

    kind: FlowKind
    rows: tuple[Row, ...]
    left: float
    right: float


def find_flows(sheet: Sheet) -> tuple[Flow, ...]:
    """All rows of a sheet, each in one flow, in reading order."""
    beside = _side_by_side(sheet.rows, sheet.em)
    rows = [_without_marks(row, sheet.em) for row in beside]
    whole = {id(bare): row for bare, row in zip(rows, beside, strict=True)}  # with their "PO/" again
    left, right = sheet.edges
    flows: list[Flow] = []
    plain_rows: list[Row] = []
    at = 0
    while at < len(rows):
        band = _band_at(rows, at, sheet.em, whole)
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
    return tuple(flows)


def _side_by_side(rows: Sequence[Row], em: float) -> list[Row]:
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


def _without_marks(row: Row, em: float) -> Row:
    """A row without a "PO/" that stands by itself between two signatories: it is of no column."""
    marks = plain_words("words", "on_behalf")
    kept = []
    for index, token in enumerate(row.tokens):
        inner = 0 < index < len(row.tokens) - 1
        if inner and plain(token.text) in marks:
            before, after = row.tokens[index - 1].box.x1, row.tokens[index + 1].box.x0
            if token.box.x0 - before > WIDE * em and after - token.box.x1 > 0.7 * em:
                continue
        kept.append(token)
    return Row(tuple(kept)) if len(kept) < len(row.tokens) else row


def _band_at(rows: Sequence[Row], start: int, em: float, whole: dict[int, Row]) -> tuple[list[Flow], int] | None:
    """The columns or the table that begin at a row, and the row after them."""
    gutters = _gaps(rows[start], WIDE * em)
    across = [start]  # the rows with something on both sides of the white
    at = start + 1
    if len(gutters) > _MOST_GUTTERS:
        return None
    while gutters and at < min(len(rows), start + _LONGEST) and at - across[-1] <= _LONELY:
        narrowed = [white for gutter in gutters if (white := _narrowed(gutter, rows[at], 0.8 * em))]
        if len(narrowed) < len(gutters) and (not narrowed or len(across) >= 2):
            break
        gutters = narrowed
        if _sides(rows[at], gutters) >= 2:
            across.append(at)
        at += 1
    gutters, grid = _columns(rows[start : across[-1] + 1], gutters, em)
    if not gutters:
        return None
    kind = _kind_of(grid, gutters, len(across), em)
    if kind is None:
        return None
    if kind == "table":
        end = across[-1] + 1
        grid = [_cells(whole[id(row)], gutters) for row in rows[start:end]]
        return [_table(grid)], end
    end = across[-1] + 1
    if kind != "signature":
        return _column_flows(kind, [whole[id(row)] for row in rows[start:end]], gutters), end
    end = _end_of_signatures(rows, end, gutters)
    return [flow for tier in _tiers(rows[start:end], gutters) for flow in _signature_flows(tier, gutters, whole)], end


def _gaps(row: Row, least: float) -> list[Gutter]:
    """The white between the words of a row where it is wider than `least`."""
    gaps, end = [], row.tokens[0].box.x1
    for token in row.tokens[1:]:
        if token.box.x0 - end > least:
            gaps.append((end, token.box.x0))
        end = max(end, token.box.x1)
    return gaps


def _narrowed(gutter: Gutter, row: Row, least: float) -> Gutter | None:
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


def _sides(row: Row, gutters: Sequence[Gutter]) -> int:
    """In how many columns a row has words."""
    return sum(bool(cell) for cell in _cells(row, gutters))


def _cells(row: Row, gutters: Sequence[Gutter]) -> Cells:
    """The words of a row by column, empty cells too."""
    cells: list[list[Token]] = [[] for _ in range(len(gutters) + 1)]
    middles = [(low + high) / 2 for low, high in gutters]
    for token in row.tokens:
        middle = (token.box.x0 + token.box.x1) / 2
        cells[sum(middle > limit for limit in middles)].append(token)
    return [tuple(cell) for cell in cells]


def _columns(rows: Sequence[Row], gutters: list[Gutter], em: float) -> tuple[list[Gutter], list[Cells]]:
    """The gutters that part real columns, and the rows as cells: labels are no column of their own."""
    while gutters:
        grid = [_cells(row, gutters) for row in rows]
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


def _kind_of(grid: Sequence[Cells], gutters: Sequence[Gutter], across: int, em: float) -> FlowKind | None:
    """What the columns hold: something to read down, a table to read across, or nothing that is parted at all."""
    columns = [[join_tokens(cells[index]) for cells in grid if cells[index]] for index in range(len(gutters) + 1)]
    narrowest = min(high - low for low, high in gutters)
    signer = starts_with("columns", "signers")
    if all(any(signer.match(plain(text)) for text in column[:4]) for column in columns):
        return "signature" if across >= 2 or narrowest > 1.5 * em else None
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


def _end_of_signatures(rows: Sequence[Row], end: int, gutters: Sequence[Gutter]) -> int:
    """The row after a signature block: one column may be longer, and names stand far below their roles."""
    stop = starts_with("columns", "after_signatures")
    at, last = end, end
    while at < len(rows) and len(rows[at].tokens) <= 8:
        row = rows[at]
        text = plain(row.text)
        crosses = any(token.box.x0 < high and token.box.x1 > low for low, high in gutters for token in row.tokens)
        if crosses or stop.match(text) or opens_article(row.text):
            break
        at += 1
        if row.box.x0 > gutters[0][1] - 1 or len(row.tokens) <= 6:
            last = at
    return last


def _tiers(rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Sequence[Row]]:
    """The rows of signatures one below the other: each begins where two places say "Pour …"."""
    opens = starts_with("columns", "openers")
    starts = [0]
    for index, row in enumerate(rows[1:], start=1):
        texts = [join_tokens(cell) for cell in _cells(row, gutters) if cell]
        if sum(text[0].isupper() and opens.match(plain(text)) is not None for text in texts) >= 2:
            starts.append(index)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _signature_flows(rows: Sequence[Row], gutters: Sequence[Gutter], whole: dict[int, Row]) -> list[Flow]:
    """One flow a signatory, and one for each "PO/" between two of them."""
    flows = _column_flows("signature", rows, gutters)
    for row in rows:
        for token in whole[id(row)].tokens if whole[id(row)] is not row else ():
            if token not in row.tokens:
                place = next((i for i, flow in enumerate(flows) if flow.left > token.box.x0), len(flows))
                flows.insert(place, Flow("signature", (Row((token,)),), token.box.x0, token.box.x1))
    return flows


def _column_flows(kind: FlowKind, rows: Sequence[Row], gutters: Sequence[Gutter]) -> list[Flow]:
    """One flow a column, from left to right."""
    grid = [_cells(row, gutters) for row in rows]
    flows = []
    for index in range(len(gutters) + 1):
        column = tuple(Row(cells[index]) for cells in grid if cells[index])
        if column:
            column = tuple(sorted(column, key=lambda row: row.mid))
            flows.append(Flow(kind, column, min(r.box.x0 for r in column), max(r.box.x1 for r in column)))
    return flows
