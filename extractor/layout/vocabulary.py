"""The name of a TOML file beside this module in, its lists of French words out; and the plain form words are compared in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

import tomli

from extractor.errors import LexiconError

_SHAPES = {"’": "'", "‘": "'", "´": "'", "`": "'", "œ": "oe", "æ": "ae", "\u00a0": " ", "\u202f": " "}
_SHAPES |= dict.fromkeys("‐‑‒–—―−", "-")


class _Plain(dict[int, str]):
    """Code point → its plain form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        spread = unicodedata.normalize("NFD", _SHAPES.get(chr(code).lower(), chr(code).lower()))
        self[code] = "".join(char for char in spread if not unicodedata.combining(char))
        return self[code]


_PLAIN = _Plain()


@cache
def load_words(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of `<name>.toml`, by key. Raises `LexiconError` where the file is missing or is not lists of words."""
    try:
        tables = tomli.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"layout/{name}.toml cannot be used: {error}.") from error
    lists = {}
    for key, words in tables.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise LexiconError(f"layout/{name}.toml: {key} must be a list of words.")
        lists[key] = tuple(words)
    return lists


@cache
def plain_words(name: str, key: str) -> frozenset[str]:
    """One list of a file, in plain form, to ask whether a word is in it."""
    return frozenset(plain(word) for word in load_words(name)[key])


def plain(text: str) -> str:
    """Without case, accents and the many shapes of apostrophes and dashes: `plain("L’Été –")` is "l'ete -"."""
    if text.isascii():
        return text.lower()
    return text.translate(_PLAIN)


def squeeze(text: str) -> str:
    """The plain form without white space: `squeeze("P a g e 2 | 71")` is "page2|71"."""
    return re.sub(r"\s+", "", plain(text))


@cache
def starts_with(name: str, key: str) -> re.Pattern[str]:
    """A pattern for plain text that begins with a word or phrase of a list, as a whole word."""
    phrases = sorted((plain(word) for word in load_words(name)[key]), key=len, reverse=True)
    sources = (re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?:{'|'.join(sources)})(?!\w)")


@cache
def holds(name: str, key: str) -> re.Pattern[str]:
    """A pattern for plain text that holds a word or phrase of a list anywhere, as a whole word."""
    return re.compile(rf"(?<!\w){starts_with(name, key).pattern}")
