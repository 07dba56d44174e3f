"""Statements of signing in, who signed out: "Signé au nom de X par Y, ministre, en présence de" above the names.

The name is taken as it stands below the statement, beside that of the witness, the role from the statement. Also names
that an editor prints in brackets: "[Signatures : Anne ROY et Paul BLIN]".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.language.facts import Party, Representative, Signatory
from extractor.language.folding import fold
from extractor.language.names import same_person, skip
from extractor.language.persons import Person
from extractor.language.representatives import parse_representatives
from extractor.language.roles import read_role
from extractor.language.signing_block import read_name
from extractor.language.signing_parties import party_of_label

MAX_STATEMENT = 600
MAX_STATEMENTS = 20
SAME_PERSON = 0.8
_STATEMENT = re.compile(
    r"(?:^|\n[ \t]*\n|[.;:»\"]\n)[ \t*_\"]*signee?s?(?:[\s,]+scellee?s?)?(?:[\s,]+(?:et\s+)?delivree?s?)?[\s,]+(?=au\s+nom|par\s|pour\s+le\s+compte)"
    r"(?:(?:au\s+nom|pour\s+le\s+compte)\s+d(?:e\s+la\s|e\s+l'|es\s|u\s|e\s|')\s*(?P<body>[^\n,;:]{2,160}?)(?<=\S)(?:\s*+,)?+\s++)?par\s+"
)
_WITNESS = re.compile(r"[\s,]*(?:et\s+)?en\s+(?:la\s+)?presence\s+d")
_BRACKETED = re.compile(r"\[\s*+signatures?\s*+:\s*+(?P<names>[^\]]{3,400})\]")
_AND = re.compile(r"[,;]?\s+et\s+|[,;]\s*")
_MARKS = ' \t\n\r\u00a0\u202f*_"«»“”,'
_SIGNATURE = re.compile(r"\(?\s*signature\s*\)?\s*")


@dataclass(frozen=True, slots=True)
class _Below:
    """A name below a statement, with the role on the line under it."""

    start: int
    end: int
    name: str
    role: str | None


def find_signed(text: str, folded: str, start: int, end: int, parties: Sequence[Party]) -> tuple[Signatory, ...]:
    """Those who sign by such statements in `text[start:end]`, in order; () where there are none."""
    statements = list(_STATEMENT.finditer(folded, start, end))[:MAX_STATEMENTS]
    found: list[Signatory] = []
    for index, statement in enumerate(statements):
        limit = statements[index + 1].start() if index + 1 < len(statements) else end
        found += _of_statement(text, folded, statement, limit, parties)
    return tuple(found)


def _of_statement(
    text: str, folded: str, statement: re.Match[str], limit: int, parties: Sequence[Party]
) -> Iterator[Signatory]:
    low, high = statement.end(), min(limit, statement.end() + MAX_STATEMENT)
    witness = _WITNESS.search(folded, low, high)
    if witness is None and not statement["body"]:
        return  # "L'avenant est\nsigné par M. ROY": prose
    blank = re.compile(r"\n[ \t]*\n").search(folded, low, high)
    stop = min([high, *(found.start() for found in (witness, blank) if found)])
    announced = [one for one in parse_representatives(text, folded, low, stop) if one.name]
    below = list(_names(text, folded, blank.end() if blank else stop, limit))
    body = text[slice(*statement.span("body"))] if statement["body"] else None
    for one in announced:
        signed = max(below, key=lambda name: _alike(name.name, one.name), default=None)
        if signed is None or _alike(signed.name, one.name) < SAME_PERSON:
            signed = _Below(one.start, one.end, one.name or "", None)
        else:
            below.remove(signed)
        yield Signatory(
            start=signed.start,
            end=signed.end,
            rule="signed statement",
            confidence=0.9,
            name=signed.name,
            role=one.role or signed.role,
            party=(party_of_label(body, parties) if body else None) or _party_of(one, parties),
        )


def _alike(signed: str, announced: str | None) -> float:
    """ "E. D. FULTON" for "Davie Fulton": who is announced may sign with other initials."""
    one, other = (fold(name or "").replace(".", " ").split() for name in (signed, announced))
    initials = len(one) > 1 and any(len(word) == 1 for word in one[:-1])  # "Luc ROY" is another than "Anne ROY"
    return max(same_person(signed, announced), 0.85 if initials and one[-1:] == other[-1:] else 0.0)


def _party_of(one: Representative, parties: Sequence[Party]) -> str | None:
    scored = [(same_person(one.name, r.name), p.id) for p in parties for r in p.representatives if r.name]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= SAME_PERSON else None


def _names(text: str, folded: str, start: int, end: int) -> Iterator[_Below]:
    """The names on lines of their own, "(Signature)", seals and quotation marks left out."""
    at = start
    last: _Below | None = None
    for line in text[start:end].splitlines(keepends=True):
        low, high = at, at + len(line.rstrip(_MARKS))
        at += len(line)
        low = skip(folded, low, high, _MARKS + ".(")
        mark = _SIGNATURE.match(folded, low, high)
        low = skip(folded, mark.end(), high, _MARKS + ".") if mark else low
        if low >= high:
            continue
        person = read_name(text, folded, low, high)
        role = read_role(text, folded, low, high)
        if role is not None and role.start == low and last is not None and last.role is None:
            last = _Below(last.start, last.end, last.name, role.value)
            continue
        if last is not None:
            yield last
        last = _below(person) if role is None else None
    if last is not None:
        yield last


def _below(person: Person | None) -> _Below | None:
    if person is None or person.name is None:
        return None
    return _Below(person.name_start, person.end, person.name, None)


def find_bracketed(text: str, folded: str, start: int, end: int) -> tuple[Person, ...]:
    """The names of "[Signatures : Anne ROY et Paul BLIN]", in order."""
    bracket = _BRACKETED.search(folded, start, end)
    if bracket is None:
        return ()
    low, high = bracket.span("names")
    cuts = [m.span() for m in _AND.finditer(folded, low, high)]
    spans = zip([low, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), high], strict=True)
    read = (read_name(text, folded, first, last) for first, last in spans)
    return tuple(person for person in read if person is not None and person.name is not None)


def signed_in_brackets(people: Sequence[Person], bodies: Sequence[str | None]) -> tuple[Signatory, ...]:
    """One signatory a name; with the party of the same place where there are as many."""
    told = list(bodies) if len(bodies) == len(people) else [None] * len(people)
    return tuple(
        Signatory(
            start=person.name_start,
            end=person.end,
            rule="signatures in brackets",
            confidence=0.8,
            name=person.name,
            party=body,
        )
        for person, body in zip(people, told, strict=True)
    )
