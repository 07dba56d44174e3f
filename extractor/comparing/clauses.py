"""A convention in, the sentences of a kind of clause out: which article speaks of insurance, and in what words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from extractor.comparing.conventions import Convention
from extractor.comparing.sections import Section
from extractor.comparing.words import label_starts
from extractor.language.folding import fold
from extractor.language.lexicon import Entry, Lexicon, parse_entry
from extractor.language.sentences import find_sentences
from extractor.record import Source

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_CARVED_OUT = 80  # so far before a word may stand what excepts it: "hors données considérées comme confidentielles"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or an item of a list (`listed`) without its bullet: its offsets in the text of the document."""

    start: int
    end: int
    text: str
    section: Section
    listed: bool = False

    def source(self, convention: Convention) -> Source:
        """Its provenance: one box for each of its lines; as sure as the reading of its page."""
        article = self.section.article
        regions = tuple(x.region for x in article.lines if x.start < self.end and x.end > self.start)
        return Source(
            quote=self.text,
            article=article.number or (article.kind if article.kind != "article" else None),
            start=self.start,
            end=self.end,
            regions=regions,
            rule="clause",
            confidence=0.8,
            ocr_confidence=convention.page_confidence(regions[0].page) if regions else None,
        )


@cache
def read_words(name: str) -> Lexicon:
    """The entries of `comparing/<name>.toml`, in the format of the lexicons."""
    tables = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    return {key: parse_entry(key, table, origin=f"comparing/{name}.toml") for key, table in tables.items()}


def clause_words(name: str) -> Entry:
    """The words that show a kind of clause; the `value` of the entry lists the topics to look in first."""
    return read_words("clauses")[name]


def passages_of(section: Section) -> tuple[Passage, ...]:
    """The sentences and list items of a section's own text, its heading left out."""
    text = section.article.text
    labels = {start: end for start, end in label_starts(text).items() if section.body <= start < section.end}
    cuts = {section.body, section.end, *labels}
    cuts.update(m.end() for m in _BLANK.finditer(text, section.body, section.end))
    found = []
    for low, high in pairwise(sorted(cuts)):
        first = labels.get(low, low)
        for start, end in find_sentences(text[first:high]):
            piece = text[first + start : first + end]
            if len(piece) > 3:
                place = section.start + first
                found.append(Passage(place + start, place + end, piece, section, listed=low in labels))
    return tuple(found)


def find_clause(
    convention: Convention, name: str, *, also: Callable[[Passage], bool] = lambda passage: True
) -> tuple[Passage, ...]:
    """The sentences of a kind of clause: in articles of its topics, else in any article where the words are plain.

    What an exception names is no clause: "hors données considérées comme confidentielles" binds nobody to secrecy.
    """
    entry = clause_words(name)
    topics = entry.value.split("|")
    articles = [section for section in convention.sections if section.kind == "article"]
    preferred = [section for section in articles if section.topic in topics]
    anywhere = read_words("clauses").get(f"{name}_anywhere", entry)
    for group, words in ((preferred, entry), (articles, anywhere)):
        hits = tuple(p for s in group for p in passages_of(s) if _speaks_of(words, p.text) and also(p))
        if hits:
            return hits
    return ()


def _speaks_of(entry: Entry, text: str) -> bool:
    folded = fold(text)
    excepting = read_words("features")["excepting"]
    for match in entry.find(folded):
        low = max(0, match.start() - _CARVED_OUT)
        cut = max(folded.rfind(mark, low, match.start()) for mark in ".,;:)")
        if excepting.search(folded, max(low, cut), match.start()) is None:
            return True
    return False


def features_of(text: str, group: str) -> frozenset[str]:
    """Which features of a group a clause has: `features_of("par la médiation ou l'arbitrage", "disputes")`."""
    folded = fold(text)
    entries = read_words("features")
    return frozenset(name for name, entry in entries.items() if entry.value == group and entry.search(folded))


def topic_sections(convention: Convention, *topics: str) -> Iterator[Section]:
    """The articles of some topics, in order."""
    return (s for s in convention.sections if s.kind == "article" and s.topic in topics)
