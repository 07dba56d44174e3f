"""Dates in French: a table of forms, the flags of a mention, and offsets that hold on any text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_cases import date_line, read_cases

from extractor.language.dates import DateMention, find_dates

CASES = read_cases("dates")


def shown(mention: DateMention) -> str:
    return f"{mention.text} → {date_line(mention)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_case(case: dict[str, Any]) -> None:
    found = find_dates(case["text"])
    assert [shown(mention) for mention in found] == case["finds"]
    assert all(case["text"][mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_accents_does_not_matter(case: dict[str, Any], form: str) -> None:
    text = unicodedata.normalize(form, case["text"])
    found = find_dates(text)
    assert [shown(mention).split(" → ")[1] for mention in found] == [line.split(" → ")[1] for line in case["finds"]]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def only(text: str, **options: int) -> DateMention:
    (mention,) = find_dates(text, **options)
    return mention


def test_the_window_of_two_digit_years_is_stated() -> None:
    assert only("24/03/60").iso == "1960-03-24"
    assert only("24/03/60", pivot=60).iso == "2060-03-24"
    assert only("24/03/30", pivot=20).iso == "1930-03-24"
    assert only("24/03/30").short_year
    assert not only("24/03/2030").short_year


def test_a_weekday_that_contradicts_its_day_is_told() -> None:
    assert only("le lundi 1er octobre 2024").weekday_conflict
    assert not only("le mardi 1er octobre 2024").weekday_conflict
    assert not only("le mardi 1er octobre").weekday_conflict


def test_a_blank_is_told() -> None:
    assert only("le …… 2025").blank
    assert not only("en 2025").blank


def test_every_day_of_the_year_is_read_in_words_and_figures() -> None:
    ones = [
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
    ]
    words = [*ones, "vingt", "vingt et un", *(f"vingt-{one}" for one in ones[1:9]), "trente", "trente et un"]
    months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ]
    for month, name in enumerate(months, 1):
        for day in range(1, 29 if month == 2 else 31):
            iso = f"2023-{month:02}-{day:02}"
            assert only(f"le {words[day - 1]} {name} deux mille vingt-trois").iso == iso
            assert only(f"le {day} {name} 2023").iso == iso
            assert only(f"le {day:02}/{month:02}/2023").iso == iso
            assert only(f"le {day}.{month}.2023").iso == iso


@pytest.mark.parametrize("text", ["", "1", "mars", "/", "1er"])
def test_next_to_nothing(text: str) -> None:
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    "piece", ["1 mars ", "mars ", "2024-", "1/2/", "le .. ", "en 2024 ", "sept ", "l'an deux mille "]
)
def test_hostile_rows(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(text[mention.start : mention.end] == mention.text for mention in find_dates(text)[:100])


PIECES = [
    "1er ",
    "le ",
    "12 ",
    "3",
    "/",
    ".",
    "-",
    " ",
    "\n",
    "mars ",
    "févr.",
    "e\u0301",
    "20",
    "24",
    "lundi ",
    "de ",
    "l'an ",
]
PIECES += ["deux ", "mille ", "…", "\u200f", "\u00a0", "²", "٣", "jour ", "n° ", "(", "O", "l"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=20).map("".join))
def test_offsets_hold_on_any_text(text: str) -> None:
    found = find_dates(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(bool(mention.iso) + bool(mention.partial) + mention.impossible == 1 for mention in found)
