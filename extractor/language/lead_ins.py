"""The lead-in of a list in, whether its items are what it asks for out: "s'engage à transmettre à la Ville :", "versera :"."""

from __future__ import annotations

import re

from extractor.language.clauses import Statement
from extractor.language.commitments import Marked, Verb, find_verbs
from extractor.language.subjects import find_subject

INFINITIVE = (
    r"(?:(?:s'|se\s+|ne\s+pas\s+|n'|y\s+|en\s+|les?\s+|la\s+|l'|lui\s+|leur\s+)*\w[\w-]*(?:er|ir|re|oir))(?!\w)"
)
_OPEN_INFINITIVE = re.compile(rf"(?<!\w)(?!savoir|suivre){INFINITIVE}\s*:\s*$")  # "entendent promouvoir :"
_TO_SEND = re.compile(
    rf"(?<!\w){INFINITIVE}\s+(?:a|au|aux)\s+(?!savoir)[^,;:.]{{2,90}}?\s*:\s*$"
)  # "transmettre à la Ville :"
_AFTER_NUMBER = re.compile(r"\d{1,2}\s?[.):°–-]+\s*$|\d{1,2}\s+$")
_THAT = re.compile(r"Qu(?:e\s+|['’]\s?)(?=\w)")


def governs_nouns(folded: str, verb: Verb, end: int) -> bool:
    """Whether a lead-in up to `end` asks for things: "versera :", "s'engage à transmettre à la Ville :"."""
    rest = folded[verb.end : end].strip(" \n:")
    if not rest and verb.style in ("future", "present", "verb"):
        return True
    if _OPEN_INFINITIVE.search(folded, verb.end, end):
        return True
    return verb.modality == "obligation" and _TO_SEND.search(folded, verb.end, end) is not None


def is_a_sentence(marked: Marked, item: Statement) -> bool:
    """Whether an item has a party for its subject and a verb of its own: "- La commune fournit le local"."""
    verbs = find_verbs(marked, item.start, item.end)
    near = marked.mentions_in(item.start, verbs[0].start) if verbs else ()
    return bool(near) and bool(find_subject(marked.folded, item.start, verbs[0].start, near).parties)


def past_that(text: str, start: int) -> int:
    """Past the "Que" with which the paragraphs of a memorandum begin: "Il a été convenu : 1. Que la province doit"."""
    that = _THAT.match(text, start)
    numbered = _AFTER_NUMBER.search(text, max(0, start - 12), start)
    return that.end() if that and numbered else start
