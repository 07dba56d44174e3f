"""The closing block in, what each of its cells says out: a "Pour X", a role, a name, a mark "p.o."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.language.aliases import nature_of, resolve_parties
from extractor.language.columns import Cell, columns
from extractor.language.facts import Article, Party, Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import read_blank, same_body, skip, tidy, without_article
from extractor.language.persons import Person, read_person
from extractor.language.roles import read_role

Kind = Literal["for", "role", "name", "mark"]
MAX_ZONE = 6_000


@dataclass(frozen=True, slots=True)
class Token:
    """What a cell says: a "Pour" with its party, a role, a name or a mark."""

    kind: Kind
    start: int
    end: int
    value: str | None = None
    party: str | None = None


def signing_zone(
    text: str, folded: str, articles: Sequence[Article], signature: Signature | None, *, after: int = 0
) -> tuple[int, int]:
    """Where people sign: from the date of signature, or the last words of the last article, to the first annex."""
    last = max((a.heading_end for a in articles if a.kind == "article" and a.level == 1), default=0)
    if signature is not None and signature.start >= last and signature.rule in ("fait à", "en foi de quoi"):
        first = [
            a.end
            for a in signature.alternatives
            if a.rule == "fait à" and last <= a.start and signature.start - a.start < MAX_ZONE
        ]
        start = min([signature.end, *first])
    else:
        begin = _closing_start(folded, max(last, after, len(folded) - MAX_ZONE))
        if begin is None or (not after and not last):
            return len(text), len(text)
        start = begin
    end = min(len(text), start + MAX_ZONE)
    annexes = [a.heading_start for a in articles if a.kind == "annex" and a.heading_start >= start]
    annex = re.compile(
        r"\n[ \t*#_]*(?:" + load_lexicon("signature")["annex"].pattern.pattern + r")[^\n]{0,80}(?:\n|$)"
    ).search(folded, start, end)
    return start, min([end, *annexes, *([annex.start()] if annex else [])])


def _closing_start(folded: str, last: int) -> int | None:
    pattern = re.compile(
        r"\n[ \t*_]*(?:pour\s+(?:l'|la\s|le\s|les\s|[^\n]{3,60}\n)|\(?sign(?:e|ature)s?\b|en\s+foi\s+de\s+quoi|lu\s+et\s+approuve)"
    )
    match = pattern.search(folded, last)
    return match.start() if match else None


def read_tokens(text: str, folded: str, start: int, end: int, parties: Sequence[Party]) -> tuple[Token, ...]:
    """What the cells of the block say, in order."""
    tokens: list[Token] = []
    previous: Cell | None = None
    for cell in columns(text, start, end):
        apart = previous is None or cell.row - previous.row > 1 or cell.row <= previous.row
        previous = cell
        _read_cell(text, folded, cell, parties, tokens, apart=apart)
    return tuple(tokens)


def _read_cell(
    text: str, folded: str, cell: Cell, parties: Sequence[Party], tokens: list[Token], *, apart: bool
) -> None:
    entry = load_lexicon("signature")
    at = first = skip(folded, cell.start, cell.end, " *_#-•·|>,;:.\"'()[]“”/")
    while at < cell.end:
        at = skip(folded, at, cell.end, ' *_#•·|>,;:()[]-"“”/')
        if at >= cell.end:
            return
        last = tokens[-1] if tokens else None
        if last and last.kind == "role" and at == first and _goes_on(text, folded, at, cell.end):
            value = tidy(
                f"{last.value}, {text[at : cell.end]}"
                if text[last.end : last.end + 1] == ","
                else f"{last.value} {text[at : cell.end]}"
            )
            tokens[-1] = replace(last, end=cell.end, value=value)
            return
        signed = entry["signed"].pattern.match(folded, at, cell.end) or re.compile(r"signe\)").match(
            folded, at, cell.end
        )
        if signed:
            at = signed.end()
            continue
        mark = entry["on_behalf"].pattern.match(folded, at, cell.end)
        if mark and not _is_word(text, mark):
            tokens.append(Token("mark", at, mark.end(), text[at : mark.end()]))
            at = mark.end()
            continue
        if entry["noise"].pattern.match(folded, at, cell.end):
            return
        heading = entry["for"].pattern.match(folded, at, cell.end)
        if heading and not (
            last and last.kind == "for" and not apart and _continues(text, last, at, cell.end, parties)
        ):
            at = _read_for(text, folded, at, heading.end(), cell.end, parties, tokens)
            continue
        if last and last.kind == "for" and not apart and _continues(text, last, at, cell.end, parties):
            label = tidy(text[last.start : cell.end])
            tokens[-1] = replace(last, end=cell.end, value=label, party=_party_of(label, parties))
            return
        party = _party_line(text, folded, at, cell.end, parties)
        if party is not None:
            tokens.append(Token("for", at, cell.end, tidy(text[at : cell.end]), party))
            return
        role = read_role(text, folded, at, cell.end)
        if role is not None:
            tokens.append(Token("role", role.start, role.end, role.value))
            at = max(role.end, at + 1)
            continue
        person = _read_name(text, folded, at, cell.end)
        if person is not None:
            if person.name is not None:
                tokens.append(Token("name", person.name_start, person.end, person.name))
            at = max(person.end, at + 1)
            continue
        return


def _goes_on(text: str, folded: str, at: int, end: int) -> bool:
    """Whether a line only goes on with the role of the line before: "de l'industrie et de l'emploi,"."""
    if not text[at].islower() or load_lexicon("signature")["on_behalf"].pattern.match(folded, at, end):
        return False
    return (
        re.compile(r"(?:de|du|des|d'|et|en|a|au|aux|charge|pour|la\s|le\s|l'|delegue|par\s+interim)").match(
            folded, at, end
        )
        is not None
    )


def _is_word(text: str, mark: re.Match[str]) -> bool:
    """ "Po" inside ordinary words or "Pô"; only capitals or dotted forms are marks."""
    written = text[mark.start() : mark.end()]
    return len(written) <= 3 and "." not in written and "/" not in written and not written.isupper()


def _read_for(
    text: str, folded: str, at: int, after: int, end: int, parties: Sequence[Party], tokens: list[Token]
) -> int:
    """A "Pour …": for a party, for an officer by delegation ("Pour le Maire et par délégation"), or neither."""
    after = skip(folded, after, end, " ")
    role = read_role(text, folded, after, end)
    delegated = load_lexicon("signature")["on_behalf"].search(folded, at, end) is not None
    if role is not None and not resolve_parties(text[after : role.start], parties):
        officer = any(same_body(role.value, p.name or "") > 0.9 for p in parties)
        if not officer:
            named = resolve_parties(text[after:end], parties)
            comma = folded.find(",", after, end)
            stop = comma if comma != -1 else end
            party = named[0] if len(named) == 1 else party_of_role(role.value, parties)
            tokens.append(Token("mark", at, stop, tidy(text[at:stop]), party))
            return stop
    stop = end
    for cut in (folded.find(",", after, end), folded.find(":", after, end)):
        if cut != -1 and cut < stop:
            rest = skip(folded, cut + 1, end)
            if (
                rest >= end
                or read_role(text, folded, rest, end)
                or read_person(text, folded, rest, end)
                or not re.match(r"de|du|d'", folded[rest:end])
            ):
                stop = cut
    label = tidy(text[at:stop])
    tokens.append(Token("for", at, stop, label, _party_of(label, parties)))
    if delegated:
        tokens.append(Token("mark", at, stop, label))
    return stop


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


def _party_of(label: str, parties: Sequence[Party]) -> str | None:
    """The party that "Pour l'Union …" names: by a name or alias in it, else by likeness."""
    body = re.sub(
        r"^\s*(?:pour(?:\s+et\s+au\s+nom\s+d\w+)?|au\s+nom\s+d\w+|pour\s+le\s+compte\s+d\w+)\s+(?:et\s+par\s+delegation\s+)?",
        "",
        label,
        flags=re.IGNORECASE,
    )
    scored = sorted(
        (
            (max(_likeness(body, name) for name in (party.name, party.alias, *party.other_aliases) if name), party.id)
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


def _likeness(label: str, name: str) -> float:
    """Alike as a whole, or the one begins with the other ("Office franco-… en France")."""
    a, b = fold(without_article(label)).strip(), fold(without_article(name)).strip()
    if len(b) >= 3 and re.match(re.escape(b) + r"(?!\w)", a):
        return 0.95
    if len(a) >= 8 and b.startswith(a):
        return 0.85
    return same_body(label, name)


def _continues(text: str, last: Token, at: int, end: int, parties: Sequence[Party]) -> bool:
    """Whether a line only goes on with the party's name of the "Pour" line before."""
    folded = fold(text[at:end])
    joined = re.sub(r"^\s*pour\s+", "", tidy(text[last.start : end]), flags=re.IGNORECASE)
    before = re.sub(r"^\s*pour\s+", "", last.value or "", flags=re.IGNORECASE)
    for party in parties:
        for name in (party.name, party.alias, *party.other_aliases):
            if not name:
                continue
            if same_body(joined, name) > same_body(before, name) and (
                same_body(joined, name) > 0.75 or _prefix(joined, name)
            ):
                return True
    return re.match(r"(?:de|du|des|d'|et|en|au|aux|a|pour)\s?\b", folded) is not None and text[at].islower()


