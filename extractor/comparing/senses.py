"""Sentences of two clauses in, whether they say the same in other words out: "named", "moved", "reworded", or `None`.

    same_sense(["elle est conclue pour une duree de 3 ans"], ["elle est etablie pour 3 annees"]) == "reworded"

Sentences are neutral words (`wording.neutral`). Two say the same where nothing is left of their differences once words
that are interchangeable in agreements (equivalents.toml), endings and small words are taken away, and where numbers with
their units, negations, modals and exceptions come in the same order and the parties in the same part. In doubt they differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import product
from typing import Literal

from extractor.comparing.cues import cue, forms_of, tables_of
from extractor.comparing.words import telling_words
from extractor.language.folding import fold

Sameness = Literal["named", "moved", "reworded"]

_NOTHING = "-"
_LEAST_STEM = 4
_PRONOUNS = frozenset({"il", "ils", "elle", "elles"})
_TURNS = frozenset({"zpeut", "ztacite"})  # values of equivalents.toml that turn a sense
_PARTY = re.compile(r"partie\d+z")
_ENDING = re.compile(r"(?:er(?:a|ont|ait|aient)?|ent|ees?|es?|s)$")
_TO, _OF, _BY = frozenset({"a", "au", "aux"}), frozenset({"de", "du", "des", "d"}), frozenset({"par"})
_LINKS = _TO | _OF | _BY | frozenset({"l", "le", "la", "les"})


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a sentence says: its words of weight, what turns them in order, and who does what to whom.

    Where two parties act each word belongs to the one before it: one pays the rent and the other the water, or the reverse.
    """

    words: frozenset[str] | frozenset[tuple[int, str]]
    turns: tuple[str, ...]
    actors: tuple[str, ...]
    others: tuple[str, ...]
    subjects: frozenset[str]

    def may_be(self, other: _Sense) -> bool:
        """Whether it says what another sentence in its place says; a pronoun may stand for what the other names."""
        return replace(self, subjects=other.subjects) == other and (
            self.subjects == other.subjects or not self.subjects or not other.subjects
        )


def same_in_order(one: Sequence[str], other: Sequence[str]) -> Sameness | None:
    """Whether two lists of sentences say the same, each in its place: but for the parties' names, or in other words."""
    if len(one) != len(other):
        return None
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if not differing:
        return "named"
    return "reworded" if all(_sense(a).may_be(_sense(b)) for a, b in differing) else None


def same_sense(one: Sequence[str], other: Sequence[str]) -> Sameness | None:
    """Whether two lists of sentences, each with what it hangs on, say the same: in another order, or in other words."""
    mine, theirs = Counter(one), Counter(other)
    if mine == theirs:
        return "moved"
    left, right = _left_over(one, theirs), _left_over(other, mine)
    if not left or not right:
        return None
    senses, answers = Counter(map(_sense, left)), Counter(map(_sense, right))
    if senses == answers:
        return "reworded"
    # a sentence cut in two: what is left of both, taken as one; where both have several, they may have changed places
    rest, answer = _unanswered(left, answers), _unanswered(right, senses)
    if min(len(rest), len(answer)) != 1:
        return None
    return "reworded" if _sense(" ".join(rest)) == _sense(" ".join(answer)) else None


def _left_over(sentences: Sequence[str], others: Counter[str]) -> list[str]:
    """The sentences that do not stand in the other text, each counted."""
    open_ = Counter(others)
    found = []
    for sentence in sentences:
        if open_[sentence] > 0:
            open_[sentence] -= 1
        else:
            found.append(sentence)
    return found


def _unanswered(sentences: Sequence[str], others: Counter[_Sense]) -> list[str]:
    open_ = Counter(others)
    found = []
    for sentence in sentences:
        sense = _sense(sentence)
        if open_[sense] > 0:
            open_[sense] -= 1
        else:
            found.append(sentence)
    return found


