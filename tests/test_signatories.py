"""Closing blocks in, who signed, for whom and on whose behalf out."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from signing import LEAD, PARTIES

from extractor.document import lines_of
from extractor.language.articles import find_articles
from extractor.language.facts import Party, Representative
from extractor.language.signatories import find_signatories, signatory_doubts
from extractor.language.signature import find_signature

PERSON = Representative(start=0, end=1, rule="", name="Anne ROY", role=None)
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


SIGNERS = [
    ("Octave PRIEUR", "Maire", "p1"),
    ("Irène CASTAGNET", "Présidente", "p2"),
    ("Michaël LENOIR", "Président", "p3"),
]
LABELS = {
    "p1": [
        "Pour la Ville de Bellerive",
        "Pour la Ville",
        "POUR LA VILLE DE BELLERIVE",
        "La Ville de Bellerive",
        "Pour la ville,",
    ],
    "p2": [
        "Pour l'association Les Cordées du Vercors",
        "Pour l'Association",
        "Pour l’Association :",
        "L'Association",
        "Pour Les Cordées du Vercors",
    ],
    "p3": ["Pour l'Union Nationale des Gîtes", "Pour l'UNG", "UNG", "Pour l'Union Nationale\ndes Gîtes", "Pour UNG,"],
}


@st.composite
def blocks(draw):
    """A closing block of two or three signatories in one arrangement, and who must be found."""
    signers = draw(st.permutations(SIGNERS[: draw(st.integers(2, 3))]))
    civility = draw(st.sampled_from(["", "M. ", "Monsieur "]))
    shape = draw(
        st.sampled_from(
            [
                "label role name",
                "label name role",
                "label name",
                "label, role, name",
                "labels first",
                "role name",
                "columns",
            ]
        )
    )
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    labels = [draw(st.sampled_from(LABELS[party])) for _, _, party in signers]
    article = {"Maire": "Le ", "Présidente": "La ", "Président": "Le "}
    pieces, wanted = [], []
    for label, (name, role, party) in zip(labels, signers, strict=True):
        person = f"{civility if role != 'Présidente' else civility and 'Mme '}{name}"
        lines = {
            "label role name": [label, article[role] + role, person],
            "label name role": [label, person, role],
            "label name": [label, person],
            "label, role, name": [f"{label.rstrip(' ,:')}, {article[role].lower()}{role.lower()}, {person}"],
            "role name": [f"{article[role]}{role} de l'Union" if party == "p3" else article[role] + role, person],
        }.get(shape, [label, article[role] + role, person])
        pieces.append(lines)
        wanted.append((name, party))
    if shape == "labels first":
        flat = [label for label, *_ in pieces] + [lines[-1] for lines in pieces]
        return gap.join(flat), wanted
    if shape == "columns":
        rows = [[lines[i].replace("\n", " ") for lines in pieces] for i in range(3)]
        return "\n".join("".join(cell.ljust(55) for cell in row).rstrip() for row in rows), wanted
    return "\n\n".join(gap.join(lines) for lines in pieces), wanted


@settings(max_examples=200, deadline=None)
@given(blocks())
def test_names_and_parties_in_any_arrangement(block):
    text, wanted = block
    whole = f"{LEAD}\nFait à Gap, le 3 mai 2021\n\n{text}\n"
    found = signatories_of(
        whole,
        PARTIES[: len(wanted)] if len(wanted) == 3 else tuple(p for p in PARTIES if p.id in {w[1] for w in wanted}),
    )
    assert [(s.name, s.party) for s in found] == wanted, whole
    assert all(s.name in " ".join(whole[s.start : s.end].split()) for s in found)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Pour laVileMJnRUOPp.o/()\n ,éÉ "), max_size=300))
def test_any_block_is_survived(text):
    for signatory in signatories_of(LEAD + "\nFait à Gap, le 3 mai 2021\n" + text, PARTIES):
        assert 0 <= signatory.start <= signatory.end
        assert signatory.party in (None, "p1", "p2", "p3")


@pytest.mark.parametrize(
    ("signed", "differs"),
    [
        ("Octave PRIEUR", False),
        ("O. PRIEUR", False),
        ("PRIEUR Octave", False),
        ("OCTAVE PRIEUR", False),
        ("Octave PRIEURE", True),
        ("A. PRIEUR", True),
    ],
)
def test_initials_and_order_are_no_other_spelling(signed, differs):
    text = f"{LEAD}\nFait à Gap, le 3 mai 2021\n\nPour la Ville\n{signed}\n\nPour l'Association\nIrène CASTAGNET\n"
    found = signatories_of(text, PARTIES[:2])
    doubts = [doubt for doubt in signatory_doubts(text, PARTIES[:2], found) if doubt.code == "signatory-differs"]
    assert bool(doubts) == differs


def test_a_long_line_above_the_date_comes_to_an_end():
    """A line cut by the edge of the block once took a time that grew with the cube of its length."""
    text = f"{LEAD}\n{'a' * 1900}\nGap, le 3 mai 2021"
    assert signatories_of(text, PARTIES[:2]) == ()


def test_offices_and_names_alone_below_the_last_sentence_are_a_closing_block():
    text = (
        "Le présent avenant cesse de plein droit en cas de dénonciation de l'accord du 23 septembre 2031 avec le département.\n\n"
        "Le maire\n\nde Bellerive,\n\nOCTAVE PRIEUR\n\nLa présidente de l'association,\n\nIRÈNE CASTAGNET\n"
    )
    lines = lines_of(text)
    found = find_signatories(text, lines, find_articles(text, lines), PARTIES[:2], None)
    assert [(one.name, one.party) for one in found] == [("OCTAVE PRIEUR", "p1"), ("IRÈNE CASTAGNET", "p2")]
    assert found[0].role == "maire de Bellerive"


def test_a_party_in_person_signs_with_the_name_that_no_list_knows_and_may_represent_herself():
    someone = Party(start=9, end=21, rule="", confidence=1.0, id="p2", name="Otwani Ayrob", alias="l'Intervenant")
    text = "\nFait à Bellerive, le 16 juillet 2025\n\nL'Association\nIrène CASTAGNET\n\nL'Intervenant\nOtwani Ayrob\n"
    text = "Monsieur Otwani Ayrob\n" + LEAD + text
    found = signatories_of(text, (replace(PARTIES[1], id="p1", alias="l'Association"), someone))
    assert [(one.name, one.party) for one in found] == [("Irène CASTAGNET", "p1"), ("Otwani Ayrob", "p2")]
    herself = replace(someone, name="Anne ROY", alias="l'Artiste", representatives=(PERSON,))
    found = signatories_of(
        LEAD + "\nFait à Bellerive, le 9/4/2025\n\nPour Anne ROY\n\nAnne ROY\n", (PARTIES[0], herself)
    )
    assert [(one.name, one.party) for one in found] == [("Anne ROY", "p2")]
    firm = replace(someone, start=0)
    found = signatories_of(text, (replace(PARTIES[1], id="p1", alias="l'Association"), firm))
    assert [(one.name, one.party) for one in found][1] == (None, "p2")
