"""A sentence that the program wrote and a language in, the sentence in that language out; the sentences stand in phrases.toml.

    in_words_of("non lue : au-delà de la limite de 300 (max_pages)", "en")
    == "not read: over the limit of 300 (max_pages)"

What is no such sentence stays as it is: titles, quotes and names of a document are never translated.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import tomli

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
    table = tomli.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    return tuple(table["phrase"])


@cache
def _by_first_letter() -> dict[str, list[tuple[dict[Lang, str], list[_Template]]]]:
    """Letter → the sentences that may begin with it, in their order, each with those of its templates that do.

    Under "" stand those that may begin with any letter.
    """
    both = [(entry, (_template(entry["fr"]), _template(entry["en"]))) for entry in entries()]
    found: dict[str, list[tuple[dict[Lang, str], list[_Template]]]] = {"": []}
    found |= {one.head[:1]: [] for _, templates in both for one in templates}
    for entry, templates in both:
        firsts = {one.head[:1] for one in templates}
        for letter in found if "" in firsts else firsts:
            found[letter].append((entry, [one for one in templates if one.head[:1] in ("", letter)]))
    return found


def _template(template: str) -> _Template:
    return _Template(template, template.partition("{")[0], template.rpartition("}")[2])


class _Template(NamedTuple):
    """A sentence to be filled in, and what stands before the first and after the last of what is filled in."""

    whole: str
    head: str
    tail: str

    def values_in(self, text: str) -> dict[str, str] | None:
        """What it is filled in with to give a text; `None` where it does not."""
        if not text.startswith(self.head) or not text.endswith(self.tail):
            return None  # most templates end here, so that few are compiled
        if self.head == self.whole:
            return {} if text == self.whole else None
        match = _pattern(self.whole).fullmatch(text)
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
    known = _by_first_letter()
    for entry, templates in known.get(text[:1], known[""]):
        values = next((v for v in (one.values_in(text) for one in templates) if v is not None), None)
        if values is not None and all(_entry_of(values[name], depth + 1) for name in _OURS if name in values):
            return entry, values
    return None
