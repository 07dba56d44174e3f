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
    rows = _set_apart(text, rows)
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


_DATED = re.compile(r"\w, le \d")
_POURS = re.compile(r"(?<=[^\W\d_,.)»\"])[,.]? +(?=(?:Pour|POUR) )")
_OFFICES = re.compile(r"(?<=\w)[,.;]? +(?=(?:Le|La|LE|LA|Les) [A-ZÀ-Ýa-zà-ÿ]|L['’][A-ZÀ-Ýa-zà-ÿ])")
_CIVILITIES = re.compile(r"(?<=\w)[,.;]? +(?=(?:M\.|Mme|Mlle|Monsieur|Madame|Dr) )")
_SURNAME_LAST = re.compile(r"(?<=[A-ZÀ-Ý]{2}),? +(?=[A-ZÀ-Ý][a-zà-ÿ'’.-]+ )")  # "Hervé BLANCHET Lydie PERROCHON"
_SURNAME_FIRST = re.compile(
    r"(?<=[a-zà-ÿ]),? +(?=[A-ZÀ-Ý]{2,}[A-ZÀ-Ý'’-]* [A-ZÀ-Ý][a-zà-ÿ])"
)  # "BLANCHET Hervé PERRON Lydie"
_MOST_ROWS = 8


def _set_apart(text: str, rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows that a converter has run together, cut as their first: "Pour la Ville Pour le Club", "Le Maire, La Présidente,"."""
    found = list(rows)
    index = 0
    while index < len(found):
        row = found[index]
        heads = _cut(text, row, _POURS) if row and text.startswith(("Pour ", "POUR "), row[0].start) else []
        if len(heads) < 2:
            index += 1
            continue
        found[index] = heads
        for below in range(index + 1, min(index + 1 + _MOST_ROWS, len(found))):
            if _leaves(text, found[below], [heads[0].column]):
                break
            patterns = (_OFFICES, _CIVILITIES, _SURNAME_LAST, _SURNAME_FIRST)
            cut = (_cut(text, found[below], pattern) for pattern in patterns)
            found[below] = next((cells for cells in cut if len(cells) == len(heads)), found[below])
        index += 1
    return found


def _cut(text: str, row: list[Cell], pattern: re.Pattern[str]) -> list[Cell]:
    """The one cell of a row as several, side by side; [] where the row holds more or none."""
    if len(row) != 1:
        return []
    cell = row[0]
    gaps = [match.span() for match in pattern.finditer(text, cell.start, cell.end)]
    starts, stops = [cell.start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), cell.end]
    return [
        Cell(start, stop, cell.column + start - cell.start, cell.row) for start, stop in zip(starts, stops, strict=True)
    ]


def _leaves(text: str, row: list[Cell], heads: list[int]) -> bool:
    """Whether a row no longer belongs to the columns above: a long line, or a new "Pour …", alone at the left."""
    if len(row) != 1 or row[0].column > heads[0] + 8:
        return False
    cell = text[row[0].start : row[0].end]
    dated = _DATED.search(cell) is not None  # "de Bresse, le 5 septembre 2031": where the next body signs
    return len(cell) > MAX_CELL or dated or cell.lower().startswith(("pour ", "fait ", "annexe"))
