"""The text of a line in, whether it has the form of a heading or of an entry in a table of contents."""

from __future__ import annotations

import re
from functools import cache

from extractor.layout.vocabulary import load_words, plain

_CONTENTS = re.compile(r"([.·_…\s]{2,})(?:p\.\s?)?\d{1,3}$")


@cache
def _division() -> re.Pattern[str]:
    words = load_words("headings")
    names = "|".join(
        sorted((re.escape(plain(w)).replace(r"\ ", r"\s*") for w in words["divisions"]), key=len, reverse=True)
    )
    ordinals = "|".join(plain(word) for word in words["ordinals"])
    digits = r"\d{1,3}(?:[.-]\d{1,3}){0,3}(?:er|ere|e|o|°)?"
    number = rf"(?:\s*(?:n\s?°\s*)?(?:{digits})|\s+(?:n\s?°\s*)?(?:[ivxlc]{{1,7}}|{ordinals}|[a-z]))"
    return re.compile(rf"(?:{names}){number}(?:\s?(?:bis|ter|quater|quinquies))?(?!\w)\s*([.]?[-:).]*)\s*")


@cache
def _alone() -> re.Pattern[str]:
    phrases = "|".join(re.escape(plain(phrase)).replace(r"\ ", r"\s+") for phrase in load_words("headings")["alone"])
    return re.compile(rf"(?:{phrases})\s*[:.]?")


def opens_article(text: str) -> bool:
    """Whether a line has the form of a division's first line.

    `opens_article("ARTICLE 3 : DURÉE")` and "Art. 4.-Les parties" do; "article 3 de la convention" does not.
    """
    text = text.lstrip('«"“*# ')
    if not text[:1].isupper():
        return False
    match = _division().match(plain(text[:80]))
    if match is None:
        return False
    if match[1] or match.end() >= len(plain(text)):
        return True
    rest = text[match.end() :].lstrip()
    return rest[:1].isupper() or rest[:1] in '«"“'


def stands_alone(text: str) -> bool:
    """Whether a line is a heading by its words alone: "PRÉAMBULE", "Exposé des motifs :"."""
    return text[:1].isupper() and _alone().fullmatch(plain(text)) is not None


def is_contents(text: str) -> bool:
    """Whether a line is an entry of a table of contents: "ARTICLE 1 : OBJET ........ 4"."""
    leader = _CONTENTS.search(text[-120:])
    return leader is not None and (sum(leader[1].count(dot) for dot in ".·_") >= 4 or leader[1].count("…") >= 2)
