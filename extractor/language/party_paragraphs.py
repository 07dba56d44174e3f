"""The head of a text in, the first paragraph that presents a party out, where no "entre" opens the list of them."""

from __future__ import annotations

import re
from itertools import islice

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.party_cues import DETERMINER, has_feature, party_strength

MAX_LINES = 120  # of the head, in which a party may begin
MAX_BEFORE_MARK = 2_000
MAX_BODIES = 12  # lines after the first, in which the second may be introduced
_LONG_NAME = 9  # words
_RUNS_ON = re.compile(r"(?<!\w)(?:de|du|des|d['’]|à|au|aux|le|la|les|sur|en|par|pour|avec)[ \t]*\n[ \t*_]*$")
_TITLE_BELOW = re.compile(
    r"\n[ \t]*(?:(?:projet|modele)\s+d[e']\s*)?(?:convention|accord|contrat|protocole|entente|avenant|charte)(?!\w)"
)
_OFFICERS = re.compile(  # "Le ministre de X et le secrétaire d'Etat à Y, agissant au nom de l'Etat, d'une part, et"
    r"(?:le|la)\s+(?:ministre|secretaire\s+d'etat|prefete?|haut-commissaire)(?!\w)[^.;:]{0,400}?,\s+agissant\s+(?:au\s+nom|pour)[^.;:]{2,80}?,\s+d'une\s+part(?!\w)"
)
_IS_CALLED = re.compile(
    r"(?:l'|la\s|le\s|l\s)[^.;]{0,400}?(?:ci-?\s?apres\s+(?:denomm|design|appel|nomm)|(?<!\w)represente?e?s?\s+par(?!\w))"
)


def find_party_paragraph(text: str, folded: str, low: int, limit: int) -> int | None:
    """The first line that begins like a party and goes on like one, where nothing says "entre"."""
    kinds = load_lexicon("parties")["kind"].pattern
    closing = re.compile(
        r"(?:sont|ont|est|ete)\s+(?:convenu|resolu|decide|arrete)|conviennent|arretent|ce\s+qui\s+suit"
        r"|prealablement\s+(?:expose|rappele)"
    )
    couple = re.compile(
        r"[^.;:\n]{5,250}(?:\n[^.;:\n]{0,120})?\bet\b[^.;:\n]{5,250}(?:\n[^.;:\n]{5,120})?,\s*(?:\n|desir|souhait|consider|recon|consci|resolu|soucieu|anim|convainc|represent)"
    )
    two = re.compile(  # "Le gouvernement de X et le gouvernement de Y." above the visas
        r"(?:le|la|les|l')\s*[^.;:\n]{5,160}\bet\s+(?:le|la|l')\s*[^.;:\n]{5,160}[.,]?\s*(?::\s*)?\n\s*"
        r"(?:vu|considerant|desireux|desirent|soucieux|tous\s+deux|ayant|conscients|convaincus|animes|reiter\w+|reconnaiss\w+|reaffirm\w+|rappel\w+)(?!\w)"
    )
    following = re.compile(r"[^.;:\n]{5,200}\n\s*(?:et|ft|er)[ ]*\n")
    parallel = re.compile(  # "Le gouvernement de X," and, below, "Le gouvernement de Y,"
        r"(?P<begins>(?:le|la)\s+\w+\s+d)[^.;:\n]{3,160}(?:,|,?[ ]et)[ ]*\n\s*\n[ ]*(?:et\s+)?(?P=begins)[^.;:\n]{3,200},"
    )
    for match in list(re.compile(r"(?:^|\n)[ \t]*[*_]*").finditer(folded, low, limit))[:MAX_LINES]:
        start = skip(folded, match.end(), limit, " \n\t*_")
        article = DETERMINER.match(folded, start, limit)
        noun = article.end() if article else start
        if kinds.match(folded, noun, limit) or _RUNS_ON.search(text, max(0, start - 30), start):
            continue
        if _OFFICERS.match(folded, start, limit):
            return start
        if party_strength(text, folded, start, limit) == 0:
            continue
        paragraph = folded.find("\n\n", start, limit)
        body_end = min(max(paragraph, start + 250) if paragraph != -1 else limit, start + 900, limit)
        if _TITLE_BELOW.search(folded, start, min(start + 250, limit)) and not has_feature(
            folded, start, min(start + 250, limit)
        ):
            continue  # bodies printed above the title
        if _introduced(text, folded, start, body_end, limit):
            return start
        whole = (
            (has_feature(folded, start, body_end) and not _is_prose(folded, start, body_end))
            or couple.match(folded, start, limit)
            or (article and two.match(folded, start, limit))
            or following.match(folded, start, limit)
            or parallel.match(folded, start, limit)
        )
        if whole and closing.search(folded, start, min(start + 6000, limit + 200)):
            return start
    return None


