"""The closing block in, who signed out: name, role, party, and whether on behalf of someone else.

The block is read cell by cell (`columns` undoes signatures side by side on one line). "Pour X" opens a block; names
and roles follow in either order, or all the "Pour" first and the names after. A mark ("PO/") between two signatories
leaves both uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from extractor.document import Line
from extractor.language.aliases import resolve_parties
from extractor.language.facts import Article, Doubt, Party, Signatory, Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import Person, read_blank, read_person, same_body, same_person, skip, tidy
from extractor.language.representatives import Role, read_role

Kind = Literal["for", "role", "name", "mark"]
MAX_ZONE = 6_000

_WIDE = re.compile(r"[ \t]{3,}|\t+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line between wide gaps: `text[start:end]`, and its column in characters."""

    start: int
    end: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Token:
    """What a cell says: a "Pour" with its party, a role, a name or a mark."""

    kind: Kind
    start: int
    end: int
    value: str | None = None
    party: str | None = None


def find_signatories(
    text: str,
    lines: Sequence[Line],
    articles: Sequence[Article],
    parties: Sequence[Party],
    signature: Signature | None,
) -> tuple[Signatory, ...]:
    """The signatories of the closing block in reading order; () where nobody is named and no "Pour" stands."""
    folded = fold(text)
    start, end = signing_zone(text, folded, articles, signature, after=max((p.end for p in parties), default=0))
    if end <= start:
        return ()
    tokens = read_tokens(text, folded, start, end, parties)
    return _with_parties(_assemble(tokens), parties)


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
    match = None
    for match in pattern.finditer(folded, last):
        break
    return match.start() if match else None


