"""Articles of mini-conventions, one for each way of writing headings, and what must hold for any text."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from article_factory import Style, make_convention
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import Line, lines_of
from extractor.language.article_doubts import article_doubts
from extractor.language.articles import find_articles
from extractor.language.facts import Article
from extractor.language.folding import fold
from extractor.language.heading_numbers import parse_roman, read_number, render_roman
from extractor.language.heading_titles import is_title

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "articles.toml").read_text("utf-8"))["case"]
HEADINGS: dict[str, list[dict[str, Any]]] = tomllib.loads((FOLDER / "headings.toml").read_text("utf-8"))


def pairs(articles: list[Article]) -> list[list[str]]:
    return [[a.number or "", a.title or ""] for a in articles]


def main_articles(text: str) -> tuple[tuple[str, str], ...]:
    found = find_articles(text, lines_of(text))
    return tuple((a.number or "", a.title or "") for a in found if a.kind == "article" and a.level == 1)


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
    if "preamble" in case:
        assert [text[a.start : a.end].split("\n")[0] for a in found if a.kind == "preamble"] == [case["preamble"]]
    named = case.get("doubts", [])
    doubts = {d.code for d in article_doubts(text, lines, found) if d.severity != "info" or d.code in named}
    assert doubts == set(named)
    check_spans(text, found)


def check_spans(text: str, found: tuple[Article, ...]) -> None:
    """What holds for the sections of any text."""
    for article in found:
        assert 0 <= article.start == article.heading_start <= article.heading_end <= article.end <= len(text)
        assert not text[article.start : article.end].endswith((" ", "\n"))
    assert [a.start for a in found] == sorted(a.start for a in found)
    stack: list[Article] = []
    for article in found:  # spans nest or are apart
        while stack and stack[-1].end <= article.start:
            stack.pop()
        for parent in stack:
            assert article.end <= parent.end
            assert parent.level < article.level or parent.kind == "part"
        stack.append(article)


@pytest.mark.parametrize("case", HEADINGS["number"], ids=[c["text"] for c in HEADINGS["number"]])
def test_number_of_a_heading(case: dict[str, Any]) -> None:
    readings, end = read_number(case["text"], fold(case["text"]), 0)
    assert (readings[0].label if readings else "") == case["label"]
    assert 0 <= end <= len(case["text"])


@pytest.mark.parametrize("case", HEADINGS["title"], ids=[c["text"] for c in HEADINGS["title"]])
def test_title_or_sentence(case: dict[str, Any]) -> None:
    assert is_title(case["text"]) is case["is_title"]


@pytest.mark.parametrize("number", range(1, 120))
def test_roman_numerals_are_read_as_written(number: int) -> None:
    assert parse_roman(render_roman(number)) == number


worded = st.builds(
    Style,
    word=st.sampled_from(["Article", "ARTICLE"]),
    numeral=st.sampled_from(["digits", "1er", "roman", "premier", "words"]),
    separator=st.sampled_from([" – ", " : ", " - ", "-", ": ", " : – ", ". ", ". – ", " — ", ".", " ", ") "]),
    place=st.sampled_from(["line", "below", "below-blank", "none"]),
    capitals=st.booleans(),
    blank_before=st.booleans(),
    blank_after=st.booleans(),
    prefix=st.sampled_from(["", "  ", "## "]),
    wrap=st.sampled_from([60, 90, 2000]),
    contents=st.just(""),
    parts=st.sampled_from(["", "TITRE", "CHAPITRE", "I.-"]),
    annex=st.booleans(),
)
seeds = st.integers(0, 10**6)


@settings(max_examples=120, deadline=None)
@given(worded, seeds)
def test_any_style_of_headings(style: Style, seed: int) -> None:
    sample = make_convention(style, seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["above", "above-tight"]), st.sampled_from(["1er", "digits", "roman"]), st.booleans(), seeds)
def test_titles_above_the_number(place: str, numeral: str, capitals: bool, seed: int) -> None:
    sample = make_convention(Style(place=place, numeral=numeral, capitals=capitals), seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([".-", ". - ", " - ", " : ", ". – "]), st.sampled_from(["Art.", "Article"]), seeds)
def test_bodies_that_run_in(separator: str, word: str, seed: int) -> None:
    sample = make_convention(Style(place="run-in", word=word, separator=separator, numeral="1er"), seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([" - ", ". ", " – ", ") ", " : "]), st.sampled_from(["digits", "roman"]), st.booleans(), seeds)
def test_articles_without_the_word(separator: str, numeral: str, capitals: bool, seed: int) -> None:
    sample = make_convention(Style(word="", separator=separator, numeral=numeral, capitals=capitals), seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["leaders", "pages", "bare"]), st.sampled_from([" – ", " : ", " "]), st.booleans(), seeds)
def test_a_table_of_contents_is_set_aside(contents: str, separator: str, capitals: bool, seed: int) -> None:
    sample = make_convention(Style(contents=contents, separator=separator, capitals=capitals), seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 2), st.sampled_from([" – ", " : ", " "]), st.sampled_from(["Article", "ARTICLE"]), seeds)
def test_damaged_headings_are_recovered(damage: int, separator: str, word: str, seed: int) -> None:
    sample = make_convention(Style(word=word, separator=separator, damage=damage), seed)
    assert main_articles(sample.text) == sample.articles


@settings(max_examples=60, deadline=None)
@given(worded, seeds, st.data())
def test_spans_hold_for_any_piece_of_a_convention(style: Style, seed: int, data: st.DataObject) -> None:
    text = make_convention(style, seed).text
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    check_spans(text[low:high], find_articles(text[low:high]))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="Aarticle ARTICLE 123IVl.:-–«»\n\tobjet()'", max_size=300))
def test_any_text_is_survived(text: str) -> None:
    lines = lines_of(text)
    found = find_articles(text, lines)
    check_spans(text, found)
    for doubt in article_doubts(text, lines, found):
        assert 0 <= doubt.start <= doubt.end <= len(text)


def test_no_text_has_no_articles() -> None:
    assert find_articles("") == ()
    assert [d.code for d in article_doubts("", (), ())] == ["no-articles"]


def test_layout_speaks_for_a_heading() -> None:
    """Bold print joins the two lines of a title; a line of a table is no heading."""
    text = "Article 1 – Conditions générales\nApplicables au prêt\nLe prêt est gratuit.\nArticle 2 – Durée\nUn an."
    starts = [0, 33, 53, 74, 92]
    ends = [32, 52, 73, 91, len(text)]
    kinds = ["heading", "heading", "text", "heading", "text"]
    lines = tuple(
        Line(s, e, kind=k, bold=k == "heading")  # type: ignore[arg-type]
        for s, e, k in zip(starts, ends, kinds, strict=True)
    )
    titles = [a.title for a in find_articles(text, lines) if a.kind == "article"]
    assert titles == ["Conditions générales Applicables au prêt", "Durée"]


def test_an_english_contract_is_told() -> None:
    text = "THIS AGREEMENT is made between the city and the club. " * 30
    codes = {d.code for d in article_doubts(text, lines_of(text), find_articles(text))}
    assert codes == {"language-not-french", "no-articles"}


HOSTILE = {
    "one line": "Le titulaire paie le prix. " * 37_000,
    "one line of headings": "Article 1 : Objet. La commune prête la place au comité. " * 4_000,
    "one number": "Article 1\n" * 20_000,
    "digits": "1" * 1_000_000,
    "letters": "I" * 1_000_000,
    "spaces": " " * 1_000_000 + "a",
    "dots": "." * 1_000_000,
    "quotes": "«" * 500_000 + "\n" + "» " * 200_000,
    "letter-spaced": "A R T I C L E " * 70_000,
    "annexes": "ANNEXE 1\n" * 20_000,
    "closings": "Fait à Valmorel\n" * 20_000,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_does_not_hang(name: str) -> None:
    text = HOSTILE[name]
    began = time.perf_counter()
    find_articles(text, lines_of(text))
    assert time.perf_counter() - began < 15


def test_time_grows_with_length_only() -> None:
    """A text four times as long takes about four times as long, not sixteen times."""
    style = Style(wrap=90)
    piece = "\n\n".join(make_convention(style, seed, count=12).text for seed in range(8))
    small, large = piece, piece * 4

    def seconds(text: str) -> float:
        lines = lines_of(text)
        times = []
        for _ in range(3):
            began = time.perf_counter()
            find_articles(text, lines)
            times.append(time.perf_counter() - began)
        return min(times)

    assert seconds(large) < 10 * seconds(small) + 0.1


def test_articles_of_a_text_on_one_line() -> None:
    text = (
        "CONVENTION Entre la Ville de Gap et le Club des Cimes Il est convenu et arrêté ce qui suit : Article 1 Objet de la "
        "convention La présente convention a pour objet le prêt d'une salle, conformément à l'article 4 des statuts. "
        "Article 2 Montant de la subvention Par délibération, la Ville a décidé d'accorder au Club cinq mille euros. Cette "
        "subvention est forfaitaire. Article 3 Règlement 3.1 Le paiement interviendra en trois fois. Fait à Gap."
    )
    assert list(main_articles(text)) == [
        ("1", "Objet de la convention"),
        ("2", "Montant de la subvention"),
        ("3", "Règlement"),
    ]


def test_titles_above_numbered_paragraphs() -> None:
    text = """ENTENTE DE CONTRIBUTION

Objet
1. La présente entente fixe la contribution du Gouvernement à la réfection du quai.
Durée de l'entente
2. L'entente prend effet le 1er avril 2019 et se termine le 31 mars 2022.
Contribution
3. Le Gouvernement verse à la Ville 400 000 $ en deux versements.
4. La Ville tient des comptes séparés.
Résiliation
5. Chaque partie peut résilier l'entente par un préavis écrit de 60 jours.
"""
    assert list(main_articles(text)) == [
        ("1", "Objet"),
        ("2", "Durée de l'entente"),
        ("3", "Contribution"),
        ("4", ""),
        ("5", "Résiliation"),
    ]


@pytest.mark.parametrize("last", [199, 999])
def test_numbers_rise_in_a_long_text(last: int) -> None:
    text = "\n".join(f"Article {n} – Objet\n\nLe club entretient le terrain.\n" for n in range(1, last + 1))
    numbers = [int(n) for n, _ in main_articles(text)]
    assert numbers == list(range(1, last + 1))
