"""The parties in, what is uncertain about them out: blanks to fill in, short names spelt in two ways, wrong check digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.acronyms import is_acronym
from extractor.language.aliases import resolve_parties
from extractor.language.facts import Doubt, Party, Severity
from extractor.language.folding import fold
from extractor.language.identity import find_registrations
from extractor.language.lexicon import load_lexicon
from extractor.language.names import has_blank, tidy, without_article


def party_doubts(text: str, parties: Sequence[Party]) -> tuple[Doubt, ...]:
    """What is uncertain about the parties: blanks to fill in, aliases spelt in two ways, wrong check digits …"""
    folded = fold(text)
    doubts: list[Doubt] = []
    if len(parties) == 1:
        message = f"Seule « {parties[0].name or parties[0].alias} » est nommée : l'autre partie est laissée en blanc."
        doubts.append(_doubt("blank-to-fill", "warning", message, parties[0].start, parties[0].end))
    for index, party in enumerate(parties):
        label = party.alias or party.name or party.id
        stop = parties[index + 1].start if index + 1 < len(parties) else min(party.end + 1500, len(text))
        doubts += _blanks(folded, party, label)
        acronyms = [alias for alias in (party.alias, *party.other_aliases) if alias and is_acronym(alias)]
        keys = [re.sub(r"\W", "", fold(alias)) for alias in acronyms]
        spelt = [alias for alias, key in zip(acronyms, keys, strict=True) if key == keys[0]]
        if len(spelt) > 1:
            message = f"La partie « {label} » est écrite de plusieurs façons : {', '.join(spelt)}."
            doubts.append(_doubt("alias-variants", "info", message, party.start, party.end))
        for number in find_registrations(folded, party.start, max(stop, party.end)):
            if not number.valid:
                message = f"Le numéro {number.label} {number.number} de « {label} » a une clé de contrôle fausse."
                doubts.append(_doubt("registration-checksum", "warning", message, number.start, number.end))
    return (*doubts, *_undefined(text, folded, parties))


def _doubt(code: str, severity: Severity, message: str, start: int, end: int) -> Doubt:
    return Doubt(code=code, severity=severity, message=message, start=start, end=end)


def _blanks(folded: str, party: Party, label: str) -> list[Doubt]:
    doubts = []
    if party.name is None:
        message = f"Le nom de la partie « {label} » reste à compléter."
        doubts.append(_doubt("blank-to-fill", "warning", message, party.start, party.end))
    for person in party.representatives:
        if person.name is None and has_blank(folded[person.start : person.end]):
            message = f"Le nom du représentant de « {label} » reste à compléter."
            doubts.append(_doubt("blank-to-fill", "warning", message, person.start, person.end))
    return doubts


def _undefined(text: str, folded: str, parties: Sequence[Party]) -> list[Doubt]:
    """Words with a capital that mean a party ("le Prestataire") and that no party bears."""
    if not parties:
        return []
    used: dict[str, list[re.Match[str]]] = {}
    for match in load_lexicon("aliases")["party_word"].find(folded, max(party.end for party in parties)):
        word = without_article(text[slice(*match.span())])
        if word[:1].isupper():
            used.setdefault(fold(word), []).append(match)
    doubts = []
    for word, places in used.items():
        if len(places) >= 2 and not resolve_parties(word, parties):
            first = places[0]
            message = f"« {tidy(text[slice(*first.span())])} » est employé sans qu'aucune partie soit désignée ainsi."
            doubts.append(_doubt("alias-undefined", "warning", message, *first.span()))
    return doubts
