"""A line in, whether it begins an item of a list: a dash, a bullet, a letter, a number, or what OCR makes of a bullet."""

from __future__ import annotations

import re

from extractor.layout.looks import Look

_BULLET = re.compile(r"[-–—―−•·▪●■□◦○❖➢➤►▶→✓✔*\uf0b7\uf0a7\uf0d8\uf02d]+\s+\S|[-–—―•●▪][^\W\d_«\"(]|[oO§]\s+[A-ZÀ-Ý]")
_NUMBER = re.compile(
    r"\(?\d{1,2}\s?\)\s*\S|\d{1,2}\s?°\s?\)?\s*\S|\d{1,2}\s?[.]\s*[-–—―]?\s*[^\W\d]|\d{1,2}\s[-–—―]\s?\S|\d{1,2}(?:[.]\d{1,2})+[.)]?\s+\S"
    r"|(?!\(s\))\(?(?:[a-z]|[ivx]{1,5}|[A-Z])\s?\)\s*\S|[a-zA-H]\s?[.]\s+\S|[ivx]{1,5}\.\s+\S"
)
_GUESSED = frozenset("+°¢©®=*.<>¤?·~€")  # what engines make of a bullet
_GUESSED_LETTERS = frozenset("eoO")
_ENDS = (".", ";", ":", ",", "!", "?")


def marker_of(text: str) -> str | None:
    """The kind of mark a text begins with: `marker_of("- la Ville")` is "-", `marker_of("2° le")` is "1"."""
    if _BULLET.match(text):
        return "-" if text[0] in "-–—―−" else "•"
    if _NUMBER.match(text):
        return "1" if text.lstrip("(")[0].isdigit() else "a"
    return None


def begins_item(look: Look, before: Look | None) -> bool:
    """Whether a line begins an item; `before` is the line before it in reading order."""
    loose = before is None or before.flow != look.flow or look.fresh or not before.full
    if not (loose or before is None or before.text.endswith(_ENDS)):
        return False
    return marker_of(look.text) is not None or _guessed_bullet(look) or (before is not None and _hangs(look, before))


def _hangs(look: Look, before: Look) -> bool:
    """Whether a bullet was lost: the line is set in, after a lead-in or an item's end, where words begin a new item."""
    if look.kind != "body" or look.row.confidence() is None:
        return False
    if look.indent < 1.5 * look.em or not look.text[0].isupper() or not before.text.endswith((";", ":", ",")):
        return False
    if look.flow != before.flow:
        return before.kind == "body"
    step = look.row.box.x0 - before.row.box.x0
    return abs(step) < 0.6 * look.em or (step > 1.5 * look.em and before.text.endswith(":"))


def _guessed_bullet(look: Look) -> bool:
    """Whether OCR read a bullet as something else: one odd character, apart from the words that hang beside it."""
    tokens = look.row.tokens
    if len(tokens) < 2 or tokens[0].word.confidence is None or len(tokens[0].text) > 2:
        return False
    if set(tokens[0].text) <= _GUESSED:
        return True
    return tokens[0].text in _GUESSED_LETTERS and tokens[1].box.x0 - tokens[0].box.x1 > 0.6 * look.em
