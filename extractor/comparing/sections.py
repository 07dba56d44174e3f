"""A record in, the sections that a comparison pairs out: preamble, articles of level 1, annexes, signature block.

Each has its own text, without its number and without the section after it, and the sentences of that text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile, zip_longest

from rapidfuzz import fuzz

from extractor.comparing.comparison import ArticleName
from extractor.comparing.cues import lexicon_cue
from extractor.comparing.wording import Gist, Names, gist, neutral
from extractor.comparing.words import flat, label_starts
from extractor.language.folding import fold
from extractor.language.sentences import find_sentences
from extractor.record import Article, ConventionRecord

_NUMBER = re.compile(
    r"\W*(?:(?:article|art|annexe)\b\.?\s*)?[\divxlc]{0,6}(?:er|ier|bis|ter|premier)?\W*", re.IGNORECASE
)


_HANGS_ON = re.compile(
    r"(?:ils?|elles?|cel(?:ui|les?)(?: ci)?|ceux|ce|cet|cette|ces|dans ce cas|en ce cas|a defaut|toutefois|cependant|neanmoins)\b"
)
_BLANK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or an item of a list (`listed`) without its bullet: its offsets in the text of the document."""

    start: int
    end: int
    text: str
    section: Section
    listed: bool = False


@dataclass(frozen=True, eq=False)
class Section:
    """A section of one convention. `place`: where it stands in the order, 0 to 1; `text`: title and own text without
    its number; `article.text[body:end]` is its own text, `start` the offset of `article.text` in THE text."""

    convention: str
    article: Article
    index: int
    place: float
    text: str
    names: Names
    start: int
    body: int
    end: int

    @cached_property
    def kind(self) -> str:
        """preamble, article, annex, signature or part."""
        return self.article.kind

    @cached_property
    def topic(self) -> str | None:
        """What it is about, where that is known and says something."""
        return self.article.topic if self.article.topic != "autre" else None

    @cached_property
    def titled(self) -> bool:
        """Whether its title names its topic."""
        entry = lexicon_cue(self.topic, "topics") if self.topic else None
        return entry is not None and entry.search(fold(self.article.title or "")) is not None

    @cached_property
    def title(self) -> str:
        """Its title, folded, without the parties' names."""
        return neutral(self.article.title or "", self.names)

    @cached_property
    def heading(self) -> Gist:
        """What its title says."""
        return gist(self.title)

    @cached_property
    def plain(self) -> str:
        """Its text as it can be compared: folded words, the parties by their keys; title included."""
        return neutral(self.text, self.names)

    @cached_property
    def words(self) -> Gist:
        """What its text says."""
        return gist(self.plain)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences and list items of its own text, its heading left out."""
        text = self.article.text
        labels = {start: end for start, end in label_starts(text).items() if self.body <= start < self.end}
        cuts = {self.body, self.end, *labels}
        cuts.update(m.end() for m in _BLANK.finditer(text, self.body, self.end))
        found = []
        for low, high in pairwise(sorted(cuts)):
            first = labels.get(low, low)
            for start, end in find_sentences(text[first:high]):
                piece = text[first + start : first + end]
                if len(piece) > 3:
                    place = self.start + first
                    found.append(Passage(place + start, place + end, piece, self, listed=low in labels))
        return tuple(found)

    @cached_property
    def plain_sentences(self) -> tuple[str, ...]:
        """Its sentences as they can be compared: neutral words."""
        return tuple(neutral(passage.text, self.names) for passage in self.passages)


def with_items(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, each lead-in with the items of its list: "Elle a pour objet :" says nothing without them."""
    found: dict[int, Passage] = {}
    for passage in passages:
        found[passage.start] = passage
        if passage.text.rstrip().endswith(":"):
            behind = (p for p in passage.section.passages if p.start > passage.start)
            found.update((p.start, p) for p in takewhile(lambda p: p.listed, behind))
    return list(found.values())


def sentences_in_context(sections: Sequence[Section]) -> list[str]:
    """The sentences of sections that follow each other, with the words that they hang on: an item of a list with its
    lead-in, "Il est tenu …" with the sentence before."""
    found: list[str] = []
    lead = before = ""
    for section in sections:
        for passage, words in zip(section.passages, section.plain_sentences, strict=True):
            if passage.listed:
                found.append(f"{lead} {words}".strip())
                continue
            found.append(f"{before} {words}" if before and _HANGS_ON.match(words) else words)
            before = words
            lead = words if passage.text.rstrip().endswith(":") else ""
    return found


def sections_of(record: ConventionRecord, names: Names) -> tuple[Section, ...]:
    """The sections of a record in the order of its text."""
    articles = sorted((a for a in record.articles if a.level <= 1), key=lambda a: (a.source.start, a.level))
    starts = [a.source.start for a in articles[1:]]
    last = max(len(articles) - 1, 1)
    return tuple(
        _section(record.id, article, following, index, index / last, names)
        for index, (article, following) in enumerate(zip_longest(articles, starts))
    )


def _section(
    convention: str, article: Article, following: int | None, index: int, place: float, names: Names
) -> Section:
    start = article.source.start - max(article.text.find(article.source.quote), 0)
    end = len(article.text) if following is None else max(0, min(following - start, len(article.text)))
    body = min(heading_length(article), end)
    text = "\n\n".join(part for part in (article.title, article.text[body:end].strip()) if part)
    return Section(convention, article, index, place, text, names, start, body, end)


def heading_length(article: Article) -> int:
    """How much of an article's text is heading; where it has none, its quote is the first line and counts as text."""
    quote = article.source.quote
    title = fold(article.title or "")
    if not article.text.startswith(quote):
        return 0
    if title and fuzz.partial_ratio(" ".join(title.split()), " ".join(fold(quote).split())) >= 90:
        return len(quote)
    return len(quote) if _NUMBER.fullmatch(quote) else 0


def own_texts(record: ConventionRecord, articles: Sequence[ArticleName]) -> str:
    """The texts of some of a record's sections as a comparison sees them, named as its rows name them."""
    wanted = {(one.kind, one.number, one.title) for one in articles}
    found = (s.text for s in sections_of(record, ()) if (s.kind, s.article.number, s.article.title) in wanted)
    return "\n\n".join(flat(text) for text in found)
