"""The whole text in, the opening blocks out: each place that may be one, cut into one span a party.

A block begins at "Entre (les soussignés)", at a first "d'une part" or at a paragraph that reads like a party; it ends
at the closing formula ("il a été convenu"), a recital, the preamble or the first article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from extractor.language.facts import Article
from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.officer_parties import find_officers
from extractor.language.opening_end import region_end
from extractor.language.parties_article import find_parties_article
from extractor.language.party_blocks import cut_blocks
from extractor.language.party_cues import LINE_LEAD, has_feature, party_strength
from extractor.language.party_paragraphs import find_decided, find_inline, find_party_paragraph, find_series

MAX_HEAD = 30_000
MAX_OPENING = 12_000
MAX_CANDIDATES = 12
MAX_WORDS = 150  # "entre" looked at; a head has a handful
MAX_PARTIES = 10
MAX_PRESENTED = 500  # letters after a name, within which it is said who represents it
MAX_LISTED = 160  # letters of a body's name in a list above the opening
_NUMBER = re.compile(r"\d{1,2}\s*[.)°/-]+\s*")
_NAMELESS = re.compile(r"[\s:*_#]*,\s*(?:domicilie|demeurant|represente|dont\s+le\s+siege)")  # the name was left blank
_THESE_ARE = re.compile(
    LINE_LEAD
    + r"(?:les\s+(?:\w+\s+)?(?:parties|signataires|cocontractants)(?:\s+[^:\n]{2,60})?\s+sont(?:\s+les\s+suivante?s?)?"
    r"|(?:ont\s+comparu|comparaissent|comparants)(?:[ \t]+[^:\n]{2,40})?(?=\s*:|\n\s*(?:de\s+(?:1ere|premiere)|d'une)\s+part))\s*:?",
    re.MULTILINE,
)
_ENTRE_LINE = re.compile(r"\n[ \t]*entre[ \t:]*(?=\n)")
_ARTICLE_LINE = re.compile(
    r"^[ \t*#_>]*(?:art(?:icle)?s?\.?\s*(?:1(?:er)?|premier|i|unique)\b|titre\s+(?:i|1|premier)\b|chapitre\s+(?:i|1|premier)\b"
    r"|(?:1|i)\s*(?:[.)]|[-:])[-.\s]*(?:objet|champ|definition|contexte|dispositions|presentation)\b)(?![^\n]*\.{4})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening block and the span of each party in it; `strength` 0..3 says how plain its beginning is."""

    start: int
    end: int
    blocks: tuple[tuple[int, int], ...]
    strength: int
    rule: str


def head_end(text: str, folded: str, articles: Sequence[Article]) -> int:
    """Where the first article begins: parties stand before it."""
    first = min((a.heading_start for a in articles if a.kind == "article" and a.level == 1), default=None)
    if first is not None and first > 0:
        return min(first, MAX_HEAD)
    match = _ARTICLE_LINE.search(folded, 0, min(len(folded), MAX_HEAD))
    return match.start() if match else min(len(folded), MAX_HEAD)


def find_openings(text: str, folded: str, articles: Sequence[Article], low: int = 0) -> tuple[Opening, ...]:
    """All places from `low` on that may be the opening block, each cut into blocks; the caller takes what reads best."""
    limit = head_end(text, folded, articles)
    found: list[Opening] = []
    starts = _starts(text, folded, low, limit)[:MAX_CANDIDATES]
    plain = sorted(start for start, strength, rule in starts if strength >= 2 and rule.startswith("entre"))
    for start, strength, rule in starts:
        end = region_end(text, folded, start, min(limit, start + MAX_OPENING))
        again = next((other for other in plain if start < other < end), None)
        if again is not None and not has_feature(folded, start, again):
            end = again  # a title that names them, above the opening that presents them
        end = _title_end(text, start, end) if rule == "title" else end
        if rule == "series" and (below := _ENTRE_LINE.search(folded, start, end)):
            end = below.start()  # printed below the names that it should lead to
        blocks = find_officers(folded, start, end) or cut_blocks(text, folded, start, end)
        if blocks:
            found.append(Opening(start, end, blocks, strength, rule))
        again = _presented_again(text, folded, blocks, end) if rule.startswith("entre") else None
        if again is not None:
            found.append(Opening(again, end, cut_blocks(text, folded, again, end), strength, "entre, again"))
    return tuple(opening for opening in found if not _leads_to(folded, opening, found))


