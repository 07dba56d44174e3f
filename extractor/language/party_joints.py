"""A stretch of the opening in, cut where a new party begins out: at bullets, paragraphs, semicolons, an inline "et".

What stands on both sides of a joint must read like a party each: a body that is represented, that has a name, a seat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.party_cues import DETERMINER, has_feature, party_strength
from extractor.language.party_rows import MAX_AHEAD, in_parallel, minister_too, officer_too
from extractor.language.persons import read_civility, read_person

MAX_BEHIND = 2_500
MAX_QUOTED = 80
MAX_TIED = 300
MAX_JOINTS = 200  # looked at in one piece; an opening has a few dozen

LIVES = re.compile(r"[^;]{0,120}?\b(?:demeurant|nee?\s+le)\b")  # a person who is a party, not a representative
_BARE_NATURE = re.compile(r"[\s:,*_-]*(?:l'|la\s|le\s)\s*\w+\s*")
_UNDATED = re.compile(r"en\s+date\s+du\s*$")  # the date was left blank
_BINDS = re.compile(r"(?:^|\s)(?:de|du|des|d'|par|a|au|aux|et|pour|l'|la|le|les|sur|en)\s*$")
_AIMS = re.compile(
    r"(?<!\w)(?:a|ont)\s+(?:\w+\s+)?pour\s+(?:objets?|buts?|missions?|vocation|objectifs?)(?!\w)[^.;]*:\s*$"
)
_BULLET = re.compile(r"[\s,;]*(?:(?<!\w)\d{1,2}\s*[.)°-]|[-•*–●·]|(?<!\w)[a-h]\))\s+")
_JOINT = re.compile(
    r"(?P<bullet>[,;]?(?:[ \t]+et)?[ \t]*\n\s*(?:(?:et\s+)?[-•*–]|(?:et\s+)?\d{1,2}\s*[.)°]+|\d{1,2}\s?-|(?:et\s+)?[a-h]\))\s+(?:(?:et|ainsi\s+que)(?:\s+enfin)?\s*,?\s+)?)"
    # a form: "…, représentée par M. ROY ; ... (2) représenté(e) par son président, ci-après le gestionnaire"
    r"|(?P<blank>[:;,][ \t]+(?=(?:\.{3,}|…|_{3,})[ \t]*(?:\(\w\)\s*)?,?[ \t]*represente)|[;,]\s+(?=(?:\.{3,}|…|_{3,})\s*(?:\(\w\)\s*)?,?\s*represente))"
    r"|(?P<paragraph>\n[ \t]*\n\s*)"
    r"|(?P<line>(?:(?<=[,;])|(?<=\w\w\.))[ \t]*\n\s*)"
    r"|(?P<et>[,;]?\s+(?:et|&|ainsi\s+que)\s+)"
    r"|(?P<newline>\n[ \t]*)"
    r"|(?P<semicolon>;[ \t]+(?=\S))"
    r"|(?P<comma>,[ \t]*(?!\s))"
    r"|(?P<gap>(?<=[a-z\"])[ \t]+(?=l'|la\s|le\s|les\s))"  # nothing parts them but a capital: "«la Caisse» LE RÉGIME"
)
_DEPARTMENT = re.compile(
    r"(?:service|direction|delegation|bureau|pole|laboratoire|departement|mairie|hotel|cellule|division)s?(?!\w)"
)
_POSTAL_END = re.compile(r"(?:[a-z]\d[a-z]\s?\d[a-z]\d|\n[ \t]*\d{5}\s[^\n,;:]{2,40})\s*$")
# "ET Monsieur / Madame : ……"
_LEFT_OPEN = re.compile(
    r"(?:monsieur|m\.?|madame|mme)(?:\s*/\s*(?:madame|mme|monsieur|m\.|mlle|mademoiselle)){0,2}\s*:"
)
_QUOTE_OPENS = re.compile(r"(?:[«“]|(?:^|(?<=[\s(’']))\"(?=\w))[^\"«»“”,;\n]*$")
_QUOTE_CLOSES = re.compile(r"[^\"«»“”,;\n]{1,80}(?:[»”]|(?<=\S)\"(?!\w))")
# nothing parts them: "Mme ROY, conseillère la Ville de X soit pour elle le Service des arts ci-après la Ville"
_BODY_NEXT = re.compile(
    r"(?:l'|la\s|le\s)\s*\w+\s[^,;.:]{2,60}?\ssoit\s+pour\s+(?:elle|lui)\s[^,;.:]{2,80}?\sci-?\s?apres(?!\w)"
)
# "la Société pour l'Étude et la Protection des rapaces", "société à directoire et conseil de surveillance"
_PURPOSE = re.compile(r"(?<!\w)pour\s+(?:l'|la\s|le\s|les\s)\s*\w+\s*$")
_BOARD = re.compile(r"(?:a\s+)?(?:conseil\s+de\s+surveillance|directoire|capital)(?!\w)")
_INDEFINITE = re.compile(r"[\s*_]*une?\s")
_BY_WHOM = re.compile(r"(?:et\s+)?par\s+(?:delegation|l'intermediaire|son|sa|m\.|mme|monsieur|madame)(?!\w)")
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:la|l'|une?|le|du|de\s+la|de\s+l'|au|a\s+la|a\s+l'|des|les|aux)\s*"
    r"(?:conventions?|accords?|traites?|contrats?|protocoles?|avenants?|partenariats?|chartes?|ententes?)(?!\w)"
    r"(?!\s+est\s|\s+a\s+ete\s)[^;\n]{0,120}?\sentre\s(?:(?!\set\s)[^;\n]){1,160}$"  # its own "et", the first
)
_CALLED = re.compile(r"(?:denomm|design|appel|nomm)\w*\s*$")


def split_piece(text: str, folded: str, start: int, end: int, *, parted: bool) -> list[tuple[int, int]]:
    """A piece between strong cuts, cut further where what stands on both sides reads like a party.

    A piece that "d'une part" sets apart (`parted`) is likely one party.
    """
    cuts: list[tuple[int, int]] = []
    at = start
    looked_at = 0
    for match in _JOINT.finditer(folded, start, end):
        if (
            match.lastgroup == "gap"
            and not text[match.end()].isupper()
            and not _BODY_NEXT.match(folded, match.end(), end)
        ):
            continue
        if match.lastgroup == "et" and _in_quotes(text, at, match):
            continue  # « société "ROY & FILS SARL" »
        left_open = match.lastgroup == "et" and _LEFT_OPEN.match(folded, match.end(), end)
        if (left_open or match.lastgroup == "blank") and represents(folded, at, match.start()):
            cuts.append(match.span())
            at = match.end()
            continue
        too = match.lastgroup == "paragraph" and officer_too(folded, at, match, end)
        if too or (match.lastgroup in ("et", "paragraph", "bullet", "line") and minister_too(folded, at, match, end)):
            cuts.append(match.span())
            at = match.end()
            continue
        strength = party_strength(text, folded, match.end(), end)
        if strength == 0 or not has_words(folded, at, match.start()):
            continue
        looked_at += 1
        if looked_at > MAX_JOINTS:
            break
        if not _is_cut(text, folded, at, match, end, strength):
            continue
        if parted and match.lastgroup == "et" and strength == 1 and not has_feature(folded, at, match.start()):
            continue  # "L'INSTITUT DES SOLS ET LES FORÊTS …, d'une part"
        lead = folded[at : match.start()].rstrip()
        if (
            match.lastgroup == "bullet"
            and lead.endswith(":")
            and len(lead) < 120
            and not has_feature(folded, at, match.start())
        ):
            start = at = match.end()  # "Entre les communes membres :" introduces the list
            continue
        cuts.append((match.start(), match.end()))
        at = match.end()
    return between(cuts, start, end)


def _in_quotes(text: str, at: int, joint: re.Match[str]) -> bool:
    """Whether quotes open before a joint and close soon after it, with one name between them: « ROY & FILS SARL »."""
    opened = _QUOTE_OPENS.search(text, max(at, joint.start() - MAX_QUOTED), joint.start())
    return opened is not None and _QUOTE_CLOSES.match(text, joint.end()) is not None


@dataclass(frozen=True, slots=True)
class _Side:
    """What a stretch of the opening says of a party."""

    represented: bool
    alias: bool
    feature: bool


def _side(folded: str, start: int, end: int) -> _Side:
    represented = load_lexicon("roles")["represented"].search(folded, start, end) is not None
    alias = load_lexicon("aliases")["hereafter"].search(folded, start, end) is not None
    return _Side(represented, alias, represented or alias or has_feature(folded, start, end))


def _is_cut(text: str, folded: str, at: int, match: re.Match[str], end: int, strength: int) -> bool:
    """Whether a new party begins after `match`, the party before having begun at `at`."""
    low, high = match.span()
    kind = match.lastgroup
    if kind in ("paragraph", "line", "newline") and _CALLED.search(folded, max(low - 20, at), low):
        return False  # "Ci-après dénommée", and the name below
    if _BY_WHOM.match(folded, high, end):
        return False  # "Et par délégation par Mme ROY": who else represents the party
    person = read_person(text, folded, skip(folded, high, end), end)
    determined = DETERMINER.match(folded, skip(folded, high, end, " *_"), end) is not None
    body = strength == 2 and determined  # "Le COLLÈGE MAURICE-ROLLAND" is nobody's name
    someone = (
        person is not None
        and (person.civility or (person.name is not None and not body))
        and not LIVES.match(folded, high, end)
    )
    noun = _past_determiner(folded, high, end)
    officer = load_lexicon("roles")["head"].pattern.match(folded, noun, end) is not None
    in_turn = (
        kind == "et" and someone and text[high - 3 : high].strip(" \n")[:1] == "E" and not represents(folded, at, low)
    )
    if in_turn and read_civility(text, folded, skip(folded, at, low), low)[0] > skip(folded, at, low):
        return True  # "M. ROY, maire de X, habilité … Et Mme BLIN, principale du collège Y"
    if kind in ("et", "comma", "gap") and _INDEFINITE.match(folded, high):
        return False  # "ayant son siège à Gap et un bureau à Digne"
    if (someone or officer) and (awaits_person(folded, at, low) or kind in ("et", "comma", "newline")):
        return False
    before, after = _side(folded, max(at, low - MAX_BEHIND), low), _side(folded, high, min(end, high + MAX_AHEAD))
    complete = (before.represented and after.represented) or (before.alias and after.alias)
    if kind in ("line", "newline") and not determined and text[noun].islower():
        return False  # "…, ci-après « X »,\nétablissement public": what the party is
    if kind in ("paragraph", "line", "newline") and strength == 2 and in_parallel(folded, at, low, high, end):
        return True
    if kind == "semicolon" and load_lexicon("parties")["name_end"].pattern.match(folded, skip(folded, high, end), end):
        return False  # "l'Université de X ; établissement public à caractère …"
    if kind == "semicolon":
        return complete or (strength == 2 and (before.feature or after.feature))
    if kind == "bullet":
        if _AIMS.search(folded, max(low - 120, at), low):
            return False  # "La fédération a pour objet : 1. L'organisation …"
        listed = after.feature or _BULLET.match(folded, at, low) or _BULLET.search(folded, max(at - 8, 0), at)
        return complete or strength == 2 or (before.feature and bool(listed))
    if kind == "newline":
        opens = text[high : high + 1].isupper() and re.search(r"[\w.°\":)]$", folded[at:low]) is not None
        return complete and strength == 2 and determined and opens and not _BINDS.search(folded, max(low - 8, at), low)
    if kind in ("paragraph", "line"):
        if strength == 2 and (after.feature or determined) and folded[at:low].rstrip().endswith(";"):
            return True
        if kind == "line" and strength < 2 and not (before.alias or folded[low - 1] == ";"):
            return False
        addressed = kind == "paragraph" and _POSTAL_END.search(folded, max(low - 60, at), low) is not None
        if strength == 2 and addressed and _DEPARTMENT.match(folded, noun, end) is None:
            return True  # bodies in a row that have a name and an address each
        if strength == 2 and determined and kind == "paragraph" and not before.feature and after.represented:
            return True  # named above, presented here
        shared = before.represented and not before.alias and after.alias and not after.represented
        return complete or (before.feature and after.feature and not shared)
    if kind == "et":
        if _OF_OTHERS.search(folded, max(low - MAX_TIED, at), low):
            return False  # "agissant en vertu de la convention entre le royaume de X et le royaume de Y"
        if not determined and _BARE_NATURE.fullmatch(folded[at:low]):
            return False  # "la République et Canton de X" is one name
        if (strength == 1 and _PURPOSE.search(folded, max(at, low - 60), low)) or _BOARD.match(folded, high):
            return False
        if complete:
            capitals = "ET" in text[low:high] and not text[max(low - 30, at) : low].isupper()
            return determined or strength == 2 or capitals or "\n" in text[low:high]
        if strength == 1 and text[at:low].strip().isupper() and "," in text[at:low] and not before.feature:
            return False  # "CENTRE DES ARTS, DES LETTRES ET DU LIVRE": one name
        if not before.feature:
            return (determined and strength == 2) or (
                noun < end and text[noun].isupper() and (determined or strength == 2)
            )
        return strength == 2 and determined and after.feature
    if kind == "gap":
        if _CALLED.search(folded, max(low - 20, at), low):
            return False  # "ci-après dénommée La Mairie"
        quoted = folded[low - 1] == '"'
        if quoted and (text[low - 1] in "«“" or (text[low - 1] not in "»”" and text[low - 2].isspace())):
            return False  # the quotation opens here
        told = before.alias if quoted else after.represented and (text[noun].islower() or before.represented)
        undated = _UNDATED.search(folded, max(low - 12, at), low) is not None
        return told and strength == 2 and (undated or not _BINDS.search(folded, max(low - 8, at), low))
    if strength == 2 and determined and after.represented and (before.represented or before.alias):
        return True  # "la Ville, représentée par son maire, le Département, représenté par son président"
    bare = not before.feature and not has_feature(folded, high, min(end, high + 60))
    return bare and determined and strength == 2 and re.search(r"\bet\s+(?:l'|la|le|les)", folded[high:end]) is not None


def represents(folded: str, start: int, end: int) -> bool:
    """Whether a passage says who represents a party."""
    return load_lexicon("roles")["represented"].search(folded, start, end) is not None


def _past_determiner(folded: str, pos: int, end: int) -> int:
    at = skip(folded, pos, end, ' *_"')
    determiner = DETERMINER.match(folded, at, end)
    return determiner.end() if determiner else at


def awaits_person(folded: str, start: int, end: int) -> bool:
    """Whether the party before `end` is still in its list of representatives: represented, and no alias since."""
    represented = [m.end() for m in load_lexicon("roles")["represented"].find(folded, start, end)]
    if not represented:
        return False
    after = represented[-1]
    return (
        load_lexicon("aliases")["hereafter"].search(folded, after, end) is None
        and load_lexicon("parties")["mark"].search(folded, after, end) is None
    )


def between(cuts: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans of `start` to `end` that lie between the cuts."""
    spans, at = [], start
    for low, high in cuts:
        if low >= at:
            spans.append((at, low))
        at = max(at, high)
    spans.append((at, end))
    return [(low, high) for low, high in spans if high > low]


def has_words(folded: str, start: int, end: int) -> bool:
    """Whether a passage says more than "et" and "d'une part"."""
    words = [
        w
        for w in re.findall(r"\w+", folded[start : min(end, start + MAX_AHEAD)])
        if w not in ("et", "ft", "entre", "d", "part", "de")
    ]
    return len("".join(words)) >= 2
