"""A laid-out document and its annotated `Doc` in, the record out: each fact gets its quote, article, page and box."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from extractor import record as r
from extractor.document import Document, Page, Region
from extractor.language import facts as f
from extractor.language.annotations import read_facts

if TYPE_CHECKING:
    from spacy.tokens import Doc

_CM = 2.54 / 72  # of a point
_KIND_LABELS = {"preamble": "preamble", "signature": "signature"}


class _Sources:
    """Makes the `source` of facts; knows the articles, hence which one encloses an offset."""

    def __init__(self, document: Document, articles: tuple[f.Article, ...]) -> None:
        self.document = document
        # inner sections last, so that the last one that covers an offset is the nearest
        self.sections = sorted((a for a in articles if a.kind != "part"), key=lambda a: (a.level, a.start))

    def article_at(self, offset: int) -> str | None:
        """The number of the nearest enclosing section, or its kind where it has none."""
        found = None
        for section in self.sections:
            if section.start <= offset < section.end:
                found = section.number or _KIND_LABELS.get(section.kind)
        return found

    def source(self, fact: Any) -> r.Source:
        """The provenance of a fact, from its offsets."""
        start, end = fact.start, fact.end
        return r.Source(
            quote=self.document.text[start:end],
            article=self.article_at(start),
            start=start,
            end=end,
            regions=tuple(region_record(region) for region in self.document.regions(start, end)),
            rule=getattr(fact, "rule", ""),
            confidence=round(min(max(getattr(fact, "confidence", 1.0), 0.0), 1.0), 3),
            ocr_confidence=_rounded(self.document.ocr_confidence(start, end), 3),
        )

    def values(self, fact: Any, *, leave: Iterable[str] = ()) -> dict[str, Any]:
        """The fields of a fact that a record repeats, with its source."""
        dropped = {"start", "end", "rule", "confidence", "alternatives", *leave}
        fields = {x.name: getattr(fact, x.name) for x in dataclasses.fields(fact) if x.name not in dropped}
        fields["source"] = self.source(fact)
        if hasattr(fact, "alternatives"):
            fields["alternatives"] = tuple(
                r.Alternative(value=x.value, reason=x.reason, source=self.source(x)) for x in fact.alternatives
            )
        return fields


def region_record(region: Region) -> r.RegionRecord:
    """A region with coordinates rounded to a hundredth of a point."""
    box = region.box
    return r.RegionRecord(
        page=region.page, x0=round(box.x0, 2), top=round(box.top, 2), x1=round(box.x1, 2), bottom=round(box.bottom, 2)
    )


def build_record(document: Document, doc: Doc, source: r.SourceFile, record_id: str) -> r.ConventionRecord:
    """The record of one convention; findings hold what the components doubted and what the consistency checks saw."""
    from extractor.checking import renewed_findings
    from extractor.deadlines import with_deadlines

    articles = read_facts(doc, "articles", f.Article)
    made = _Sources(document, articles)
    title = next(iter(read_facts(doc, "title", f.TitleBlock)), None)
    signature = next(iter(read_facts(doc, "signature", f.Signature)), None)
    renewal = next(iter(read_facts(doc, "renewal", f.Renewal)), None)
    record = r.ConventionRecord(
        id=record_id,
        source=source.model_copy(update={"pages": tuple(_page_record(document, page) for page in document.pages)}),
        title=title.title if title else None,
        title_period=title.period if title else None,
        title_source=made.source(title) if title else None,
        kind=title.kind if title else None,
        parties=tuple(_party(made, party) for party in read_facts(doc, "parties", f.Party)),
        articles=tuple(_article(made, article) for article in articles),
        signature=r.Signature(**made.values(signature)) if signature else None,
        signatories=tuple(r.Signatory(**made.values(x)) for x in read_facts(doc, "signatories", f.Signatory)),
        durations=tuple(r.Duration(**made.values(x)) for x in read_facts(doc, "durations", f.Duration)),
        renewal=r.Renewal(**made.values(renewal)) if renewal else None,
        notices=tuple(r.Notice(**made.values(x)) for x in read_facts(doc, "notices", f.Notice)),
        obligations=tuple(r.Obligation(**made.values(x)) for x in read_facts(doc, "obligations", f.Obligation)),
        references=tuple(
            r.Reference(text=document.text[x.start : x.end], **made.values(x, leave=["reason"]))
            for x in read_facts(doc, "references", f.Reference)
        ),
        dates=tuple(r.DateFact(**made.values(x)) for x in read_facts(doc, "dated_facts", f.DatedFact)),
        amounts=tuple(r.Amount(**made.values(x)) for x in read_facts(doc, "amounts", f.Amount)),
        findings=(*_page_findings(document.pages), *_doubts(made, read_facts(doc, "doubts", f.Doubt))),
    )
    record = with_deadlines(record)
    return record.model_copy(update={"findings": renewed_findings(record)})


def _party(made: _Sources, party: f.Party) -> r.Party:
    people = tuple(r.Representative(**made.values(person)) for person in party.representatives)
    return r.Party(**made.values(party, leave=["representatives", "shared_aliases"]), representatives=people)


def _article(made: _Sources, article: f.Article) -> r.Article:
    """An article's text is heading and body; its quote is the heading, or the first line where it has none."""
    text = made.document.text[article.start : article.end]
    head_end = article.heading_end if article.heading_end > article.start else article.start + len(text.split("\n")[0])
    head = dataclasses.replace(article, start=min(article.heading_start, head_end) or article.start, end=head_end)
    source = made.source(head).model_copy(update={"article": article.number or _KIND_LABELS.get(article.kind)})
    return r.Article(
        number=article.number,
        title=article.title,
        level=article.level,
        kind=article.kind,
        topic=article.topic,
        text=text,
        source=source,
        lines=_line_records(made.document, article) if article.level <= 1 else (),
    )


