"""Words and the lines drawn on their page in, the words with those underlined marked out."""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Sequence

from extractor.document import Box, Word

_COVERED = 0.7  # share of a word's width that the line must run under
_BELOW = (-0.35, 0.25)  # where a line may lie about the foot of the box, in heights of the word


def underlined(words: Sequence[Word], rules: Sequence[Box]) -> tuple[Word, ...]:
    """The same words; those with a line close under them say so."""
    if not rules:
        return tuple(words)
    ordered = sorted(rules, key=lambda rule: rule.top)
    tops = [rule.top for rule in ordered]
    marked = [_is_underlined(word.box, ordered, tops) for word in words]
    for index in range(1, len(words) - 1):  # a dash is too flat to have a foot: it goes with the words about it
        if marked[index - 1] and marked[index + 1] and not any(char.isalnum() for char in words[index].text):
            marked[index] = True
    return tuple(
        dataclasses.replace(word, underlined=True) if mark else word for word, mark in zip(words, marked, strict=True)
    )


def _is_underlined(box: Box, rules: Sequence[Box], tops: Sequence[float]) -> bool:
    height = box.bottom - box.top
    low, high = box.bottom + _BELOW[0] * height, box.bottom + _BELOW[1] * height
    for rule in rules[bisect.bisect_left(tops, low) : bisect.bisect_right(tops, high)]:
        if min(rule.x1, box.x1) - max(rule.x0, box.x0) >= _COVERED * box.width:
            return True
    return False
