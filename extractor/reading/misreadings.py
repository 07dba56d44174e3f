"""The words of a page as the engine read them in, as they must have been printed out, where only one reading is French.

A raised "er" after 1 is a handful of pixels: "1er juillet" comes back as "ler juillet", "1° juillet" or "1” juillet".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.french import french

_RAISED = re.compile(r"1[°º\"”“'’‘*®™%`´^]{1,2}|1[ec]['’r]|l°|1\^er")


def put_right(words: Sequence[str]) -> tuple[str, ...]:
    """`put_right(("le", "1°", "juillet"))` is ("le", "1er", "juillet"); "1° Par les tiers" stays."""
    table = french()
    misread, months, before = table["misread"], set(table["months"]), set(table["before_first"])
    out = []
    for index, word in enumerate(words):
        core = word.rstrip(",.;:)")
        if core in misread:
            out.append(misread[core] + word[len(core) :])
            continue
        following = words[index + 1].lower().strip(",.;:)") if index + 1 < len(words) else ""
        previous = words[index - 1].lower() if index else ""
        raised = _RAISED.fullmatch(core) is not None and (following in months or previous in before)
        out.append("1er" + word[len(core) :] if raised else word)
    return tuple(out)
