"""French in, whole numbers out: `parse_number("quatre-vingt-dix-sept") == 97`, and every number of a text with its place.

France, Belgium, Switzerland and Québec; with hyphens or without, "et un", digits in groups, "3 millions", signs. The
words stand in lexicon/tables/numbers.toml; here is how they combine. A number is read from the left, the longest that
the grammar allows, so that its length is bounded and reading is linear: "un un un" is three numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractor.language.flattening import flatten
from extractor.language.lexicon.tables import load_table

_TABLE = load_table("numbers")
_UNITS, _TENS, _HUNDRED, _THOUSAND = _TABLE["units"], _TABLE["tens"], _TABLE["hundred"], _TABLE["thousand"]
_SCALES, _COLLECTIVES, _SUFFIXES = _TABLE["scales"], _TABLE["collectives"], _TABLE["suffixes"]
_STARTERS = {**_UNITS, **_TENS, **_HUNDRED, **_THOUSAND, **_TABLE["zero"]}
NUMBER_WORDS = frozenset({*_STARTERS, *_TABLE["score"], *_SCALES, *_COLLECTIVES, "et"})

# what may go on from one to nine or eleven to sixteen; before any other word such a number is whole
_EXTENDS = frozenset({*_TABLE["score"], *_HUNDRED, *_THOUSAND, *_SCALES, *_COLLECTIVES})
_SHORT = {word: value for word, value in _UNITS.items() if value != 10}
_MAX_DIGITS = 40  # a longer row of digits is an identifier, not a number
_WORD = re.compile(r"[a-zœ]+")
# 1 200 000 · 1.200.000 · 1200 · 1 200,50; possessive, so that a long row of digits is read once
_DIGITS = re.compile(r"(?:[0-9]{1,3}+(?:([ .'])[0-9]{3}(?:\1[0-9]{3})*+)(?![0-9])|[0-9]++)(?:[.,][0-9]++)?|,[0-9]++")
_BETWEEN = re.compile(r"[^\S\n]*+(?:-[^\S\n]*+)?(?:\n[^\S\n]*+)?(?=[a-z0-9])")
# what makes a number a part of something else: "cent trente cinquièmes", "deux tiers", "deux virgule cinq", "12e345"
_ON = "|".join([*_TABLE["fractions"], *sorted(NUMBER_WORDS - {"et"})])
_PART_OF = re.compile(rf"\w|[./,-]\w|[\s-]+(?:[a-z]+iemes?|{_ON})(?!\w)")
_NEGATIVE = re.compile(r"(?<!\w)(?<!au )(?<!du )moins \Z|(?:^|\s)-\Z")
_START = re.compile(rf"(?<![\w])(?:[0-9]|(?:{'|'.join(sorted(_STARTERS, key=len, reverse=True))})(?![\w]))")


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number written in a text; `text` as it stands there, `words` whether in letters."""

    start: int
    end: int
    text: str
    value: int
    words: bool


class Reading(NamedTuple):
    """A number read at a place: its value and where it ends."""

    value: int
    end: int


class _Tokens:
    """The number words that follow each other from a place, read as they are asked for; digits too where `mixed`."""

    def __init__(self, folded: str, position: int, *, mixed: bool = False) -> None:
        self._folded, self._next, self._mixed = folded, position, mixed
        self._words: list[str] = []
        self._ends: list[int] = []

    def word(self, index: int) -> str:
        """The word at `index`, "" past the last."""
        while len(self._words) <= index and self._next >= 0:
            self._read()
        return self._words[index] if index < len(self._words) else ""

    def end(self, used: int) -> int:
        """Where the first `used` words end."""
        return self._ends[used - 1]

    def _read(self) -> None:
        folded, position = self._folded, self._next
        self._next = -1
        match = _WORD.match(folded, position) or (_DIGITS.match(folded, position) if self._mixed else None)
        if match is None or (match.group()[0].isalpha() and match.group() not in NUMBER_WORDS):
            return
        gap = _BETWEEN.match(folded, match.end())
        glued = gap is None or gap.end() == match.end()
        if glued and folded[match.end() : match.end() + 1].isalnum():
            return  # "un" in "un3"
        self._words.append(match.group())
        self._ends.append(match.end())
        if gap is not None and not glued:
            self._next = gap.end()


