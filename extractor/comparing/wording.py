"""A text in, what it speaks of out: its words with the parties made neutral, and the stems of those that tell.

Two conventions have other parties and may yet say the same: "la Ville et le Club conviennent" is "les parties
conviennent" where these are the parties.
"""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Indel

from extractor.comparing.cues import forms_of
from extractor.comparing.words import keys_of
from extractor.language.folding import fold

Names = tuple[tuple[str, str], ...]  # folded name of a party → its key, the longest name first

_STEM = 6
_SHORTEST = 4
_CODES = 0xE000  # first character after the surrogates
_KEY = re.compile(r"partie\d+z")
# the keys of several parties, with what joins them; "par la Ville au Club" joins nobody, it says who does it to whom
_JOIN = r"(?:\s*[,;/&]\s*(?:et\s+|ou\s+|et/ou\s+)?|\s+(?:et/ou|et|ou)\s+)"
_LINK = r"(?:(?:le|la|les|l|de|du|des|d|a|au|aux)\b[\s']*){0,3}"
_RUN = re.compile(rf"partie\d+z(?:{_JOIN}{_LINK}partie\d+z)+")
_COUNTED = re.compile(r"\b(les|des|aux|ces)\s+(?:deux|trois|quatre|cinq|six|sept|huit|\d)\s+parties\b")


@lru_cache(maxsize=128)
def _names_pattern(names: Names) -> re.Pattern[str] | None:
    if not names:
        return None
    forms = "|".join(r"\s+".join(re.escape(part) for part in name.split()) for name, _ in names)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)")


@lru_cache(maxsize=128)
def _contractions(names: Names) -> re.Pattern[str] | None:
    """What finds "du club" and "aux clubs" where "le club" or "les clubs" is a name."""
    forms = [rf"(?:du|au)\s+(?={re.escape(name[3:])}(?!\w))" for name, _ in names if name.startswith("le ")]
    forms += [rf"(?:des|aux)\s+(?={re.escape(name[4:])}(?!\w))" for name, _ in names if name.startswith("les ")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})") if forms else None


_WHOLE = {"du": "de le ", "au": "a le ", "des": "de les ", "aux": "a les "}


def neutral(text: str, names: Names) -> str:
    """Folded words of a text, the parties by their keys; several in a row in one order, all of them "les parties".
    One or the other of them is not both: "la Ville ou le Club" is "l'une ou l'autre des parties".

    The number of "les trois parties" is left out: how many they are is said once, by naming them.
    """
    folded = fold(text)
    pattern = _names_pattern(names)
    if pattern is not None:
        contracted = _contractions(names)
        if contracted is not None:
            folded = contracted.sub(lambda match: _WHOLE[match[0].split()[0]], folded)
        keys = dict(names)
        everyone = set(keys.values())
        folded = pattern.sub(lambda match: keys[" ".join(match[0].split())], folded)
        folded = _RUN.sub(lambda match: _several(match[0], everyone), folded)
    folded = _COUNTED.sub(r"\1 parties", folded)
    return " ".join(keys_of(folded)).replace("#", "")


def _several(run: str, everyone: set[str]) -> str:
    found = sorted(set(_KEY.findall(run)))
    either = re.search(r"\bou\b", run) is not None
    if len(found) > 1 and everyone <= set(found):
        return "l'une ou l'autre des parties" if either else "les parties"
    return (" ou " if either else " ").join(found)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(fold(form) for form in forms_of("function_words"))


def stems(words: str) -> tuple[str, ...]:
    """The stems of the words that tell a clause from others: "communiquer" and "communication" have one."""
    common = _function_words()
    return tuple(
        w[:_STEM]
        for w in words.split()
        if w[0].isdigit() or (len(w) >= _SHORTEST and w not in common and not w.startswith("partie"))
    )


@dataclass(frozen=True, slots=True)
class Gist:
    """Stems as two strings with a character a stem, in their order and sorted: what compares them then runs in C."""

    ordered: str
    sorted: str

    def __bool__(self) -> bool:
        return bool(self.ordered)


def gist(words: str) -> Gist:
    """The gist of neutral words."""
    coded = [chr(_CODES + zlib.crc32(stem.encode()) % (sys.maxunicode - _CODES)) for stem in stems(words)]
    return Gist("".join(coded), "".join(sorted(coded)))


def shared(one: Gist, other: Gist) -> float:
    """0 to 1: how many of the stems of both stand in both, whatever their order; 1 where neither has any."""
    alike: float = Indel.normalized_similarity(one.sorted, other.sorted)
    return alike


def near(one: str, others: Sequence[str], least: float) -> Iterator[int]:
    """The places in `others` of the sorted stems that share at least so much with `one`: no likeness can be greater."""
    found = process.extract_iter(one, others, scorer=Indel.normalized_similarity, score_cutoff=least)
    return (place for _, _, place in found)


def held(part: Gist, whole: Gist) -> float:
    """0 to 1: how much of `part` stands in `whole`."""
    if not part:
        return 0.0
    common = (len(part.sorted) + len(whole.sorted) - Indel.distance(part.sorted, whole.sorted)) / 2
    return common / len(part.sorted)


def likeness(one: Gist, other: Gist) -> float:
    """0 to 1: how alike two wordings are, the order of their stems counted a little."""
    in_order: float = Indel.normalized_similarity(one.ordered, other.ordered)
    return max(in_order, 0.9 * shared(one, other))
