"""What mini-conventions cite, and what must hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from article_factory import Style, make_convention
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.articles import find_articles
from extractor.language.facts import Article
from extractor.language.folding import fold
from extractor.language.references import find_references
from extractor.language.relevance import spoken_of

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "references.toml").read_text("utf-8"))[
    "case"
]


def innermost(articles: tuple[Article, ...], at: int) -> str:
    return next((a.number or a.kind for a in reversed(articles) if a.kind != "part" and a.start <= at < a.end), "")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_references_of_a_mini_convention(case: dict[str, Any]) -> None:
    text = case["text"]
    articles = find_articles(text)
    found = find_references(text, articles)
    shown = [[innermost(articles, r.start), text[r.start : r.end], r.target, r.kind, r.status] for r in found]
    assert shown == case["references"]
    for reference in found:
        assert (reference.reason is not None) == (reference.status in ("broken", "suspicious"))


@pytest.mark.parametrize(
    ("before", "stems"),
    [
        ("Valider la feuille de route annuelle évoquée à l'", ("feuill", "rout", "annuel")),
        ("Dans les conditions prévues à l'", ()),
        ("Les parties, selon l'", ()),
        ("le versement de la subvention prévue à l'", ("verse", "subven")),
        ("Elle paie. Le loyer fixé par l'", ("loye",)),
    ],
)
def test_what_a_sentence_says_stands_there(before: str, stems: tuple[str, ...]) -> None:
    folded = fold(before + "article 2")
    found = spoken_of(folded, len(before))
    assert [s[:4] for s in found] == [s[:4] for s in stems]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["line", "below", "above", "none"]))
def test_what_is_cited_exists_or_is_broken(seed: int, place: str) -> None:
    text = make_convention(Style(place=place), seed).text
    articles = find_articles(text)
    numbers = {a.number for a in articles}
    for reference in find_references(text, articles):
        assert text[reference.start : reference.end].strip()
        if reference.status == "resolved":
            assert reference.target in numbers
        if reference.status == "broken":
            assert reference.target not in numbers


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="article s1234L.R-,et à dulacoéxn()«»\n", max_size=200))
def test_any_text_is_survived(text: str) -> None:
    found = find_references(text, find_articles(text))
    assert [r.start for r in found] == sorted(r.start for r in found)
    assert all(0 <= r.start < r.end <= len(text) for r in found)
