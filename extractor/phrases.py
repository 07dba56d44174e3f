"""A sentence that the program wrote and a language in, the sentence in that language out; the sentences stand in phrases.toml.

    in_words_of("non lue : au-delà de la limite de 300 (max_pages)", "en")
    == "not read: over the limit of 300 (max_pages)"

What is no such sentence stays as it is: titles, quotes and names of a document are never translated.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter

from extractor.labels import Lang

_LONGEST = 600  # a longer text is none of ours
_DEEPEST = 4
_OURS = (
    "reason",
    "why",
    "where",
)  # filled in with sentences of ours alone: "{reason}, but {why}" is no "tôt, mais tard"
_QUOTED = ("quote", "name", "names", "actions", "error", "damage")  # what documents and machines say
_OF_ONE_LINE = ("number", "count", "day", "share")
_SEPARATORS = ("; ", " ; ", ", ")


@cache
def entries() -> tuple[dict[Lang, str], ...]:
    """All sentences, in the order in which they are tried."""
    table = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return tuple(table["phrase"])


def _values(template: str, text: str) -> dict[str, str] | None:
    """What a template is filled in with to give a text; `None` where it does not."""
    head, tail = template.partition("{")[0], template.rpartition("}")[2]
    if head == template:
        return {} if text == template else None
    if not text.startswith(head) or not text.endswith(tail):
        return None  # most templates end here, so that few are compiled
    match = _pattern(template).fullmatch(text)
    return None if match is None else match.groupdict()


@cache
def _pattern(template: str) -> re.Pattern[str]:
    source = ""
    for literal, name, _, _ in Formatter().parse(template):
        source += re.escape(literal)
        if name:
            source += rf"(?P<{name}>[^ ]+?)" if name in _OF_ONE_LINE else rf"(?P<{name}>.*?)"
    return re.compile(source, re.DOTALL)


@lru_cache(maxsize=8192)
def in_words_of(text: str, lang: Lang, depth: int = 0) -> str:
    """The sentence in that language; a text that is none of ours, and one that is in it already, stay as they are."""
    if len(text) > _LONGEST or depth > _DEEPEST:
        return text
    found = _entry_of(text, depth)
    if found is not None:
        entry, values = found
        return entry[lang].format(
            **{name: v if name in _QUOTED else in_words_of(v, lang, depth + 1) for name, v in values.items()}
        )
    for separator in _SEPARATORS:  # two sentences behind one another: "no text layer; the engine failed: …"
        parts = text.split(separator)
        if len(parts) > 1 and all(_entry_of(part, depth + 1) for part in parts):
            return separator.join(in_words_of(part, lang, depth + 1) for part in parts)
    return text


@lru_cache(maxsize=8192)
def _entry_of(text: str, depth: int) -> tuple[dict[Lang, str], dict[str, str]] | None:
    """The entry that a text is made of, and what it is filled in with."""
    if depth > _DEEPEST:
        return None
    for entry in entries():
        values = _values(entry["fr"], text)
        values = _values(entry["en"], text) if values is None else values
        if values is not None and all(_entry_of(values[name], depth + 1) for name in _OURS if name in values):
            return entry, values
    return None
