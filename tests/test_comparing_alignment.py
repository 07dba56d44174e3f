"""Which articles answer each other: one assignment for all, splits and merges, moves, honest gaps; mirrored both ways."""

import itertools
import random

import pytest
from convention_factory import convention
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.comparing import compare
from extractor.comparing.assignment import best_pairs

OBJECT = "La présente convention a pour objet le prêt du hangar du port aux enfants des écoles."
LENDING = "La Ville met à disposition le hangar, l'éclaire, le chauffe et le nettoie chaque samedi matin."
TERM = "La convention est conclue pour trois ans à compter de sa signature par les deux parties."
ENDING = "Chaque partie peut résilier la convention avec un préavis de trois mois adressé par lettre."
COURT = "Tout litige est soumis à la médiation, puis au tribunal administratif compétent."

PLAIN = f"@1 objet Objet\n{OBJECT}\n@2 engagements Mise à disposition\n{LENDING}\n@3 durée Durée\n{TERM}\n@4 résiliation Résiliation\n{ENDING}\n@5 litiges Litiges\n{COURT}\n"


def pairs(comparison):
    return [
        "-".join("+".join(a.number or a.kind for a in m.articles) for m in row.members) for row in comparison.articles
    ]


def verdicts(comparison):
    return dict(zip(pairs(comparison), (row.verdict for row in comparison.articles), strict=True))


