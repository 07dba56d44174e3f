"""A convention in, the value of one term out that must be read in its clauses: object, promise, follow-up, disputes.

Such a value is the words of the clause with the parties made neutral; where it can be told what a clause provides, two
wordings that provide the same are one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.comparing.clauses import (
    features_of,
    find_clause,
    topic_sections,
)
from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue, lexicon_cue, lexicon_names_of
from extractor.comparing.readings import (
    Reader,
    Reading,
    absent,
    articles_looked_at,
    clause,
    found,
    passage_source,
    short,
)
from extractor.comparing.sections import Passage, Section
from extractor.labels import period_words
from extractor.language.folding import fold
from extractor.record import Obligation, Source

_EVERY = {
    **{"P1D": "chaque jour", "P1W": "chaque semaine", "P1M": "chaque mois"},
    **{"P3M": "chaque trimestre", "P6M": "chaque semestre", "P1Y": "chaque année"},
}
_GOVERNANCE = "articles de suivi et de gouvernance"
_COMMITMENTS = "articles sur les engagements"


def read_wording(name: str, *, most: int = 3, provides: bool = False, besides: str | None = None) -> Reader:
    """The reader of a clause by its sentences, the first `most` of them.

    `provides`: its features can be told; `besides`: a clause whose sentences are not those of this one, such as
    "une assurance couvrant sa responsabilité".
    """

    def own(passage: Passage) -> bool:
        return besides is None or cue(besides).search(fold(passage.text)) is None

    def read(convention: Convention) -> Reading:
        passages = find_clause(convention, name, also=own)[:most]
        if not passages:
            return absent(convention, articles_looked_at(convention))
        reading = clause(convention, passages)
        if provides:
            features = features_of(reading.passage or "", name)
            reading = replace(reading, features=features or None)
        return reading

    return read


def read_object(convention: Convention) -> Reading:
    """What it is for: the sentence of its article on the object that says so. An article of recitals alone states none."""
    sections = [s for s in topic_sections(convention, "objet") if not any(_defines(p) for p in s.passages[:1])]
    if not sections:
        passages = find_clause(convention, "object", also=lambda p: "objet" in fold(p.text))[:1]
        return clause(convention, passages) if passages else absent(convention, articles_looked_at(convention))
    stated = [p for s in sections for p in s.passages if not _recital(p) and not _defines(p)]
    hits = [p for p in stated if cue("object").search(fold(p.text))]
    body = sections[0].passages
    if hits or (stated and body and not _recital(body[0])):
        return clause(convention, (hits or stated)[:1])
    if not body or not _recital(body[0]):
        return absent(convention, f"article {sections[0].article.number}")
    text = f"l'article {sections[0].article.number} ne contient que des considérants : aucun objet n'est énoncé"
    return found("considérants", text, passage_source(convention, body[0]))


def _recital(passage: Passage) -> bool:
    match = cue("recital").search(fold(passage.text))
    return match is not None and match.start() < 4


def _defines(passage: Passage) -> bool:
    return cue("definition").search(fold(passage.text)) is not None


# -- what is promised ---------------------------------------------------------------------------------------------


def _promises_of(convention: Convention, section: Section) -> list[Obligation]:
    low, high = section.start, section.start + section.end
    return [o for o in convention.record.obligations if low <= o.source.start < high]


def _is_respective(section: Section) -> bool:
    """Whether an article speaks of the commitments of each party for itself: by "respectifs", or a party's name."""
    title = section.title
    return bool(re.search(r"\bpartie\d+z\b", title)) or bool(cue("respective_heading").search(title))


def read_commitment_modality(convention: Convention) -> Reading:
    """What kind of promise the articles on commitments make for the most part: obligation, faculté, intention."""
    sections = [s for s in topic_sections(convention, "engagements") if _promises_of(convention, s)]
    common = [s for s in sections if not _is_respective(s)] or sections
    if not common:
        return absent(convention, _COMMITMENTS)
    kinds = [o.modality for s in common for o in _promises_of(convention, s)]
    value = max(sorted(set(kinds)), key=kinds.count)
    for section in common:
        leading = next((o for o in _promises_of(convention, section) if o.modality == value), None)
        if leading is not None:
            passage = _governing(section, leading)
            source = passage_source(convention, passage).model_copy(update={"rule": "promise"})
            return found(value, f"{value} : {short(passage.text, longest=140)}", source)
    return absent(convention, _COMMITMENTS)


def _governing(section: Section, promise: Obligation) -> Passage:
    """The sentence that makes a promise: for an item of a list, the lead-in that it stands under."""
    before = [p for p in section.passages if p.start <= promise.source.start]
    if not before:
        return section.passages[0]
    if not before[-1].listed:
        return before[-1]
    leads = [p for p in before if not p.listed and p.text.rstrip().endswith(":")]
    return leads[-1] if leads else before[-1]


