"""Closing blocks in, who signed, for whom and on whose behalf out."""

import tomllib
from pathlib import Path

import pytest
from signing import LEAD, PARTIES

from extractor.document import lines_of
from extractor.language.signatories import find_signatories
from extractor.language.signature import find_signature

CASES = tomllib.loads((Path(__file__).parent / "cases" / "signatures.toml").read_text("utf-8"))["block"]


def signatories_of(text, parties):
    lines = lines_of(text)
    return find_signatories(text, lines, (), parties, find_signature(text, lines))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " + ".join(case["tags"]))
def test_the_signatories_of_a_closing_block(case):
    found = signatories_of(LEAD + case["text"], PARTIES[: case["parties"]])
    assert [[s.name or "", s.role or "", s.party or "", s.on_behalf] for s in found] == case["signatories"]


@pytest.mark.parametrize("blank", ["…" * 5, "." * 40, "_" * 30, "… … …"])
def test_a_block_of_blanks_side_by_side_comes_to_an_end(blank):
    """Cells that hold nothing but a blank once kept the reader at the same place for ever."""
    text = f"FAIT À {blank} LE {blank}\n\nPour le Client\nNom et signature          Nom et signature\n{blank}          {blank}\n"
    assert all(signatory.name is None for signatory in find_signatories(text, lines_of(text), (), (), None))