def _is_prose(folded: str, start: int, end: int) -> bool:
    """Whether the first line is a sentence that says nothing of a party: what presents one comes after it."""
    line = folded[start : min(max(folded.find("\n", start), start), end)]
    long = len(line.split()) > _LONG_NAME
    closed = re.search(r"[a-z]{3}[)\"]?\s?[.:!?;]\s*$" if long else r"\w\s?[!?]\s*$", line) is not None
    return closed and not has_feature(folded, start, start + len(line))


_PRESENTED = re.compile(
    r"(?:^|\n)[ \t*_•-]{0,12}+(?=(?P<name>[^\s;:.][^\n;:.]{1,118}?\S),?[ \t]{0,8}\n\s{0,8}represente?e?s?\s+par\s)"
)
_LEAST, _NEAR = 3, 400


def find_series(text: str, folded: str, low: int, limit: int) -> int | None:
    """The first of several bodies presented below one another, whatever stands around them: "Région X,\\n\\nreprésentée par …"."""
    found: list[int] = []
    for match in _PRESENTED.finditer(folded, low, limit):
        start = match.start("name")
        if party_strength(text, folded, start, limit) == 0:
            continue
        found = [*found, start] if found and start - found[-1] < _NEAR else [start]
        if len(found) == _LEAST:
            return found[0]
    return None


_DECIDED = re.compile(
    r"\s(?:ont\s+decide|decident|conviennent|sont\s+convenue?s|ont\s+convenu|ont\s+souhaite)\s+(?:de\s+)?(?:conclure|passer|signer|etablir|d'etablir)"
    r"\s+(?:la\s+presente|le\s+present|une?|cette|cet)(?!\w)"
)
_COUPLE = re.compile(r"(?:l'\s*|la\s|le\s)[^.;:]{4,160}?\s+et\s+(?:l'|la\s|le\s)[^.;:]{4,160}")


def find_decided(text: str, folded: str, low: int, limit: int) -> int | None:
    """Where the parties of one sentence begin, on any line: "La Fédération X et la Ligue Y ont décidé de conclure la présente"."""
    decided = _DECIDED.search(folded, low, limit)
    if decided is None:
        return None
    for start in re.compile(r"(?<!\w)L(?:a |e |['’]\s?)(?=\w)").finditer(
        text, max(low, decided.start() - 330), decided.start()
    ):
        strong = party_strength(text, folded, start.start(), decided.start()) == 2
        if strong and _COUPLE.fullmatch(folded, start.start(), decided.start()):
            return start.start()
    return None


def find_inline(text: str, folded: str, low: int, limit: int) -> int | None:
    """Where the first party begins behind a title on its line: "CONVENTION … 2031-2033 La Ville de X représentée par … d'une part"."""
    mark = load_lexicon("parties")["mark"].search(folded, low, limit)
    if mark is None:
        return None
    first = re.compile(r"(?<=[A-ZÀ-Ý0-9)»\"] )(?=(?:La|Le) \w|L['’]\s?\w)")
    for start in islice(first.finditer(text, max(low, mark.start() - MAX_BEFORE_MARK), mark.start()), MAX_LINES):
        told = load_lexicon("roles")["represented"].search(
            folded, start.start(), min(mark.start(), start.start() + 400)
        )
        if told is not None and party_strength(text, folded, start.start(), limit) == 2:
            return start.start()
    return None


def _introduced(text: str, folded: str, start: int, end: int, limit: int) -> bool:
    """Whether two lines in a row each name a body and what it is called: "Le Musée …, est ci-après dénommé « le Prêteur »"."""
    if _IS_CALLED.match(folded, start, end) is None or party_strength(text, folded, start, end) < 2:
        return False
    for line in islice(
        re.compile(r"\n\s*(?:et\s+)?(?=l'|la\s|le\s|l\s)").finditer(folded, start + 40, min(limit, start + 1500)),
        MAX_BODIES,
    ):
        if party_strength(text, folded, line.end(), limit) == 2 and _IS_CALLED.match(folded, line.end(), limit):
            return True
    return False
