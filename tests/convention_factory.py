"""A text in short form in, a record out, without reading or spaCy: for tests of what is done with records.

    @1 durée Durée
    La convention est conclue pour trois ans.

is article 1 on "durée" with the title "Durée"; "@preamble" and "@signature" begin those sections.
"""

import re

from extractor.record import (
    Article,
    ConventionRecord,
    LineRecord,
    Obligation,
    PageRecord,
    Party,
    RegionRecord,
    Source,
    SourceFile,
)

_HEAD = re.compile(r"^@(\S+)(?: (\S+))?(?: (.+))?$", re.MULTILINE)


def source(text: str, quote: str, article: str | None = None, *, page: int = 1, **fields) -> Source:
    start = text.index(quote)
    region = RegionRecord(page=page, x0=50, top=100, x1=300, bottom=112)
    values = {"regions": (region,), "rule": "test", "confidence": 0.9, "ocr_confidence": None, **fields}
    return Source(quote=quote, article=article, start=start, end=start + len(quote), **values)


def convention(
    record_id: str, short: str, *, parties=("Ville d'Ambrelune|la Ville", "Club des Dunes|le Club"), **facts
):
    """The record; `facts` are its other fields, or functions of its text that give them."""
    text, articles = _sections(short)
    values = {name: fact(text) if callable(fact) else fact for name, fact in facts.items()}
    pages = values.pop("pages", (PageRecord(number=1, width=595, height=842, reader="text"),))
    return ConventionRecord(
        id=record_id,
        source=SourceFile(
            path=f"{record_id}.pdf",
            sha256=f"{abs(hash(text)):064x}"[:64],
            bytes=1,
            media_type="application/pdf",
            pages=pages,
        ),
        parties=tuple(_party(n, one) for n, one in enumerate(parties, start=1)),
        articles=articles,
        **values,
    )


def _party(number: int, said: str) -> Party:
    name, _, alias = said.partition("|")
    return Party(id=f"p{number}", name=name, alias=alias or None, source=source(name, name, page=1))


def _sections(short: str) -> tuple[str, tuple[Article, ...]]:
    """THE text, with "Article 1 : Titre" for each head, and the articles with their offsets."""
    heads = list(_HEAD.finditer(short))
    text, found = "", []
    for position, head in enumerate(heads):
        end = heads[position + 1].start() if position + 1 < len(heads) else len(short)
        name, topic, title = head.groups()
        body = short[head.end() : end].strip("\n")
        numbered = name[0].isdigit()
        heading = f"Article {name} : {title}" if numbered else title or ""
        start = len(text)
        whole = "\n\n".join(part for part in (heading, body) if part)
        text += whole + "\n\n"
        quote = heading or whole.split("\n")[0]
        kind = "article" if numbered else name.split("-")[0]
        region = RegionRecord(page=1, x0=50, top=10.0 + position, x1=500, bottom=20.0 + position)
        found.append(
            Article(
                number=name if numbered or kind == "annex" else None,
                title=title,
                kind=kind,
                topic=topic,
                text=whole,
                source=Source(
                    quote=quote,
                    article=name,
                    start=start,
                    end=start + len(quote),
                    rule="test",
                    ocr_confidence=None,
                    confidence=1,
                ),
                lines=(LineRecord(start=start, end=start + len(whole), region=region),),
            )
        )
    return text, tuple(found)


def promise(text: str, action: str, article: str, *, debtors=("p1",), modality="obligation", **fields) -> Obligation:
    return Obligation(debtors=debtors, modality=modality, action=action, source=source(text, action, article), **fields)