def _prefix(part: str, name: str) -> bool:
    return fold(without_article(name)).startswith(fold(without_article(part)))


def _read_name(text: str, folded: str, at: int, end: int) -> Person | None:
    """A name of a signatory: with less proof than in running text, for a line that holds nothing else."""
    person = read_person(text, folded, at, end)
    if person is not None:
        return person
    if read_blank(folded, at, end) > at:
        return None
    comma = folded.find(",", at, end)
    end = comma if comma != -1 else end
    line = text[at:end].strip(' *_()[]“”"')
    if not re.fullmatch(
        r"(?:[A-ZÀ-Ý][\w'’.\-]*|d[eu]s?|la|le|van|von|d['’][A-ZÀ-Ý][\w\-]*)(?:\s+(?:[A-ZÀ-Ý][\w'’.\-]*|d[eu]s?|la|le|van|von|d['’][A-ZÀ-Ý][\w\-]*)){1,5}",
        line,
    ):
        return None
    parties = load_lexicon("parties")
    for match in re.finditer(r"[^\W\d_]+", folded[at:end]):
        if any(
            entry.pattern.match(folded, at + match.start(), end)
            for entry in (
                parties["nature"],
                parties["kind"],
                load_lexicon("signature")["noise"],
                parties["not_a_party"],
            )
        ):
            return None
    if resolve_word(line):
        return None
    begin = at + text[at:end].index(line[0])
    return Person(begin, begin + len(line), tidy(line), begin, False)


def resolve_word(line: str) -> bool:
    """Words that look like a name and are none ("En Foi De")."""
    return load_lexicon("signature")["in_witness"].search(fold(line)) is not None


def _party_line(text: str, folded: str, at: int, end: int, parties: Sequence[Party]) -> str | None:
    """A line that is a party's name or alias without "Pour"."""
    line = tidy(text[at:end])
    if len(line) > 160:
        return None
    for party in parties:
        for name in (party.name, party.alias, *party.other_aliases):
            bare = re.sub(r"^\W*(?:l['’]\s*)?association\s+(?=\w)", "", name, flags=re.IGNORECASE) if name else ""
            if name and max(same_body(line, name), same_body(line, bare)) >= 0.9:
                return party.id
    return None
