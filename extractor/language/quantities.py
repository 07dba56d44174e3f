"""A unit of time in a folded text in, how many of it out: the number before it, in letters, digits or both.

"trois (3) mois", "30 (trente) jours", "douze 12 mois", "un demi-mois", "une dizaine de jours", "deux à trois ans". The
unit comes first: from it the walk goes back over words that may belong to a number, then reads them forward from the
leftmost place that leads to the unit. The way back is bounded; a number that begins before that is not read at all
rather than read in part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from extractor.language.date_parts import GAP, SPACE
from extractor.language.folding import fold
from extractor.language.lexicon import forms_pattern, load_lexicon
from extractor.language.lexicon.tables import load_table
from extractor.language.numbers import NUMBER_WORDS, read_number

_REACHES = (20, 64, 240)  # characters back from a unit: enough for most, for long ones, for any number in words
_BETWEEN_FORMS = load_lexicon("periods")["between"].forms
_BETWEEN = re.compile(rf"(?:{forms_pattern(_BETWEEN_FORMS).pattern}){SPACE}")
_BETWEEN_WORDS = frozenset(
    word for form in _BETWEEN_FORMS for word in (fold(re.sub(r"\(\w+\)", "", form)), fold(re.sub(r"[()]", "", form)))
)
_COLLECTIVES = load_table("numbers")["collectives"]
_LINK_WORDS = frozenset({"a", "ou", "de", "d", "et", "demi", "demie", "demis", "demies", "quart", "quarts"})
# most words before a unit end no number ("par jour", "chaque mois"): told apart cheaply, before the walk back
_LAST_WORDS = NUMBER_WORDS | _LINK_WORDS | _BETWEEN_WORDS
_LAST_SIGNS = frozenset("0123456789½¼¾)]}'/")
_LINK_ONLY = frozenset({"a", "ou", "de", "d", "et"})
_BELONGING = NUMBER_WORDS | _LINK_WORDS | _BETWEEN_WORDS | {"i", "l", "o"}
# numbers of one word or a few digits: what most units have before them
_PLAIN = {word: Fraction(reading.value) for word in NUMBER_WORDS if (reading := read_number(word, 0)) and reading.value}
_PLAIN |= {str(number): Fraction(number) for number in range(1, 1000)}
_PLAIN_REACH = 40
_TOKEN = re.compile(r"[a-zœ]+|[0-9]+|[½¼¾]|[()\[\]{}/.,'-]|\s+")
_CAN_START = re.compile(r"[0-9½¼¾]|[a-z]")

_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_FRACTION = re.compile(r"([13])/([24])(?![0-9])|([½¼¾])")
_DECIMAL = re.compile(r"(?:[0-9]{1,3}+(?:[ .][0-9]{3})++(?![0-9])|[0-9]{1,9}+)(?:[.,][0-9]{1,6}+)?+(?![0-9])")
_COLLECTS = re.compile(rf"{SPACE}(?:de(?={SPACE})|d'(?=[a-z]))")
_SCANNED_ZERO = re.compile(r"([0-9]{1,2})o(?![a-z0-9])")  # "3O jours"
_DEMI = re.compile(rf"(?:une?{SPACE}|la{SPACE})?(demie?s?)(?:-|{SPACE})")
_QUART = re.compile(rf"(?:(un|trois){SPACE})?quarts?{SPACE}d'{GAP}")
# "(3)", "(03)", "(3" where the unit stands inside too, "(l)" as scanned; words need their closing bracket
_BRACKET = re.compile(
    rf"{GAP}(?:[(\[{{]{GAP}(?:([0-9lio|]{{1,6}}(?:[.,][0-9]{{1,3}})?)(?:ere?)?(?:{GAP}[)\]}}]|(?![a-z0-9]))|([a-z][a-z\s-]{{0,60}}){GAP}[)\]}}])"
    rf"|/([0-9]{{1,4}})/)"
)
_ALONE = re.compile(rf"\({GAP}([0-9]{{1,4}}|[a-z][a-z\s-]{{0,30}})\){GAP}\Z")
_BARE_FIGURE = re.compile(rf"{SPACE}(?:-[^\S\n]*)?([0-9]{{1,4}})(?![0-9.,])")
_RANGE = re.compile(rf"(?:{SPACE}(?:a|ou|et){SPACE}|[^\S\n]?-[^\S\n]?)")
_INSIDE = re.compile(r"(?:[0-9][.,/-]|[a-z0-9°])\Z")  # before digits: they are the end of a longer reference
_SPACES, _NEAR = re.compile(SPACE), re.compile(rf"{SPACE}|-\n?")
_ENTRE = re.compile(rf"(?<![a-z])entre{SPACE}\Z")
_HALVES = re.compile(rf"{SPACE}demie?s?(?=-|{SPACE})")
_ET_DEMI = re.compile(rf"{SPACE}et{SPACE}demie?s?(?![a-z])")


@dataclass(frozen=True, slots=True)
class Amount:
    """A count read at a place; `figure` is what the digits beside the words say, `half` whether "demi" said it."""

    count: Fraction
    end: int
    figure: Fraction | None = None
    words: bool = False
    half: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of a unit: from `start`; `upper` where the text gives two bounds, `figure` where digits contradict words."""

    start: int
    count: Fraction
    upper: Fraction | None = None
    figure: Fraction | None = None
    half: bool = False
    about: bool = False
    digits: bool = False


