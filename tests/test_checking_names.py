"""Aliases, headings and signatures that leave something open."""

import pytest
from convention_factory import convention, source

from extractor.checking import check
from extractor.phrases import in_words_of
from extractor.record import PageRecord, Signatory

BODY = "@1 objet Objet\nLa Ville prête un hangar au Club.\n@2 durée Durée\nTrois ans."


def codes(short=BODY, **facts):
    return [one.code for one in check(convention("a", short, **facts))]


def test_one_short_name_for_two_parties():
    short = "@1 objet Objet\nL'Association aide l’association."
    twice = ("Les Dunes|l'Association", "La Vague|l’association")
    assert codes(short, parties=twice).count("alias-duplicate") == 1
    assert "alias-duplicate" not in codes()


@pytest.mark.parametrize(
    ("alias", "words", "unused"),
    [
        ("le Club", "Le club prête un hangar à la Ville.", False),
        ("les Membres", "La Ville aide chaque Membre.", False),
        ("CNDA", "Le C.N.D.A. aide la Ville.", False),
        ("l’Association", "La Ville aide l'association.", False),
        ("l'Exploitant", "La Ville prête un hangar aux parties.", True),
        ("l'Exploitant", "La Ville aide les dunes, ci-après « l'Exploitant ».", True),
    ],
)
def test_a_short_name_that_nobody_uses(alias, words, unused):
    short = f"@1 objet Objet\n{words}\n@signature\nFait à Gap"
    assert ("alias-unused" in codes(short, parties=("Ville|la Ville", f"Dunes|{alias}"))) is unused


def test_unused_names_are_one_note_and_none_where_the_end_may_be_missing():
    record = convention(
        "a", "@1 objet Objet\nLes parties.\n@signature\nFait à Gap", parties=("V|la Ville", "C|le Club")
    )
    (one,) = [one for one in check(record) if one.code == "alias-unused"]
    assert one.message == "« la Ville », « le Club » sont définis et ne sont employés dans aucun article."
    assert "alias-unused" not in codes("@1 objet Objet\nLes parties.")


def test_a_misread_name_on_a_scan_is_used():
    page = PageRecord(number=1, width=595, height=842, reader="ocr")
    parties = ("Ville|la Ville", "Dunes|l'Exploitant")
    short = "@1 objet Objet\nLa Ville prête un hangar à l'Exploilant.\n@signature\nFait à Gap"
    assert "alias-unused" in codes(short, parties=parties)
    assert "alias-unused" not in codes(short, parties=parties, pages=(page,))


def test_two_articles_of_one_title():
    twice = "@1 objet Objet\nLa Ville, le Club.\n@2 assurance Assurances\nA.\n@3 assurance ASSURANCES\nB."
    assert codes(twice).count("heading-duplicate") == 1
    parted = "@1 objet Objet\nLa Ville, le Club.\n@2 assurance Suivi\nA.\n@part\nTITRE II\n@3 assurance Suivi\nB."
    assert "heading-duplicate" not in codes(parted)
    again = "@1 objet Objet\nLa Ville.\n@2 durée Durée\nA.\n@signature\nFait à Gap\n@1 objet Objet\nLe Club."
    assert "heading-duplicate" not in codes(again), "a second agreement in the file"


def signed(*pairs):
    return lambda text: tuple(Signatory(name=name, party=party, source=source(text, "Objet")) for name, party in pairs)


def test_somebody_signs_for_nobody():
    assert "signatory-without-party" in codes(signatories=signed(("Anne ROUX", "p1"), ("Luc PETIT", None)))
    assert "signatory-without-party" not in codes(signatories=signed(("Anne ROUX", "p1"), ("Luc PETIT", "p2")))
    nothing_known = signed(("Anne ROUX", None), ("Luc PETIT", None))
    assert "signatory-without-party" not in codes(signatories=nothing_known)


def test_a_name_that_the_engine_is_not_sure_of_is_told_once():
    def signers(text):
        doubtful = source(text, "Paul M", ocr_confidence=0.38)
        sure = source(text, "Anne Roy", ocr_confidence=0.9)
        return tuple(Signatory(name=one.quote, source=one) for one in (doubtful, sure, doubtful))

    record = convention("a", "@1 objet Objet\nLa Ville.\n@signature\nPaul M\nAnne Roy", signatories=signers)
    (one,) = [one for one in check(record) if one.code == "reading-doubtful"]
    assert one.message == "Lecture peu sûre (38 %) : « Paul M »." and one.severity == "warning"
    assert one.source is not None and one.source.quote == "Paul M"
    assert in_words_of(one.message, "en") == "Read with little certainty (38 %): « Paul M »."
