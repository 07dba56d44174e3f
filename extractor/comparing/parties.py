"""Records in, which parties are the same body out: a key a body, the same in every convention that it is party to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from extractor.comparing.vocabulary import is_form, was_seen
from extractor.language.folding import fold
from extractor.record import ConventionRecord, Party

_LIKE = 90.0
_NUMBER = re.compile(r"\d+|[ivx]+|[a-z]")  # "Lycée 2", "Paris XIII", "lot B"
_SMALL = frozenset({"la", "le", "les", "l", "de", "du", "des", "d", "et"})
ALL = "*"  # the debtors of "les parties": the same commitment whoever the parties are


def bare(name: str) -> str:
    """A name without case, accents, marks and small words: "L'Union des Clubs" is "union clubs"."""
    return " ".join(w for w in re.findall(r"\w+", fold(name)) if w not in _SMALL)


def called(party: Party) -> str:
    """What people call a party: its alias, else its name."""
    return party.alias or party.name or party.id


def introduced(party: Party) -> str:
    """What people call a party, behind its name where that is a word for many: "Club des Dunes (le Club)"."""
    alias = party.alias or ""
    words = [word for word in re.findall(r"\w+", alias.lower()) if fold(word) not in _SMALL]
    if not party.name or not words or bare(alias) == bare(party.name) or _is_acronym(alias, party.name):
        return called(party)
    return f"{party.name} ({party.alias})" if all(map(is_form, words)) else called(party)


def _is_acronym(alias: str, name: str) -> bool:
    """Whether the letters are initials of a name, in their order: "UCD" of "Union des clubs pour les Dunes"."""
    initials = iter([word[0] for word in bare(name).split()])
    return alias.isupper() and alias.isalpha() and all(letter in initials for letter in fold(alias))


def same_body(one: Party, other: Party) -> bool:
    """Whether two parties are one body: by their names, or by an alias where a name is missing."""
    if one.name and other.name:
        return _same_name(bare(one.name), bare(other.name))
    mine, theirs = ({bare(a) for a in (p.alias, *p.other_aliases, p.name) if a} for p in (one, other))
    return bool(mine & theirs)


def _same_name(one: str, other: str) -> bool:
    """Whether two bare names are one: alike, and no word or number of one stands where the other has another.

    "dunes" and "dvnes" are one word, misread; "est" and "ouest" are two.
    """
    if one == other:
        return True
    if fuzz.ratio(one, other) < _LIKE:
        return False
    mine, theirs = one.split(), other.split()
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        left, right = mine[a:b], theirs[c:d]
        if kind != "equal" and any(_NUMBER.fullmatch(word) for word in (*left, *right)):
            return False
        known = all(map(was_seen, left)) and all(map(was_seen, right))
        if kind == "replace" and known and "".join(left) != "".join(right):
            return False
    return True


def strict_keys(records: Sequence[ConventionRecord]) -> tuple[dict[str, str], ...]:
    """For each record, party id → key of the body; a body that only one convention knows has a key of its own."""
    known: list[Party] = []
    keys: list[dict[str, str]] = []
    for record in records:
        mine: dict[str, str] = {}
        for party in record.parties:
            fits = (i for i, other in enumerate(known) if same_body(party, other) and key_of(i) not in mine.values())
            place = next(fits, None)
            if place is None:
                place = len(known)
                known.append(party)
            mine[party.id] = key_of(place)
        keys.append(mine)
    return tuple(keys)


def key_of(place: int) -> str:
    """The key of the body that was met as number `place`: one word, so that it stays one among words."""
    return f"partie{place}z"


def standing_in(mine: Mapping[str, str], reference: Mapping[str, str]) -> dict[str, str]:
    """The keys, the one party that the reference has not taking the key of the one that it alone has."""
    new = [party for party, key in mine.items() if key not in reference.values()]
    gone = [key for key in reference.values() if key not in mine.values()]
    if len(new) == len(gone) == 1 and len(mine) == len(reference):
        return {**mine, new[0]: gone[0]}
    return dict(mine)


def debtor_keys(ids: Sequence[str], keys: Mapping[str, str]) -> frozenset[str]:
    """The keys of some parties of a convention; `ALL` alone where they are all of several."""
    found = frozenset(keys.get(one, one) for one in ids)
    return frozenset({ALL}) if len(found) > 1 and found >= set(keys.values()) else found
