"""Two names, roles or article numbers in, whether they mean the same out: what evaluation counts as right."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

_APART = str.maketrans({"’": " ", "'": " ", "œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_CIVILITIES = frozenset(
    [
        "m",
        "mr",
        "mme",
        "mlle",
        "monsieur",
        "madame",
        "mademoiselle",
        "me",
        "maitre",
        "dr",
        "docteur",
        "pr",
        "professeur",
    ]
)
_ARTICLES = frozenset(["la", "le", "les", "l", "d", "de", "du", "des", "un", "une"])
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_FIRST = frozenset({"1er", "premier", "ier", "unique"})


@lru_cache(maxsize=50_000)
def bare(text: str | None) -> str:
    """Letters and digits in lower case, without accents: "L’État (FR)" is "l etat fr"."""
    flat = unicodedata.normalize("NFKD", (text or "").translate(_APART)).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", flat.lower()))


@lru_cache(maxsize=50_000)
def bare_name(text: str | None) -> str:
    """A name without civility, leading article and bracketed acronym: "M. le Préfet (P)" is "prefet"."""
    words = [word for word in bare(re.sub(r"\([^)]*\)", " ", text or "")).split() if word not in _CIVILITIES]
    while len(words) > 1 and words[0] in _ARTICLES:
        words.pop(0)
    return " ".join(words)


def alike(one: str | None, other: str | None, *, at_least: float = 90) -> bool:
    """Whether two names mean the same person or body, give or take OCR, word order and a leading "association"."""
    a, b = bare_name(one), bare_name(other)
    if not a or not b:
        return False
    pairs = ((a, b), (a.removeprefix("association "), b), (a, b.removeprefix("association ")))
    return any(max(fuzz.ratio(x, y), fuzz.token_sort_ratio(x, y)) >= at_least for x, y in pairs)


def same_words(one: str | None, other: str | None, *, at_least: float = 80) -> bool:
    """Whether two wordings (roles, titles) are the same but for OCR and order."""
    a, b = bare(one), bare(other)
    return bool(a and b) and max(fuzz.ratio(a, b), fuzz.token_sort_ratio(a, b)) >= at_least


def wording(one: str | None, other: str | None) -> float:
    """0..100: how much of the shorter wording stands in the longer, where that is no mere fragment."""
    a, b = bare(one), bare(other)
    return fuzz.partial_ratio(a, b) if a and len(b) >= 0.6 * len(a) else 0.0


def article_number(text: object) -> str:
    """ "Article 1er" → "1", "IV" → "4", "4 Bis" → "4bis", "2.1." → "2.1"."""
    flat = bare(str(text or "").replace(".", "dot")).replace("dot", ".").replace(" ", "")
    flat = re.sub(r"^(article|art)\.?", "", flat).strip(".")
    if flat in _FIRST:
        return "1"
    if flat and all(letter in _ROMAN for letter in flat):
        values = [_ROMAN[letter] for letter in flat]
        following = [*values[1:], 0]
        return str(sum(-v if v < after else v for v, after in zip(values, following, strict=True)))
    return flat


def main_number(text: object) -> str:
    """The number of the article that a sub-article belongs to: "3.2" → "3"."""
    return article_number(text).split(".")[0]