def quantity_before(folded: str, unit_start: int, floor: int) -> Quantity | None:
    """The quantity that ends where a unit begins, looking back no further than `floor`."""
    plain = _plain(folded, unit_start, floor)
    if plain is not None:
        return plain
    if not _may_end(folded, unit_start, floor):
        return None
    for start in _starts(folded, unit_start, floor):
        quantity = _read(folded, start, unit_start)
        if quantity is not None:
            return quantity
    return _in_brackets(folded, unit_start, floor)


def _plain(folded: str, end: int, floor: int) -> Quantity | None:
    """A number of one word between other words, read without the walk back: "de trois" in "un préavis de trois mois"."""
    low = max(floor, end - _PLAIN_REACH)
    words = folded[low:end].split(" ")
    if len(words) < 2 or words[-1] or words[-2] not in _PLAIN or folded.startswith(("quin", "huit"), end):
        return None  # in "une quinzaine" the unit is a number too
    number = words[-2]
    start = end - 1 - len(number)
    for index in range(len(words) - 3, -1, -1):
        word = words[index]
        if word in _LINK_ONLY:
            continue
        cut = index == 0 and low > floor
        if cut or word in _BELONGING or not (word.isalpha() or (index == 0 and not word)):
            return None
        return Quantity(start, _PLAIN[number], digits=number.isdigit())
    return Quantity(start, _PLAIN[number], digits=number.isdigit()) if start == 0 else None


def _in_brackets(folded: str, end: int, floor: int) -> Quantity | None:
    """A number that stands in brackets alone, the word before it lost: "(3) mois"."""
    bracket = _ALONE.search(folded, max(floor, end - 40), end)
    if bracket is None:
        return None
    count = _double(bracket[1].strip(), words=True)
    return Quantity(bracket.start(), count, digits=True) if count is not None else None


def _may_end(folded: str, end: int, floor: int) -> bool:
    """Whether a number may end before `end`, by the last word there."""
    left = folded[max(floor, end - 16) : end].rstrip(" \n-")
    if not left or not left[-1].isalpha():
        return bool(left) and left[-1] in _LAST_SIGNS
    word = left[max(left.rfind(" "), left.rfind("\n"), left.rfind("-"), left.rfind("'"), left.rfind("(")) + 1 :]
    return word in _LAST_WORDS or word[:1].isdigit() or len(word) == len(left)


def _starts(folded: str, end: int, floor: int) -> Sequence[int]:
    """The places before `end`, leftmost first, where a number may begin that runs up to it."""
    for reach in _REACHES:
        low = max(floor, end - reach)
        starts, reached = _walk_back(folded, low, end)
        if reached > low or low == floor:
            break
    else:
        return ()  # cut in two: not ours to read
    if starts and starts[-1] > 0 and folded[starts[-1] - 1].isalnum():
        starts.pop()
    return starts[::-1]


def _walk_back(folded: str, low: int, end: int) -> tuple[list[int], int]:
    """The places where a number may begin, the last first, and how far back all words may belong to one."""
    starts: list[int] = []
    reached = end
    for match in reversed(tuple(_TOKEN.finditer(folded, low, end))):
        token = match.group()
        if match.end() != reached:
            break
        if not _belongs(token):
            return (starts, low) if match.start() == low else (starts, reached)  # at the edge it may be half a word
        reached = match.start()
        if token not in _LINK_ONLY and _CAN_START.match(token):
            starts.append(reached)
    return starts, reached


def _belongs(word: str) -> bool:
    if word[0].isalpha():
        return word in _BELONGING
    return True if not word.isspace() else word.count("\n") < 2


def _read(folded: str, start: int, end: int) -> Quantity | None:
    """The quantity that begins at `start` and ends exactly at `end`."""
    amount = _amount(folded, start)
    if amount is None or (folded[start].isdigit() and _INSIDE.search(folded, max(0, start - 2), start)):
        return None
    if _leads_to(folded, amount, end):
        return _quantity(start, amount, None, folded)
    link = _RANGE.match(folded, amount.end)
    if link is None or not (amount.words or amount.count < 1000):
        return None
    if "et" in link.group() and not _ENTRE.search(folded, max(0, start - 10), start):
        return None
    upper = _amount(folded, link.end())
    if upper is None or upper.count <= amount.count or not _leads_to(folded, upper, end):
        return None
    return _quantity(start, amount, upper, folded)


