"""The whole text in, the contracting parties out: name, aliases, identity, representatives, each with its place.

`find_parties` takes the opening block that reads best (`opening.py`), reads each block, and adds the aliases that
the text itself uses; `party_doubts` says what is uncertain about them. A text without an opening has no parties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.language.acronyms import alias_variants, is_acronym, plausible_acronym
from extractor.language.alias_phrases import Alias, AliasPhrase, find_alias_phrases
from extractor.language.aliases import resolve_parties
from extractor.language.facts import Article, Doubt, Party, Representative, Severity
from extractor.language.folding import fold
from extractor.language.identity import find_address, find_legal_form, find_registrations
from extractor.language.lexicon import load_lexicon
from extractor.language.names import has_blank, tidy, without_article
from extractor.language.opening import MAX_PARTIES, Opening, find_openings, head_end
from extractor.language.party_names import PartyName, bracketed_acronym, past_lead, read_party_name
from extractor.language.persons import read_person
from extractor.language.representatives import find_represented, parse_representatives

MAX_FORM = 300  # how far after its name a body says what it is


def find_parties(text: str, lines: Sequence[Line], articles: Sequence[Article] = ()) -> tuple[Party, ...]:
    """The parties of the opening block, "p1", "p2" … in its order; () where no opening names at least two."""
    folded = fold(text)
    best = _best_opening(text, folded, find_openings(text, folded, articles))
    if not best and articles:  # a numbered party may have been taken for the first article
        best = _best_opening(text, folded, [o for o in find_openings(text, folded, ()) if o.strength >= 2])
    parties = _with_plenipotentiaries(text, folded, best, articles)
    return tuple(_with_variants(text, party) for party in parties)


def _best_opening(text: str, folded: str, openings: Sequence[Opening]) -> tuple[Party, ...]:
    best: tuple[float, tuple[Party, ...]] = (0.0, ())
    for opening in openings:
        parties = _read_opening(text, folded, opening)
        score = _score(parties, opening)
        if len(parties) >= 2 and score > best[0]:
            best = (score, parties)
    return best[1]


def _score(parties: Sequence[Party], opening: Opening) -> float:
    score = opening.strength * 1.5
    for party in parties:
        score += bool(party.name) + bool(party.alias) + bool(party.address) + 2 * bool(party.representatives)
        score -= 1.5 * bool(party.name and len(party.name) > 120)
    return score / math.sqrt(max(len(parties), 1))


def _read_opening(text: str, folded: str, opening: Opening) -> tuple[Party, ...]:
    found: list[Party] = []
    for start, end in opening.blocks:
        party = _read_block(
            text, folded, start, end, rule=opening.rule, confidence=(0.6, 0.85, 0.95, 1.0)[opening.strength]
        )
        if party is None:
            continue
        if party.name and any(fold(party.name) in _called(other) for other in found):
            continue
        found.append(replace(party, id=f"p{len(found) + 1}"))
    return tuple(found[:MAX_PARTIES])


def _called(party: Party) -> set[str]:
    names = (party.name, party.alias, *party.other_aliases)
    return {fold(without_article(name)) for name in names if name}


def _read_block(text: str, folded: str, start: int, end: int, *, rule: str, confidence: float) -> Party | None:
    phrases = find_alias_phrases(text, folded, start, end)
    own = [alias for phrase in phrases if not phrase.collective for alias in phrase.aliases]
    if phrases and not own and re.compile(r"(?<!\w)etant\s").search(folded, start, phrases[0].end):
        return None  # "X et Y étant ci-après dénommés les Parties"
    name = read_party_name(text, folded, start, end, title=rule == "title")
    if name is None:
        return None
    if name.value is None and not own:
        if name.noun is None:
            return None
        own = [Alias(name.start, name.end, name.noun)]
    acronym = bracketed_acronym(text, folded, name, end)
    if acronym and not any(fold(alias.value) == fold(acronym.value) for alias in own):
        own.append(acronym)
    represented = find_represented(folded, name.rest, end)
    representatives = parse_representatives(text, folded, represented, end) if represented is not None else ()
    if not representatives:
        representatives = _acting(text, folded, start, name, end)
    identity_end = min(represented, end) if represented is not None and represented > name.rest else end
    form = _form_outside(text, folded, name.end, min(end, name.end + MAX_FORM), phrases)
    address = find_address(text, folded, name.rest, identity_end) or find_address(text, folded, name.rest, end)
    registrations = find_registrations(folded, name.start, end)
    values = [alias.value for alias in own]
    return Party(
        start=name.start if name.value else own[0].start,
        end=name.end if name.value else own[0].end,
        rule=rule,
        confidence=confidence,
        id="p0",
        name=name.value,
        alias=values[0] if values else None,
        other_aliases=tuple(dict.fromkeys(values[1:])),
        legal_form=form[2] if form else None,
        registration=f"{registrations[0].label} {registrations[0].number}" if registrations else None,
        address=address[2] if address else None,
        representatives=representatives,
    )


def _form_outside(
    text: str, folded: str, start: int, end: int, phrases: Sequence[AliasPhrase]
) -> tuple[int, int, str] | None:
    """The legal form after a name, not one that stands in an alias ("ci-après « EPIC Aubrac »")."""
    form = find_legal_form(text, folded, start, end)
    while form is not None:
        within = next((phrase for phrase in phrases if phrase.start <= form[0] < phrase.end), None)
        if within is None:
            return form
        form = find_legal_form(text, folded, within.end, end)
    return None


def _acting(text: str, folded: str, start: int, name: PartyName, end: int) -> tuple[Representative, ...]:
    """The representative who stands before the party's name: "M. Paul ROY, maire, agissant au nom de la commune"."""
    at = past_lead(text, folded, start, end)
    if at >= name.start:
        return ()
    person = read_person(text, folded, at, end)
    if person is None or person.name_start >= name.start:
        return ()
    return parse_representatives(text, folded, at, max(name.end, person.end))[:1]


