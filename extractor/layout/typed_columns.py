"""Typed lines in, lines of one column after the other out: a closing block whose signatories stand side by side.

"Pour la commune,        Pour l'association," over "Le maire        Le président" becomes two blocks, each from top to
bottom. Only what follows the closing formula, or begins with "Pour", is taken for columns: a table of amounts stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.layout.furniture import parse_page_number

_GAP = re.compile(r"(?<=\S)(?:[ \u00a0]{4,}|[ \u00a0]*\t\s*)(?=\S)")
_NARROW = re.compile(r"(?<=\S)  +(?=\S)")
_CLOSING = re.compile(
    r"\W*(?:(?:ainsi\s+)?fait\b|établi (?:à|en)\b|dont acte|au nom d|en foi de quoi|sign[ée]e?\b|dress[ée] (?:à|en)\b|pour\b"
    r"|(?:[Àà]|a)\s+[A-Z][^.;:]{2,40},|[^\W\d_][^.;:\d]{2,40},\s+(?:le\s+)?(?:\w+\s+)?\d{1,2}\S*\s+\S+\s+\d{2,4}\W*$)",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(r"\W*(?:(?:fait\s+)?à\s+\S.*\ble\b|date\s*:|le\s+\d{1,2}\S*\s+\S+\s+\d{4})", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[A-ZÀ-Ý][a-zà-ÿ]{0,2}\.[ -]?)+(?:(?:d[eu]s?|la|le|van|von|el|ben)\s+|d['’])*[A-ZÀ-Ý][\w'’ -]{1,40}"
)
_HEADING = re.compile(r"\W*(?:article|art\.|titre|chapitre|annexe)\b", re.IGNORECASE)
_LAST_LINES, _SHORT = 24, 48  # the end of a text, where a closing block may stand without a word that opens it

_CLAUSE = re.compile(r"\W*fait\s+(?:[àa]|en)\s+[^\s].*", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[àa]|le|en)\s", re.IGNORECASE)
_ROW = re.compile(r"\s*\|(.*)\|\s*$")
_RULE = re.compile(r"[\s|:-]*")
_MOST_BLANKS = 6
_LONGEST = 60  # lines of a block of signatures

Chunk = tuple[int, str]


def unfold_columns(lines: Sequence[str]) -> list[str]:
    """The lines, those of side-by-side closing blocks column by column with a blank line between columns."""
    unfolded: list[str] = []
    lines, opening = _without_bars([_one_clause(line) for line in lines])
    index = 0
    while index < len(lines):
        end = _region_end(lines, index) if index >= opening and _GAP.search(lines[index].strip()) else index
        if end > index and _is_signed(lines[index:end]):
            unfolded.extend(_columns(lines[index:end]))
            index = end
        else:
            unfolded.append(lines[index])
            index += 1
    return unfolded


def _one_clause(line: str) -> str:
    """ "Fait à X        le 3 mai 2021" is one clause with a wide gap, not two columns; so is a head with a page's number."""
    first, *rest = _GAP.split(line.strip())
    if rest and parse_page_number(rest[-1]) is not None:
        return " ".join((first, *rest))
    return " ".join((first, *rest)) if rest and _CLAUSE.match(first) and all(map(_GOES_ON.match, rest)) else line


def _without_bars(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines and where the closing block opens; rows of Markdown tables in it as columns parted by wide gaps."""
    opening = next((index for index, line in enumerate(lines) if _CLOSING.match(line)), len(lines))
    opening = min(opening, _bare_block(lines))
    plain = list(lines[:opening])
    for line in lines[opening:]:
        row = _ROW.match(line)
        if not row:
            plain.append(line)
        elif not _RULE.fullmatch(line):
            plain.append("".join(f"{cell.strip():<60}" for cell in row[1].split("|")).rstrip())
    return plain, opening


def _bare_block(lines: Sequence[str]) -> int:
    """Where, after the last heading and the last line of prose, short pieces stand side by side."""
    last = max((index for index, line in enumerate(lines) if _HEADING.match(line)), default=-1)
    start = max(last + 1, len(lines) - _LAST_LINES)
    for index in range(len(lines) - 1, start - 1, -1):
        pieces = _chunks(lines[index])
        if any(len(text) > _SHORT for _, text in pieces):
            return index + 1
    return start if last >= 0 else len(lines)


def _region_end(lines: Sequence[str], start: int) -> int:
    """Where the run of lines in columns ends: with the paragraph of the last line that has a gap.

    Blank lines left for signatures may stand between its lines; a line from the margin across the gap ends it.
    """
    end, blanks, in_columns = start, 0, False
    edge = _edges(lines[start])[-1]
    for index in range(start, min(start + _LONGEST, len(lines))):
        line = lines[index].rstrip()
        if not line:
            blanks += 1
            in_columns = False
            if blanks > _MOST_BLANKS:
                break
            continue
        gap = _traits(line).chunks > 1
        if not gap and len(line) > edge and len(line) - len(line.lstrip()) < edge - 3:
            break
        in_columns = in_columns or gap
        blanks = 0
        if in_columns:
            end = index + 1
    return end


def _is_signed(region: Sequence[str]) -> bool:
    """Whether a run of lines in columns is names and roles rather than a table of figures."""
    seen = [_traits(line) for line in region]
    figures, letters = sum(traits.figures for traits in seen), sum(traits.letters for traits in seen)
    dated = any(traits.dated for traits in seen)
    in_columns = sum(traits.chunks > 1 for traits in seen) > 1 or region[0].lstrip().lower().startswith("pour")
    in_columns = in_columns or all(_PERSON.fullmatch(text) for line in region for _, text in _chunks(line))
    return letters > 0 and (figures < 0.2 * letters or dated) and in_columns


class _Traits(NamedTuple):
    figures: int
    letters: int
    chunks: int
    dated: bool


@lru_cache(maxsize=2 * _LONGEST)  # regions that overlap ask for the same lines
def _traits(line: str) -> _Traits:
    texts = [text for _, text in _chunks(line)]
    return _Traits(
        sum(char.isdigit() for text in texts for char in text),
        sum(char.isalpha() for text in texts for char in text),
        len(texts),
        any(_PLACE_AND_DATE.match(text) for text in texts),
    )


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


def _parted(pieces: Sequence[Chunk], edges: Sequence[int]) -> list[Chunk]:
    """The pieces, cut at a narrow gap too where a column begins: names are longer than the roles above them."""
    parted: list[Chunk] = []
    for start, text in pieces:
        cut = 0
        for gap in _NARROW.finditer(text):
            if any(abs(start + gap.end() - edge) <= 2 for edge in edges):
                parted.append((start + cut, text[cut : gap.start()]))
                cut = gap.end()
        parted.append((start + cut, text[cut:]))
    return parted


def _edges(line: str) -> list[int]:
    return [start for start, _ in _chunks(line)] or [0]


def _columns(region: Sequence[str]) -> Iterator[str]:
    """The columns of a region; a piece belongs to the column whose edge lies nearest."""
    edges = max((_edges(line) for line in region), key=len)
    columns: list[list[str]] = [[] for _ in edges]
    for line in region:
        pieces = _parted(_chunks(line), edges)
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
