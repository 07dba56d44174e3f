"""Folded text in, stretches of whole years, quarters and half-years out: "2024-2028", "années 2018, 2019 et 2020".

What begins and ends with the civil year has its days. A school or university year is read from 1 September to 31 August
and says so in `convention`; a season, a campaign or a financial year over two civil years begins on a day that the text
does not tell, so it has years only (`partial`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractor.language.date_parts import GAP, SPACE
from extractor.language.lexicon import load_lexicon
from extractor.language.lexicon.tables import load_table
from extractor.language.numeric_dates import Parts, refers
from extractor.language.phrases import phrases, words_before
from extractor.language.stretches import RangeKind, Stretch, last_day
from extractor.language.textual_dates import YEAR_DIGITS, counts_something

_WORDS = load_lexicon("date_ranges")
_NOUNS: tuple[RangeKind, ...] = ("school_year", "season", "campaign", "financial_year", "year")
SCHOOL_YEAR = "année scolaire ou universitaire lue du 1er septembre au 31 août"
FINANCIAL_YEAR = "exercice lu comme l'année civile"

_YEAR = r"(?:1[89]|20)[0-9]{2}"
_END = r"(?![0-9a-z%]|[.,/-][0-9]|[^\S\n]?[€$])"
_NOUN_PHRASES = tuple((kind, phrases(_WORDS[kind].forms)) for kind in _NOUNS)
_LEADS, _LAWS = phrases(_WORDS["years_lead"].forms), phrases(_WORDS["law_number"].forms)
# all are tried at each year of a text
_PAIR = re.compile(
    rf"(?P<a>{_YEAR})[^\S\n]?[-/][^\S\n]?(?P<b>{_YEAR}|[0-9]{{2}})(?:[^\S\n]?[-/][^\S\n]?(?P<c>{_YEAR}))?{_END}"
)
_TO = re.compile(rf"(?P<a>{_YEAR}){SPACE}(?P<link>a|et|jusqu'en|jusqu'a|au){SPACE}(?P<b>{_YEAR}){_END}")
_LIST = re.compile(rf"{_YEAR}(?:{GAP},{GAP}{_YEAR}){{0,12}}{SPACE}(?:et|ou){SPACE}(?:de{SPACE})?{_YEAR}{_END}")
_ALONE = re.compile(
    rf"(?P<a>{_YEAR})(?![0-9a-z%]|[^\S\n]?[-/][^\S\n]?[0-9]|[.,][0-9]|{SPACE}(?:a|et|ou){SPACE}{_YEAR}|{GAP},{GAP}{_YEAR})"
)
_AGAIN = re.compile(rf"{GAP},{GAP}|{SPACE}(?:et|ou|puis|a){SPACE}(?:(?:de|la){SPACE})?")

_ORDINALS = load_table("numbers")["ordinals"]
_PART = re.compile(
    rf"(?:^|(?<=[ '(\n]))(?:(?P<digit>[1-4])(?:er|ere|e|eme|nd|nde)|(?P<word>{'|'.join(_ORDINALS)}|dernier)) "
    rf"(?:(?P<quarter>{_WORDS['quarter'].pattern.pattern})|(?P<half_year>{_WORDS['half_year'].pattern.pattern}))"
    r"(?: de(?: l'annee)?)?\Z"
)
_SHORT_PART = re.compile(r"(?:^|(?<=[ '(]))(?P<letter>[ts])(?P<digit>[1-4])[-/]?\Z")


def year_ranges(folded: str) -> Iterator[Stretch]:
    """The stretches of whole years and their quarters, in the order of their first years; some may overlap."""
    kind, end = None, -1
    for year in YEAR_DIGITS.finditer(folded):
        if not _begins(folded, year.start()):
            continue
        before = _words_that_lead(folded, year.start())
        pair = _PAIR.match(folded, year.start())
        if pair:
            # in "les saisons 2024-2025 et 2025-2026" the noun stands for both
            inherited = kind if 0 <= end <= year.start() and _AGAIN.fullmatch(folded, end, year.start()) else None
            stretch = _pair(folded, pair, before, inherited)
            if stretch:
                kind, end = stretch.kind, stretch.end
                yield stretch
        elif to := _TO.match(folded, year.start()):
            yield from _to(folded, to, before)
        if years := _LIST.match(folded, year.start()):
            yield from _list(folded, years, before)
        elif alone := _ALONE.match(folded, year.start()):
            yield from _alone(folded, alone, before)


def _begins(folded: str, start: int) -> bool:
    """Whether no number or word runs into the year."""
    before = folded[start - 1 : start]
    return not before.isalnum() and before not in (".", ",", "/", "°", "-")


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before years: the noun that says which and where it begins, whether any word says that years follow."""

    left: str
    kind: RangeKind | None
    start: int
    led: bool


