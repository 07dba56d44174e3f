"""Text and its lines in, everything that might be a heading out, each with its readings and how much it looks like one.

One line at a time and nothing decided: "article 3 ci-dessus" at a line start is weeded out here only where the line
itself proves it; the rest is the choice of the sequence (`numbering.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from extractor.document import Line
from extractor.language.heading_numbers import HeadingNumber, read_number
from extractor.language.heading_titles import is_sentence, is_title
from extractor.language.lexicon import load_lexicon

Form = Literal["word", "bare", "part", "annex", "damaged", "unnumbered", "inline"]
MARKS = re.compile(r"[\s#*_>|•·●▪◦\ufeff]*(?:[-–—][ ]+)?[\s#*_]*")
SEPARATOR = re.compile(r"[ \t]*(?:[\])°]|[.:;\-–—_*|•]|[ \t])*")
_NUMERO = re.compile(r"[ \t\n]*(?:[-–—:.][ \t]*)?(?:n[ ]?[°ºo][ ]?\.?[ ]?|numero[ ])?[ \t]*")
_SPACED = re.compile(r"a[ ]{1,3}r[ ]{1,3}t[ ]{1,3}i[ ]{1,3}c[ ]{1,3}l[ ]{1,3}e(?!\w)")
_INLINE = re.compile(r"(?<=[.;:!?»)”\"] )[ ]{0,3}(?:\*\*)?(?:ARTICLE|Article|Art\.|ART\.)[ ]{0,3}(?=[0-9IVXPlU])")
_BROKEN_WORD = re.compile(r"[a-z01|!]{2,7}(?:[ .]?[a-z01|!]{1,5})?(?=[ .,:\-]*[0-9ivxlsob])")
_HEAD_CUT = ("rticle", "ticle", "icle", "rtic1e", "ticie")
_LEADERS = re.compile(r"(?:\.[ ]?){4,}|…[ ]?…|_{4,}")
_PAGE_END = re.compile(r"(?:[.…_ ]{3,}|\t|[ ]{2,})(?:p\.?[ ]?|page[ ])?\d{1,3}[ ]*$")


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
    rank: int = 0  # of a part: 0 livre … 5 sous-section
    name: str = ""  # of a part or annex: the word as folded


@cache
def _word(entry: str) -> re.Pattern[str]:
    return load_lexicon("headings")[entry].pattern


def find_candidates(text: str, folded: str, lines: Sequence[Line]) -> tuple[Candidate, ...]:
    """All candidates in text order; several forms may stand on one line."""
    found: list[Candidate] = []
    depth = _Quotes(text)
    for index, line in enumerate(lines):
        marks = MARKS.match(text, line.start, line.end)
        start = marks.end() if marks else line.start
        if start >= line.end:
            continue
        context = _Context(text, folded, lines, index, start, depth.inside(start))
        candidate = _worded(context) or _part(context) or _annex(context) or _bare(context) or _damaged(context)
        if candidate is not None:
            found.append(candidate)
        if line.end - line.start > 40:
            found.extend(_inline(context))
    return tuple(found)


class _Quotes:
    """Is a place inside « … »? An amendment quotes the articles it puts in."""

    def __init__(self, text: str) -> None:
        self.spans: list[tuple[int, int]] = []
        opened: int | None = None
        for match in re.finditer("[«»]", text):
            if match[0] == "«":
                opened = match.start() if opened is None else opened
            elif opened is not None:
                self.spans.append((opened, match.end()))
                opened = None
        self.next = 0

    def inside(self, at: int) -> bool:
        while self.next < len(self.spans) and self.spans[self.next][1] <= at:
            self.next += 1
        return self.next < len(self.spans) and self.spans[self.next][0] < at and at - self.spans[self.next][0] < 6000


@dataclass(frozen=True, slots=True)
class _Context:
    """A line among its neighbours."""

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
    def isolated(self) -> bool:
        """A blank line above (or the beginning)."""
        if self.index == 0:
            return True
        above = self.lines[self.index - 1]
        return self.text.count("\n", above.end, self.line.start) > 1 or self.line.gap > 0.8

    @property
    def followed(self) -> bool:
        """A blank line below (or the end)."""
        if self.index + 1 >= len(self.lines):
            return True
        return self.text.count("\n", self.line.end, self.lines[self.index + 1].start) > 1

    def layout(self) -> float:
        """What type and place say: bold, centred, larger, a heading in the eyes of layout."""
        line = self.line
        value = 1.0 * line.bold + 0.7 * line.underlined + 0.7 * line.centred + 1.5 * (line.kind == "heading")
        return value - 4.0 * (line.kind in ("table", "note")) - 1.0 * (line.kind == "item")

    def flow(self) -> float:
        """What the line above says: a sentence that goes on forbids a heading."""
        if self.index == 0:
            return 2.0
        above = self.lines[self.index - 1]
        tail_start = max(above.start, above.end - 40)
        tail = self.folded[tail_start : above.end].rstrip()
        if dangles(tail):
            return -6.0 if not self.isolated else -2.0
        if self.isolated:
            return 2.0
        return 0.5 if tail.endswith((".", ";", ":", "!", "?", '"', ")")) else -1.0


def dangles(folded: str) -> bool:
    """Does the line end in a word after which a sentence must go on ("de", "l'")?"""
    tail = folded.rstrip()
    last = re.search(r"(?:\S+[ ])?\S+$", tail[-40:])
    if not last or tail.endswith((".", ":", ";")):
        return False
    return bool(load_lexicon("headings")["dangling"].pattern.fullmatch(last[0].split(" ")[-1]))


def _rest(context: _Context, at: int) -> tuple[int, str]:
    separator = SEPARATOR.match(context.text, at, context.line.end)
    end = separator.end() if separator else at
    return end, context.text[at:end].strip(" \t*_|")


def _toc(context: _Context, rest: int) -> bool:
    tail = context.text[rest : context.line.end][-60:]
    if context.line.kind == "toc" or _LEADERS.search(context.text[rest : context.line.end][-200:]):
        return bool(context.line.kind == "toc" or _PAGE_END.search(tail) or _LEADERS.search(tail))
    return bool(_PAGE_END.search(tail))


def _worded(context: _Context) -> Candidate | None:
    """"Article 3 – Durée" and its kin: the word, a number, a separator or none."""
    text, folded, start, end = context.text, context.folded, context.start, context.line.end
    match = _word("article").match(folded, start) or _SPACED.match(folded, start)
    if not match or match.end() > end:
        return None
    numero = _NUMERO.match(folded, match.end(), end)
    at = numero.end() if numero else match.end()
    readings, after = read_number(text, folded, at)
    if not readings or after > end:
        return _unnumbered(context, match.end())
    glued = text[after : after + 1]
    if glued.isalpha() and not (glued.isupper() and after > at):
        return _unnumbered(context, match.end())
    rest, separator = _rest(context, after)
    strength = _word_strength(context, rest, separator)
    if strength is None:
        return None
    if _toc(context, rest):
        return None
    return Candidate(context.index, start, rest, end, "word", readings, strength, separator)


def _word_strength(context: _Context, rest: int, separator: str) -> float | None:
    """How much "Article N …" looks like a heading; `None` where the line itself proves that it is none."""
    text, start, end = context.text, context.start, context.line.end
    words = text[rest:end].strip()
    head = text[start : start + 3]
    value = 2.0 if head[0].isupper() else -1.5
    value += context.flow() + context.layout()
    if context.quoted:
        value -= 7.0
    if text[context.line.start : start].strip().startswith(("-", "–", "—")):
        value -= 2.0
    if "#" in text[context.line.start : start]:
        value += 2.0
    if not words:
        return value + 2.0
    strong = separator.strip(" ,")
    if words[0] in ",;)" or (not strong and _word("citing").match(context.folded, rest) and words[0].islower()):
        return None
    value += 2.0 if strong else 0.0
    if words[0].islower():
        value -= 1.0 if strong else 3.5
    else:
        value += 1.0
    return value


def _unnumbered(context: _Context, at: int) -> Candidate | None:
    """"Article Objet de la convention": the number is lost. It counts only where the sequence has a hole."""
    text, end = context.text, context.line.end
    if not text[context.start].isupper() or context.folded[context.start : at].rstrip(".") == "clause":
        return None
    rest, separator = _rest(context, at)
    words = text[rest:end].strip()
    if not words or not is_title(words) or _toc(context, rest) or context.quoted:
        return None
    flow = context.flow()
    if flow < 0 or len(words) > 120:
        return None
    return Candidate(context.index, context.start, rest, end, "unnumbered", (), flow + context.layout(), separator)


_PART_RANKS = ("livre", "volet", "partie", "titre", "chapitre", "section", "sous-section")


def _part(context: _Context) -> Candidate | None:
    """"TITRE II – …", "Chapitre premier", "PREMIÈRE PARTIE"."""
    text, folded, start, end = context.text, context.folded, context.start, context.line.end
    if not text[start].isupper():
        return None
    whole = _word("ordinal_part").match(folded, start)
    if whole and whole.end() <= end:
        readings, _ = read_number(text, folded, start)
        after, name = whole.end(), "partie"
    else:
        match = _word("part").match(folded, start)
        if not match or match.end() >= end:
            return None
        numero = _NUMERO.match(folded, match.end(), end)
        at = numero.end() if numero else match.end()
        readings, after = read_number(text, folded, at)
        name = match[0]
        letter = re.compile(r"[A-H](?![\w'’])").match(text, at)
        if not readings and letter:
            readings, after = (HeadingNumber((ord(letter[0]) - 64,)),), letter.end()
    if not readings or after > end:
        return None
    rest, separator = _rest(context, after)
    words = text[rest:end].strip()
    if words and (words[0].islower() or words[0] in ",;)" or not is_title(words)):
        return None
    flow = context.flow()
    if flow < 0 or _toc(context, rest) or context.quoted:
        return None
    rank = _PART_RANKS.index(name) if name in _PART_RANKS else 2
    return Candidate(context.index, start, rest, end, "part", readings, flow, separator, rank, name)


def _annex(context: _Context) -> Candidate | None:
    """"ANNEXE 1 : Budget", "Annexe A", "ANNEXES"."""
    text, folded, start, end = context.text, context.folded, context.start, context.line.end
    match = _word("annex").match(folded, start)
    if not match or match.end() > end or not text[start].isupper():
        return None
    numero = _NUMERO.match(folded, match.end(), end)
    at = numero.end() if numero else match.end()
    readings, after = read_number(text, folded, at)
    letter = re.compile(r"[A-H](?![\w'’])").match(text, at)
    if letter and not (readings and readings[0].cost == 0 and readings[0].roman):
        readings, after = (HeadingNumber((0,), suffix=letter[0].lower()),), letter.end()
    if not readings or after > end:
        readings, after = (), match.end()
    rest, separator = _rest(context, after)
    words = text[rest:end].strip()
    capitals = text[start : match.end()].isupper()
    if words and (words[0].islower() or words[0] in ",;)" or is_sentence(words)):
        return None
    if not readings and words and not separator and not capitals:
        return None
    if _toc(context, rest) or context.quoted or context.flow() < 0:
        return None
    dashed = text[context.line.start : start].strip().startswith(("-", "–", "—", "•"))
    strength = context.flow() + 2.0 * capitals + context.layout() - 4.0 * dashed + 1.0 * context.followed
    return Candidate(context.index, start, rest, end, "annex", readings, strength, separator, name=match[0])


def _bare(context: _Context) -> Candidate | None:
    """"3.2 Suivi", "1 - OBJET", "IV. Durée": a number and a title, no word."""
    text, folded, start, end = context.text, context.folded, context.start, context.line.end
    if not (text[start].isdigit() or text[start] in "IVX"):
        return None
    readings, after = read_number(text, folded, start, words=False)
    readings = tuple(r for r in readings if not r.cost)
    if not readings or after > end or (text[after : after + 1].isalpha() and not text[after].isupper()):
        return None
    rest, separator = _rest(context, after)
    words = text[rest:end].strip()
    if (not words and len(readings[0].path) == 1) or _toc(context, rest) or context.quoted:
        return None
    strength = _bare_strength(context, words, separator, readings[0])
    return Candidate(context.index, start, rest, end, "bare", readings, strength, separator)


def _bare_strength(context: _Context, words: str, separator: str, number: HeadingNumber) -> float:
    value = context.flow() + context.layout() + (0.5 if context.followed else 0.0)
    if not words:
        return value + (1.0 if len(number.path) > 1 else -8.0)
    if not (words[0].isupper() or words[0] in "«\"“"):
        return -8.0
    if len(number.path) == 1 and not is_title(words):
        return -8.0
    value += 2.0 if words.isupper() else 0.0
    value += 1.0 if separator else -1.0
    value -= 1.0 if words.endswith((".", ":")) and not words.isupper() else 0.0
    return value


def _damaged(context: _Context) -> Candidate | None:
    """"icle 7 - Fin ncement", "Arti le 5", "ARTlCLE 3": the word is hurt, the number may be too."""
    text, folded, start, end = context.text, context.folded, context.start, context.line.end
    match = _BROKEN_WORD.match(folded, start, min(end, start + 40))
    if not match or context.quoted:
        return None
    best: tuple[int, int] | None = None  # distance, end of the word
    for stop in _word_ends(folded, start, end):
        word = re.sub(r"[ .]", "", folded[start:stop]).replace("1", "l").replace("0", "o").replace("|", "l").replace("!", "i")
        distance = Levenshtein.distance(word, "article", score_cutoff=2)
        if word in _HEAD_CUT:
            distance = 2
        if distance <= 2 and len(word) >= 4 and word != "particle" and (best is None or distance < best[0]):
            best = distance, stop
    if best is None:
        return None
    numero = _NUMERO.match(folded, best[1], end)
    at = numero.end() if numero else best[1]
    readings, after = read_number(text, folded, at)
    if not readings or after > end:
        return None
    rest, separator = _rest(context, after)
    words = text[rest:end].strip()
    if (words and words[0].islower()) or _toc(context, rest):
        return None
    strength = context.flow() + context.layout() + (1.5 if separator or not words else 0.0) - 1.5 * best[0]
    return Candidate(context.index, start, rest, end, "damaged", readings, strength, separator)


def _word_ends(folded: str, start: int, end: int) -> tuple[int, ...]:
    """Ends of the first, the first two and three pieces of the line, where they may be one broken word."""
    ends = []
    for match in re.finditer(r"\S+", folded[start : min(end, start + 24)]):
        ends.append(start + match.end())
        if len(ends) == 3:
            break
    return tuple(ends)


def _inline(context: _Context) -> list[Candidate]:
    """Headings inside running text, as a bad text layer leaves them: "… des parties. ARTICLE 3 : DURÉE La …"."""
    found = []
    for match in _INLINE.finditer(context.text, context.start + 1, context.line.end):
        start = match.start() + len(match[0]) - len(match[0].lstrip(" *"))
        readings, after = read_number(context.text, context.folded, match.end())
        if not readings or after > context.line.end:
            continue
        rest, separator = _rest(context, after)
        words = context.text[rest : rest + 2]
        if not words or not separator or not (words[0].isupper() or words[0] in "«\"“"):
            continue
        strength = 0.3 if match[0].strip(" *").startswith("ARTICLE") else -0.8
        found.append(Candidate(context.index, start, rest, context.line.end, "inline", readings, strength, separator))
    return found
