"""Tables of French words and their integer values: `load_table("numbers")["tens"]["vingt"] == 20`.

A file holds sections, a section maps a word (folded when loaded) to a whole number. Where a word needs a context to
mean something it belongs in a lexicon instead, with examples.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import tomli

from extractor.errors import LexiconError
from extractor.language.folding import fold


@cache
def load_table(name: str) -> Mapping[str, Mapping[str, int]]:
    """The sections of `tables/<name>.toml`. Raises `LexiconError` on anything but whole numbers or a word said twice."""
    origin = f"lexicon/tables/{name}.toml"
    try:
        content = tomli.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{origin} cannot be used: {error}.") from error
    tables: dict[str, dict[str, int]] = {}
    for section, words in content.items():
        if not isinstance(words, dict):
            raise LexiconError(f"{origin}: {section} must be a table of words and whole numbers.")
        tables[section] = {}
        for word, value in words.items():
            if not isinstance(value, int) or isinstance(value, bool):
                raise LexiconError(f"{origin}: {word!r} in {section} must be a whole number.")
            if tables[section].setdefault(fold(word), value) != value:
                raise LexiconError(f"{origin}: {word!r} in {section} has two values.")
    return tables
