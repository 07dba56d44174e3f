"""Numbers in French: proved by a speller that shares nothing with the reader, then forms, faults and hostile input."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("une", 1),
        ("vingt et une", 21),
        ("vingt-et-un", 21),
        ("vingt\net un", 21),
        ("soixante et dix", 70),
        ("quatre-vingt-et-un", 81),
        ("octante-deux", 82),
        ("cent et un", 101),
        ("mille et un", 1001),
        ("mil neuf cent quatorze", 1914),
        ("dix-huit cent quinze", 1815),
        ("Deux Mille Vingt-Quatre", 2024),
        ("DEUX CENTS", 200),
        ("trois cents mille", 300_000),
        ("cinq milles", 5_000),
        ("un million deux cent mille trois", 1_200_003),
        ("deux mille millions", 2_000_000_000),
        ("un milliard", 10**9),
        ("trois billions", 3 * 10**12),
        ("douze trilliards", 12 * 10**21),
        ("zéro", 0),
        ("zéro sept", 7),
        ("moins douze", -12),
        ("plus douze", 12),
        ("deux douzaines", 24),
        ("une quinzaine", 15),
        ("3 millions", 3_000_000),
        ("2,5 millions", 2_500_000),
        ("3 millions 500 mille", 3_500_000),
        ("12", 12),
        ("012", 12),
        ("1 200 000", 1_200_000),
        ("1\u202f200\u00a0000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("1’200’000", 1_200_000),
        ("1 200,00", 1_200),
        ("−7", -7),
        ("+ 7", 7),
        ("100 k", 100_000),
        ("1,2 M", 1_200_000),
        ("2e6", 2_000_000),
        ("ze\u0301ro", 0),
        ("trente-\u00adsix", 36),
    ],
)
def test_value(text: str, value: int) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "et",
        "cents",
        "million",
        "premier",
        "deuxième",
        "cent trente cinquièmes",
        "vingt et deux",
        "vingt dix",
        "deux trois",
        "un cent",
        "mille deux cent mille",
        "deux millions trois milliards",
        "3,5",
        "1,2345 k",
        "12/05",
        "1 20 300",
        "12e345",
        "septembre",
        "unième",
        "٣",
        "IV",
        "1" * 50,
    ],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None
    assert parse_number(text, alone=True) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("un merle moqueur", 1),
        ("vingt ans", 20),
        ("pour trois (3) ans", 3),
        ("remis en quatre-vingt-onze exemplaires", 91),
        ("le lot numéro 7", 7),
        ("12,00 mètres", 12),
        ("il gelait à moins douze degrés", -12),
        ("au moins douze mois", 12),
        ("une étape à -7 degrés", None),  # 1 and -7
        ("à -7 degrés", -7),
        ("deux ou trois ans", None),
        ("trente (15) jours", None),
        ("3,5 mètres", None),
        ("les deux tiers", None),
        ("deux virgule cinq litres", None),
        ("le vingt-deuxième jour", None),
        ("les deux premiers mois", 2),
        ("la première fois", None),
        ("3/4 de la surface", None),
        ("aucun", None),
    ],
)
def test_the_one_number_among_words(text: str, value: int | None) -> None:
    assert parse_number(text) == value
    assert parse_number(text, alone=True) is None


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
