"""The passage after "représentée par" in, the representatives with their roles out.

Roles stand before the name ("son Président, M. Yves ROY") or after it ("Mme Anne ROY, en qualité de directrice"), for
one person or several, with or without names; text on powers ("dûment habilité par délibération …") is passed over.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.language.facts import Representative
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import read_blank, skip, tidy
from extractor.language.persons import read_civility, read_person
from extractor.language.roles import JOINT, Role, read_role, role_end

_OWN = re.compile(r"(?:son|sa|leur)\s")
_ABSENT = re.compile(r"(?:le|la|l')\s*\w+\s+(?:etant\s+)?(?:empeche|absent)e?(?!\w)")
_BY_DELEGATION = re.compile(
    r"(?<!\w)(?:et\s+par\s+delegation[^,;\n]{0,20}|(?:lequel|laquelle|qui)\s+(?:a|ayant)\s[^,;]{5,80})$"
)
_UNLINKED = re.compile(
    r"\s+(?:(?:son|sa)\s+(?:president|direct|maire|secretaire|gerant|represent)|(?:monsieur|madame|mme|m\.)\s)"
)
_DOTTED = re.compile(r"\nrepresentante?(?:\s+legale?)?\s*\.{4,}\s*")  # a form: "Représentant ....... M. ROY"
_REMARK = re.compile(
    r"\s*\([^)\n]{3,60}\)\s*:|\s*,\s*ci-?\s?apres\s+(?:nomme|design|mentionn)\w*\s*,(?=\s)"
)  # a form: "Représenté par (signataire de la convention) :"
_THROUGH = re.compile(r"\s*(?:,\s*)?l'(?:entremise|intermediaire|organe)\s+(?:de\s+(?=l'|la\s|m|s)|du\s|d')")
_BY_HERSELF = re.compile(r"(?<!\w)(?:demeurant|domiciliee?|nee?\s+le|proprietaires?|temoins?)(?!\w)")
_BY_TOO = re.compile(
    r"par\s+(?=(?:le|la|son|sa|m\.|mme|monsieur|madame)\s|l')"
)  # "par son président, M. ROY, par le …"
_SHORT_NAME = re.compile(
    r"\s?\((?P<name>[a-z]{2,8})\)(?=\s*,\s)"
)  # "Président de la Commission des Arts (CDA), Jean ROY"
_CHAINED = re.compile(r"(?<!\w)(?:elle|lui)-meme\s+representee?\s+par(?!\w)")
_ASIDE = re.compile(r"([a-z][^,;:.\n()]{2,60}?),?\s+et\s+")
_BULLET = re.compile(r"\s*(?:[-•*·]|\d{1,2}\s*[.)°]|[a-h]\))\s+")


def find_represented(folded: str, start: int, end: int) -> int | None:
    """Where the first person or role after "représentée (aux présentes) par" stands; `None` without such words."""
    dotted = _DOTTED.search(folded, start, end)
    if dotted:
        return dotted.end()
    for match in load_lexicon("roles")["represented"].find(folded, start, end):
        if match[0].rstrip().endswith((":", "intervient")):
            return match.end()
        link = re.compile(r"\s+(?:de\s|d')|[^.;]{0,180}?(?:(?<!\w)par(?!\w)|:)").match(folded, match.end(), end)
        bare = _UNLINKED.match(folded, match.end(), end)  # "représentée son Président M. ROY": a word fell out
        by = (
            match.end()
            if folded[max(match.end() - 3, 0) : match.end()] == "par" or bare
            else link.end()
            if link
            else None
        )
        if by is not None:
            remark = _REMARK.match(folded, by, end) or _THROUGH.match(folded, by, end)
            return remark.end() if remark else by
    return None


def parse_representatives(text: str, folded: str, start: int, end: int) -> tuple[Representative, ...]:
    """The people and roles listed in `text[start:end]`, in order; a role in exercise has no name."""
    found: list[Representative] = []
    pending: Role | None = None
    shared: Role | None = None  # the last role that stood before a name
    fresh = True  # a bullet or "et" asks for a new person
    at = start
    while at < end:
        at, moved = _skip_separators(folded, at, end)
        fresh |= moved
        if at >= end or _ends(folded, at, end):
            break
        absent = _ABSENT.match(folded, at, end)
        if absent:
            at = absent.end()
            continue
        capacity = load_lexicon("roles")["capacity"].pattern.match(folded, at, end)
        if capacity:
            at = skip(folded, capacity.end(), end, " \n':")
            role = read_role(text, folded, at, end) or _any_role(text, folded, at, end)
            if role is not None and found and found[-1].name and found[-1].role and not role.generic:
                found[-1] = replace(found[-1], role=role.value, end=role.end)  # in which they act here
            elif role is not None:
                _assign(found, role)
            at = role.end if role is not None else read_blank(folded, at, end)
            fresh = fresh and role is None
            continue
        person = read_person(text, folded, at, end, lenient=True)
        role = read_role(text, folded, at, end) if person is None or not person.civility else None
        if role is not None:
            waiting = bool(found) and found[-1].role is None
            last_named = read_person(text, folded, skip(folded, role.end, end), end) is None
            alone = role.start == at and last_named
            if (found and not fresh and pending is None and (waiting or _is_generic(found[-1]))) or (
                fresh and waiting and role.plural
            ):
                _assign(found, role)
            elif found and not fresh and pending is None and found[-1].name and alone:
                found[-1] = replace(
                    found[-1], role=f"{found[-1].role}, {role.value}", end=role.end
                )  # "maire, sénateur"
            elif found and not fresh and pending is None and last_named and _OWN.match(folded, at, end):
                found[-1] = replace(found[-1], role=role.value, end=role.end)  # "ingénieur en chef, son Directeur"
            else:
                if pending is not None and not fresh and role.start == at:
                    role = replace(
                        role, start=pending.start, value=f"{pending.value}, {role.value}"
                    )  # "Recteur, chancelier"
                elif pending is not None and not pending.generic:
                    found.append(_bare(pending))
                pending = role
            at, fresh = role.end, False
            continue
        if person is not None:
            if pending is not None and not pending.generic and _BY_DELEGATION.search(folded, start, at):
                found.append(_bare(pending))  # "le Préfet, et par délégation M. ROY": two who represent
                pending = None
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
            shared = blank_role or shared
            if shared is not None and shared.plural and found[-1].role is None:
                found[-1] = replace(found[-1], role=shared.value)  # "ses co-présidents, Mme ROY et M. LEROY"
            pending, at, fresh = None, person.end, False
            continue
        after = _pass_over(text, folded, at, end, stop_at_word=not found and pending is None)
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
    stop = role_end(text, folded, pos, min(end, pos + 120))
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
        short = _SHORT_NAME.match(folded, pos, end)
        short = None if short and load_lexicon("roles")["head"].pattern.fullmatch(short["name"]) else short
        moved = skip(folded, short.end() if short else pos, end, ' \n,;:-*_•·|>()"/')
        if folded[moved : moved + 1] == "." and folded[moved + 1 : moved + 2].isalpha() and folded[moved - 1].isalpha():
            moved += 1  # a comma read as a period: "M. ROY.Président"
        fresh |= ";" in folded[pos:moved]
        joint = JOINT.match(folded, moved, end) or ("," in folded[pos:moved] and _BY_TOO.match(folded, moved, end))
        if not joint:
            if moved == pos:
                return pos, fresh
            pos = moved
            continue
        pos, fresh = joint.end(), True
    return pos, fresh


def _ends(folded: str, pos: int, end: int) -> bool:
    aliases, parties = load_lexicon("aliases"), load_lexicon("parties")
    return any(entry.pattern.match(folded, pos, end) for entry in (aliases["hereafter"], parties["mark"]))


def _pass_over(text: str, folded: str, pos: int, end: int, *, stop_at_word: bool) -> int | None:
    """Past a phrase on powers, up to the next comma; `None` where the passage is no longer about representatives."""
    if folded.startswith("assist", pos):
        return None
    if load_lexicon("roles")["authority"].pattern.match(folded, pos, end) is None and not stop_at_word:
        aside = _ASIDE.match(folded, pos, end)
        if (
            aside
            and read_civility(text, folded, aside.end(), end)[0] > aside.end()
            and not _BY_HERSELF.search(folded, aside.end(), min(end, aside.end() + 90))
        ):
            return aside.end(1)  # "directrice, mission santé, et M. ROY": one more
        capacity = load_lexicon("roles")["capacity"].search(folded, pos, min(end, pos + 160))
        return capacity.start() if capacity else None
    match = re.compile(r"[^,;:]{0,300}").match(folded, pos, end)
    chained = _CHAINED.search(folded, pos, match.end() if match else pos)
    if chained:
        return chained.start()
    capacity = load_lexicon("roles")["capacity"].search(folded, pos, min(end, pos + 200))
    stop = match.end() if match else end
    if capacity and capacity.start() < stop:
        return capacity.start()
    return stop + 1 if stop < end else None
