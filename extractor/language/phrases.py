"""Forms of a lexicon in; out whether one of them ends a stretch of folded text: the words just before a number or a date.

A pattern that must end at a given place is searched for from the left, place by place; comparing endings is a hundred
times faster, and what stands before a number is asked for every number of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from extractor.language.folding import fold

_OPTION = re.compile(r"(\(\w+\))")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their last letter, the longest first; `stems` are the beginnings of words that may end anyhow."""

    endings: Mapping[str, tuple[str, ...]]
    stems: tuple[str, ...] = ()

    def before(self, left: str) -> int:
        """Where the longest phrase begins that ends `left`, -1 where none does. `left` is as `words_before` gives it."""
        for phrase in self.endings.get(left[-1:], ()):
            if left.endswith(phrase):
                start = len(left) - len(phrase)
                if start == 0 or not (left[start].isalnum() and left[start - 1].isalnum()):
                    return start
        if self.stems:
            start = max(left.rfind(" "), left.rfind("'")) + 1
            if left.startswith(self.stems, start):
                return start
        return -1


def phrases(forms: Iterable[str]) -> Phrases:
    """The phrases of a lexicon entry: "âgé(e)(s)" is four of them, "excéd*" a stem."""
    whole = {spelled for form in forms if not form.endswith("*") for spelled in _spelled(fold(form))}
    endings: dict[str, list[str]] = {}
    for phrase in sorted(whole, key=lambda one: (-len(one), one)):
        endings.setdefault(phrase[-1], []).append(phrase)
    stems = tuple(fold(form).removesuffix("*") for form in forms if form.endswith("*"))
    return Phrases({letter: tuple(ending) for letter, ending in endings.items()}, stems)


def _spelled(form: str) -> Iterable[str]:
    pieces = [("", piece[1:-1]) if piece.startswith("(") else (piece,) for piece in _OPTION.split(form) if piece]
    for choice in product(*pieces):
        phrase = " ".join("".join(choice).split())
        yield phrase
        if "oe" in phrase:
            yield phrase.replace("oe", "œ")


def one_of(words: Iterable[str]) -> str:
    """The source of a pattern for any of many words, the longest first, common beginnings tried once.

    `one_of(["an", "ans", "année"])` is "(?:an(?:née|s)?)"; a flat list of fifty words is five times as slow.
    """
    heads: dict[str, list[str]] = {}
    for word in words:
        heads.setdefault(word[:1], []).append(word[1:])
    branches = []
    for letter in sorted(heads.keys() - {""}):
        rest = set(heads[letter])
        branches.append(re.escape(letter) + (one_of(rest) if rest != {""} else ""))
    source = branches[0] if len(branches) == 1 and "" not in heads else f"(?:{'|'.join(branches)})"
    return f"{source}?" if "" in heads else source


def words_before(folded: str, position: int, reach: int = 70) -> str:
    """The words before a place in its block, one space between them and none at the end."""
    left = folded[max(0, position - reach) : position]
    return " ".join(left[left.rfind("\n\n") + 1 :].split())