def _line_records(document: Document, article: f.Article) -> tuple[r.LineRecord, ...]:
    """The boxes of an article's lines; its sub-articles lie within them and repeat none."""
    return tuple(
        r.LineRecord(start=line.start, end=line.end, region=region_record(Region(line.page, line.box)))
        for line in document.lines
        if line.box is not None and article.start <= line.start < article.end
    )


def _page_record(document: Document, page: Page) -> r.PageRecord:
    furniture = tuple(
        r.FurnitureRecord(
            kind=item.kind, text=item.text, region=region_record(Region(item.page, item.box)) if item.box else None
        )
        for item in document.furniture
        if item.page == page.number
    )
    return r.PageRecord(
        number=page.number,
        width=round(page.width, 2),
        height=round(page.height, 2),
        reader=page.reader,
        reason=page.reason,
        ocr_confidence=_rounded(page.ocr_confidence, 3),
        rotation=page.rotation,
        skew=round(page.skew, 2),
        furniture=furniture,
    )


def _page_findings(pages: Iterable[Page]) -> Iterable[r.Finding]:
    """What reading could not do, page by page: no page is lost in silence."""
    for page in pages:
        if page.reader == "none":
            message = f"La page {page.number} n'a pas été lue : {page.reason or 'raison inconnue'}."
            yield r.Finding(code="page-unread", severity="error", message=message)
        if page.unread:
            count = len(page.unread)
            lines = (
                f"{count} lignes d'écriture n'ont pas pu être lues"
                if count > 1
                else "une ligne d'écriture n'a pas pu être lue"
            )
            places = ", ".join(f"{box.top * _CM:.0f} cm" for box in page.unread)
            message = f"Page {page.number} : {lines} ({places} sous le bord supérieur) ; voir le papier."
            yield r.Finding(code="writing-unread", severity="warning", message=message)
        for warning in page.warnings:
            yield r.Finding(code="reading-warning", severity="warning", message=f"Page {page.number} : {warning}")


def _doubts(made: _Sources, doubts: Iterable[f.Doubt]) -> Iterable[r.Finding]:
    for doubt in doubts:
        yield r.Finding(code=doubt.code, severity=doubt.severity, message=doubt.message, source=made.source(doubt))


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
