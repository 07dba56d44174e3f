"""A function at an offset: "son Maire en exercice, …" → "Maire", as far as it reaches and no further."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip, tidy
from extractor.language.persons import read_civility, read_person

_PREPOSITION = re.compile(r"(?<!\w)(?:de|du|des|d'|en|au|aux|a|la|le|les|l'|et|pour|sur|par)\s*$")
_INITIALED = re.compile(r"(?:[A-ZÀ-Ý][a-zà-ÿ]?\.[ -]?){1,3}[A-ZÀ-Ý][\w'’-]{2,}")
_FORM_LINE = re.compile(r"[ \t]*\n[^\n:,;.]{2,60}(?:\s:|\s\.{4,})")  # "Directeur\nComposante : …"
_STANDS_FOR = re.compile(r"representante?\s+(?:l[ea]\s|l')")  # "…, représentant le Département": for whom, not as what
MAX_ROLE = 220


JOINT = re.compile(
    r"(?:et\s+par\s+delegation(?:\s+d[eu]\s[^,;.\n]{2,40}?)?(?:\s*,)?(?:\s+par)?(?=\s|,)|(?:lui|elle)-meme\s+representee?\s+par|et\s*,\s*pour\s+[^,;\n]{3,60},\s*par"
    r"|(?:lequel|laquelle|qui)\s+(?:a|ayant)\s+(?:delegue\s+sa\s+signature|donne\s+(?:delegation|pouvoir)(?:\s+de\s+signature)?)"
    r"(?:\s+pour\s+[^,;\n]{3,60}?)?\s*,?\s+a"
    r"|(?:en\s+l[ae]s?\s+personnes?\s+de)|et\s+de(?=\s+(?:m\.|mme|madame|monsieur|mlle|mademoiselle)\s)"
    r"|et\s*/\s*ou|et\s+par|ou\s+par|ainsi\s+que\s+par|ainsi\s+que|puis|et|ou|&)(?![\w'])\s*"
)


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
    if head is None or (begin == pos and _STANDS_FOR.match(folded, begin, end)):
        return None
    stop = role_end(text, folded, head.end(), min(end, begin + MAX_ROLE))
    office = lexicon["in_office"].search(folded, begin, stop)
    cut = office.start() if office else stop
    value = tidy(re.sub(r"\s+(?:et|ou|de|du|des|d['’])\s*$", "", text[begin:cut]))
    generic = lexicon["generic"].pattern.fullmatch(folded, begin, begin + len(text[begin:cut].rstrip())) is not None
    return Role(
        begin, begin + len(text[begin:stop].rstrip()), value, generic, head[0].endswith("s") and head[0] != "dgs"
    )


def role_end(text: str, folded: str, pos: int, end: int) -> int:
    """Where a role that began before `pos` ends: at a name, a comma that does not go on, a power, an alias …"""
    at = pos
    while at < end:
        blank = re.compile(r"\s*\n\s*\n").match(folded, at, end)
        if blank or _FORM_LINE.match(folded, at, end) or _address_line().match(folded, at, end):
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


@cache
def _address_line() -> re.Pattern[str]:
    """An address below the role: "Maire\\n14 rue de la Grève\\n14830 Versel"."""
    streets = load_lexicon("identity")["street"].pattern.pattern
    return re.compile(
        rf"[ \t]*\n[ \t]*(?:\d{{1,4}}(?:\s?(?:bis|ter))?\s*,?\s+(?:{streets})|\d{{5}}\s+[a-z]|b\.?p\.?\s?\d)"
    )


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
    if re.compile(r"(?:dont|qui|sis|sise|d'une\s+part|representant\s+(?:l[ea]|l'))\b|[.…_]{3}").match(folded, pos, end):
        return True
    if re.compile(r"(?:son|sa|leur)\b").match(folded, pos, end):  # "président de son conseil" is one role
        return re.search(r"(?<!\w)(?:de|a|aupres de)\s+$", folded[max(pos - 12, 0) : pos]) is None
    joint = JOINT.match(folded, pos, end)
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
    if _INITIALED.match(text, pos, end) and not _PREPOSITION.search(folded, max(pos - 12, 0), pos):
        return True  # "Le président du conseil A. REY"
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
