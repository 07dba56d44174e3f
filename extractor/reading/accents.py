"""A word of a text layer in, the same with accents that stand beside their letters put upon them out.

Old TeX fonts draw "août" as "aoˆut" and "prélevé" as "pr´elev´e"; some writers put the accent after the letter.
"""

from __future__ import annotations

import unicodedata

_COMBINING = {"ˆ": "\u0302", "´": "\u0301", "`": "\u0300", "¨": "\u0308", "¸": "\u0327", "˜": "\u0303"}
_DOTLESS = {"ı": "i", "ȷ": "j"}
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸñÑ")


def recompose(word: str) -> str:
    """The word with its accents in place where only one reading makes French letters: "aoˆut" gives "août"."""
    if not any(char in _COMBINING for char in word):
        return word
    out: list[str] = []
    pending = ""
    for char in word:
        if char in _COMBINING:
            if pending:
                out.append(pending)
            pending = char
            continue
        if pending:
            whole = _compose(char, pending)
            if whole is not None:  # the accent before its letter, as TeX writes
                out.append(whole)
            elif out and (before := _compose(out[-1], pending)) is not None:  # after its letter
                out[-1] = before
                out.append(char)
            else:
                out += [pending, char]
            pending = ""
        else:
            out.append(char)
    if pending:
        before = _compose(out[-1], pending) if out else None
        if before is not None:
            out[-1] = before
        else:
            out.append(pending)
    return "".join(out)


def _compose(letter: str, accent: str) -> str | None:
    whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _COMBINING[accent])
    return whole if len(whole) == 1 and whole in _FRENCH else None
