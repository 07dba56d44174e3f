"""The passage after "représentée par" in, the representatives with their roles out.

Roles stand before the name ("son Président, M. Yves ROY") or after it ("Mme Anne ROY, en qualité de directrice"), for
one person or several, with or without names; text on powers ("dûment habilité par délibération …") is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractor.language.facts import Representative
from extractor.language.lexicon import load_lexicon
from extractor.language.names import MAX_NAME_WORDS, read_blank, read_civility, read_person, skip, tidy

__all__ = ["MAX_NAME_WORDS", "Role", "find_represented", "parse_representatives", "read_role"]

_JOINT = re.compile(r"(?:et\s*/\s*ou|et\s+par|ou\s+par|ainsi\s+que\s+par|ainsi\s+que|puis|et|ou|&)(?![\w'])\s*")
_BULLET = re.compile(r"\s*(?:[-•*·]|\d{1,2}\s*[.)°]|[a-h]\))\s+")
_PREPOSITION = re.compile(r"(?<!\w)(?:de|du|des|d'|en|au|aux|a|la|le|les|l'|et|pour|sur|par)\s*$")
MAX_ROLE = 220


@dataclass(frozen=True, slots=True)
class Role:
    """A function read at `text[start:end]`; `value` is without article, possessive and "en exercice"."""

    start: int
    end: int
    value: str
    generic: bool = False
    plural: bool = False


def read_lead(folded: str, pos: int, end: int) -> int:
    """`pos` moved over what leads to a role: "son", "Monsieur le", "l'un de ses"."""
    match = load_lexicon("roles")["lead"].pattern.match(folded, pos, end)
    return skip(folded, match.end(), end, " \n") if match else pos


def read_role(text: str, folded: str, pos: int, end: int) -> Role | None:
    """The function at `pos` ("son Maire en exercice" → "Maire"), as far as it reaches; `None` where none begins."""
    lexicon = load_lexicon("roles")
    begin = read_lead(folded, pos, end)
    head = lexicon["head"].pattern.match(folded, begin, end)
    if head is None:
        return None
    stop = _role_end(text, folded, head.end(), min(end, begin + MAX_ROLE))
    office = lexicon["in_office"].search(folded, begin, stop)
    cut = office.start() if office else stop
    value = tidy(text[begin:cut])
    generic = lexicon["generic"].pattern.fullmatch(folded, begin, begin + len(text[begin:cut].rstrip())) is not None
    return Role(
        begin, begin + len(text[begin:stop].rstrip()), value, generic, head[0].endswith("s") and head[0] != "dgs"
    )


def _role_end(text: str, folded: str, pos: int, end: int) -> int:
    """Where a role that began before `pos` ends: at a name, a comma that does not go on, a power, an alias …"""
    at = pos
    while at < end:
        blank = re.compile(r"\s*\n\s*\n").match(folded, at, end)
        if blank:
            return at
        gap = re.compile(r"\s*").match(folded, at, end)
        here = gap.end() if gap else at
        if here >= end:
            return at
        character = folded[here]
        if character == ",":
            if _goes_on(text, folded, here + 1, end):
                at = here + 1
                continue
            return at
        if character in ';:()[]"|*' or (character == "." and (here + 1 >= end or folded[here + 1] in " \n")):
            return at
        if character == "-" and here > at and folded[here + 1 : here + 2].isspace():
            return at
        if here > at and (_role_stops(text, folded, here, end)):
            return at
        token = re.compile(r"[^\s,;:()\[\]\"|*]+").match(folded, here, end)
        if token is None:
            return at
        stop = token.end()
        if token[0].endswith(".") and stop < end and folded[stop] in " \n" and len(token[0]) > 4:
            return stop - 1
        at = stop
    return end


def _role_stops(text: str, folded: str, pos: int, end: int) -> bool:
    roles, aliases, parties = load_lexicon("roles"), load_lexicon("aliases"), load_lexicon("parties")
    for entry in (
        roles["authority"],
        roles["represented"],
        roles["capacity"],
        aliases["hereafter"],
        parties["mark"],
        aliases["called"],
    ):
        if entry.pattern.match(folded, pos, end):
            return True
    if re.compile(r"(?:dont|qui|sis|sise|d'une\s+part|son|sa|leur)\b|[.…_]{3}").match(folded, pos, end):
        return True
    joint = _JOINT.match(folded, pos, end)
    if joint:
        after = joint.end()
        if re.search(r"\bpar\s*$", joint[0]) or re.compile(r"p(?:ar|our)\s+(?:delegation|ordre|procuration)").match(
            folded, after, end
        ):
            return True
        if read_person(text, folded, after, end) is not None:
            return True
        lead = read_lead(folded, after, end)
        if lead > after and roles["head"].pattern.match(folded, lead, end):
            return True
        if roles["head"].pattern.match(folded, after, end):
            role = read_role(text, folded, after, end)
            return role is not None and read_person(text, folded, skip(folded, role.end, end), end) is not None
        return False
    if read_civility(text, folded, pos, end)[0] > pos:
        return True
    if not text[pos].isupper() or _PREPOSITION.search(folded, max(pos - 12, 0), pos):
        return False
    return read_person(text, folded, pos, end) is not None


def _goes_on(text: str, folded: str, pos: int, end: int) -> bool:
    """Whether a role goes on after a comma: "ministre de l'Économie, des Finances et …", "adjoint, chargé de …"."""
    at = skip(folded, pos, end, " \n")
    match = re.compile(r"(?:de\s+la|de\s+l'|du|des|d'|de|charge[e]?s?\s+d|delegue[e]?s?\s+a)\s*(?=[^\W\d_])").match(
        folded, at, end
    )
    if match is None or load_lexicon("parties")["mark"].pattern.match(folded, at, end):
        return False
    if match[0].startswith(("charge", "delegue")):
        return True
    rest = re.compile(r"[^.;:()\n]{2,90}").match(folded, match.end(), end)
    return (
        rest is not None
        and re.search(r"\bet\s+(?:de|du|des|d'|a)", rest[0].replace("\n", " ")) is not None
        and not _role_stops(text, folded, at, end)
    )


def find_represented(folded: str, start: int, end: int) -> int | None:
    """Where the first person or role after "représentée (aux présentes) par" stands; `None` without such words."""
    for match in load_lexicon("roles")["represented"].find(folded, start, end):
        if match[0].rstrip().endswith(":"):
            return match.end()
        link = re.compile(r"\s+(?:de\s|d')|[^.;]{0,180}?(?:(?<!\w)par(?!\w)|:)").match(folded, match.end(), end)
        if folded[max(match.end() - 3, 0) : match.end()] == "par":
            return match.end()
        if link:
            return link.end()
    return None


def parse_representatives(text: str, folded: str, start: int, end: int) -> tuple[Representative, ...]:
    """The people and roles listed in `text[start:end]`, in order; a role in exercise has no name."""
    found: list[Representative] = []
    pending: Role | None = None
    fresh = True  # a bullet or "et" asks for a new person
    at = start
    while at < end:
        at, moved = _skip_separators(folded, at, end)
        fresh |= moved
        if at >= end or _ends(folded, at, end):
            break
        capacity = load_lexicon("roles")["capacity"].pattern.match(folded, at, end)
        if capacity:
            at = skip(folded, capacity.end(), end, " \n':")
            role = read_role(text, folded, at, end) or _any_role(text, folded, at, end)
            if role is not None:
                _assign(found, role)
                at, fresh = role.end, False
            continue
        person = read_person(text, folded, at, end, lenient=True)
        role = read_role(text, folded, at, end) if person is None or not person.civility else None
        if role is not None:
            waiting = bool(found) and found[-1].role is None
            if (found and not fresh and (waiting or _is_generic(found[-1]))) or (fresh and waiting and role.plural):
                _assign(found, role)
            else:
                if pending is not None and not pending.generic:
                    found.append(_bare(pending))
                pending = role
            at, fresh = role.end, False
            continue
        if person is not None:
            blank_role = pending
            found.append(
                Representative(
                    start=min(at, pending.start) if pending else person.start,
                    end=person.end,
                    rule="representative",
                    name=person.name,
                    role=blank_role.value if blank_role else None,
                )
            )
            pending, at, fresh = None, person.end, False
            continue
        after = _pass_over(folded, at, end, stop_at_word=not found and pending is None)
        if after is None:
            break
        at, fresh = after, True
    if pending is not None and not (pending.generic and found):
        found.append(_bare(pending))
    return tuple(found)


def _bare(role: Role) -> Representative:
    return Representative(start=role.start, end=role.end, rule="role in exercise", role=role.value)


def _is_generic(representative: Representative) -> bool:
    pattern = load_lexicon("roles")["generic"].pattern
    from extractor.language.folding import fold

    return representative.role is not None and pattern.fullmatch(fold(representative.role)) is not None


def _assign(found: list[Representative], role: Role) -> None:
    """Give `role` to the last person named, and to all those before without one where it is plural."""
    for index in range(len(found) - 1, -1, -1):
        last = found[index]
        if last.role is not None and not _is_generic(last):
            return
        found[index] = replace(last, role=role.value, start=min(last.start, role.start), end=max(last.end, role.end))
        if not role.plural:
            return


def _any_role(text: str, folded: str, pos: int, end: int) -> Role | None:
    """After "en qualité de" any words up to the next comma are the role."""
    stop = _role_end(text, folded, pos, min(end, pos + 120))
    value = tidy(text[pos:stop])
    return Role(pos, stop, value) if value and read_blank(folded, pos, end) == pos else None


def _skip_separators(folded: str, pos: int, end: int) -> tuple[int, bool]:
    """`pos` moved over punctuation, bullets and "et (par)"; whether what follows is a new person or role."""
    fresh = False
    while pos < end:
        bullet = _BULLET.match(folded, pos, end)
        if bullet and "\n" in folded[max(pos - 1, 0) : bullet.end()]:
            pos, fresh = bullet.end(), True
            continue
        moved = skip(folded, pos, end, ' \n,;:-*_•·|>()"/')
        fresh |= ";" in folded[pos:moved]
        joint = _JOINT.match(folded, moved, end)
        if joint is None:
            if moved == pos:
                return pos, fresh
            pos = moved
            continue
        pos, fresh = joint.end(), True
    return pos, fresh


def _ends(folded: str, pos: int, end: int) -> bool:
    aliases, parties = load_lexicon("aliases"), load_lexicon("parties")
    return any(entry.pattern.match(folded, pos, end) for entry in (aliases["hereafter"], parties["mark"]))


def _pass_over(folded: str, pos: int, end: int, *, stop_at_word: bool) -> int | None:
    """Past a phrase on powers, up to the next comma; `None` where the passage is no longer about representatives."""
    if folded.startswith("assist", pos):
        return None
    if load_lexicon("roles")["authority"].pattern.match(folded, pos, end) is None and not stop_at_word:
        capacity = load_lexicon("roles")["capacity"].search(folded, pos, min(end, pos + 160))
        return capacity.start() if capacity else None
    match = re.compile(r"[^,;:]{0,300}").match(folded, pos, end)
    capacity = load_lexicon("roles")["capacity"].search(folded, pos, min(end, pos + 200))
    stop = match.end() if match else end
    if capacity and capacity.start() < stop:
        return capacity.start()
    return stop + 1 if stop < end else None
