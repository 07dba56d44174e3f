"""A record in, the facts whose words a scan gave with little certainty out: a wrong value that looks right is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.checking.passages import finding
from extractor.record import DOUBTFUL_OCR, ConventionRecord, Finding, Source

_MOST = 40


def doubtful_readings(record: ConventionRecord) -> Iterable[Finding]:
    """Names, days and lengths of time of which the engine is not sure; each passage is told once."""
    told: set[tuple[int, int]] = set()
    for source in _sources(record):
        sure = source.ocr_confidence
        if sure is None or sure >= DOUBTFUL_OCR or (source.start, source.end) in told or len(told) == _MOST:
            continue
        told.add((source.start, source.end))
        said = " ".join(source.quote.split())
        yield finding("reading-doubtful", "warning", f"Lecture peu sûre ({round(100 * sure)} %) : « {said} ».", source)


def _sources(record: ConventionRecord) -> Iterator[Source]:
    """What a careful reader would look up first, in that order; amounts and obligations carry their confidence alone."""
    for party in record.parties:
        yield party.source
        yield from (person.source for person in party.representatives)
    yield from (signatory.source for signatory in record.signatories)
    if record.signature is not None:
        yield record.signature.source
    yield from (duration.source for duration in record.durations)
    yield from (notice.source for notice in record.notices)
    if record.renewal is not None:
        yield record.renewal.source
