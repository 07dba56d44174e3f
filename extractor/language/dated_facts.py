"""Text, signature and durations in, the dates that play a part out: signature, start, end, law, earlier convention."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.dates import find_dates
from extractor.language.facts import Article, DatedFact, Duration, Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon

_REACH = 60


def find_dated_facts(
    text: str, articles: Sequence[Article], signature: Signature | None, durations: Sequence[Duration]
) -> tuple[DatedFact, ...]:
    """Every full date with its role; "other" where the words around it do not tell."""
    folded = fold(text)
    return tuple(
        DatedFact(
            start=date.start,
            end=date.end,
            iso=date.iso,
            role=_role(folded, date.start, date.end, date.iso, signature, durations),
            rule="date",
        )
        for date in find_dates(text)
        if date.iso
    )


def _role(
    folded: str, start: int, end: int, iso: str, signature: Signature | None, durations: Sequence[Duration]
) -> str:
    if signature and signature.start <= start and end <= signature.end and signature.date == iso:
        return "signature"
    for duration in durations:
        if duration.start <= start and end <= duration.end:
            if duration.end_date == iso:
                return "end"
            if duration.start_date == iso:
                return "start"
    low = max(0, start - _REACH, folded.rfind(".", 0, start) + 1)
    nearest = (-1, "other")
    for entry in load_lexicon("date_roles").values():
        for match in entry.find(folded, low, start):
            nearest = max(nearest, (match.end(), entry.value))
    return nearest[1]
