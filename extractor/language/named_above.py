"""A party known by its short name alone in, the same with the name that the text above gives it out.

"L'Association ci-après dénommée « Les Moineaux »" is, in the preamble, "l'association « LES MOINEAUX »".
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.language.facts import Party
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import tidy, without_article

_LEAST = 6  # letters of a name that is its own, not what anybody may be called


def named_above(text: str, folded: str, party: Party) -> Party:
    """The party with its name, where a body of that short name was named before it."""
    words = re.findall(r"\w+", fold(party.alias or ""))
    bare = fold(without_article(party.alias or ""))
    common = any(load_lexicon("parties")[entry].pattern.match(bare) for entry in ("nature", "capacity"))
    if party.name is not None or common or sum(map(len, words)) < _LEAST or not (party.alias or "")[:1].isupper():
        return party
    quoted = r"\s+[\"']?\s?" + r"\W{1,3}".join(words) + r"(?!\w)\s?[\"']?"
    for noun in load_lexicon("parties")["nature"].pattern.finditer(folded, 0, party.start):
        found = re.compile(quoted).match(folded, noun.end(), party.start)
        if found:
            return replace(party, name=tidy(text[noun.start() : found.end()]))
    return party
