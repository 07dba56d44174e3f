"""Text in, sums of money out: "dix mille euros (10 000 €)" is one amount of 10000 EUR, with what it is for where said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import cast

from extractor.language.facts import Amount, Article
from extractor.language.folding import fold
from extractor.language.lexicon import Entry, load_lexicon
from extractor.language.numbers import parse_number

_FIGURE = r"\d{1,3}(?:[ .']\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_BEFORE = re.compile(
    rf"(?P<figure>{_FIGURE})\s*(?P<scale>k|m|millions?(?:\s+d[e'])?|milliards?(?:\s+d[e'])?|milliers?(?:\s+d[e'])?|mille)?\s*(?P<closed>\)\s*(?:d[e']\s*)?)?$"
)
_WORDS = re.compile(r"(?:[a-z]+(?:[\s-]+|$)){1,14}$")
_AFTER_SIGN = re.compile(rf"\s?(?P<figure>{_FIGURE})")
_SCALES = {
    "k": 1_000,
    "mille": 1_000,
    "millier": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "milliard": 1_000_000_000,
}
_SAME = re.compile(r"\s*(?:\(|soit|,)\s*$")


def find_amounts(text: str, articles: Sequence[Article] = ()) -> tuple[Amount, ...]:
    """The sums of money of a text in order. A sum in words and again in figures is one, with the figures' value."""
    folded = fold(text)
    found: list[Amount] = []
    for amount in sorted(_raw(text, folded), key=lambda a: (a.start, -a.end)):
        last = found[-1] if found else None
        if last and amount.start < last.end:
            continue
        if last and amount.currency == last.currency and _SAME.fullmatch(folded[last.end : amount.start]):
            end = amount.end + (folded[amount.end : amount.end + 1] == ")" and "(" in folded[last.end : amount.start])
            agree = amount.value == last.value
            found[-1] = Amount(
                start=last.start,
                end=end,
                value=amount.value,
                currency=amount.currency,
                role=last.role,
                rule="words-and-figures" if agree else "words-against-figures",
                confidence=0.95 if agree else 0.4,
            )
            continue
        found.append(amount)
    return tuple(found)


def _raw(text: str, folded: str) -> Iterator[Amount]:
    for entry in load_lexicon("currencies").values():
        for match in entry.find(folded):
            sign = match[0]
            if len(sign) == 1 and sign.isalpha() and not text[match.start() : match.end()].isupper():
                continue
            amount = _before(folded, match, entry) or _after(folded, match, entry)
            if amount is not None:
                yield amount


def _before(folded: str, match: re.Match[str], entry: Entry) -> Amount | None:
    """The number before the currency: figures, else words."""
    low = max(0, match.start() - 80)
    window = folded[low : match.start()]
    if figure := _BEFORE.search(window):
        scale = re.match(r"[a-z]+", figure["scale"] or "")
        factor = _SCALES.get(scale[0].rstrip("s"), 1) if scale else 1
        amount = _amount(folded, low + figure.start(), match.end(), figure["figure"], factor, entry)
        spelt = _bracketed(folded, low, window[: figure.start()], amount) if amount and figure["closed"] else None
        return spelt or amount
    if len(match[0]) == 1:
        return None  # "F" and "$" need figures
    if words := _WORDS.search(window.rstrip()):
        pieces = words[0].split()
        for first in range(len(pieces)):
            value = parse_number(" ".join(pieces[first:]).removesuffix(" d'").removesuffix(" de"), alone=True)
            if value is not None:
                start = low + words.start() + len(words[0]) - len(words[0][words[0].index(pieces[first]) :])
                return _made(folded, start, match.end(), Decimal(value), entry, "words")
    return None


def _bracketed(folded: str, low: int, before: str, amount: Amount) -> Amount | None:
    """ "cinq mille (5 000) euros": the words and the figures in brackets, which count; `None` where no words stand there."""
    opened = before.rstrip()
    words = _WORDS.search(opened[:-1].rstrip()) if opened.endswith("(") else None
    for first in range(len(words[0].split()) if words else 0):
        pieces = cast(re.Match[str], words)[0].split()[first:]
        value = parse_number(" ".join(pieces), alone=True)
        if value is not None:
            start = (
                low + opened.rindex(pieces[0], 0, len(opened))
                if len(pieces) == 1
                else low + opened.index(" ".join(pieces))
            )
            agree = Decimal(amount.value) == value
            rule, sure = ("words-and-figures", 0.95) if agree else ("words-against-figures", 0.4)
            return replace(amount, start=start, rule=rule, confidence=sure, role=_role(folded, start, amount.end))
    return None


def _after(folded: str, match: re.Match[str], entry: Entry) -> Amount | None:
    """ "EUR 500", "$500"."""
    if figure := _AFTER_SIGN.match(folded, match.end()):
        return _amount(folded, match.start(), figure.end(), figure["figure"], 1, entry)
    return None


def _amount(folded: str, start: int, end: int, figure: str, factor: int, entry: Entry) -> Amount | None:
    plain = re.sub(r"[ '.](?=\d{3}(?:\D|$))", "", figure).replace(",", ".")
    try:
        return _made(folded, start, end, Decimal(plain) * factor, entry, "figures")
    except InvalidOperation:
        return None


def _made(folded: str, start: int, end: int, value: Decimal, entry: Entry, rule: str) -> Amount:
    text = format(value.normalize(), "f")
    return Amount(start=start, end=end, value=text, currency=entry.value, role=_role(folded, start, end), rule=rule)


def _role(folded: str, start: int, end: int) -> str | None:
    """The role whose cue stands nearest before the sum in its sentence, else right after it."""
    low = max(folded.rfind(".", max(0, start - 160), start) + 1, start - 160, 0)
    nearest: tuple[int, str] | None = None
    for entry in load_lexicon("amount_roles").values():
        for match in entry.find(folded, low, start):
            if nearest is None or match.end() > nearest[0]:
                nearest = (match.end(), entry.value)
    if nearest:
        return nearest[1]
    for entry in load_lexicon("amount_roles").values():
        if entry.search(folded, end, min(len(folded), end + 40)):
            return entry.value
    return None
