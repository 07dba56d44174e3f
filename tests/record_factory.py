"""Short ways to records for tests of what is done with them."""

from pathlib import Path

from extractor.record import (
    Alternative,
    Amount,
    Article,
    ConventionRecord,
    Duration,
    Finding,
    Notice,
    Obligation,
    PageRecord,
    Party,
    Reference,
    RegionRecord,
    Renewal,
    Representative,
    Signatory,
    Signature,
    Source,
    SourceFile,
)

TEXT = (
    "CONVENTION DE COOPÉRATION\n\nEntre la Maison des Dunes, dite « MDD », représentée par sa présidente, Mme Odile Ferrand,\n"
    "et la Ville d'Ambrelune.\n\nArticle 1 - Objet\nLes parties s'engagent à ouvrir un atelier.\n\n"
    "Article 2 - Durée\nElle est conclue pour cinq ans à compter de sa signature.\n\n"
    "Article 3 - Résiliation\nChaque partie peut la résilier avec un préavis de trois\nmois.\n\n"
    "Fait à Ambrelune, le 1er octobre 2024\n"
)


def source(quote: str = "", article: str | None = None, *, text: str = TEXT, **fields) -> Source:
    start = text.index(quote)
    region = RegionRecord(page=2, x0=10, top=10, x1=90, bottom=20)
    values = {"regions": (region,), "rule": "test", "confidence": 0.9, **fields}
    return Source(quote=quote, article=article, start=start, end=start + len(quote), **values)


def file(path: str = "a.pdf", pages: int = 2) -> SourceFile:
    read = tuple(
        PageRecord(number=n + 1, width=595, height=842, reader="ocr", ocr_confidence=0.9) for n in range(pages)
    )
    return SourceFile(path=path, sha256="0" * 64, bytes=1, media_type="application/pdf", pages=read)


def full_record(record_id: str = "dunes", **fields) -> ConventionRecord:
    """A record with something in each table."""
    people = (Representative(name="Odile Ferrand", role="présidente", source=source("Odile Ferrand", "preamble")),)
    values = {
        "title": "CONVENTION DE COOPÉRATION",
        "kind": "convention",
        "parties": (
            Party(id="p1", name="Maison des Dunes", alias="MDD", other_aliases=("la Maison", "M.D.D."),
                  representatives=people, source=source("Maison des Dunes", "preamble")),
            Party(id="p2", name="Ville d'Ambrelune", source=source("Ville d'Ambrelune", "preamble")),
        ),
        "articles": tuple(
            Article(number=str(n), title=title, kind="article", text=heading, source=source(heading, str(n)))
            for n, title, heading in [
                (1, "Objet", "Article 1 - Objet"),
                (2, "Durée", "Article 2 - Durée"),
                (3, "Résiliation", "Article 3 - Résiliation"),
            ]
        ),
        "signature": Signature(place="Ambrelune", date="2024-10-01", copies=2, source=source("Fait à Ambrelune")),
        "signatories": (Signatory(name="Odile Ferrand", party="p1", on_behalf="uncertain", source=source("Odile Ferrand")),),
        "durations": (
            Duration(period="P5Y", start_event="signature", start_date="2024-10-01", computed_end_date="2029-09-30",
                     basis="signée le 1er octobre 2024 + 5 ans", indefinite=False, source=source("cinq ans", "2"),
                     alternatives=(Alternative(value="P4Y", reason="titre", source=source("CONVENTION")),)),
        ),
        "renewal": Renewal(mode="express", form="avenant", period="P1Y", max_count=2, source=source("signature", "2")),
        "notices": (
            Notice(event="termination", period="P3M", by=("p1", "p2"), form="lettre recommandée",
                   source=source("préavis de trois\nmois", "3")),
        ),
        "obligations": (
            Obligation(debtors=("p1", "p2"), modality="obligation", action="ouvrir un atelier", frequency="P1Y",
                       deadline="2025-01-01", condition="sous réserve", beneficiary=("p2",),
                       source=source("ouvrir un atelier", "1")),
        ),
        "references": (
            Reference(text="Article 1", target="1", kind="internal", status="resolved", source=source("Article 1")),
        ),
        "amounts": (Amount(value="1500.00", currency="EUR", role="subvention", source=source("cinq")),),
        "findings": (Finding(code="alias-variant", severity="warning", message="Deux graphies.", source=source("MDD")),),
        **fields,
    }  # fmt: skip
    return ConventionRecord(id=record_id, source=file(f"{record_id}.pdf"), **values)


def save(root: Path, record: ConventionRecord, text: str = TEXT) -> Path:
    """Put a record where a run would."""
    for part in ("records", "text"):
        (root / part).mkdir(parents=True, exist_ok=True)
    (root / "text" / f"{record.id}.txt").write_text(text, "utf-8")
    place = root / "records" / f"{record.id}.json"
    place.write_text(record.to_json(), "utf-8")
    return place
