"""Text in, text of the SAME length out: without case, accents and the many shapes of apostrophes, dashes and spaces.

Matching runs on the folded text; since no character moves, a match's offsets are offsets in the text itself:
`fold("À l’Université") == "a l'universite"`. A letter that would fold to two ("œ", "ß") stays itself; the lexicon
compiler lets a form that says "oe" match "œ". Line breaks stay line breaks; other white space becomes a space.
"""

from __future__ import annotations

import unicodedata

_SHAPES = {
    **dict.fromkeys("’‘‛ʼ´`′＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
    **dict.fromkeys("«»“”„‟″", '"'),
    **dict.fromkeys("\t\v\f\r\u00a0\u1680\u180e\u2028\u2029\u202f\u205f\u3000\ufeff", " "),
    **{chr(code): " " for code in range(0x2000, 0x200B)},
}


class _Folds(dict[int, str]):
    """Code point → its fold, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = _SHAPES.get(character)
        if folded is None:
            base = "".join(c for c in unicodedata.normalize("NFD", character.lower()) if not unicodedata.combining(c))
            folded = base if len(base) == 1 else character
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The folded text; `len(fold(text)) == len(text)` always."""
    return text.translate(_FOLDS)
