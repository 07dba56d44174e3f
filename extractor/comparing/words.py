"""A text in, its words out as a comparison sees them: what is spelt differently but is the same has the same key.

"Cinq (5) ans" and "5 ans" have the same keys, so have "l’Été" and "L'ETE"; a bullet or a paragraph's number has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from extractor.comparing.cues import forms_of
from extractor.language.folding import fold
from extractor.language.numbers import NUMBER_WORDS, find_numbers

Kind = Literal["word", "number", "mark", "label"]

_TOKEN = re.compile(r"([a-z]+)(?![^\W_]|\|)|\d+(?:[.,]\d+)+|[^\W_]+(?:\|[^\W_]+)*|_+|\S")  # mostly a plain word
_MONEY = frozenset("%€$£°§")
# what stands before the words of a list item or of a numbered paragraph: "- ", "a) ", "1° ", "3.2. ", "II. "
_LABEL = re.compile(
    r"(?:[-–—―−•*▪‣◦●■►✓➢·][ \t]*)+|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})(?:[.)]|°[.)]?|[ \t]?[-–—―](?=\s))[.)]?(?=\s)"
)
# "4.1 " without a mark behind it: a label where "4.2 " or "4.0 " stands so too
_SERIAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,2})\.(\d{1,2})(?=[ \t]+[^\W\d_]{2})")
_LINE = re.compile(r"^[ \t]*(?=\S)", re.MULTILINE)
_MISREAD = re.compile(r"\d{1,2}[a-z]{4,}")  # "1nterne": a word whose first letter was read as a digit
_ENDS = frozenset('.;:,!?)»”"')


class Word(NamedTuple):
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
def telling_words() -> frozenset[str]:
    """Their folded forms, and all words of numbers."""
    forms = {fold(form).strip("'") for form in forms_of("telling")}
    return frozenset((forms | NUMBER_WORDS | _MONEY) - {"et"})


@cache
def common_words() -> frozenset[str]:
    """The folded forms of the words that stand in every clause: articles, prepositions, pronouns."""
    return frozenset(fold(form).strip("'") for file in ("function_words", "small_words") for form in forms_of(file))


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text, in order; their gaps hold white space only.

    Kept, since the text of the reference is held against each of fifty others.
    """
    return tuple([Word(text[start:end], key, start, end, kind) for start, end, key, kind in _tokens(text)])


def keys_of(text: str) -> list[str]:
    """The keys of its words and numbers, in order."""
    return [key for _, _, key, kind in _tokens(text) if kind == "word" or kind == "number"]


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[tuple[int, int, str, Kind], ...]:
    """Start, end, key and kind of each word."""
    return tuple(_tokens_in_turn(text))


def _tokens_in_turn(text: str) -> Iterator[tuple[int, int, str, Kind]]:
    folded = fold(text)
    labels = label_starts(text)
    numbers = dict(_numbers(text, folded))
    special = labels.keys() | numbers.keys()
    position = 0
    for match in _TOKEN.finditer(folded):
        start, end = match.span()
        if start < position:
            continue  # within a number or label of several tokens
        if match.lastindex and start not in special:
            yield start, end, match[0], "word"
            continue
        kind: Kind
        if start in labels:
            end, key, kind = max(end, labels[start]), "", "label"
        elif start in numbers:
            (end, key), kind = numbers[start], "number"
        else:
            key = match[0]
            first = key[0]
            if first.isdigit() and not _MISREAD.match(key):  # a number with a suffix or decimals: "1er", "3,5"
                key, kind = "#" + key, "number"
            else:
                kind = "word" if first.isalnum() or key in _MONEY else "mark"
        yield start, end, key, kind
        position = end


def label_starts(text: str) -> dict[int, int]:
    """Start and end of bullets and paragraph numbers: at the head of a line that a sentence does not run on into."""
    found = {}
    serial: dict[tuple[str, int], tuple[int, int]] = {}
    for line in _LINE.finditer(text):
        label = _LABEL.match(text, line.end()) or _SERIAL.match(text, line.end())
        if label is None:
            continue
        before = text[max(0, line.start() - 200) : line.start()].rstrip()
        blank = "\n\n" in text[max(0, line.start() - 2) : line.start()] or not before
        bullet = not label[0].strip(" \t")[0].isalnum() and label[0][0] != "("
        if blank or bullet or before[-1] in _ENDS:
            place = line.end(), line.end() + len(label[0].rstrip())
            if label.re is _LABEL:
                found[place[0]] = place[1]
            else:
                serial[label[1], int(label[2])] = place
    near = (place for (row, number), place in serial.items() if {(row, number - 1), (row, number + 1)} & serial.keys())
    found.update(near)
    return found


def _numbers(text: str, folded: str) -> Iterator[tuple[int, tuple[int, str]]]:
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
        if mention.words and mention.value == 1 and end == mention.end and _UNIT.match(folded, end) is None:
            continue
        if end < len(text) and text[end].isalnum():
            continue  # "1er", "2e"
        if end + 1 < len(text) and text[end] in ".," and text[end + 1].isdigit():
            continue  # "3.2", "1,5"
        if start and (text[start - 1].isalnum() or (text[start - 1] in ".," and text[start - 2 : start - 1].isdigit())):
            continue
        yield start, (end, f"#{mention.value}")


_UNIT = re.compile(r"\s+(?:mois|ans?|annees?|jours?|semaines?|trimestres?|semestres?|heures?)(?!\w)")


def _gap(text: str, word: Word, following: Word | None) -> str:
    """The white space after a word as it is shown: a line break between paragraphs and items, else a space or nothing."""
    if following is None or word.end == following.start:
        return ""
    between = text[word.end : following.start]
    return "\n" if between.count("\n") > 1 or (following.kind == "label" and "\n" in between) else " "


@lru_cache(maxsize=4096)
def shown_words(text: str) -> tuple[str, ...]:
    """The words of a text as a redline shows them, each with the white space after it."""
    words = words_of(text)
    return tuple(w.text + _gap(text, w, n) for w, n in zip_longest(words, words[1:]))


def flat(text: str) -> str:
    """The text as a redline shows it, white space aside as it was."""
    return "".join(shown_words(text))
