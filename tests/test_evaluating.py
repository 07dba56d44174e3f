"""Evaluation counts as a careful reader of the two papers would."""

import json

import pytest
from record_factory import full_record, save

from extractor.errors import RecordError
from extractor.evaluating import Score, evaluate, read_found, read_labels, render_evaluation
from extractor.likeness import alike, article_number, main_number, same_words

RECORD = {
    "id": "dunes",
    "parties": [
        {"id": "p1", "name": "Maison des Dunes", "alias": "MDD", "other_aliases": ["M.D.D."],
         "representatives": [{"name": "Mme Odile Ferrand", "role": "présidente"}]},
        {"id": "p2", "name": "Ville d'Ambrelune", "alias": "la Ville", "representatives": []},
    ],
    "articles": [
        {"number": "1", "title": "Objet", "kind": "article", "level": 1},
        {"number": "1.1", "title": "Portée", "kind": "article", "level": 2},
        {"number": "2", "title": "Durée", "kind": "article", "level": 1},
        {"number": "annex-1", "kind": "annex", "level": 1},
    ],
    "durations": [{"period": "P5Y", "start_date": "2024-10-01", "computed_end_date": "2029-09-30",
                   "source": {"quote": "cinq ans"}}],
    "renewal": {"mode": "tacit"},
    "notices": [{"period": "P3M", "event": "termination", "form": "par lettre recommandée avec accusé de réception"},
                {"period": "P3M", "event": "termination"}, {"period": "P8D", "event": "other"}],
    "signature": {"place": "Ambrelune", "date": "2024-10-01"},
    "signatories": [{"name": "Odile FERRAND", "party": "p1", "on_behalf": "no"}],
    "obligations": [
        {"debtors": ["p1", "p2"], "modality": "obligation", "action": "ouvrir un atelier chaque année",
         "frequency": "P1Y", "source": {"article": "1.1", "quote": "s'engagent à ouvrir un atelier chaque année"}},
        {"debtors": ["p1"], "modality": "faculté", "action": "prêter ses locaux", "source": {"article": "2"}},
    ],
    "references": [{"target": "2", "kind": "internal", "status": "resolved", "source": {"article": "1"}},
                   {"target": "loi", "kind": "external", "status": "unchecked", "source": {"article": "1"}}],
}  # fmt: skip


def scores(labels, record=RECORD):
    """{field: (gold, found, right)}."""
    found = evaluate({"dunes": record}, {"dunes": labels})
    return {one.field: (one.gold, one.found, one.right) for one in found.scores}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"parties": [{"name": "la Maison des Dunes (MDD)", "alias": "M.D.D.",
                       "representatives": [{"name": "Odile Ferrand", "role": "Présidente"}]}]},
         {"parties": (1, 2, 1), "aliases": (1, 2, 1), "representatives": (1, 1, 1), "representative roles": (1, 1, 1)}),
        # the right person under the wrong party does not count
        ({"parties": [{"name": "Ville d'Ambrelune", "representatives": [{"name": "Odile Ferrand", "role": "x"}]}]},
         {"parties": (1, 2, 1), "aliases": (0, 2, 0), "representatives": (1, 1, 0), "representative roles": (0, 0, 0)}),
        ({"parties": [{"name": None, "alias": "Ville"}]},
         {"parties": (1, 2, 1), "aliases": (1, 2, 1), "representatives": (0, 1, 0), "representative roles": (0, 0, 0)}),
        ({"articles": [{"number": "1er", "title": "OBJET"}, {"number": "II", "title": "Fin"}, {"number": "3"}]},
         {"articles": (3, 2, 2), "article titles": (2, 2, 1)}),
        ({"duration": {"period": "P5Y", "start_date": "2024-10-01", "computed_end_date": "2029-10-01"}},
         {"duration": (1, 1, 1), "start date": (1, 1, 1), "computed end date": (1, 1, 0)}),
        ({"duration": {"period": "P3Y"}}, {"duration": (1, 1, 0)}),
        ({"duration": None}, {"duration": (0, 1, 0)}),
        ({"renewal": {"mode": "express"}}, {"renewal": (1, 1, 0)}),
        ({"renewal": None}, {"renewal": (0, 1, 0)}),
        # the same limit said twice is one; "other" is outside the count
        ({"notices": [{"period": "P3M", "event": "termination"}]}, {"notices": (1, 1, 1)}),
        ({"notices": []}, {"notices": (0, 1, 0)}),
        ({"signature": {"place": "ambrelune", "date": None}}, {"signature place": (1, 1, 1), "signature date": (0, 1, 0)}),
        ({"signatories": [{"name": "O. Ferrand"}]}, {"signatories": (1, 1, 0), "signatory parties": (0, 0, 0)}),
        ({"parties": [{"name": "Maison des Dunes", "alias": "MDD"}], "signatories": [{"name": "Odile Ferrand", "party": "MDD"}]},
         {"signatories": (1, 1, 1), "signatory parties": (1, 1, 1)}),
        ({"on_behalf_marks": 0}, {"on behalf": (1, 1, 1)}),
        ({"on_behalf_marks": 1}, {"on behalf": (1, 1, 0)}),
        # quoted by its article or a sub-article of it; an optional one neither helps nor hurts
        ({"obligations": [
            {"article": "1", "debtors": [], "modality": "intention", "action": "ouvrir un atelier", "frequency": "P1Y"},
            {"article": "2", "debtors": [], "modality": "faculté", "action": "prêter ses locaux", "optional": True}]},
         {"obligations": (1, 1, 1), "obligation modality": (1, 1, 0), "obligation debtors": (1, 1, 0),
          "obligation frequency": (1, 1, 1)}),
        ({"parties": [{"alias": "MDD", "name": None}],
          "obligations": [{"article": "2", "debtors": ["MDD"], "modality": "faculté", "action": "prêter ses locaux"}]},
         {"obligations": (1, 2, 1), "obligation modality": (1, 1, 1), "obligation debtors": (1, 1, 1)}),
        ({"references": [{"in_article": "1", "target": "2", "status": "resolved"}]}, {"references": (1, 1, 1)}),
        ({"not_durations": ["depuis cinq ans", "18 à 35 ans"]}, {"not a duration": (2, 2, 1)}),
        ({"complete": ["renewal"], "renewal": None, "notices": []}, {"renewal": (0, 1, 0)}),
    ],
)  # fmt: skip
def test_counts(labels, expected):
    found = scores(labels)
    assert {field: found.get(field) for field in expected} == expected


