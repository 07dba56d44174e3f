"""Pairs of conventions made by changing one thing by hand: what changed is found, what did not raises nothing."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from extractor.comparing import compare
from extractor.pipeline import extract_document
from extractor.settings import Settings

CASES = tomllib.loads((Path(__file__).parent / "cases" / "comparing.toml").read_text("utf-8"))
QUIET = {"identical", "cosmetic", "absent"}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")

    def extract(text, name):
        path = folder / f"{name}.txt"
        path.write_text(text, "utf-8")
        return extract_document(path, Settings(), record_id=name).record

    return extract


@pytest.fixture(scope="module")
def base(read):
    return read(CASES["convention"], "base")


def changed_text(pair):
    text = CASES["convention"]
    for old, new in pair.get("edits", [[pair["old"], pair["new"]]] if "old" in pair else []):
        assert old in text, old
        text = text.replace(old, new)
    return text


def numbers(member):
    return "+".join(article.number or article.kind for article in member.articles)


@pytest.mark.parametrize("pair", CASES["pair"], ids=lambda pair: pair["name"])
def test_a_pair(pair, base, read):
    comparison = compare([base, read(changed_text(pair), "changed")])
    terms = {row.term: f"{row.verdict} {row.values[1].delta or ''}".strip() for row in comparison.terms}
    assert {term: said for term, said in terms.items() if said not in QUIET} == pair.get("terms", {})
    articles = {"-".join(map(numbers, row.members)): row.verdict for row in comparison.articles}
    assert {name: verdict for name, verdict in articles.items() if verdict not in QUIET} == pair.get("articles", {})
    promises = Counter(row.verdict for row in comparison.obligations if row.verdict not in QUIET)
    assert promises == pair.get("obligations", {})


@pytest.mark.parametrize("pair", CASES["pair"], ids=lambda pair: pair["name"])
def test_every_quote_stands_in_its_text(pair, base, read):
    text = changed_text(pair)
    comparison = compare([base, read(text, "changed")])
    flat = " ".join(text.split())
    for row in comparison.terms:
        for value in row.values[1:]:
            if value.status == "found":
                assert value.source is not None, row.term
                assert " ".join(value.source.quote.split()) in flat, row.term
