"""A record in, findings out: what a careful jurist would point at. Pure; each check is one function over the record.

Codes are stable. Findings of the language components (alias variants, p.o. marks, blanks …) already stand in
`record.findings`; the checks here need the record as a whole, and are made anew after corrections.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable

from extractor.deadlines import anniversary_is_ambiguous
from extractor.record import ConventionRecord, Finding, Severity, Source

Check = Callable[[ConventionRecord], Iterable[Finding]]


def consistency_findings(record: ConventionRecord) -> tuple[Finding, ...]:
    """What the checks of this module find, in the order of the checks."""
    return tuple(finding for check_one in CHECKS for finding in check_one(record))


def check(record: ConventionRecord, *, today: dt.date | None = None, ignore: Iterable[str] = ()) -> list[Finding]:
    """All findings on a record: those of its extraction and the consistency checks, without the codes in `ignore`.

    With `today`, a convention whose last day is past is a finding too.
    """
    ignored = set(ignore)
    kept = [finding for finding in record.findings if finding.code not in CODES]
    found = [*kept, *consistency_findings(record), *(_expired(record, today) if today else ())]
    return [finding for finding in found if finding.code not in ignored]


def _finding(code: str, severity: Severity, message: str, source: Source | None = None) -> Finding:
    return Finding(code=code, severity=severity, message=message, source=source)


def _title_period(record: ConventionRecord) -> Iterable[Finding]:
    """A period in the title that is not the one of the duration clause."""
    years = re.fullmatch(r"(\d{4})-(\d{4})", record.title_period or "")
    duration = record.durations[0] if record.durations else None
    if not years or duration is None:
        return
    end = duration.end_date or duration.computed_end_date
    first, last = years.groups()
    wrong = []
    if duration.start_date and not duration.start_date.startswith(first):
        wrong.append(f"début au {duration.start_date}")
    if end and not end.startswith(last):
        wrong.append(f"fin au {end}")
    if wrong:
        message = f"Le titre annonce {record.title_period}, la clause de durée donne : {', '.join(wrong)}."
        yield _finding("title-period", "warning", message, duration.source)


def _references(record: ConventionRecord) -> Iterable[Finding]:
    """References to articles that do not exist, or that do not speak of what the sentence says."""
    for reference in record.references:
        if reference.status == "broken":
            message = f"« {reference.text} » : il n'y a pas d'article ou d'annexe {reference.target}."
            yield _finding("reference-broken", "error", message, reference.source)
        elif reference.status == "suspicious":
            message = f"« {reference.text} » : l'article {reference.target} ne semble pas traiter de ce qui est évoqué."
            yield _finding("reference-suspicious", "warning", message, reference.source)


_OTHER_PARTIES = re.compile(r"\b(?:aux|des|les)\s+autres\s+(?:parties|partenaires|signataires)\b", re.IGNORECASE)


def _other_parties(record: ConventionRecord) -> Iterable[Finding]:
    """ "Les autres parties" where there are only two: a sentence taken over from another convention."""
    if len(record.parties) != 2:
        return
    for article in record.articles:
        if article.kind != "article" or article.level != 1:
            continue
        if match := _OTHER_PARTIES.search(article.text):
            message = f"« {match[0]} » alors que la convention n'a que deux parties."
            yield _finding("other-parties-of-two", "info", message, article.source)


def _dates_in_order(record: ConventionRecord) -> Iterable[Finding]:
    """An end before the start, or a signature after the end."""
    signed = record.signature.date if record.signature else None
    for duration in record.durations:
        end = duration.end_date or duration.computed_end_date
        if end and duration.start_date and end < duration.start_date:
            message = f"La fin ({end}) précède le début ({duration.start_date})."
            yield _finding("dates-out-of-order", "error", message, duration.source)
        elif end and signed and end < signed:
            message = f"La signature ({signed}) est postérieure à la fin ({end})."
            yield _finding("dates-out-of-order", "warning", message, duration.source)


def _essentials(record: ConventionRecord) -> Iterable[Finding]:
    """What every convention has and this record lacks: it may be missing on paper, or was not recognised."""
    lacking = {
        "parties-not-found": ("warning", "Aucune partie n'a été reconnue.", not record.parties),
        "articles-not-found": (
            "warning",
            "Aucun article n'a été reconnu.",
            not any(a.kind == "article" for a in record.articles),
        ),
        "duration-not-found": ("info", "Aucune clause de durée n'a été reconnue.", not record.durations),
        "signature-date-not-found": (
            "warning",
            "La date de signature n'a pas été trouvée.",
            not (record.signature and record.signature.date),
        ),
        "signatories-not-found": ("info", "Aucun signataire n'a été reconnu.", not record.signatories),
    }
    for code, (severity, message, missing) in lacking.items():
        if missing:
            yield Finding.model_validate({"code": code, "severity": severity, "message": message})


def _anniversaries(record: ConventionRecord) -> Iterable[Finding]:
    """A notice before "the anniversary" of a term of several years: each year, or its end?"""
    for notice in record.notices:
        if notice.event != "formal_notice" and anniversary_is_ambiguous(record, notice):
            message = (
                "Le préavis est compté avant une date anniversaire, mais la durée est de plusieurs années : "
                "on peut comprendre chaque année, ou seulement le terme."
            )
            yield _finding("anniversary-ambiguous", "warning", message, notice.source)


def _expired(record: ConventionRecord, today: dt.date) -> Iterable[Finding]:
    for duration in record.durations[:1]:
        end = duration.end_date or duration.computed_end_date
        if end and end < today.isoformat() and not duration.indefinite:
            yield _finding("expired", "info", f"La convention a pris fin le {end}.", duration.source)


CHECKS: tuple[Check, ...] = (_title_period, _references, _other_parties, _dates_in_order, _anniversaries, _essentials)

CODES = frozenset(
    {
        "title-period",
        "reference-broken",
        "reference-suspicious",
        "other-parties-of-two",
        "dates-out-of-order",
        "anniversary-ambiguous",
        "parties-not-found",
        "articles-not-found",
        "duration-not-found",
        "signature-date-not-found",
        "signatories-not-found",
        "expired",
    }
)