CASES = [
    ("the same order", PLAIN, ["1-1", "2-2", "3-3", "4-4", "5-5"]),
    ("an article is missing", PLAIN.replace(f"@2 engagements Mise à disposition\n{LENDING}\n", "").replace("@3", "@2").replace("@4", "@3").replace("@5", "@4"),
     ["1-1", "2-", "3-2", "4-3", "5-4"]),
    ("an article is put in", PLAIN.replace("@3", "@3 assurance Assurance\nLe Club souscrit une police contre l'incendie.\n@4").replace("@4 résiliation", "@5 résiliation").replace("@5 litiges", "@6 litiges"),
     ["1-1", "2-2", "-3", "3-4", "4-5", "5-6"]),
    ("titles are lost, the wording tells", f"@1 autre\n{OBJECT}\n@2 autre\n{LENDING}\n@3 autre\n{TERM}\n@4 autre\n{ENDING}\n@5 autre\n{COURT}\n",
     ["1-1", "2-2", "3-3", "4-4", "5-5"]),
    ("one article is split", PLAIN.replace(LENDING, "La Ville met à disposition le hangar chaque samedi matin.\n@3 engagements Entretien\nElle l'éclaire, le chauffe et le nettoie.").replace("@3 durée", "@4 durée").replace("@4 résiliation", "@5 résiliation").replace("@5 litiges", "@6 litiges"),
     ["1-1", "2-2+3", "3-4", "4-5", "5-6"]),
    ("two articles are merged under one title", PLAIN.replace(f"@4 résiliation Résiliation\n{ENDING}\n", "").replace("@3 durée Durée\n", "@3 durée Durée et résiliation\n").replace(TERM, f"{TERM} {ENDING}").replace("@5", "@4"),
     ["1-1", "2-2", "3+4-3", "5-4"]),
    ("the other speaks of other things", "@1 objet Champ d'application\nLe présent accord vise les pêcheries du lac.\n@2 autre Rémunération des équipages\nLes équipages sont payés à la part.\n",
     ["1-1", "-2", "2-", "3-", "4-", "5-"]),
    ("titles on one wide subject, and no word in common", PLAIN.replace("@5 litiges Litiges\n" + COURT, "@5 litiges Conciliation\nChacun nomme un sage."),
     ["1-1", "2-2", "3-3", "4-4", "5-", "-5"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "other", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_pairs(name, other, wanted):
    a, b = convention("a", PLAIN), convention("b", other)
    assert sorted(pairs(compare([a, b]))) == sorted(wanted)
    mirrored = ["-".join(reversed(one.split("-"))) for one in wanted]
    assert sorted(pairs(compare([b, a]))) == sorted(mirrored)


def test_a_moved_article_is_moved_and_the_others_are_not():
    parts = PLAIN.split("@")[1:]
    order = [parts[0], parts[4], parts[1], parts[2], parts[3]]
    other = "".join(f"@{n}{part[1:]}" for n, part in enumerate(order, start=1))
    comparison = compare([convention("a", PLAIN), convention("b", other)])
    assert verdicts(comparison) == {
        "1-1": "identical",
        "5-2": "moved",
        "2-3": "identical",
        "3-4": "identical",
        "4-5": "identical",
    }
    (moved,) = [row for row in comparison.articles if row.verdict == "moved"]
    assert moved.members[1].moved and "b : à une autre place" in moved.reasons


def test_a_pair_says_why():
    comparison = compare([convention("a", PLAIN), convention("b", PLAIN.replace("trois ans", "cinq ans"))])
    row = next(row for row in comparison.articles if row.verdict == "changed")
    assert row.reasons[:2] == ("même thème (durée)", "titres semblables")
    assert 0.9 < row.score <= 1 and row.severity == "warning"
    gone = compare([convention("a", PLAIN), convention("b", PLAIN.split("@5")[0])]).articles[-1]
    assert gone.reasons == ("sans équivalent dans b",)


def test_preamble_annexes_and_signature_meet_their_like_alone():
    a = convention(
        "a", f"@preamble - Préambule\nVu la délibération du conseil.\n{PLAIN}@signature\nFait à Ambrelune.\n"
    )
    b = convention("b", f"{PLAIN}@annex-1 - Annexe\nVu la délibération du conseil.\n@signature\nFait à Quibrac.\n")
    found = verdicts(compare([a, b]))
    assert found["preamble-"] == found["-annex-1"] == "only" and found["signature-signature"] == "changed"


def test_a_section_that_covers_later_ones_is_cut_where_they_begin():
    record = convention("a", f"@preamble - Préambule\nVu la délibération.\n{PLAIN}")
    preamble = record.articles[0]
    whole = preamble.text + "\n\n" + "\n\n".join(article.text for article in record.articles[1:])
    covering = record.model_copy(
        update={"articles": (preamble.model_copy(update={"text": whole}), *record.articles[1:])}
    )
    assert all(row.verdict == "identical" for row in compare([record, covering]).articles)


def test_three_conventions_meet_in_one_row():
    a, b, c = (
        convention("a", PLAIN),
        convention("b", PLAIN.split("@4")[0]),
        convention("c", PLAIN.replace("médiation", "conciliation")),
    )
    comparison = compare([a, b, c])
    assert pairs(comparison) == ["1-1-1", "2-2-2", "3-3-3", "4--4", "5--5"]
    assert [row.verdict for row in comparison.articles] == ["identical", "identical", "identical", "only", "only"]
    last = comparison.articles[-1]
    assert last.redline and last.redline == last.redline_of("c") and last.redline_of("a") == ()


@pytest.mark.parametrize("count", [3, 4, 5])
def test_copies_are_identical_however_many(count):
    comparison = compare([convention(f"c{n}", PLAIN) for n in range(count)])
    assert {row.verdict for row in comparison.articles} == {"identical"}
    assert all(len(row.members) == count for row in comparison.articles)


# -- properties ---------------------------------------------------------------------------------------------------

BODIES = (OBJECT, LENDING, TERM, ENDING, COURT, "Le Club remet un rapport.", "Le Club remet deux rapports.", "")
TOPICS = (
    ("objet", "Objet"),
    ("durée", "Durée"),
    ("litiges", "Litiges"),
    ("autre", "Divers"),
    ("engagements", "Engagements"),
    ("autre", ""),
)


@st.composite
def conventions(draw, name="x"):
    found = ""
    for number in range(1, draw(st.integers(0, 6)) + 1):
        topic, title = draw(st.sampled_from(TOPICS))
        found += f"@{number} {topic}{' ' + title if title else ''}\n{draw(st.sampled_from(BODIES))}\n"
    return convention(name, found)


@settings(max_examples=60, deadline=None)
@given(conventions("a"))
def test_a_convention_is_identical_to_itself(record):
    comparison = compare([record, record])
    rows = (*comparison.terms, *comparison.articles, *comparison.obligations)
    assert {row.verdict for row in rows} <= {"identical", "absent"}
    assert not comparison.differs
    assert len(comparison.articles) == len(record.articles)
    assert comparison.conventions == ("a", "a~2")


@settings(max_examples=80, deadline=None)
@given(conventions("a"), conventions("b"))
def test_the_other_direction_mirrors(a, b):
    there, back = compare([a, b]), compare([b, a])

    def rows(comparison, first, second):
        found = []
        for row in comparison.articles:
            members = {member.convention: tuple(x.number for x in member.articles) for member in row.members}
            found.append((members[first], members[second], row.verdict, row.score))
        return sorted(found)

    assert rows(there, "a", "b") == rows(back, "a", "b")
    for one, other in zip(there.terms, back.terms, strict=True):
        assert (one.term, one.verdict) == (other.term, other.verdict)
        assert [v.value for v in one.values] == [v.value for v in reversed(other.values)]


@settings(max_examples=40, deadline=None)
@given(st.lists(conventions(), min_size=3, max_size=5))
def test_every_article_stands_in_one_row(records):
    records = [record.model_copy(update={"id": f"c{n}"}) for n, record in enumerate(records)]
    comparison = compare(records)
    for position, record in enumerate(records):
        shown = [article.number for row in comparison.articles for article in row.members[position].articles]
        assert sorted(shown) == sorted(article.number for article in record.articles)


def test_the_assignment_is_the_best_there_is():
    draw = random.Random(7)
    for _ in range(60):
        rows, columns = draw.randint(1, 5), draw.randint(1, 5)
        scores = [[draw.choice([0.0, draw.random()]) for _ in range(columns)] for _ in range(rows)]
        found = best_pairs(scores)
        assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
        size = max(rows, columns)
        square = [[scores[i][j] if i < rows and j < columns else 0.0 for j in range(size)] for i in range(size)]
        best = max(sum(square[i][j] for i, j in enumerate(order)) for order in itertools.permutations(range(size)))
        assert sum(scores[i][j] for i, j in found) == pytest.approx(best)
    assert best_pairs([]) == best_pairs([[]]) == []


def test_common_phrases_do_not_make_an_article_a_part_of_a_distant_one():
    """What stands far off must hold more of its words there than its neighbour would."""
    long = "Les autorités compétentes des deux parties prêtent le hangar, chauffent la salle et réparent le ponton du port."
    one = f"@1 objet Objet\n{long} Elles arrêtent le plan des cours et les mesures nécessaires à son application."
    far = "Les autorités compétentes des deux parties arrêtent les mesures nécessaires à leur application aux élèves inscrits."
    other = f"@1 objet Objet\n{long}\n@2 durée Durée\nElle dure un an.\n@3 autre Arrangement\n{far}"
    rows = compare([convention("a", one), convention("b", other)]).articles
    assert [article.number for article in rows[0].members[1].articles] == ["1"]