def read_respective(convention: Convention) -> Reading:
    """What each party promises for itself, in articles of its own."""
    sections = [s for s in topic_sections(convention, "engagements") if _is_respective(s)]
    promises = [o for s in sections for o in _promises_of(convention, s)]
    if not promises:
        return absent(convention, _COMMITMENTS)
    words = " ".join(convention.neutral(o.action) for o in promises)
    named = ", ".join(dict.fromkeys(s.article.number or "" for s in sections))
    count = f"article {named}, {len(promises)} engagement{'s' if len(promises) > 1 else ''} : "
    text = short(count + " ; ".join(o.action for o in promises))
    passage = "\n".join(o.action for o in promises)
    sources = tuple(o.source for o in promises)
    return replace(found(words, text, sections[0].article.source), words=words, passage=passage, sources=sources)


def read_annual_plan(convention: Convention) -> Reading:
    """A plan or programme that is made anew each year."""

    def yearly(passage: Passage) -> bool:
        return cue("yearly", "features").search(fold(passage.text)) is not None

    passages = find_clause(convention, "annual_plan", also=yearly)[:1]
    return clause(convention, passages) if passages else absent(convention, articles_looked_at(convention))


# -- how it is followed -------------------------------------------------------------------------------------------


def read_governance_body(convention: Convention) -> Reading:
    """The body that follows the convention, by its fullest name; the parties themselves where they meet without one."""
    entry = cue("governance_body")
    passages = find_clause(convention, "governance_body")
    names = [(passage, match) for passage in passages for match in entry.find(fold(passage.text))]
    if names:
        passage, match = max(names, key=lambda one: len(one[1][0]))
        name = passage.text[match.start() : match.end()]
        key = " ".join(fold(name).split())
        return replace(found(key, " ".join(name.lower().split()), passage_source(convention, passage)), words=key)
    meeting = _meeting(convention)
    if meeting is not None and meeting.debtors:
        return found("parties", "réunion des parties", meeting.source)
    return absent(convention, _GOVERNANCE)


def _meeting(convention: Convention) -> Obligation | None:
    """The commitment to meet, with its frequency."""
    inside = {id(o) for s in topic_sections(convention, "gouvernance") for o in _promises_of(convention, s)}
    regular = [o for o in convention.record.obligations if o.frequency]
    meetings = [o for o in regular if re.search(r"\b(?:reuni|rencontr)", fold(o.action))]
    return next((o for o in meetings if id(o) in inside), None) or next(iter(meetings), None)


def read_governance_frequency(convention: Convention) -> Reading:
    """How often those who follow it meet."""
    meeting = _meeting(convention)
    if meeting is not None and meeting.frequency is not None:
        return found(meeting.frequency, _frequency_words(meeting.frequency), meeting.source)
    for passage in find_clause(convention, "meeting"):
        if frequency := _frequency(passage):
            return found(frequency, _frequency_words(frequency), passage_source(convention, passage))
    return absent(convention, _GOVERNANCE)


def _frequency_words(frequency: str) -> str:
    """ "P6M" → "chaque semestre"."""
    return _EVERY.get(frequency) or f"tous les {period_words(frequency, 'fr')}"


def _frequency(passage: Passage) -> str | None:
    """How often, in ISO 8601, where a sentence says so."""
    folded = fold(passage.text)
    entries = (lexicon_cue(name, "frequencies") for name in lexicon_names_of("frequencies"))
    return next((entry.value for entry in entries if entry is not None and entry.search(folded)), None)


def read_modification(convention: Convention) -> Reading:
    """By what it is amended, and with whose consent: "avenant|accord|exprès"."""
    sections = list(topic_sections(convention, "modification"))
    passages = tuple(p for s in sections for p in s.passages) or find_clause(convention, "modification")
    if not passages:
        return absent(convention, articles_looked_at(convention))
    whole = " ".join(p.text for p in passages)
    means = features_of(whole, "modification_means")
    consent = features_of(whole, "modification_consent")
    by = "avenant" if "avenant" in means else next(iter(sorted(means)), "autre forme")
    agreed = ["accord", "exprès"] if "exprès" in consent else ["accord"] if consent else ["sans mention d'accord"]
    telling = next((p for p in passages if features_of(p.text, "modification_consent")), passages[0])
    reading = found("|".join([by, *agreed]), f"{by}, {' '.join(agreed)}", passage_source(convention, telling))
    sources = tuple(passage_source(convention, p) for p in passages)
    return replace(reading, passage="\n".join(p.text for p in passages), sources=sources)


def read_earlier(convention: Convention) -> Reading:
    """An earlier convention of these parties that it speaks of, by its date where it gives one."""
    signature = convention.record.signature
    own = signature.date if signature else None
    dates = [d for d in convention.record.dates if d.role == "earlier_convention" and d.iso != own]
    if dates:
        value = "|".join(sorted({d.iso for d in dates}))
        return found(value, ", ".join(dict.fromkeys(short(d.source.quote) for d in dates)), dates[0].source)
    entry = cue("earlier_convention")
    for section in convention.sections:
        for passage in section.passages if section.kind in ("preamble", "article") else ():
            if entry.search(fold(passage.text)):
                return _earlier_at(convention, passage)
    return absent(convention, f"préambule, {articles_looked_at(convention)}")


def _earlier_at(convention: Convention, passage: Passage) -> Reading:
    inside = [
        d
        for d in convention.record.dates
        if passage.start <= d.source.start < passage.end and d.role not in ("law", "signature")
    ]
    if inside:
        source: Source = inside[0].source
        return found(inside[0].iso, short(passage.text, longest=160), source)
    return clause(convention, (passage,))
