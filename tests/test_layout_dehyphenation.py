"""Words cut at a line end are whole again, and keep the hyphens that are theirs."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from extractor.document import Page
from extractor.layout import lay_out
from extractor.layout.dehyphenation import find_joint
from tests.page_factory import Sheet

CASES = tomllib.loads((Path(__file__).parent / "cases" / "layout_hyphens.toml").read_text("utf-8"))["case"]


def _transcript(text: str) -> Page:
    return Page(1, 0.0, 0.0, "text", transcript=text)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['first']}{c['second']}" for c in CASES])
def test_cut_words(case):
    text = f"Le régime {case['first']}\n{case['second']} prévu au contrat.\n\n{case.get('elsewhere', '')}"
    first = lay_out([_transcript(text)]).text.split("\n\n")[0]
    joined = case.get("joined")
    assert first == (
        f"Le régime {joined}\nprévu au contrat."
        if joined
        else f"Le régime {case['first']}\n{case['second']} prévu au contrat."
    )


def test_both_parts_of_a_cut_word_lead_to_their_own_box():
    sheet = Sheet().paragraph(
        "Les signataires se réunissent une fois par trimestre au siège de la fédération dépar-", justified=False
    )
    sheet.paragraph("tementale, sur convocation du secrétaire.", justified=False)
    document = lay_out([sheet.page()])
    start = document.text.index("départementale,")
    parts = list(document.words_in(start, start + len("départementale,")))
    assert [document.text[w.start : w.end] for w in parts] == ["dépar", "tementale,"]
    assert parts[0].end == parts[1].start and parts[0].box.top < parts[1].box.top
    regions = document.regions(start, start + len("départementale,"))
    assert [r.box for r in regions] == [w.box for w in parts]


def test_a_line_that_loses_its_only_word_is_gone_with_its_punctuation():
    document = lay_out([_transcript("la prise en charge des bénéfi-\nciaires ;\n\nfin")])
    assert document.text == "la prise en charge des bénéficiaires ;\n\nfin"
    assert len(document.lines) == 2


def test_a_word_cut_twice_is_whole():
    assert (
        lay_out([_transcript("une anti-\nconsti-\ntutionnelle affaire")]).text == "une anticonstitutionnelle\naffaire"
    )


def test_nothing_is_joined_over_a_blank_line_or_in_a_table():
    assert lay_out([_transcript("le conven-\n\ntion")]).text == "le conven-\n\ntion"
    assert lay_out([_transcript("| A | conven- |\n| tion | B |")]).text == "A  conven-\ntion  B"


def test_a_soft_hyphen_inside_a_line_is_not_seen():
    assert lay_out([_transcript("la conven\u00adtion")]).text == "la convention"


def test_evidence_counts_only_words_that_are_whole():
    assert find_joint("parte-", "nariat", Counter({"partenariat": 1, "parte-nariat": 2})) == "keep"
    assert find_joint("parte-", "nariat", Counter({"partenariat": 2, "parte-nariat": 1})) == "drop"
