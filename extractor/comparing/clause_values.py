"""A convention in, the value of one term out that must be read in its clauses: object, promise, follow-up, disputes.

Such a value is the words of the clause with the parties made neutral; where it can be told what a clause provides, two
wordings that provide the same are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.comparing.clauses import (
    features_of,
    find_clause,
    topic_sections,
    ways_joined,
)
from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue, lexicon_cue, lexicon_names_of
from extractor.comparing.promises import promises_of
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
from extractor.comparing.sections import Passage, with_items
from extractor.labels import period_words
from extractor.language.folding import fold
from extractor.language.numbers import parse_number
from extractor.record import Obligation, Source

_EVERY = {
    **{"P1D": "chaque jour", "P1W": "chaque semaine", "P1M": "chaque mois"},
    **{"P3M": "chaque trimestre", "P6M": "chaque semestre", "P1Y": "chaque année"},
}
_PARTY = re.compile(r"partie\d+z")
# "deux fois par année", "deux réunions annuelles": how many times a year, and the rhythm that it is
_OF_WHAT = re.compile(r"\s+(?:d'|de\s+l'|de\s+la\s+|des\s+|du\s+|de\s+)[^\W\d_][\w-]*")
_TIMES = re.compile(
    r"\b(\w+)\s+(?:fois\s+(?:par|l'|dans\s+l')\s*an(?:nee)?|(?:reunions?|seances?|rencontres?)\s+(?:annuelles?|par\s+an))\b"
)
_A_YEAR = {1: "P1Y", 2: "P6M", 3: "P4M", 4: "P3M", 6: "P2M", 12: "P1M"}
_LONGEST_KIND = 20  # " intercommunale"
_GOVERNANCE = "articles de suivi et de gouvernance"


def read_wording(
    name: str, *, most: int = 3, provides: bool = False, besides: str | None = None, beside: str | None = None
) -> Reader:
    """The reader of a clause by its sentences, the first `most` of them.

    `provides`: its features can be told; `besides`: a clause whose sentences are not those of this one, such as
    "une assurance couvrant sa responsabilité"; `beside`: words that must stand in its sentences too: a court that is named
    is not yet one that settles disputes.
    """

    def own(passage: Passage) -> bool:
        folded = fold(passage.text)
        apart = besides is None or cue(besides).search(folded) is None
        return apart and (beside is None or cue(beside).search(folded) is not None)

    def read(convention: Convention) -> Reading:
        passages = find_clause(convention, name, also=own)[:most]
        if not passages:
            return absent(convention, articles_looked_at(convention))
        reading = clause(convention, with_items(passages))
        if provides:
            features = features_of(reading.passage or "", name) | ways_joined(reading.passage or "", name)
            reading = replace(reading, features=features or None)
        return reading

    return read


def read_object(convention: Convention) -> Reading:
    """What it is for: the sentence of its article on the object that says so. An article of recitals alone states none."""
    sections = [s for s in topic_sections(convention, "objet") if not any(_defines(p) for p in s.passages[:1])]
    if not sections:
        return _object_elsewhere(convention)
    stated = [p for s in sections for p in s.passages if not _recital(p) and not _defines(p)]
    hits = [p for p in stated if cue("object").search(fold(p.text))]
    body = sections[0].passages
    if hits or (stated and body and not _recital(body[0])):
        return clause(convention, with_items((hits or stated)[:1]))
    if not body or not _recital(body[0]):
        return absent(convention, f"article {sections[0].article.number}")
    text = f"l'article {sections[0].article.number} ne contient que des considérants : aucun objet n'est énoncé"
    return found("considérants", text, passage_source(convention, body[0]))


def _object_elsewhere(convention: Convention) -> Reading:
    """The object where no article is about it: a sentence that states it in any article, else before the articles."""
    passages = find_clause(convention, "object", also=lambda p: not _defines(p) and not _recital(p))[:1]
    if not passages:
        opening = (p for s in convention.sections if s.kind == "preamble" for p in s.passages)
        passages = tuple(p for p in opening if cue("object_anywhere").search(fold(p.text)))[:1]
    if not passages:
        return absent(convention, articles_looked_at(convention))
    return clause(convention, with_items(passages))


def _recital(passage: Passage) -> bool:
    match = cue("recital").search(fold(passage.text))
    return match is not None and match.start() < 4


def _defines(passage: Passage) -> bool:
    return cue("definition").search(fold(passage.text)) is not None


def read_annual_plan(convention: Convention) -> Reading:
    """A plan or programme that is made anew each year."""

    def yearly(passage: Passage) -> bool:
        return cue("yearly", "features").search(fold(passage.text)) is not None

    passages = find_clause(convention, "annual_plan", also=yearly)[:1]
    return clause(convention, with_items(passages)) if passages else absent(convention, articles_looked_at(convention))


# -- how it is followed -------------------------------------------------------------------------------------------


def read_governance_body(convention: Convention) -> Reading:
    """The body that follows the convention, by its fullest name; the parties themselves where they meet without one."""
    names = [one for passage in find_clause(convention, "governance_body") for one in _bodies(convention, passage)]
    if names:
        passage, name = max(names, key=lambda one: len(one[1]))
        key = " ".join(fold(name).split())
        return replace(found(key, " ".join(name.lower().split()), passage_source(convention, passage)), words=key)
    meeting = _meeting(convention)
    if meeting is not None and meeting.debtors:
        return found("parties", "réunion des parties", meeting.source)
    return absent(convention, _GOVERNANCE)


def _bodies(convention: Convention, passage: Passage) -> Iterator[tuple[Passage, str]]:
    """The bodies that a sentence names. One by a single word must be at work there, and not be a party; one that is of
    something ("la commission des titres") is the convention's own only where an article is about its follow-up."""
    folded = fold(passage.text)
    for match in cue("governance_body").find(folded):
        end = match.end()
        if " " not in match[0]:
            of = _OF_WHAT.match(folded, end)
            if any(match[0] in name for name, _ in convention.names) or cue("body_at_work").search(folded) is None:
                continue
            if of is not None and passage.section.topic != "gouvernance":
                continue
            end = of.end() if of is not None else end
        while (kind := cue("kind_of_body").search(folded, end, end + _LONGEST_KIND)) and kind.start() == end + 1:
            end = kind.end()
        yield passage, passage.text[match.start() : end]


