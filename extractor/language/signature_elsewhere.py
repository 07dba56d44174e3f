"""Text and its dates in, where and when it was signed out, where no clause "Fait à" says it.

A testimonium ("En foi de quoi … ont signé, ce troisième jour de …"), the words of the opening ("Accord conclu, ce
douzième jour de …", "L'an mil neuf cent …") and the title ("Accord du 12 mai 2006"). What tells of another agreement,
in a recital or as the one that is amended, is no date of this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.language.dates import DateMention
from extractor.language.lexicon import load_lexicon
from extractor.language.names import tidy, without_article

MAX_TITLE = 600
MAX_HEAD = 3_000
ARTICLE_LINE = re.compile(r"(?:^|\n)[ \t*#_>]*art(?:icle)?\.?\s+(?:\d|premier|[ivxl]+\b)[^\n]{0,120}")


@dataclass(frozen=True, slots=True)
class Clause:
    """What one passage says of the signature; `rule` names the kind of passage."""

    start: int
    end: int
    place: str | None
    date: str | None
    copies: int | None
    rule: str
    confidence: float


_PLACE = re.compile(
    r"(?<!\w)(?:a|au|aux)\s*:?\s+(?P<place>(?:(?:l'|la\s|le\s|les\s)?)[^\W\d_][^\d,;:.()\n…_]{0,60}?)"
    r"(?=\s*(?:,|;|:|\(|\.(?:\s|$)|\.\.|…|_|\n|\d|$)|\s+(?:le|ce|l'an|en\s+(?:[\w()]+\s+){1,4}?(?:exemplaires?|originaux|original|expeditions?)|en\s+autant)\b)"
)


def place_in(text: str, folded: str, at: int, stop: int) -> str | None:
    """The place that a passage names: "à Gap, le" gives "Gap"; `None` where what follows "à" is no name."""
    for match in _PLACE.finditer(folded, at, min(stop, at + 250)):
        raw = text[slice(*match.span("place"))]
        value = tidy(raw)
        if not value or not re.search(r"[^\W\d_]{2}", value) or not without_article(value)[:1].isupper():
            continue
        if len(value.split()) > 6:
            continue
        return value
    return None


def testimonium(text: str, folded: str, dates: Sequence[DateMention], closing: int) -> Clause | None:
    """ "En foi de quoi … ont signé, ce troisième jour de …" without "Fait à"."""
    entry = load_lexicon("signature")["in_witness"]
    for match in entry.find(folded, closing):
        stop = min(match.end() + 900, len(folded))
        paragraph = re.compile(r"\n[ \t]*\n").search(folded, match.end(), stop)
        mention = next(
            (d for d in dates if match.start() <= d.start < (paragraph.start() if paragraph else stop) and d.iso), None
        )
        if mention:
            place = place_in(text, folded, match.start(), mention.start)
            return Clause(mention.start, mention.end, place, mention.iso, None, "en foi de quoi", 0.9)
    return None


_THE_YEAR = re.compile(r"(?:^|\n)[ \t*_]*l'an\s+(?:de\s+grace\s+)?\Z")  # "L'an mil neuf cent …, le six avril"
_CONCLUDED = re.compile(
    r"\b(?:conclu|passe|intervenu|signe|etabli|dresse|fai(?=te?s?\W))\w*\W{1,3}(?:en\s+\w+\s+(?:expedition|exemplaire|original)\w*\W{1,3})?"
    r"(?:le|ce|en\s+date\s+du|a\s+(?P<place>[^,\n]{2,40}?),?\s+(?:le|ce))\b"
)


def concluded(text: str, folded: str, dates: Sequence[DateMention]) -> Clause | None:
    """What the opening or the title says: "Accord conclu, ce troisième jour de …", "signé à Klow le 25 juin"."""
    for match in _CONCLUDED.finditer(folded, 0, _head(folded)):
        if _is_told(folded, match.start()):
            continue
        mention = next((d for d in dates if match.start() <= d.start <= match.end() + 12 and d.iso), None)
        if mention:
            place = tidy(text[slice(*match.span("place"))]) if match["place"] else None
            return Clause(match.start(), mention.end, place, mention.iso, None, "date of the opening", 0.8)
    for mention in dates:
        if mention.iso and mention.end < _head(folded) and _THE_YEAR.search(folded, 0, mention.start):
            return Clause(mention.start, mention.end, None, mention.iso, None, "date of the opening", 0.8)
    return None


_RECITES = re.compile(r"[\W_]*(?:et\s+)?(?:vu|considerant|attendu|rappel|suite\s+a|que|depuis|apres|selon)(?!\w)")
_COPY = re.compile(  # "Mémorandum de la convention conclue ce 3e jour de mai": this very one
    r"[\W_]*(?:memorandum|memoire|texte|copie|protocole)\s+d(?:e\s+la|u|e\s+l')\s"
)


def _is_told(folded: str, at: int) -> bool:
    """Whether another agreement is told of: a recital, "le protocole signé à Gap le 3 mai 2011"."""
    kind = load_lexicon("parties")["kind"].pattern.pattern
    paragraph = folded[max(folded.rfind("\n\n", 0, at), at - 3_000, 0) : at]
    if _RECITES.match(paragraph):
        return True
    if _COPY.match(paragraph):
        return False
    sentence = re.split(r"[.;]\s|\n[ \t]*\n", folded[max(at - 400, 0) : at])[-1]
    if _RECITES.match(sentence):
        return True
    told = re.search(
        rf"(?<!\w)(?:l[ae]s?|l'|du|des|d'une?|une?|aux?|cette?)\s*(?:{kind})(?:\s+[\w'’-]+){{0,4}}\s*$", sentence
    )
    return told is not None and "present" not in told[0]


def _head(folded: str) -> int:
    """Where the first article begins, or as far as an opening may reach."""
    first = ARTICLE_LINE.search(folded, 0, MAX_HEAD)
    return first.start() if first else min(len(folded), MAX_HEAD)


def title_date(text: str, folded: str, dates: Sequence[DateMention]) -> Clause | None:
    """ "Accord du 12 mai 2006 relatif à …": the date in the title."""
    kind = load_lexicon("parties")["kind"].pattern
    for mention in dates:
        if mention.start > MAX_TITLE:
            break
        before = folded[max(mention.start - 160, 0) : mention.start]
        line = before.rsplit("\n", 1)[-1]
        said = kind.search(line)
        if not mention.iso or said is None or not re.search(r"\b(?:du|le|en\s+date\s+du)\s*$", line):
            continue
        amended = re.search(
            rf"(?<!\w)(?:a\s+(?:la|l')|aux?|de\s+(?:la|l')|du|des)\s*(?:\w+\s+)?(?:{kind.pattern})(?!\w)", line
        )
        told = _is_told(folded, mention.start - len(line) + said.end())
        if amended is None and not told and re.fullmatch(r"\W*(?:\w+\W+){0,12}", line):
            return Clause(mention.start, mention.end, None, mention.iso, None, "date of the title", 0.6)
    return None
