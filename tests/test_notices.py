"""Limits for ending, curing, renewing and withdrawing: a table of clauses, and offsets that hold on any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.facts import Article, Party
from extractor.language.notices import find_notices, notice_doubts

CASES = tomllib.loads((Path(__file__).parent / "cases" / "notices.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'-'.join(case['tags'])}: {case['text'][:50]}")
def test_case(case: dict[str, Any]) -> None:
    parties = tuple(Party(start=0, end=0, id=key, name=name) for key, name in case.get("parties", {}).items())
    found = find_notices(case["text"], (), parties)
    assert [f"{n.event} {n.period}" for n in found] == case["notices"]
    for key in ("form", "counted_from"):
        if key in case:
            assert (getattr(found[0], key) or "") == case[key], key
    if "givers" in case:
        assert [list(n.by) for n in found] == case["givers"]
    assert all(0 <= n.start < n.end <= len(case["text"]) for n in found)


# --- the article around -------------------------------------------------------------------------------------------


def article(text: str, heading: str) -> tuple[Article, ...]:
    return (Article(start=0, end=len(text), kind="article", number="1", title=heading, heading_end=len(heading) + 1),)


@pytest.mark.parametrize(
    ("heading", "event"),
    [("Résiliation", "termination"), ("Dénonciation", "termination"), ("Retrait d'un membre", "withdrawal")],
)
def test_the_heading_decides_where_the_sentence_is_silent(heading: str, event: str) -> None:
    text = f"{heading}\n\nUn préavis de deux mois doit être respecté."
    assert [n.event for n in find_notices(text, article(text, heading))] == [event]


def test_the_form_of_ending_at_will_is_not_that_of_a_formal_notice() -> None:
    text = (
        "Chaque partie pourra résilier l'accord par lettre recommandée en respectant un préavis de trois mois. En cas "
        "d'inexécution, l'accord sera résilié de plein droit un mois après mise en demeure restée infructueuse."
    )
    assert [(n.event, n.form) for n in find_notices(text)] == [
        ("termination", "lettre recommandée"),
        ("formal_notice", None),
    ]


def test_the_form_of_another_sub_article_is_not_its_own() -> None:
    first, second = (
        "Chaque membre peut se retirer avec un préavis de deux mois.\n",
        "La résiliation du tout est notifiée par lettre recommandée à chacun.\n",
    )
    text = f"Fin\n4.1 Retrait\n{first}4.2 Résiliation\n{second}"
    low, cut = text.index("4.1"), text.index("4.2")
    whole = Article(start=0, end=len(text), kind="article", number="4", title="Fin", heading_end=4)
    parts = (
        Article(start=low, end=cut, kind="article", number="4.1", level=2, title="Retrait", heading_end=low + 12),
        Article(
            start=cut, end=len(text), kind="article", number="4.2", level=2, title="Résiliation", heading_end=cut + 16
        ),
    )
    assert [n.form for n in find_notices(text, (whole, *parts))] == [None]


def test_a_heading_on_workers_leaves_nothing() -> None:
    text = "Démission et licenciement\n\nLe préavis est de deux mois."
    assert find_notices(text, article(text, "Démission et licenciement")) == ()


def test_word_and_figure_that_differ_are_doubted() -> None:
    text = "La convention peut être résiliée avec un préavis de trente (15) jours."
    assert [d.code for d in notice_doubts(text, find_notices(text))] == ["number-contradiction"]


# --- what may never happen ----------------------------------------------------------------------------------------

WORDS = [
    "la", "convention", "peut", "être", "dénoncée", "avec", "un", "préavis", "de", "trois", "mois", "mise", "en", "demeure",
    "après", "avant", "l'échéance", "lettre", "recommandée", "tacite", "reconduction", ".", ",", ";", "\n\n", "sixième",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_offsets_hold_and_limits_are_distinct_on_any_text(text: str) -> None:
    found = find_notices(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert len({(n.event, n.period) for n in found}) == len(found)
    notice_doubts(text, found)


@pytest.mark.parametrize(
    "piece",
    [
        "préavis de ",
        "trois mois ",
        "préavis ",
        "mise en demeure ",
        "trois mois avant ",
        "dénoncée avec un préavis d'un mois ",
    ],
)
def test_hostile_text_is_read_in_a_moment(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    began = time.perf_counter()
    find_notices(text)
    assert time.perf_counter() - began < 10
