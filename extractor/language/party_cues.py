"""What reads like a party at an offset ("la commune de …") and what only openings say of one ("représentée par")."""

from __future__ import annotations

import re

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.persons import read_civility

_NO_NAME = re.compile(
    r"a\s|[a-z]\s?\d|en\s+vue\s+de|afin\s+de|en\s+cas\s+d"
)  # "À Gap – 05000", "B 732 829 320": an address, a number of a register
LINE_LEAD = r"^[ \t*#_>•·|-]*"


DETERMINER = re.compile(r"(?:l'\s*|l\s+(?=\w{4})|la\s+|le\s+|les\s+|un\s+|une\s+)")


def party_strength(text: str, folded: str, pos: int, end: int) -> int:
    """How much what stands at `pos` reads like a party: 2 a known noun ("la commune"), 1 a capital or a person, 0 not."""
    at = skip(folded, pos, end, ' \n*_"')
    determiner = DETERMINER.match(folded, at, end)
    noun = skip(folded, determiner.end(), end, ' \n*_"') if determiner else at
    if noun >= end:
        return 0
    parties, roles = load_lexicon("parties"), load_lexicon("roles")
    if parties["not_a_party"].pattern.match(folded, at, end) or parties["not_a_party"].pattern.match(folded, noun, end):
        return 0
    if parties["nature"].pattern.match(folded, noun, end):
        return 2
    if determiner and parties["capacity"].pattern.match(folded, noun, end):
        return 1
    if roles["lead"].pattern.match(folded, at, end) and roles["head"].pattern.match(folded, noun, end):
        return 0
    civility, _ = read_civility(text, folded, at, end)
    if civility > at:
        return 1
    if _NO_NAME.match(folded, noun, end):
        return 0
    if not text[noun].isupper() or roles["head"].pattern.match(folded, noun, end):
        return 0
    stops = (
        parties["name_end"],
        parties["closing"],
        load_lexicon("aliases")["hereafter"],
        parties["mark"],
        roles["authority"],
    )
    return 0 if any(entry.pattern.match(folded, noun, end) for entry in stops) else 1


def has_feature(folded: str, start: int, end: int) -> bool:
    """Whether a passage says what only openings say of a party: represented by, hereafter called, seat, d'une part."""
    parties, aliases, roles = load_lexicon("parties"), load_lexicon("aliases"), load_lexicon("roles")
    if roles["represented"].search(folded, start, end) or parties["mark"].search(folded, start, end):
        return True
    if re.compile(r"dont\s+le\s+siege|sise?\s+(?:a|au|\d)|\bsiret\b|\bsiren\b|immatricule").search(folded, start, end):
        return True
    return aliases["hereafter"].search(folded, start, end) is not None
