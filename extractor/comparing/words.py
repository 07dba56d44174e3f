"""A text in, its words out as a comparison sees them: what is spelt differently but is the same has the same key.

"Cinq (5) ans" and "5 ans" have the same keys, so have "l’Été" and "L'ETE"; a bullet or a paragraph's number has none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from extractor.language.folding import fold
from extractor.language.lexicon import Lexicon, parse_entry
from extractor.language.numbers import NUMBER_WORDS, find_numbers

Kind = Literal["word", "number", "mark", "label"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+|\S")
_MONEY = frozenset("%€$£°§")
# what stands before the words of a list item or of a numbered paragraph: "- ", "a) ", "1° ", "3.2. ", "II. "
_LABEL = re.compile(
    r"(?:[-–—•*▪‣◦●■►✓➢·][ \t]*)+|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})(?:[.)]|°[.)]?|[ \t]?[-–—](?=\s))[.)]?(?=\s)"
)
_LINE = re.compile(r"^[ \t]*(?=\S)", re.MULTILINE)
_ENDS = frozenset('.;:,!?)»”"')


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number, punctuation mark or item label: `text[start:end]`, and the `key` by which it is compared."""

    text: str
    key: str
    start: int
    end: int
    kind: Kind

    @property
    def telling(self) -> bool:
        """Whether a difference in it is never mere typography: a digit, a number, a negation, a modal, a unit."""
        return self.kind == "number" or self.key in telling_words()


@cache
def telling_entries() -> Lexicon:
    """The kinds of words that turn the sense of a sentence."""
    tables = tomllib.loads(resources.files(__package__).joinpath("telling.toml").read_text("utf-8"))
    return {name: parse_entry(name, table, origin="comparing/telling.toml") for name, table in tables.items()}


@cache
def telling_words() -> frozenset[str]:
    """Their folded forms, and all words of numbers."""
    forms = {fold(form).strip("'") for entry in telling_entries().values() for form in entry.forms}
    return frozenset((forms | NUMBER_WORDS | _MONEY) - {"et"})


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order; their gaps hold white space only."""
    labels = label_starts(text)
    numbers = dict(_numbers(text))
    words: list[Word] = []
    position = 0
    while match := _TOKEN.search(text, position):
        start, end = match.span()
        if start in labels:
            end = max(end, labels[start])
            words.append(Word(text[start:end], "", start, end, "label"))
        elif start in numbers:
            end, key = numbers[start]
            words.append(Word(text[start:end], key, start, end, "number"))
        else:
            words.append(_word(match[0], start, end))
        position = end
    return tuple(words)


def _word(text: str, start: int, end: int) -> Word:
    key = fold(text)
    if key[0].isdigit():
        # a number with a suffix or decimals: "1er", "3,5"; leading letters misread as digits stay words
        return Word(text, "#" + key, start, end, "number")
    kind: Kind = "word" if key[0].isalnum() or key in _MONEY else "mark"
    return Word(text, key, start, end, kind)


def label_starts(text: str) -> dict[int, int]:
    """Start and end of bullets and paragraph numbers: at the head of a line that a sentence does not run on into."""
    found = {}
    for line in _LINE.finditer(text):
        before = text[max(0, line.start() - 200) : line.start()].rstrip()
        label = _LABEL.match(text, line.end())
        if label is None:
            continue
        blank = "\n\n" in text[max(0, line.start() - 2) : line.start()] or not before
        bullet = not label[0].strip(" \t")[0].isalnum() and label[0][0] != "("
        if blank or bullet or before[-1] in _ENDS:
            found[line.end()] = line.end() + len(label[0].rstrip())
    return found


def _numbers(text: str) -> Iterator[tuple[int, tuple[int, str]]]:
    """Start, end and key of whole numbers; "cinq (5)" is one number, and "un" is one only before a unit of time."""
    mentions = find_numbers(text)
    position = 0
    while position < len(mentions):
        mention = mentions[position]
        start, end = mention.start, mention.end
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        position += 1
        if following is not None and following.value == mention.value and following.words != mention.words:
            between, after = text[end : following.start], text[following.end : following.end + 2]
            if between.strip() == "(" and after.lstrip().startswith(")"):
                end = text.index(")", following.end) + 1
                position += 1
        if mention.words and mention.value == 1 and end == mention.end and not _counts(text, end):
            continue
        if end < len(text) and text[end].isalnum():
            continue  # "1er", "2e"
        if end + 1 < len(text) and text[end] in ".," and text[end + 1].isdigit():
            continue  # "3.2", "1,5"
        if start and (text[start - 1].isalnum() or (text[start - 1] in ".," and text[start - 2 : start - 1].isdigit())):
            continue
        yield start, (end, f"#{mention.value}")


_UNIT = re.compile(r"\s+(?:mois|ans?|annees?|jours?|semaines?|trimestres?|semestres?|heures?)(?!\w)")


def _counts(text: str, position: int) -> bool:
    """Whether a unit of time follows: in "un mois" the word counts, in "un avenant" it does not."""
    return _UNIT.match(fold(text[position : position + 24])) is not None


def gap(text: str, word: Word, following: Word | None) -> str:
    """The white space after a word as it is shown: a line break between paragraphs and items, else a space or nothing."""
    if following is None:
        return ""
    between = text[word.end : following.start]
    if not between:
        return ""
    return "\n" if between.count("\n") > 1 or (following.kind == "label" and "\n" in between) else " "


def flat(text: str) -> str:
    """The text as a redline shows it, white space aside as it was."""
    words = words_of(text)
    return "".join(w.text + gap(text, w, n) for w, n in zip(words, (*words[1:], None), strict=True))