def _presented_again(text: str, folded: str, blocks: Sequence[tuple[int, int]], end: int) -> int | None:
    """Where bodies that were only listed begin to be presented: "… La commune de X, représentée par", at a line's head."""
    if len(blocks) < 2 or has_feature(folded, *blocks[0]):
        return None
    words = re.findall(r"\w+", re.sub(r"\([^)]{0,80}\)", " ", folded[slice(*blocks[0])][:MAX_LISTED]))
    if not words:
        return None
    called = r"((?:l'|la\s|le\s)?" + r"\W{1,3}".join(words) + ")"
    name = re.compile(r"\n[ \t*_-]*" + called + r"(?=\W)").search(folded, blocks[0][1], end)
    # behind the number of a file: "Dossier 14472 La Région X"
    name = name or re.compile(r"\n[^\n]{0,40}\d\s+" + called + r"[ \t]*(?=\n)").search(folded, blocks[0][1], end)
    if name is None:  # behind the foot of a page: "Page 1 L'Université de X, établissement public, … représentée par"
        body = re.compile(r"(?<![\w'])(?:l'|la\s|le\s)" + r"\W{1,3}".join(words[_articles(words) :]) + r"(?=\s*,)")
        told = (
            m for m in islice(body.finditer(folded, blocks[0][1], end), MAX_CANDIDATES) if text[m.start()].isupper()
        )
        first = next((m for m in told if has_feature(folded, m.end(), min(end, m.end() + MAX_PRESENTED))), None)
        return first.start() if first and not has_feature(folded, blocks[0][1], first.start()) else None
    return name.start(1)


def _articles(words: Sequence[str]) -> int:
    """How many words of a name are its article."""
    return 1 if words[0] in ("l", "la", "le", "les") and len(words) > 1 else 0


def _leads_to(folded: str, opening: Opening, others: Sequence[Opening]) -> bool:
    """Whether a plainer opening begins in the first block before that says anything of a party: it was a title."""
    stop = opening.blocks[0][1]
    features = (load_lexicon("roles")["represented"], load_lexicon("aliases")["hereafter"])
    ends = [m.start() for entry in features if (m := entry.search(folded, opening.start, stop))]
    stop = min([stop, *ends])
    plainer = [
        o
        for o in others
        if (o.rule.startswith("entre") or opening.rule == "entre, inline")
        and len(o.blocks) > 1
        and o.strength >= opening.strength
    ]
    return any(opening.start < other.start < stop for other in plainer)


