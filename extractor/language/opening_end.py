"""Where an opening block ends: at the closing formula, a recital, visas, or the words for all parties together."""

from __future__ import annotations

import re
from itertools import islice

from extractor.language.lexicon import load_lexicon
from extractor.language.party_cues import LINE_LEAD, has_feature

_VISA = re.compile(r"[,;.:]\s*(?=V(?:u|U)\s+(?:l[ea]s?|l['’]|LA|LES?|L['’])\s?)")
_CONSIDERING = re.compile(r"[,;.:]\s*(?=(?:Consid[ée]rant|CONSID[ÉE]RANT|Attendu|ATTENDU)\s)")
# "…,\n\nSe référant à la convention entre A et B", "Soulignant que": a participle at the head of a paragraph
_AWAITED = re.compile(r"(?<!\w)(?:et|entre|ainsi\s+que)[\s:,*_-]*$")
_LAST_MARK = re.compile(r"d'\s?autre\s+part[\s,.;*_]*$")
_IMPERSONAL = re.compile(
    r"(?:compte\s+tenu|eu\s+egard|etant\s+(?:donne|entendu)|a\s+la\s+(?:lumiere|suite)|dans\s+(?:le\s+but|l'esprit|la\s+perspective))(?!\w)"
)
_CONSIDERS = re.compile(r"considerant|attendu")
_AND_LINE = re.compile(r"(?:^|\n)[ \t*_]*(?:et|ainsi\s+que)[ \t:,*_]*(?:\n|l'|la\s|le\s)")
MAX_PLACES = 20  # looked at; an opening has one or two
_RECITAL = re.compile(
    r"(?<=[\w,;.»)\"])[ \t]*\n[ \t]*\n[ \t*_•·–-]{0,6}((?:S(?:e|['’])\s?[a-zéèêà]{3,14}ant|[A-ZÉÈÊ][a-zéèêàçôîû]{2,14}ant)"
    r"(?:\s[a-zéà]{3,12})?\s(?:qu[e'’]|l[ae]s?\s|l['’]|leurs?\s|aux?\s|à\s|des?\s|du\s|d['’]|en\s|sur\s|compte\s|ces?\s|cette\s|s(?:on|a|es)\s|une?\s|ainsi\s|par\s))"
)


def region_end(text: str, folded: str, start: int, limit: int) -> int:
    """Where the opening block that begins at `start` ends."""
    parties, aliases = load_lexicon("parties"), load_lexicon("aliases")
    end = limit
    closing = re.compile(
        LINE_LEAD + r"(?:\d{1,2}[.)]\s*|[ivx]{1,4}[.)\s-]+)?(?:" + parties["closing"].pattern.pattern + ")",
        re.MULTILINE,
    )
    match = closing.search(folded, start, end)
    if match:
        end = match.start()
    inline = re.compile(
        r"[,;.)\"]\s*(?:qui\s+)?(?:il\s+(?:a\s+ete|est)\s+(?:prealablement\s+|d'un\s+commun\s+accord\s+)?(?:convenu|arrete|expose|rappele)|sont\s+convenu|ont\s+convenu|conviennent|ont\s+resolu|ont\s+decide|lesquel)"
    ).search(folded, start, end)
    if inline:
        end = inline.start() + 1
    decided = re.compile(r"\s(?:ont\s+decide|decident|conviennent)\s+de\s+(?:conclure|passer|signer|etablir)").search(
        folded, start, end
    )
    if decided:
        end = decided.start()
    visas = _VISA.search(text, start, end)
    if visas:  # on one line with the parties
        end = visas.start() + 1
    end = _recital(text, folded, start, end)
    being = re.compile(
        r"(?<!\w)etant\s+(?:ci-?\s?apres|denomm|designe|appele|individuellement|collectivement|ensemble|conjointement)[^.;]{0,120}?parti"
    ).search(folded, start, end)
    if being:
        marks = [m.end() for m in parties["mark"].find(folded, start, being.start())]
        end = max(start, *marks, *(folded.rfind(character, start, being.start()) + 1 for character in '\n";.'))
    together = re.compile(
        r"(?:l'ensemble\s+etant|ci-?\s?apres|ci-dessous|denomme|designe|appele)[^.;]{0,60}?(?:ensemble|conjointement|collectivement)?[^.;\n]{0,30}?(?:\"|')?\s*les\s+(?:deux\s+|trois\s+)?(?:\"|')?\s*parties\b\s*(?:\"|')?\s*[.,;)]*"
    ).search(folded, start, end)
    if together and not (
        aliases["hereafter"].search(folded, together.end(), end) and has_feature(folded, together.end(), end)
    ):
        line_start = folded.rfind("\n", start, together.start()) + 1
        if re.fullmatch(r"[\s*_(,e-]*(?:et\s+)?(?:ensemble,?\s*)?", folded[max(line_start, start) : together.start()]):
            end = together.end()
    return end


def _recital(text: str, folded: str, start: int, end: int) -> int:
    """Where a recital begins that no closing word announces; `end` where what looks like one is said of a party."""
    begins = re.compile(
        r"(?:(?<=[,;.:)\"])[ \t]*\n|\n[ \t]*\n)[ \t*_•·–-]{0,6}(?=(?:"
        + load_lexicon("parties")["recital"].pattern.pattern
        + "))"
    )
    described = load_lexicon("parties")["describes"].pattern
    places = [m.start(1) for m in _RECITAL.finditer(text, start, end) if not described.match(folded, m.start(1), end)]
    places += [m.end() for m in begins.finditer(folded, start, end)]
    places += [m.end() for m in _CONSIDERING.finditer(text, start, end)]
    return next((at for at in sorted(places)[:MAX_PLACES] if _is_behind_all(folded, start, at, end)), end)


def _is_behind_all(folded: str, start: int, at: int, end: int) -> bool:
    """Whether all parties stand before a place: none is awaited there, and none is parted or presented behind it."""
    if _AWAITED.search(folded, max(start, at - 12), at):
        return False
    if _IMPERSONAL.match(folded, at) and folded[max(start, at - 8) : at].count("\n") > 1:
        return not (
            _AND_LINE.search(folded, at, end) or load_lexicon("parties")["mark"].search(folded, at, end)
        ) or bool(_LAST_MARK.search(folded, max(start, at - 40), at))
    considers = _CONSIDERS.match(folded, at) is not None
    paragraph = folded.find("\n\n", at, end)
    if not considers and load_lexicon("roles")["represented"].search(folded, at, paragraph if paragraph != -1 else end):
        return False  # "Volant des Alpes, représenté par …": one more party
    if _LAST_MARK.search(folded, max(start, at - 40), at):
        return True
    called = list(islice(load_lexicon("aliases")["hereafter"].find(folded, start, at), 2))
    if len(called) == 2 and considers:
        return True
    if _AND_LINE.search(folded, at, end) or load_lexicon("parties")["mark"].search(folded, at, end):
        return False
    presented = list(islice(load_lexicon("roles")["represented"].find(folded, start, at), 2))
    return len(called) == 2 or len(presented) == 2 or not has_feature(folded, at, end)
