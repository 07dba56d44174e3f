"""What is uncertain about parties and signatories is said: each doubt with its code, its words and its passage."""

import pytest
from signing import LEAD, PARTIES

from extractor.document import lines_of
from extractor.language.parties import find_parties
from extractor.language.party_doubts import party_doubts
from extractor.language.signatories import find_signatories, signatory_doubts
from extractor.language.signature import find_signature

OPENING = """Entre les soussignés :

La Ville de Bellerive, SIRET {siret}, représentée par son Maire, {mayor}, ci-après dénommée « {alias} », d'une part,

Et

{club}, représentée par sa Présidente, Mme Irène CASTAGNET, ci-après dénommée « l'Association », d'autre part,

Il a été convenu ce qui suit :

Article 1 : Objet

{body}
"""
FILLED = {
    "siret": "732 829 320 00074",
    "mayor": "M. Octave PRIEUR",
    "alias": "VDB",
    "club": "L'association Les Cordées",
    "body": "La VDB soutient l'Association.",
}


def codes(**changes):
    text = OPENING.format(**{**FILLED, **changes})
    doubts = party_doubts(text, find_parties(text, lines_of(text)))
    assert all(0 <= d.start <= d.end <= len(text) and d.message for d in doubts)
    return [d.code for d in doubts]


def test_an_opening_in_order_raises_no_doubt():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"siret": "732 829 320 00075"}, "registration-checksum"),
        ({"mayor": "M. ……………………"}, "blank-to-fill"),
        ({"club": "L'association ……………………"}, "blank-to-fill"),
        ({"alias": "VDÉB", "body": "La VDEB soutient l'Association."}, "alias-variants"),
    ],
)
def test_a_doubt_about_a_party(changes, code):
    assert codes(**changes) == [code]


def test_a_word_for_a_party_that_no_party_bears_is_a_doubt():
    assert codes(body="Le Prestataire livre. Le Prestataire facture.") == ["alias-undefined"]
    assert codes(body="Un prestataire livre ; le prestataire facture.") == []
    assert codes(alias="le Prestataire", body="Le Prestataire livre. Le Prestataire facture.") == []


def signed(block, count=2):
    text = LEAD + block
    parties = PARTIES[:count]
    signatories = find_signatories(text, lines_of(text), (), parties, find_signature(text, lines_of(text)))
    return [d.code for d in signatory_doubts(text, parties, signatories)]


@pytest.mark.parametrize(
    ("block", "count", "found"),
    [
        ("Fait à Gap, le 3 mai 2020\n\nPour la Ville\nOctave PRIEUR\n\nPour l'Association\nIrène CASTAGNET\n", 2, []),
        (
            "Fait à Gap, le 3 mai 2020\n\nPour la Ville\nOctave PRIEUR\n\nPour l'Association\nIrene CASTAGNET\n",
            2,
            ["signatory-differs"],
        ),
        (
            "Fait à Gap, le 3 mai 2020\n\nPour la Ville\nBasile GIROUX\n\nPour l'Association\nIrène CASTAGNET\n",
            2,
            ["signatory-differs"],
        ),
        ("Fait à Gap, le 3 mai 2020\n\nPour la Ville\nOctave PRIEUR\n", 2, ["party-without-signatory"]),
        (
            "Fait à Gap, le 3 mai 2020\n\nPour la Ville\np.o. Octave PRIEUR\n\nPour l'Association\nIrène CASTAGNET\n",
            2,
            ["on-behalf-mark"],
        ),
        (
            "Fait à Gap, le 3 mai 2020\n\nPour la Ville\nOctave PRIEUR\nPO/\n\nPour l'Association\nIrène CASTAGNET\n",
            2,
            ["on-behalf-mark", "on-behalf-mark"],
        ),
        ("Fait à Gap, le 3 mai 2020.\n", 2, []),
    ],
)
def test_a_doubt_about_the_signatories(block, count, found):
    assert signed(block, count) == found
