"""The words of a page as the engine read them in, as they must have been printed out, where only one reading is French.

A raised "er" after 1 is a handful of pixels: "1er juillet" comes back as "ler juillet", "1° juillet" or "1” juillet".
The Roman II of a type without serifs is two bars: "TITRE II" comes back as "TITRE Il" or "TITRE ll".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.reading.french import french

_RAISED = re.compile(r"1[°º\"”“'’‘*®™%`´^]{1,2}|1[ec]['’r]|l°|1\^er")
_BARS = re.compile(r"(?=.*[l|])[IVXl|]{2,5}")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_PARTS = re.compile(r"(['’.\-/])")
_ALIKE = frozenset("COSUVWXZ")  # capitals that differ from their small letters by nothing but size


def one_case(word: str) -> str:
    """ "SeCOurs" as "Secours": letters that look alike in both cases follow those that do not; "l'Office" stays."""
    return "".join(_one_case(part) for part in _PARTS.split(word))


def _one_case(part: str) -> str:
    inner = part[1:]
    raised = [char for char in inner if char.isupper()]
    if not raised or any(char not in _ALIKE for char in raised) or (part[0].isupper() and len(raised) < 2):
        return part  # "McOwen"
    told = [char for char in inner if char.isalpha() and char.upper() not in _ALIKE]
    return part[0] + inner.lower() if len(told) >= 2 and all(char.islower() for char in told) else part


def put_right(words: Sequence[str]) -> tuple[str, ...]:
    """`put_right(("le", "1°", "juillet"))` is ("le", "1er", "juillet"); "1° Par les tiers" stays."""
    table = french()
    misread, months, before = table["misread"], set(table["months"]), set(table["before_first"])
    out = []
    for index, word in enumerate(map(one_case, words)):
        core = word.rstrip(",.;:)")
        if core in misread:
            out.append(misread[core] + word[len(core) :])
            continue
        following = words[index + 1].lower().strip(",.;:)") if index + 1 < len(words) else ""
        previous = words[index - 1].lower() if index else ""
        if index and (roman := _numeral(core, words[index - 1], "".join(words[index + 1 : index + 2]), word == core)):
            out.append(roman + word[len(core) :])
            continue
        raised = _RAISED.fullmatch(core) is not None and (following in months or previous in before)
        out.append("1er" + word[len(core) :] if raised else word)
    return tuple(out)


def _numeral(core: str, before: str, after: str, goes_on: bool) -> str | None:
    """The Roman number that bars after a heading word stand for; `None` where they may be the pronoun ("la Section Il est")."""
    table = french()
    if before.lower() not in table["numbered_in_roman"] or not before[0].isupper() or not _BARS.fullmatch(core):
        return None
    if core == "Il" and goes_on and after[:1].islower() and after.lower() not in table["after_roman"]:
        return None
    roman = core.replace("l", "I").replace("|", "I")
    return roman if _ROMAN.fullmatch(roman) else None