def _starts(text: str, folded: str, low: int, limit: int) -> list[tuple[int, int, str]]:
    """Offset, strength and rule of each place where an opening block may begin, the plainest first."""
    parties = load_lexicon("parties")
    words = islice(parties["opening"].find(folded, low, limit), MAX_WORDS)
    found = [start for match in words if (start := _after_entre(text, folded, match, limit))]
    for match in re.compile(LINE_LEAD + r"(?=d'une\s+part)", re.MULTILINE).finditer(folded, low, limit):
        found.append((match.end(), 2, "d'une part"))
    signed = re.compile(LINE_LEAD + r"(?:le|la|les)\s+soussignee?s?\b", re.MULTILINE).search(folded, low, limit)
    if signed:
        found.append((signed.start(), 2, "soussignés"))
    these = _THESE_ARE.search(folded, low, limit)
    if these:
        found.append((these.end(), 2, "les parties sont"))
    presented = find_parties_article(text, folded, low, limit)
    if presented is not None:
        found.append((presented, 2, "the article on the parties"))
    paragraph = find_party_paragraph(text, folded, low, limit)
    if paragraph is not None:
        found.append((paragraph, 1, "paragraph"))
    series = find_series(text, folded, low, limit)
    if series is not None:
        found.append((series, 1, "series"))
    decided = find_decided(text, folded, low, limit)
    if decided is not None:
        found.append((decided, 1, "decided"))
    glued = re.compile(r"(?<=[A-ZÀ-Ý]{2})Entre\s+(?=l[ea]s?\s|l['’])").search(text, low, limit)
    if glued:  # "FORCES DE L'ETATEntre le préfet": a title that runs into the opening
        found.append((glued.end(), 1, "entre, inline"))
    if not found and (inline := find_inline(text, folded, low, limit)) is not None:
        found.append((inline, 1, "inline"))
    labels = re.compile(LINE_LEAD + r"(?:" + parties["label"].pattern.pattern + r")\s*:", re.MULTILINE)
    labelled = labels.search(folded, low, limit)
    if labelled and parties["mark"].search(folded, labelled.end(), limit):
        found.append((labelled.start(), 1, "form"))
    return sorted(dict.fromkeys(found), key=lambda item: (-item[1], item[0]))


def _after_entre(text: str, folded: str, match: re.Match[str], limit: int) -> tuple[int, int, str] | None:
    """What stands after the word "entre": the soussignés, a colon, a list, a party; `None` where it opens nothing."""
    parties = load_lexicon("parties")
    at = skip(folded, match.end(), limit, " \n*_#,-•·>")
    numbered = _NUMBER.match(folded, at, limit)
    at = numbered.end() if numbered else at
    signed = parties["undersigned"].pattern.match(folded, at, limit)
    if signed:
        following = folded[signed.end() : signed.end() + 1]
        return (
            None if following.isalpha() else (skip(folded, signed.end(), limit, " \n*_:,"), 3, "entre les soussignés")
        )
    if folded[at : at + 1] == ":":
        return at + 1, 3, "entre :"
    lead_in = re.compile(r"[^:\n.;]{3,80}:[ \t]*\n\s*(?=[-•*–]\s)").match(folded, at, limit)
    if lead_in:
        return lead_in.end(), 2, "entre, list"
    alone = folded[match.end() : match.end() + 40].strip(" *_#:").startswith("\n")
    party = (
        (alone and _NAMELESS.match(folded, match.end(), limit) is not None)
        or party_strength(text, folded, at, limit) > 0
        or _mark_at(folded, at, limit)
        or _officer_at(folded, at, limit)
        or find_officers(folded, at, limit) != ()
        or (alone and _presented_at(folded, at, limit))
    )
    if not party:
        return None
    line_start = re.search(r"(?:^|\n)[ \t*#_>-]*$", folded[max(match.start() - 12, 0) : match.start()]) is not None
    if line_start or folded[match.end() : match.end() + 40].strip(" *_#").startswith("\n"):
        return at, 2, "entre"
    before = folded[folded.rfind("\n\n", 0, match.start()) + 1 : match.start()]
    marks = list(islice(parties["mark"].find(folded, at, min(limit, at + 2500)), 2))
    below = parties["kind"].pattern.search(before) and "\n\n" in folded[at : marks[0].start()] if marks else False
    if len(marks) == 2 and _told_again(folded, at, marks[1].end(), limit):
        return at, 0, "title"
    if len(marks) == 2 and not below and not _in_prose(before):  # a title names them above the opening that does
        return at, 1, "entre, inline"
    said = text[max(match.start() - 40, 0) : match.start()]
    shouted = (
        text[match.start() : match.end()].isupper()
        and not said.isupper()
        and party_strength(text, folded, at, limit) == 2
    )
    if shouted and has_feature(folded, at, min(limit, at + 300)):
        return at, 1, "entre, inline"  # "Il est convenu ce qui suit : ENTRE Le Centre de gestion, représenté par …"
    several = sum(1 for _ in load_lexicon("roles")["represented"].find(folded, at, min(limit, at + 1500)))
    if several >= 2 and not _in_prose(before):
        # "Le …… entre la commune de …, représentée par …, et le département, représenté …"
        return at, 1, "entre, inline"
    if not parties["kind"].pattern.search(before) or re.search(r"[.;]\s+\w", before[-200:]):
        return None
    concluded = re.compile(
        r"(?:conclu|pass|etabli|sign|constitu|intervenu|convenu|instaur|arret)\w*[^.]{0,60}$"
    ).search(before)
    former = re.compile(  # "visant à modifier la convention de 1916 conclue entre": another one
        rf"(?<!\w)(?:la|l'|le|du|au)\s*(?:{parties['kind'].pattern.pattern})(?:\s+[\w'-]+){{0,4}}\s*$"
    )
    if concluded and (told := former.search(before, 0, concluded.start())) and "present" not in told[0]:
        return at, 0, "title"
    return (at, 1, "entre, inline") if concluded else (at, 0, "title")


