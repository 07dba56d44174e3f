"""The name of a cue in, its entry out: French words that show a clause, read from the TOML files beside this module.

They have the format of the lexicons. An entry is compiled when it is first asked for: a comparison needs a part of them.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import tomli

from extractor.language.lexicon import Entry, parse_entry

FILES = ("clauses", "features", "telling", "function_words", "small_words", "equivalents")
_LEXICONS = "extractor.language.lexicon"


@cache
def _tables(package: str, file: str) -> dict[str, dict[str, Any]]:
    return tomli.loads(resources.files(package).joinpath(f"{file}.toml").read_text("utf-8"))


@cache
def find_cue(name: str, file: str = "clauses", *, package: str = __package__) -> Entry | None:
    """The entry of that name, or `None`."""
    table = _tables(package, file).get(name)
    return None if table is None else parse_entry(name, table, origin=f"{file}.toml")


def cue(name: str, file: str = "clauses") -> Entry:
    """The entry of that name; `KeyError` where there is none."""
    entry = find_cue(name, file)
    if entry is None:
        raise KeyError(f"{file}.toml has no entry {name!r}.")
    return entry


def lexicon_cue(name: str, lexicon: str) -> Entry | None:
    """An entry of one of the lexicons of the language, alone."""
    return find_cue(name, lexicon, package=_LEXICONS)


def lexicon_names_of(lexicon: str) -> tuple[str, ...]:
    """The names of the entries of a lexicon of the language."""
    return tuple(_tables(_LEXICONS, lexicon))


def names_of(file: str, *, value: str | None = None) -> tuple[str, ...]:
    """The names of a file's entries, or of those with a value."""
    return tuple(n for n, t in _tables(__package__, file).items() if value is None or t.get("value", n) == value)


def tables_of(file: str) -> dict[str, dict[str, Any]]:
    """The entries of a file as they are written, not compiled."""
    return _tables(__package__, file)


def forms_of(file: str) -> tuple[str, ...]:
    """All forms of a file, not compiled: for words that are looked up one by one."""
    return tuple(form for table in _tables(__package__, file).values() for form in table["forms"])
