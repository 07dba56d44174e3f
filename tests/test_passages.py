"""What stands around a place: its sentence, its neighbours, its article and headings, with or without articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.facts import Article
from extractor.language.passages import CROWD, read_passages

TEXT = "Article 1 - Objet\nElle organise le suivi.\n\nArticle 2 - Durée\nElle dure un an. Elle est reconduite."
SECOND = TEXT.index("Article 2")
ARTICLES = (
    Article(start=0, end=SECOND, kind="article", number="1", title="Objet", heading_end=17),
    Article(
        start=SECOND,
        end=len(TEXT),
        kind="article",
        number="2",
        title="Durée",
        heading_start=SECOND,
        heading_end=SECOND + 17,
    ),
)


def test_a_heading_and_its_body_are_two_sentences() -> None:
    passages = read_passages(TEXT, ARTICLES)
    assert TEXT[slice(*passages.sentence(TEXT.index("organise")))] == "Elle organise le suivi."


def test_neighbours_stay_within_the_article() -> None:
    passages = read_passages(TEXT, ARTICLES)
    dure, organise = TEXT.index("dure un an"), TEXT.index("organise")
    following = passages.beside(dure, 1)
    assert following and TEXT[slice(*following)] == "Elle est reconduite."
    assert passages.beside(organise, 1) is None


def test_headings() -> None:
    passages = read_passages(TEXT, ARTICLES)
    assert passages.headings(TEXT.index("dure un an")) == "duree"
    assert passages.headings(TEXT.index("organise")) == "objet"


def test_without_articles_a_short_line_above_is_the_heading() -> None:
    text = "Article 2 - Durée\n\nElle dure un an."
    assert read_passages(text).headings(text.index("dure un")) == "article 2 - duree"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("pour une durée d un an", "pour une duree d'un an"),
        ("une **durée** d'un an", "une   duree   d'un an"),
        ("plan B et A", "plan b et a"),
    ],
)
def test_lost_apostrophes_and_emphasis_are_mended_in_place(text: str, folded: str) -> None:
    assert read_passages(text).folded == folded


@given(st.text(max_size=80))
def test_no_character_moves(text: str) -> None:
    assert len(read_passages(text).folded) == len(text)


def test_a_crowded_sentence_is_thinned() -> None:
    passages = read_passages("un an " * 100)
    assert len(list(passages.thinned(range(0, 600, 6), lambda offset: offset))) == CROWD
