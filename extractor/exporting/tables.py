"""Records in, rows of named columns out: the tables of an output folder, as text cells that any format can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from extractor.labels import Lang
from extractor.phrases import in_words_of
from extractor.record import DOUBTFUL_OCR, ConventionRecord, Source

_LANG: Lang = "fr"  # of tables, as of the findings in them
_FACT = ("article", "page", "quote", "start", "end", "confidence", "ocr_confidence")

COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        *("id", "path", "sha256", "bytes", "media_type", "pages", "pages_ocr", "pages_unread", "status", "reason"),
        *("duplicate_of", "ocr_confidence", "findings", "to_review"),
    ),
    "conventions": (
        *("convention_id", "title", "kind", "parties", "signature_place", "signature_date", "start_date"),
        *("start_event", "period", "indefinite", "end_date", "computed_end_date", "renewal_mode"),
        *("notice_termination", "formal_notice", "articles", "findings"),
    ),
    "parties": (
        *("convention_id", "party_id", "name", "alias", "other_aliases", "legal_form", "registration", "address"),
        *_FACT,
    ),
    "representatives": ("convention_id", "party_id", "name", "role", *_FACT),
    "signatories": ("convention_id", "party_id", "name", "role", "on_behalf", *_FACT),
    "articles": ("convention_id", "number", "level", "kind", "title", "topic", "text", *_FACT),
    "durations": (
        *("convention_id", "period", "start_date", "start_event", "end_date", "end_event", "indefinite", "maximum"),
        *("computed_end_date", "basis", *_FACT),
    ),
    "notices": ("convention_id", "event", "period", "by", "form", "counted_from", *_FACT),
    "obligations": (
        *("convention_id", "debtors", "modality", "action", "beneficiary", "condition", "deadline", "frequency"),
        *_FACT,
    ),
    "references": ("convention_id", "text", "target", "kind", "status", *_FACT),
    "amounts": ("convention_id", "value", "currency", "role", *_FACT),
    "findings": ("convention_id", "code", "severity", "message", *_FACT),
}
# below this or `DOUBTFUL_OCR` a person should look at the fact; counted in documents.to_review beside warnings and errors
DOUBTFUL_CONFIDENCE = 0.5
_SAME_NAME = ("signatories", "durations", "notices", "obligations", "references", "amounts", "findings")

Row = tuple[str, ...]


class InputState(Protocol):
    """What the ledger of a run knows of one input."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def bytes(self) -> int: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...


def fact_rows(record: ConventionRecord) -> Iterator[tuple[str, Row]]:
    """(table, row) for the convention and each of its facts."""
    yield "conventions", _convention(record)
    for party in record.parties:
        yield "parties", _row("parties", record, party, {"party_id": party.id})
        for person in party.representatives:
            yield "representatives", _row("representatives", record, person, {"party_id": party.id})
    for article in record.articles:
        yield "articles", _row("articles", record, article)
    for table in _SAME_NAME:
        for fact in getattr(record, table):
            given = {"party_id": fact.party} if table == "signatories" else {}
            if table == "findings":  # what reading says of a page stands in it as the machine says it
                given = {"message": in_words_of(fact.message, _LANG)}
            yield table, _row(table, record, fact, given)


def _row(table: str, record: ConventionRecord, fact: Any, given: dict[str, Any] | None = None) -> Row:
    """The cells of a fact: its fields by the names of the columns, then where it stands."""
    values = {"convention_id": record.id, **(given or {})}
    names = [name for name in COLUMNS[table] if name not in _FACT]
    own = [cell(values[name] if name in values else getattr(fact, name)) for name in names]
    return (*own, *_provenance(record, fact.source))


def _provenance(record: ConventionRecord, source: Source | None) -> Row:
    if source is None:
        return ("",) * len(_FACT)
    page = page_of(record, source)
    values = (source.article, page, source.quote, source.start, source.end, source.confidence, source.ocr_confidence)
    return tuple(map(cell, values))


