"""Records in, the term table out: one row a term, one value a convention, with verdict, delta and severity."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extractor.comparing.comparison import TERM_NAMES, TermRow, TermValue, Verdict
from extractor.comparing.values import READERS, Reading
from extractor.record import ConventionRecord, Severity

# What a change of a term means for who must act on it
_WEIGHT: dict[str, Severity] = {
    "parties": "error",
    "term": "error",
    "end": "error",
    "renewal": "error",
    "notice_termination": "error",
    "notice_non_renewal": "error",
    "formal_notice": "error",
    "commitment_modality": "error",
    "signature": "info",
    "communication": "info",
    "annual_plan": "info",
    "title_period": "info",
    "start": "info",
}
_COSMETIC_RATIO = 97.0


def compare_terms(records: Sequence[ConventionRecord]) -> tuple[TermRow, ...]:
    """The rows of all terms, in the order of `TERM_NAMES`; the first record is the reference of deltas."""
    return tuple(_row(name, records) for name in TERM_NAMES)


def _row(name: str, records: Sequence[ConventionRecord]) -> TermRow:
    readings = [READERS[name](record) for record in records]
    verdict = _verdict(name, readings)
    reference = readings[0]
    values = tuple(
        TermValue(
            convention=record.id,
            status="absent" if reading.value is None else "uncertain" if reading.uncertain else "found",
            value=reading.value,
            text=reading.text,
            delta=None if index == 0 else _delta(name, reference, reading, records[0], record),
            confidence=reading.confidence,
            source=reading.source,
            looked_at=reading.looked_at or None,
        )
        for index, (record, reading) in enumerate(zip(records, readings, strict=True))
    )
    severity: Severity = "info" if verdict in ("identical", "cosmetic", "absent") else _WEIGHT.get(name, "warning")
    return TermRow(term=name, verdict=verdict, severity=severity, values=values)


def _verdict(name: str, readings: Sequence[Reading]) -> Verdict:
    found = [r for r in readings if r.value is not None]
    if not found:
        return "absent"
    if any(r.uncertain for r in found):
        return "uncertain"
    if len(found) < len(readings):
        return "only"
    if len({r.value for r in found}) == 1:
        return "identical"
    if all(r.words is not None for r in found) and _close(found):
        return "cosmetic"
    return "changed"


def _close(readings: Sequence[Reading]) -> bool:
    """Whether all wordings say the same but for misread letters: no word with a digit, no negation differs."""
    first = readings[0].words or ""
    for reading in readings[1:]:
        other = reading.words or ""
        if fuzz.ratio(first, other) < _COSMETIC_RATIO or _telling(first) != _telling(other):
            return False
    return True


def _telling(words: str) -> list[str]:
    return [
        w
        for w in words.split()
        if w in ("ne", "n", "pas", "non", "sans", "sauf", "hors") or any(c.isdigit() for c in w)
    ]


# -- deltas -------------------------------------------------------------------------------------------------------


def _delta(
    name: str, reference: Reading, reading: Reading, first: ConventionRecord, record: ConventionRecord
) -> str | None:
    if reference.value is None or reading.value is None or reference.value == reading.value:
        return None
    if name == "parties":
        return _party_delta(first, record)
    return period_delta(reference.value, reading.value) or date_delta(reference.value, reading.value)


def _party_delta(first: ConventionRecord, record: ConventionRecord) -> str:
    """ "+CUB -ABC": who came and who went, by alias."""

    def known(name: str | None, others: ConventionRecord) -> bool:
        return any(name and p.name and fuzz.ratio(name.casefold(), p.name.casefold()) >= 90 for p in others.parties)

    came = [f"+{p.alias or p.name}" for p in record.parties if not known(p.name, first)]
    went = [f"-{p.alias or p.name}" for p in first.parties if not known(p.name, record)]
    return " ".join(came + went)


_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def _parse_period(value: str) -> tuple[int, int] | None:
    """Months and days of a plain period, or `None`."""
    match = _PERIOD.fullmatch(value)
    if match is None or value == "P":
        return None
    years, months, weeks, days = (int(x or 0) for x in match.groups())
    return 12 * years + months, 7 * weeks + days


def period_delta(reference: str, value: str) -> str | None:
    """`period_delta("P5Y", "P3Y") == "-P2Y"`; `None` where units do not subtract (one month against thirty days)."""
    a, b = _parse_period(reference), _parse_period(value)
    if a is None or b is None:
        return None
    months, days = b[0] - a[0], b[1] - a[1]
    if (months and days) or (a[0] and not b[0] and b[1]) or (b[0] and not a[0] and a[1]):
        return None
    if months:
        years, rest = divmod(abs(months), 12)
        amount = "P" + (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    elif days:
        amount = f"P{abs(days)}D"
    else:
        return None
    return ("-" if months < 0 or days < 0 else "+") + amount


def date_delta(reference: str, value: str) -> str | None:
    """The days between two ISO dates, signed: "-P459D"; `None` where either is none."""
    try:
        days = (dt.date.fromisoformat(value) - dt.date.fromisoformat(reference)).days
    except ValueError:
        return None
    return f"{'-' if days < 0 else '+'}P{abs(days)}D" if days else None
