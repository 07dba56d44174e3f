"""A party's block in, its identity out: legal form, registration numbers (checked by checksum), address.

"SIRET 732 829 320 00074" → registration "SIRET 73282932000074"; a number whose check digit is wrong is kept and
reported. Matching runs on folded text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip, tidy

_DIGITS = r"((?:\d[\s.-]?){%s}\d)(?!\d)"
_SIRET = re.compile(r"siret\W{0,3}[^\d\n;,]{0,25}?" + _DIGITS % 13)
_SIREN = re.compile(r"siren\W{0,3}[^\d\n;,]{0,25}?" + _DIGITS % 8)
_RNA = re.compile(r"(?<!\w)(w\s?(?:\d\s?){8}\d)(?!\d)")
_RCS = re.compile(
    r"(?:rcs|r\.c\.s\.|registre\s+du\s+commerce(?:\s+et\s+des\s+societes)?)(?P<between>(?:(?!capital)[^\d;]){0,70}?)"
    + _DIGITS % 8
)
_BEFORE_RCS = re.compile(r"(?:numero|n\s?°|n°)\s*" + _DIGITS % 8 + r"\s+(?:au\s+)?r\.?c\.?s")
_NEQ = re.compile(r"neq\W{0,3}[^\d\n;,]{0,20}?" + _DIGITS % 9)
MAX_ADDRESS = 200


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration number at `text[start:end]`; `valid` by its checksum (always true where there is none)."""

    start: int
    end: int
    label: str
    number: str
    valid: bool


def luhn(number: str) -> bool:
    """Whether the check digit of a SIREN or SIRET is right."""
    digits = [int(c) for c in reversed(number)]
    return sum(d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits)) % 10 == 0


def _valid_siret(number: str) -> bool:
    """The post office's establishments are numbered by the plain sum of digits (a multiple of five)."""
    return luhn(number) or (number.startswith("356000000") and sum(map(int, number)) % 5 == 0)


def find_registrations(folded: str, start: int, end: int) -> tuple[Registration, ...]:
    """SIRET, SIREN, RCS, RNA and NEQ numbers between two offsets, the most telling first."""
    found: list[Registration] = []
    for label, pattern in (
        ("SIRET", _SIRET),
        ("SIREN", _SIREN),
        ("RCS", _RCS),
        ("RCS", _BEFORE_RCS),
        ("RNA", _RNA),
        ("NEQ", _NEQ),
    ):
        for match in pattern.finditer(folded, start, end):
            number = re.sub(r"\W", "", match[match.lastindex or 1]).upper()
            valid = _valid_siret(number) if label == "SIRET" else luhn(number) if label in ("SIREN", "RCS") else True
            found.append(Registration(match.start(), match.end(), label, number, valid))
    return tuple(found)


def find_legal_form(text: str, folded: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The legal form as written ("association régie par la loi du 1er juillet 1901"), the earliest, longest one."""
    best: tuple[int, int] | None = None
    for entry in load_lexicon("legal_forms").values():
        match = entry.search(folded, start, end)
        if match and (best is None or (match.start(), -match.end()) < (best[0], -best[1])):
            best = match.span()
    return (*best, tidy(text[slice(*best)])) if best else None


def find_address(text: str, folded: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The address after "dont le siège est", "sise", "domicilié", or one that begins with a number and a street."""
    identity = load_lexicon("identity")
    for seat in identity["seat"].find(folded, start, end):
        at = _past_links(folded, seat.end(), end)
        stop = _address_end(folded, at, end)
        value = tidy(text[at:stop])
        if (value and re.search(r"\d|\b(?:rue|place|avenue)\b", fold_words(value))) or (value and value[0].isupper()):
            return at, stop, value
    street = re.compile(
        r"(?<![\w.])\d{1,4}(?:\s?(?:bis|ter|quater|[a-d]))?\s*,?\s+(?:" + identity["street"].pattern.pattern + ")"
    )
    match = street.search(folded, start, end) or re.compile(
        r"(?:hotel\s+de\s+ville|hotel\s+du\s+departement|hotel\s+de\s+region|place\s+d\w+|(?:b\.?p\.?|c\.?s\.?)\s*\d+)[^;]{0,80}?\d{5}"
    ).search(folded, start, end)
    if match is None:
        return None
    stop = _address_end(folded, match.start(), end)
    return match.start(), stop, tidy(text[match.start() : stop])


def fold_words(value: str) -> str:
    """Lower-case words of a value (only to look for street words)."""
    return value.lower()


def _past_links(folded: str, pos: int, end: int) -> int:
    link = load_lexicon("identity")["seat_link"].pattern
    while True:
        at = skip(folded, pos, end, " \n:,")
        match = link.match(folded, at, end)
        if match is None or match.end() == at:
            return at
        pos = match.end()


def _address_end(folded: str, pos: int, end: int) -> int:
    stop = min(end, pos + MAX_ADDRESS)
    match = load_lexicon("identity")["address_end"].search(folded, pos + 1, stop)
    if match:
        stop = match.start()
    hard = re.compile(r";|\n[ \t]*\n|[().\[\]]\s*(?=\n|$)|\s\((?!\w{2,20}\))|(?<!\w)\)|\.\s+(?=[a-z]{4,}\s)").search(
        folded, pos, stop
    )
    return hard.start() if hard else stop
