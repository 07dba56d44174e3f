"""Lines of a terminal: texts in, wrapped and painted lines out, free of whatever a terminal would obey."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from extractor.exporting.comparison_words import place_words, say
from extractor.labels import Lang
from extractor.record import ConventionRecord, Severity, Source

# a hostile document must not drive the terminal: escapes, controls, marks that turn the direction of the line
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
MARKS: dict[Severity, str] = {"error": "!!", "warning": "! ", "info": "· "}

Paint = Callable[[str, str], str]


def plain(text: str) -> str:
    """The text on one line without anything that a terminal would obey."""
    return re.sub(r"\s+", " ", _CONTROLS.sub("", text)).strip()


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most so many columns, at least one."""
    kept = re.sub(r" (?=[;:?!»])|(?<=«) ", "\u00a0", plain(text))  # French marks stay with their word
    return textwrap.wrap(kept, room, break_on_hyphens=False) or [""]


def columns_of(text: str) -> int:
    """The columns that a text takes; wide characters take two, combining ones none."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def in_columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    """Texts side by side, each cut or filled to its width."""
    cut = [
        textwrap.shorten(t, w, placeholder="…") if columns_of(t) > w else t for t, w in zip(texts, widths, strict=True)
    ]
    return "  ".join(t + " " * max(0, w - columns_of(t)) for t, w in zip(cut, widths, strict=True))


@dataclass(frozen=True, slots=True)
class Screen:
    """How to write, and whose pages there are."""

    lang: Lang
    width: int
    paint: Paint
    records: dict[str, ConventionRecord]

    @property
    def ids(self) -> tuple[str, ...]:
        """The conventions in their order."""
        return tuple(self.records)

    def say(self, key: str) -> str:
        """A label."""
        return say(key, self.lang)

    def head(self, key: str) -> Iterator[str]:
        """A heading, with a blank line before it."""
        yield ""
        yield self.paint(self.say(key), "head")

    def wrapped(self, text: str, *, indent: int = 2, hang: int = 2, style: str = "") -> Iterator[str]:
        """Lines of a text, the further ones hanging under the first."""
        for number, line in enumerate(wrap(text, max(self.width - indent - hang, 20))):
            yield " " * (indent + (hang if number else 0)) + (self.paint(line, style) if style else line)

    def place(self, convention: str, source: Source | None) -> str:
        """ "art. 6, p. 5"."""
        return place_words(source, self.lang, pages=len(self.records[convention].source.pages))