def _meeting(convention: Convention) -> Obligation | None:
    """The commitment to meet, with its frequency."""
    inside = {id(o) for s in topic_sections(convention, "gouvernance") for o in promises_of(convention, s)}
    regular = [o for o in convention.record.obligations if o.frequency]
    meetings = [o for o in regular if re.search(r"\b(?:reuni|rencontr)", fold(o.action))]
    return next((o for o in meetings if id(o) in inside), None) or next(iter(meetings), None)


def read_governance_frequency(convention: Convention) -> Reading:
    """How often those who follow it meet."""
    meeting = _meeting(convention)
    if meeting is not None and meeting.frequency is not None:
        low = meeting.source.start
        said = next((p.text for s in convention.sections for p in s.passages if p.start <= low < p.end), "")
        return found(meeting.frequency, _frequency_words(meeting.frequency, said), meeting.source)
    for passage in find_clause(convention, "meeting"):
        if frequency := _frequency(passage):
            return found(frequency, _frequency_words(frequency, passage.text), passage_source(convention, passage))
    return absent(convention, _GOVERNANCE)


def _frequency_words(frequency: str, said: str) -> str:
    """ "P6M" → "2 fois par an" where it is counted so, else "chaque semestre"."""
    counted = _TIMES.search(fold(said))
    count = parse_number(counted[1]) if counted else None
    if count and count > 1 and _A_YEAR.get(count) == frequency:
        return f"{count} fois par an"
    return _EVERY.get(frequency) or f"tous les {period_words(frequency, 'fr')}"


def _frequency(passage: Passage) -> str | None:
    """How often, in ISO 8601, where a sentence says so."""
    folded = fold(passage.text)
    if (counted := _TIMES.search(folded)) and (count := parse_number(counted[1])):
        return _A_YEAR.get(count)
    entries = (lexicon_cue(name, "frequencies") for name in lexicon_names_of("frequencies"))
    return next((entry.value for entry in entries if entry is not None and entry.search(folded)), None)


def read_modification(convention: Convention) -> Reading:
    """By what it is amended, and with whose consent: "avenant|accord|exprès"."""
    passages = _amending(convention)
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
    passage = "\n".join(p.text for p in passages)
    return replace(reading, passage=passage, sources=sources, details=_whose_consent(convention, passages))


def _amending(convention: Convention) -> tuple[Passage, ...]:
    """The sentences on amendment: of articles about it where their words say so, else of any article."""
    sections = list(topic_sections(convention, "modification"))
    plain = cue("modification_anywhere")
    about = [s for s in sections if any(plain.search(fold(p.text)) for p in s.passages)]
    named = tuple(_of_several_subjects(convention)) if not about else ()
    passages = tuple(p for s in about for p in s.passages) or named
    return passages or find_clause(convention, "modification", also=_of_the_whole)


def _of_several_subjects(convention: Convention) -> Iterator[Passage]:
    """The sentences on amendment of articles on more than that: "Durée, résiliation, modifications"."""
    words = cue("modification")
    for section in convention.sections:
        if section.kind == "article" and section.topic != "modification" and words.search(section.title):
            yield from (p for p in section.passages if words.search(fold(p.text)) and _of_the_whole(p))


def _of_the_whole(passage: Passage) -> bool:
    """Whether a sentence on revision is about the agreement, not about a rent or a timetable that is revised under it."""
    return cue("revised_alone").search(fold(passage.text)) is None


def _whose_consent(convention: Convention, passages: Sequence[Passage]) -> tuple[str | None, ...]:
    """Whether amending is ruled out, and by whom it must be agreed where that is said: all, either, or one party."""
    denied = any(cue("amendment_denied").search(fold(p.text)) for p in passages)
    agreeing = [p for p in passages if features_of(p.text, "modification_consent")]
    words = " ".join(convention.neutral(p.text) for p in agreeing)
    parties = sorted(set(_PARTY.findall(words)))
    everyone = set(convention.roles.values()) <= set(parties) or cue("all_agree").search(words) is not None
    either = cue("either_party").search(words) is not None and not everyone
    whose = "all" if everyone else "either" if either else "|".join(parties) or None
    return "denied" if denied else "", whose


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
