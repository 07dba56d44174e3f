"""A scrap of text in, whether it may be somebody's initials, an engine's guess at handwriting, or words of a text."""

from __future__ import annotations

import re
from collections.abc import Collection

from extractor.layout.vocabulary import plain, plain_words

_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyœæ")
_SHAPE = re.compile(r"(?:[^\W\d_]['’.-]?)*", re.UNICODE)
_COUNTER = re.compile(r"[-–(\[]?\s?(?:\d+|[IVXLC]+|[a-zA-Z])\s?[-–.):\]]{0,3}")  # "4", "(10)", "II.", "a)"
_NUMBER = re.compile(r"[(\[]?\d[\d.,:/%€°hH–-]*[)\].;,:]?")


def is_wordlike(text: str) -> bool:
    """Whether a scrap looks like a French word, a name or a number: "MARTIN", "l'avis", "2024"; not "SéinFé", "}%"."""
    text = text.strip("«»\"“”()[].,;:!?…'’- ")
    if _NUMBER.fullmatch(text):
        return True
    parts = re.split(r"['’./-]", text)
    return bool(text) and all(_is_word(part) for part in parts if part)


def _is_word(part: str) -> bool:
    if not part.isalpha():
        return False
    if not (part.islower() or part.isupper() or (part[0].isupper() and part[1:].islower())):
        return len(part) > 3 and part[0].isupper() and part.startswith(("Mc", "Mac", "De", "Le", "La", "Du"))
    letters = plain(part)
    if len(letters) > 2 and not _VOWELS & set(letters):
        return False
    return not re.search(r"[bcdfghjklmnpqrstvwxz]{5}", letters)


def may_be_initials(text: str, known: Collection[str]) -> bool:
    """Whether a line may be nothing but initials: "RTK", "M. 2.P", "P ~", "BRK TM"; not "Et", "Fin", "PO/", "ARTICLE".

    `known` are the plain words of the rest of the text: what stands there is a word.
    """
    pieces = text.split()
    letters = sum(char.isalnum() for char in text)
    if not pieces or not letters or letters > 12 or len(pieces) > 5 or len(text) > 16:
        return False
    whole = plain(text).strip(" .:;,")
    if whole in plain_words("words", "ordinary") | plain_words("words", "misread"):
        return False
    if plain(text).strip() in plain_words("words", "on_behalf") or whole in plain_words("words", "on_behalf"):
        return False
    if text.rstrip()[-1] in ";:,?!" or _COUNTER.fullmatch(text.strip()):
        return False
    strange = [piece for piece in pieces if plain(piece).strip(".,;:()[]") not in plain_words("words", "ordinary")]
    if not strange:
        return False
    capitals = text.isupper() and any(len(piece) >= 2 and piece.isalpha() for piece in strange)  # the "DE" of "M DE FG"
    return all((capitals and len(piece) <= 2) or _piece_of_initials(piece, known) for piece in pieces)


def _piece_of_initials(piece: str, known: Collection[str]) -> bool:
    """One piece: at most five letters and figures, no word of French or of this text."""
    letters = [char for char in piece if char.isalnum()]
    if len(letters) > 5 or (len(letters) == 5 and is_wordlike(piece)):
        return False
    word = plain(piece).strip(".,;:()[]")
    if (word in plain_words("words", "ordinary") and (len(word) > 1 or piece.islower())) or (
        len(letters) >= 3 and word in known
    ):
        return False
    if not letters or len(letters) == 1 or any(char.isdigit() for char in letters):
        return True
    alphabetic = "".join(letters)
    odd = not (alphabetic.islower() or alphabetic.istitle())
    return odd or len(letters) == 2 or not _VOWELS & set(plain(alphabetic))
