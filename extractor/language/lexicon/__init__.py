"""French words as data: TOML files beside this module, read once and compiled to patterns over folded text.

A file holds entries; an entry is a table with

    forms             phrases to find; a space matches any white space, "oe" also matches "œ", a final "*" any
                      ending of the word ("renouvel*"), "(e)" an optional ending ("désigné(e)(s)")
    not_in            longer phrases in which a form does not count ("ne saurait être tenu")
    value             what the entry stands for, where that is not its name
    examples          sentences in which the entry is found
    frame             a sentence with "{}" that becomes an example for every form: for long lists of one kind
    counter_examples  sentences in which it is not

`load_lexicon("notices")["formal_notice"].pattern` is the compiled pattern of an entry. Tests prove that every form
matches at least one example, that every example matches and that no counter-example does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from itertools import groupby
from operator import itemgetter

import tomli

from extractor.errors import LexiconError
from extractor.language.folding import fold


@dataclass(frozen=True)
class Entry:
    """One entry of a lexicon; `pattern` and `exclusion` run over folded text and are compiled when first used."""

    name: str
    forms: tuple[str, ...]
    not_in: tuple[str, ...]
    value: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds its forms."""
        return forms_pattern(self.forms)

    @cached_property
    def exclusion(self) -> re.Pattern[str] | None:
        """What finds the phrases in which they do not count."""
        return forms_pattern(self.not_in) if self.not_in else None

    @cached_property
    def landmarks(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Each form with the letters without which it is nowhere: the longest run of them, and the others."""
        split = ((form, re.split(_OPEN, fold(form.strip()))) for form in self.forms)
        runs = ((form, *sorted(filter(None, pieces), key=len, reverse=True)) for form, pieces in split)
        return tuple((form, rest[0] if rest else "", tuple(rest[1:])) for form, *rest in runs)

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], re.Pattern[str]]:
        return {}

    @cached_property
    def _barring(self) -> Entry | None:
        return replace(self, forms=self.not_in, not_in=()) if self.not_in else None

    def _matcher(self, folded: str, start: int, stop: int) -> re.Pattern[str] | None:
        """What finds the forms that can stand there: of many forms few can, and compiling them all takes long.

        A few such parts are compiled, then the whole: who reads many texts does not look for letters any more.
        """
        if "pattern" in self.__dict__:
            return self.pattern
        find, forms = folded.find, []
        for form, longest, others in self.landmarks:
            if find(longest, start, stop) >= 0 and all(find(letters, start, stop) >= 0 for letters in others):
                forms.append(form)
        if not forms:
            return None
        key = tuple(forms)
        if key not in self._parts:
            if len(self._parts) >= _MOST_PARTS or 2 * len(key) > len(self.forms):
                return self.pattern
            self._parts[key] = forms_pattern(key)
        return self._parts[key]

    def find(self, folded: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Matches in folded text, those inside a `not_in` phrase left out."""
        stop = len(folded) if end is None else end
        matcher = self._matcher(folded, start, stop)
        if matcher is None:
            return
        barred: list[tuple[int, int]] | None = None
        for match in matcher.finditer(folded, start, stop):
            if barred is None:
                bars = self._barring and self._barring._matcher(folded, start, stop)
                barred = [m.span() for m in bars.finditer(folded, start, stop)] if bars else []
            before = bisect_right(
                barred, match.start(), key=itemgetter(0)
            )  # phrases do not overlap: only the last can hold it
            if not before or match.end() > barred[before - 1][1]:
                yield match

    def search(self, folded: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match, or `None`."""
        return next(self.find(folded, start, end), None)


Lexicon = dict[str, Entry]
_LEFT_EDGE, _RIGHT_EDGE = r"(?<!\w)", r"(?!\w)"
_MOST_PARTS = 4
_OPEN = r"\(\w+\)|\*|\s+|oe|'"  # what of a form may be written in several ways
_APOSTROPHE = r"(?:'\s?|\s)"  # engines and keyboards lose it: "l association"


def form_source(form: str) -> str:
    """The regular expression of one form: `form_source("désigné(e)")` matches "designe" and "designee"."""
    folded = fold(form.strip())
    pieces = re.split(r"(\(\w+\)|\*|\s+|oe)", folded)
    source = ""
    for piece in pieces:
        if not piece:
            continue
        if piece.startswith("(") and len(piece) > 2:
            source += f"(?:\\(?{re.escape(piece[1:-1])}\\)?)?"  # "soussigné(e)s" is written with its brackets too
        elif piece == "*":
            source += r"\w*"
        elif piece.isspace():
            source += r"\s+"
        elif piece == "oe":
            source += "(?:oe|œ)"
        else:
            source += re.escape(piece).replace("'", _APOSTROPHE)
    left = _LEFT_EDGE if re.match(r"\w", folded) else ""
    right = "" if source.endswith(r"\w*") else _RIGHT_EDGE if re.search(r"[\w)]$", folded) else ""
    return left + source + right


def _plain(form: str) -> str:
    """A spelling of a form: "désigné(e)(s)" → "désigné"."""
    return re.sub(r"\(\w+\)|\*", "", form)


def forms_pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for several forms, the longest first.

    The left edge of a word is tested once for all forms: tested form by form it costs fifty times as much. The right
    edge stands once for forms in a row, which is compiled faster.
    """
    sources = [form_source(form) for form in sorted(forms, key=len, reverse=True)]
    words = [source.removeprefix(_LEFT_EDGE) for source in sources if source.startswith(_LEFT_EDGE)]
    signs = [source for source in sources if not source.startswith(_LEFT_EDGE)]
    words = [word for edged, run in groupby(words, key=_has_edge) for word in (_with_one_edge(run) if edged else run)]
    return re.compile("|".join([f"{_LEFT_EDGE}(?:{'|'.join(words)})", *signs] if words else signs))


def _has_edge(source: str) -> bool:
    return source.endswith(_RIGHT_EDGE)


def _with_one_edge(sources: Iterable[str]) -> tuple[str]:
    return (f"(?:{'|'.join(source.removesuffix(_RIGHT_EDGE) for source in sources)}){_RIGHT_EDGE}",)


def parse_entry(name: str, table: dict[str, object], *, origin: str) -> Entry:
    """An `Entry` from its TOML table. Raises `LexiconError` on unknown keys or missing forms."""
    lists: dict[str, tuple[str, ...]] = {}
    for key, content in table.items():
        if key in ("value", "frame"):
            continue
        if key not in ("forms", "not_in", "examples", "counter_examples"):
            raise LexiconError(f"{origin}: entry {name!r} has the unknown key {key!r}.")
        if not isinstance(content, list) or not all(isinstance(item, str) and item.strip() for item in content):
            raise LexiconError(f"{origin}: {key} of entry {name!r} must be a list of words.")
        lists[key] = tuple(content)
    if not lists.get("forms"):
        raise LexiconError(f"{origin}: entry {name!r} has no forms.")
    not_in = lists.get("not_in", ())
    frame = str(table["frame"]) if "frame" in table else None
    framed = tuple(frame.replace("{}", _plain(form)) for form in lists["forms"]) if frame else ()
    return Entry(
        name=name,
        forms=lists["forms"],
        not_in=not_in,
        value=str(table.get("value", name)),
        examples=(*lists.get("examples", ()), *framed),
        counter_examples=lists.get("counter_examples", ()),
    )


@cache
def load_lexicon(name: str) -> Lexicon:
    """The entries of `lexicon/<name>.toml`, by name. Raises `LexiconError` when the file is missing or malformed."""
    origin = f"lexicon/{name}.toml"
    try:
        tables = tomli.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(f"{origin} cannot be used: {error}.") from error
    return {key: parse_entry(key, table, origin=origin) for key, table in tables.items()}


def lexicon_names() -> tuple[str, ...]:
    """The names of all lexicons, sorted."""
    files = resources.files(__package__).iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))
