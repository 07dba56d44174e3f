"""A record in, what its facts contradict out: title against term, references, dates, what no convention is without."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from extractor.checking.other_texts import is_of_another_text
from extractor.checking.passages import finding, sentence_at, stretches
from extractor.deadlines import anniversary_is_ambiguous
from extractor.record import ConventionRecord, Duration, Finding, Reference, Severity

_COLON = re.compile(r"[ \t]*:[ \t]*(?:\n|$)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def title_period(record: ConventionRecord) -> Iterable[Finding]:
    """A period in the title that is not the one of the duration clause; of one year, one that the term does not touch."""
    announced = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", record.title_period or "")
    duration = record.durations[0] if record.durations else None
    if not announced or duration is None or duration.source.rule == "durations.title":
        return
    first, last = announced[1], announced[2] or announced[1]
    start, end = duration.start_date, _end(duration)
    # "Saisons 2024-2025, 2025-2026 et 2026-2027" announces more than its first period
    named = {*_YEARS.findall(record.title or "")}
    if start and end and {start[:4], end[:4]} <= named:
        return
    wrong = []
    if start and (not start.startswith(first) if announced[2] else start[:4] > last):
        wrong.append(f"début au {start}")
    if end and (not end.startswith(last) if announced[2] else end[:4] < first):
        wrong.append(f"fin au {end}")
    if wrong:
        message = f"Le titre annonce {record.title_period}, la clause de durée donne : {', '.join(wrong)}."
        yield finding("title-period", "warning", message, duration.source)


def _end(duration: Duration) -> str | None:
    return duration.end_date or duration.computed_end_date


# -- references ---------------------------------------------------------------------------------------------------


def references(record: ConventionRecord) -> Iterable[Finding]:
    """References to articles that do not exist, or that do not speak of what the sentence says.

    An annex that is not in the file is no error, annexes are often kept apart; it is told once.
    """
    absent: set[str] = set()
    for reference in record.references:
        if reference.status in ("broken", "suspicious") and is_of_another_text(record, reference):
            continue
        if reference.status == "broken" and reference.target not in absent:
            absent.update({reference.target} if reference.target.startswith("annex") else ())
            yield _broken(record, reference)
        elif reference.status == "suspicious":
            message = f"« {reference.text} » : l'article {reference.target} ne semble pas traiter de ce qui est évoqué."
            yield finding("reference-suspicious", "warning", message, reference.source)


def _broken(record: ConventionRecord, reference: Reference) -> Finding:
    said = " ".join(reference.text.split())
    if reference.target.startswith("annex"):
        label = reference.target.partition("-")[2].upper()
        message = f"« {said} » : l'annexe {label}".rstrip() + " n'est pas dans ce document."
        return finding("reference-broken", "warning", message, reference.source)
    if _opens_a_paragraph(record, reference):
        message = f"« {said} » ouvre un paragraphe : c'est sans doute un titre d'article qui n'a pas été reconnu."
        return finding("heading-missed", "warning", message, reference.source)
    message = f"« {said} » : il n'y a pas d'article {reference.target}."
    # an opening that is no section mostly cites other texts; what it says of them is not at hand
    told = sentence_at(record, reference.source.start) is not None
    return finding("reference-broken", "error" if told else "warning", message, reference.source)


def _opens_a_paragraph(record: ConventionRecord, reference: Reference) -> bool:
    """ "Art. 15 et dernier. — Les frais …" behind article 14: a heading, not a reference to an article that is not there."""
    if not reference.text[:1].isupper():
        return False
    for stretch in stretches(record):
        at = reference.source.start - stretch.start
        if 0 <= at < len(stretch.text):
            # "I. Objet Article 1er :" at the end of a line is one too
            alone = _COLON.match(stretch.text, reference.source.end - stretch.start) is not None
            return at == 0 or alone or stretch.text[:at].rstrip(" \t")[-1:] == "\n"
    return False


# -- dates --------------------------------------------------------------------------------------------------------


def dates_in_order(record: ConventionRecord) -> Iterable[Finding]:
    """An end before the start, or a signature after the end."""
    signed = record.signature.date if record.signature else None
    for duration in record.durations:
        end = _end(duration)
        if end and duration.start_date and end < duration.start_date:
            message = f"La fin ({end}) précède le début ({duration.start_date})."
            yield finding("dates-out-of-order", "error", message, duration.source)
        elif end and signed and end < signed:
            message = f"La signature ({signed}) est postérieure à la fin ({end})."
            yield finding("dates-out-of-order", "warning", message, duration.source)


def anniversaries(record: ConventionRecord) -> Iterable[Finding]:
    """A notice before "the anniversary" of a term of several years: each year, or its end?"""
    for notice in record.notices:
        if notice.event != "formal_notice" and anniversary_is_ambiguous(record, notice):
            message = (
                "Le préavis est compté avant une date anniversaire, mais la durée est de plusieurs années : "
                "on peut comprendre chaque année, ou seulement le terme."
            )
            yield finding("anniversary-ambiguous", "warning", message, notice.source)


def expired(record: ConventionRecord, today: dt.date) -> Iterable[Finding]:
    """A convention whose last day is before `today`; one that tacit renewals carry on, only after the last of them."""
    duration = record.durations[0] if record.durations else None
    end = _end(duration) if duration else None
    if duration is None or not end or duration.indefinite:
        return
    renewal = record.renewal
    if renewal and renewal.mode == "tacit":
        if renewal.max_count is None or len(renewal.ends) < renewal.max_count:
            return  # it goes on, or nobody can say until when
        end = max(end, *renewal.ends)
    if end < today.isoformat():
        yield finding("expired", "info", f"La convention a pris fin le {end}.", duration.source)


# -- essentials ---------------------------------------------------------------------------------------------------


def essentials(record: ConventionRecord) -> Iterable[Finding]:
    """What every convention has and this record lacks: it may be missing on paper, or was not recognised."""
    dated = record.signature is not None and record.signature.date is not None
    articles = any(article.kind == "article" for article in record.articles)
    articles = articles or any(one.code == "no-articles" for one in record.findings)  # said already
    lacking: tuple[tuple[str, Severity, str, bool], ...] = (
        ("parties-not-found", "warning", "Aucune partie n'a été reconnue.", not record.parties),
        ("articles-not-found", "warning", "Aucun article n'a été reconnu.", not articles),
        ("duration-not-found", "info", "Aucune clause de durée n'a été reconnue.", not record.durations),
        ("signature-date-not-found", "warning", "La date de signature n'a pas été trouvée.", not dated),
        ("signatories-not-found", "info", "Aucun signataire n'a été reconnu.", not record.signatories),
    )
    for code, severity, message, missing in lacking:
        if missing:
            yield finding(code, severity, message)
