"""Findings of extraction looked at once more: terms of other agreements, school years, signatures that may be the party's."""

import pytest
from convention_factory import convention, source

from extractor.checking import check
from extractor.checking.second_look import other_agreements, second_look
from extractor.language.folding import fold
from extractor.language.lexicon import forms_pattern
from extractor.record import Alternative, Duration, Finding, Signatory

CASES = [
    ("a term of an earlier agreement", "@preamble\nLa convention du 14 mai 2017, conclue pour dix ans, a été prorogée.", "dix ans", False),
    ("one that is replaced", "@2 autre Divers\nElle annule et remplace la convention du 4 février 2001, conclue pour dix ans.", "dix ans", False),
    ("one for each case", "@2 autre Thèses\nChaque thèse donne lieu à une convention particulière conclue pour dix ans.", "dix ans", False),
    ("contracts passed under it", "@2 autre Marchés\nLes marchés passés sur son fondement durent dix ans.", "dix ans", False),
    ("what it will not become", "@2 durée Suite\nIl ne se transformera pas en accord conclu pour dix ans.", "dix ans", False),
    ("an end told in a recital", "@preamble\nCette convention arrive à échéance dans dix ans.", "dix ans", False),
    ("two terms of this one", "@2 autre Divers\nLa présente convention est conclue pour dix ans.", "dix ans", True),
    ("the same words in an article", "@2 durée Durée\nElle arrive à échéance dans dix ans.", "dix ans", True),
]  # fmt: skip


def with_rival(text, rival, **term):
    body = f"{text}\n@9 durée Durée\nLa présente convention est conclue pour trois ans.\n"

    def durations(whole):
        other = Alternative(value="P10Y", source=source(whole, rival, "2"))
        values = {"period": "P3Y", **term}
        return (Duration(**values, source=source(whole, "trois ans", "9"), alternatives=(other,)),)

    def findings(whole):
        place = source(whole, rival, "2")
        return (Finding(code="duration-contradiction", severity="warning", message="Deux durées.", source=place),)

    return convention("c", body, durations=durations, findings=findings)


@pytest.mark.parametrize(("text", "rival", "stays"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_term_of_another_agreement_contradicts_nothing(text, rival, stays):
    record = with_rival(text, rival)
    assert bool(list(second_look(record))) is stays
    assert ("duration-contradiction" in {one.code for one in check(record)}) is stays


@pytest.mark.parametrize(("years", "end", "stays"), [
    ("2031-2032", "2034-08-31", False),
    ("2031-2032", "2032-08-31", True),
    ("du 1er mai 2031 au 2 mai 2032", "2034-08-31", True),
])  # fmt: skip
def test_the_first_of_several_school_years_is_no_other_term(years, end, stays):
    record = with_rival(
        f"@2 durée Années\nElle couvre {years} et les suivantes.", years, start_date="2031-09-01", end_date=end
    )
    duration = record.durations[0]
    rival = duration.alternatives[0].model_copy(update={"value": "2031-09-01/2032-08-31"})
    record = record.model_copy(update={"durations": (duration.model_copy(update={"alternatives": (rival,)}),)})
    assert bool(list(second_look(record))) is stays


@pytest.mark.parametrize(
    ("words", "stays"),
    [("une année scolaire, du 7 août au 5 juillet", False), ("une année, du 7 août au 5 juillet", True)],
)
def test_a_school_year_is_no_year_to_the_day(words, stays):
    record = convention(
        "c",
        f"@1 durée Durée\nElle est conclue pour {words}.\n",
        durations=lambda text: (Duration(period="P1Y", end_date="2032-07-05", source=source(text, words, "1")),),
        findings=lambda text: (
            Finding(code="duration-contradiction", severity="error", message="…", source=source(text, words, "1")),
        ),
    )
    assert bool(list(second_look(record))) is stays


@pytest.mark.parametrize(("signing", "severity"), [
    ([("Odile Ferrand", "p1")], "warning"),
    ([("Odile Ferrand", "p1"), ("Yann Kerdoncuff", None)], "info"),
    ([("Odile Ferrand", "p1"), ("Yann Kerdoncuff", "p1")], "info"),
    ([("Odile Ferrand", "p1"), (None, None)], "warning"),
])  # fmt: skip
def test_nobody_signs_for_a_party(signing, severity):
    place = source("x", "x")
    record = convention(
        "c",
        "@1 objet Objet\nUn prêt.\n",
        signatories=tuple(Signatory(name=name, party=party, source=place) for name, party in signing),
        findings=(Finding(code="party-without-signatory", severity="warning", message="…"),),
    )
    assert [one.severity for one in second_look(record)] == [severity]


def test_no_article_is_told_once():
    told = Finding(code="no-articles", severity="warning", message="Aucun article n'a été reconnu.")
    codes = [one.code for one in check(convention("c", "", findings=(told,)))]
    assert "no-articles" in codes and "articles-not-found" not in codes
    assert "articles-not-found" in [one.code for one in check(convention("c", ""))]


@pytest.mark.parametrize("entry", other_agreements(), ids=lambda entry: entry.name)
def test_every_form_has_an_example_and_no_counter_example_matches(entry):
    for form in entry.forms:
        assert any(forms_pattern((form,)).search(fold(example)) for example in entry.examples), form
    assert all(entry.search(fold(example)) for example in entry.examples)
    assert not any(entry.search(fold(example)) for example in entry.counter_examples)
