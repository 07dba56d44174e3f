"""A record in, the sentences of a kind of clause out: which article speaks of insurance, and in what words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractor.language.folding import fold
from extractor.language.lexicon import Lexicon, parse_entry
from extractor.record import Article, ConventionRecord, Source

_SENTENCE = re.compile(r"[^\n.;!?]*(?:\.(?=\w)[^\n.;!?]*|\n(?!\s*\n)(?!\s*[-–—•])[^\n.;!?]*)*[.;!?]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of an article: offsets in the text of the document, its words, and where it stands."""

    start: int
    end: int
    text: str
    article: Article

    def source(self) -> Source:
        """Its provenance: one box for each of its lines."""
        regions = tuple(x.region for x in self.article.lines if x.start < self.end and x.end > self.start)
        number = self.article.number or (self.article.kind if self.article.kind != "article" else None)
        return Source(
            quote=self.text,
            article=number,
            start=self.start,
            end=self.end,
            regions=regions,
            rule="clause",
            confidence=0.8,
        )


@cache
def clause_words() -> Lexicon:
    """The kinds of clause that are compared by their sentences."""
    tables = tomllib.loads(resources.files(__package__).joinpath("clauses.toml").read_text("utf-8"))
    return {name: parse_entry(name, table, origin="comparing/clauses.toml") for name, table in tables.items()}


def sentences_of(article: Article) -> tuple[Passage, ...]:
    """The sentences and list items of an article's body, its heading left out."""
    base = article.source.start
    body = len(article.source.quote)
    found = []
    for match in _SENTENCE.finditer(article.text, body):
        text = match[0].strip()
        if len(text) > 3:
            start = match.start() + match[0].index(text)
            found.append(Passage(base + start, base + start + len(text), text, article))
    return tuple(found)


def find_clause(record: ConventionRecord, name: str) -> tuple[Passage, ...]:
    """The sentences of the kind of clause `name`: in articles of its topics, else anywhere in the articles."""
    entry = clause_words()[name]
    topics = entry.value.split("|")
    articles = [a for a in record.articles if a.kind == "article" and a.level == 1]
    preferred = [a for a in articles if a.topic in topics]
    for group in (preferred, articles):
        hits = [p for a in group for p in sentences_of(a) if entry.search(fold(p.text))]
        if hits:
            return tuple(hits)
    return ()


def topic_articles(record: ConventionRecord, *topics: str) -> tuple[Article, ...]:
    """The articles of some topics, in order."""
    return tuple(a for a in record.articles if a.kind == "article" and a.level == 1 and a.topic in topics)


def plain_words(text: str, record: ConventionRecord) -> str:
    """Folded words of a passage with the names of its own parties made neutral: what two conventions can share."""
    folded = fold(text)
    names = {fold(n) for p in record.parties for n in (p.name, p.alias, *p.other_aliases) if n}
    for name in sorted(names, key=len, reverse=True):
        folded = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "partie", folded)
    return " ".join(re.findall(r"\w+", folded))
