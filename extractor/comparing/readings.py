"""What one convention says of one term, before it is held against the others: found, absent or uncertain, with its proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractor.comparing.conventions import Convention
from extractor.comparing.sections import Passage
from extractor.record import Source

DOUBTFUL = 0.6  # below this confidence a value proves nothing, and equality of two such values neither
BADLY_READ = 0.5  # the same for what a scan gave
CLAUSE = "clause"  # the rule of what was read from sentences
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Reading:
    """`value` is what counts, normalised; `text` what people read. The rest serves the comparison:

    `key`       compared instead of the value, where one body or court is written in several ways
    `details`   compared besides, each where both conventions give it (what a notice is counted from)
    `words`     neutral words of a clause that is compared by its wording, `passage` the clause as it stands,
                `sentences` its neutral words sentence by sentence
    `spelt`     what is no clause as it stands: a title, names, a form
    `features`  what a clause provides, if that can be told: clauses that provide the same are only worded differently
    `rivals`    other values that its text supports, where that is what is uncertain
    `sources`   all passages that it is read from, where they are several
    """

    value: str | None = None
    text: str | None = None
    source: Source | None = None
    confidence: float | None = None
    uncertain: bool = False
    key: str | None = None
    details: tuple[str | None, ...] = ()
    words: str | None = None
    passage: str | None = None
    sentences: tuple[str, ...] = ()
    spelt: str | None = None
    features: frozenset[str] | None = None
    rivals: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    looked_at: str = ""

    @property
    def is_clause(self) -> bool:
        """Whether it is read from sentences as they stand, so that their words alone say what it is."""
        return self.passage is not None and self.source is not None and self.source.rule == CLAUSE


Reader = Callable[[Convention], Reading]


def found(value: str, text: str, source: Source | None, *, uncertain: bool = False, key: str | None = None) -> Reading:
    """A reading of a fact; in doubt where its source is."""
    confidence = source.confidence if source else None
    return Reading(value, text, source, confidence, uncertain=uncertain or is_doubtful(source), key=key)


def absent(convention: Convention, looked_at: str) -> Reading:
    """Nothing found, and where it was looked for; in doubt where pages are unread."""
    if not convention.unread:
        return Reading(looked_at=looked_at)
    pages = ", ".join(map(str, convention.unread))
    return Reading(uncertain=True, looked_at=f"{looked_at} (page(s) non lue(s) : {pages})")


def clause(convention: Convention, passages: Sequence[Passage], *, value: str | None = None) -> Reading:
    """A reading of the sentences of a clause, compared by their words."""
    sentences = tuple(convention.neutral(passage.text) for passage in passages)
    words = " ".join(sentences)
    text = "\n".join(passage.text for passage in passages)
    sources = tuple(passage_source(convention, passage) for passage in passages)
    reading = found(value or words, short(text), sources[0])
    return replace(reading, words=words, passage=text, sentences=sentences, sources=sources)


def passage_source(convention: Convention, passage: Passage) -> Source:
    """The provenance of a passage: one box for each of its lines; as sure as the reading of its page."""
    article = passage.section.article
    regions = tuple(x.region for x in article.lines if x.start < passage.end and x.end > passage.start)
    return Source(
        quote=passage.text,
        article=article.number or (article.kind if article.kind != "article" else None),
        start=passage.start,
        end=passage.end,
        regions=regions,
        rule=CLAUSE,
        confidence=0.8,
        ocr_confidence=convention.page_confidence(regions[0].page) if regions else None,
    )


def is_doubtful(source: Source | None) -> bool:
    """Whether a source is too unsure for its value to prove anything."""
    if source is None:
        return False
    misread = source.ocr_confidence is not None and source.ocr_confidence < BADLY_READ
    return misread or source.confidence < DOUBTFUL


def short(text: str, *, longest: int = _LONGEST) -> str:
    """The text on one line, cut at a word where it is long."""
    plain = " ".join(text.split())
    if len(plain) <= longest:
        return plain
    return plain[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def articles_looked_at(convention: Convention) -> str:
    """ "articles 1 à 9": where a clause was looked for."""
    numbers = [s.article.number for s in convention.sections if s.kind == "article" and s.article.number]
    if not numbers:
        return "rien : aucun article n'a été reconnu"
    return f"article {numbers[0]}" if len(numbers) == 1 else f"articles {numbers[0]} à {numbers[-1]}"
