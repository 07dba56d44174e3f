"""Topics of clauses, by title and by body."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.articles import find_articles
from extractor.language.facts import Article
from extractor.language.topics import OTHER, classify_topics, topic_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "topics.toml").read_text("utf-8"))
TOPICS = frozenset(
    [
        "objet",
        "objectifs",
        "engagements",
        "gouvernance",
        "financement",
        "communication",
        "confidentialité",
        "assurance",
        "durée",
        "renouvellement",
        "modification",
        "résiliation",
        "litiges",
        "annexes",
        "responsabilité",
        "autre",
    ]
) | {"données personnelles", "propriété intellectuelle"}


def article(text: str, title: str | None, heading_end: int) -> Article:
    return Article(start=0, end=len(text), kind="article", number="1", title=title, heading_end=heading_end)


@pytest.mark.parametrize("title", sorted(CASES["titles"]))
def test_topic_of_a_title(title: str) -> None:
    text = f"Article 1 – {title}\nLe club se réunit."
    assert topic_of("x" * len(text), article(text, title, len(text))) == CASES["titles"][title]


@pytest.mark.parametrize("body", sorted(CASES["bodies"]))
def test_topic_of_a_body_without_title(body: str) -> None:
    assert topic_of(body, article(body, None, 0)) == CASES["bodies"][body]


def test_every_article_gets_a_topic_and_nothing_else_changes() -> None:
    text = (
        "Préambule\nLes villes sont voisines.\n\nArticle 1 – Durée\nUn an.\n\nArticle 2\nElle est modifiée par avenant.\n\n"
        "Fait à Torvaux, le 3 mai 2001\n\nANNEXE 1 : Plan\n\nLe plan."
    )
    before = find_articles(text)
    after = classify_topics(text, before)
    assert [a.topic for a in after] == [None, "durée", "modification", None, "annexes"]
    assert [(a.start, a.end, a.number, a.kind) for a in after] == [(a.start, a.end, a.number, a.kind) for a in before]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_topics_are_those_of_the_list(body: str) -> None:
    assert topic_of(body, article(body, body[:20] or None, min(20, len(body)))) in TOPICS
    assert OTHER in TOPICS