def read_number(folded: str, position: int) -> Reading | None:
    """The longest number that begins at `position` of a folded text: in letters, or in digits that are a whole number."""
    digits = _DIGITS.match(folded, position)
    if digits:
        value = whole(digits.group())
        scaled = _scale_after(folded, digits.end())
        if scaled and (product := whole(digits.group(), power=scaled.value)) is not None:
            return Reading(product, scaled.end)
        return None if value is None else Reading(value, digits.end())
    word = _WORD.match(folded, position)
    if word and word.group() in _SHORT and not _goes_on(folded, word.end()):
        return Reading(_SHORT[word.group()], word.end())  # most numbers in words are one of these
    tokens = _Tokens(folded, position)
    used, value = _sum(tokens, 0)
    return Reading(value, tokens.end(used)) if used else None


def _goes_on(folded: str, end: int) -> bool:
    """Whether what stands after a short number may belong to it: "cents" in "deux cents"."""
    gap = _BETWEEN.match(folded, end)
    following = _WORD.match(folded, gap.end()) if gap else None
    return folded[end : end + 1].isalnum() or (following is not None and following.group() in _EXTENDS)


def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """All whole numbers of a text: `find_numbers("trois (3) ans")` has two, both 3. Ordinals are none."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[NumberMention]:
    flat, position = flatten(text), 0
    while match := _START.search(flat.text, position):
        reading = read_number(flat.text, match.start())
        if reading is None:
            skipped = _DIGITS.match(flat.text, match.start())
            position = skipped.end() if skipped else match.end()
            continue
        start, end = flat.span(match.start(), reading.end)
        yield NumberMention(start, end, text[start:end], reading.value, not match.group().isdigit())
        position = reading.end


def parse_number(text: str, *, alone: bool = False) -> int | None:
    """The value of a number: "deux cent trois", "- 1.200.000", "1,2 M", or of the one number among words: "trois (3) ans".

    `None` where there is none, or several that differ ("deux ou trois"). With `alone` the string must be the number and
    nothing else. A decimal that is whole counts ("32,00"); "3,5", ordinals and fractions ("deux tiers") do not.
    """
    sign, folded = _sign(" ".join(flatten(text).text.split()))
    value = _digits_with_suffix(folded)
    if value is None:
        value = _in_words(folded)
    if value is not None:
        return sign * value
    return None if alone else _among_words(text)


def _among_words(text: str) -> int | None:
    """The number that a text holds, said once or twice the same; `None` where a part of it would be left out."""
    flat, values = flatten(text).text, set()
    for mention in _numbers(flat):
        if _PART_OF.match(flat, mention.end):
            return None
        negative = _NEGATIVE.search(flat, max(0, mention.start - 12), mention.start)
        values.add(-mention.value if negative else mention.value)
        if len(values) > 1:
            return None
    decimal = any(whole(match.group()) is None for match in _DIGITS.finditer(flat))  # "3,5 mètres" beside it
    return values.pop() if values and not decimal else None


def _in_words(folded: str) -> int | None:
    """The value of words with digits among them: "deux cent trois", "zéro sept", "trente 3", "2,5 millions"."""
    simple = read_number(folded, 0) if folded else None
    if simple and simple.end == len(folded):
        return simple.value
    tokens = _Tokens(folded, 0, mixed=True)
    zeros = 0
    while tokens.word(zeros) == "zero" and zeros < _MAX_DIGITS:
        zeros += 1
    used, value = _sum(tokens, zeros) if tokens.word(zeros) else (zeros, 0)
    return value if used and tokens.end(used) == len(folded) else None


def whole(digits: str, power: int = 0) -> int | None:
    """The whole number that digits stand for times ten to the `power`; `None` for "3,5": `whole("1.200,0") == 1200`."""
    if len(digits) > _MAX_DIGITS:
        return None
    if not power and digits.isdecimal():
        return int(digits)
    groups = re.fullmatch(r"([0-9]{1,3}(?:[ .'][0-9]{3})*|[0-9]+)?(?:[.,]([0-9]+))?", digits)
    if groups is None:
        return None
    number = Decimal(f"{re.sub(r'[^0-9]', '', groups[1] or '0')}.{groups[2] or '0'}").scaleb(power)
    return int(number) if number == number.to_integral_value() else None


def _sign(folded: str) -> tuple[int, str]:
    match = re.match(r"(-|\+|moins\b|plus\b) ?", folded)
    if match is None:
        return 1, folded
    return (-1 if match[1] in ("-", "moins") else 1), folded[match.end() :]


def _digits_with_suffix(folded: str) -> int | None:
    """The value of digits alone, with the letter of a power or an exponent: "1.200.000", "100 k", "1,2M", "12,32e+14"."""
    match = re.fullmatch(r"([0-9][0-9 .']*+(?:,[0-9]++)?|,[0-9]++) ?([kmg]|e\+?[0-9]{1,2})?", folded)
    if match is None:
        return None
    mark = match[2] or ""
    power = int(mark[1:]) if mark.startswith("e") else _SUFFIXES.get(mark, 0)
    return whole(match[1].strip(), power)


def _scale_after(folded: str, position: int) -> Reading | None:
    """The power of ten of "millions" or "mille" after digits."""
    gap = _BETWEEN.match(folded, position)
    word = _WORD.match(folded, gap.end()) if gap and gap.end() > position else None
    if word is None or word.group() not in {**_SCALES, **_THOUSAND}:
        return None
    return Reading(_SCALES.get(word.group(), 3), word.end())


# Each function below takes the index of a token and returns the index after what it read, with its value; the same
# index, with 0, where it reads nothing.


def _sum(tokens: _Tokens, index: int) -> tuple[int, int]:
    """Groups times scales, the scales going down, then a last group: "deux milliards trois cents millions douze"."""
    total, lowest = 0, 10**60
    while True:
        after, group = _group(tokens, index)
        if after == index:
            return index, total
        scale = _SCALES.get(tokens.word(after))
        collective = _COLLECTIVES.get(tokens.word(after))
        if scale is not None and 10**scale < lowest and group:
            lowest = 10**scale
            total, index = total + group * lowest, after + 1
        elif collective is not None and group and not total:
            return after + 1, group * collective
        elif group < lowest:
            return after, total + group
        else:
            return index, total


def _group(tokens: _Tokens, index: int) -> tuple[int, int]:
    """A number below a million: "cinquante-trois mille deux cents"."""
    after, thousands = _hundreds(tokens, index)
    if tokens.word(after) not in _THOUSAND:
        return after, thousands
    if after == index:
        if tokens.word(index) == "milles":
            return index, 0
        thousands = 1
    elif thousands == 0:
        return after, thousands
    after += 1
    if tokens.word(after) == "et" and _UNITS.get(tokens.word(after + 1)) == 1:  # "mille et un"
        return after + 2, thousands * 1000 + 1
    last, rest = _hundreds(tokens, after)
    return (last, thousands * 1000 + rest) if rest < 1000 else (after, thousands * 1000)


def _hundreds(tokens: _Tokens, index: int) -> tuple[int, int]:
    """A number below a thousand; "dix-neuf cent soixante" too, as years are read."""
    word = tokens.word(index)
    if word[:1].isdigit() or word[:1] == ",":
        value = whole(word)
        return (index, 0) if value is None else (index + 1, value)
    after, count = _tens(tokens, index)
    if tokens.word(after) not in _HUNDRED:
        return after, count
    if after == index:
        if tokens.word(index) == "cents":  # of a dollar
            return index, 0
        count = 1
    elif not 2 <= count <= 19:
        return after, count
    after += 1
    if tokens.word(after) == "et" and _UNITS.get(tokens.word(after + 1)) == 1:  # "cent et un"
        return after + 2, count * 100 + 1
    last, rest = _tens(tokens, after)
    return last, count * 100 + rest


def _tens(tokens: _Tokens, index: int) -> tuple[int, int]:
    """A number below a hundred."""
    word = tokens.word(index)
    if word == "quatre" and tokens.word(index + 1) in _TABLE["score"]:
        return _ones(tokens, index + 2, 80, limit=19)
    if word in _TENS:
        return _ones(tokens, index + 1, _TENS[word], limit=19 if word == "soixante" else 9)
    return _teens(tokens, index) if word in _UNITS else (index, 0)


def _ones(tokens: _Tokens, index: int, ten: int, *, limit: int) -> tuple[int, int]:
    """What follows a ten: nothing, "et un", "et onze", "deux" … up to `limit`; "trente 3" where digits may stand."""
    after = index + 1 if tokens.word(index) == "et" else index
    last, value = _teens(tokens, after)
    if last == after and after == index and re.fullmatch(r"[1-9]", tokens.word(index)):
        return index + 1, ten + int(tokens.word(index))
    joined = value in (1, 11) or (value == 10 and ten == 60) if after > index else True
    return (last, ten + value) if last > after and value <= limit and joined else (index, ten)


def _teens(tokens: _Tokens, index: int) -> tuple[int, int]:
    """One to nineteen; "dix-sept" is two words."""
    value = _UNITS.get(tokens.word(index))
    if value is None:
        return index, 0
    more = _UNITS.get(tokens.word(index + 1), 0)
    return (index + 2, 10 + more) if value == 10 and 7 <= more <= 9 else (index + 1, value)
