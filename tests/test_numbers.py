"""Numbers in French: proved by a speller that shares nothing with the reader, then forms, faults and hostile input."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from time_cases import read_cases

from extractor.language.numbers import find_numbers, parse_number, read_number

# --- an independent speller ----------------------------------------------------------------------------------------

ONES = ["", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"]
ONES += ["quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
REGIONS = {
    "France": {},
    "Belgique": {7: "septante", 9: "nonante"},
    "Suisse": {7: "septante", 8: "huitante", 9: "nonante"},
}


def spell_below_hundred(number: int, own: dict[int, str], *, last: bool) -> str:
    if number < 20:
        return ONES[number]
    ten, one = divmod(number, 10)
    name = {**TENS, **own}.get(ten)
    if name is None and ten == 8:
        return "quatre-vingt" + ("s" if last and one == 0 else f"-{ONES[one]}" if one else "")
    if name is None and ten == 9:
        return f"quatre-vingt-{ONES[10 + one]}"
    if name is None:  # seventy in France
        return "soixante et onze" if one == 1 else f"soixante-{ONES[10 + one]}"
    return name if one == 0 else f"{name} et un" if one == 1 else f"{name}-{ONES[one]}"


def spell_below_thousand(number: int, own: dict[int, str], *, last: bool) -> str:
    hundred, rest = divmod(number, 100)
    words = []
    if hundred:
        words.append("cent" if hundred == 1 else f"{ONES[hundred]} cent{'s' if last and not rest else ''}")
    if rest:
        words.append(spell_below_hundred(rest, own, last=last))
    return " ".join(words)


def spell(number: int, region: str) -> str:
    """The number in words of a region, written as before 1990: hyphens below a hundred only, "et" without."""
    if number == 0:
        return "zéro"
    own = REGIONS[region]
    thousand, rest = divmod(number, 1000)
    words = []
    if thousand:
        words.append("mille" if thousand == 1 else f"{spell_below_thousand(thousand, own, last=False)} mille")
    if rest:
        words.append(spell_below_thousand(rest, own, last=True))
    return " ".join(words)


def test_the_speller_itself() -> None:
    assert spell(71, "France") == "soixante et onze"
    assert spell(80, "Belgique") == "quatre-vingts"
    assert spell(280_399, "France") == "deux cent quatre-vingt mille trois cent quatre-vingt-dix-neuf"
    assert spell(98_081, "Suisse") == "nonante-huit mille huitante et un"


@pytest.mark.parametrize("region", REGIONS)
def test_both_ways_below_ten_thousand(region: str) -> None:
    """Every number, with the hyphens of before 1990."""
    for number in range(10_000):
        assert parse_number(spell(number, region)) == number


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("style", ["old hyphens", "hyphens everywhere", "no hyphens"])
def test_both_ways_up_to_a_million(region: str, style: str) -> None:
    """A stride that is prime to all periods of the language meets every thousand and every ending."""
    step = {"old hyphens": 331, "hyphens everywhere": 337, "no hyphens": 347}[style]
    for number in [*range(0, 1_000_000, step), 999_999]:
        words = spell(number, region)
        if style == "hyphens everywhere":
            words = words.replace(" ", "-")
        elif style == "no hyphens":
            words = words.replace("-", " ")
        assert parse_number(words) == number, words


@given(st.integers(0, 999_999), st.sampled_from(sorted(REGIONS)))
def test_a_number_is_found_whole_in_a_sentence(number: int, region: str) -> None:
    sentence = f"Il est versé {spell(number, region)} parts."
    if number:  # "zéro" alone is no count
        (mention,) = find_numbers(sentence)
        assert (mention.value, mention.text) == (number, spell(number, region))


# --- forms ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", read_cases("numbers"), ids=lambda case: repr(case["text"][:40]))
def test_case(case: dict[str, Any]) -> None:
    value, among = case.get("value"), case.get("among", False)
    assert parse_number(case["text"]) == value
    assert parse_number(case["text"], alone=True) == (None if among else value)


def test_a_fraction_of_a_thousand_that_is_whole_counts() -> None:
    assert parse_number("1,2345 M") == 1_234_500


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("pour trois (3) ans", [3, 3]),
        ("un un un", [1, 1, 1]),
        ("deux cent trois mille parts et douze actions", [203_000, 12]),
        ("l'article 12 et l'alinéa deux", [12, 2]),
        ("quatre vingt dix huit sept", [98, 7]),
        ("3 millions d'euros", [3_000_000]),
        ("aucun, chacun, la neuve, les milles", []),
        ("50 cents", [50]),
        ("12,5 %", []),
    ],
)
def test_numbers_of_a_text(text: str, values: list[int]) -> None:
    found = find_numbers(text)
    assert [mention.value for mention in found] == values
    assert all(text[mention.start : mention.end] == mention.text for mention in found)


def test_reading_stops_where_the_grammar_does() -> None:
    assert read_number("vingt et deux", 0) == (20, 5)
    assert read_number("rien", 0) is None


# --- hostile input -------------------------------------------------------------------------------------------------


def test_hostile_rows_are_read_once() -> None:
    assert len(find_numbers("un " * 60_000)) == 60_000
    assert len(find_numbers("deux cent mille " * 10_000)) == 10_000
    assert find_numbers("1" * 200_000) == ()
    assert parse_number("1" * 200_000) is None
    assert parse_number("un " * 60_000) is None


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("undetroiscvqlmx -.,'(3)0\n\u0301\u200f\u00a0²½٣"), max_size=60))
def test_offsets_hold_on_any_text(text: str) -> None:
    found = find_numbers(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    parse_number(text)
