"""A key and a language in, the words that people read in reports out; the words themselves stand in labels.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

import tomli

Lang = Literal["fr", "en"]
_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = (("year", "years"), ("month", "months"), ("week", "weeks"), ("day", "days"))


@lru_cache(maxsize=1)
def _labels() -> dict[str, dict[str, str]]:
    return tomli.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))


def label(key: str, lang: Lang) -> str:
    """`label("term", "fr")` is "Durée"."""
    return _labels()[key][lang]


def locale_lang(environment: Mapping[str, str] = os.environ) -> Lang:
    """The language of the locale as POSIX names it; French where it says nothing, or a language we do not speak."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "en" if value.lower().startswith("en") else "fr"
    return "fr"


def period_words(iso: str, lang: Lang) -> str:
    """ "P1Y6M" → "1 an 6 mois" or "1 year 6 months"; what is no plain period stays as it is."""
    match = _PERIOD.fullmatch(iso)
    if match is None or not any(match.groups()):
        return iso
    parts = zip(match.groups(), _UNITS, strict=True)
    return " ".join(f"{n} {label(one if int(n) < 2 else many, lang)}" for n, (one, many) in parts if n)


def percent(share: float) -> str:
    """`percent(0.93)` is "93 %", with a space that does not break."""
    return f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def date_words(iso: str, lang: Lang) -> str:
    """ "2024-10-01" → "1er octobre 2024" in French; ISO in English, and what is no whole date, stays."""
    if lang != "fr":
        return iso
    from extractor.language.calendar import format_french_date

    try:
        return format_french_date(iso)
    except ValueError:
        return iso
