"""Recognised words and the ink under them in, the same with dashes and bullets read by their shape out.

Tesseract drops or misreads what stands alone: "- Organiser" becomes "Organiser" or "-_ Organiser", "–" becomes "-",
"•" becomes "e" or "*". A list without its dashes is no list, so these marks are read from the ink itself.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from extractor.reading.image import Ink
from extractor.reading.ocr import Recognised
from extractor.reading.typography import ems_of

_DASHES = re.compile(r"[-–—_~=.]{1,4}")
_JOINED = re.compile(r"[-–—*•]_+(\w.*)")
_BULLETS = re.compile(r"[*+eo°.·•®©¢s¤«»@#]|[0O]")
_HYPHEN, _EN_DASH = 0.31, 0.78  # ems: what is wider is an en dash, an em dash
_REACH = 3.5  # ems left of a line in which its dash or bullet is sought
_LEAST_GAP = 0.5  # ems of white that may hold a dash; the widest spaces of a justified line are looked at in vain
_BASELINE = 0.10  # ems about the foot of the line: a stroke so low is no dash
_DOUBTED = 0.6  # the confidence below which a word is looked at for a dash within its box
_GRAIN = 16  # pixels
_SURE = 0.85  # the confidence of a mark read by its shape


def read_marks(words: Sequence[Recognised], ink: Ink) -> tuple[Recognised, ...]:
    """The words with dashes as they are wide and bullets as bullets; those that the engine dropped are put in."""
    found: list[Recognised] = []
    ems = {word.line: em for word, em in zip(words, ems_of(words), strict=True)}
    for line, group in groupby(words, key=lambda word: word.line):
        em = ems[line]
        members = list(group)
        if em is None:
            found += members
            continue
        foot = _foot(members)
        members = [part for word in members for part in _parted(word, ink, em, foot)]
        members = [_shaped(word, ink, em, foot, first=index == 0) for index, word in enumerate(members)]
        members[0] = _with_dash_before(members[0], ink, em, foot)
        left = max(0.0, members[0].left - _REACH * em)
        for word in members:
            lost = _lost_mark(left, word, words, ink, em, foot)
            found += [lost, word] if lost is not None else [word]
            left = word.left + word.width + 0.1 * em
    return tuple(found)


def _foot(line: Sequence[Recognised]) -> float:
    """Where a line stands: the usual foot of its words without hanging letters."""
    feet = [w.top + w.height for w in line if not set(w.text) & set("gjpqyç,;(/Q_-–—")]
    return float(np.median(feet or [w.top + w.height for w in line]))


def _parted(word: Recognised, ink: Ink, em: float, foot: float) -> tuple[Recognised, ...]:
    """ "-__Organiser" as "-" and "Organiser": the engine writes the wide white after a dash so."""
    joined = _JOINED.fullmatch(word.text)
    if joined is None:
        return _with_swallowed_dash(word, ink, em, foot) if word.confidence < _DOUBTED else (word,)
    pieces = _pieces(ink, word.left, word.top, word.left + word.width, word.top + word.height)
    pieces = pieces[np.argsort(pieces[:, 0])]
    if len(pieces) < 2 or mark_of(pieces[0], em, foot) not in ("-", "–", "—", "•"):
        return (word,)
    x0, y0, wide, high, _ = (int(value) for value in pieces[0])
    start = int(pieces[1:, 0].min())
    rest = dataclasses.replace(word, text=joined[1], left=start, width=word.left + word.width - start)
    return Recognised("-", x0, y0, wide, high, word.confidence, word.line), rest


def _with_swallowed_dash(word: Recognised, ink: Ink, em: float, foot: float) -> tuple[Recognised, ...]:
    """A doubtful "4" whose box ends with a dash that its text does not have, as "4" and "–"."""
    if set(word.text) & set("-–—_~"):
        return (word,)
    pieces = _pieces(ink, word.left, word.top, word.left + word.width, word.top + word.height)
    if len(pieces) < 2:
        return (word,)
    last = pieces[int(np.argmax(pieces[:, 0] + pieces[:, 2]))]
    dash = mark_of(last, em, foot)
    others = pieces[(pieces[:, 0] < last[0]) & (pieces[:, 4] > _GRAIN)]
    end = int((others[:, 0] + others[:, 2]).max(initial=0))
    if dash not in ("-", "–", "—") or not word.left < end <= last[0] - 0.12 * em:
        return (word,)
    x0, y0, wide, high, _ = (int(value) for value in last)
    return dataclasses.replace(word, width=end - word.left), Recognised(dash, x0, y0, wide, high, _SURE, word.line)


def _with_dash_before(word: Recognised, ink: Ink, em: float, foot: float) -> Recognised:
    """The first word of a line with the dash that stands close before it, in its box though not in its text: "-d'une"."""
    if not word.text[0].isalnum():
        return word
    pieces = _pieces(ink, word.left, word.top, word.left + word.width, word.top + word.height)
    if len(pieces) < 2:
        return word
    pieces = pieces[np.argsort(pieces[:, 0])]
    dash = mark_of(pieces[0], em, foot)
    if dash not in ("-", "–") or pieces[1:, 0].min() < pieces[0, 0] + pieces[0, 2]:  # part of a broken letter
        return word
    return dataclasses.replace(word, text=dash + word.text)


def _shaped(word: Recognised, ink: Ink, em: float, foot: float, *, first: bool) -> Recognised:
    dash, bullet = _DASHES.fullmatch(word.text), first and _BULLETS.fullmatch(word.text)
    if not dash and not bullet:
        return word
    pieces = _pieces(ink, word.left, word.top, word.left + word.width, word.top + word.height)
    if len(pieces) != 1:
        return word
    mark = mark_of(pieces[0], em, foot)
    if mark is None or (bullet and mark != "•") or (dash and mark == "•"):
        return word
    return dataclasses.replace(word, text=mark, confidence=max(word.confidence, _SURE))


def _lost_mark(
    left: float, word: Recognised, words: Sequence[Recognised], ink: Ink, em: float, foot: float
) -> Recognised | None:
    """The dash or bullet between `left` and a word that no word covers."""
    if word.left - left < _LEAST_GAP * em or _DASHES.fullmatch(word.text) or word.text == "•":
        return None
    top, bottom = int(foot - 0.8 * em), int(foot + 0.1 * em)
    pieces = _pieces(ink, int(left), max(0, top), word.left - 2, bottom)
    if len(pieces) != 1:
        return None
    x0, y0, wide, high, _ = (int(value) for value in pieces[0])
    mark = mark_of(pieces[0], em, foot)
    if mark is None or mark == "_" or x0 + wide > word.left - 0.12 * em:
        return None
    if any(w.left < x0 + wide and x0 < w.left + w.width and w.top < y0 + high and y0 < w.top + w.height for w in words):
        return None
    return Recognised(mark, x0, y0, wide, high, _SURE, word.line)


def mark_of(piece: NDArray[np.int32], em: float, foot: float) -> str | None:
    """What a lone piece of ink (left, top, width, height, area) on a line is: "-", "–", "—", "_", "•" or nothing."""
    _, top, wide, high, area = (float(value) for value in piece)
    middle = foot - (top + high / 2)
    if wide >= 1.8 * high and high <= 0.2 * em and wide >= 0.15 * em and area > 0.6 * wide * high:
        if middle < _BASELINE * em:
            return "_"
        if middle > 0.55 * em:
            return None
        return "-" if wide < _HYPHEN * em else "–" if wide < _EN_DASH * em else "—"
    lean = 0.7 <= wide / high <= 1.4
    if lean and area > 0.62 * wide * high and 0.13 * em <= high <= 0.6 * em and 0.12 * em <= middle <= 0.6 * em:
        return "•"
    return None


def _pieces(ink: Ink, left: int, top: int, right: int, bottom: int) -> NDArray[np.int32]:
    """The pieces of ink in a patch that are no grain: rows of left, top, width, height, area on the page."""
    patch = np.ascontiguousarray(ink[max(0, top) : bottom, max(0, left) : right])
    if patch.size == 0 or not patch.any():
        return np.zeros((0, 5), np.int32)
    _, _, stats, _ = cv2.connectedComponentsWithStats(patch, connectivity=8)
    stats = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= 6]
    return np.asarray(stats + np.array([max(0, left), max(0, top), 0, 0, 0]), dtype=np.int32)
