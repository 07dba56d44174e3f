"""Typed lines in, lines of one column after the other out: a closing block whose signatories stand side by side.

"Pour la commune,        Pour l'association," over "Le maire        Le président" becomes two blocks, each from top to
bottom. Only what follows the closing formula, or begins with "Pour", is taken for columns: a table of amounts stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|[ \u00a0]*\t\s*)(?=\S)")
_CLOSING = re.compile(r"\W*(?:fait\b|en foi de quoi|sign[ée]\b|dress[ée] à\b|pour\b)", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"\W*(?:fait\s+)?à\s+\S.*\ble\b", re.IGNORECASE)

_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_RULE = re.compile(r"[\s|:-]*")
_MOST_BLANKS = 6

Chunk = tuple[int, str]


def unfold_columns(lines: Sequence[str]) -> list[str]:
    """The lines, those of side-by-side closing blocks column by column with a blank line between columns."""
    unfolded: list[str] = []
    closing = False
    index = 0
    while index < len(lines):
        closing = closing or bool(_CLOSING.match(lines[index]))
        if closing and _ROW.match(lines[index]):
            lines = [*lines[:index], *_without_bars(lines[index:])]
        end = _region_end(lines, index) if closing and _GAP.search(lines[index].strip()) else index
        if end > index and _is_signed(lines[index:end]):
            unfolded.extend(_columns(lines[index:end]))
            index = end
        else:
            unfolded.append(lines[index])
            index += 1
    return unfolded


def _without_bars(lines: Sequence[str]) -> list[str]:
    """The rows of a Markdown table at the head of `lines` as columns parted by wide gaps, its rule left out."""
    plain: list[str] = []
    for index, line in enumerate(lines):
        row = _ROW.match(line)
        if not row:
            return plain + list(lines[index:])
        if not _RULE.fullmatch(line):
            plain.append("".join(f"{cell.strip():<60}" for cell in row[1].split("|")).rstrip())
    return plain


def _region_end(lines: Sequence[str], start: int) -> int:
    """Where the run of lines in columns ends: with the paragraph of the last line that has a gap.

    Blank lines left for signatures may stand between its lines; a line from the margin across the gap ends it.
    """
    end, blanks, in_columns = start, 0, False
    edge = _edges(lines[start])[-1]
    for index in range(start, len(lines)):
        line = lines[index].rstrip()
        if not line:
            blanks += 1
            in_columns = False
            if blanks > _MOST_BLANKS:
                break
            continue
        gap = bool(_GAP.search(line.strip()))
        if not gap and len(line) > edge and len(line) - len(line.lstrip()) < edge - 3:
            break
        in_columns = in_columns or gap
        blanks = 0
        if in_columns:
            end = index + 1
    return end


def _is_signed(region: Sequence[str]) -> bool:
    """Whether a run of lines in columns is names and roles rather than a table of figures."""
    chunks = [text for line in region for _, text in _chunks(line)]
    figures = sum(char.isdigit() for text in chunks for char in text)
    letters = sum(char.isalpha() for text in chunks for char in text)
    rows = sum(len(_chunks(line)) > 1 for line in region)
    dated = any(_PLACE_AND_DATE.match(text) for text in chunks)
    return letters > 0 and (figures < 0.2 * letters or dated) and (rows > 1 or chunks[0].lower().startswith("pour"))


def _chunks(line: str) -> list[Chunk]:
    """The pieces of a line between wide gaps, each with where it begins."""
    stripped = line.rstrip().replace("\t", " " * 8)
    pieces: list[Chunk] = []
    start = len(stripped) - len(stripped.lstrip())
    for gap in _GAP.finditer(stripped):
        if gap.start() > start:
            pieces.append((start, stripped[start : gap.start()].strip()))
            start = gap.end()
    if stripped[start:].strip():
        pieces.append((start, stripped[start:].strip()))
    return pieces


def _edges(line: str) -> list[int]:
    return [start for start, _ in _chunks(line)] or [0]


def _columns(region: Sequence[str]) -> Iterator[str]:
    """The columns of a region; a piece belongs to the column whose edge lies nearest."""
    edges = max((_edges(line) for line in region), key=len)
    columns: list[list[str]] = [[] for _ in edges]
    for line in region:
        pieces = _chunks(line)
        if len(pieces) == len(edges):
            for column, (_, text) in zip(columns, pieces, strict=True):
                column.append(text)
            continue
        for start, text in pieces:
            nearest = min(range(len(edges)), key=lambda i: abs(edges[i] - start))
            columns[nearest].append(text)
    for column in columns:
        yield from column
        yield ""