def _quantity(start: int, amount: Amount, upper: Amount | None, folded: str) -> Quantity:
    return Quantity(
        start,
        amount.count,
        upper.count if upper else None,
        amount.figure,
        amount.half,
        amount.about,
        digits=folded[start].isdigit(),
    )


def _leads_to(folded: str, amount: Amount, end: int) -> bool:
    """Whether only white space, a hyphen or a word such as "premières" stands between the amount and the unit."""
    gap = folded[amount.end : end]
    if not gap:
        return not folded[end - 1].isalpha()
    if gap == " " or _NEAR.fullmatch(gap):
        return True
    spaced = _SPACES.match(gap)
    return bool(spaced and _BETWEEN.fullmatch(gap, spaced.end()))


def _amount(folded: str, start: int) -> Amount | None:
    """A count with what stands beside it: half, fraction, number, number twice, "une dizaine de"."""
    demi = _DEMI.match(folded, start)
    if demi:
        return Amount(Fraction(1, 2), demi.end() - 1 if folded[demi.end() - 1] == "-" else demi.end(1), half=True)
    quart = _QUART.match(folded, start)
    if quart:
        return Amount(Fraction(3 if quart[1] == "trois" else 1, 4), quart.end())
    fraction = _FRACTION.match(folded, start)
    if fraction:
        value = _FRACTIONS[fraction[3]] if fraction[3] else Fraction(int(fraction[1]), int(fraction[2]))
        return Amount(value, fraction.end())
    number = _number(folded, start)
    return _beside(folded, number) if number else None


def _number(folded: str, start: int) -> Amount | None:
    if folded[start] in "0123456789":
        scanned = _SCANNED_ZERO.match(folded, start)
        if scanned:
            return Amount(Fraction(int(scanned[1]) * 10), scanned.end())
        digits = _DECIMAL.match(folded, start)
        if digits is None:
            return None
        plain = re.sub(r"[ .](?=[0-9]{3}(?:[ .,]|$))", "", digits.group()).replace(" ", "").replace(",", ".")
        half = _FRACTION.match(folded, digits.end())
        extra = _FRACTIONS[half[3]] if half and half[3] else Fraction(0)
        end = half.end() if half and half[3] else digits.end()
        return Amount(Fraction(plain) + extra, end, half=bool(extra))
    reading = read_number(folded, start)
    if reading is None:
        return None
    collective = re.search(r"[a-z]+\Z", folded[start : reading.end])
    if collective and collective.group() in _COLLECTIVES:
        of = _COLLECTS.match(folded, reading.end)
        if of:
            return Amount(Fraction(reading.value), of.end(), words=True, about=True)
        before = read_number(folded[start : start + collective.start()], 0)  # "deux quinzaines": the unit itself
        return Amount(Fraction(before.value), start + before.end, words=True) if before else None
    return Amount(Fraction(reading.value), reading.end, words=True)


def _beside(folded: str, number: Amount) -> Amount:
    """The number with its double in brackets or beside it, and with "et demi" before the unit."""
    bracket = _BRACKET.match(folded, number.end)
    if bracket:
        double = _double(bracket[1] or bracket[2] or bracket[3], words=not number.words)
        if double is not None:
            number = _joined(number, double, bracket.end())
    else:
        bare = _BARE_FIGURE.match(folded, number.end)
        if bare and number.words and int(bare[1]) == number.count:
            number = replace(number, end=bare.end())
    half = _ET_DEMI.match(folded, number.end)
    if half:
        return replace(number, count=number.count + Fraction(1, 2), end=half.end(), half=True)
    halves = _HALVES.match(folded, number.end)
    if halves:  # "dix demi-journées"
        figure = number.figure / 2 if number.figure is not None else None
        return replace(number, count=number.count / 2, end=halves.end(), half=True, figure=figure)
    return number


def _double(text: str, *, words: bool) -> Fraction | None:
    """What the brackets hold: digits, as scanned, or where `words` a number in letters."""
    if re.fullmatch(r"[0-9lio|.,]+", text) and (any(c.isdigit() for c in text) or text in ("l", "i", "|")):
        return Fraction(text.translate(str.maketrans("lio|,", "1101.")))
    reading = read_number(text.strip(), 0) if words else None
    return Fraction(reading.value) if reading and reading.end == len(text.strip()) else None


def _joined(number: Amount, double: Fraction, end: int) -> Amount:
    """Words and figure as one; the words are the value, and a figure that says otherwise is kept beside it."""
    if double == number.count:
        return replace(number, end=end)
    if number.words:
        return replace(number, end=end, figure=double)
    return replace(number, end=end, count=double, figure=number.count, words=True)
