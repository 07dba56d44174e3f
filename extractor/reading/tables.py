"""The lines ruled on a page in, the cells of its tables out: what tells where the text of a cell goes on below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.document import Box

_SLACK = 3.0  # points by which lines that meet miss each other; double lines are one
_GAP = 9.0  # points of a line that may be worn away
_MOST_LINES = 400  # of each direction; more is a drawing
_MOST_PLACES = 4000  # rows times columns
_LEAST = 3  # cells; a frame about two is none

Cells = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the direction that its list has, at one place across and from a start to an end."""

    at: float
    start: float
    end: float


def find_tables(levels: Sequence[Box], uprights: Sequence[Box]) -> tuple[Cells, ...]:
    """The cells of each table, row by row; a table has two rows and two columns at least, and all its cells are rectangles."""
    if not levels or not uprights or max(len(levels), len(uprights)) > _MOST_LINES:
        return ()
    across = _merged(_Line((box.top + box.bottom) / 2, box.x0, box.x1) for box in levels)
    down = _merged(_Line((box.x0 + box.x1) / 2, box.top, box.bottom) for box in uprights)
    tables = [cells for group in _groups(across, down) if (cells := _cells(*group))]
    return tuple(sorted(tables, key=lambda cells: (cells[0].top, cells[0].x0)))


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """Lines that go on with each other as one."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda line: (line.at, line.start)):
        for index in range(len(merged) - 1, -1, -1):
            other = merged[index]
            if line.at - other.at > _SLACK:
                if line.at - other.at > 2 * _SLACK:
                    break
                continue
            if line.start <= other.end + _GAP and other.start <= line.end + _GAP:
                merged[index] = _Line(other.at, min(other.start, line.start), max(other.end, line.end))
                break
        else:
            merged.append(line)
            continue
        if merged[index] is other:
            merged.append(line)
    return merged


def _groups(across: Sequence[_Line], down: Sequence[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """The lines that hang together by crossing."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, level in enumerate(across):
        for j, upright in enumerate(down):
            if _reaches(level, upright.at) and _reaches(upright, level.at):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = defaultdict(lambda: ([], []))
    for i, level in enumerate(across):
        groups[root(i)][0].append(level)
    for j, upright in enumerate(down):
        groups[root(len(across) + j)][1].append(upright)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _reaches(line: _Line, at: float) -> bool:
    return line.start - _SLACK <= at <= line.end + _SLACK


def _cells(across: Sequence[_Line], down: Sequence[_Line]) -> Cells:
    """The cells between lines that cross; the sides of a table may be open."""
    xs = _places([line.at for line in down] + [x for line in across for x in (line.start, line.end)])
    ys = _places([line.at for line in across] + [y for line in down for y in (line.start, line.end)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2 or rows * columns > _MOST_PLACES:
        return ()
    number = {(row, column): row * columns + column for row in range(rows) for column in range(columns)}
    of = list(range(rows * columns))

    def join(a: int, b: int) -> None:
        gone, kept = of[a], of[b]
        for index, name in enumerate(of):
            if name == gone:
                of[index] = kept

    for (row, column), place in number.items():
        middle, level = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if column + 1 < columns and not _drawn(down, xs[column + 1], level):
            join(place, number[row, column + 1])
        if row + 1 < rows and not _drawn(across, ys[row + 1], middle):
            join(place, number[row + 1, column])
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for at, place in number.items():
        members[of[place]].append(at)
    cells = []
    for parts in members.values():
        top, left = min(row for row, _ in parts), min(column for _, column in parts)
        bottom, right = max(row for row, _ in parts) + 1, max(column for _, column in parts) + 1
        if (bottom - top) * (right - left) != len(parts):
            return ()
        cells.append(Box(xs[left], ys[top], xs[right], ys[bottom]))
    wide, high = {cell.x0 for cell in cells}, {cell.top for cell in cells}
    if len(cells) < _LEAST or len(wide) < 2 or len(high) < 2:
        return ()
    return tuple(sorted(cells, key=lambda cell: (cell.top, cell.x0)))


def _places(values: Sequence[float]) -> list[float]:
    """The values in order, those that are nearly the same once."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > 2 * _SLACK:
            places.append(value)
    return places


def _drawn(lines: Sequence[_Line], at: float, along: float) -> bool:
    return any(abs(line.at - at) <= 2 * _SLACK and _reaches(line, along) for line in lines)
