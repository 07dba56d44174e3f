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
_SIGNS = frozenset(".,;:!?'’‘\"“”«»()[]-–—‑/%€$£°ºª•·▪■□☐☑✓➢→*&+=_…@§²³½ˆ´`¨¸˜")
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
    function_words = _words("function_words")
    for word in words:
        parts = _TOKEN.findall(word)
        if not parts:
            continue
        tokens += len(parts)
        mixed = _is_mixed(word)
        for part in parts:
            shaped += not mixed and is_shaped(part)
            common += part.lower() in function_words
    if not tokens:
        return Plausibility(0, 0.0, 0.0)
    return Plausibility(tokens, shaped / tokens, common / tokens)


@lru_cache(maxsize=8192)
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
    length = odd = 0
    for word in words:
        length += len(word)
        odd += sum(not char.isalnum() and char not in _SIGNS for char in word)
    return odd / length if length else 0.0


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
    return bool(re.search(r"[a-zà-ÿ]\d+[a-zà-ÿ]|[^\W\d_][\^~|{}<>=#§¤¢£¥©®¬±¦†‡\ufffd][^\W\d_]", core))


@lru_cache(maxsize=2)
def _words(key: str) -> frozenset[str]:
    return frozenset(french()[key])
