"""The words about a period in, whether an amendment gives it as the new term or recites the old one out.

"a été conclue pour trois ans" is the term that was, "est portée à cinq ans" the new one, "est prolongée de deux ans" adds to
what began before.
"""

from __future__ import annotations

import re

_PROLONGS = re.compile(
    r"(?<!\w)est\s+(?:(?:ainsi|donc|egalement|expressement)\s+)?(?:prolongee?|prorogee?)\s+(?:pour|de|d'|pendant)\s*"
    r"(?:une\s+)?(?:(?:nouvelle|meme)\s+)?(?:(?:duree|periode)\s+)?(?:(?:supplementaire|complementaire|additionnelle)\s+)?(?:de\s+|d')?$"
)
_BY_ITSELF = re.compile(r"taci|sauf|renouvel|recondu|a\s+l'(?:issue|expiration|echeance)|chaque|(?<!\w)si(?!\w)")
_CHANGES = re.compile(
    r"(?<!\w)(?:est|sera)\s+(?:\w+\s+)?(?:portee?|ramenee?|reportee?|repoussee?|prolongee?|prorogee?|allongee?|reduite?)\s+[^.;]{0,30}$"
)
_MOVES = re.compile(r"est\s+(?:ainsi\s+)?(?:reporte|repousse)")
_RECITES = re.compile(
    r"(?<!\w)(?:initiale?(?!\w)|(?:a|avait)\s+(?:initialement\s+)?ete\s+(?:conclu|signe|consenti|etabli|passe|prevu|fixe)|"
    r"initialement\s+(?:conclu|signe|prevu|fixe)|etait\s+(?:conclu|prevu|fixe))"
)
_CHANGED_AFTER = re.compile(
    r"[^.;]{0,90}?(?<!\w)(?:est|sera)\s+(?:\w+\s+)?(?:portee?\s+a|ramenee?\s+a|reportee?\s+au?|repoussee?\s+au?|prolongee?|prorogee?|allongee?|reduite?)(?!\w)"
)


def prolongs(left: str, sentence: str) -> int | None:
    """How many characters before the period "est prolongée de" begins; `None` without it, or where it comes by itself."""
    match = _PROLONGS.search(left)
    return len(left) - match.start() if match and not _BY_ITSELF.search(sentence) else None


def changes(left: str) -> bool:
    """Whether the words before a period make it the new term."""
    return _CHANGES.search(left) is not None


def moves_the_end(words: str) -> bool:
    """Whether the words of an end make it the new one: "est reporté au 31 mai 2030"."""
    return _MOVES.match(words) is not None


def is_recited(left: str, folded: str, end: int) -> bool:
    """Whether a period that ends at `end` is the term that was: said of the past, or changed in the words that follow."""
    return _RECITES.search(left) is not None or _CHANGED_AFTER.match(folded, end) is not None
