"""The sheets of a document in, the same without initials at page feet and an engine's guesses at ink that is no print.

Only where nothing speaks for a word: a scrap with one credible word in it stays in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.document import Furniture, FurnitureKind
from extractor.layout.initials import is_wordlike, may_be_initials
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import WIDE, Sheet, furniture_of, segments
from extractor.layout.vocabulary import plain, plain_words, starts_with
from extractor.layout.words import Token

_FOOT = 0.78  # initials stand below this share of the page, or beside the text
_VERY_FOOT = 0.9
_FOOT_ROWS = 8
_SURE, _UNSURE, _GUESS = 0.6, 0.5, 0.3
_SHORT = frozenset(
    {"m", "mm", "me", "mr", "dr", "pr", "et", "le", "la", "de", "du", "a", "en", "ce"}
)  # words signatures stand among
_RULES = frozenset("-–—*_|~=+<>^#\\")
_STROKES = frozenset("|_~¦\\^`'´‘’\"“”=<>{}[]!/—-–.,:;*°+«»•·")
_NEVER_BULLETS = frozenset("|_~¦\\^`'´‘’\"“”!/:;,{}[]")
_DIRT = frozenset("|_~¦\\^`´")

Found = list[tuple[FurnitureKind, tuple[Token, ...]]]


def set_noise_apart(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Furniture, ...]]:
    """Initials and ink taken off the sheets, and those as furniture."""
    known = _known_words(sheets)
    cleared, furniture = [], []
    for sheet in sheets:
        found = _initials(sheet, known)
        bare = sheet.without(token for _, tokens in found for token in tokens)
        ink = _ink(bare, known)
        cleared.append(bare.without(token for _, tokens in ink for token in tokens))
        furniture += [furniture_of(kind, tokens) for kind, tokens in found + ink]
    return tuple(cleared), tuple(furniture)


def _known_words(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The plain words of three letters and more in rows that are surely text."""
    words: Counter[str] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            if len(row.tokens) >= 4:
                words.update(re.findall(r"[^\W\d_]{3,}", plain(row.text)))
    return frozenset(words)


# --- initials -----------------------------------------------------------------------------------------------


def _initials(sheet: Sheet, known: frozenset[str]) -> Found:
    """Scraps below the last line of the text, or outside its right and left edges, that are nobody's words."""
    rows, left, right = list(sheet.rows), *sheet.edges
    opens = starts_with("marks", "closing")
    closing = next((at for at, row in enumerate(rows) if opens.match(plain(row.text))), len(rows))
    found: Found = []
    while rows and _is_foot_scrap(rows, sheet, known, closing=len(rows) - 1 > closing):
        found.append(("paraphe", rows.pop().tokens))
    for at, row in enumerate(rows):
        parts = segments(row, WIDE * sheet.em)
        for part in (parts[0], parts[-1]) if len(parts) > 1 else parts:
            outside = part[0].box.x0 > right + 0.5 * sheet.em or part[-1].box.x1 < left - 0.5 * sheet.em
            if outside and len(rows) >= 5 and (at <= closing or _doubt(part)) and _is_scrap(part, known):
                found.append(("paraphe" if row.mid / sheet.tall > 0.6 else "noise", part))
    return found


def _is_foot_scrap(rows: list[Row], sheet: Sheet, known: frozenset[str], *, closing: bool) -> bool:
    """Whether the lowest row is initials: apart from the text above it, or written over by hand.

    Below the closing formula a short scrap may be a name: it must stand at the very foot, or be doubtful.
    """
    last = rows[-1]
    if not _is_scrap(last.tokens, known) or len(rows) == 1:
        return False
    above = next((row for row in reversed(rows[-_FOOT_ROWS:-1]) if not _is_scrap(row.tokens, known)), None)
    if above is None:
        return False
    space, down = (last.mid - above.mid) / sheet.pitch, last.mid / sheet.tall
    if closing and not _doubt(last.tokens):
        return down > _VERY_FOOT and space > 2.5
    return space > 2.5 or (down > _FOOT and (space > 1.45 or _doubt(last.tokens)))


def _is_scrap(tokens: tuple[Token, ...], known: frozenset[str]) -> bool:
    text = join_tokens(tokens)
    last = tokens[-1].word.confidence
    if may_be_initials(text.rstrip(";:,!?") if last is not None and last < _GUESS else text, known):
        return True
    return _doubt(tokens) and len(text) <= 20 and not any(_is_solid(token, known) for token in tokens)


def _doubt(tokens: tuple[Token, ...]) -> bool:
    """Whether the engine was unsure of the whole."""
    known = [token.word.confidence for token in tokens if token.word.confidence is not None]
    return bool(known) and sum(known) / len(known) < _SURE


# --- ink that is no print -----------------------------------------------------------------------------------


