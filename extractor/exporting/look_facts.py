"""A record in, the passages of its facts out, each with a kind and a few words: ("duration", "5 ans")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extractor.labels import Lang, date_words, label, period_words
from extractor.record import ConventionRecord, Duration, Notice, Obligation, Renewal, Signatory, Signature, Source

_BOUNDS = {"start": "from", "end": "until"}  # dates that begin or end the convention, and how that is said


@dataclass(frozen=True, slots=True)
class Fact:
    """What `text[start:end]` says; `label` is short, `kind` is a key of the palette."""

    kind: str
    start: int
    end: int
    label: str


def facts_of(record: ConventionRecord, lang: Lang) -> tuple[Fact, ...]:
    """The facts in the order of the text, a longer one before those that stand within it."""
    names = {party.id: party.alias or party.name or party.id for party in record.parties}
    found = (Fact(kind, at.start, at.end, said) for kind, at, said in _sources(record, names, lang))
    return tuple(sorted(found, key=lambda fact: (fact.start, -fact.end)))


def _sources(record: ConventionRecord, names: dict[str, str], lang: Lang) -> Iterator[tuple[str, Source, str]]:
    if record.title_source is not None:
        yield "title", record.title_source, record.title or ""
    for party in record.parties:
        alias = f" ({party.alias})" if party.alias and party.alias != party.name else ""
        yield "party", party.source, f"{party.name or label('unknown', lang)}{alias}"
        for person in party.representatives:
            yield "representative", person.source, _joined((person.name, person.role))
    for duration in record.durations:
        yield "duration", duration.source, _duration(duration, lang)
    for date in record.dates:
        if date.role in _BOUNDS:
            yield "date", date.source, f"{label(_BOUNDS[date.role], lang)} {date_words(date.iso, lang)}"
    if record.renewal is not None:
        yield "renewal", record.renewal.source, _renewal(record.renewal, lang)
    for notice in record.notices:
        yield "notice", notice.source, _notice(notice, lang)
    if record.signature is not None:
        yield "signature", record.signature.source, _signature(record.signature, lang)
    for signatory in record.signatories:
        yield "signatory", signatory.source, _signatory(signatory, names, lang)
    for obligation in record.obligations:
        yield "obligation", obligation.source, _obligation(obligation, names, lang)
    for amount in record.amounts:
        yield "amount", amount.source, _joined((f"{amount.value} {amount.currency}", amount.role))


def _duration(duration: Duration, lang: Lang) -> str:
    last = duration.computed_end_date or duration.end_date
    return _joined(
        (
            period_words(duration.period, lang) if duration.period else None,
            label("indefinite", lang) if duration.indefinite else None,
            f"{label('from', lang)} {date_words(duration.start_date, lang)}" if duration.start_date else None,
            f"{label('last_day', lang)} {date_words(last, lang)}" if last else duration.end_event,
        )
    )


def _renewal(renewal: Renewal, lang: Lang) -> str:
    period = period_words(renewal.period, lang) if renewal.period else None
    times = f"{renewal.max_count} {label('times', lang)}" if renewal.max_count else None
    return _joined((label(f"renewal_{renewal.mode}", lang), period, times))


def _notice(notice: Notice, lang: Lang) -> str:
    period = period_words(notice.period, lang) if notice.period else label("unknown", lang)
    return f"{label(f'notice_{notice.event}', lang)} : {period}"


def _signature(signature: Signature, lang: Lang) -> str:
    copies = f"{signature.copies} {label('copies', lang)}" if signature.copies else None
    return _joined((signature.place, date_words(signature.date, lang) if signature.date else None, copies))


def _signatory(signatory: Signatory, names: dict[str, str], lang: Lang) -> str:
    mark = f"[{label(f'on_behalf_{signatory.on_behalf}', lang)}]" if signatory.on_behalf != "no" else None
    party = names.get(signatory.party, signatory.party) if signatory.party else None
    return _joined((signatory.name, f"{label('for', lang)} {party}" if party else None, mark))


def _obligation(obligation: Obligation, names: dict[str, str], lang: Lang) -> str:
    debtors = ", ".join(names.get(one, one) for one in obligation.debtors) or label("no_debtor", lang)
    return f"{debtors} – {label(obligation.modality, lang)} : {obligation.action}"


def _joined(parts: Iterable[str | None]) -> str:
    return ", ".join(part for part in parts if part)
