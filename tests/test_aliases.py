"""Phrases that give short names in, aliases out; and every later mention of a party resolved to its id."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language.acronyms import alias_variants, is_acronym, plausible_acronym
from extractor.language.alias_phrases import find_alias_phrases
from extractor.language.aliases import find_party_mentions, resolve_parties
from extractor.language.facts import Party
from extractor.language.folding import fold


def party(index, name, alias=None, *others, form=None):
    return Party(start=0, end=1, id=f"p{index}", name=name, alias=alias, other_aliases=others, legal_form=form)


PARTIES = (
    party(1, "Office franco-andin pour les lycées", "OFAL"),
    party(2, "Réseau des Écoles de Montagne", "RÉM", "REM"),
    party(3, "Union nationale des internats", "l'Union"),
)


@pytest.mark.parametrize(
    ("phrase", "aliases"),
    [
        ("ci-après dénommée « la Ville »", ["la Ville"]),
        ("ci-après désigné(e) « UNIR »,", ["UNIR"]),
        ("ci-après désignées par « le CLUB »", ["le CLUB"]),
        ("(ci-après « l'Agence »)", ["l'Agence"]),
        ("(ci-après l’« Agence »)", ["Agence"]),
        ("ci-après appelé le Canton,", ["le Canton"]),
        ("Ci après dénommé l'Organisateur,", ["l'Organisateur"]),
        ('ci-apres denommee "la Commune"', ["la Commune"]),
        ("dénommée ci-après « CARAV »", ["CARAV"]),
        ("désignée sous le terme « l'administration »", ["l'administration"]),
        ("désignée sous le terme l'UDEF, d'une part", ["l'UDEF"]),
        ("et désignée sous l'appellation « le comité »", ["le comité"]),
        ("qui sera dénommée ci-après « la Caisse »", ["la Caisse"]),
        ("ci-après dénommée « l'opérateur » ou la « Caisse »", ["l'opérateur", "Caisse"]),
        ("ci-après « l'Association ou le MAS »", ["l'Association", "le MAS"]),
        ("ci-après dénommée ‘le Partenaire’", ["le Partenaire"]),
        ("ci-après dénommée ’le Partenaire’", ["le Partenaire"]),
        ("ci-après dénommée “le Partenaire”", ["le Partenaire"]),
        ("ci-après dénommé dans la présente convention « le Groupe »", ["le Groupe"]),
        ("dénommée ci-dessous l'utilisateur.", ["l'utilisateur"]),
        ("ci-après désignée\nsous le vocable\n« la Réserve »", ["la Réserve"]),
        ("ci-après\ndénommé « Sciences et\nVie »", ["Sciences et Vie"]),
        ("ci-après dénommé UN, « PORTEUR »", ["UN", "PORTEUR"]),
    ],
)
def test_a_phrase_gives_its_aliases(phrase, aliases):
    text = "La Ville de Bellerive, " + phrase + "\n"
    phrases = find_alias_phrases(text, fold(text), 0, len(text))
    assert [alias.value for found in phrases for alias in found.aliases] == aliases
    assert all(" ".join(text[a.start : a.end].split()) == a.value for found in phrases for a in found.aliases)


@pytest.mark.parametrize(
    "phrase",
    [
        "ci-après dénommées « les parties »",
        "ci-après ensemble « les Parties »",
        "ci-après désignés conjointement les Parties",
        "ci-après appelés les « Parties »",
        "ci-après dénommés individuellement « la Partie » ou collectivement « les Parties »",
        "ci-après les « Partenaires »",
    ],
)
def test_a_name_for_all_together_is_no_partys_alias(phrase):
    text = "La Ville et le Club, " + phrase + ",\n"
    phrases = find_alias_phrases(text, fold(text), 0, len(text))
    assert phrases
    assert all(found.collective and not found.aliases for found in phrases)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("L'OFAL, le RÉM et l'Union", ["p1", "p2", "p3"]),
        ("LE REM et l'Union nationale des internats", ["p2", "p3"]),
        ("le R.E.M. transmet à l’O.F.A.L.", ["p2", "p1"]),
        ("l'union s'engage", ["p3"]),
        ("le réseau des écoles de montagne", ["p2"]),
        ("Le Réseau défend ses membres", ["p2"]),
        ("l'office conseille", ["p1"]),
        ("le personnel de l'OFAL", ["p1"]),
        ("un remerciement, la réunion, l'unification", []),
        ("le règlement de l'Union européenne", []),
    ],
)
def test_a_mention_leads_to_its_party(text, ids):
    assert [id_ for mention in find_party_mentions(text, PARTIES) for id_ in mention.parties] == ids


EVERYONE = ("p1", "p2", "p3")


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("Les parties", EVERYONE),
        ("Les trois parties", EVERYONE),
        ("chacune des parties", EVERYONE),
        ("L'une ou l'autre des parties", EVERYONE),
        ("l’une des parties", EVERYONE),
        ("toute partie", EVERYONE),
        ("les parties signataires", EVERYONE),
        ("chaque partie signataire", EVERYONE),
        ("les Parties contractantes", EVERYONE),
        ("les parties\nprenantes", EVERYONE),
        ("les partenaires", EVERYONE),
        ("les signataires de la convention", EVERYONE),
        ("l'autre partie", EVERYONE),
        ("la partie la plus diligente", EVERYONE),
        ("l'une quelconque des Parties", EVERYONE),
        ("L'OFAL, le RÉM et l'Union", EVERYONE),
        ("L'Union et l'OFAL", ("p1", "p3")),
        ("le comité de pilotage", ()),
        ("une partie des dépenses", ()),
        ("une partie du matériel", ()),
        ("les partenaires sociaux", ()),
        ("en grande partie", ()),
        ("", ()),
    ],
)
def test_a_phrase_is_resolved_to_ids(phrase, ids):
    assert resolve_parties(phrase, PARTIES) == ids


TWO = (
    party(1, "Commune de Bellerive"),
    party(2, "Cordées du Vercors", form="association régie par la loi du 1er juillet 1901"),
)


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("la commune", ("p1",)),
        ("la Ville", ("p1",)),
        ("la collectivité", ("p1",)),
        ("l'association", ("p2",)),
        ("l’Association", ("p2",)),
        ("les associations", ()),
        ("la Commune et l'Association", ("p1", "p2")),
        ("le bénéficiaire", ("p2",)),
        ("la commune de Grandval", ()),
    ],
)
def test_a_noun_means_the_only_party_of_its_kind(phrase, ids):
    assert resolve_parties(phrase, TWO) == ids


def test_a_board_of_administration_is_not_the_state():
    parties = (party(1, "État"), party(2, "Compagnie des chemins de fer du Pont"))
    assert resolve_parties("l'administration", parties) == ("p1",)
    assert resolve_parties("le président du conseil d'administration", parties) == ()


def test_a_noun_that_may_mean_two_parties_means_none():
    parties = (party(1, "Commune de Bellerive"), party(2, "Commune de Grandval"))
    assert resolve_parties("la commune", parties) == ()
    assert resolve_parties("la commune de Grandval", parties) == ("p2",)


def test_a_longer_name_begins_with_its_short_one():
    parties = (
        party(1, "État"),
        party(2, "Fonds de secours routier"),
        party(3, "Bureau central des sociétés d'assurances contre les accidents de la route"),
    )
    assert resolve_parties("Le Fonds de secours", parties) == ("p2",)
    assert resolve_parties("le Bureau central", parties) == ("p3",)
    assert resolve_parties("l'État", parties) == ("p1",)


def test_a_government_is_called_by_its_country():
    parties = (party(1, "gouvernement de la Ruritanie", "la Ruritanie"), party(2, "gouvernement d'Ostanie"))
    assert resolve_parties("La Ruritanie", parties) == ("p1",)
    assert resolve_parties("l'Ostanie", parties) == ("p2",)
    assert resolve_parties("Le Gouvernement d'Ostanie", parties) == ("p2",)


DOMINION = (party(1, "Gouvernement du Dominion d'Ostanie"), party(2, "gouvernement de la province de la Combraille"))
REPUBLICS = (party(1, "Gouvernement de la République bordurienne"), party(2, "Sa Majesté la Reine de Corne"))

KINGDOMS = (party(1, "Gouvernement du Royaume des Pays-Bas"), party(2, "Gouvernement de la République du Mali"))
ALGERIA = (
    party(1, "Royaume du Maroc"),
    party(2, "Gouvernement de la République algérienne démocratique", "le Gouvernement"),
)
NORTH = (party(1, "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord"), party(2, "République de Guinée équatoriale"))
TOLD = (party(1, "Organisation de la Combraille"), party(2, "Ministère de l'éducation", "le Gouvernement"))
UNION = (party(1, "Gouvernements des Etats de la Combraille"), party(2, "Gouvernement de la République du Mali"))


@pytest.mark.parametrize(
    ("parties", "phrase", "ids"),
    [
        (KINGDOMS, "le Gouvernement néerlandais", ("p1",)),
        (KINGDOMS, "la Partie malienne", ("p2",)),
        (KINGDOMS, "les Pays-Bas", ("p1",)),
        (KINGDOMS, "le Gouvernement belge", ()),
        (ALGERIA, "le Gouvernement algérien", ("p2",)),
        (ALGERIA, "la Partie algérienne", ("p2",)),
        (NORTH, "le Gouvernement irlandais", ()),
        (NORTH, "le Gouvernement guinéen", ()),
        (TOLD, "le Gouvernement français", ("p2",)),
        (UNION, "le Gouvernement belge", ()),
        (UNION, "Chaque Gouvernement", ("p1", "p2")),
        (DOMINION, "le gouvernement d'Ostanie", ("p1",)),
        (DOMINION, "l'Ostanie", ("p1",)),
        (DOMINION, "le gouvernement de la Combraille", ("p2",)),
        (DOMINION, "la province", ("p2",)),
        (DOMINION, "les deux gouvernements", ("p1", "p2")),
        (REPUBLICS, "le Gouvernement bordurien", ("p1",)),
        (REPUBLICS, "chaque État contractant", ("p1", "p2")),
        (TWO, "les deux gouvernements", ()),
    ],
)
def test_what_governments_are_called_in_their_agreements(parties, phrase, ids):
    assert resolve_parties(phrase, parties) == ids


@pytest.mark.parametrize(
    ("word", "yes"),
    [
        ("UNIR", True),
        ("CARAV", True),
        ("Inserm", False),
        ("ENS-Lyon", True),
        ("Paris", False),
        ("La Ville", False),
        ("A", False),
    ],
)
def test_what_an_acronym_is(word, yes):
    assert is_acronym(word) is yes


def test_an_acronym_stands_for_a_name_whose_letters_it_takes():
    assert plausible_acronym("UNIKOR", "Université de Kor")
    assert not plausible_acronym("ISERE", "Communauté du Val")


def test_other_spellings_of_an_acronym_are_found():
    assert alias_variants("Le CEM, puis le C.É.M. et le CÉM.", ["CÉM"]) == ("CEM", "C.É.M")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "l'OFAL",
                "le RÉM",
                "le REM",
                "l'Union",
                "les parties",
                "le comité",
                "une partie",
                ",",
                "et",
                "\n",
                "chacune des parties",
                "Union",
            ]
        ),
        max_size=12,
    )
)
def test_mentions_stand_in_order_and_apart(words):
    text = " ".join(words)
    mentions = find_party_mentions(text, PARTIES)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(set(m.parties) <= set(EVERYONE) for m in mentions)


@pytest.mark.parametrize("written", ["ABC)D", "ABCYD", "AB{CD"])
def test_an_acronym_that_a_scan_spoilt_by_one_sign_still_means_its_party(written):
    parties = (Party(start=0, end=1, id="p1", name="Agence bretonne", alias="ABCD"),)
    text = f"L'{written} et le club s'engagent."
    (mention,) = find_party_mentions(text, parties)
    assert text[mention.start : mention.end] == written and mention.parties == ("p1",)
    assert find_party_mentions("L'abc-d et l'ABCDE sont ailleurs.", parties) == ()


GROUP = tuple(
    Party(start=0, end=1, id=f"p{index}", name=name, alias=alias, shared_aliases=("les Membres du Réseau",))
    for index, (name, alias) in enumerate(
        [("commune de Valmont", None), ("commune de Pré-en-Bas", None), ("Syndicat des eaux", "le Syndicat")], start=1
    )
)


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("Les Membres du Réseau", ("p1", "p2", "p3")),
        ("chaque Membre du Réseau", ("p1", "p2", "p3")),
        ("Tout membre du Réseau", ("p1", "p2", "p3")),
        ("les communes", ("p1", "p2")),
        ("chaque commune", ("p1", "p2")),
        ("des communes voisines", ()),
        ("les communes du département", ()),
        ("le Syndicat et les communes", ("p1", "p2", "p3")),
    ],
)
def test_names_of_several_parties_together(phrase, meant):
    assert resolve_parties(phrase, GROUP) == meant
