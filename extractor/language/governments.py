"""The name of a government in, what its agreement calls it out: "gouvernement du Canada", "la Province", "la Partie française".

Sources of the adjectives: common knowledge; countries and provinces that sign agreements in French (lexicon "countries").
"""

from __future__ import annotations

import re
from functools import cache

from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import without_article

LANDS = frozenset(("province", "dominion", "puissance", "royaume"))
_SOVEREIGN = re.compile(
    r"(?:gouvernements?|republique|royaume|etats?|confederation|principaute|sa\s+majeste|roi\s+des|president\s+de\s+la\s+republique)(?!\w)"
)
_GOVERNMENT = re.compile(
    r"gouvernement\s+(?P<of>(?:du|de\s+la)\s+(?P<kind>dominion|puissance|province|etat|royaume)\s+)(?P<land>(?:de|du|d').+)"
)
_REPUBLIC = re.compile(
    r"(?:(?:gouvernement|president)\s+de\s+la\s+)?republique\s+(?P<whose>\w+(?:aise|oise|ienne|aine|ine|ique|ande|onne))"
)
_ANOTHER_LAND = r"du\s+nord|equatoriale|du\s+mexique|mexicains|du\s+bresil"  # "Irlande du Nord", "États-Unis mexicains"
_MASCULINE = {"ienne": "ien", "onne": "on", "ique": "ique"}


def government_names(name: str) -> list[str]:
    """What else a folded name of a government gives: "gouvernement du Canada", "la province", "gouvernement français"."""
    calls: list[str] = []
    if is_sovereign(name):
        calls += [call for entry, lands in _countries() if lands.search(name) for call in _called_by(entry)]
    if government := _GOVERNMENT.fullmatch(name):
        land, kind = government["land"], government["kind"]
        country = re.sub(r"^(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')", "", land)
        calls += [f"gouvernement {land}", f"{kind} {land}", kind, country]
    elif republic := _REPUBLIC.fullmatch(name):
        whose = republic["whose"]
        ending = next((ending for ending in _MASCULINE if whose.endswith(ending)), None)
        own = whose.removesuffix(ending) + _MASCULINE[ending] if ending else whose.removesuffix("e")
        calls += [f"gouvernement {own}", f"etat {own}", f"partie {whose}", f"republique {whose}"]
    return calls


def is_sovereign(name: str | None) -> bool:
    """Whether a party is a State or its government."""
    return _SOVEREIGN.match(fold(without_article(name or ""))) is not None


def of_a_country(folded: str, pos: int) -> bool:
    """Whether "gouvernement" is followed by what tells whose it is: "le Gouvernement belge"."""
    adjective = re.compile(r"\s+([a-z'-]+)").match(folded, pos)
    return adjective is not None and adjective[1] in _adjectives()


@cache
def _countries() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """The adjectives of each country, and what finds its name in that of a party."""
    found = []
    for entry in load_lexicon("countries").values():
        lands = [re.escape(fold(land)) for land in entry.value.split(", ")]
        named_by = "|".join([*lands, *(re.escape(fold(form)) + "s?" for form in entry.forms)])
        pattern = re.compile(rf"(?<![\w-])(?:{named_by})(?![\w-])(?!\s+(?:{_ANOTHER_LAND})(?!\w))")
        found.append((tuple(fold(form) for form in entry.forms), pattern))
    return tuple(found)


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(form for forms, _ in _countries() for form in forms)


def _called_by(adjectives: tuple[str, ...]) -> list[str]:
    masculine, feminine = adjectives[0], adjectives[-1]
    return [f"gouvernement {masculine}", f"etat {masculine}", f"partie {feminine}", f"republique {feminine}"]
