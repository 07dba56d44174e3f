"""A place in a heading in, the numbers that may stand there out: "1er", "premier", "IV", "4 bis", "3.2", "S" read for 5.

A number is read in every way it can be meant ("II" is two, or eleven on a bad scan); what is far-fetched carries a
`cost`, and the sequence of the whole document decides (`numbering.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.lexicon import load_lexicon

_SUFFIXES = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies")
_SUFFIX = r"(?:[ \-]?(?P<suffix>bis|ter|quater|quinquies|sexies|septies|octies|nonies)(?![a-z0-9])|(?P<letter>[a-f])(?![a-z0-9.'\u2019]))?"
_DOTTED = re.compile(r"(?P<path>\d{1,2}(?:\.\d{1,2}){1,3})(?![\d])(?!\.\d)")
_DASHED = re.compile(r"(?P<path>\d{1,2}(?:-\d{1,2}){1,2})(?![\d])")
_DIGITS = re.compile(
    r"(?P<digits>\d{1,3})(?:[ ]?\^?\{?(?:ere|er|eme|ieme|e|º|°)\}?(?![a-z])|(?:er)(?=[A-Z]))?"
    + _SUFFIX
    + r"(?:\s+et\s+[Dd]ernier(?![a-z]))?(?!\d)"
)
_ROMAN = re.compile(r"(?P<roman>[IVX]{1,8}[LC]?[IVX]{0,8})(?:\^?\{?(?:er|ER)\}?)?(?![A-Za-zÀ-ÿ0-9])")
_ROMAN_SMALL = re.compile(r"(?P<roman>[ivx]{1,8})(?![A-Za-zÀ-ÿ0-9])")
_ROMAN_DOTTED = re.compile(r"(?P<roman>[IVX]{1,8})(?P<rest>(?:[.-]\d{1,2}){1,3})(?![\dA-Za-z])")
_GLUED = re.compile(r"(?P<digits>\d{1,3})(?:er|ER)(?=[A-ZÀ-Ý])")
_BLURRED = re.compile(r"[0-9IVXLOSBZGHTUJYENlioftjyvx|!]{1,5}(?![A-Za-zÀ-ÿ0-9])")
_SMALL = re.compile(r"[lioj|!]{1,2}")
_FIRST = re.compile(r"[lI|!i1][ ]?er(?![a-z])")
_CODE = re.compile(r"(?:[lrd][.*]?[ ]?(?:[o]\.[ ]?)?\d{2,}|[lrd]\.?[ ]?\d+-\d)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_AS_DIGITS = str.maketrans("IlOoSBZG|!i", "11005826111")
_SINGLE = {**dict.fromkeys("l1|!ifFtTjJL", "I"), **dict.fromkeys("vyY", "V"), "x": "X"}
_AS_ROMAN = (  # one stroke too many or too few: "VIH" is VIII, "XIE" XIII or XII
    str.maketrans({**_SINGLE, **dict.fromkeys("HUEN", "II")}),
    str.maketrans({**_SINGLE, **dict.fromkeys("HUEN", "I")}),
)


@dataclass(frozen=True, slots=True)
class HeadingNumber:
    """One way to read a number: `path` (3,) or (3, 2), rank of bis/ter in `rank`, its text in `suffix`."""

    path: tuple[int, ...]
    suffix: str = ""
    rank: int = 0
    roman: bool = False
    cost: float = 0.0

    @property
    def label(self) -> str:
        """As it stands in a record: "3.2", "4bis"."""
        return ".".join(map(str, self.path)) + self.suffix


def parse_roman(text: str) -> int | None:
    """`parse_roman("XIV") == 14`; `None` for what no one writes ("IIX")."""
    values = [_VALUES.get(c, 0) for c in text]
    if not values or 0 in values:
        return None
    total = sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
    return total if 0 < total < 400 and render_roman(total) == text else None


def render_roman(number: int) -> str:
    """`render_roman(14) == "XIV"`."""
    out = ""
    for value, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while number >= value:
            out, number = out + sign, number - value
    return out


def read_number(text: str, folded: str, at: int, *, words: bool = True) -> tuple[tuple[HeadingNumber, ...], int]:
    """The readings of what begins at `at`, best first, and where it ends; `((), at)` where no number stands."""
    if _CODE.match(folded, at):  # "article L. 132-17" is a code's
        return (), at
    for pattern in (_DOTTED, _DASHED):
        match = pattern.match(folded, at)
        if match:
            path = tuple(int(n) for n in re.split(r"[.\-]", match["path"]))
            return (HeadingNumber(path),), match.end()
    nested = _ROMAN_DOTTED.match(text, at)
    if nested and (value := parse_roman(nested["roman"])):
        below = tuple(int(n) for n in re.findall(r"\d+", nested["rest"]))
        return (HeadingNumber((value, *below), roman=True),), nested.end()
    glued = _GLUED.match(text, at)
    if glued:
        return (HeadingNumber((int(glued["digits"]),)),), glued.end()
    match = _DIGITS.match(folded, at)
    if match and not _blurred_tail(text, match.end()):
        return (HeadingNumber((int(match["digits"]),), *_suffix(match)),), match.end()
    roman = _ROMAN.match(text, at) or _ROMAN_SMALL.match(text, at)
    readings: list[HeadingNumber] = []
    end = at
    if roman and (value := parse_roman(roman["roman"].upper())) and roman["roman"].upper() not in ("L", "C"):
        end = roman.end()
        suffix = re.compile(_SUFFIX).match(folded, end) if folded[end : end + 1] in (" ", "-") else None
        tail = _suffix(suffix) if suffix else ("", 0)
        end = suffix.end() if suffix and suffix["suffix"] else end
        readings.append(HeadingNumber((value,), *(tail if tail[0] in _SUFFIXES else ("", 0)), roman=True))
    if words and not readings:
        found = _written(folded, at)
        if found:
            return (found[0],), found[1]
    first = _FIRST.match(text, at)
    if first and not readings:
        return (HeadingNumber((1,), cost=0.5),), first.end()
    blurred = _BLURRED.match(text, at)
    if blurred and (not blurred[0].islower() or _SMALL.fullmatch(blurred[0])):
        end = max(end, blurred.end())
        readings += _guesses(blurred[0], {r.path for r in readings})
    return tuple(readings), end


def _blurred_tail(text: str, end: int) -> bool:
    return text[end : end + 1] in ("l", "I", "O", "S", "B") and not text[end + 1 : end + 2].isalpha()


def _suffix(match: re.Match[str]) -> tuple[str, int]:
    if match["suffix"]:
        return match["suffix"], _SUFFIXES.index(match["suffix"]) + 1
    if match["letter"]:
        return match["letter"], ord(match["letter"]) - ord("a") + 1
    return "", 0


def _guesses(token: str, known: set[tuple[int, ...]]) -> list[HeadingNumber]:
    guesses = []
    digits = token.translate(_AS_DIGITS)
    if digits.isdigit() and 0 < int(digits) < 200 and (int(digits),) not in known:
        guesses.append(HeadingNumber((int(digits),), cost=1.5))
        known.add((int(digits),))
    for place, table in enumerate(_AS_ROMAN):
        roman = parse_roman(token.translate(table).upper())
        if roman and (roman,) not in known:
            guesses.append(HeadingNumber((roman,), roman=True, cost=2.0 + 0.5 * place))
            known.add((roman,))
    return guesses


def _written(folded: str, at: int) -> tuple[HeadingNumber, int] | None:
    if not folded[at : at + 1].isalpha():
        return None
    found: tuple[HeadingNumber, int] | None = None
    for entry in load_lexicon("heading_numbers").values():
        match = entry.pattern.match(folded, at)
        if match and (found is None or match.end() > found[1]):
            found = HeadingNumber((int(entry.value),)), match.end()
    return found
