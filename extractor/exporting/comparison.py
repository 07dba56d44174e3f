"""A comparison and its records in, a report out: a table for the terminal, JSON, CSV, one HTML page, a workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.comparing.comparison import Comparison
    from extractor.exporting.comparison_pages import PagePictures
    from extractor.labels import Lang
    from extractor.record import ConventionRecord

Paint = Callable[[str, str], str]


def render_comparison(
    comparison: Comparison,
    records: Sequence[ConventionRecord],
    format: str = "table",
    lang: Lang = "fr",
    *,
    paint: Paint | None = None,
    pictures: PagePictures | None = None,
) -> str:
    """The comparison as a table for the terminal (coloured by `paint`), JSON, CSV, or one self-contained HTML page,
    which shows the `pictures` of pages if there are any.

    `comparison_workbook.render_xlsx` makes the workbook, which is bytes.
    """
    if format == "json":
        return comparison.to_json()
    if format == "csv":
        from extractor.exporting.comparison_csv import render_csv

        return render_csv(comparison)
    if format == "html":
        from extractor.exporting.comparison_html import render_html

        return render_html(comparison, records, lang=lang, pictures=pictures)
    from extractor.exporting.comparison_table import render_table

    return render_table(comparison, records, lang=lang, paint=paint or (lambda text, style: text))
