"""Closing blocks in, place, date and copies out."""

import tomllib
from pathlib import Path

import pytest
from signing import LEAD

from extractor.document import lines_of
from extractor.language.signature import find_signature

CASES = tomllib.loads((Path(__file__).parent / "cases" / "signatures.toml").read_text("utf-8"))["block"]


def signature_of(text):
    return find_signature(text, lines_of(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " + ".join(case["tags"]))
def test_the_place_and_date_of_a_closing_block(case):
    signature = signature_of(LEAD + case["text"])
    assert ((signature.place or "") if signature else "") == case["place"]
    assert ((signature.date or "") if signature else "") == case["date"]
    if "copies" in case:
        assert signature.copies == case["copies"]
