"""Words in, how much they look like French out: tells a good text layer from glyph soup, wrong encodings and bad OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.reading.french import french

_TOKEN = re.compile(r"[^\W\d_]+", re.UNICODE)
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüÿæœ")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿæœñáíóúß")
_SIGNS = ".,;:!?'’‘\"“”«»()[]-–—‑/%€$£°ºª•·▪■□☐☑✓➢→*&+=_…@§²³½ˆ´`¨¸˜"
_ODD = re.compile(rf"[^\w{re.escape(_SIGNS)}]")
_MIXED = re.compile(r"[a-zà-ÿ]\d+[a-zà-ÿ]|[^\W\d_][\^~|{}<>=#§¤¢£¥©®¬±¦†‡\ufffd][^\W\d_]")
_LONGEST_CONSONANTS = 5
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Plausibility:
    """Shares of the words of a page: with a possible shape, and the function words among them."""

    tokens: int
    shaped: float
    common: float

    @property
    def score(self) -> float:
        """One number to compare two readings of a page: 1.0 is clean French prose."""
        return self.shaped * min(1.0, 0.5 + 2 * self.common)


def plausibility(words: Iterable[str]) -> Plausibility:
    """How French a page looks: `plausibility("la convention est conclue".split())` is shaped 1.0, common 0.5."""
    tokens = shaped = common = 0
    for word in words:
        parts, possible, known = _weighed(word)
        tokens, shaped, common = tokens + parts, shaped + possible, common + known
    if not tokens:
        return Plausibility(0, 0.0, 0.0)
    return Plausibility(tokens, shaped / tokens, common / tokens)


@lru_cache(maxsize=8192)
def _weighed(word: str) -> tuple[int, int, int]:
    """The runs of letters in a word, how many of them have a possible shape, and how many are function words."""
    parts = _TOKEN.findall(word)
    shaped = 0 if _is_mixed(word) else sum(map(is_shaped, parts))
    return len(parts), shaped, sum(part.lower() in _words("function_words") for part in parts)


def is_shaped(token: str) -> bool:
    """Whether a run of letters can be a French word or an acronym: "convention", "SNCF"; not "xqzt", "oˆut", "tExTe"."""
    lower = token.lower()
    if not set(lower) <= _LETTERS:
        return False
    if len(token) == 1:
        return lower in _VOWELS or lower in _words("no_vowel")
    if token.isupper() and len(token) <= _LONGEST_ACRONYM:
        return True
    if lower in _words("no_vowel"):
        return True
    if not (token.islower() or token.isupper() or (token[0].isupper() and token[1:].islower())):
        return False
    return _has_speakable_runs(lower)


def odd_signs(words: Iterable[str]) -> float:
    """The share of characters that French text has no use for: `#`, `~`, `{`, controls; what a broken font map gives."""
    text = "".join(words)
    return len(_ODD.findall(text)) / len(text) if text else 0.0


def _has_speakable_runs(lower: str) -> bool:
    run = vowels = 0
    previous, repeated = "", 0
    for letter in lower:
        if letter in _VOWELS:
            vowels, run = vowels + 1, 0
        else:
            run += 1
            if run > _LONGEST_CONSONANTS:
                return False
        repeated = repeated + 1 if letter == previous else 1
        if repeated > 2:
            return False
        previous = letter
    return vowels > 0


def _is_mixed(word: str) -> bool:
    """Whether digits or foreign signs stand inside the word: "c0nventi0n", "pr^sent"; not "1er", "R.512-9", "l'an"."""
    core = word.strip("«»“”\"'’()[]{}.,;:!?…*•-–—/\\°_")
    return bool(_MIXED.search(core))


@lru_cache(maxsize=2)
def _words(key: str) -> frozenset[str]:
    return frozenset(french()[key])
