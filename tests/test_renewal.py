"""How a convention is renewed: a table of clauses, and offsets that hold on any text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.renewal import find_renewal

CASES = tomllib.loads((Path(__file__).parent / "cases" / "renewal.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'-'.join(case['tags'])}: {case['text'][:50]}")
def test_case(case: dict[str, Any]) -> None:
    renewal = find_renewal(case["text"])
    if case.get("nothing"):
        assert renewal is None
        return
    assert renewal is not None
    for key in ("mode", "period", "max_count", "form"):
        if key in case:
            assert getattr(renewal, key) == (case[key] or None), key
    assert 0 <= renewal.start < renewal.end <= len(case["text"])


def test_two_modes_are_both_kept() -> None:
    text = (
        "La présente convention est renouvelable par tacite reconduction. "
        "La présente convention peut être renouvelée par avenant."
    )
    renewal = find_renewal(text)
    assert renewal is not None
    assert renewal.mode == "tacit"
    assert [a.value for a in renewal.alternatives] == ["express"]


WORDS = [
    "la", "présente", "convention", "est", "renouvelable", "par", "tacite", "reconduction", "sans", "renouvellement", "d'un", "an",
    "deux", "fois", "ne", "peut", "être", "reconduite", "avenant", ".", ",", "\n\n", ";", "mandat",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
def test_offsets_hold_on_any_text(text: str) -> None:
    renewal = find_renewal(text)
    if renewal is not None:
        assert 0 <= renewal.start < renewal.end <= len(text)
        assert all(0 <= a.start < a.end <= len(text) for a in renewal.alternatives)
