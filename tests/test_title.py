"""Titles of invented openings, and the years in them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import lines_of
from extractor.language.articles import find_articles
from extractor.language.title import find_title, parse_title_period

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "titles.toml").read_text("utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] or "none" for case in CASES])
def test_title_of_an_opening(case: dict[str, Any]) -> None:
    text = case["text"]
    lines = lines_of(text)
    found = find_title(text, lines, find_articles(text, lines))
    assert (found.title if found else "") == case["title"]
    if found:
        assert found.kind == case["kind"]
        assert (found.period or "") == case.get("period", "")
        assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Convention 2024-2028", "2024-2028"),
        ("Convention 2024/2028", "2024-2028"),
        ("Convention 2024 à 2028", "2024-2028"),
        ("Convention 2018-2019-2020", "2018-2020"),
        ("Saison 2025-26", "2025-2026"),
        ("Années 2024, 2025 et 2026", "2024-2026"),
        ("Exercice 2025", "2025"),
        ("Convention n° 2024-28", None),
        ("Délibération 2024-2026", None),
        ("Accord du 12 mai 2006", None),
        ("Convention 2028-2024", None),
        ("Convention", None),
    ],
)
def test_years_in_a_title(title: str, period: str | None) -> None:
    assert parse_title_period(title) == period


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["CONVENTION", "Accord", "Contrat", "Entente"]), st.integers(1990, 2060), st.integers(1, 20))
def test_any_two_years_are_a_period(kind: str, first: int, length: int) -> None:
    text = f"{kind} de partenariat {first}-{first + length}\n\nEntre les soussignés"
    found = find_title(text, lines_of(text))
    assert found is not None
    assert found.period == f"{first}-{first + length}"


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="CONVENTIONconvention de\n-2024 ,.entre", max_size=150))
def test_any_text_is_survived(text: str) -> None:
    found = find_title(text, lines_of(text))
    assert found is None or (0 <= found.start < found.end <= len(text) and found.title)
