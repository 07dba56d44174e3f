"""For which party a line of the closing block stands: "Pour l'Union …", "Le Maire", or the party's name by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.acronyms import is_acronym
from extractor.language.aliases import nature_of, resolve_parties
from extractor.language.facts import Party
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import same_body, tidy, without_article
from extractor.language.persons import read_person

MAX_LINE = 160
_QUOTED = re.compile(r"[\"«“]\s*([^\"«»“”]{3,80}?)\s*[\"»”]")


def party_of_role(role: str, parties: Sequence[Party]) -> str | None:
    """The one party that has a representative in this role, that the role names, or that has such officers."""
    holders = {p.id for p in parties for r in p.representatives if r.role and fold(r.role) == fold(role)}
    if len(holders) == 1:
        return holders.pop()
    named = resolve_parties(role, parties)
    if len(named) == 1:
        return named[0]
    for kind, officers in load_lexicon("officers").items():
        if officers.pattern.match(fold(role)):
            bodies = [party.id for party in parties if nature_of(party) == kind]
            return bodies[0] if len(bodies) == 1 else None
    return None


def party_of_label(label: str, parties: Sequence[Party]) -> str | None:
    """The party that "Pour l'Union …" names: by a name or alias in it, else by likeness."""
    body = re.sub(
        r"^\s*(?:pour(?:\s+et\s+au\s+nom\s+d\w+)?|au\s+nom\s+d\w+|pour\s+le\s+compte\s+d\w+)\s+(?:et\s+par\s+delegation\s+)?",
        "",
        label,
        flags=re.IGNORECASE,
    )
    scored = sorted(
        (
            (max(_likeness(body, name) for name in _names_of(party)), party.id)
            for party in parties
            if party.name or party.alias
        ),
        reverse=True,
    )
    if scored and scored[0][0] >= 0.8 and (len(scored) == 1 or scored[0][0] > scored[1][0]):
        return scored[0][1]
    named = resolve_parties(label, parties)
    if len(named) == 1:
        return named[0]
    return None


def _names_of(party: Party) -> list[str]:
    """What a party may be called where people sign: its names, without "l'association", and what stands in quotes."""
    names = [name for name in (party.name, party.alias, *party.other_aliases) if name]
    bare = [re.sub(r"^\W*(?:l['’]\s*)?association\s+(?=\w)", "", name, flags=re.IGNORECASE) for name in names]
    quoted = [found[1] for name in names if (found := _QUOTED.search(name))]
    return list(dict.fromkeys([*names, *bare, *quoted]))


def party_of_line(text: str, at: int, end: int, parties: Sequence[Party]) -> tuple[int, str] | None:
    """Where a party's name or alias ends that stands without "Pour" on a line, alone or before a comma, and its id."""
    marks = (text.find(mark, at, end) for mark in (",", " (", ":"))
    for stop in (end, *(mark for mark in marks if mark != -1)):
        line = re.sub(
            r"^(?:de\s+(?:la\s+|l['’])?|du\s+|d['’])(?=[^\W\d_])", "", tidy(text[at:stop])
        )  # "de Bresse, le 5 septembre"
        if not line or len(line) > MAX_LINE:
            continue
        for party in parties:
            if any(same_body(line, name) >= 0.9 for name in _names_of(party)):
                return stop, party.id
    return None


def signs_in_person(line: str, party_id: str, parties: Sequence[Party], *, announced: bool = False) -> bool:
    """Whether a line is the name of a party whom nobody represents: "Camille ROY", a person and no body.

    `announced` where the line above says which party signs: names that no list knows count then too.
    """
    party = next(party for party in parties if party.id == party_id)
    return _is_someone(party, known=not announced) and same_body(line, party.name or "") >= 0.9


def with_civility(text: str, party_id: str, parties: Sequence[Party]) -> bool:
    """Whether the opening calls a party "Monsieur" or "Madame": no body, whatever its name."""
    start = next(party.start for party in parties if party.id == party_id)
    before = fold(text[max(0, start - 14) : start]).split()
    return bool(before) and load_lexicon("civilities")["civility"].pattern.fullmatch(before[-1]) is not None


def _is_someone(party: Party, *, known: bool = True) -> bool:
    others = [one for one in party.representatives if one.name is None or fold(one.name) != fold(party.name or "")]
    if others or not party.name or nature_of(party) is not None:
        return False
    if not known and (party.legal_form or party.registration or is_acronym(party.name)):
        return False
    person = read_person(party.name, fold(party.name), 0, len(party.name), lenient=not known)
    return person is not None and person.end == len(party.name)


def continues_label(text: str, start: int, label: str, at: int, end: int, parties: Sequence[Party]) -> bool:
    """Whether the line at `at` only goes on with the party's name that "Pour …" began at `start`."""
    folded = fold(text[at:end])
    joined = re.sub(r"^\s*pour\s+", "", tidy(text[start:end]), flags=re.IGNORECASE)
    before = re.sub(r"^\s*pour\s+", "", label, flags=re.IGNORECASE)
    for party in parties:
        if _is_someone(party):
            continue  # their name is their signature
        for name in _names_of(party):
            if same_body(joined, name) <= same_body(before, name):
                continue
            if same_body(joined, name) > 0.75 or _prefix(joined, name):
                return True
    return re.match(r"(?:de|du|des|d'|et|en|au|aux|a|pour)\s?\b", folded) is not None and text[at].islower()


def _likeness(label: str, name: str) -> float:
    """Alike as a whole, or the one begins with the other ("Office des lycées … en France")."""
    a, b = fold(without_article(label)).strip(), fold(without_article(name)).strip()
    if len(b) >= 3 and re.match(re.escape(b) + r"(?!\w)", a):
        return 0.95
    if len(a) >= 8 and b.startswith(a):
        return 0.85
    return same_body(label, name)


def _prefix(part: str, name: str) -> bool:
    return fold(without_article(name)).startswith(fold(without_article(part)))
