"""A record in, the stretches of its text that are read once each out, and a passage of one as a place to point at.

A record keeps the text of its sections, parts and sub-sections among them; what is searched is preamble, articles of
the first level, annexes and signature block, so that nothing is found twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from extractor.language.folding import fold
from extractor.language.sentences import find_sentences
from extractor.record import Article, ConventionRecord, Finding, Severity, Source

RULE = "checking"  # marks findings made here, so that they can be made anew where extraction has the same code


@dataclass(frozen=True)
class Stretch:
    """The text of one section; `start` is its offset in THE text, `body` where its heading ends."""

    article: Article
    start: int
    record: ConventionRecord

    @property
    def text(self) -> str:
        """Heading and body."""
        return self.article.text

    @cached_property
    def folded(self) -> str:
        """The same without case and accents, character for character."""
        return fold(self.text)

    @cached_property
    def body(self) -> int:
        """Where the words behind the heading begin."""
        return (
            len(self.article.source.quote)
            if self.article.title and self.text.startswith(self.article.source.quote)
            else 0
        )

    def passage(self, low: int, high: int) -> Source:
        """`text[low:high]` as a source: its boxes are the lines it stands on."""
        start, end = self.start + low, self.start + high
        lines = [line for line in self.article.lines if line.start < end and start < line.end]
        inside = [
            a for a in self.record.articles if a.level >= 1 and a.source.start <= start < _beginning(a) + len(a.text)
        ]
        nearest = max(inside, key=lambda a: (a.source.start, a.level), default=self.article)
        return Source(
            quote=self.text[low:high],
            article=nearest.source.article,
            start=start,
            end=end,
            regions=tuple(dict.fromkeys(line.region for line in lines)),
            rule=RULE,
            confidence=1.0,
            ocr_confidence=self.article.source.ocr_confidence,
        )


def _beginning(article: Article) -> int:
    """The offset of an article's text; its quote, the heading, may stand a little further on."""
    return max(0, article.source.start - max(article.text.find(article.source.quote), 0))


def stretches(record: ConventionRecord, *kinds: str) -> Iterator[Stretch]:
    """The sections of the first level, or those of some kinds, in the order of the text."""
    for article in record.articles:
        if article.level == 1 and article.kind != "part" and (not kinds or article.kind in kinds):
            yield Stretch(article, _beginning(article), record)


def sentence_at(record: ConventionRecord, place: int) -> tuple[Stretch, int, int] | None:
    """The section in which an offset of THE text stands, and the bounds of its sentence there."""
    for stretch in stretches(record):
        at = place - stretch.start
        if 0 <= at < len(stretch.text):
            spans = ((low, high) for low, high in find_sentences(stretch.text) if low <= at < high)
            bounds = next(spans, None)
            return (stretch, *bounds) if bounds else None
    return None


def told(record: ConventionRecord, code: str) -> list[Source]:
    """The places that extraction already points at with a code; what was found here before is found anew."""
    return [one.source for one in record.findings if one.code == code and one.source and one.source.rule != RULE]


def finding(code: str, severity: Severity, message: str, source: Source | None = None) -> Finding:
    """A finding; `finding("expired", "info", "La convention a pris fin le 2024-12-31.")`."""
    return Finding(code=code, severity=severity, message=message, source=source)
