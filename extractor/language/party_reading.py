"""One party's block in, the `Party` out: name, aliases, legal form, registration, address, representatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.language.acronyms import is_acronym
from extractor.language.acting import PartyName
from extractor.language.alias_phrases import Alias, AliasPhrase, find_alias_phrases
from extractor.language.facts import Party, Representative
from extractor.language.folding import fold
from extractor.language.identity import find_address, find_legal_form, find_registrations
from extractor.language.names import tidy, without_article
from extractor.language.party_leads import form_heading, past_form_heading, past_lead
from extractor.language.party_names import bracketed_acronym, read_party_name
from extractor.language.persons import read_person
from extractor.language.representatives import find_represented, parse_representatives
from extractor.language.roles import read_role

_NAMELESS = re.compile(
    r"\W*(?:(?:et|ou|entre)\W+){1,4}(?<=,)\s*represente|[\s:;,]*(?:\.{3,}|…|_{3,})\s*(?:\(\w\)\s*)?,?\s*represente"
    r"|[\s:;,]*(?:\.{3,}|…|_{3,})[\s._…]*\(?\s*[\"«“]"
    r"|\s*,?\s*(?:domicilie|demeurant|represente|dont\s+le\s+siege|nee?\s+le)|\W*ci-?\s?apres\s+(?:appele|denomme|design|nomme)"
)
_TOGETHER = re.compile(
    r"(?<!\w)(?:etant\s|(?:sont|seront)\s+(?:ci-?\s?apres|collectivement|ensemble|conjointement|individuellement|denomm|design|appel))"
)
MAX_FORM = 300  # how far after its name a body says what it is


def read_party(text: str, folded: str, start: int, end: int, *, rule: str, confidence: float) -> Party | None:
    """The party of the block `text[start:end]`; `None` where it names none."""
    phrases = _of_one_subject(folded, find_alias_phrases(text, folded, start, end))
    own = [alias for phrase in phrases if not (phrase.collective or phrase.respective) for alias in phrase.aliases]
    if phrases and not own and _TOGETHER.search(folded, start, phrases[0].end):
        return None  # "X et Y sont ci-après dénommés les Parties"
    name = read_party_name(text, folded, start, end, title=rule == "title")
    if name is None and own and _NAMELESS.match(folded, start, end):
        name = PartyName(own[0].start, own[0].end, None, start)  # "Et , représentée par , dénommé ci-après le bailleur"
    if name is None:
        return None
    if spelt := _spelt_out(text, name, end):
        if not own:
            own = [Alias(name.start, name.end, name.value or "")]
        name = spelt
    if name.value is not None:  # "l'association dénommée « X »": that is its name
        own = [alias for alias in own if alias.start >= name.end or alias.end <= name.start]
    if not own and (heading := form_heading(text, folded, start, end)):
        own = [heading]
    if not own and (name.noun or name.value is None):
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
    first: dict[str, str] = {}
    for alias in own:
        first.setdefault(fold(without_article(alias.value)), alias.value)
    values = list(first.values())
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


def _spelt_out(text: str, name: PartyName, end: int) -> PartyName | None:
    """The name behind its acronym: "RFV, Réseau Ferré du Val, établissement public"; `None` where none stands there."""
    if name.value is None or not is_acronym(name.value):
        return None
    behind = re.compile(r"\s*,\s*(?P<name>[^\W\d_a-z][^,;:()\n]{4,90}?)\s*(?=[,(\n])").match(text, name.end, end)
    initials = (
        "".join(word[0] for word in re.findall(r"[^\W\d_]+", behind["name"]) if word[0].isupper()) if behind else ""
    )
    if behind is None or fold(initials) != re.sub(r"\W", "", fold(name.value)):
        return None
    return PartyName(behind.start("name"), behind.end("name"), tidy(behind["name"]), behind.end())


_NEW_SUBJECT = re.compile(r"[.;]\s+(?:l'|la\s|le\s|les\s|attendu|considerant|vu\s|il\s|elle\s)")


def _of_one_subject(folded: str, phrases: Sequence[AliasPhrase]) -> tuple[AliasPhrase, ...]:
    """The phrases up to a sentence that speaks of something else: "… « l'Emprunteur ». L'objet prêté, ci-après « le Bien »"."""
    for before, phrase in pairwise(phrases):
        if _NEW_SUBJECT.search(folded, before.end, phrase.start):
            return tuple(phrases[: phrases.index(phrase)])
    return tuple(phrases)


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
    """Who stands before the name ("M. Paul ROY, maire, agissant au nom de la commune") or right after it."""
    apposed = re.compile(r"\s*,\s*").match(folded, name.end, end)
    person = read_person(text, folded, apposed.end(), end) if apposed else None
    if person is not None and person.civility and person.name is not None:
        office = read_role(text, folded, name.start, name.end)
        after = parse_representatives(text, folded, person.start, end)[:1]
        return tuple(replace(one, role=one.role or (office.value if office else None)) for one in after)
    at = past_lead(text, folded, start, end)
    if at >= name.start or past_form_heading(folded, at, end) > at:
        return ()
    named = read_person(text, folded, at, end)
    if named is not None and named.name_start >= name.start:
        return ()  # a party in person
    return parse_representatives(text, folded, at, name.end)[:1]
