"""A block that begins with a person or an officer in, the body they act for out, or themselves where they are the party.

"M. Paul ROY, maire, agissant au nom de la commune de X" → commune de X; "le Préfet du Gers, M. ROY" → Préfet du Gers;
"M. Paul ROY, demeurant à X" → Paul ROY.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.name_ends import name_end
from extractor.language.names import clean_body_name, skip, tidy
from extractor.language.persons import Person, read_person
from extractor.language.roles import Role, read_lead, read_role

MAX_NAME = 240


@dataclass(frozen=True, slots=True)
class PartyName:
    start: int
    end: int
    value: str | None
    rest: int  # where the block goes on
    noun: str | None = None  # "l'association" where the proper name is left out


_FOR = re.compile(
    r"(?:au\s+nom(?:\s+et\s+pour\s+le\s+compte)?|pour\s+le\s+compte|representant|es[\s-]qualites?\s+pour)\s+(?:de\s+|du\s+|d')?"
)
_ITSELF = re.compile(r"(?:ladite|ledit|dite|cette|celle-ci|celui-ci|la\s+dite|sa\s|l'association$|la\s+commune$)")
_OWN_BODY = re.compile(
    r"(?:[^;]{0,120}?(?:au\s+nom|pour\s+le\s+compte)\s+(?:de\s+la\s+dite|de\s+ladite|dudit|de\s+cette|de\s+cet|de\s+celle-ci|de\s+celui-ci)(?!\w)"
    r"|\s*,?\s*(?:dument\s+|specialement\s+)?(?:autorise|habilite|mandate)e?\s+(?:a\s+cet\s+effet\s+)?par\s+(?:le|son|l'|sa|la)\s*(?:conseil\s+d'administration|assemblee|bureau|comite)(?!\w))"
)
_OF = re.compile(r"\s(?:de\s+(?:la\s+|l')?|du\s+|d')(?=\w)")
_PROFESSION = re.compile(
    r"(?:avocate?|notaire|huissiere?|architecte|geometre|medecin|traduct\w+|artiste)s?(?!\w)(?![^,;]*(?:\set\s|mandataire|representant))"
)
_LIVES = re.compile(r"demeurant|domicilie|\bnee?\s+le")
MAX_FOR = 400
_MOST_OFFICES = 4


def read_acting(text: str, folded: str, at: int, end: int) -> PartyName | None:
    """The party of a block that begins with a person or an officer; `None` where it begins otherwise."""
    person = read_person(text, folded, at, end)
    if person is not None and person.civility:
        return (
            _for_a_body(text, folded, person.end, end)
            or _in_quality(text, folded, person.end, end)
            or _office_of(text, folded, person, end)
            or _in_person(text, folded, person, end)
        )
    lead = read_lead(folded, at, end)
    # the person is left blank: "……, préfet, agissant au nom de l'Etat"
    left_out = re.compile(r"[^\n]{0,80},\s*agissant\s+au\s+nom").match(folded, at, end) is not None
    role = (
        read_role(text, folded, at, end)
        if (lead > at or left_out) and not folded.startswith(("son", "sa", "ses", "leur"), at)
        else None
    )
    if role is None:
        return None
    officer = _officer(text, folded, role, end)
    if load_lexicon("roles")["represented"].search(folded, role.end, end):
        return officer  # a minister who is represented is the party, in the name of a government or not
    return _for_a_body(text, folded, role.end, end) or _for_its_own(text, folded, role, end) or officer


def _for_a_body(text: str, folded: str, pos: int, end: int) -> PartyName | None:
    """ "… agissant au nom et pour le compte de la commune de X": the commune; not "de ladite commune"."""
    acting = _FOR.search(folded, pos, min(end, pos + MAX_FOR))
    if acting is None:
        return None
    stop = name_end(text, folded, acting.end(), min(end, acting.end() + MAX_NAME), title=False)
    value = clean_body_name(text[acting.end() : stop])
    if not value or _ITSELF.match(fold(value)):
        return None
    nature = load_lexicon("parties")["nature"].pattern
    # "maire de la Ville de X, agissant au nom de la Commune"; there is but one État
    if nature.fullmatch(fold(value)) and fold(value) != "etat":
        role = read_role(text, folded, skip(folded, pos, acting.start()), acting.start())
        body = _body_in(text, folded, role) if role else None
        if body is not None and not nature.fullmatch(fold(body.value or "")):
            return body
    return PartyName(acting.end(), stop, value, stop)


def _for_its_own(text: str, folded: str, role: Role, end: int) -> PartyName | None:
    """ "Le maire de la ville de X, agissant au nom de ladite ville", "Le président de l'union X, autorisé par son conseil"."""
    return _body_in(text, folded, role) if _OWN_BODY.match(folded, role.end, end) else None


def _in_quality(text: str, folded: str, pos: int, end: int) -> PartyName | None:
    """ "M. ROY, demeurant à …, agissant en qualité d'administrateur de la Compagnie X": the Compagnie."""
    for capacity in load_lexicon("roles")["capacity"].find(folded, pos, min(end, pos + MAX_FOR)):
        at = skip(folded, capacity.end(), end, " \n':")
        role = read_role(text, folded, at, end)
        body = _body_in(text, folded, role) if role else None
        if body is not None:
            return body
    return None


def _body_in(text: str, folded: str, role: Role) -> PartyName | None:
    """The body that a role names: "présidente de l'association X"."""
    if _PROFESSION.match(folded, role.start, role.end):
        return None  # "Me ROY, avocate au barreau de la Haute-Loire" is a party in person
    of = _OF.search(folded, role.start, role.end)
    while of and load_lexicon("parties")["nature"].pattern.match(folded, of.end(), role.end) is None:
        of = _OF.search(folded, of.end(), role.end)
    return PartyName(of.end(), role.end, clean_body_name(text[of.end() : role.end]), role.end) if of else None


def _office_of(text: str, folded: str, person: Person, end: int) -> PartyName | None:
    """ "Mme Anne ROY, présidente de l'association X, dont le siège …": the association, unless she lives somewhere."""
    role = read_role(text, folded, skip(folded, person.end, end), end)
    if role is None or _LIVES.search(folded, person.end, min(end, person.end + 200)):
        return None
    if load_lexicon("roles")["contracting"].pattern.match(folded, role.start, role.end):
        own = load_lexicon("roles")["of_a_commune"].pattern.match(folded, role.start, role.end)
        body = _body_in(text, folded, role) if own else None
        return body or _officer(text, folded, role, end)  # the préfet of a region is the State's
    return _body_in(text, folded, role)


def _officer(text: str, folded: str, role: Role, end: int) -> PartyName:
    """An officer as a party, with all offices that one person holds."""
    last = _further_offices(text, folded, role, end)
    value = clean_body_name(text[role.start : last]) if last > role.end else role.value
    return PartyName(role.start, last, value, last)


def _further_offices(text: str, folded: str, role: Role, end: int) -> int:
    """Where the offices of one person end: "Préfet de la Région X, Préfet de l'Oise"."""
    last = role.end
    for _ in range(_MOST_OFFICES):
        comma = re.compile(r"\s*,\s*").match(folded, last, end)
        more = read_role(text, folded, comma.end(), end) if comma else None
        if more is None or not text[more.start].isupper():
            break
        last = more.end
    return last


def _in_person(text: str, folded: str, person: Person, end: int) -> PartyName:
    """A party in person, or a couple."""
    joint = re.compile(r"\s+(?:et|ou)\s+").match(folded, person.end, end)
    spouse = read_person(text, folded, joint.end(), end) if joint else None
    if spouse is not None and spouse.civility:
        return PartyName(person.name_start, spouse.end, tidy(text[person.name_start : spouse.end]), spouse.end)
    return PartyName(person.name_start, person.end, person.name, person.end)