@lru_cache(maxsize=4096)
def _sense(sentence: str) -> _Sense:
    tokens = _in_common_words(sentence)
    small, units, telling = _small(), _units(), telling_words()
    words: set[tuple[int, str]] = set()
    turns: list[str] = []
    agents: list[str] = []
    actors: list[str] = []
    others: list[str] = []
    subjects: set[str] = set()
    for place, token in enumerate(tokens):
        if _PARTY.fullmatch(token):
            link = _link_before(tokens, place)
            if link in _BY:
                agents.append(token)
            elif link in _TO or link in _OF:
                others.append(f"{'a' if link in _TO else 'de'} {token}")
            else:
                actors.append(token)
        elif token[0].isdigit():
            unit = _stem(tokens[place + 1]) if place + 1 < len(tokens) else ""
            turns.append(f"{token} {unit}")
        elif token in small or (token == "pour" and tokens[place + 1 : place + 2] and tokens[place + 1][0].isdigit()):
            continue
        elif token in _PRONOUNS:
            subjects.add(token)
        elif token in _TURNS or (token in telling and token not in units):
            turns.append(token)
        else:
            words.add((len(agents) + len(actors), _stem(token)))
    several = len({*agents, *actors}) > 1
    said = frozenset(words) if several else frozenset(word for _, word in words)
    return _Sense(said, tuple(turns), (*agents, *actors), tuple(sorted(others)), frozenset(subjects))


@cache
def _small() -> frozenset[str]:
    return frozenset(fold(form).strip("'") for form in forms_of("small_words"))


@cache
def _units() -> frozenset[str]:
    return frozenset(fold(form) for form in cue("unit", "telling").forms)


def _link_before(tokens: Sequence[str], place: int) -> str:
    """The preposition before a party: "à" of "à la Ville"."""
    before = tokens[max(0, place - 2) : place]
    links = [token for token in before if token in _TO | _OF | _BY]
    return links[-1] if links and all(token in _LINKS for token in before[before.index(links[-1]) :]) else ""


def _stem(word: str) -> str:
    """A word without the ending of its number, person or participle: "recherchent" and "recherchée" have one stem."""
    bare = _ENDING.sub("", word)
    return bare if len(bare) >= _LEAST_STEM else word


def _in_common_words(sentence: str) -> list[str]:
    """The words of a sentence, each phrase of equivalents.toml as the one that stands for all; the longest phrase first."""
    tokens = sentence.split()
    known = _phrases()
    if known.keys().isdisjoint(tokens):
        return tokens
    found: list[str] = []
    after = 0  # the end of the last phrase found
    for place, token in enumerate(tokens):
        if place < after:
            continue
        for words, value in known.get(token, ()):
            if tokens[place : place + len(words)] == words:
                found += value if value is not None else words
                after = place + len(words)
                break
        else:
            found.append(token)
    return found


@cache
def _phrases() -> dict[str, list[tuple[list[str], list[str] | None]]]:
    """First word → the phrases that begin with it, the longest first, and what stands for each: `None` for itself."""
    found: dict[str, list[tuple[list[str], list[str] | None]]] = {}
    for table in tables_of("equivalents").values():
        value = [] if table["value"] == _NOTHING else table["value"].split()
        for forms, stands in ((table["forms"], value), (table.get("not_in", ()), None)):
            for form in forms:
                for spelt in _spellings(fold(form).replace("'", " ")):
                    words = spelt.split()
                    found.setdefault(words[0], []).append((words, stands))
    for phrases in found.values():
        phrases.sort(key=lambda one: -len(one[0]))
    return found


def _spellings(form: str) -> list[str]:
    """ "est tenu(e) de": "est tenu de", "est tenue de"."""
    pieces = re.split(r"\((\w+)\)", form)
    choices = [(piece,) if number % 2 == 0 else ("", piece) for number, piece in enumerate(pieces)]
    return ["".join(choice) for choice in product(*choices)]
