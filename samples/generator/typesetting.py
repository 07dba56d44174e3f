"""A convention in, pages of words with places out: lines filled, justified, hyphenated, broken over pages.

Coordinates are points from the top left corner of an A4 page; `y` is the baseline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .convention import Block, Convention, Layout, Piece
from .fonts import Fonts
from .hyphenation import find_breaks

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
RAISED = 0.65  # size of a raised "er" against its line
INDENT, HANGING = 18.0, 14.0  # of the dash of a list, and of its text after the dash


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style at a place; `space` where a space follows it on its line."""

    x: float
    y: float
    text: str
    style: str = "Regular"
    size: float = 11
    space: bool = False
    pen: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    x0: float
    x1: float
    y: float
    width: float = 0.7


@dataclass(slots=True)
class SheetPage:
    """One page: its runs and rules, and where each signatory signs (`index → x, y of the name's baseline`)."""

    number: int
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    places_to_sign: dict[int, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetWord:
    """A word that no line break cuts (but see `hyphenation`): pieces side by side."""

    pieces: tuple[Piece, ...]
    glued: bool = False  # no space before: the rest of "socio-professionnelle"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class SetLine:
    words: tuple[SetWord, ...]
    last: bool


def typeset(convention: Convention, fonts: Fonts) -> tuple[SheetPage, ...]:
    """The pages of the convention, its closing block and page numbers included."""
    setter = _Setter(convention.layout, fonts)
    for index, block in enumerate(convention.blocks):
        following = convention.blocks[index + 1].kind if index + 1 < len(convention.blocks) else None
        setter.set_block(block, keep_next=block.kind in ("heading", "section") and following is not None)
    setter.set_closing(convention)
    setter.set_numbers()
    return tuple(setter.pages)


class _Setter:
    def __init__(self, layout: Layout, fonts: Fonts) -> None:
        self.layout, self.fonts = layout, fonts
        self.top, right, bottom, self.left = layout.margins
        self.right, self.bottom = PAGE_WIDTH - right, PAGE_HEIGHT - bottom
        self.pages = [SheetPage(1)]
        self.y = self.top

    @property
    def page(self) -> SheetPage:
        return self.pages[-1]

    def new_page(self) -> None:
        self.pages.append(SheetPage(len(self.pages) + 1))
        self.y = self.top

    def set_block(self, block: Block, *, keep_next: bool) -> None:
        """One block, over as many pages as it needs; a heading stays with the two lines after it."""
        layout, kind = self.layout, block.kind
        size = layout.size * (1.35 if kind == "title" else 1.0)
        leading = layout.leading * (size / layout.size)
        left = self.left + (INDENT + HANGING if kind == "item" else 0)
        bold = kind in ("title", "heading", "section")
        lines = [
            line
            for forced in block.lines
            for line in self.fill(
                tuple(Piece(p.text, p.bold or bold, p.raised) for p in forced), self.right - left, size
            )
        ]
        self.y += layout.paragraph_gap * {"heading": 1.9, "section": 1.3, "item": 0.4}.get(kind, 1.0)
        need = (len(lines) + 2) * leading + layout.paragraph_gap if keep_next else min(len(lines), 2) * leading
        if self.y + need > self.bottom:
            self.new_page()
        for index, line in enumerate(lines):
            orphan = index == len(lines) - 2 and len(lines) > 3 and self.y + 2 * leading > self.bottom
            if self.y + leading > self.bottom or orphan:  # a paragraph's last line never stands alone on a page
                self.new_page()
            self.y += leading
            if kind == "item" and index == 0:
                self.page.runs.append(Run(self.left + INDENT, self.y, "-", size=size, space=True))
            underlined = (kind == "heading") if layout.heading_underlined else (kind == "section")
            self.set_line(line, left, size, centred=kind in ("title", "centred"), underlined=underlined)
        if kind in ("title", "centred"):
            self.y += layout.paragraph_gap

    def fill(self, pieces: tuple[Piece, ...], width: float, size: float) -> list[SetLine]:
        """The lines that a paragraph makes, filled one after the other as a word processor does."""
        lines: list[SetLine] = []
        now: list[SetWord] = []
        waiting = split_words(pieces)[::-1]
        while waiting:
            word = waiting.pop()
            used = self.natural_width([*now, word], size)
            if used <= width or not now:
                now.append(word)
                continue
            free = width - self.natural_width(now, size)
            head, tail = self.hyphenated(word, free - (0 if word.glued else self.space(size)), size)
            # ragged setting hyphenates only where the line would end far too short
            if head is not None and (self.layout.justify or free > 0.14 * width):
                now.append(head)
                waiting.append(tail)
            else:
                waiting.append(word)
            lines.append(SetLine(tuple(now), last=False))
            now = []
        return [*lines, SetLine(tuple(now), last=True)]

    def hyphenated(self, word: SetWord, room: float, size: float) -> tuple[SetWord | None, SetWord]:
        if not self.layout.hyphenate or len(word.pieces) != 1:
            return None, word
        piece = word.pieces[0]
        for at in reversed(find_breaks(piece.text)):
            head = SetWord((Piece(piece.text[:at] + "-", piece.bold),), word.glued)
            if self.word_width(head, size) <= room:
                return head, SetWord((Piece(piece.text[at:], piece.bold),), glued=True)
        return None, word

    def space(self, size: float) -> float:
        return self.fonts.width(" ", "Regular", size)

    def word_width(self, word: SetWord, size: float) -> float:
        return sum(self.fonts.width(p.text, style_of(p), size * (RAISED if p.raised else 1)) for p in word.pieces)

    def natural_width(self, words: list[SetWord], size: float) -> float:
        spaces = sum(not word.glued for word in words[1:])
        return sum(self.word_width(word, size) for word in words) + spaces * self.space(size)

    def set_line(
        self, line: SetLine, left: float, size: float, *, centred: bool = False, underlined: bool = False
    ) -> None:
        """One line at the present height."""
        natural = self.natural_width(list(line.words), size)
        gaps = sum(not word.glued for word in line.words[1:])
        stretch = (self.right - left - natural) / gaps if self.layout.justify and not line.last and gaps else 0.0
        x = start = left + (self.right - left - natural) / 2 if centred else left
        for index, word in enumerate(line.words):
            if index and not word.glued:
                x += self.space(size) + stretch
            follows = index + 1 < len(line.words) and not line.words[index + 1].glued
            for piece in word.pieces:
                small = size * (RAISED if piece.raised else 1)
                y = self.y - (0.34 * size if piece.raised else 0)
                end = follows and piece is word.pieces[-1]
                self.page.runs.append(Run(x, y, piece.text, style_of(piece), small, space=end))
                x += self.fonts.width(piece.text, style_of(piece), small)
        if underlined:
            self.page.rules.append(Rule(start, x, self.y + 0.13 * size, 0.065 * size))

    def set_closing(self, convention: Convention) -> None:
        """Place and date, then the signatories side by side, all on one page."""
        closing, layout = convention.closing, self.layout
        bodies = [max(len(closing.signatories[i].body.split("\n")) for i in row) for row in closing.rows]
        need = sum(lines * layout.leading + closing.room + 2 * layout.leading for lines in bodies) + 4 * layout.leading
        if self.y + need > self.bottom + 20:
            self.new_page()
        self.y += 2 * layout.leading
        for piece_line in self.fill(parse_closing(closing.place_and_date), self.right - self.left, layout.size):
            self.set_line(piece_line, self.left, layout.size)
        for row, lines in zip(closing.rows, bodies, strict=True):
            self.y += 1.6 * layout.leading
            top = self.y
            column = (self.right - self.left) / max(len(row), 2)
            for place, index in enumerate(row):
                signatory, x = closing.signatories[index], self.left + place * (column + 10)
                self.y = top
                for text in signatory.body.split("\n"):
                    self.y += layout.leading
                    self.set_line(SetLine(tuple(split_words((Piece(text, bold=True),))), last=True), x, layout.size)
                self.y = top + lines * layout.leading + closing.room
                self.set_line(SetLine(tuple(split_words((Piece(signatory.name),))), last=True), x, layout.size)
                self.page.places_to_sign[index] = (x, self.y)
            if closing.mark_between is not None and closing.mark_between[1] in row:
                x = self.left + row.index(closing.mark_between[1]) * (column + 10) - 36
                self.page.runs.append(Run(x, self.y - 1.5, closing.mark, "Italic", 13, pen=True))

    def set_numbers(self) -> None:
        """A page number at the foot of each page."""
        for page in self.pages:
            text = self.layout.number.format(page=page.number, pages=len(self.pages))
            wide = self.fonts.width(text, "Regular", 10)
            x = (PAGE_WIDTH - wide) / 2 if self.layout.number_at == "centre" else self.right - wide
            page.runs.append(Run(x, PAGE_HEIGHT - 38, text, size=10))


def style_of(piece: Piece) -> str:
    """The style of font a piece is set in."""
    return "Bold" if piece.bold else "Regular"


def parse_closing(text: str) -> tuple[Piece, ...]:
    """Runs of spaces are kept: the date was typed after a gap."""
    pieces = []
    for part in re.split(r"(\^\{[^}]*\})", re.sub(r" (?= )", "\u00a0", text)):
        if part:
            pieces.append(Piece(part[2:-1], raised=True) if part.startswith("^{") else Piece(part))
    return tuple(pieces)


def split_words(pieces: tuple[Piece, ...]) -> list[SetWord]:
    """Words with their pieces; a hyphen inside a word ends one, and the rest is glued to it."""
    words: list[list[Piece]] = [[]]
    glued = [False]
    for piece in pieces:
        for part in re.split(r"( +|(?<=[^\W\d_]-)(?=[^\W\d_]))", piece.text):
            if part == "" and words[-1] and words[-1][-1].text.endswith("-"):
                words.append([])
                glued.append(True)
            elif part and not part.strip(" "):
                words.append([])
                glued.append(False)
            elif part:
                words[-1].append(Piece(part, piece.bold, piece.raised))
    return [SetWord(tuple(word), glue) for word, glue in zip(words, glued, strict=True) if word]
