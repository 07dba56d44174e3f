"""The closing block in, what each of its cells says out: a "Pour X", a role, a name, a mark "p.o."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.language.aliases import resolve_parties
from extractor.language.columns import Cell, columns
from extractor.language.facts import Article, Party, Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import read_blank, same_body, skip, tidy
from extractor.language.persons import Person, read_person
from extractor.language.roles import read_role
from extractor.language.signature import CLOSING_RULES
from extractor.language.signing_parties import (
    continues_label,
    party_of_label,
    party_of_line,
    party_of_role,
    signs_in_person,
    with_civility,
)

Kind = Literal["for", "role", "name", "mark"]
MAX_ZONE = 6_000
MAX_BLOCK, MAX_SHORT = 2_000, 12  # characters of a block above its date, words of a line that is no prose
_OPENING = re.compile(
    r"\n[ \t*_]*(?P<formula>(?:en\s+foi\s+de\s+quoi|(?:ainsi\s+)?(?:fait|etabli|dresse)\s+en\s+\w+\s+(?:exemplaires?|originaux))[^\n]*)"
    r"|\n[ \t]*\n[ \t*_]*pour\s+(?:l'|la\s|le\s|les\s)[^\n.;]{2,110}(?=\n)"
)
_PLACE_AND_DATE = re.compile(r"(?:fait\s+)?a\s+[^\n,;:]{2,50},?\s+(?:le|ce)\s+(?:[\d.…_]|\w+\s+jour|premier)")
_SIGNED = re.compile(r"(?:signee?|signature|se?)\.?\)")  # "(s) Jean ROY"; a bare "S." begins a name
_ASIDE = re.compile(r"\s*\([^()\n]{2,60}\)\s*:?\s*")
_SEAL = re.compile(r"l\.?\s?s\.?\s*\)\s*")
_INITIAL = re.compile(r"[^\W\d_a-zà-ÿ][a-zà-ÿ]?\.")
_AND = re.compile(r"(?:et|&)\s+(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Token:
    """What a cell says: a "Pour" with its party, a role, a name or a mark."""

    kind: Kind
    start: int
    end: int
    value: str | None = None
    party: str | None = None
    joined: bool = False  # a mark that follows a name on its line


def signing_zone(
    text: str, folded: str, articles: Sequence[Article], signature: Signature | None, *, after: int = 0
) -> tuple[int, int]:
    """Where people sign: from the date of signature, or the last words of the last article, to the first annex."""
    last = max((a.heading_end for a in articles if a.kind == "article" and a.level == 1), default=0)
    if signature is not None and signature.start >= last and signature.rule in CLOSING_RULES:
        first = [
            a.end
            for a in signature.alternatives
            if a.rule in CLOSING_RULES and last <= a.start and signature.start - a.start < MAX_ZONE
        ]
        start = min([signature.end, *first])
        if signature.rule == "place and date":  # a place and date of its own under each party
            opened = _opened_before(folded, max(last, start - MAX_ZONE), start)
            start = after_prose(text, last, start) if opened is None else opened
    else:
        begin = _closing_start(folded, max(last, after, len(folded) - MAX_ZONE))
        if begin is None:  # offices and names alone, below the last sentence
            begin = next((a.start for a in articles if a.kind == "signature" and a.start >= max(last, after)), None)
        if begin is None or (not after and not last):
            return len(text), len(text)
        start = begin
    end = min(len(text), start + MAX_ZONE)
    annexes = [a.heading_start for a in articles if a.kind == "annex" and a.heading_start >= start]
    annex = re.compile(
        r"\n[ \t*#_]*(?:" + load_lexicon("signature")["annex"].pattern.pattern + r")[^\n]{0,80}(?:\n|$)"
    ).search(folded, start, end)
    approval = re.compile(
        r"\n[ \t*#_]*(?:" + load_lexicon("signature")["approval"].pattern.pattern + r")[^\n]{0,60}\s[^\n]{0,40}\d"
    ).search(folded, start, end)  # what an authority adds once all have signed
    return start, min([end, *annexes, *(found.start() for found in (annex, approval) if found)])


def after_prose(text: str, last: int, end: int) -> int:
    """Where the last line of prose before `end` stops: what follows are the short lines of a closing block."""
    stop = max(last, end - MAX_BLOCK)
    at = stop
    for line in text[stop:end].splitlines(keepends=True):
        at += len(line)
        words = line.split()
        if line.endswith("\n") and (len(words) > MAX_SHORT or (len(words) > 4 and words[-1].endswith((".", ";")))):
            stop = at
    return stop


def _opened_before(folded: str, last: int, end: int) -> int | None:
    """Where the closing block opened above its first place and date: "En foi de quoi", or a paragraph "Pour X"."""
    found = _OPENING.search(folded, last, end)
    return found.end() if found and found["formula"] else found.start() if found else None


def _closing_start(folded: str, last: int) -> int | None:
    pattern = re.compile(
        r"\n[ \t*_]*(?:pour\s+(?:l'|la\s|le\s|les\s|[^\n]{3,60}\n)|\(?sign(?:e|ature)s?\b|en\s+foi\s+de\s+quoi|lu\s+et\s+approuve|ainsi\s+(?:adopte|fait|approuve|arrete))"
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
    before = -1
    while at < cell.end:
        at = skip(folded, at, cell.end, ' *_#•·|>,;:()[]-"“”/')
        if at >= cell.end or at <= before:  # nothing more that can be told from this cell
            return
        before = at
        last = tokens[-1] if tokens else None
        if last and last.kind == "role" and at == first and _goes_on(text, folded, at, cell.end, last):
            link = ", " if text[last.end - 1 : last.end + 1].strip().endswith(",") else " "
            value = tidy(f"{last.value}{link}{text[at : cell.end]}")
            tokens[-1] = replace(last, end=cell.end, value=value)
            return
        field = entry["label"].pattern.match(folded, at, cell.end)
        if field and re.compile(r"\s*:").match(folded, field.end(), cell.end):
            at = field.end()
            continue
        if at == first and _PLACE_AND_DATE.match(folded, at, cell.end):
            return
        passed = _SEAL.match(folded, at, cell.end) or (
            _AND.match(folded, at, cell.end) if last and last.kind == "name" and at > first else None
        )
        if passed:
            at = passed.end()
            continue
        signed = entry["signed"].pattern.match(folded, at, cell.end) or _SIGNED.match(folded, at, cell.end)
        if signed:
            at = signed.end()
            continue
        mark = entry["on_behalf"].pattern.match(folded, at, cell.end)
        if mark and not _is_word(text, mark):
            joined = at > first and last is not None and last.kind == "name"
            tokens.append(Token("mark", at, mark.end(), text[at : mark.end()], joined=joined))
            at = mark.end()
            continue
        if entry["noise"].pattern.match(folded, at, cell.end):
            return
        heading = entry["for"].pattern.match(folded, at, cell.end)
        if last and last.kind == "for" and not apart and at == first:
            comma = folded.find(",", at, cell.end)
            stop = comma if comma != -1 else cell.end
            itself = heading is not None and party_of_label(tidy(text[at:stop]), parties) is not None
            if not itself and continues_label(text, last.start, last.value or "", at, stop, parties):
                label = tidy(text[last.start : stop])
                tokens[-1] = replace(last, end=stop, value=label, party=party_of_label(label, parties))
                at = stop
                continue
        if heading:
            at = _read_for(text, folded, at, heading.end(), cell.end, parties, tokens)
            continue
        named = party_of_line(text, at, cell.end, parties)
        if named is not None:
            if not (last and last.kind == "for" and last.party == named[1]):
                tokens.append(Token("for", at, named[0], tidy(text[at : named[0]]), named[1]))
            labelled = last is not None and last.kind == "for" and last.party == named[1]
            announced = labelled and with_civility(text, named[1], parties)
            if signs_in_person(tidy(text[at : named[0]]), named[1], parties, announced=announced):
                tokens.append(Token("name", at, named[0], tidy(text[at : named[0]])))
            aside = _ASIDE.match(text, named[0], cell.end)  # "Le Bénéficiaire (ou son représentant légal) : Anne ROY"
            at = aside.end() if aside else named[0]
            continue
        role = read_role(text, folded, at, cell.end)
        if role is not None:
            tokens.append(Token("role", role.start, role.end, role.value))
            at = max(role.end, at + 1)
            continue
        person = read_name(text, folded, at, cell.end)
        if person is not None:
            if person.name is not None:
                tokens.append(Token("name", person.name_start, person.end, person.name))
            at = max(person.end, at + 1)
            continue
        return


def _goes_on(text: str, folded: str, at: int, end: int, role: Token) -> bool:
    """Whether a line only goes on with the role of the line before: "de l'industrie et de l'emploi,"."""
    if load_lexicon("signature")["on_behalf"].pattern.match(folded, at, end):
        return False
    last = re.search(r"[^\W\d_]+'?$", fold(role.value or ""))
    if last and (
        last[0] in ("de", "du", "des", "la", "l'", "d'", "au")
        or load_lexicon("parties")["nature"].pattern.fullmatch(last[0])
    ):
        return (
            text[role.end : role.end + 1] not in (",", ";", ":")
            and read_role(text, folded, at, end) is None
            and read_person(text, folded, at, end) is None
            and not _INITIAL.match(text, at, end)
        )
    if not text[at].islower():
        return False
    more = r"(?:de|du|des|d'|et|en|a|au|aux|charge|pour|la\s|le\s|l'|delegue|par\s+interim)"
    return re.compile(more).match(folded, at, end) is not None


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
    tokens.append(Token("for", at, stop, label, party_of_label(label, parties)))
    if delegated:
        tokens.append(Token("mark", at, stop, label))
    return stop


def read_name(text: str, folded: str, at: int, end: int) -> Person | None:
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
        r"[A-ZÀ-Ý][\w'’.\-]*(?:\s+(?:[A-ZÀ-Ý][\w'’.\-]*|d[eu]s?|la|le|van|von|d['’][A-ZÀ-Ý][\w\-]*)){1,5}",
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
