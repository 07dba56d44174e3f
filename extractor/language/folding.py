"""Text in, text of the SAME length out: without case, accents and the many shapes of apostrophes, dashes and spaces.

Matching runs on the folded text; since no character moves, a match's offsets are offsets in the text itself:
`fold("À l’Université") == "a l'universite"`. A letter that would fold to two ("œ", "ß") stays itself; the lexicon
compiler lets a form that says "oe" match "œ". Line breaks stay line breaks; other white space becomes a space.
"""

from __future__ import annotations

import codecs
import unicodedata
from encodings import cp1252

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
# French is mostly written in the characters of Windows-1252: there a byte is folded at once, seven times as fast
_BY_BYTE = "".join(map(_FOLDS.__getitem__, map(ord, cp1252.decoding_table)))


def fold(text: str) -> str:
    """The folded text; `len(fold(text)) == len(text)` always."""
    if not text.isascii():
        try:
            raw, _ = codecs.charmap_encode(text, "strict", cp1252.encoding_table)
        except UnicodeEncodeError:
            return text.translate(_FOLDS)
        return codecs.charmap_decode(raw, "strict", _BY_BYTE)[0]
    return text.translate(_FOLDS)
