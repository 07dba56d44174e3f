"""The closing block in, who signed out: name, role, party, and whether on behalf of someone else.

"Pour X" opens a block; names and roles follow in either order, or all the "Pour" first and the names after. A mark
("PO/") between two signatories leaves both uncertain. Signatories are matched to representatives by their names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extractor.document import Line
from extractor.language.facts import Article, Doubt, Party, Signatory, Signature
from extractor.language.folding import fold
from extractor.language.names import same_person, written_alike
from extractor.language.signed_statements import find_bracketed, find_signed, signed_in_brackets
from extractor.language.signing_block import Token, after_prose, read_tokens, signing_zone
from extractor.language.signing_parties import party_of_role

SAME_PERSON = 0.8
_APPROVED = re.compile(r"(?:lu\s+et\s+approuve|bon\s+pour\s+accord)e?s?\W{0,12}$")
MAX_FORMULA = 1_500  # a testimonium that names those who sign, above the first place where they do


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
        return _unannounced(text, folded, articles, parties)
    stated = find_signed(text, folded, max(start - MAX_FORMULA, 0), end, parties)
    if stated:
        return _with_parties(stated, parties, folded)
    tokens = read_tokens(text, folded, start, end, parties)
    if not any(token.kind == "name" for token in tokens):  # place and date come last, or no words open the block
        start = after_prose(text, max((p.end for p in parties), default=0), start)
        tokens = read_tokens(text, folded, start, end, parties)
    bracketed = find_bracketed(text, folded, start, end)
    if bracketed:
        heads = [token.party for token in tokens if token.kind == "for"]
        known = [_party_of_person(person.name, parties) for person in bracketed]
        order = heads if len(heads) == len(bracketed) else [p.id for p in parties]
        return signed_in_brackets(bracketed, known if any(known) else order)
    return _with_parties(_assemble(tokens, parties), parties, folded)


def _unannounced(
    text: str, folded: str, articles: Sequence[Article], parties: Sequence[Party]
) -> tuple[Signatory, ...]:
    """Those who sign below the last line of prose where no words open the block: some must be known from the opening."""
    last = max((a.heading_end for a in articles if a.kind == "article"), default=0)
    end = min((a.heading_start for a in articles if a.kind == "annex" and a.heading_start > last), default=len(text))
    if not last:
        return ()
    found = _assemble(read_tokens(text, folded, after_prose(text, last, end), end, parties), parties)
    return _with_parties(found, parties, folded) if any(_party_of_person(one.name, parties) for one in found) else ()


def _assemble(tokens: Sequence[Token], parties: Sequence[Party]) -> tuple[Signatory, ...]:
    found: list[Signatory] = []
    fors = [i for i, t in enumerate(tokens) if t.kind == "for"]
    index = 0
    while index < len(tokens):
        run = _side_by_side(tokens, parties, index)
        if run is not None:
            found += run[0]
            index = run[1]
            continue
        stop = next((i for i in fors if i > index), len(tokens))
        found += _one_block(tokens[index:stop], parties, last=stop == len(tokens), carry=found)
        index = stop
    return tuple(found)


def _side_by_side(tokens: Sequence[Token], parties: Sequence[Party], index: int) -> tuple[list[Signatory], int] | None:
    """All "Pour" first, then the names (and roles): columns read row by row, matched by name, else in order."""
    heads = list(takewhile(lambda token: token.kind == "for", tokens[index:]))
    below = list(takewhile(lambda token: token.kind in ("name", "role"), tokens[index + len(heads) :]))
    names = [token for token in below if token.kind == "name"]
    roles = [token for token in below if token.kind == "role"]
    if len(heads) < 2 or not below or (not names and len(roles) != len(heads)):
        return None
    known = [_party_of_person(name.value, parties) for name in names]
    in_order = len(names) == len(heads) and not (all(known) and set(known) == {head.party for head in heads})
    found = []
    for order, spot in enumerate(names or roles):
        head = heads[order] if order < len(heads) else heads[-1]
        found.append(
            Signatory(
                start=spot.start,
                end=spot.end,
                rule="side by side",
                confidence=0.9 if len(names) == len(heads) else 0.7,
                name=spot.value if names else None,
                role=roles[order].value if len(roles) == len(names or roles) else None,
                party=head.party if in_order or not names else known[order],
            )
        )
    return found, index + len(heads) + len(below)


def _party_of_person(name: str | None, parties: Sequence[Party]) -> str | None:
    """The party whose representative bears this name."""
    scored = [(same_person(name, r.name), p.id) for p in parties for r in p.representatives if r.name]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= SAME_PERSON else None


def _one_block(
    tokens: Sequence[Token], parties: Sequence[Party], *, last: bool, carry: list[Signatory]
) -> list[Signatory]:
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
            if found and token.joined:
                found[-1] = replace(found[-1], on_behalf="yes")  # "Paul ROY, p.o."
            else:
                mark = token
        elif token.kind == "role":
            if names_first and found and found[-1].role is None and role is None and mark is None:
                found[-1] = replace(found[-1], role=token.value)
            else:
                if role is not None and mark is not None and mark.party is None:
                    mark = replace(
                        mark, party=party_of_role(role.value or "", parties)
                    )  # "p.o. le Maire": his deputy's
                role = token
        elif token.kind == "name":
            found.append(
                Signatory(
                    start=token.start,
                    end=token.end,
                    rule="pour officer"
                    if mark and fold(mark.value or "").startswith("pour")
                    else "pour"
                    if head
                    else "name",
                    name=token.value,
                    role=role.value if role else None,
                    party=(_party_of_next(token, mark, parties) if found else None)
                    or party
                    or (mark.party if mark else None),
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


def _party_of_next(name: Token, mark: Token | None, parties: Sequence[Party]) -> str | None:
    """The party of a further name under one "Pour …": of the officer signed for ("Pour le Préfet"), or of this person."""
    return (mark.party if mark else None) or _party_of_person(name.value, parties)


def _with_parties(found: Sequence[Signatory], parties: Sequence[Party], folded: str) -> tuple[Signatory, ...]:
    """Signatories without a party get that of the representative of this name or role."""
    result = []
    for signatory in found:
        person = _party_of_person(signatory.name, parties)
        party = signatory.party or person
        if party is None and signatory.role:
            party = party_of_role(signatory.role, parties)
        himself = signatory.rule == "pour officer" and person is not None and person == party
        result.append(replace(signatory, party=party, on_behalf="no" if himself else signatory.on_behalf))
    if any(signatory.party for signatory in result):  # a name alone beside them is a clerk's, a printer's …
        result = [
            one for one in result if one.party or one.role or one.rule == "signed statement" or _approves(one, folded)
        ]
    return _each_once(result)


def _approves(signatory: Signatory, folded: str) -> bool:
    """Whether "Lu et approuvé" stands right above a name."""
    return _APPROVED.search(folded, max(signatory.start - 60, 0), signatory.start) is not None


def _each_once(found: Sequence[Signatory]) -> tuple[Signatory, ...]:
    """A name signed "(s) Anne ROY" and typed below once more is one signatory, with the role that either has."""
    kept: dict[tuple[str, str | None], Signatory] = {}
    for place, signatory in enumerate(found):
        key = (fold(signatory.name) if signatory.name else f"{place}", signatory.party)
        first = kept.get(key)
        kept[key] = replace(first, role=first.role or signatory.role) if first else signatory
    return tuple(kept.values())


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
            elif not written_alike(person.name, best.name or ""):
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
