"""Records in, a comparison out: term by term, article by article, commitment by commitment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.comparing.comparison import Comparison
    from extractor.record import ConventionRecord

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
