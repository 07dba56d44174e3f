"""A convention in, how one gets out of it out: notices, their form, who may give them.

Facts of the record come first; where it has none, the sentences that speak of ending are read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue, lexicon_cue
from extractor.comparing.deltas import period_key
from extractor.comparing.parties import bare, called
from extractor.comparing.readings import Reader, Reading, absent, found, passage_source, short
from extractor.comparing.sections import Passage
from extractor.labels import period_words
from extractor.language.folding import fold
from extractor.record import Notice

_ENDING_CLAUSES = "clauses de durée, de dénonciation et de résiliation"
_FORM_KINDS = ("registered", "bailiff", "diplomatic", "by_hand", "electronic", "written")
_OR_BY = re.compile(r"(?:\s*,?\s*avec [^,;.]{0,40}?)?\s*,?\s*\bou\b(?P<other>[^,;.]{0,60})")
_THEY_MAY = re.compile(r"[^,.;:]{0,60}\b(?:peuvent|pourront)\b")  # behind "la ville comme"
_BREACH = 60  # so far before a party may stand what it did: "en cas de manquement grave de l'une des parties"
_EITHER = "chacune des parties"


def read_notice(event: str) -> Reader:
    """The reader of the time limits attached to an event: "P1M", or several, one for each party that they bind."""

    def read(convention: Convention) -> Reading:
        notices = _notices(convention, event)
        if not notices:
            return absent(convention, _ENDING_CLAUSES)
        periods = Counter(n.period or "sans durée" for n in notices)
        value = "|".join(sorted(periods))
        key = "|".join(sorted(period_key(period) for period in periods))
        text = " ; ".join(dict.fromkeys(_notice_text(convention, n, several=len(periods) > 1) for n in notices))
        reading = found(value, text, notices[0].source, key=key)
        return replace(reading, details=(_counted_from(notices), _whose(convention, notices)))

    return read


def _notices(convention: Convention, event: str) -> list[Notice]:
    """The notices of an event; to withdraw from an agreement is to end it for oneself."""
    events = {event, "withdrawal"} if event == "termination" else {event}
    return [n for n in convention.record.notices if n.event in events]


def _notice_text(convention: Convention, notice: Notice, *, several: bool) -> str:
    text = period_words(notice.period, "fr") if notice.period else "sans durée"
    names = {party.id: called(party) for party in convention.record.parties}
    return f"{text} ({', '.join(names.get(one, one) for one in notice.by)})" if several and notice.by else text


def _whose(convention: Convention, notices: list[Notice]) -> str | None:
    """Which notice is whose, where there are several: two months for one party and three for the other, or the reverse."""
    if len({n.period for n in notices}) < 2 or not all(n.by for n in notices):
        return None
    roles = (",".join(sorted(convention.roles.get(one, one) for one in n.by)) for n in notices)
    return "|".join(sorted({f"{period_key(n.period or '')} {who}" for n, who in zip(notices, roles, strict=True)}))


def _counted_from(notices: list[Notice]) -> str | None:
    """Sending or receipt: the event named by the first notice that names one."""
    for notice in notices:
        folded = fold(notice.counted_from or "")
        for event in ("reception", "envoi", "notification", "signification", "presentation", "echeance", "terme"):
            if event in folded:
                return event
    return None


# -- in what form -------------------------------------------------------------------------------------------------


def read_notice_form(convention: Convention) -> Reading:
    """How notices are given; "LRAR" and "lettre recommandée avec avis de réception" are one form.

    How a change of address is told is no form of notice.
    """
    notices = [n for n in convention.record.notices if n.form and n.event != "other"]
    if not notices:
        return _form_of_sentences(convention)
    forms = [n.form or "" for n in notices]
    kinds = {kind for n in notices for kind in _form_kinds(f"{n.form} {_or_by(convention, n)}")}
    value = "|".join(sorted(kinds)) or "|".join(sorted({bare(form) for form in forms}))
    others = [other for n in notices if (other := _or_by(convention, n))]
    shown = dict.fromkeys(short(" ou ".join([form, *others[:1]])) for form in forms)
    reading = found(value, ", ".join(shown), notices[0].source)
    return replace(reading, words=" ".join(dict.fromkeys(bare(form) for form in forms)), spelt=reading.text)


def _form_of_sentences(convention: Convention) -> Reading:
    """The form that a sentence on ending names, where the record ties none to a notice."""
    for passage in (*_ending_sentences(convention), *_on_notifications(convention)):
        kinds = _form_kinds(passage.text)
        if kinds:
            forms = (m[0] for kind in _FORM_KINDS if kind in kinds and (m := _find_form(kind, passage.text)))
            source = passage_source(convention, passage)
            return replace(found("|".join(sorted(kinds)), ", ".join(forms), source), words=" ".join(sorted(kinds)))
    return absent(convention, _ENDING_CLAUSES)


def _on_notifications(convention: Convention) -> Iterator[Passage]:
    """The sentences on notices of any kind, that of ending too: "Les notifications seront faites par lettre"."""
    entry = cue("notifications")
    articles = (section for section in convention.sections if section.kind == "article")
    return (p for section in articles for p in section.passages if entry.search(fold(p.text)))


def _find_form(kind: str, text: str) -> re.Match[str] | None:
    entry = lexicon_cue(kind, "notice_forms")
    match = entry.search(fold(text)) if entry else None
    return None if match is None else re.compile(re.escape(text[match.start() : match.end()])).search(text)


def _or_by(convention: Convention, notice: Notice) -> str:
    """What another form is named behind the one of a notice: "ou d'un courrier électronique"; "" where none is."""
    for section in convention.sections:
        for passage in section.passages:
            if passage.start <= notice.source.start < passage.end:
                at = fold(passage.text).find(fold(notice.form or ""))
                rest = passage.text[at + len(notice.form or "") :] if at >= 0 else ""
                match = _OR_BY.match(rest)
                other = match["other"] if match else ""
                return next((m[0] for kind in _FORM_KINDS if (m := _find_form(kind, other))), "")
    return ""


def _form_kinds(form: str) -> set[str]:
    """The kinds of a form by the lexicon; a registered letter is one with or without its acknowledgement named."""
    entries = {kind: lexicon_cue(kind, "notice_forms") for kind in _FORM_KINDS}
    kinds = {kind for kind, entry in entries.items() if entry and entry.search(fold(form))}
    return kinds - {"written"} if len(kinds) > 1 else kinds


# -- by whom ------------------------------------------------------------------------------------------------------


def read_termination_by(convention: Convention) -> Reading:
    """Who may end it: each party, or only some."""
    notices = [n for n in _notices(convention, "termination") if n.by]
    if not notices:
        return _ended_by_sentences(convention)
    able = {one for notice in notices for one in notice.by}
    value, text = _able(convention, able)
    return found(value, text, notices[0].source)


def _able(convention: Convention, able: set[str]) -> tuple[str, str]:
    if able >= {party.id for party in convention.record.parties}:
        return "*", _EITHER
    names = {party.id: called(party) for party in convention.record.parties}
    value = "|".join(sorted(convention.roles.get(one, one) for one in able))
    return value, ", ".join(names.get(one, one) for one in sorted(able))


def _ended_by_sentences(convention: Convention) -> Reading:
    """Who may end it by the sentences that say so: either party where one of them does, else those who have the faculty."""
    able: dict[str, Passage] = {}
    for passage in _ending_sentences(convention):
        folded = fold(passage.text)
        if _says_either(folded):
            return found("*", _EITHER, passage_source(convention, passage))
        joined = cue("several_subjects").search(folded)
        several = joined is not None and _THEY_MAY.match(folded, joined.end()) is not None
        if several and len(convention.record.parties) == 2:
            return found("*", _EITHER, passage_source(convention, passage))
        inside = (o for o in convention.record.obligations if passage.start <= o.source.start < passage.end)
        if not several:
            able.update({one: passage for o in inside if o.modality == "faculté" for one in o.debtors})
    if not able:
        return absent(convention, _ENDING_CLAUSES)
    value, text = _able(convention, set(able))
    return found(value, text, passage_source(convention, next(iter(able.values()))))


def _says_either(folded: str) -> bool:
    """Whether a sentence names either party as who may do it, not as whose breach lets it be done."""
    for match in cue("either_party").find(folded):
        low = max(0, match.start() - _BREACH)
        cut = max(folded.rfind(mark, low, match.start()) for mark in ",;:")
        if cue("breach", "features").search(folded, max(low, cut), match.start()) is None:
            return True
    return False


def _ending_sentences(convention: Convention) -> Iterator[Passage]:
    """The sentences of articles that say how the convention is ended; not what becomes of somebody else's contract."""
    entry = cue("ending")
    for section in convention.sections:
        if section.kind == "article" and section.topic in ("résiliation", "durée", "renouvellement"):
            yield from (p for p in section.passages if entry.search(fold(p.text)))
