"""A line among its neighbours: what stands above and below it, its typography, whether it is quoted or of a contents list.

The parts of a heading that all forms share: the marks before it ("##", "**"), the separator after its number.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.document import Line
from extractor.language.folding import fold
from extractor.language.heading_numbers import HeadingNumber
from extractor.language.lexicon import load_lexicon

Form = Literal["word", "bare", "paragraph", "part", "annex", "damaged", "unnumbered", "inline"]
# marks of lists and of Markdown, and the specks that a scanner reads as points and commas
MARKS = re.compile(r"[\s#*_>|•·●▪◦\ufeff.:;,~=+°©®…'‘’“`!]*(?:[-–—―][ ]+)?[\s#*_]*")
NUMERO = re.compile(r"[ \t\n]*(?:[-–—―:.][ \t]*)?(?:n[ ]?[°ºo][ ]?\.?[ ]?|numero[ ])?[ \t]*")
_SEPARATOR = re.compile(r"[ \t]*(?:[\])°/>→]|[.:;\-–—―_*|•]|[ \t])*")
_LEADERS = re.compile(r"(?:\.[ ]?){4,}|…[ ]?…|_{4,}")
_PAGE_END = re.compile(r"(?:[.…_ ]{3,}|\t|[ ]{2,})(?:p\.?[ ]?|page[ ])?\d{1,3}[ ]*$")
_QUOTE_REACH = 6000  # a quotation longer than this is a lost closing mark


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a heading: on line `line`, from `start`, its number's readings, its title or body from `rest`."""

    line: int
    start: int
    rest: int
    end: int
    form: Form
    readings: tuple[HeadingNumber, ...] = ()
    strength: float = 0.0
    separator: str = ""
    name: str = ""  # of a part: "titre", "chapitre" …
    contents: bool = False  # with leaders or a page number behind it
    isolated: bool = False  # below a blank line

    @property
    def path(self) -> tuple[int, ...]:
        """The number in its likeliest reading; empty where there is none."""
        return self.readings[0].path if self.readings else ()


class Quotations:
    """Is a place inside « … »? An amendment quotes the articles it puts in."""

    def __init__(self, text: str) -> None:
        self._spans: list[tuple[int, int]] = []
        opened: int | None = None
        for match in re.finditer("[«»“”]", text):
            if opened is not None and match.start() - opened > _QUOTE_REACH:
                opened = None
            if match[0] in "«“":
                opened = match.start() if opened is None else opened
            elif opened is not None:
                self._spans.append((opened, match.end()))
                opened = None

    def holds(self, at: int) -> bool:
        place = bisect.bisect_left(self._spans, (at, 0)) - 1
        return place >= 0 and at < self._spans[place][1]


@dataclass(frozen=True, slots=True)
class LineInContext:
    """Line `index` of `lines`; its words begin at `start`."""

    text: str
    folded: str
    lines: Sequence[Line]
    index: int
    start: int
    quoted: bool

    @property
    def line(self) -> Line:
        return self.lines[self.index]

    @property
    def end(self) -> int:
        return self.lines[self.index].end

    @property
    def isolated(self) -> bool:
        """A blank line above, or the beginning."""
        return is_parted(self.text, self.lines, self.index)

    @property
    def followed(self) -> bool:
        """A blank line below, or the end."""
        return is_parted(self.text, self.lines, self.index + 1)

    @property
    def bulleted(self) -> bool:
        """A dash before the words: an item of a list, as a rule."""
        return self.text[self.line.start : self.start].strip().startswith(("-", "–", "—", "•"))

    def typography(self) -> float:
        """What the print says: bold, centred, a heading in the eyes of layout."""
        line = self.line
        worth = 1.0 * line.bold + 0.7 * line.underlined + 0.7 * line.centred + 1.5 * (line.kind == "heading")
        return worth - 4.0 * (line.kind in ("table", "note")) - 1.0 * (line.kind == "item")

    def flow(self) -> float:
        """What the line above says: a sentence that goes on forbids a heading."""
        if self.index == 0:
            return 2.0
        above = self.lines[self.index - 1]
        tail = self.text[max(above.start, above.end - 40) : above.end].rstrip()
        if dangles(tail) and above.kind != "heading":
            return -2.0 if self.isolated else -6.0
        if self.isolated:
            return 2.0
        return 0.5 if tail.endswith((".", ";", ":", "!", "?", '"', "»", ")")) else -1.0

    @property
    def introduced(self) -> bool:
        """The line above ends in a colon: what follows may be quoted by it."""
        above = self.lines[self.index - 1] if self.index else None
        return above is not None and self.text[max(above.start, above.end - 3) : above.end].rstrip().endswith(":")

    def after_number(self, at: int) -> tuple[int, str]:
        """Where title or body begins behind the number that ends at `at`, and the separator between them."""
        separator = _SEPARATOR.match(self.text, at, self.end)
        end = separator.end() if separator else at
        return end, self.text[at:end].strip(" \t*_|")

    def in_contents(self, rest: int) -> bool:
        """Dotted leaders or a page number set apart at the end: an entry of a table of contents."""
        return is_contents_line(self.text, self.line, rest)


def is_parted(text: str, lines: Sequence[Line], index: int) -> bool:
    """Is there a blank line (or nothing at all) between the lines `index - 1` and `index`?"""
    if index <= 0 or index >= len(lines):
        return True
    return text.count("\n", lines[index - 1].end, lines[index].start) > 1 or lines[index].gap > 0.8


def is_contents_line(text: str, line: Line, rest: int) -> bool:
    """Does the line, from `rest`, read as an entry of a table of contents?"""
    if line.kind == "toc":
        return True
    tail = text[max(rest, line.end - 160) : line.end]
    return bool(_PAGE_END.search(tail)) or (bool(_LEADERS.search(tail)) and bool(re.search(r"[.…_\d ]$", tail)))


def dangles(words: str) -> bool:
    """Do the words end where a sentence or title must go on: "conformément à l'", "modalités de"?"""
    last = words.rsplit(None, 1)[-1:]
    tail = last[0] if last else ""
    if tail.endswith((",", "(", "«")) or (tail.endswith(("-", "–")) and len(tail) > 1):
        return True
    return bool(load_lexicon("headings")["dangling"].pattern.fullmatch(fold(tail)))
