"""Folded text in, stretches of whole years, quarters and half-years out: "2024-2028", "années 2018, 2019 et 2020".

What begins and ends with the civil year has its days. A school or university year is read from 1 September to 31 August
and says so in `convention`; a season, a campaign or a financial year over two civil years begins on a day that the text
does not tell, so it has years only (`partial`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractor.language.date_parts import GAP, SPACE
from extractor.language.lexicon import load_lexicon
from extractor.language.lexicon.tables import load_table
from extractor.language.numeric_dates import Parts, refers
from extractor.language.stretches import RangeKind, Stretch, last_day
from extractor.language.textual_dates import counts_something

_WORDS = load_lexicon("date_ranges")
_NOUNS: tuple[RangeKind, ...] = ("school_year", "season", "campaign", "financial_year", "year")
SCHOOL_YEAR = "année scolaire ou universitaire lue du 1er septembre au 31 août"
FINANCIAL_YEAR = "exercice lu comme l'année civile"

_YEAR = r"(?:1[89]|20)[0-9]{2}"
_END = r"(?![0-9a-z%]|[.,/-][0-9]|[^\S\n]?[€$])"
_NOUN = "|".join(rf"(?P<{kind}>{_WORDS[kind].pattern.pattern})" for kind in _NOUNS)
_NOUN_BEFORE = re.compile(rf"(?:{_NOUN})(?:{SPACE}|{GAP}:{GAP}|{GAP}\({GAP})(?:de{SPACE})?$")
_LEAD_BEFORE = re.compile(
    rf"(?:{_WORDS['years_lead'].pattern.pattern})(?:{SPACE}|{GAP}:{GAP}|{GAP}\({GAP})(?:de{SPACE})?$"
)
_LAW_BEFORE = re.compile(rf"(?:{_WORDS['law_number'].pattern.pattern}){SPACE}$")
_PAIR = re.compile(
    rf"(?<![0-9a-z.,/°-])(?P<a>{_YEAR})[^\S\n]?[-/][^\S\n]?(?P<b>{_YEAR}|[0-9]{{2}})(?:[^\S\n]?[-/][^\S\n]?(?P<c>{_YEAR}))?{_END}"
)
_AGAIN = re.compile(rf"{GAP},{GAP}|{SPACE}(?:et|ou|puis|a){SPACE}(?:(?:de|la){SPACE})?")
_TO = re.compile(
    rf"(?<![0-9a-z.,/°-])(?P<a>{_YEAR}){SPACE}(?P<link>a|et|jusqu'en|jusqu'a|au){SPACE}(?P<b>{_YEAR}){_END}"
)
_LIST = re.compile(
    rf"(?<![0-9a-z.,/°-])(?P<years>{_YEAR}(?:{GAP},{GAP}{_YEAR}){{0,12}}{SPACE}(?:et|ou){SPACE}(?:de{SPACE})?{_YEAR}){_END}"
)
_SINGLE = re.compile(
    rf"(?:{_NOUN})(?:{SPACE}|{GAP}:{GAP})(?P<a>{_YEAR})(?![0-9a-z%]|[^\S\n]?[-/][^\S\n]?[0-9]|[.,][0-9])"
)
_MORE = re.compile(rf"{SPACE}(?:a|et|ou){SPACE}{_YEAR}|{GAP},{GAP}{_YEAR}")

_ORDINALS = load_table("numbers")["ordinals"]
_PART = re.compile(
    rf"(?<![a-z0-9])(?:(?P<digit>[1-4])(?:er|ere|e|eme|nd|nde)|(?P<word>{'|'.join(_ORDINALS)}|dernier)){SPACE}"
    rf"(?:(?P<quarter>{_WORDS['quarter'].pattern.pattern})|(?P<half_year>{_WORDS['half_year'].pattern.pattern}))"
    rf"{SPACE}(?:de{SPACE}(?:l'annee{SPACE})?)?(?P<a>{_YEAR}){_END}"
)
_SHORT_PART = re.compile(rf"(?<![a-z0-9])(?P<letter>[ts])(?P<digit>[1-4])[^\S\n]?[-/]?[^\S\n]?(?P<a>{_YEAR}){_END}")


def year_ranges(folded: str) -> Iterator[Stretch]:
    """The stretches of whole years and their quarters, in no order; some may overlap."""
    yield from _pairs(folded)
    for match in _TO.finditer(folded):
        yield from _to(folded, match)
    for match in _LIST.finditer(folded):
        yield from _list(folded, match)
    for match in _SINGLE.finditer(folded):
        kind = _kind(match)
        if kind in ("year", "financial_year") and not _MORE.match(folded, match.end()):
            yield _years(match.start(), match.end(), kind, int(match["a"]), int(match["a"]))
    for match in _PART.finditer(folded):
        months = 3 if match["quarter"] else 6
        number = int(match["digit"] or 0) or _ORDINALS.get(match["word"], 12 // months)
        yield from _part(match, number, months)
    for match in _SHORT_PART.finditer(folded):
        yield from _part(match, int(match["digit"]), 3 if match["letter"] == "t" else 6)


def _kind(match: re.Match[str] | None) -> RangeKind | None:
    return next((kind for kind in _NOUNS if match[kind]), None) if match else None


def _before(folded: str, start: int) -> tuple[RangeKind | None, int, bool]:
    """The noun before years, where it begins, and whether any word says that years follow."""
    low = max(0, start - 40)
    left = folded[low:start]
    noun = _NOUN_BEFORE.search(left)
    return _kind(noun), low + noun.start() if noun else start, bool(noun or _LEAD_BEFORE.search(left))


def _pairs(folded: str) -> Iterator[Stretch]:
    """Years joined by a hyphen; in "les saisons 2024-2025 et 2025-2026" the noun stands for both."""
    kind, end = None, -1
    for match in _PAIR.finditer(folded):
        stretch = _pair(folded, match, kind if end >= 0 and _AGAIN.fullmatch(folded, end, match.start()) else None)
        if stretch:
            kind, end = stretch.kind, stretch.end
            yield stretch


def _pair(folded: str, match: re.Match[str], inherited: RangeKind | None) -> Stretch | None:
    """Years joined by a hyphen: "2024-2028", "2025-26", "2018-2019-2020"."""
    kind, start, led = _before(folded, match.start())
    kind, led = kind or inherited, led or inherited is not None
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
    left = folded[max(0, match.start() - 24) : match.start()]
    if refers(folded, match.start()) or _LAW_BEFORE.search(left):
        return None
    return _years(start if kind not in (None, "year") else match.start(), match.end(), kind, first, last)


def _to(folded: str, match: re.Match[str]) -> Iterator[Stretch]:
    """Years joined by a word: "de 2018 à 2020", "entre 2018 et 2020"."""
    kind, start, led = _before(folded, match.start())
    first, last = int(match["a"]), int(match["b"])
    between = re.search(rf"(?<![a-z])entre{SPACE}$", folded[max(0, match.start() - 10) : match.start()])
    if not led or not first < last <= first + 60 or (match["link"] == "et" and not between):
        return
    if counts_something(folded, match.end()):
        return
    start = match.start() - len(between.group()) if between else start if kind not in (None, "year") else match.start()
    yield _years(start, match.end(), kind, first, last)


def _list(folded: str, match: re.Match[str]) -> Iterator[Stretch]:
    """Years one by one: "années 2018, 2019 et 2020" is a stretch, "2018 et 2020" only two years."""
    kind, start, led = _before(folded, match.start())
    if not led or counts_something(folded, match.end()):
        return
    if re.search(rf"(?<![a-z])entre{SPACE}$", folded[max(0, match.start() - 10) : match.start()]):
        return
    years = [int(year) for year in re.findall(_YEAR, match["years"])]
    if years == list(range(years[0], years[-1] + 1)):
        yield _years(start, match.end(), kind, years[0], years[-1])
    else:
        yield Stretch(start, match.end(), kind or "years", partial=",".join(map(str, years)))


def _years(start: int, end: int, kind: RangeKind | None, first: int, last: int) -> Stretch:
    if kind == "school_year" and last > first:
        return Stretch(start, end, kind, date(first, 9, 1), date(last, 8, 31), convention=SCHOOL_YEAR)
    if kind in ("season", "campaign", "school_year") or (kind == "financial_year" and last == first + 1):
        return Stretch(start, end, kind, partial=f"{first}/{last}")
    convention = FINANCIAL_YEAR if kind == "financial_year" else None
    whole: RangeKind = "financial_year" if convention else "year" if first == last else "years"
    return Stretch(start, end, whole, date(first, 1, 1), date(last, 12, 31), convention=convention)


def _part(match: re.Match[str], number: int, months: int) -> Iterator[Stretch]:
    year, first = int(match["a"]), (number - 1) * months + 1
    if first + months <= 13:
        last = last_day(Parts(0, 0, year, first + months - 1, None))
        kind: RangeKind = "quarter" if months == 3 else "half_year"
        yield Stretch(match.start(), match.end(), kind, date(year, first, 1), last)
