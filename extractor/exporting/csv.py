"""Tables in, CSV files out, in one of two named profiles; each file is replaced whole.

`rfc4180`: comma, CRLF, UTF-8, cells as they are. `tableur`: what French spreadsheets open rightly: semicolon, a byte
order mark, and an apostrophe before a cell that they would run as a formula.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from extractor.exporting.tables import COLUMNS, InputState, Row, document_row, duplicates, fact_rows
from extractor.folder import write_whole
from extractor.record import ConventionRecord

_ROWS = 2_000
_IN_MEMORY = 4_000_000
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
    row_of: dict[str, Row] = {}
    by_id, same = {state.id: state for state in states}, duplicates(states)
    with ExitStack() as open_files:
        spools = {table: open_files.enter_context(_Spool(columns, profile)) for table, columns in COLUMNS.items()}
        for record in records:
            for table, row in fact_rows(record):
                spools[table].add(row)
            if record.id in by_id:
                row_of[record.id] = document_row(by_id[record.id], record, duplicate_of=same.get(record.id, ""))
        for state in states:
            known = by_id[state.id] is state  # a namesake that was refused has no record of its own
            made = row_of.get(state.id) if known else None
            other = same.get(state.id, "") if known else ""
            spools["documents"].add(made or document_row(state, None, duplicate_of=other))
        for table, spool in spools.items():
            write_whole(folder / f"{table}.csv", spool.pieces())


class _Spool:
    """The rows of one table on their way to a file: an archive of ten thousand conventions must not fill the memory."""

    def __init__(self, columns: Sequence[str], profile: Profile) -> None:
        self.columns = columns
        self.profile = profile
        self.rows: list[Row] = []
        self.file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by __exit__)
        self.file.write(profile.mark + render_csv(columns, [], profile))

    def __enter__(self) -> _Spool:
        return self

    def __exit__(self, *failure: object) -> None:
        self.file.close()

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if len(self.rows) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self.rows:
            self.file.write(render_csv(self.columns, self.rows, self.profile, header=False))
            self.rows.clear()

    def pieces(self) -> Iterator[bytes]:
        """The whole file, a piece at a time."""
        self._flush()
        self.file.seek(0)
        while piece := self.file.read(1 << 20):
            yield piece


def render_csv(columns: Sequence[str], rows: Sequence[Row], profile: Profile, *, header: bool = True) -> bytes:
    """Rows as bytes of UTF-8. A NUL, which no reader of CSV survives, becomes U+FFFD."""
    import pandas as pd

    guard = _guarded if profile.guarded else _whole
    frame = pd.DataFrame([[guard(cell) for cell in row] for row in rows], columns=list(columns), dtype=object)
    stream = io.StringIO(newline="")
    frame.to_csv(stream, sep=profile.separator, index=False, header=header, lineterminator="\r\n")
    return stream.getvalue().encode("utf-8", "replace")


def _whole(cell: str) -> str:
    return cell.replace("\0", "\ufffd")


def _guarded(cell: str) -> str:
    return "'" + _whole(cell) if cell.startswith(_FORMULA) else _whole(cell)