def columns(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of a passage in reading order: rows of side-by-side cells are read column by column."""
    rows: list[list[Cell]] = []
    at = start
    for number, line in enumerate(text[start:end].split("\n")):
        cells, offset = [], 0
        for gap in [*_WIDE.finditer(line), None]:
            stop = gap.start() if gap else len(line)
            piece = line[offset:stop]
            if piece.strip():
                lead = len(piece) - len(piece.lstrip())
                cells.append(Cell(at + offset + lead, at + offset + len(piece.rstrip()), offset + lead, number))
            offset = gap.end() if gap else len(line)
        rows.append(cells)
        at += len(line) + 1
    ordered: list[Cell] = []
    index = 0
    while index < len(rows):
        if len(rows[index]) < 2:
            ordered += rows[index]
            index += 1
            continue
        stop = index
        heads = [cell.column for cell in rows[index]]
        while stop < len(rows) and (len(rows[stop]) != 1 or rows[stop][0].column > heads[0] + 8):
            stop += 1
        table: list[list[Cell]] = [[] for _ in heads]
        for row in rows[index:stop]:
            for position, cell in enumerate(row):
                nearest = min(range(len(heads)), key=lambda i: abs(heads[i] - cell.column))
                table[position if len(row) == len(heads) else nearest].append(cell)
        ordered += [cell for column in table for cell in column]
        index = stop
    return tuple(ordered)


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
    at = skip(folded, cell.start, cell.end, " *_#-•·|>,;:.\"'")
    while at < cell.end:
        at = skip(folded, at, cell.end, ' *_#•·|>,;:()[]-"“”/')
        if at >= cell.end:
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
        last = tokens[-1] if tokens else None
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
            party = named[0] if len(named) == 1 else _party_of_role(role.value, parties)
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


def _party_of_role(role: str, parties: Sequence[Party]) -> str | None:
    """The one party that has a representative in this role."""
    holders = {p.id for p in parties for r in p.representatives if r.role and fold(r.role) == fold(role)}
    return holders.pop() if len(holders) == 1 else None


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
    from extractor.language.names import without_article

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
    from extractor.language.names import without_article

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


def _assemble(tokens: Sequence[Token]) -> tuple[Signatory, ...]:
    found: list[Signatory] = []
    fors = [i for i, t in enumerate(tokens) if t.kind == "for"]
    index = 0
    while index < len(tokens):
        run = _side_by_side(tokens, index)
        if run is not None:
            found += run[0]
            index = run[1]
            continue
        stop = next((i for i in fors if i > index), len(tokens))
        found += _one_block(tokens[index:stop], last=stop == len(tokens), carry=found)
        index = stop
    return tuple(found)


def _side_by_side(tokens: Sequence[Token], index: int) -> tuple[list[Signatory], int] | None:
    """All "Pour" first, then as many names (and roles): columns read row by row."""
    count = 0
    while index + count < len(tokens) and tokens[index + count].kind == "for":
        count += 1
    if count < 2:
        return None
    at = index + count
    names: list[Token] = []
    roles: list[Token] = []
    while at < len(tokens) and tokens[at].kind in ("name", "role"):
        (names if tokens[at].kind == "name" else roles).append(tokens[at])
        at += 1
    if len(names) != count and not (not names and len(roles) == count):
        return None
    found = []
    for order in range(count):
        head = tokens[index + order]
        name = names[order] if names else None
        role = roles[order] if len(roles) == count else None
        spot = name or role or head
        found.append(
            Signatory(
                start=spot.start,
                end=spot.end,
                rule="side by side",
                confidence=0.9,
                name=name.value if name else None,
                role=role.value if role else None,
                party=head.party,
            )
        )
    return found, at


def _one_block(tokens: Sequence[Token], *, last: bool, carry: list[Signatory]) -> list[Signatory]:
    """One "Pour" and what follows up to the next: names with their roles, marks."""
    party = tokens[0].party if tokens and tokens[0].kind == "for" else None
    head = tokens[0] if tokens and tokens[0].kind == "for" else None
    found: list[Signatory] = []
    role: Token | None = None
    mark: Token | None = None
    pending_uncertain = any(s.rule == "mark before next" for s in carry[-1:])
    names_first = next((t.kind for t in tokens if t.kind in ("name", "role")), None) == "name"
    for token in tokens[1 if head else 0 :]:
        if token.kind == "mark":
            mark = token
        elif token.kind == "role":
            if names_first and found and found[-1].role is None and role is None:
                found[-1] = replace(found[-1], role=token.value)
            else:
                role = token
        elif token.kind == "name":
            found.append(
                Signatory(
                    start=token.start,
                    end=token.end,
                    rule="pour" if head else "name",
                    name=token.value,
                    role=role.value if role else None,
                    party=party or (mark.party if mark else None),
                    on_behalf="yes" if mark else "no",
                )
            )
            role = mark = None
    if role is not None and (not found or not names_first):
        found.append(
            Signatory(
                start=role.start,
                end=role.end,
                rule="role alone",
                role=role.value,
                party=party,
                on_behalf="yes" if mark else "no",
            )
        )
        mark = None
    if not found and head is not None and head.party is not None:
        found.append(
            Signatory(
                start=head.start,
                end=head.end,
                rule="no name",
                confidence=0.7,
                party=party,
                on_behalf="yes" if mark else "no",
            )
        )
        mark = None
    if pending_uncertain and found and found[0].on_behalf == "no":
        found[0] = replace(found[0], on_behalf="uncertain")
    if mark is not None and found:
        found[-1] = replace(found[-1], on_behalf="uncertain", rule=found[-1].rule if last else "mark before next")
    return found


def _with_parties(found: Sequence[Signatory], parties: Sequence[Party]) -> tuple[Signatory, ...]:
    """Signatories without a party get that of the representative of this name or role."""
    result = []
    for signatory in found:
        party, role = signatory.party, signatory.role
        likely = [
            (same_person(signatory.name, r.name), p.id, r.role) for p in parties for r in p.representatives if r.name
        ]
        best = max(likely, default=(0.0, "", None))
        if party is None and best[0] >= 0.8:
            party = best[1]
        if party is None and role:
            named = resolve_parties(role, parties)
            party = _party_of_role(role, parties) or (named[0] if len(named) == 1 else None)
        result.append(replace(signatory, party=party))
    return tuple(result)


def signatory_doubts(text: str, parties: Sequence[Party], signatories: Sequence[Signatory]) -> tuple[Doubt, ...]:
    """What is uncertain about who signed: marks, other spellings, representatives who did not sign, parties without."""
    doubts: list[Doubt] = []
    for signatory in signatories:
        label = signatory.name or signatory.role or "?"
        if signatory.on_behalf != "no":
            sure = (
                "porte une mention « p.o. »"
                if signatory.on_behalf == "yes"
                else "est voisine d'une mention « p.o. » qui peut la concerner"
            )
            doubts.append(
                Doubt(
                    code="on-behalf-mark",
                    severity="info" if signatory.on_behalf == "yes" else "warning",
                    message=f"La signature de {label} {sure}.",
                    start=signatory.start,
                    end=signatory.end,
                )
            )
    if not signatories:
        return tuple(doubts)
    for party in parties:
        title = party.alias or party.name or party.id
        own = [s for s in signatories if s.party == party.id]
        if not own:
            doubts.append(
                Doubt(
                    code="party-without-signatory",
                    severity="warning",
                    message=f"Aucun signataire n'est trouvé pour « {title} ».",
                    start=party.start,
                    end=party.end,
                )
            )
            continue
        for person in party.representatives:
            if not person.name or not any(s.name for s in own):
                continue
            best = max((s for s in own if s.name), key=lambda s: same_person(person.name, s.name))
            score = same_person(person.name, best.name)
            if score < 0.75:
                doubts.append(
                    Doubt(
                        code="signatory-differs",
                        severity="info",
                        message=f"{person.name} représente « {title} » et ne figure pas parmi ses signataires ({', '.join(s.name for s in own if s.name)}).",
                        start=person.start,
                        end=person.end,
                    )
                )
            elif " ".join(person.name.upper().split()) != " ".join((best.name or "").upper().split()):
                doubts.append(
                    Doubt(
                        code="signatory-differs",
                        severity="info",
                        message=f"Le nom du signataire « {best.name} » n'est pas écrit comme en tête (« {person.name} »).",
                        start=best.start,
                        end=best.end,
                    )
                )
    return tuple(doubts)


__all__ = ["Role", "columns", "find_signatories", "read_tokens", "signatory_doubts", "signing_zone"]
