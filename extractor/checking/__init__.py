"""A record in, findings out: what a careful jurist would point at. Pure; each check is one function over the record.

Codes are stable, and told in codes.toml. Findings of the language components (alias variants, p.o. marks, gaps in the
numbering …) already stand in `record.findings`; the checks here need the record as a whole, and are made anew after
corrections. Which clauses are missing is said only when somebody asks, by `check`: it is no fact of extraction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from extractor.checking.clauses import Checklist, default_checklist, missing_clauses
from extractor.checking.facts import (
    anniversaries,
    dates_in_order,
    essentials,
    expired,
    references,
    title_period,
)
from extractor.checking.naming import alias_twice, alias_unused, duplicate_headings, signatory_without_party
from extractor.checking.passages import RULE
from extractor.checking.readings import doubtful_readings
from extractor.checking.second_look import second_look
from extractor.checking.wording import blanks, figures, other_parties, ranges_in_order
from extractor.record import ConventionRecord, Finding

Check = Callable[[ConventionRecord], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    title_period,
    references,
    other_parties,
    dates_in_order,
    ranges_in_order,
    figures,
    blanks,
    duplicate_headings,
    alias_twice,
    alias_unused,
    signatory_without_party,
    anniversaries,
    essentials,
    doubtful_readings,
)

# codes that only this package uses: what a record says of them is stale once it has been corrected
CODES = frozenset(
    {
        "title-period",
        "reference-broken",
        "reference-suspicious",
        "heading-missed",
        "other-parties-of-two",
        "dates-out-of-order",
        "heading-duplicate",
        "alias-duplicate",
        "alias-unused",
        "signatory-without-party",
        "anniversary-ambiguous",
        "parties-not-found",
        "reading-doubtful",
        "articles-not-found",
        "duration-not-found",
        "signature-date-not-found",
        "signatories-not-found",
        "clause-missing",
        "expired",
    }
)


def consistency_findings(record: ConventionRecord) -> tuple[Finding, ...]:
    """What the checks of this package find, in their order; what extraction said of the same passage is not said again."""
    said = {_place(one) for one in record.findings if not _made_here(one)}
    found = (one for check_one in CHECKS for one in check_one(record))
    return tuple(one for one in found if one.source is None or _place(one) not in said)


def renewed_findings(record: ConventionRecord) -> tuple[Finding, ...]:
    """The findings of a record: those of its extraction, looked at once more, and the checks made anew."""
    return (*(one for one in second_look(record) if not _made_here(one)), *consistency_findings(record))


def check(
    record: ConventionRecord,
    *,
    today: dt.date | None = None,
    ignore: Iterable[str] = (),
    checklist: Checklist | None = None,
) -> list[Finding]:
    """All findings on a record: of its extraction, of consistency, and the clauses that its kind is expected to have.

    With `today`, a convention whose last day is past is a finding too. The clauses are those of the checklist of the
    package, together one `info`, or of `checklist`, each a finding of its own. Codes in `ignore` are left out.
    """
    ignored = set(ignore)
    found = [*renewed_findings(record), *(expired(record, today) if today else ())]
    found += missing_clauses(record, checklist or default_checklist(), together=checklist is None)
    return [one for one in found if one.code not in ignored]


def _made_here(one: Finding) -> bool:
    return one.code in CODES or (one.source is not None and one.source.rule == RULE)


def _place(one: Finding) -> tuple[str, int] | None:
    return (one.code, one.source.start) if one.source else None
