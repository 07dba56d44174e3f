"""Sums of money, with what they are for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.amounts import find_amounts


@pytest.mark.parametrize(
    ("text", "value", "currency", "role"),
    [
        ("La ville verse une subvention de 12 500 € au club.", "12500", "EUR", "subvention"),
        ("Une subvention de 12\u202f500,50 euros.", "12500.5", "EUR", "subvention"),
        ("un loyer annuel de 1.200 €", "1200", "EUR", "loyer"),
        ("une participation de dix mille euros (10 000 €)", "10000", "EUR", "contribution"),
        ("une participation de 10 000 € (dix mille euros)", "10000", "EUR", "contribution"),
        ("une aide de 5 000 $ CAN", "5000", "CAD", None),
        ("un budget de 2 millions d'euros", "2000000", "EUR", "budget"),
        ("une enveloppe de 15 k€", "15000", "EUR", "budget"),
        ("des indemnités de 10 000 F", "10000", "FRF", "indemnité"),
        ("la somme de trois cents euros", "300", "EUR", None),
        ("EUR 450", "450", "EUR", None),
        ("une subvention de cinq mille (5 000) euros", "5000", "EUR", "subvention"),
        ("la somme de (5 000) euros", "5000", "EUR", None),
        ("un montant de 5 milliers d'euros", "5000", "EUR", None),
        ("300 dollars par jour", "300", "CAD", None),
        ("mille dollars américains", "1000", "USD", None),
    ],
)
def test_a_sum_its_currency_and_its_role(text, value, currency, role):
    (amount,) = find_amounts(text)
    assert (amount.value, amount.currency, amount.role) == (value, currency, role)


@pytest.mark.parametrize(
    "text", ["35 000 habitants", "la loi n° 2000-321", "le 3 mai 2024", "à titre gratuit", "F. Dupont"]
)
def test_other_numbers_are_no_sums(text):
    assert find_amounts(text) == ()


def test_words_against_figures_are_doubtful():
    (amount,) = find_amounts("mille euros (2 000 €)")
    assert amount.confidence < 0.5
    (amount,) = find_amounts("dix mille (12 000) euros")
    assert amount.value == "12000" and amount.confidence < 0.5


@given(st.text(alphabet="0123456789 .,€$F(euros)mille", max_size=60))
def test_offsets_are_true_on_any_text(text):
    for amount in find_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
