"""Text and articles in; for any place its sentence, the sentences beside it, its article and the headings above it.

passages = read_passages("Art. 5 - Durée\\n\\nElle dure un an. Elle est reconduite.", ())
passages.folded[slice(*passages.sentence(30))] == "elle dure un an."
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from extractor.language.facts import Article
from extractor.language.folding import fold
from extractor.language.sentences import Span, find_sentences, sentence_at
from extractor.language.wording import holds

CROWD = 30  # no sentence of a convention holds more periods or dates than this
CROWDED = 20  # nor are there more sentences so crowded in one; those after them say nothing
T = TypeVar("T")


@dataclass(frozen=True)
class Passages:
    """A text with its folded form, sentences and articles; every position is an offset into the text."""

    text: str
    folded: str
    sentences: tuple[Span, ...]
    articles: tuple[Article, ...]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`."""
        index = sentence_at(self.sentences, offset)
        return self.sentences[index] if index >= 0 else (offset, offset)

    def beside(self, offset: int, step: int) -> Span | None:
        """The sentence `step` places after (or before) that of `offset`, within the same article; `None` outside."""
        index = sentence_at(self.sentences, offset) + step
        if not 0 <= index < len(self.sentences):
            return None
        start, end = self.sentences[index]
        here, there = self.section(offset), self.section(start)
        return (start, end) if here is there else None

    def section(self, offset: int) -> Article | None:
        """The article of level 1, preamble, annex or signature block that holds `offset`."""
        index = bisect.bisect_right(self._section_starts, offset) - 1
        if index < 0:
            return None
        section = self._sections[index]
        return section if offset < section.end else None

    def _title_above(self, offset: int) -> str:
        """In a text without articles: the short line above that ends like a title ("Article 2 - Durée")."""
        index = sentence_at(self.sentences, offset)
        for start, end in reversed(self.sentences[max(0, index - 6) : index]):
            if end - start < 90 and self.folded[end - 1] not in ".;:,!?":
                return self.folded[start:end]
        return ""

    def says(self, lexicon: str, entry: str, span: Span) -> bool:
        """Whether a form of a lexicon's entry stands in a sentence; looked for once."""
        key = (lexicon, entry, span)
        if key not in self._said:
            self._said[key] = holds(lexicon, entry, self.folded, *span)
        return self._said[key]

    def once(self, question: str, span: Span, answer: Callable[[], bool]) -> bool:
        """What `answer` says about a sentence, asked once however many periods stand in it."""
        key = (question, "", span)
        if key not in self._said:
            self._said[key] = answer()
        return self._said[key]

    def thinned(self, mentions: Iterable[T], at: Callable[[T], int]) -> Iterator[T]:
        """`mentions` without those that crowd a sentence: a table of figures, or a text made to be slow."""
        crowds: dict[int, list[T]] = {}
        for mention in mentions:
            crowds.setdefault(sentence_at(self.sentences, at(mention)), []).append(mention)
        crowded = 0
        for crowd in crowds.values():
            crowded += len(crowd) > CROWD
            if len(crowd) <= CROWD or crowded <= CROWDED:
                yield from crowd[:CROWD]

    def subsection(self, offset: int) -> Article | None:
        """The innermost article or sub-article that holds `offset`."""
        section = self.section(offset)
        if section is None:
            return None
        inner = [a for a in self._inner.get(section.start, ()) if a.start <= offset < a.end]
        return max(inner, key=lambda a: a.start, default=section)

    def headings(self, offset: int) -> str:
        """The folded titles of the article and sub-article that hold `offset`, outermost first."""
        section = self.section(offset)
        if section is None:
            return "" if self.articles else self._title_above(offset)
        inner = [a for a in self._inner.get(section.start, ()) if a.start <= offset < a.end]
        return fold(" / ".join(a.title for a in (section, *inner) if a.title))

    @cached_property
    def _said(self) -> dict[tuple[str, str, Span], bool]:
        return {}

    @cached_property
    def _sections(self) -> tuple[Article, ...]:
        return tuple(sorted((a for a in self.articles if a.kind != "part" and a.level <= 1), key=lambda a: a.start))

    @cached_property
    def _section_starts(self) -> list[int]:
        return [a.start for a in self._sections]

    @cached_property
    def _inner(self) -> dict[int, tuple[Article, ...]]:
        inner: dict[int, tuple[Article, ...]] = {}
        for article in self.articles:
            section = self.section(article.start) if article.kind == "article" and article.level > 1 else None
            if section is not None and section is not article:
                inner[section.start] = (*inner.get(section.start, ()), article)
        return inner


def read_passages(text: str, articles: Sequence[Article] = ()) -> Passages:
    """`text` cut to sentences; a heading and the body below it are never one sentence."""
    cuts = sorted({cut for a in articles for cut in (a.start, a.heading_end, a.end) if 0 < cut < len(text)})
    sentences: list[Span] = []
    for start, end in find_sentences(text):
        edges = [start, *cuts[bisect.bisect_right(cuts, start) : bisect.bisect_left(cuts, end)], end]
        for low, high in pairwise(edges):
            piece = text[low:high]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                sentences.append((low + lead, low + len(piece.rstrip())))
    return Passages(text, _mended(fold(text)), tuple(sentences), tuple(articles))


def _mended(folded: str) -> str:
    """Folded text with lost apostrophes put back ("d un an") and marks of emphasis blanked; no character moves."""
    folded = re.sub(r"(?<![\w'])([cdjlmnst]|qu) (?=[aeiouyh]\w)", r"\1'", folded)
    return re.sub(r"\*{1,3}|_{1,3}(?=\w)|(?<=\w)_{1,3}", lambda marks: " " * len(marks.group()), folded)
