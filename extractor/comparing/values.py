"""A record in, the value of one term out: found, absent, or uncertain, with the passage that proves it.

One function a term; `READERS` lists them by name in the order of the term table. A value is normalised so that two
conventions can be compared ("P5Y", "2029-09-30", "tacit"); `text` is what people read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extractor.comparing.clauses import Passage, clause_words, find_clause, plain_words, sentences_of, topic_articles
from extractor.language.folding import fold
from extractor.record import ConventionRecord, Notice, Source

DOUBTFUL = 0.6  # below this confidence a value proves nothing, and equality of two such values neither


@dataclass(frozen=True, slots=True)
class Reading:
    """What one convention says of a term. `words` holds the folded words of a clause that is compared as wording."""

    value: str | None = None
    text: str | None = None
    source: Source | None = None
    confidence: float | None = None
    uncertain: bool = False
    words: str | None = None
    looked_at: str = ""


Reader = Callable[[ConventionRecord], Reading]


def _found(value: str, text: str, source: Source | None, *, uncertain: bool = False) -> Reading:
    confidence = source.confidence if source else None
    low = confidence is not None and confidence < DOUBTFUL
    misread = source is not None and source.ocr_confidence is not None and source.ocr_confidence < 0.5
    return Reading(value, text, source, confidence, uncertain=uncertain or low or misread)


def _short(text: str, *, longest: int = 240) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


# -- who ----------------------------------------------------------------------------------------------------------


def _parties(record: ConventionRecord) -> Reading:
    if not record.parties:
        return Reading(looked_at="bloc d'ouverture")
    names = [p.name or p.alias or p.id for p in record.parties]
    text = ", ".join(p.alias or p.name or p.id for p in record.parties)
    value = "|".join(sorted(_bare(name) for name in names))
    return _found(value, text, record.parties[0].source, uncertain=any(p.name is None for p in record.parties))


def _bare(name: str) -> str:
    words = [w for w in re.findall(r"\w+", fold(name)) if w not in ("la", "le", "les", "l", "de", "du", "des", "d")]
    return " ".join(words)


def _signature(record: ConventionRecord) -> Reading:
    signature = record.signature
    if signature is None or not (signature.place or signature.date):
        return Reading(looked_at="bloc de signature")
    names = [s.name for s in record.signatories if s.name]
    marks = sum(s.on_behalf != "no" for s in record.signatories)
    parts = [
        signature.place,
        signature.date,
        f"{len(names)} signataires" if names else None,
        "mention p.o." if marks else None,
    ]
    value = "|".join([fold(signature.place or ""), signature.date or "", *sorted(_bare(n) for n in names)])
    return _found(value, ", ".join(p for p in parts if p), signature.source, uncertain=bool(signature.alternatives))


# -- how long -----------------------------------------------------------------------------------------------------


def _title_period(record: ConventionRecord) -> Reading:
    if record.title_period is None:
        return Reading(looked_at="titre")
    return Reading(record.title_period, record.title_period, None, 1.0)


def _term(record: ConventionRecord) -> Reading:
    for duration in record.durations[:1]:
        doubtful = any(a.value not in (duration.period, duration.end_date) for a in duration.alternatives)
        if duration.period:
            text = duration.period + (" puis indéterminée" if duration.indefinite else "")
            return _found(text, _short(duration.source.quote), duration.source, uncertain=doubtful)
        if duration.indefinite:
            return _found("indefinite", _short(duration.source.quote), duration.source, uncertain=doubtful)
        if duration.end_date or duration.end_event:
            start = duration.start_date or ""
            value = f"{start}/{duration.end_date}" if duration.end_date else fold(duration.end_event or "")
            return _found(value, _short(duration.source.quote), duration.source, uncertain=doubtful)
    return Reading(looked_at="clauses de durée, titre")


def _start(record: ConventionRecord) -> Reading:
    for duration in record.durations[:1]:
        if duration.start_date:
            text = duration.start_date + (f" ({duration.start_event})" if duration.start_event else "")
            return _found(duration.start_date, text, duration.source)
        if duration.start_event:
            return _found(fold(duration.start_event), duration.start_event, duration.source)
    return Reading(looked_at="clauses de durée et d'entrée en vigueur")


def _end(record: ConventionRecord) -> Reading:
    for duration in record.durations[:1]:
        end = duration.end_date or duration.computed_end_date
        if end:
            text = duration.basis or end
            return _found(end, text, duration.source)
    return Reading(looked_at="clauses de durée")


def _renewal(record: ConventionRecord) -> Reading:
    renewal = record.renewal
    if renewal is None:
        return Reading(looked_at="tous les articles")
    parts = [renewal.mode, fold(renewal.form or ""), renewal.period or "", str(renewal.max_count or "")]
    return _found(
        "|".join(parts).rstrip("|"), _short(renewal.source.quote), renewal.source, uncertain=bool(renewal.alternatives)
    )


# -- getting out --------------------------------------------------------------------------------------------------


def _notice(event: str) -> Reader:
    def read(record: ConventionRecord) -> Reading:
        notices: list[Notice] = [n for n in record.notices if n.event == event]
        if not notices:
            return Reading(looked_at="clauses de durée, de dénonciation et de résiliation")
        value = "|".join(sorted({n.period or "sans durée" for n in notices}))
        return _found(value, _short(notices[0].source.quote), notices[0].source)

    return read


def _notice_form(record: ConventionRecord) -> Reading:
    forms = [n for n in record.notices if n.form]
    if not forms:
        return Reading(looked_at="clauses de dénonciation et de résiliation")
    value = "|".join(sorted({_bare(n.form or "") for n in forms}))
    return _found(value, ", ".join(dict.fromkeys(n.form or "" for n in forms)), forms[0].source)


# -- clauses compared by their wording ----------------------------------------------------------------------------


def _wording(name: str, *, most: int = 3) -> Reader:
    """The sentences of a kind of clause, compared as wording."""

    def read(record: ConventionRecord) -> Reading:
        passages = find_clause(record, name)[:most]
        if not passages:
            return Reading(looked_at="tous les articles")
        words = " . ".join(plain_words(p.text, record) for p in passages)
        return _clause(passages, words)

    return read


def _clause(passages: Sequence[Passage], words: str, *, value: str | None = None) -> Reading:
    text = _short(" ".join(p.text for p in passages))
    return Reading(value or words, text, passages[0].source(), 0.8, words=words)


def _object(record: ConventionRecord) -> Reading:
    """What the convention is for: a sentence that says so in its article on the object, or its first sentence there."""
    articles = topic_articles(record, "objet")
    entry = clause_words()["object"]
    for article in articles:
        hits = [p for p in sentences_of(article) if entry.search(fold(p.text))][:1]
        if hits:
            return _clause(hits, plain_words(hits[0].text, record))
    if articles:
        return Reading(looked_at="article sur l'objet : aucun énoncé d'objet")
    return Reading(looked_at="tous les articles")


def _commitment_modality(record: ConventionRecord) -> Reading:
    """What kind of promise the article on commitments makes: obligation, faculté, intention."""
    numbers = {a.number for a in topic_articles(record, "engagements")}
    promises = [o for o in record.obligations if o.source.article and o.source.article.split(".")[0] in numbers]
    if not promises:
        return Reading(looked_at="articles sur les engagements")
    first = promises[0].source.article
    same = [o.modality for o in promises if o.source.article == first]
    value = max(sorted(set(same)), key=same.count)
    leading = next(o for o in promises if o.modality == value)
    return _found(value, f"{value} : {_short(leading.source.quote, longest=120)}", leading.source)


def _governance_body(record: ConventionRecord) -> Reading:
    entry = clause_words()["governance_body"]
    for passage in find_clause(record, "governance_body"):
        match = entry.search(fold(passage.text))
        if match:
            name = passage.text[match.start() : match.end()]
            return Reading(fold(name), name, passage.source(), 0.8)
    meeting = _meeting(record)
    if meeting is not None and meeting[1]:
        return Reading("parties", "réunion des parties", meeting[0], 0.8)
    return Reading(looked_at="articles de suivi et de gouvernance")


def _meeting(record: ConventionRecord) -> tuple[Source, str, str] | None:
    """Source, debtors and frequency of the commitment to meet."""
    numbers = {a.number for a in topic_articles(record, "gouvernance")}
    for obligation in record.obligations:
        article = (obligation.source.article or "").split(".")[0]
        if obligation.frequency and (article in numbers or re.search(r"reuni", fold(obligation.action))):
            return obligation.source, "|".join(obligation.debtors), obligation.frequency
    return None


def _governance_frequency(record: ConventionRecord) -> Reading:
    meeting = _meeting(record)
    if meeting is None:
        return Reading(looked_at="articles de suivi et de gouvernance")
    return _found(meeting[2], _short(meeting[0].quote), meeting[0])


_EXPRESS = re.compile(
    r"(?<!\w)(?:accord|consentement|assentiment)\s+(?:ecrit\s+et\s+)?(?:expres|express|expresse)(?!\w)|(?<!\w)expressement(?!\w)"
)
_CONSENT = re.compile(r"(?<!\w)(?:accord|consentement|assentiment|d'un\s+commun\s+accord)(?!\w)")


def _modification(record: ConventionRecord) -> Reading:
    passages = find_clause(record, "modification")
    articles = topic_articles(record, "modification")
    sentences = [p for a in articles for p in sentences_of(a)] or list(passages)
    if not sentences:
        return Reading(looked_at="tous les articles")
    whole = fold(" ".join(p.text for p in sentences))
    means = "avenant" if "avenant" in whole else "écrit" if "ecrit" in whole else "autre"
    consent = (
        "accord exprès" if _EXPRESS.search(whole) else "accord" if _CONSENT.search(whole) else "sans mention d'accord"
    )
    return Reading(f"{means}|{consent}", f"{means}, {consent}", sentences[0].source(), 0.8)


def _annual_plan(record: ConventionRecord) -> Reading:
    entry = clause_words()["annual_plan"]
    for passage in find_clause(record, "annual_plan"):
        folded = fold(passage.text)
        match = entry.search(folded)
        if match and re.search(r"chaque annee|annuel|tous les ans|par an", folded):
            return _clause((passage,), plain_words(passage.text, record))
    return Reading(looked_at="articles d'engagement et de suivi")


def _earlier_convention(record: ConventionRecord) -> Reading:
    earlier = [d for d in record.dates if d.role == "earlier_convention"]
    if not earlier:
        return Reading(looked_at="préambule, articles")
    value = "|".join(sorted({d.iso for d in earlier}))
    return _found(value, ", ".join(dict.fromkeys(d.iso for d in earlier)), earlier[0].source)


def _annexes(record: ConventionRecord) -> Reading:
    annexes = [a for a in record.articles if a.kind == "annex"]
    if not annexes:
        return Reading(looked_at="fin du document")
    value = "|".join(fold(a.title or a.number or "") for a in annexes)
    return _found(value, ", ".join(a.title or a.number or "annexe" for a in annexes), annexes[0].source)


READERS: dict[str, Reader] = {
    "parties": _parties,
    "title_period": _title_period,
    "object": _object,
    "commitment_modality": _commitment_modality,
    "term": _term,
    "start": _start,
    "end": _end,
    "renewal": _renewal,
    "notice_termination": _notice("termination"),
    "notice_non_renewal": _notice("non_renewal"),
    "formal_notice": _notice("formal_notice"),
    "notice_form": _notice_form,
    "termination_as_of_right": _wording("termination_as_of_right", most=1),
    "modification": _modification,
    "governance_body": _governance_body,
    "governance_frequency": _governance_frequency,
    "annual_plan": _annual_plan,
    "data_exchange": _wording("data_exchange", most=1),
    "communication": _wording("communication"),
    "financing": _wording("financing"),
    "earlier_convention": _earlier_convention,
    "liability": _wording("liability"),
    "insurance": _wording("insurance"),
    "confidentiality": _wording("confidentiality"),
    "personal_data": _wording("personal_data"),
    "intellectual_property": _wording("intellectual_property"),
    "disputes": _wording("disputes"),
    "court": _wording("court", most=1),
    "applicable_law": _wording("applicable_law", most=1),
    "signature": _signature,
    "annexes": _annexes,
}