def page_of(record: ConventionRecord, source: Source) -> int | None:
    """The page on which a fact begins; `None` where there is no layout to tell (a transcript has one page)."""
    if source.regions:
        return source.regions[0].page
    return record.source.pages[0].number if len(record.source.pages) == 1 else None


def cell(value: Any) -> str:
    """A value as text: true/false, lists joined by "|", nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, (tuple, list)):
        return "|".join(cell(item).replace("|", "¦") for item in value)  # an item must not look like two
    return str(value)


def _convention(record: ConventionRecord) -> Row:
    duration = record.durations[0] if record.durations else None
    signature = record.signature
    periods = {
        event: tuple(notice.period or "" for notice in record.notices if notice.event == event)
        for event in ("termination", "formal_notice")
    }
    values: dict[str, Any] = {
        "convention_id": record.id,
        "title": record.title,
        "kind": record.kind,
        "parties": tuple(party.name or party.alias or party.id for party in record.parties),
        "signature_place": signature and signature.place,
        "signature_date": signature and signature.date,
        "renewal_mode": record.renewal and record.renewal.mode,
        "notice_termination": periods["termination"],
        "formal_notice": periods["formal_notice"],
        "articles": sum(article.kind == "article" and article.level == 1 for article in record.articles),
        "findings": len(record.findings),
    }
    of_duration = ("start_date", "start_event", "period", "indefinite", "end_date", "computed_end_date")
    values.update({name: duration and getattr(duration, name) for name in of_duration})
    return tuple(cell(values[name]) for name in COLUMNS["conventions"])


def document_row(state: InputState, record: ConventionRecord | None, *, duplicate_of: str = "") -> Row:
    """The row of one input; what only reading can tell is empty where no record was made of it."""
    told = record if record is not None and state.status != "failed" else None
    pages = told.source.pages if told else ()
    read = [page.ocr_confidence for page in pages if page.ocr_confidence is not None]
    values: dict[str, Any] = {
        "id": state.id,
        "path": state.path,
        "sha256": state.sha256,
        "bytes": state.bytes if state.sha256 else None,
        "media_type": told.source.media_type if told else None,
        "status": state.status,
        "reason": in_words_of(state.reason, _LANG),
        "duplicate_of": duplicate_of,
        "pages": len(pages) if told else None,
        "pages_ocr": sum(page.reader == "ocr" for page in pages) if told else None,
        "pages_unread": sum(page.reader == "none" for page in pages) if told else None,
        "ocr_confidence": sum(read) / len(read) if read else None,
        "findings": len(told.findings) if told else None,
        "to_review": to_review(told) if told else None,
    }
    return tuple(cell(values[name]) for name in COLUMNS["documents"])


def to_review(record: ConventionRecord) -> int:
    """How many things a person should look at: warnings, errors, and facts read or found with little confidence."""
    serious = sum(finding.severity != "info" for finding in record.findings)
    doubtful = sum(
        source.confidence < DOUBTFUL_CONFIDENCE
        or (source.ocr_confidence is not None and source.ocr_confidence < DOUBTFUL_OCR)
        for source in _sources(record)
    )
    return serious + doubtful


def _sources(record: ConventionRecord) -> Iterator[Source]:
    """The sources of all facts; articles, whose heading is all their quote, and findings are not among them."""
    facts: Iterable[Any] = (
        *record.parties,
        *(person for party in record.parties for person in party.representatives),
        *(fact for table in _SAME_NAME if table != "findings" for fact in getattr(record, table)),
        *(fact for fact in (record.signature, record.renewal) if fact is not None),
    )
    yield from (fact.source for fact in facts)


def duplicates(states: Sequence[InputState]) -> dict[str, str]:
    """id → the id of the first input, in order of ids, that has the same bytes."""
    first: dict[str, str] = {}
    for state in sorted(states, key=lambda state: state.id):
        if state.sha256:
            first.setdefault(state.sha256, state.id)
    return {s.id: first[s.sha256] for s in states if s.sha256 and first[s.sha256] != s.id}
