"""The rows of a closing block and the white between its columns in, one flow a signatory out, in reading order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.forms import opens_article
from extractor.layout.gutters import Cells, Flow, Gutter, cells_of, column_flows
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import WIDE
from extractor.layout.vocabulary import plain, plain_words, starts_with

_FEW_ROWS = 14  # of a sheet that may hold a closing block and nothing else
_LONGEST_LINE = 60  # characters
_DATE = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}(?:er)?\s+\w+\s+\d{4}")
_PLACE_AND_DATE = re.compile(
    r"(?:[ÀA]\s+)?[A-ZÀ-Ý][^\d.;:]{1,40},\s+(?:le\s+)?(?:\w+\s+)?\d{1,2}(?:er)?\s+\w+\s+\d{4}\W*$"
)
_PERSON = re.compile(  # "Anne ROY", "P.-H. de LA ROCHE", "Dr Élodie MANGIN": an initial, or a surname in capitals
    r"(?:(?:M|Mme|Mlle|Dr|Pr|Me)\.?\s+)?(?:(?:[A-ZÀ-Ý][a-zà-ÿ]{0,2}\.[ -]?)+|[A-ZÀ-Ý][\w’'-]+\s+(?=.*[A-ZÀ-ÝŒÆ]{3}))"
    r"(?:(?:d[eu]s?|la|le|von|van|ben|el|ar)\s+|d[’']|[A-ZÀ-Ý][\w’'-]*\s+)*[A-ZÀ-Ý][\w’'-]+,?"
)


def signature_flows(
    rows: Sequence[Row], start: int, end: int, gutters: Sequence[Gutter], whole: dict[int, Row]
) -> tuple[list[Flow], int]:
    """The signatories from row `start` on, one after the other, and the row after them; `whole` has the rows with their "PO/"."""
    end = _end_of_signatures(rows, end, gutters)
    return [flow for tier in _tiers(rows[start:end], gutters) for flow in _flows(tier, gutters, whole)], end


def closing_row(rows: Sequence[Row]) -> int:
    """The row that opens the closing block ("Fait à …"); -1 on a sheet that holds little else; past the end without one."""
    opens = starts_with("marks", "closing")
    found = [index for index, row in enumerate(rows) if opens.match(plain(row.text)) or _PLACE_AND_DATE.match(row.text)]
    return found[-1] if found else -1 if len(rows) <= _FEW_ROWS else len(rows)


def are_signatories(columns: Sequence[Sequence[str]]) -> bool:
    """Whether short lines stand side by side below "Fait à …": bodies, roles, names, and no figures but dates."""
    texts = [text for column in columns for text in column]
    if any(len(text) > _LONGEST_LINE or text.endswith(";") for text in texts):
        return False
    people = sum(any(_PERSON.fullmatch(text) for text in column) for column in columns)
    figures = sum(bool(re.search(r"\d", text)) and not _DATE.search(text) for text in texts)
    return people >= 2 and figures <= 0.2 * len(texts)


def without_marks(row: Row, em: float) -> Row:
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


def is_dated(cells: Cells) -> bool:
    """Whether a row has a figure and names nobody who signs."""
    texts = [plain(join_tokens(cell)) for cell in cells if cell]
    signer = starts_with("columns", "signers")
    return any(re.search(r"\d", text) for text in texts) and not any(signer.match(text) for text in texts)


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
        texts = [join_tokens(cell) for cell in cells_of(row, gutters) if cell]
        if sum(text[0].isupper() and opens.match(plain(text)) is not None for text in texts) >= 2:
            starts.append(index)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _flows(rows: Sequence[Row], gutters: Sequence[Gutter], whole: dict[int, Row]) -> list[Flow]:
    """One flow a signatory, and one for each "PO/" between two of them."""
    flows = column_flows("signature", rows, gutters)
    for row in rows:
        for token in whole[id(row)].tokens if whole[id(row)] is not row else ():
            if token not in row.tokens:
                place = next((i for i, flow in enumerate(flows) if flow.left > token.box.x0), len(flows))
                flows.insert(place, Flow("signature", (Row((token,)),), token.box.x0, token.box.x1))
    return flows
