"""A comparison in, CSV out (RFC 4180, UTF-8): one row a value of a term, in the order of terms and conventions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from extractor.comparing.comparison import Comparison, TermRow, TermValue

COLUMNS = (
    *("term", "verdict", "severity", "convention", "status", "value", "text", "delta"),
    *("article", "page", "quote", "start", "end", "confidence"),
)


def render_csv(comparison: Comparison) -> str:
    """The table, with its header. A NUL, which no reader of CSV survives, becomes U+FFFD."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(comparison))
    return stream.getvalue().replace("\0", "\ufffd")


def _rows(comparison: Comparison) -> Iterator[list[str]]:
    for row in comparison.terms:
        for value in row.values:
            yield ["" if cell is None else str(cell) for cell in value_cells(row, value)]


def value_cells(row: TermRow, value: TermValue) -> tuple[str | int | float | None, ...]:
    """What stands under `COLUMNS`."""
    source = value.source
    page = source.regions[0].page if source and source.regions else None
    return (
        *(row.term, row.verdict, row.severity, value.convention, value.status),
        *(value.value, value.text, value.delta),
        *((source.article, page, source.quote, source.start, source.end) if source else (None,) * 5),
        value.confidence,
    )
