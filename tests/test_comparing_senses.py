"""Clauses worded otherwise: those that say the same are told from those that do not, and in doubt they differ."""

import pytest
from convention_factory import convention
from hypothesis import given
from hypothesis import strategies as st

from extractor.comparing import compare
from extractor.comparing.senses import same_in_order, same_sense
from extractor.comparing.wording import neutral
from extractor.language.folding import fold

NAMES = ((fold("l'Association"), "partie2z"), (fold("la Ville"), "partie1z"))


def said(text):
    return [neutral(sentence, NAMES) for sentence in text.split(" | ")]


@pytest.mark.parametrize(("one", "other"), [
    ("La présente convention est conclue pour une durée de trois ans à compter du 1er mai 2030.", "La présente convention est établie pour trois (3) années à partir du 1er mai 2030."),
    ("La durée de la présente convention est fixée à trois ans.", "La convention est conclue pour trois ans."),
    ("La convention dure douze mois.", "La convention est conclue pour un an."),
    ("Chacune des parties peut résilier la présente convention moyennant un préavis de trois mois.", "La convention peut être résiliée par l'une ou l'autre des parties, sous réserve d'un délai de préavis de 3 mois."),
    ("Elle est notifiée par lettre recommandée avec accusé de réception.", "Elle est notifiée par LRAR."),
    ("Les parties recherchent une solution amiable. | À défaut, le litige est porté devant le tribunal administratif de Brest.", "Une solution amiable est recherchée par les parties. | À défaut d'accord, le tribunal administratif de Brest est saisi du litige."),
    ("La Ville verse à l'Association une subvention de 4 500 euros par an.", "Une subvention de 4 500 euros est versée chaque année à l'Association par la Ville."),
    ("L'Association s'engage à remettre à la Ville un rapport d'activité chaque année.", "L'Association doit transmettre chaque année à la Ville un rapport d'activité."),
    ("Toute modification de la présente convention fait l'objet d'un avenant.", "La présente convention peut être modifiée par avenant."),
])  # fmt: skip
def test_the_same_in_other_words(one, other):
    assert same_sense(said(one), said(other)) == same_sense(said(other), said(one)) == "reworded"


@pytest.mark.parametrize(("one", "other"), [
    ("La Ville verse à l'Association 100 euros.", "L'Association verse à la Ville 100 euros."),
    ("La Ville informe l'Association.", "L'Association informe la Ville."),
    ("L'Association est informée par la Ville.", "La Ville est informée par l'Association."),
    ("La Ville verse 100 euros à l'Association.", "La Ville reçoit 100 euros de l'Association."),
    ("Elle s'applique avant le terme.", "Elle s'applique après le terme."),
    ("L'Association ne peut céder le bail.", "L'Association peut céder le bail."),
    ("La Ville met le hangar à disposition.", "La Ville met gratuitement le hangar à disposition."),
    ("La convention dure trois ans, le préavis cinq mois.", "La convention dure cinq ans, le préavis trois mois."),
    ("Un préavis de trois mois.", "Un préavis de trois semaines."),
    ("L'accord exprès des parties.", "L'accord des parties."),
    ("La Ville peut payer.", "La Ville doit payer."),
    ("La Ville doit payer.", "La Ville entend payer."),
    ("Par la médiation ou l'arbitrage.", "Par la médiation et l'arbitrage."),
    ("Le tribunal de Brest est saisi.", "Le tribunal de Rennes est saisi."),
    ("Elle est renouvelable par tacite reconduction.", "Elle est renouvelable par reconduction expresse."),
    ("La Ville assure le hangar.", "La Ville et l'Association assurent le hangar."),
    ("Trente jours après l'envoi.", "Trente jours après la réception."),
    ("Ils se voient une fois par an.", "Ils se voient au moins une fois par an."),
    ("Elle peut être modifiée par avenant.", "Elle ne peut être modifiée que par avenant."),
    ("La Ville s'engage à payer.", "La Ville ne s'engage pas à payer."),
])  # fmt: skip
def test_what_says_something_else(one, other):
    assert same_sense(said(one), said(other)) is None
    assert same_sense(said(other), said(one)) is None


def test_the_same_sentences_in_another_order():
    assert same_sense(["la ville paie", "elle part"], ["elle part", "la ville paie"]) == "moved"


@pytest.mark.parametrize(("one", "other", "verdict"), [
    ("La Ville fournit le hangar. | Il peut être dénoncé à tout moment par l'une des parties.", "La Ville fournit le hangar. | Chacune des parties peut le dénoncer à tout moment.", "reworded"),
    ("La Ville et le Club décident. | Il s'engage à payer.", "La Ville et le Club décident. | Elle s'engage à payer.", None),
    ("Les parties s'engagent à régler tout différend à l'amiable.", "Tout différend sera réglé à l'amiable par les parties.", "reworded"),
    ("La Ville paie le loyer.", "La Ville paie le loyer.", "named"),
    ("La Ville paie.", "La Ville paie. | Elle part.", None),
])  # fmt: skip
def test_sentence_by_sentence(one, other, verdict):
    assert same_in_order(said(one), said(other)) == same_in_order(said(other), said(one)) == verdict


@given(
    st.lists(st.text("abc ne pas 1 2", max_size=30), max_size=4),
    st.lists(st.text("abc ne pas 1 2", max_size=30), max_size=4),
)
def test_it_is_symmetric(one, other):
    one, other = [[" ".join(s.split()) for s in side] for side in (one, other)]
    assert same_sense(one, other) == same_sense(other, one)


ARTICLE = """@1 engagements Engagements
La Ville fournit le hangar. Elle paie le chauffage.
@2 durée Durée
La convention est conclue pour trois ans.
"""


@pytest.mark.parametrize(("old", "new", "verdict", "severity"), [
    ("est conclue pour trois ans", "est établie pour trois années", "cosmetic", "info"),
    ("est conclue pour trois ans", "est établie pour quatre années", "changed", "warning"),
    ("La Ville fournit le hangar. Elle paie le chauffage.", "Elle paie le chauffage. La Ville fournit le hangar.", "changed", "info"),
])  # fmt: skip
def test_the_verdict_on_an_article(old, new, verdict, severity):
    rows = compare([convention("a", ARTICLE), convention("b", ARTICLE.replace(old, new))]).articles
    assert (verdict, severity) in {(row.verdict, row.severity) for row in rows}


def test_a_sentence_that_hangs_on_another_does_not_move_alone():
    moved = ARTICLE.replace(" Elle paie le chauffage.", "").replace("trois ans.", "trois ans. Elle paie le chauffage.")
    assert {row.verdict for row in compare([convention("a", ARTICLE), convention("b", moved)]).articles} == {"changed"}


def test_a_rewording_is_more_than_typography_and_no_substance():
    reworded = ARTICLE.replace("est conclue pour trois ans", "est établie pour trois années")
    found = compare([convention("a", ARTICLE), convention("b", reworded)])
    assert [row.reworded for row in found.articles] == [False, True] and found.differs
    spelt = compare([convention("a", ARTICLE), convention("b", ARTICLE.replace("trois ans", "3 ans"))])
    assert not any(row.reworded for row in spelt.articles) and not spelt.differs
