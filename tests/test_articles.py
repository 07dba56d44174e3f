"""Articles of mini-conventions, one for each way of writing headings, and what must hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import lines_of
from extractor.language.articles import article_doubts, find_articles
from extractor.language.facts import Article

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "articles.toml").read_text("utf-8"))[
    "case"
]


def pairs(articles: list[Article]) -> list[list[str]]:
    return [[a.number or "", a.title or ""] for a in articles]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_articles_of_a_mini_convention(case: dict[str, Any]) -> None:
    text = case["text"]
    lines = lines_of(text)
    found = find_articles(text, lines)
    assert pairs([a for a in found if a.kind == "article" and a.level == 1]) == case["articles"]
    if "parts" in case:
        assert pairs([a for a in found if a.kind == "part"]) == case["parts"]
    if "subs" in case:
        assert pairs([a for a in found if a.kind == "article" and a.level > 1]) == case["subs"]
    if "other" in case:
        assert [a.number or a.kind for a in found if a.kind not in ("article", "part")] == case["other"]
    doubts = {
        d.code for d in article_doubts(text, lines, found) if d.severity != "info" or d.code in case.get("doubts", [])
    }
    assert doubts == set(case.get("doubts", []))
