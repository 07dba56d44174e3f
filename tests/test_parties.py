"""Openings in, parties out: the invented openings of cases/openings.toml, varied in wrapping, quotes, accents, order."""

import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.document import lines_of
from extractor.language.articles import find_articles
from extractor.language.parties import find_parties

CASES = tomllib.loads((Path(__file__).parent / "cases" / "openings.toml").read_text("utf-8"))["opening"]


def found(text):
    return find_parties(text, lines_of(text))


def summary(parties):
    """What the cases say of parties: plain values, "" for what is not given."""
    return [
        (
            party.name or "",
            [alias for alias in (party.alias, *party.other_aliases) if alias],
            [[person.name or "", person.role or ""] for person in party.representatives],
        )
        for party in parties
    ]


def expected(case):
    return [(party["name"], party["aliases"], party["reps"]) for party in case["parties"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " + ".join(case["tags"]))
def test_the_parties_of_an_opening(case):
    parties = found(case["text"])
    assert summary(parties) == expected(case)
    for party, wanted in zip(parties, case["parties"], strict=True):
        for field, key in (("registration", "registration"), ("address", "address"), ("legal_form", "form")):
            if key in wanted:
                assert getattr(party, field) == wanted[key]


def test_parties_that_stand_in_the_first_article():
    text = """
CONVENTION D'OBJECTIFS

PREAMBULE :
La Ville de Bellefont offre depuis longtemps plusieurs modes de garde. Les parents en étant contents, il est convenu :

Article 1 – Les contractants
La Ville de Bellefont, ci-après dénommée la collectivité, confie le fonctionnement de la crèche.
L'Association "LES PETITS POUCES", ci-après dénommée "Les Petits Pouces", représentée par M. Quillet Président, la gère.

Article 2 – Durée
La convention est conclue pour trois ans.

Article 3 – Résiliation
Elle peut être résiliée.
"""
    parties = find_parties(text, lines_of(text), find_articles(text))
    assert summary(parties) == [
        ("Ville de Bellefont", ["la collectivité"], []),
        ('Association "LES PETITS POUCES"', ["Les Petits Pouces"], [["Quillet", "Président"]]),
    ]


# --- properties: the same opening, printed otherwise ------------------------------------------------------------------

BODIES = [
    ("la ", "commune de Bois-Gardier"),
    ("l'", "association Les Mains Vertes"),
    ("le ", "Syndicat mixte du Val d'Orne"),
    ("la ", "Société d'économie mixte Loge-Habitat"),
    ("l'", "Union départementale des foyers ruraux"),
    ("le ", "Centre hospitalier Anne-Desprez"),
    ("la ", "Région Haute-Brenne"),
    ("les ", "Ateliers du Canal"),
    ("l'", "Université de Morlanne"),
]
PEOPLE = [
    ("M. ", "Julien TESSÈDRE"),
    ("Monsieur ", "Paul-Henri Lavigne"),
    ("Mme ", "Awa Diarra"),
    ("Madame ", "DE LA FUENTE Inès"),
    ("", "Chantal Besnard"),
    ("", "Marc OUEDRAOGO"),
    ("Me ", "Lise K. Fontaine"),
    ("le Professeur ", "Jean-Noël Saint-Arnaud"),
]
ROLES = ["président", "directrice générale", "maire", "secrétaire général adjoint", "Vice-Présidente déléguée au sport"]
ALIASES = ["le Partenaire", "UDFR", "l'Organisme", "la Structure", "Les Ateliers", "SMVO"]
QUOTES = [("« ", " »"), ("«", "»"), ('"', '"'), ("“", "”"), ("", "")]
CALLED = [
    "ci-après dénommé(e)",
    "ci-après désigné",
    "dénommée ci-après",
    "ci-après appelée",
    "ci-après",
    "désigné sous le terme",
    "qui sera dénommée ci-après",
]
SEATS = ["", ", dont le siège est situé 12 rue des Forges, 26000 Valence", ", sise 3 place Verte 38000 Grenoble"]


@st.composite
def blocks(draw):
    """One party's block and what must be read from it."""
    article, name = draw(st.sampled_from(BODIES))
    civility, person = draw(st.sampled_from(PEOPLE))
    role = draw(st.sampled_from(ROLES))
    alias = draw(st.sampled_from(ALIASES))
    left, right = draw(st.sampled_from(QUOTES))
    called = draw(st.sampled_from(CALLED))
    if not left and called == "ci-après":
        called = "ci-après désigné"
    people = draw(
        st.sampled_from(
            [
                f"représentée par son {role}, {civility}{person}",
                f"représentée par {civility}{person}, {role}",
                f"représenté par {civility}{person}, en qualité de {role}",
                f"représentée par {civility}{person}, agissant en sa qualité de {role}, dûment habilité par délibération n° 12 du 3 mai 2021",
            ]
        )
    )
    seat = draw(st.sampled_from(SEATS))
    naming = f"{called} {left}{alias}{right}"
    parts = draw(
        st.sampled_from([f"{article}{name}{seat}, {people}, {naming}", f"{article}{name}, {naming}{seat}, {people}"])
    )
    return parts, (name, [alias], [[person, role]])


@st.composite
def openings(draw):
    """A whole opening of two or three parties in one of the usual frames."""
    chosen = draw(
        st.lists(
            blocks(),
            min_size=2,
            max_size=3,
            unique_by=(lambda b: b[1][0], lambda b: b[1][1][0], lambda b: b[1][2][0][0]),
        )
    )
    frame = draw(st.sampled_from(["after", "before", "et", "bullets", "paragraphs"]))
    marks = ["d'une part", "d'autre part", "de troisième part"]
    texts = [text[0].upper() + text[1:] for text, _ in chosen]
    if frame == "after":
        body = "\n\nEt\n\n".join(f"{text},\n{mark}," for text, mark in zip(texts, marks, strict=False))
    elif frame == "before":
        body = "\n\n".join(f"- {mark}, {text} ;" for (text, _), mark in zip(chosen, marks, strict=False))
    elif frame == "et":
        body = "\n\nET\n\n".join(texts)
    elif frame == "bullets":
        body = "\n".join(f"- {text} ;" for text, _ in chosen)
    else:
        body = "\n\n".join(f"{text}," for text in texts)
    lead = draw(
        st.sampled_from(["Entre les soussignés :", "ENTRE :", "Entre", "La présente convention est conclue entre :"])
    )
    closing = draw(
        st.sampled_from(
            ["Il a été convenu ce qui suit :", "PRÉAMBULE", "IL EST CONVENU CE QUI SUIT", "Article 1 : Objet"]
        )
    )
    return f"CONVENTION DE PARTENARIAT\n\n{lead}\n\n{body}\n\n{closing}\n", [wanted for _, wanted in chosen]


@settings(max_examples=150, deadline=None)
@given(openings())
def test_an_opening_of_usual_parts_is_read_whole(opening):
    text, wanted = opening
    assert summary(found(text)) == wanted, text


@settings(max_examples=60, deadline=None)
@given(openings(), st.randoms(use_true_random=False))
def test_wrapping_lines_changes_nothing(opening, random):
    text, wanted = opening
    wrapped = "".join(
        "\n" if c == " " and random.random() < 0.12 and text[i - 1] not in "-«“" and text[i + 1] not in "-»”" else c
        for i, c in enumerate(text)
    )
    assert summary(found(wrapped)) == wanted, wrapped


@settings(max_examples=40, deadline=None)
@given(openings())
def test_every_quote_is_a_passage_of_the_text(opening):
    text, _ = opening
    for party in found(text):
        assert 0 <= party.start < party.end <= len(text)
        for person in party.representatives:
            assert 0 <= person.start < person.end <= len(text)
            assert " ".join(person.name.split()) in " ".join(text[person.start : person.end].split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Entre les sougé:,;.\n-«»()dparutm…_ ÉT1 "), max_size=400))
def test_any_text_is_survived(text):
    for party in found("Entre les soussignés : " + text):
        assert party.name or party.alias


def plain(value):
    """Without accents, as a poor scan or an old machine prints it."""
    return "".join(c for c in unicodedata.normalize("NFD", value) if not unicodedata.combining(c))


@settings(max_examples=60, deadline=None)
@given(openings())
def test_accents_lost_change_nothing_else(opening):
    text, wanted = opening
    bare = [
        (plain(name), [plain(a) for a in aliases], [[plain(x) for x in pair] for pair in people])
        for name, aliases, people in wanted
    ]
    assert summary(found(plain(text))) == bare, plain(text)


@settings(max_examples=40, deadline=None)
@given(openings(), st.sampled_from(["’", "‘", "`", "´", " "]))
def test_apostrophes_of_any_shape_or_lost(opening, shape):
    text, wanted = opening
    names = [name.replace("'", shape) for name, _, _ in wanted]
    assert [party.name for party in found(text.replace("'", shape))] == names


@pytest.mark.parametrize(
    "unit",
    [
        "Entre la ",
        "d'une part, ",
        "représenté par M. ",
        "et la commune de Z ",
        "ci-après « X ",
        "- a\n",
        "\n\nLa Ville\n\nEt",
        "((« ",
        "étant ci-après ",
    ],
)
def test_time_is_linear_on_hostile_text(unit):
    def seconds(size):
        text = "Entre les soussignés :\n\n" + unit * (size // len(unit))
        start = time.process_time()
        found(text)
        return time.process_time() - start

    seconds(1_000)  # patterns compiled
    assert seconds(400_000) < 5


def test_the_parties_that_the_first_article_presents_without_entre():
    text = """PREAMBULE :
La Ville de Saulces a étendu l'accueil des enfants.
Article 1 – Les contractants
La Ville de Saulces, ci-après dénommée la collectivité, a décidé de confier la crèche.
L'Association ci-après dénommée "Les Moineaux" (déclaration en préfecture), représentée par Madame Rivet, présidente, prend en charge la crèche.
Article 2 – Durée de la convention
La présente convention est conclue pour trois ans.
"""
    parties = find_parties(text, lines_of(text), find_articles(text))
    assert summary(parties) == [
        ("Ville de Saulces", ["la collectivité"], []),
        ("", ["Les Moineaux"], [["Rivet", "présidente"]]),
    ]


def test_a_party_known_by_its_short_name_is_named_above():
    text = """PREAMBULE :
Une crèche a été bâtie, que tient l'Association "LES MOINEAUX" depuis 2006.
Article 1 – Les contractants
La Ville de Saulces, ci-après dénommée la collectivité, a décidé de confier la crèche.
L'Association ci-après dénommée "Les Moineaux" (déclaration en préfecture), représentée par Madame Rivet, présidente, la tient.
Article 2 – Durée
Trois ans.
"""
    _, party = find_parties(text, lines_of(text), find_articles(text))
    assert (party.name, party.alias) == ('Association "LES MOINEAUX"', "Les Moineaux")
