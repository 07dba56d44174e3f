"""The clauses that a convention of its kind is expected to have."""

import pytest
from convention_factory import convention, promise

from extractor.checking import check
from extractor.checking.clauses import default_checklist, parse_checklist
from extractor.errors import ChecklistError
from extractor.language.lexicon import load_lexicon

WHOLE = """@1 objet Objet
La présente convention a pour objet le prêt d'un hangar.
@2 durée Durée
Elle prend effet le 1er mai 2024 pour un an.
@3 modification Avenant
Elle est modifiée par avenant.
@4 résiliation Résiliation
Elle est résiliée par lettre.
@5 litiges Litiges
Le tribunal de Gap est compétent.
"""


def missing(short, *, checklist=None, **facts):
    found = check(convention("a", short, **facts), checklist=checklist)
    return [one for one in found if one.code == "clause-missing"]


def test_a_convention_with_all_it_needs_raises_nothing():
    assert missing(WHOLE, title="CONVENTION") == []


def test_what_is_missing_is_one_note_that_says_what_was_looked_at():
    (one,) = missing(WHOLE.split("@4")[0], title="CONVENTION")
    assert one.severity == "info" and one.source is None
    assert "résiliation, litiges (toute convention)" in one.message and "3 articles" in one.message


@pytest.mark.parametrize(
    ("title", "clauses"),
    [
        ("CONVENTION DE SUBVENTION 2025", "montant, versement, justificatifs, contrôle, reversement (subvention)"),
        ("Convention de mise à disposition de locaux", "assurance"),
        ("Convention de mise à disposition d'un agent", "rémunération et remboursement"),
        ("CONVENTION DE STAGE", "gratification"),
        ("Convention de partenariat", "suivi (partenariat)"),
        ("Convention d'échange de données personnelles", "durée de conservation"),
        ("Contrat de prestation de services", "prix"),
        ("Accord de consortium", "propriété des résultats"),
    ],
)
def test_the_title_says_what_is_expected(title, clauses):
    (one,) = missing(WHOLE, title=title)
    assert clauses in one.message


def test_an_amendment_and_a_by_law_need_no_such_clauses():
    short = "@1 objet Objet\nLe terme est reporté."
    assert missing(short, title="Avenant n° 2 à la convention de subvention") == []
    assert missing(short, title=None, parties=()) == []


def test_a_clause_is_found_by_topic_by_fact_and_by_words():
    lacking = WHOLE.replace("@5 litiges Litiges\nLe tribunal de Gap est compétent.", "{}")
    for instead in ("@5 litiges Divers\nOn verra.", "@5 autre Divers\nTout différend est réglé à l'amiable."):
        assert missing(lacking.format(instead), title="CONVENTION") == []
    assert missing(lacking.format(""), title="CONVENTION")
    bare = "@1 autre\nLa Ville prête son hangar.\n" + WHOLE[WHOLE.index("@2") :]
    assert missing(bare, title="CONVENTION")
    given = {"obligations": lambda text: (promise(text, "prête son hangar", "1"),)}
    assert missing(bare, title="CONVENTION", **given) == []


OWN = '[tout]\n[tout.assurance]\nwords = ["assur*"]\nseverity = "warning"\n[tout."vélos"]\nwords = ["vélo(s)"]\n'


def test_a_list_of_ones_own_gives_a_finding_a_clause():
    found = missing(WHOLE, title="CONVENTION", checklist=parse_checklist(OWN, "own.toml"))
    assert [one.severity for one in found] == ["warning", "info"]
    assert "assurance (tout)" in found[0].message and "« assur* »" in found[0].message
    assert len(missing(WHOLE + "Les vélos.", title="C", checklist=parse_checklist(OWN, "own.toml"))) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a", "is no TOML"),
        ("", "expects no clause"),
        ("[a]\nwhen = ['x']\n", "expects no clause"),
        ("a = 1", "must be a table"),
        ("[a]\nwen = ['x']\n[a.b]\nwords = ['x']", "unknown key 'wen'"),
        ("[a]\nwhen = 'x'\n[a.b]\nwords = ['x']", "when must be a list of words"),
        ("[a.b]\nwords = ['*']", "words must be a list of words"),
        ("[a.b]\nseverity = 'info'", "says neither topics, facts nor words"),
        ("[a.b]\nwords = ['x']\nseverity = 'grave'", "severity is one of info, warning, error"),
        ("[a.b]\ntopics = ['vélo']", "topics has no 'vélo'"),
        ("[a.b]\nfacts = ['id']", "facts has no 'id'"),
        ("[a.b]\nwords = 3", "words must be a list of words"),
    ],
)
def test_a_wrong_list_is_one_sentence(text, said):
    with pytest.raises(ChecklistError) as error:
        parse_checklist(text, "own.toml")
    assert said in str(error.value) and "\n" not in str(error.value).strip()


def test_the_list_of_the_program_names_topics_that_exist():
    topics = {entry.value for entry in load_lexicon("topics").values()}
    clauses = [clause for kind in default_checklist() for clause in kind.clauses]
    assert len(clauses) > 30 and {topic for clause in clauses for topic in clause.topics} <= topics