def _told_again(folded: str, start: int, end: int, limit: int) -> bool:
    """Whether a title parts the parties as the opening below it does: "Accord entre X, d'une part, et Y, d'autre part"."""
    line = "\n" not in folded[start:end] and re.compile(r"[\s,.]*\n[ \t]*\n").match(folded, end, limit)
    return bool(line) and len(list(islice(load_lexicon("parties")["mark"].find(folded, end, limit), 2))) == 2


_TIES = re.compile(
    r"(?<!\w)(?:travaux|echanges|liens|relations|cooperations?|collaborations?|contacts|rencontres|discussions|entretiens)(?!\w)"
)
_AGREES = re.compile(r"(?:conclu|pass|etabli|sign|constitu|intervenu|convenu|convien|instaur|arret)")


def _in_prose(before: str) -> bool:
    """Whether "entre" stands in a sentence on something else: "les travaux déjà menés entre, d'une part, …"."""
    sentence = re.split(r"[.:]\s", before)[-1]
    kinds = load_lexicon("parties")["kind"].pattern
    return _TIES.search(sentence) is not None and not kinds.search(sentence) and not _AGREES.search(sentence)


def _presented_at(folded: str, pos: int, end: int) -> bool:
    """Whether a body that no list knows is presented here: "Le prytanée de X, … représenté par"."""
    begins = re.compile(r"(?:l'|la\s|le\s|les\s)\s*\w{3}").match(folded, pos, end)
    return begins is not None and has_feature(folded, pos, min(end, pos + 400))


def _officer_at(folded: str, pos: int, end: int) -> bool:
    """Whether an officer stands here as a party: "la ministre de la Culture, pour et au nom du gouvernement"."""
    roles = load_lexicon("roles")
    lead = roles["lead"].pattern.match(folded, pos, end)
    noun = skip(folded, lead.end(), end, " \n") if lead else pos
    if lead is None or roles["head"].pattern.match(folded, noun, end) is None:
        return False
    person = re.compile(r"[^;:]{0,120}?,\s*(?:monsieur|madame|m\.|mme)\s").match(folded, noun, end)
    return person is not None or has_feature(folded, noun, min(end, noun + 600))


def _title_end(text: str, start: int, end: int) -> int:
    """A title ends at a blank line, or at a line that begins with an article after one that closed nothing."""
    match = re.compile(r"\n[ \t]*\n|(?<!\bet)(?<!,)\s*\n\s*(?=(?:Le|La|L['’]|Les|LE|LA)\b)").search(
        text, start + 3, end
    )
    return match.start() if match else end


def _mark_at(folded: str, pos: int, end: int) -> bool:
    return load_lexicon("parties")["mark"].pattern.match(folded, skip(folded, pos, end, " \n-*•"), end) is not None
