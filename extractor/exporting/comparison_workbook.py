"""A comparison and its records in, an XLSX workbook out: terms, their values, articles, commitments, findings.

One sheet a view and a column a convention, for two or for fifty; the sheet of values has a row for each, to be filtered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractor.comparing.comparison import (
    ArticleRow,
    Change,
    Comparison,
    Member,
    ObligationMember,
    ObligationRow,
    TermRow,
    TermValue,
)
from extractor.comparing.sections import own_texts
from extractor.exporting.comparison_csv import COLUMNS, value_cells
from extractor.exporting.comparison_words import (
    article_verdict,
    article_words,
    delta_words,
    differs,
    looked_words,
    obligation_verdict,
    obligation_words,
    place_words,
    reason_words,
    say,
    value_words,
)
from extractor.exporting.redline_excerpts import excerpts, likeness
from extractor.exporting.workbook import Cell, Run, Style, Value, View, render_workbook
from extractor.labels import Lang, period_words
from extractor.phrases import in_words_of
from extractor.record import ConventionRecord, Finding, Obligation, Severity, Source

_ALIKE = 0.4  # below that much in common, a text says more than its redline
_LONGEST = 900  # characters of a clause in a cell of the matrix; the sheet of values has it whole
_MOST_RUNS = 120
_MOST_WORDS = 20  # at the beginning and at the end of a long passage that was taken out or put in
_RANK = {"error": 0, "warning": 1, "info": 2}


def render_xlsx(comparison: Comparison, records: Sequence[ConventionRecord], *, lang: Lang = "fr") -> bytes:
    """The workbook of a comparison of these records, in its order."""
    book = _Book(comparison, tuple(records), lang)
    return render_workbook([book.terms(), book.articles(), book.obligations(), book.findings(), book.values()])


@dataclass(frozen=True)
class _Book:
    comparison: Comparison
    records: tuple[ConventionRecord, ...]
    lang: Lang

    def say(self, key: str) -> str:
        return say(key, self.lang)

    @property
    def width(self) -> float:
        """Of a convention's column: two share a screen, fifty keep a readable measure."""
        return max(34.0, 124.0 / len(self.records))

    def conventions(self) -> list[tuple[str, float]]:
        return [(name, self.width) for name in self.comparison.conventions]

    def place(self, source: Source | None, number: int) -> str:
        return place_words(source, self.lang, pages=len(self.records[number].source.pages))

    # -- terms ----------------------------------------------------------------------------------------------------

    def terms(self) -> View:
        """One row a term, one column a convention."""
        heads = [(self.say("report.term"), 28.0), (self.say("report.verdict"), 16.0), *self.conventions()]
        return View(self.say("report.terms"), heads, map(self._term, self.comparison.terms), frozen=2)

    def _term(self, row: TermRow) -> list[Value]:
        name = Cell(self.say(f"term.{row.term}"), "strong")
        verdict = Cell(self.say(f"verdict.{row.verdict}"), _style(row.severity, differs(row.verdict)))
        return [name, verdict, *(self._term_value(row, value, n) for n, value in enumerate(row.values))]

    def _term_value(self, row: TermRow, value: TermValue, number: int) -> Cell:
        if value.value is None:
            runs: list[Run] = [(self.say("report.absent"), "soft")]
            if value.looked_at:
                runs.append((f"\n{looked_words(value, self.lang)}", "soft"))
        elif value.redline and _ALIKE < likeness(value.redline) < 1:
            runs = list(_marked(excerpts(value.redline, around=6)))
        else:
            runs = [(_cut(value_words(row.term, value, self.lang)), "")]
        if delta := delta_words(value.delta, self.lang):
            runs.append((f"\n{delta}", "strong"))
        if value.status == "uncertain":
            runs.append((f"\n{self.say('report.to_check')}", "doubt"))
        if place := self.place(value.source, number):
            runs.append((f"\n{place}", "soft"))
        return Cell(runs=tuple(runs))

    def values(self) -> View:
        """One row a value, with the columns of the CSV: for filters and pivot tables."""
        widths = {"text": 60.0, "quote": 60.0, "convention": 24.0, "term": 24.0, "value": 24.0, "delta": 18.0}
        heads = [(name, widths.get(name, 12.0)) for name in COLUMNS]
        rows = (value_cells(row, value) for row in self.comparison.terms for value in row.values)
        return View(self.say("report.values"), heads, rows, frozen=1)

    # -- articles -------------------------------------------------------------------------------------------------

    def articles(self) -> View:
        """Which articles answer each other, and under each name what differs from the first convention that has one."""
        heads = [
            (self.say("report.verdict"), 16.0),
            (self.say("report.score"), 15.0),
            *self.conventions(),
            (self.say("report.reasons"), 36.0),
        ]
        return View(self.say("report.articles"), heads, map(self._article, self.comparison.articles), frozen=1)

    def _article(self, row: ArticleRow) -> list[Value]:
        verdict = Cell(article_verdict(row, self.lang), _style(row.severity, differs(row.verdict)))
        together = sum(bool(member.articles) for member in row.members) > 1
        score = Cell(row.score if together else None, "percent")
        unlike = any(likeness(row.redline_of(member.convention)) < _ALIKE for member in row.members)
        cells = [self._member(row, member, number, unlike) for number, member in enumerate(row.members)]
        return [verdict, score, *cells, "; ".join(reason_words(row.reasons, self.lang))]

    def _member(self, row: ArticleRow, member: Member, number: int, unlike: bool) -> Cell:
        """Name and differences; the beginnings of the texts where one of them was written anew."""
        if not member.articles:
            return Cell(self.say("report.none"), "quiet")
        runs: list[Run] = [(" + ".join(article_words(one, self.lang) for one in member.articles), "strong")]
        if member.moved:
            runs.append((f" ({self.say('verdict.moved')})", "soft"))
        changes = row.redline_of(member.convention)
        if unlike:
            text = own_texts(self.records[number], member.articles).removeprefix(member.articles[0].title or "")
            runs.append((f"\n{_cut(text)}", ""))
        elif any(change.kind != "same" and not change.cosmetic for change in changes):
            runs.append(("\n", ""))
            runs += _marked(excerpts(changes, around=4))
        return Cell(runs=tuple(runs))

    # -- commitments ----------------------------------------------------------------------------------------------

    def obligations(self) -> View:
        """Who must, may or must not do what."""
        heads = [(self.say("report.verdict"), 18.0), *self.conventions(), (self.say("report.reasons"), 36.0)]
        return View(self.say("report.obligations"), heads, map(self._obligation, self.comparison.obligations), frozen=1)

    def _obligation(self, row: ObligationRow) -> list[Value]:
        verdict = Cell(obligation_verdict(row, self.lang), _style(row.severity, differs(row.verdict)))
        cells = [self._promise(member, number) for number, member in enumerate(row.members)]
        return [verdict, *cells, "; ".join(reason_words(row.reasons, self.lang))]

    def _promise(self, member: ObligationMember, number: int) -> Cell:
        if member.obligation is None:
            return Cell(self.say("report.none"), "quiet")
        runs: list[Run] = [(_cut(obligation_words(self.records[number], member.obligation, self.lang)), "")]
        runs += [(f"\n{one}", "soft") for one in self._circumstances(member.obligation)]
        if place := self.place(member.obligation.source, number):
            runs.append((f"\n{place}", "soft"))
        return Cell(runs=tuple(runs))

    def _circumstances(self, one: Obligation) -> Iterator[str]:
        if one.frequency:
            yield f"{self.say('report.every')} {period_words(one.frequency, self.lang)}"
        if one.deadline:
            yield f"{self.say('report.deadline')} : {one.deadline}"
        if one.condition:
            yield f"{self.say('report.condition')} : {' '.join(one.condition.split())}"

    # -- findings -------------------------------------------------------------------------------------------------

    def findings(self) -> View:
        """What a jurist would point at in each convention, and the values whose reading is doubtful."""
        keys = {"convention": 26.0, "severity": 12.0, "code": 24.0, "finding": 70.0, "where": 18.0, "quote": 50.0}
        heads = [(self.say(f"report.{key}"), width) for key, width in keys.items()]
        return View(self.say("report.findings"), heads, self._pointed_at(), frozen=1)

    def _pointed_at(self) -> Iterator[list[Value]]:
        for number, (name, record) in enumerate(zip(self.comparison.conventions, self.records, strict=True)):
            for finding in sorted(record.findings, key=lambda one: _RANK[one.severity]):
                yield self._finding(name, finding, number)
            for row in self.comparison.terms:
                value = row.values[number]
                if value.status == "uncertain":
                    words = value_words(row.term, value, self.lang) or self.say("report.absent")
                    said = f"{self.say(f'term.{row.term}')} : {_cut(words)} — {self.say('report.to_check')}"
                    doubt = Finding(code=row.term, severity="warning", message=said, source=value.source)
                    yield self._finding(name, doubt, number)

    def _finding(self, name: str, one: Finding, number: int) -> list[Value]:
        quote = one.source.quote if one.source else None
        severity = Cell(self.say(f"finding.{one.severity}"), _style(one.severity, True))
        return [
            name,
            severity,
            one.code,
            in_words_of(one.message, self.lang),
            self.place(one.source, number),
            _cut(quote or ""),
        ]


def _style(severity: Severity, shown: bool) -> Style:
    return severity if shown else "quiet"


def _marked(changes: Iterable[Change]) -> Iterator[Run]:
    """A redline in fonts; Excel bears only so many in a cell."""
    for number, change in enumerate(changes):
        if number == _MOST_RUNS:
            yield " …", "soft"
            return
        words = change.text.split()
        long = len(words) > 2 * _MOST_WORDS and change.kind != "same"
        shown = [*words[:_MOST_WORDS], "…", *words[-_MOST_WORDS:]] if long else words
        yield " ".join(shown) + " ", "" if change.kind == "same" else change.kind


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST].rsplit(" ", 1)[0] + "…"
