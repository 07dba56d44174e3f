"""A convention in, what its articles on commitments promise out: what kind of promise for the most part, what each for itself."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.comparing.clauses import topic_sections
from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue
from extractor.comparing.readings import Reading, absent, clause, found, passage_source, short
from extractor.comparing.sections import Passage, Section
from extractor.language.folding import fold
from extractor.record import Obligation

_COMMITMENTS = "articles sur les engagements"
_OF_DUTIES = frozenset({"engagements", "objectifs", "financement", "autre"})  # topics of what may be a party's duties
_OF_THE_CONVENTION = frozenset({"durée", "renouvellement", "résiliation", "modification", "litiges", "annexes"})


def promises_of(convention: Convention, section: Section) -> list[Obligation]:
    """The commitments that stand in a section."""
    low, high = section.start, section.start + section.end
    return [o for o in convention.record.obligations if low <= o.source.start < high]


def read_commitment_modality(convention: Convention) -> Reading:
    """What kind of promise the articles on commitments make for the most part: obligation, faculté, intention.

    Where no article is about commitments, obligations that outweigh the rest anywhere tell it; less proves nothing.
    """
    sections = [s for s in topic_sections(convention, "engagements") if promises_of(convention, s)]
    common = [s for s in sections if s.titled and not _is_titled_so(s)] or sections
    promises = {s: promises_of(convention, s) for s in common}
    if not promises:
        articles = [s for s in convention.sections if s.kind == "article" and s.topic not in _OF_THE_CONVENTION]
        promises = _binding(convention, articles)
    kinds = [o.modality for found in promises.values() for o in found]
    if not kinds:
        return absent(convention, _COMMITMENTS)
    value = max(sorted(set(kinds)), key=kinds.count)
    section, leading = next((s, o) for s, found in promises.items() for o in found if o.modality == value)
    passage = _governing(section, leading)
    source = passage_source(convention, passage).model_copy(update={"rule": "promise"})
    return found(value, f"{value} : {short(passage.text, longest=140)}", source)


def _binding(convention: Convention, articles: list[Section]) -> dict[Section, list[Obligation]]:
    """The obligations of articles, where they are more than the faculties, intentions and interdictions there."""
    every = [o for s in articles for o in promises_of(convention, s)]
    duties = {s: [o for o in promises_of(convention, s) if o.modality == "obligation"] for s in articles}
    return duties if 2 * sum(map(len, duties.values())) > len(every) else {}


def read_respective(convention: Convention) -> Reading:
    """What each party promises for itself: in articles of its own, or where each is bound by name.

    Compared by the sentences, so that "et" and "ou", "peut" and "s'engage à" count, and by who is bound and how.
    """
    sections = [s for s in convention.sections if s.kind == "article" and _is_respective(convention, s)]
    promises = [o for s in sections for o in promises_of(convention, s)]
    if not promises:
        return absent(convention, _COMMITMENTS)
    passages = [p for s in sections for p in _sentences(s, promises_of(convention, s))]
    numbers = list(dict.fromkeys(s.article.number or "" for s in sections))
    named = f"article {numbers[0]}" if len(numbers) == 1 else f"articles {', '.join(numbers[:-1])} et {numbers[-1]}"
    count = f"{named} ({len(promises)} engagement{'s' if len(promises) > 1 else ''}) : "
    bound = "|".join(sorted({convention.roles.get(one, one) for o in promises for one in o.debtors}))
    modalities = "|".join(sorted({o.modality for o in promises}))
    reading = clause(convention, passages)
    text = short(count + " ; ".join(o.action for o in promises))
    source = reading.source and reading.source.model_copy(update={"rule": "promise"})
    return replace(reading, text=text, source=source, details=(bound or None, modalities))


def _is_titled_so(section: Section) -> bool:
    """Whether an article speaks of the commitments of each party for itself: by "respectifs", or a party's name."""
    title = section.title
    return bool(re.search(r"\bpartie\d+z\b", title)) or bool(cue("respective_heading").search(title))


def _is_respective(convention: Convention, section: Section) -> bool:
    """By its title, or since it binds single parties and none of its commitments binds them all."""
    promises = promises_of(convention, section)
    if not promises:
        return False
    if section.topic == "engagements" and _is_titled_so(section):
        return True
    if cue("duties_heading").search(fold(section.article.title or "")):
        return True
    if (section.topic or "autre") not in _OF_DUTIES:
        return False
    everyone = {party.id for party in convention.record.parties}
    single = [o for o in promises if o.debtors and set(o.debtors) < everyone]
    together = [o for o in promises if set(o.debtors) >= everyone]
    return bool(single) and not together and any(cue("binds_itself").search(fold(p.text)) for p in section.passages)


def _sentences(section: Section, promises: list[Obligation]) -> list[Passage]:
    """The sentences and list items that hold commitments, with the lead-ins that they stand under; each once, in order."""
    found: dict[int, Passage] = {}
    for promise in promises:
        inside = [p for p in section.passages if p.start <= promise.source.start < p.end]
        for passage in (*inside, _governing(section, promise)):
            found[passage.start] = passage
    return [found[start] for start in sorted(found)]


def _governing(section: Section, promise: Obligation) -> Passage:
    """The sentence that makes a promise: for an item of a list, the lead-in that it stands under."""
    before = [p for p in section.passages if p.start <= promise.source.start]
    if not before:
        return section.passages[0]
    if not before[-1].listed:
        return before[-1]
    leads = [p for p in before if not p.listed and p.text.rstrip().endswith(":")]
    return leads[-1] if leads else before[-1]
