"""A record and a reference in, whether it leads to another text out: a law, a treaty, the agreement that is amended.

Such a reference is broken in no way: its article stands elsewhere. What says so stands behind it in its sentence ("l'article
59-II de la loi …"), before it ("la loi …, notamment ses articles 56 et 59"), or in the document as a whole, an amendment.
"""

from __future__ import annotations

import re

from extractor.checking.passages import sentence_at, stretches
from extractor.checking.second_look import other_agreements
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import NUMBER_WORDS
from extractor.record import ConventionRecord, Reference

_REACH = 200
# what goes on with a number or a list of them: "-II et III", " duodecies", "undecies A, 199 undecies B, 217", "et vingt-trois"
_SPELT = "|".join(sorted(NUMBER_WORDS - {"et"}, key=len, reverse=True))
_MORE = (
    r"(?:[\s,-]*(?:(?:et|ou|a)\s+)?(?:[ivx]{1,5}|\d[\w.-]*|[a-z](?!')|bis|ter|quater|\w+cies|alineas?|paragraphes?"
    rf"|{_SPELT})(?!\w)){{0,12}}"
)
_OF = re.compile(rf"{_MORE}[\s,]*(?:de\s+(?:la\s|l'|son|sa|leur|ce|cet|cette)|du|des|d'|dudit|aux?|a\s+la|a\s+l')\s*")
_THAT = re.compile(rf"{_MORE}[\s,]*de\s+(?:cet|cette|ce)\s+(?:convention|accord|traite|protocole)\b")
_BEFORE_OWN = re.compile(rf"{_MORE}[\s,]*")
_ANNEX_OF = re.compile(r"annexes?\s+\w{1,5}\s+(?:du|au|de la|a la)\s+")
_ITS = re.compile(
    r"\b(?:ses|son|leurs?)\s+(?:articles?\s+[\w\s,.-]{0,60})?$"
)  # "la loi …, notamment ses articles 5 et"
_CUT = re.compile(r"-[^\W\d_]{2,}")  # "trente" of "trente-sept"
_JOINED_TO = re.compile(r"annex[eé]e?s?\s+[aà]", re.IGNORECASE)  # a participle, and what it is joined to
_ARTICLE = re.compile(r"\s+(?:la|l'|ce|cette|cet|mon|notre|votre)\b")
_DATED = re.compile(r"\b(?:convention|accord|traite|protocole)(?:\s+\w+)?\s+(?:du|de|en date du)\s+(?:\d|\w{2,9}\s+\d)")
_IN_BRACKETS = re.compile(
    rf"{_DATED.pattern}[\w\s]{{0,24}}\(\s*$"
)  # "la convention collective du 3 mai 2031 (article 20)"
_OF_DAY = re.compile(
    r"(?:[\w-]+\s+){1,4}(?:du|en\s+date\s+du)\s+\d{1,2}(?:er)?\s+\w{3,9}\s+(\d{4})\b"
)  # "l'APL du 3 mai 2031"
_AGREEMENT = re.compile(r"(?:convention|accord|contrat|protocole|entente|avenant)\b")
# "le règlement intérieur prévoit à l'article 6": what a text provides stands in its own articles
_PROVIDES = re.compile(
    r"[^.;:]{0,60}\b(?:prevoit|prevoient|dispose|disposent|precise|precisent)\b[^.;:]{0,40}\b(?:a|dans|par)\s+l'$"
)


def is_of_another_text(record: ConventionRecord, reference: Reference) -> bool:
    """Whether a reference that leads nowhere in this record is none to it, or is only a part of what is cited."""
    place = sentence_at(record, reference.source.start)
    if place is None:  # the heading of what is itself an annex
        return _is_no_annex(reference.text, "") or reference.text.startswith("ANNEXE")
    stretch, low, high = place
    start, end = reference.source.start - stretch.start, reference.source.end - stretch.start
    before = stretch.folded[max(low, start - _REACH) : start]
    behind = stretch.folded[end : min(high, end + _REACH)]
    annex = reference.target.startswith("annex")
    if (annex and _is_no_annex(reference.text, behind)) or (not annex and _CUT.match(behind)):
        return True
    if _THAT.match(behind):  # "l'article 60 de cette Convention", behind "la Convention de 1968"
        return _DATED.search(before) is not None
    own = load_lexicon("references")["own"].pattern.match(behind, _end_of(behind))
    if own is not None:  # what an amendment puts into another text calls that text the present one
        return not annex and record.kind == "avenant" and "avenant" not in behind[: own.end() + 10]
    if _names_a_text(behind, signed=record.signature.date if record.signature else None):
        return True
    if (_ITS.search(before) is not None and _law().search(before) is not None) or _is_told_before(before):
        return True
    return not annex and _amends(record)


def _end_of(behind: str) -> int:
    match = _BEFORE_OWN.match(behind)
    return match.end() if match else 0


def _is_no_annex(said: str, behind: str) -> bool:
    """ "le cahier des charges annexé à la convention", "ANNEXES A LA CONVENTION": nothing is called A here."""
    flat = " ".join(said.split())
    if re.fullmatch(r"annexé [a-z]", flat):
        return True  # a participle, and the letter of the next item
    if _JOINED_TO.fullmatch(flat) is None:
        return False
    return flat.casefold().rstrip("àa ").rstrip("es").endswith("é") or _ARTICLE.match(behind) is not None


def _is_told_before(before: str) -> bool:
    """Whether the text of a date stands before a number in brackets, or a law that provides something by it."""
    if _IN_BRACKETS.search(before):
        return True
    texts = (_law(), *(one.pattern for one in other_agreements() if one.value == "text"))
    return any(_PROVIDES.match(before, match.end()) for text in texts for match in text.finditer(before))


def _names_a_text(behind: str, *, signed: str | None) -> bool:
    """Whether behind a number it is said of which law or other agreement it is; one of another year is another one."""
    joined = _OF.match(behind)
    if joined is None:
        return False
    rest = behind[joined.end() :]
    further = _ANNEX_OF.match(rest)
    rest = rest[further.end() :] if further else rest
    dated = _OF_DAY.match(rest)
    if dated is not None and dated[1] != (signed or "")[:4] and (signed or not _AGREEMENT.match(rest)):
        return True
    texts = (one.pattern for one in other_agreements() if one.value == "text")
    return any(pattern.match(rest) for pattern in (_law(), *texts))


def _law() -> re.Pattern[str]:
    return load_lexicon("references")["law"].pattern


def _amends(record: ConventionRecord) -> bool:
    """Whether it calls itself an amendment: its numbers are those of the text that it changes."""
    if record.kind == "avenant":
        return True
    said = [fold(record.title or ""), *(stretch.folded for stretch in stretches(record, "preamble"))]
    return any(one.search(text) for one in other_agreements() if one.value == "amending" for text in said)
