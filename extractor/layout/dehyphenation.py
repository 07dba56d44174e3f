"""Lines in, the same lines out with the words that were cut at a line end whole again; the second part moves up.

"conven-" and "tion" become "convention", "ci-" and "après" become "ci-après". What decides is how the word is written
elsewhere in the document, then lists of compounds and capital letters; nothing at a true dash.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from extractor.layout.drafts import Draft
from extractor.layout.vocabulary import load_words, plain, plain_words
from extractor.layout.words import SOFT_HYPHEN

Joint = Literal["drop", "keep"]

_HYPHENS = ("-", "‐", "‑", SOFT_HYPHEN, "¬")  # many a text layer writes a true hyphen as a soft one
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = re.compile(r"[^\W\d_]+$")
_FIRST_PART = re.compile(r"[^\W\d_]+")


def rejoin(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The lines of a document with cut words made whole; a line that loses its only word is gone."""
    seen: Counter[str] | None = None
    joined: list[Draft] = []
    for draft in drafts:
        if not joined or draft.before != "\n" or not _may_join(joined[-1], draft):
            joined.append(draft)
            continue
        if seen is None:
            seen = count_words(drafts)
        first, second = joined[-1].pieces[-1], draft.pieces[0]
        joint = find_joint(first.text, second.text, seen)
        if joint is None:
            joined.append(draft)
            continue
        first = first._replace(text=first.text[:-1] + ("-" if joint == "keep" else ""))
        moved = 1  # and what is no word by itself: " ;"
        while moved < len(draft.pieces) and not any(char.isalnum() for char in draft.pieces[moved].text):
            moved += 1
        pieces = (*joined[-1].pieces[:-1], first, second._replace(space=""), *draft.pieces[1:moved])
        joined[-1] = replace(joined[-1], pieces=pieces)
        if len(draft.pieces) > moved:
            joined.append(replace(draft, pieces=draft.pieces[moved:]))
    return tuple(joined)


def _may_join(line: Draft, ahead: Draft) -> bool:
    return line.pieces[-1].text[-1] in _HYPHENS and not {"table", "toc"} & {line.kind, ahead.kind}


def count_words(drafts: Sequence[Draft]) -> Counter[str]:
    """How often each word stands whole inside a line, in plain form, hyphens kept."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        seen.update(WORD.findall(plain(" ".join(piece.text for piece in draft.pieces))))
    return seen


def find_joint(first: str, second: str, seen: Counter[str]) -> Joint | None:
    """Whether the hyphen at the end of `first` goes or stays before `second`; `None`: no word was cut here.

    `find_joint("sous-", "traitant", Counter())` is "keep", `find_joint("parte-", "nariat", Counter())` is "drop".
    """
    stem = first[:-1]
    if not stem or not stem[-1].isalnum() or not second[0].isalnum():
        return None
    if stem[-1].isdigit() or second[0].isdigit():  # "2024-" "2025", "covid-" "19", but not "article 5-" "Les"
        return "keep" if second[0].isdigit() else None
    left, right = _LAST_PART.search(stem), _FIRST_PART.match(second)
    if left is None or right is None or ord(right[0][0]) > 0x24F:
        return None
    return _by_evidence(left[0], right[0], seen) or _by_words(stem, left[0], second, right[0])


def _by_evidence(left: str, right: str, seen: Counter[str]) -> Joint | None:
    """How the document writes the word elsewhere; the more frequent way, `None` where it says nothing."""
    whole, parted = seen[plain(left + right)], seen[plain(f"{left}-{right}")]
    if whole == parted:
        return None
    return "drop" if whole > parted else "keep"


def _by_words(stem: str, left: str, second: str, right: str) -> Joint:
    a, b = plain(left), plain(right)
    if plain(left + right).startswith(tuple(plain_words("hyphens", "together"))):
        return "drop"
    if a in plain_words("hyphens", "firsts") or _compounds().fullmatch(f"{a}-{b}"):
        return "keep"
    numbers = plain_words("hyphens", "numbers")
    if (a in numbers and b in numbers) or (b in plain_words("hyphens", "pronouns") and a[-1] in "td"):
        return "keep"
    if (
        second[len(right) : len(right) + 1] in _HYPHENS and second[len(right) + 1 :][:1].isupper()
    ):  # "Hauts-" "de-France"
        return "keep"
    if len(left) == 1 and a not in "aeiou":
        return "keep"
    if right[0].isupper():
        cut = left.isupper() and right.isupper() and b in plain_words("hyphens", "endings")
        return "drop" if cut else "keep"
    return "drop"


@cache
def _compounds() -> re.Pattern[str]:
    sources = (re.escape(plain(word)).replace(r"\*", r".*") for word in load_words("hyphens")["compounds"])
    return re.compile("|".join(sources))
