"""Periods in French: a table of forms and near misses, the arithmetic of values, offsets that hold on any text."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_cases import period_line, read_cases

from extractor.language import quantities
from extractor.language.folding import fold
from extractor.language.period_values import Part, comparable, iso_period, same_length
from extractor.language.periods import find_periods
from extractor.language.phrases import one_of, phrases, words_before

CASES = read_cases("periods")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_case(case: dict[str, Any]) -> None:
    found = find_periods(case["text"])
    assert [f"{mention.text} → {period_line(mention)}" for mention in found] == case["finds"]
    assert all(case["text"][mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_form_of_accents_does_not_matter(case: dict[str, Any], form: str) -> None:
    text = unicodedata.normalize(form, case["text"])
    found = find_periods(text)
    assert [period_line(mention) for mention in found] == [line.split(" → ")[1] for line in case["finds"]]
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_capitals_do_not_matter(case: dict[str, Any]) -> None:
    found = find_periods(case["text"].upper())
    assert [period_line(mention) for mention in found] == [line.split(" → ")[1] for line in case["finds"]]


def test_parts_keep_what_the_text_said() -> None:
    (mention,) = find_periods("un an et dix-huit mois")
    assert mention.parts == (Part(Fraction(1), "P1Y"), Part(Fraction(18), "P1M"))
    assert mention.iso == "P1Y18M"


@pytest.mark.parametrize(
    ("parts", "iso"),
    [
        ([Part(Fraction(5), "P1Y")], "P5Y"),
        ([Part(Fraction(5, 2), "P1Y", half=True)], "P2Y6M"),
        ([Part(Fraction(7, 2), "P1M", half=True)], "P3M15D"),
        ([Part(Fraction(7, 2), "P1M")], "P3.5M"),
        ([Part(Fraction(1, 3), "P1Y")], "P4M"),
        ([Part(Fraction(10, 3), "P1M")], "P3.333333M"),
        ([Part(Fraction(3, 2), "P3M")], "P4.5M"),
        ([Part(Fraction(3), "P15D")], "P45D"),
        ([Part(Fraction(3), "P1W"), Part(Fraction(497), "P1D"), Part(Fraction(3916, 10), "PT1S")], "P3W497DT391.6S"),
        ([Part(Fraction(1), "P1M"), Part(Fraction(2), "P1M")], "P3M"),
    ],
)
def test_value(parts: list[Part], iso: str) -> None:
    assert iso_period(parts) == iso


def test_what_is_one_length() -> None:
    year, months = [Part(Fraction(1), "P1Y")], [Part(Fraction(12), "P1M")]
    day, hours = [Part(Fraction(1), "P1D")], [Part(Fraction(24), "PT1H")]
    assert same_length(year, months)
    assert same_length([Part(Fraction(2), "P1W")], [Part(Fraction(14), "P1D")])
    assert not same_length(day, hours)
    assert not comparable(day, hours)
    with pytest.raises(ValueError, match="unit"):
        iso_period([Part(Fraction(1), "5 jours")])


def test_phrases_end_where_they_are_asked_to() -> None:
    cues = phrases(["âgé(e)(s)", "au moins", "n°", "excéd*"])
    assert cues.before("enfants agees") == 8
    assert cues.before("passagee") == -1
    assert cues.before("le n°") == 3
    assert cues.before("sans exceder") == 5
    assert words_before("bloc\n\nle  délai\nde ", 20) == "le délai de"
    assert one_of(["an", "ans", "annee"]) == "an(?:nee|s)?"


@pytest.mark.parametrize("text", ["", "3", "mois", "(", "un"])
def test_next_to_nothing(text: str) -> None:
    assert find_periods(text) == ()


HOSTILE = [
    "un ",
    "un an ",
    "1",
    "(",
    "un (",
    "an ",
    "mois) ",
    "quinzaine ",
    "1h",
    "1 1 1 1 an ",
    "deux deux ",
    "l'an deux mille ",
    "entre ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_rows(piece: str) -> None:
    text = piece * (30_000 // len(piece)) + " trois (3) mois"
    found = find_periods(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found[-100:])


def test_a_number_cut_by_the_limit_of_looking_back_is_not_read_in_part() -> None:
    assert find_periods("cent " * 80 + "vingt" + " " * 250 + "jours") == ()


def test_brackets_nested_deep() -> None:
    assert [mention.iso for mention in find_periods("(" * 50_000 + "3" + ")" * 50_000 + " mois, six mois")] == ["P6M"]


PIECES = [
    "un ",
    "trois ",
    "(3) ",
    "12 ",
    ",5 ",
    "ans ",
    "mois",
    " et ",
    "demi ",
    "à ",
    "jours ",
    "h",
    "30",
    "quinzaine ",
    "de ",
    "\n",
    "-",
]
PIECES += ["e\u0301", "\u200f", "\u00a0", "²", "½", "1/2 ", "(", ")", "au moins ", "entre ", "âgé ", "'", '"']


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES) | st.characters(), max_size=20).map("".join))
def test_offsets_hold_on_any_text(text: str) -> None:
    found = find_periods(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from([*PIECES, "deux ", "ou ", "vingt et un ", "préavis ", "quinzaine", "mille "]), max_size=12
    ).map("".join)
)
def test_the_short_way_to_a_number_reads_what_the_long_way_reads(text: str) -> None:
    folded = fold(text)
    for unit in re.finditer("ans|mois|jours|quinzaine", folded):
        for floor in (0, unit.start() // 2):
            short = quantities._plain(folded, unit.start(), floor)
            if short is not None:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(quantities, "_plain", lambda *place: None)
                    assert quantities.quantity_before(folded, unit.start(), floor) == short