def _words_that_lead(folded: str, start: int) -> _Before:
    left = words_before(folded, start, 40)
    head = left.rstrip(" :(").removesuffix(" de")
    for kind, nouns in _NOUN_PHRASES:
        at = nouns.before(head)
        if at >= 0:
            return _Before(left, kind, _back(folded, start, head[at:]), True)
    return _Before(left, None, start, _LEADS.before(head) >= 0 or _LEADS.before(left) >= 0)


def _back(folded: str, start: int, phrase: str) -> int:
    """Where a phrase begins that was found before `start`: its words, with the white space that the text has."""
    return folded.rindex(phrase.split()[0], max(0, start - 60), start)


def _pair(folded: str, match: re.Match[str], before: _Before, inherited: RangeKind | None) -> Stretch | None:
    """Years joined by a hyphen: "2024-2028", "2025-26", "2018-2019-2020"."""
    kind, led = before.kind or inherited, before.led or inherited is not None
    first, short = int(match["a"]), len(match["b"]) == 2
    last = first // 100 * 100 + int(match["b"]) if short else int(match["b"])
    if short and last < first:
        last += 100
    if match["c"]:
        if not first + 1 == last == int(match["c"]) - 1:
            return None
        last = int(match["c"])
    if not first < last <= first + 60 or (short and not (led and last == first + 1)):
        return None
    if refers(folded, match.start()) or _LAWS.before(before.left) >= 0:
        return None
    start = before.start if before.kind not in (None, "year") else match.start()
    return _years(start, match.end(), kind, first, last)


def _to(folded: str, match: re.Match[str], before: _Before) -> Iterator[Stretch]:
    """Years joined by a word: "de 2018 à 2020", "entre 2018 et 2020"."""
    first, last = int(match["a"]), int(match["b"])
    between = before.left.endswith("entre")
    if not before.led or not first < last <= first + 60 or (match["link"] == "et" and not between):
        return
    if counts_something(folded, match.end()):
        return
    start = before.start if before.kind not in (None, "year") else match.start()
    yield _years(folded.rindex("entre", 0, start) if between else start, match.end(), before.kind, first, last)


def _list(folded: str, match: re.Match[str], before: _Before) -> Iterator[Stretch]:
    """Years one by one: "années 2018, 2019 et 2020" is a stretch, "2018 et 2020" only two years."""
    if not before.led or before.left.endswith("entre") or counts_something(folded, match.end()):
        return
    years = [int(year) for year in re.findall(_YEAR, match.group())]
    if years == list(range(years[0], years[-1] + 1)):
        yield _years(before.start, match.end(), before.kind, years[0], years[-1])
    else:
        yield Stretch(before.start, match.end(), before.kind or "years", partial=",".join(map(str, years)))


def _alone(folded: str, match: re.Match[str], before: _Before) -> Iterator[Stretch]:
    """One year, "l'année 2018", or a part of it, "le premier trimestre 2025", "T1 2025"."""
    year = int(match["a"])
    if before.kind in ("year", "financial_year") and not _PART.search(before.left):
        yield _years(before.start, match.end(), before.kind, year, year)
        return
    part = _PART.search(before.left) or _SHORT_PART.search(before.left)
    if part is None:
        return
    groups = part.groupdict()
    months = 3 if groups.get("quarter") or groups.get("letter") == "t" else 6
    number = int(part["digit"]) if part["digit"] else _ORDINALS.get(groups["word"] or "", 12 // months)
    first = (number - 1) * months + 1
    if first + months <= 13:
        last = last_day(Parts(0, 0, year, first + months - 1, None))
        kind: RangeKind = "quarter" if months == 3 else "half_year"
        yield Stretch(_back(folded, match.start(), part.group()), match.end(), kind, date(year, first, 1), last)


def _years(start: int, end: int, kind: RangeKind | None, first: int, last: int) -> Stretch:
    if kind == "school_year" and last > first:
        return Stretch(start, end, kind, date(first, 9, 1), date(last, 8, 31), convention=SCHOOL_YEAR)
    if kind in ("season", "campaign", "school_year") or (kind == "financial_year" and last == first + 1):
        return Stretch(start, end, kind, partial=f"{first}/{last}")
    convention = FINANCIAL_YEAR if kind == "financial_year" else None
    whole: RangeKind = "financial_year" if convention else "year" if first == last else "years"
    return Stretch(start, end, whole, date(first, 1, 1), date(last, 12, 31), convention=convention)
