"""The words of a page as the engine read them in, as they must have been printed out, where only one reading is French.

A raised "er" after 1 is a handful of pixels: "1er juillet" comes back as "ler juillet", "1° juillet" or "1” juillet".
The Roman II of a type without serifs is two bars: "TITRE II" comes back as "TITRE Il" or "TITRE ll". After "Article",
bars are Roman only where another article on the page has such a number; else "Article l" is the first by either.
A "j" or "g" loses its tail to the line under a heading ("Obiet", "litiqes"), a raised 2 is no letter ("120 m?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.reading.french import french

_RAISED = re.compile(r"1[°º\"”“'’‘*®™%`´^]{1,2}|1[ec]['’r]|l°|1\^er")
_NO_FIRST = re.compile(r"[tfl1iïî]?er|Ler", re.IGNORECASE)  # before the name of a month
_SQUARE = re.compile(r"([dck]?m)(?:[?°*’'”“]{1,2}|[éêë])")
_AREA = re.compile(r"\d[\d.,]*")
_NOUGHTS = re.compile(r"(?=(?:.*[\dO@]){3}|.*@|.?[0O]{2})(?=.*\d)[\dO@.,/:()-]+")  # "O2" may be a name
_TWO_POINTS = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+)\.(\d\d)(?![\d.,]*\d)")  # thousands, and cents
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_TAILLESS = re.compile(r"(?<=[a-zà-öø-ÿ])q(?=[a-rtv-zà-öø-ÿ])")  # but for "coqs", a q that ends no word has its u
_BARS = re.compile(r"(?=.*[l|])[IVXl|]{2,5}")
_SERIFED = re.compile(r"(?=.*T)[IVXTl|]{2,5}")
_PRONOUN = re.compile(r"I[1\]|!lL]|[1l|][l|]|\[l")
_ONE_BAR = re.compile(r"[l|!]")
_ARTICLE = re.compile(r"(?:.*['’])?art(?:icles?|\.)", re.IGNORECASE)
_FIRST_AND_ON = re.compile(r"(l(?:er|ère|re))[.,:]?[-–—].*")
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
    roman = _has_roman_articles(words)
    out = []
    last = ""  # the number of the article before
    for index, word in enumerate(_with_noughts(_with_tails(one_case(word))) for word in words):
        core = word.rstrip(",.;:)")
        if core in misread:
            out.append(misread[core] + word[len(core) :])
            continue
        if joined := _FIRST_AND_ON.fullmatch(word):  # "ler.-La"
            out.append(misread[joined[1]] + word[joined.end(1) :])
            continue
        following = words[index + 1].lower().strip(",.;:)") if index + 1 < len(words) else ""
        previous = words[index - 1].lower() if index else ""
        around = words[index - 1] if index else "", "".join(words[index + 1 : index + 2]) if word == core else ""
        number = _numeral(core, *around) or _article_number(core, *around, roman=roman)
        if roman and _ARTICLE.fullmatch(around[0]):
            number = number or _joined_bars(core, last)
            last = number or (core if _ROMAN.fullmatch(core) else last)  # "à l'article 7" is no article's own
        if not number and _is_pronoun(core, previous, around[1]):
            out.append("Il")
            continue
        if number:
            out.append(number + word[len(core) :])
            continue
        if (square := _SQUARE.fullmatch(core)) and _AREA.fullmatch(previous):
            out.append(square[1] + "²" + word[len(core) :])
            continue
        if following in months and _NO_FIRST.fullmatch(core) and not previous.isdigit():
            out.append("1er" + word[len(core) :])
            continue
        raised = _RAISED.fullmatch(core) is not None and (following in months or previous in before)
        out.append("1er" + word[len(core) :] if raised else word)
    return tuple(out)


def _with_tails(word: str) -> str:
    """ "Obiet" as "Objet", "litiqes" as "litiges"."""
    return _LETTERS.sub(lambda part: _with_j(part[0]), _TAILLESS.sub("g", word))


def _with_j(letters: str) -> str:
    meant = french()["tailless"].get(letters.lower())
    if meant is None:
        return letters
    at = meant.index("j")
    return letters[:at] + ("J" if letters[at].isupper() else "j") + letters[at + 1 :]


def _with_noughts(word: str) -> str:
    """ "O0" as "00", "20@4" as "2004": signs among figures that are a nought; "9.918.00" as "9.918,00"."""
    word = word.replace("O", "0").replace("@", "0") if _NOUGHTS.fullmatch(word) else word
    return _TWO_POINTS.sub(r"\1,\2", word)


def _numeral(core: str, before: str, after: str) -> str | None:
    """The Roman number that bars after a heading word stand for; `None` where they may be the pronoun ("la Section Il est")."""
    heads = before.lower() in french()["numbered_in_roman"] and before[0].isupper()
    return _roman(core) if heads and _BARS.fullmatch(core) and not _may_be_pronoun(core, after) else None


def _article_number(core: str, before: str, after: str, *, roman: bool) -> str | None:
    """The number of an article that was read as bars, on a page whose other articles have Roman numbers or not."""
    if not _ARTICLE.fullmatch(before):
        return None
    if roman:
        if _ONE_BAR.fullmatch(core):
            return "I"
        return _roman(core) if _BARS.fullmatch(core) and not _may_be_pronoun(core, after) else None
    return "1" if core == "l" else None  # other bars may be the rules of a table


def _is_pronoun(word: str, previous: str, following: str) -> bool:
    """Whether "I1" or "||" begins a sentence and its verb follows: the pronoun, in type whose I and l are alike."""
    begins = not previous or previous[-1] in ".;:!?»"
    return begins and _PRONOUN.fullmatch(word) is not None and following[:2].isalpha() and following.islower()


def _joined_bars(core: str, before: str) -> str | None:
    """The Roman number in which serifs have joined one or two bars to a T: "VITI" is VIII, "IT" after II is III."""
    if not _SERIFED.fullmatch(core):
        return None
    meant = {roman for bars in ("I", "II") if (roman := _roman(core.replace("T", bars)))}
    following = meant & {before + "I"}
    return next(iter(following or meant)) if len(following or meant) == 1 else None


def _has_roman_articles(words: Sequence[str]) -> bool:
    """Whether articles have Roman numbers on a page; a lone I may be a 1."""
    numbers = (word.rstrip(",.;:)") for before, word in pairwise(words) if _ARTICLE.fullmatch(before))
    return any(len(number) > 1 and _ROMAN.fullmatch(number) for number in numbers)


def _may_be_pronoun(core: str, after: str) -> bool:
    return core == "Il" and after[:1].islower() and after.lower() not in french()["after_roman"]


def _roman(core: str) -> str | None:
    roman = core.replace("l", "I").replace("|", "I")
    return roman if _ROMAN.fullmatch(roman) else None
