"""A convention in, the value of one term of its record out: who, how long, what it is worth, by whom it was signed.

One function a term. A value is normalised ("P5Y", "2029-09-30", "tacit|P1Y"); `text` is what people read, in French.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor.comparing.conventions import Convention
from extractor.comparing.deltas import period_key
from extractor.comparing.parties import bare, called, introduced
from extractor.comparing.readings import Reading, absent, articles_looked_at, found, short
from extractor.labels import date_words, period_words
from extractor.language.folding import fold
from extractor.record import Alternative, Duration

_BY = re.compile(r"par |apres |d'un |sur |sous |avec |en ")  # a form that says itself how it is joined
_RENEWALS = {"tacit": "tacite", "express": "exprès", "none": "exclu"}


# -- who ----------------------------------------------------------------------------------------------------------


def read_title(convention: Convention) -> Reading:
    """The title, the parties that it names aside."""
    title = convention.record.title
    if not title:
        return absent(convention, "première page")
    words = convention.neutral(title)
    return replace(found(words, short(title), convention.record.title_source), words=words, spelt=title)


def read_parties(convention: Convention) -> Reading:
    """The bodies bound; the same body is the same however it is spelt."""
    parties = convention.record.parties
    if not parties:
        return absent(convention, "bloc d'ouverture")
    names = sorted(bare(p.name or p.alias or p.id) for p in parties)
    text = ", ".join(introduced(p) for p in parties)
    key = "|".join(sorted(convention.bodies.values()))
    unnamed = any(p.name is None and p.alias is None for p in parties)
    reading = found("|".join(names), text, parties[0].source, uncertain=unnamed, key=key)
    return replace(reading, words=" ".join(names))


def read_representatives(convention: Convention) -> Reading:
    """Who represents which party, in which role."""
    said, shown, source = [], [], None
    for party in sorted(convention.record.parties, key=lambda p: convention.bodies[p.id]):
        for person in party.representatives:
            who = [one for one in (person.name, person.role) if one]
            if who:
                said.append(" ".join(bare(one) for one in who))
                shown.append(f"{called(party)} : {', '.join(who)}")
                source = source or person.source
    if not said:
        return absent(convention, "bloc d'ouverture")
    reading = found("|".join(said), " ; ".join(shown), source)
    return replace(reading, words=" ".join(said), spelt=reading.text)


def read_identity(convention: Convention) -> Reading:
    """What is said of the parties besides their names: form, registration, address."""
    said, shown, source = [], [], None
    for party in sorted(convention.record.parties, key=lambda p: convention.bodies[p.id]):
        facts = [one for one in (party.legal_form, party.registration, party.address) if one]
        if facts:
            said.append(" ".join(bare(one) for one in facts))
            shown.append(f"{called(party)} : {', '.join(short(one) for one in facts)}")
            source = source or party.source
    if not said:
        return absent(convention, "bloc d'ouverture")
    reading = found("|".join(said), " ; ".join(shown), source)
    return replace(reading, words=" ".join(said), spelt=reading.text)


def read_signature(convention: Convention) -> Reading:
    """Place, date and signatories; a doubtful mark or a second date makes it a reading with alternatives."""
    record = convention.record
    signature = record.signature
    if signature is None or not (signature.place or signature.date):
        return absent(convention, "bloc de signature")
    names = sorted(bare(s.name) for s in record.signatories if s.name)
    marks = sum(s.on_behalf != "no" for s in record.signatories)
    parts = [
        signature.place and signature.place.title() if (signature.place or "").isupper() else signature.place,
        date_words(signature.date, "fr") if signature.date else None,
        f"{len(names)} signataire{'s' if len(names) > 1 else ''}" if names else None,
        "mention p.o." if marks else None,
    ]
    value = "|".join([bare(signature.place or ""), signature.date or "", *names])
    text = ", ".join(part for part in parts if part)
    reading = found(value, text, signature.source, uncertain=bool(signature.alternatives))
    rivals = _values(signature.alternatives)
    return replace(reading, words=value.replace("|", " "), details=("p.o." if marks else "",), rivals=rivals)


def _values(alternatives: Sequence[Alternative]) -> tuple[str, ...]:
    return tuple(sorted(one.value for one in alternatives))


# -- how long -----------------------------------------------------------------------------------------------------


def read_title_period(convention: Convention) -> Reading:
    """The years that the title announces."""
    period = convention.record.title_period
    if period is None:
        return absent(convention, "titre")
    return found(period, period, convention.record.title_source)


def read_term(convention: Convention) -> Reading:
    """How long it binds: a period, two dates, an event, or no end."""
    for duration in convention.record.durations[:1]:
        rivals = [x for x in duration.alternatives if x.value not in (duration.period, duration.end_date)]
        doubtful = any(_is_doubted(convention, rival) for rival in rivals)
        value, text = _term(duration)
        if value:
            key = period_key(value) if duration.period == value else None
            reading = found(value, text, duration.source, uncertain=doubtful, key=key)
            return replace(reading, details=(duration.maximum,), rivals=_values(rivals))
    return absent(convention, "clauses de durée, titre")


def _is_doubted(convention: Convention, rival: Alternative) -> bool:
    """Whether the record finds another term to contradict its own: one of another agreement does not, nor one that a
    person has put aside."""
    told = (one.source for one in convention.record.findings if one.code == "duration-contradiction")
    return any(source is not None and source.start == rival.source.start for source in told)


def _term(duration: Duration) -> tuple[str, str]:
    indefinite = ", puis durée indéterminée" if duration.indefinite else ""
    if duration.period:
        start = f" à compter de : {short(duration.start_event, longest=80)}" if duration.start_event else ""
        value = duration.period + ("/indefinite" if duration.indefinite else "")
        return value, f"{period_words(duration.period, 'fr')}{indefinite}{start}"
    if duration.indefinite:
        return "indefinite", "durée indéterminée"
    if duration.end_date:
        begins = f"du {date_words(duration.start_date, 'fr')} " if duration.start_date else ""
        return (
            f"{duration.start_date or ''}/{duration.end_date}",
            f"{begins}jusqu'au {date_words(duration.end_date, 'fr')}",
        )
    if duration.end_event:
        return fold(duration.end_event), f"jusqu'à : {duration.end_event}"
    return (
        ("", "")
        if not duration.maximum
        else (f"max {duration.maximum}", f"{period_words(duration.maximum, 'fr')} au plus")
    )


def read_start(convention: Convention) -> Reading:
    """The day from which it binds, or the event."""
    for duration in convention.record.durations[:1]:
        event = short(duration.start_event or "", longest=80)
        if duration.start_date:
            text = date_words(duration.start_date, "fr") + (f" ({event})" if event and not event[0].isdigit() else "")
            return found(duration.start_date, text, duration.source)
        if event:
            words = convention.neutral(event)
            return replace(found(words, event, duration.source), words=words)
    return absent(convention, "clauses de durée et d'entrée en vigueur")


def read_end(convention: Convention) -> Reading:
    """The last day in force, written or computed."""
    for duration in convention.record.durations[:1]:
        if end := duration.end_date or duration.computed_end_date:
            return found(end, date_words(end, "fr"), duration.source)
    return absent(convention, "clauses de durée")


def read_renewal(convention: Convention) -> Reading:
    """Whether and how it is renewed."""
    renewal = convention.record.renewal
    if renewal is None:
        return absent(convention, articles_looked_at(convention))
    form = convention.neutral(renewal.form or "")
    count = f"{renewal.max_count} fois" if renewal.max_count else ""
    value = "|".join([renewal.mode, form, renewal.period or "", count]).rstrip("|")
    period = f"par périodes de {period_words(renewal.period, 'fr')}" if renewal.period else ""
    form_shown = _how(renewal.form) if renewal.form else ""
    text = ", ".join(part for part in (_RENEWALS[renewal.mode], form_shown, period, count) if part)
    reading = found(value, text, renewal.source, uncertain=bool(renewal.alternatives))
    return replace(reading, words=value.replace("|", " "), rivals=_values(renewal.alternatives))


def _how(form: str) -> str:
    """A form as it is read behind "exprès": "par avenant"; "" where it says no more than that."""
    folded = fold(form)
    if re.fullmatch(r"express?ement", folded):
        return ""
    return form if _BY.match(folded) else f"par {form}"


# -- what it is worth, what is joined to it -----------------------------------------------------------------------


def read_amounts(convention: Convention) -> Reading:
    """All sums of money that it names; the capital of a company that is party to it is none of its own."""
    amounts = [a for a in convention.record.amounts if a.role != "capital"]
    if not amounts:
        return absent(convention, "tout le texte")
    sums = Counter(f"{a.value} {a.currency}" for a in amounts)
    value = "|".join(sorted(sums))
    shown = dict.fromkeys(" ".join(a.source.quote.split()) for a in amounts)
    return found(value, short(", ".join(shown)), amounts[0].source)


def read_annexes(convention: Convention) -> Reading:
    """The annexes that are joined."""
    annexes = [a for a in convention.record.articles if a.kind == "annex"]
    if not annexes:
        return absent(convention, "fin du document")
    names = [a.title or a.number or "annexe" for a in annexes]
    words = " ".join(convention.neutral(name) for name in names)
    value = "|".join(convention.neutral(name) for name in names)
    return replace(found(value, short(", ".join(names)), annexes[0].source), words=words)
