"""Records in, a comparison out, term by term and article by article; and a comparison in, a report out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.comparing.comparison import Comparison
    from extractor.labels import Lang
    from extractor.record import ConventionRecord

Paint = Callable[[str, str], str]
MOST = 50


def compare(records: Sequence[ConventionRecord]) -> Comparison:
    """What differs between 2 to 50 conventions; the first is the reference. Raises `RecordError` on fewer or more."""
    from extractor.comparing.align import align
    from extractor.comparing.articles import SameText, article_rows
    from extractor.comparing.comparison import Comparison
    from extractor.comparing.conventions import conventions_of
    from extractor.comparing.obligations import obligation_rows
    from extractor.comparing.terms import compare_terms
    from extractor.errors import RecordError

    if not 2 <= len(records) <= MOST:
        raise RecordError(
            f"{len(records)} conventions cannot be compared.", advice=f"Name between 2 and {MOST} of them."
        )
    conventions = conventions_of(_with_ids_of_their_own(records))
    ids = tuple(convention.record.id for convention in conventions)
    groups = align([convention.sections for convention in conventions])
    articles = article_rows(groups, ids)
    same = SameText(groups, articles, len(ids))
    return Comparison(
        conventions=ids,
        terms=compare_terms(conventions, same),
        articles=articles,
        obligations=obligation_rows(conventions, groups, same),
    )


def _with_ids_of_their_own(records: Sequence[ConventionRecord]) -> list[ConventionRecord]:
    """The records, those that share an id told apart: the same convention may be named twice."""
    taken: set[str] = set()
    found = []
    for record in records:
        name = record.id
        number = 2
        while name in taken:
            name, number = f"{record.id}~{number}", number + 1
        taken.add(name)
        found.append(record if name == record.id else record.model_copy(update={"id": name}))
    return found


def render_comparison(
    comparison: Comparison,
    records: Sequence[ConventionRecord],
    format: str = "table",
    lang: Lang = "fr",
    *,
    paint: Paint | None = None,
) -> str:
    """The comparison as a table for the terminal (coloured by `paint`), JSON, CSV, or one self-contained HTML page."""
    if format == "json":
        return comparison.to_json()
    if format == "csv":
        from extractor.exporting.comparison_csv import render_csv

        return render_csv(comparison)
    if format == "html":
        from extractor.exporting.comparison_html import render_html

        return render_html(comparison, records, lang=lang)
    from extractor.exporting.comparison_table import render_table

    return render_table(comparison, records, lang=lang, paint=paint or (lambda text, style: text))
