"""The cases of tests/cases that are about time and numbers, each as what must be found and what is found: lists of lines.

Shared by the tests, which want every case right, and by tests/bench/times.py, which counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.language.date_ranges import DateRangeMention, find_date_ranges
from extractor.language.dates import DateMention, find_dates
from extractor.language.durations import find_durations
from extractor.language.facts import Article, Duration, Party, Signature
from extractor.language.notices import find_notices
from extractor.language.numbers import parse_number
from extractor.language.periods import PeriodMention, find_periods

Case = dict[str, Any]
Lines = list[str]
TERM_KEYS = ("period", "start_date", "start_event", "end_date", "end_event", "maximum", "computed_end_date")


def read_cases(name: str) -> list[Case]:
    cases: list[Case] = tomllib.loads((Path(__file__).parent / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
    return cases


def period_line(mention: PeriodMention) -> str:
    """ "P3M least again": the value of a period, then what is said of it."""
    said = [mention.iso]
    said += [f"..{mention.upper}"] if mention.upper else []
    said += [f"!{mention.conflict}"] if mention.conflict else []
    said += [
        word
        for word, holds in (("least", mention.at_least), ("most", mention.at_most), ("about", mention.about))
        if holds
    ]
    said += [kind for kind in (mention.day_kind, mention.year_kind) if kind]
    return " ".join([*said, "again"] if mention.recurring else said)


def date_line(mention: DateMention) -> str:
    return "!" if mention.impossible else mention.iso or f"~{mention.partial}"


def range_line(mention: DateRangeMention) -> str:
    said = [mention.iso or (f"~{mention.partial}" if mention.partial else "?")]
    said += [mention.kind] if mention.kind != "days" else []
    said += [] if mention.inclusive is None else ["incl" if mention.inclusive else "excl"]
    said += [word for word, holds in (("elided", mention.elided), ("convention", mention.convention)) if holds]
    return " ".join(said)


def durations_of(case: Case) -> tuple[Duration, ...]:
    """What is read in a case on the term: `signed` dates the signature, `heading` stands above."""
    around = Article(start=0, end=len(case["text"]), kind="article", number="4", title=case.get("heading"))
    signature = Signature(start=0, end=0, date=case["signed"]) if case.get("signed") else None
    return find_durations(case["text"], (around,) if "heading" in case else (), signature)


def _term_gold(case: Case) -> Lines:
    return [] if case.get("nothing") else [f"{key}={case[key]}" for key in TERM_KEYS if case.get(key)]


def _term_found(case: Case) -> Lines:
    """The fields that the case speaks of; all of them where nothing must come out."""
    found = durations_of(case)
    keys = [key for key in TERM_KEYS if key in case or case.get("nothing")]
    return [f"{key}={getattr(one, key)}" for one in found for key in keys if getattr(one, key)]


def _notices_found(case: Case) -> Lines:
    parties = tuple(Party(start=0, end=0, id=key, name=name) for key, name in case.get("parties", {}).items())
    return [f"{notice.event} {notice.period}" for notice in find_notices(case["text"], (), parties)]


def _number_found(case: Case) -> Lines:
    value = parse_number(case["text"])
    return [] if value is None else [str(value)]


# what is measured → (the file of cases, what must be found, what is found)
KINDS: dict[str, tuple[str, Callable[[Case], Lines], Callable[[Case], Lines]]] = {
    "numbers": ("numbers", lambda case: [str(case["value"])] if "value" in case else [], _number_found),
    "dates": (
        "dates",
        lambda case: case["finds"],
        lambda case: [f"{one.text} → {date_line(one)}" for one in find_dates(case["text"])],
    ),
    "ranges": (
        "date_ranges",
        lambda case: case["finds"],
        lambda case: [f"{one.text} → {range_line(one)}" for one in find_date_ranges(case["text"])],
    ),
    "periods": (
        "periods",
        lambda case: case["finds"],
        lambda case: [f"{one.text} → {period_line(one)}" for one in find_periods(case["text"])],
    ),
    "terms": ("durations", _term_gold, _term_found),
    "notices": ("notices", lambda case: case["notices"], _notices_found),
}