def test_labels_without_a_record_cost_recall():
    found = evaluate({}, {"dunes": {"renewal": {"mode": "tacit"}}})
    assert found.without_record == ("dunes",) and found.scores == (Score("renewal", 1, 0, 0),)


def test_all_readings_of_a_document_are_scored_against_its_labels():
    records = {"dunes--scan": RECORD, "dunes--digital": RECORD, "other": RECORD}
    (score,) = evaluate(records, {"dunes": {"renewal": {"mode": "tacit"}}}).scores
    assert score == Score("renewal", 2, 2, 2)


@pytest.mark.parametrize(
    ("score", "rates"),
    [(Score("x"), (1, 1, 1)), (Score("x", 0, 2, 0), (0, 1, 0)), (Score("x", 2, 0, 0), (0, 0, 0)),
     (Score("x", 4, 2, 2), (1, 0.5, pytest.approx(2 / 3)))],
)  # fmt: skip
def test_rates(score, rates):
    assert (score.precision, score.recall, score.f1) == rates


def test_a_record_is_right_by_itself(tmp_path):
    save(tmp_path, full_record())
    labels = json.loads(full_record().to_json())
    labels["duration"] = labels["durations"][0]
    (tmp_path / "gold.json").write_text(json.dumps(labels))
    found = evaluate(read_found(tmp_path), read_labels(tmp_path / "gold.json"))
    assert found.mean_f1 == 1.0 and not found.errors
    assert "1.000" in render_evaluation(found)


def test_labels_may_stand_beside_samples(tmp_path):
    (tmp_path / "dunes").mkdir()
    (tmp_path / "dunes" / "expected.json").write_text('{"renewal": null}')
    assert list(read_labels(tmp_path)) == ["dunes"]


@pytest.mark.parametrize("content", ["[]", "{"])
def test_labels_that_are_none_are_refused(tmp_path, content):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(RecordError, match=r"a\.json"):
        read_labels(tmp_path)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("M. Jean-Noël Vautrin", "VAUTRIN Jean-Noël", True),
        ("l'Association Ressource", "Ressource", True),
        ("Université de Brumal (UB)", "Université de Brumal", True),
        ("la Ville", "Ville", True),
        ("Odile Ferrand", "Odile Ferrand-Lebas", False),
        ("", "x", False),
        (None, None, False),
        ("Me", "Maître", False),  # nothing is left of either
    ],
)
def test_names(one, other, same):
    assert alike(one, other) == alike(other, one) == same


@pytest.mark.parametrize(
    ("written", "number"),
    [("Article 1er", "1"), ("premier", "1"), ("IV", "4"), ("ix", "9"), ("4 Bis", "4bis"), ("2.1.", "2.1"), ("", ""),
     (None, ""), (3, "3"), ("art. 7", "7")],
)  # fmt: skip
def test_article_numbers(written, number):
    assert article_number(written) == number


def test_the_main_number_and_roles():
    assert main_number("3.2") == "3"
    assert same_words("Secrétaire Générale", "secretaire generale") and not same_words("maire", "préfet")
