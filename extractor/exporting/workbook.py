"""Views in, one XLSX workbook out: a sheet a view, header frozen and filterable, every word a string and no formula.

Text of hostile documents ends here in a program that runs what begins with "=": strings are written as strings, nothing
is taken for a number, a link or a formula, and a cell that looks like one is marked as text, so that it stays one when
it is edited. What XML cannot hold becomes U+FFFD; a cell holds no more than Excel does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

Style = Literal["", "error", "warning", "info", "quiet", "strong", "percent"]
Run = tuple[str, str]  # a text and its font: "", "removed", "added", "soft", "doubt", "strong"

_MOST_CHARACTERS = 32_000  # of 32 767, which count differently outside the basic plane
_MOST_ROWS = 1_048_575
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_LINE = 14.5  # points
_LETTERS = 1.12  # of a text to a unit of width, which is a figure
_HIGHEST = 409.0  # Excel's

_CELLS: dict[str, dict[str, Any]] = {
    "": {},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#2F4858", "valign": "vcenter"},
    "error": {"bg_color": "#F8D7DA", "font_color": "#7A1B24", "bold": True},
    "warning": {"bg_color": "#FFF0C9", "font_color": "#664700", "bold": True},
    "info": {"bg_color": "#DCEBF7", "font_color": "#1C4363"},
    "quiet": {"font_color": "#6B6B6B"},
    "strong": {"bold": True},
    "percent": {"num_format": "0%"},
}
_FONTS: dict[str, dict[str, Any]] = {
    "": {},
    "removed": {"font_color": "#B00020", "font_strikeout": True},
    "added": {"font_color": "#00682F", "bold": True},
    "soft": {"font_color": "#6B6B6B", "italic": True},
    "doubt": {"font_color": "#B00020", "italic": True},
    "strong": {"bold": True},
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a style, or text in several fonts (`runs`)."""

    value: str | int | float | None = None
    style: Style = ""
    runs: tuple[Run, ...] = ()


Value = Cell | str | int | float | None


@dataclass(frozen=True, slots=True)
class View:
    """A sheet: its name, the heads of its columns with their widths, its rows; `frozen` columns stay when one scrolls."""

    name: str
    columns: Sequence[tuple[str, float]]
    rows: Iterable[Sequence[Value]]
    frozen: int = 0


def render_workbook(views: Sequence[View]) -> bytes:
    """The workbook as bytes: for what fits into memory."""
    stream = io.BytesIO()
    _write(views, stream, {"in_memory": True})
    return stream.getvalue()


def write_workbook(views: Sequence[View], path: Path) -> None:
    """The workbook to a file, a row at a time: for archives of thousands of conventions."""
    _write(views, str(path), {"constant_memory": True})


def _write(views: Sequence[View], target: Any, options: dict[str, bool]) -> None:
    import xlsxwriter

    never = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, {**never, **options}) as book:
        formats = _Formats(book)
        names: set[str] = set()
        for view in views:
            _sheet(book.add_worksheet(_named(view.name, names)), view, formats)


def _named(name: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without its signs, and different from the others whatever their case."""
    plain = _NAME.sub(" ", clean(name)).strip("' ")[:_LONGEST_NAME] or "-"
    unique, number = plain, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{plain[: _LONGEST_NAME - len(str(number)) - 1]} {number}"
    taken.add(unique.casefold())
    return unique


def clean(text: str) -> str:
    """`text` as a cell can hold it."""
    plain = _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= _MOST_CHARACTERS else plain[: _MOST_CHARACTERS - 1] + "…"


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Any] = {}

    def cell(self, style: str, *, quoted: bool = False) -> Any:
        base = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D0D0D0", "quote_prefix": quoted}
        return self._make("cell", style, quoted, {**base, **_CELLS[style]})

    def font(self, style: str) -> Any:
        return self._make("font", style, False, _FONTS[style])

    def _make(self, kind: str, style: str, quoted: bool, properties: dict[str, Any]) -> Any:
        key = (kind, style, quoted)
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]


def _sheet(sheet: Any, view: View, formats: _Formats) -> None:
    last = max(len(view.columns) - 1, 0)
    for number, (head, width) in enumerate(view.columns):
        sheet.set_column(number, number, width)
        _put(sheet, 0, number, head, "head", formats)
    row = 0
    for row, values in enumerate(islice(view.rows, _MOST_ROWS), start=1):
        sheet.set_row(row, _height(values, view.columns))
        for number, value in enumerate(values):
            _value(sheet, row, number, value, formats)
    sheet.freeze_panes(1, view.frozen)
    sheet.autofilter(0, 0, max(row, 1), last)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(values: Sequence[Value], columns: Sequence[tuple[str, float]]) -> float:
    """The height of a row in points, estimated: not every program makes room for wrapped text when it opens a file."""
    most = 1
    for value, (_, width) in zip(values, columns, strict=False):
        cell = value if isinstance(value, Cell) else Cell(value)
        text = "".join(run for run, _ in cell.runs) or str(cell.value or "")
        room = max(int(width * _LETTERS), 1)
        most = max(most, sum(-(-len(line) // room) or 1 for line in text.split("\n")))
    return min(most * _LINE, _HIGHEST)


def _value(sheet: Any, row: int, column: int, value: Value, formats: _Formats) -> None:
    cell = value if isinstance(value, Cell) else Cell(value)
    runs = [(clean(text), font) for text, font in cell.runs if text]
    if len(runs) > 1 and sum(len(text) for text, _ in runs) <= _MOST_CHARACTERS:
        pieces = [part for text, font in runs for part in (formats.font(font), text)]
        sheet.write_rich_string(row, column, *pieces, formats.cell(cell.style, quoted=runs[0][0].startswith(_FORMULA)))
    elif runs:
        _put(sheet, row, column, "".join(text for text, _ in runs), cell.style, formats)
    elif cell.value is None or cell.value == "":
        sheet.write_blank(row, column, None, formats.cell(cell.style))
    elif isinstance(cell.value, str):
        _put(sheet, row, column, cell.value, cell.style, formats)
    else:
        sheet.write_number(row, column, cell.value, formats.cell(cell.style))


def _put(sheet: Any, row: int, column: int, text: str, style: str, formats: _Formats) -> None:
    plain = clean(text)
    sheet.write_string(row, column, plain, formats.cell(style, quoted=plain.startswith(_FORMULA)))
