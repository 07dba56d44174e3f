"""The CSV tables of an output folder in, one workbook of them out, a sheet a table: OUT/tables.xlsx.

It is made from the files, a row at a time, so that it says what they say and an archive of any size can be taken.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from extractor.errors import OutputError
from extractor.exporting.tables import COLUMNS
from extractor.exporting.workbook import Value, View, write_workbook

NAME = "tables.xlsx"
_NUMBERS = frozenset(
    {"page", "pages", "pages_ocr", "pages_unread", "bytes", "start", "end", "confidence", "ocr_confidence", "level"}
    | {"findings", "to_review", "articles"}
)
_WIDE = frozenset({"text", "quote", "message", "action", "basis", "title", "name", "parties", "address", "reason"})


def write_tables_workbook(folder: Path) -> None:
    """The workbook of the tables that stand in `folder`, whole or not at all. Raises `OutputError`."""
    place = folder / NAME
    temporary = place.with_name(f".{NAME}.{os.getpid()}.tmp")
    try:
        write_workbook([_view(folder, table) for table in COLUMNS], temporary)
        temporary.replace(place)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{place} cannot be written: {error.strerror or error}.") from error


def _view(folder: Path, table: str) -> View:
    columns = [(name, _width(name)) for name in COLUMNS[table]]
    return View(table, columns, _rows(folder / f"{table}.csv", COLUMNS[table]), frozen=1)


def _width(column: str) -> float:
    if column == "sha256":
        return 68.0
    if column in _WIDE:
        return 48.0
    return 12.0 if column in _NUMBERS else 26.0 if column in ("id", "path", "convention_id") else 16.0


def _rows(file: Path, columns: tuple[str, ...]) -> Iterator[list[Value]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # an article may be longer than a reader expects
    with file.open(encoding="utf-8", newline="") as stream:
        lines = csv.reader(stream)
        next(lines, None)
        for cells in lines:
            yield [_number(cell) if name in _NUMBERS else cell for name, cell in zip(columns, cells, strict=True)]


def _number(cell: str) -> Value:
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell
