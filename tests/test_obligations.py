"""Who must, must not, may or means to do what: each case is a sentence and what it commits to."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.document import Document, lines_of
from extractor.language import annotate, load
from extractor.language.annotations import read_facts, write_facts
from extractor.language.components import PIPELINE
from extractor.language.facts import Article, Obligation, Party
from extractor.language.obligations import find_obligations
from extractor.language.syntax import tenses_of

CASES = tomllib.loads((Path(__file__).parent / "cases" / "obligations.toml").read_text("utf-8"))["case"]
PARTIES = (
    Party(start=0, end=1, id="p1", name="Ville de Montclar", alias="la Ville"),
    Party(start=0, end=1, id="p2", name="Club nautique montclarois", alias="le Club"),
    Party(start=0, end=1, id="p3", name="Ligue régionale de voile", alias="la Ligue"),
)


@pytest.fixture(scope="module")
def parser():
    """The pipeline with nothing but the trained layers."""
    return load(exclude=[name for name in PIPELINE if name != "syntax"])


def obligations(parser, text: str) -> tuple[Obligation, ...]:
    document = Document(text, lines_of(text))
    doc = annotate(parser, document)
    article = Article(start=0, end=len(text), kind="article", number="1", heading_end=0)
    return find_obligations(text, document.lines, (article,), PARTIES, tenses=tenses_of(doc))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_what_a_sentence_commits_to(parser, case):
    found = obligations(parser, case["text"])
    expected = [[part.strip() for part in line.split("|")] for line in case["expected"]]
    assert [(o.modality, ",".join(o.debtors), o.frequency or "") for o in found] == [
        (modality, debtors, frequency) for modality, debtors, _, frequency in expected
    ]
    for obligation, (_, _, action, _) in zip(found, expected, strict=True):
        assert obligation.action.startswith(action)


def test_a_line_break_changes_nothing(parser):
    flat = obligations(parser, "La Ville s'engage à verser une subvention au Club chaque année.")
    broken = obligations(parser, "La Ville s'engage\nà verser une subvention\nau Club chaque\nannée.")
    assert [(o.modality, o.debtors, o.action, o.frequency) for o in flat] == [
        (o.modality, o.debtors, o.action, o.frequency) for o in broken
    ]


def test_circumstances_are_kept_apart(parser):
    (found,) = obligations(
        parser, "En cas de sinistre, le Club doit informer la Ville dans un délai de cinq jours à compter des faits."
    )
    assert found.condition == "En cas de sinistre"
    assert found.deadline is not None and found.deadline.startswith("dans un délai de cinq jours")


def test_without_a_parse_cues_and_futures_are_still_found():
    text = "La Ville s'engage à verser une aide. Le Club remettra un bilan."
    article = Article(start=0, end=len(text), kind="article", number="1", heading_end=0)
    found = find_obligations(text, lines_of(text), (article,), PARTIES)
    assert [(o.debtors, o.action) for o in found] == [(("p1",), "verser une aide"), (("p2",), "remettra un bilan")]


@given(st.text(alphabet="aeé s'engagetpràdo.;:\n-12Ville", max_size=200))
def test_quotes_are_true_on_any_text(text):
    for obligation in find_obligations(text, lines_of(text), (), PARTIES):
        quote = " ".join(text[obligation.start : obligation.end].split())
        assert quote.endswith(obligation.action)


def test_facts_survive_on_the_doc(parser):
    doc = parser.make_doc("La Ville s'engage à payer.")
    fact = Obligation(start=9, end=25, debtors=("p1",), modality="obligation", action="s'engage à payer")
    write_facts(doc, "obligations", (fact,), label="modality")
    copy = type(doc)(doc.vocab).from_bytes(doc.to_bytes())
    assert read_facts(copy, "obligations", Obligation) == (fact,)
    assert [span.text for span in copy.spans["obligations"]] == ["s'engage à payer"]


@pytest.mark.parametrize(
    "text", ["Il" + " ," * 3000 + " zeta doit payer.", "Le club sera payé " + "et " * 3000 + "par la Ville."]
)
def test_hostile_sentences_come_to_an_end(parser, text):
    """Each once took a time that doubles with every word."""
    assert isinstance(obligations(parser, text), tuple)
