"""A document and its record in, what is to be drawn on each page out: lines, headings, furniture, facts, the weakest passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Box, Document, Line, Page, PlacedWord
from extractor.exporting.look_facts import Fact, facts_of
from extractor.labels import Lang, label, percent
from extractor.record import Article, ConventionRecord

Run = tuple[Box, ...]

DOUBTFUL = 0.6  # confidence below which a word is marked; the legend says so
_FEWEST_LETTERS = 8  # of a line whose confidence means something
_MOST_LINES = 6  # of the weakest passage
_NEAR = 2.5  # line heights between the middles of lines that make one passage


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a page: the boxes of its words, line by line, and what is said about it."""

    kind: str
    runs: tuple[Run, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class PageMarks:
    """All that is drawn on one page, each kind in the order of the text."""

    page: Page
    lines: tuple[Run, ...] = ()
    headings: tuple[Mark, ...] = ()
    furniture: tuple[Mark, ...] = ()
    facts: tuple[Mark, ...] = ()
    weakest: Mark | None = None

    @property
    def doubtful(self) -> tuple[Box, ...]:
        """The words of which the engine is not sure, those in the furniture too."""
        return tuple(word.box for word in self.page.words if word.confidence is not None and word.confidence < DOUBTFUL)


class Survey:
    """Where everything stands in one document; without a record, what layout alone can tell."""

    def __init__(self, document: Document, record: ConventionRecord | None, lang: Lang) -> None:
        self.document, self.lang = document, lang
        self._lines: dict[int, list[Line]] = defaultdict(list)
        for line in document.lines:
            self._lines[line.page].append(line)
        self._headings: dict[int, list[Mark]] = defaultdict(list)
        self._facts: dict[int, list[Mark]] = defaultdict(list)
        for fact in facts_of(record, lang) if record else ():
            self._put(self._facts, fact)
        for fact in _headings_of(record, lang) if record else _bare_headings(document):
            self._put(self._headings, fact)
        self._furniture: dict[int, list[Mark]] = defaultdict(list)
        for item in document.furniture:
            if item.box is not None:
                mark = Mark(item.kind, ((item.box,),), label(f"look_{item.kind}", lang))
                self._furniture[item.page].append(mark)

    def on(self, page: Page) -> PageMarks:
        """What is drawn on one page of the document."""
        number = page.number
        # a word cut at the end of a line leaves its second part on the next one: a run of its own
        runs = [run for line in self._lines[number] for run in self.document.runs(line.start, line.end)]
        runs = [run for run in runs if run[0].page == number]
        return PageMarks(
            page,
            tuple(tuple(word.box for word in run) for run in runs),
            tuple(self._headings[number]),
            tuple(self._furniture[number]),
            tuple(self._facts[number]),
            _weakest(page, runs),
        )

    def _put(self, place: dict[int, list[Mark]], fact: Fact) -> None:
        """A passage that crosses pages is marked on each of them."""
        runs: dict[int, list[Run]] = defaultdict(list)
        for run in self.document.runs(fact.start, fact.end):
            runs[run[0].page].append(tuple(word.box for word in run))
        for page, found in runs.items():
            place[page].append(Mark(fact.kind, tuple(found), fact.label))


def _headings_of(record: ConventionRecord, lang: Lang) -> Iterator[Fact]:
    for article in record.articles:
        yield Fact("heading", article.source.start, article.source.end, _heading_label(article, lang))


def _heading_label(article: Article, lang: Lang) -> str:
    """ "Art. 3", "Titre II", "Annexe 1", "Préambule"."""
    if article.kind in ("preamble", "signature"):
        return label(article.kind, lang)
    return f"{label(f'look_{article.kind}', lang)} {article.number or ''}".strip()


def _bare_headings(document: Document) -> Iterator[Fact]:
    return (Fact("heading", line.start, line.end, "") for line in document.lines if line.kind == "heading")


def _weakest(page: Page, lines: Sequence[Sequence[PlacedWord]]) -> Mark | None:
    """The line of which the engine is least sure, with the lines around it that are nearly as bad; `None` without an engine."""
    sure = [_confidence(words) for words in lines]
    judged = [(value, index) for index, value in enumerate(sure) if value is not None]
    if not judged:
        return None
    lowest, seed = min(judged)
    bad = (lowest + sum(value for value, _ in judged) / len(judged)) / 2
    first = last = seed
    while first > 0 and last - first + 1 < _MOST_LINES and _goes_with(page, lines, sure, first - 1, first, bad):
        first -= 1
    while (
        last + 1 < len(lines) and last - first + 1 < _MOST_LINES and _goes_with(page, lines, sure, last + 1, last, bad)
    ):
        last += 1
    runs = tuple(tuple(word.box for word in words) for words in lines[first : last + 1])
    return Mark("weakest", runs, percent(lowest))


def _goes_with(
    page: Page,
    lines: Sequence[Sequence[PlacedWord]],
    sure: Sequence[float | None],
    other: int,
    known: int,
    bad: float,
) -> bool:
    """Whether the line `other` is as doubtful as `bad` and stands right above or below the line `known`."""
    value = sure[other]
    if value is None or value > bad:
        return False
    one, two = page.upright(lines[known][0].box), page.upright(lines[other][0].box)
    far = abs((one.top + one.bottom) - (two.top + two.bottom)) / 2
    return far <= _NEAR * max(one.height, two.height, 1.0)


def _confidence(words: Sequence[PlacedWord]) -> float | None:
    """The confidence of a line, each word weighed by its letters."""
    read = [(word.end - word.start, word.confidence) for word in words if word.confidence is not None]
    letters = sum(count for count, _ in read)
    if letters < _FEWEST_LETTERS:
        return None
    return sum(count * confidence for count, confidence in read) / letters