def _with_plenipotentiaries(
    text: str, folded: str, parties: tuple[Party, ...], articles: Sequence[Article]
) -> tuple[Party, ...]:
    """Representatives listed under the party's name after the opening: "Le Gouvernement de X :" then people."""
    if not parties or any(party.representatives for party in parties):
        return parties
    limit = head_end(text, folded, articles)
    last = max(party.end for party in parties)
    headings: list[tuple[int, int, int]] = []
    for index, party in enumerate(parties):
        if not party.name:
            continue
        words = r"\s+".join(re.escape(word) for word in fold(party.name).split())
        match = re.compile(r"(?:^|\n)[ \t]*(?:(?:pour\s+)?(?:l'|le\s+|la\s+|les\s+))?" + words + r"[ \t]*:").search(
            folded, last, limit
        )
        if match:
            headings.append((match.start(), match.end(), index))
    headings.sort()
    result = list(parties)
    for order, (_, begin, index) in enumerate(headings):
        stop = headings[order + 1][0] if order + 1 < len(headings) else limit
        ending = load_lexicon("parties")["closing"].search(folded, begin, stop)
        people = parse_representatives(text, folded, begin, ending.start() if ending else stop)
        result[index] = replace(result[index], representatives=people)
    return tuple(result)


def _with_variants(text: str, party: Party) -> Party:
    aliases = [alias for alias in (party.alias, *party.other_aliases) if alias]
    known = {without_article(alias) for alias in aliases}
    extra = [v for v in (*alias_variants(text, aliases), *_body_acronym(text, party)) if v not in known]
    return replace(party, other_aliases=tuple(dict.fromkeys((*party.other_aliases, *extra))))


def _body_acronym(text: str, party: Party) -> tuple[str, ...]:
    """An acronym that the text gives after the party's name: "L'Office de X (OX), organisme …"."""
    if not party.name:
        return ()
    words = r"\s+".join(re.escape(word) for word in fold(without_article(party.name)).split())
    match = re.search(words + r"\s*\(\s*([^()\n]{2,15}?)\s*\)", fold(text))
    if match is None:
        return ()
    value = tidy(text[slice(*match.span(1))]).strip("«»“” ")
    return (value,) if is_acronym(value) and plausible_acronym(value, party.name) else ()


def party_doubts(text: str, parties: Sequence[Party]) -> tuple[Doubt, ...]:
    """What is uncertain about the parties: blanks to fill in, aliases spelt in two ways, wrong check digits …"""
    folded = fold(text)
    doubts: list[Doubt] = []
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
