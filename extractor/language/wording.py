"""Names of lexicon entries in, pieces of patterns over folded text out, for rules that compose words with gaps.

re.search(any_of("notices", "notice_word") + r"\\W+de\\W+", fold("un préavis de deux mois"))
"""

from __future__ import annotations

from functools import cache

from extractor.language.lexicon import load_lexicon


@cache
def any_of(lexicon: str, *entries: str) -> str:
    """A group that matches any form of these entries; their `not_in` is not looked at."""
    words = load_lexicon(lexicon)
    return f"(?:{'|'.join(words[name].pattern.pattern for name in entries)})"


def holds(lexicon: str, entry: str, folded: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a form of `entry` stands in `folded[start:end]`, false friends left out."""
    return load_lexicon(lexicon)[entry].search(folded, start, end) is not None


def last_of(lexicon: str, entry: str, folded: str, start: int, end: int) -> int:
    """Where the last form of `entry` in `folded[start:end]` begins; -1 where there is none."""
    return max((m.start() for m in load_lexicon(lexicon)[entry].find(folded, start, end)), default=-1)
