"""Stretches of time in French: a table of contract forms, and offsets that hold on any text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_cases import range_line, read_cases

from extractor.language.date_ranges import DateRangeMention, find_date_ranges

CASES = read_cases("date_ranges")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_case(case: dict[str, Any], form: str) -> None:
    text = unicodedata.normalize(form, case["text"])
    found = find_date_ranges(text)
    shown = [f"{unicodedata.normalize('NFC', mention.text)} → {range_line(mention)}" for mention in found]
    assert shown == case["finds"]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_there_are_forty_forms_and_more() -> None:
    assert len(CASES) >= 40


def only(text: str) -> DateRangeMention:
    (mention,) = find_date_ranges(text)
    return mention


def test_both_days_are_told_apart() -> None:
    mention = only("du 1er janvier 2024 au 31 décembre 2026")
    assert (mention.iso_start, mention.iso_end) == ("2024-01-01", "2026-12-31")


def test_a_stretch_that_runs_backwards_has_no_value_but_its_ends() -> None:
    mention = only("du 31 décembre 2024 au 1er janvier 2023")
    assert (mention.iso, mention.iso_start, mention.iso_end) == (None, "2024-12-31", "2023-01-01")


def test_an_end_that_no_calendar_has_leaves_the_other() -> None:
    mention = only("du 1er février 2023 au 30 février 2023")
    assert (mention.iso, mention.iso_start, mention.iso_end) == (None, "2023-02-01", None)


def test_what_is_read_by_convention_says_so() -> None:
    assert "1er septembre" in (only("l'année scolaire 2025-2026").convention or "")
    assert only("2025-2026").convention is None


PIECES = [
    "du ",
    "1er ",
    "12 ",
    "mars ",
    "2024 ",
    "2025",
    "au ",
    "jusqu'au ",
    " et le ",
    "entre le ",
    "-",
    "/",
    "années ",
    ", ",
    "\n",
    "de ",
]
PIECES += [
    "janvier ",
    "à ",
    "e\u0301",
    "\u200f",
    "saison ",
    "premier ",
    "trimestre ",
    "fin ",
    "(inclus)",
    ".",
    "03/04/",
]


@pytest.mark.parametrize(
    "piece", ["du 1er au ", "2024-", "2024, ", "du 1er mars 2024 au ", "premier trimestre 2024 ", "entre le ", "à "]
)
def test_hostile_rows(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "31 mars 2024"
    assert all(text[mention.start : mention.end] == mention.text for mention in find_date_ranges(text)[-100:])


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=24).map("".join))
def test_offsets_hold_on_any_text(text: str) -> None:
    found = find_date_ranges(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(mention.iso is None or mention.iso == f"{mention.iso_start}/{mention.iso_end}" for mention in found)