def _ink(sheet: Sheet, known: frozenset[str]) -> Found:
    """Guesses at signatures, stamps, specks and table rules."""
    found: Found = []
    closing = False
    opens = starts_with("marks", "closing")
    for row in sheet.rows:
        parts = segments(row, WIDE * sheet.em)
        if closing and row.confidence() is not None:
            scribbles = [part if _is_scribble(part) else _scribbled_tail(part) for part in parts]
            found += [("noise", scribble) for scribble in scribbles if scribble]
            parts = tuple(
                part[: len(part) - len(ink)] for part, ink in zip(parts, scribbles, strict=True) if len(ink) < len(part)
            )
        read = [any(_is_solid(token, known) for token in part) for part in parts]
        for index, part in enumerate(parts):
            if not read[index] and _is_ink(part, sheet, first=index == 0 and len(parts) > 1, beside=any(read)):
                found.append(("noise", part))
                continue
            found += [("noise", (token,)) for token in _specks(part)]
        closing = closing or opens.match(plain(row.text)) is not None
    return found


def _is_scribble(part: Sequence[Token]) -> bool:
    """Whether a scrap in the closing block is only strokes and one or two letters: signatures look so to an engine."""
    if any(_stands(token) for token in part):
        return False
    words = [plain(token.text).strip(".,;:*'") for token in part]
    return any(word not in _SHORT and not word.isdigit() for word in words) or not any(word in _SHORT for word in words)


def _stands(token: Token) -> bool:
    """Whether a token in the closing block is more than a stroke: three letters, or a mark of signing for another."""
    return sum(char.isalnum() for char in token.text) > 2 or plain(token.text) in plain_words("words", "on_behalf")


def _scribbled_tail(part: tuple[Token, ...]) -> tuple[Token, ...]:
    """What stands after the last word of a scrap in the closing block, where a stroke is among it: "-- 7"."""
    end = max((index for index, token in enumerate(part) if _stands(token)), default=len(part)) + 1
    tail = part[end:]
    return tail if any(set(token.text) <= _RULES for token in tail) else ()


def _is_ink(part: tuple[Token, ...], sheet: Sheet, *, first: bool, beside: bool) -> bool:
    """Whether a scrap set apart by white, in which nothing is credible, is no print.

    The first scrap of a row may be a bullet or a label that was misread ("£" for "VU"): it stays. One beside credible
    words may be the cell of a table: it goes only where it is tiny or no word and no number at all.
    """
    if part[0].word.confidence is None:
        return False
    text = join_tokens(part)
    if first and len(part) == 1 and not set(text) <= _NEVER_BULLETS:
        return False
    letters = sum(char.isalnum() for char in text)
    if beside and letters > 3 and (sum(char.isdigit() for char in text) >= 2 or any(is_wordlike(t.text) for t in part)):
        return False
    sure = sum(token.word.confidence or 0.0 for token in part) / len(part)
    size = max(token.box.height for token in part) / max(sheet.ink, 0.1)
    strokes = set(text.replace(" ", "")) <= _STROKES
    return len(text) <= 25 and (sure < _UNSURE or size > 2.2 or (strokes and sure < 0.8))


def _is_solid(token: Token, known: frozenset[str]) -> bool:
    """Whether a token is credible print: a word, a name or a number of which the engine was sure enough."""
    sure = token.word.confidence
    if sure is None:
        return True
    letters = sum(char.isalnum() for char in token.text)
    if letters >= 7:  # an address, a reference, a word misread: too long for a stroke of the pen
        return True
    if not letters or not is_wordlike(token.text):
        return False
    if letters >= 3 and plain(token.text).strip(".,;:()«»") in known:
        return True
    return sure >= _SURE or (letters >= 5 and token.text.strip(".,;:").isalpha())  # engines doubt many a good word


def _specks(part: tuple[Token, ...]) -> list[Token]:
    """Strokes before the first and after the last word of a line: a table's rule, dirt."""
    if len(part) < 2 or part[0].word.confidence is None or part[-1].word.confidence is None:
        return []
    first, second, before, last = part[0], part[1], part[-2], part[-1]
    specks = []
    apart = last.box.x0 - before.box.x1 > 0.5 * before.box.height
    sure = last.word.confidence or 0.0
    rule = set(last.text) <= _DIRT and sure < _UNSURE
    if (
        rule
        or (apart and set(last.text) <= _STROKES and sure < _GUESS)
        or (apart and len(last.text) == 1 and sure < 0.15)
    ):
        specks.append(last)
    apart = second.box.x0 - first.box.x1 > 0.5 * second.box.height  # a "|" close to its word may be an "I" or an "l"
    if set(first.text) <= _DIRT and (first.word.confidence or 0.0) < _UNSURE and (apart or first.text != "|"):
        specks.append(first)
    return specks
