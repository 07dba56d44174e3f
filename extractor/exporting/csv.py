"""Tables in, CSV files out, in one of two named profiles; each file is replaced whole.

`rfc4180`: comma, CRLF, UTF-8, cells as they are. `tableur`: what French spreadsheets open rightly: semicolon, a byte
order mark, and an apostrophe before a cell that they would run as a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.exporting.tables import COLUMNS, InputState, Row, document_row, duplicates, fact_rows
from extractor.folder import write_whole
from extractor.record import ConventionRecord

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Profile:
    """A dialect of CSV under a name that users can say."""

    name: str
    separator: str
    mark: bytes = b""
    guarded: bool = False


PROFILES = {
    "rfc4180": Profile("rfc4180", ","),
    "tableur": Profile("tableur", ";", b"\xef\xbb\xbf", guarded=True),
}


def write_tables(
    folder: Path, states: Sequence[InputState], records: Iterable[ConventionRecord], profile: Profile
) -> None:
    """All tables into `folder`. `records` are taken one by one; a table without rows is its header."""
    rows: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    row_of: dict[str, Row] = {}
    by_id, same = {state.id: state for state in states}, duplicates(states)
    for record in records:
        for table, row in fact_rows(record):
            rows[table].append(row)
        if record.id in by_id:
            row_of[record.id] = document_row(by_id[record.id], record, duplicate_of=same.get(record.id, ""))
    for state in states:
        known = by_id[state.id] is state
        made = row_of.get(state.id) if known else None
        rows["documents"].append(
            made or document_row(state, None, duplicate_of=same.get(state.id, "") if known else "")
        )
    for table, lines in rows.items():
        write_whole(folder / f"{table}.csv", render_csv(COLUMNS[table], lines, profile))


def render_csv(columns: Sequence[str], rows: Sequence[Row], profile: Profile) -> bytes:
    """One table as the bytes of a file. A NUL, which no reader of CSV survives, becomes U+FFFD."""
    import pandas as pd

    guard = _guarded if profile.guarded else _whole
    frame = pd.DataFrame([[guard(cell) for cell in row] for row in rows], columns=list(columns), dtype=object)
    stream = io.StringIO(newline="")
    frame.to_csv(stream, sep=profile.separator, index=False, lineterminator="\r\n")
    return profile.mark + stream.getvalue().encode("utf-8", "replace")


def _whole(cell: str) -> str:
    return cell.replace("\0", "\ufffd")


def _guarded(cell: str) -> str:
    return "'" + _whole(cell) if cell.startswith(_FORMULA) else _whole(cell)
