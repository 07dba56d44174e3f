"""A statement in, its circumstances out: how often, by when, on what condition, for whose benefit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.lexicon import load_lexicon

_EVERY = re.compile(r"(?<!\w)(?:tous|toutes)\s+les\s+(\d{1,3})\s+(jours|semaines|mois|ans|annees)(?!\w)")
_HOURS = re.compile(r"(?:heures?|demi-journees?|seances?|nuits?|kilometres?)\s*$")
_UNITS = {"jours": "D", "semaines": "W", "mois": "M", "ans": "Y", "annees": "Y"}

_CONDITION = re.compile(
    r"(?<!\w)(?:en\s+cas\s+d|dans\s+(?:le|les)\s+cas\s+ou|au\s+cas\s+ou|sous\s+(?:la\s+)?reserve\s+(?:d|qu)|sauf(?!\w)|"
    r"a\s+(?:la\s+)?condition\s+(?:d|qu)|a\s+defaut\s+d|si(?=\s)|s'il(?=\s)|lorsqu|des\s+lors\s+qu|pour\s+autant\s+qu|"
    r"dans\s+la\s+limite\s+d|dans\s+la\s+mesure)"
)
_DEADLINE = re.compile(
    r"(?<!\w)(?:dans\s+(?:un|le|les)\s+(?:delai\s+(?:maximum\s+|maximal\s+)?d|\d{1,3}\s+(?:jours|mois|semaines))|"
    r"au\s+plus\s+tard|avant\s+le\s+\d|avant\s+la\s+fin|sous\s+\d{1,3}\s+(?:jours|mois|heures)|"
    r"[\w()\s]{1,40}\s+(?:jours|mois|semaines)\s+au\s+(?:plus\s+tard|moins)\s+(?:avant|apres))"
)


def _of(lexicon: str, *units: str) -> str:
    entries = load_lexicon(lexicon)
    return "|".join(entry.pattern.pattern for entry in entries.values() if not units or entry.value in units)


# "35 heures par semaine", "300 euros par an": how much in that time, not how often it is done
_RATE = re.compile(rf"(?:{_of('units', 'PT1H', 'PT1M')}|{_of('currencies')})\s*(?:(?:de|d')\s*\w+\s+)?\Z")


def find_frequency(folded: str, start: int, end: int) -> str | None:
    """The frequency of a folded statement in ISO 8601: "au moins une fois par an" → "P1Y"; `None` where none is said."""
    best: tuple[int, str] | None = None
    for entry in load_lexicon("frequencies").values():
        match = next((m for m in entry.find(folded, start, end) if not _is_rate(folded, start, m)), None)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), entry.value)
    if (every := _EVERY.search(folded, start, end)) and (best is None or every.start() < best[0]):
        return f"P{int(every[1])}{_UNITS[every[2]]}"
    return best[1] if best else None


def _is_rate(folded: str, start: int, match: re.Match[str]) -> bool:
    """Whether so much is used, opened or paid in a time: "quinze heures par semaine" is no rhythm of a duty."""
    before = max(start, match.start() - 50), match.start()
    return match.group().startswith("par ") and bool(_RATE.search(folded, *before) or _HOURS.search(folded, *before))


def _clause(text: str, folded: str, pattern: re.Pattern[str], start: int, end: int) -> str | None:
    match = pattern.search(folded, start, end)
    if match is None:
        return None
    stop = re.compile(r"[,;:]|\.(?=\s|$)").search(folded, match.end(), end)
    return " ".join(text[match.start() : stop.start() if stop else end].split()).rstrip(" .;") or None


def find_condition(text: str, folded: str, start: int, end: int) -> str | None:
    """The condition of a statement, as written ("en cas de litige"), or `None`."""
    return _clause(text, folded, _CONDITION, start, end)


def find_deadline(text: str, folded: str, start: int, end: int) -> str | None:
    """By when, as written ("au plus tard le 30 juin"), or `None`."""
    return _clause(text, folded, _DEADLINE, start, end)


_TO = re.compile(
    r"(?:(?<!\w)(?:a|au|aux|envers|aupres\s+d[eu]s?|au\s+profit\s+d[eu]s?|au\s+benefice\s+d[eu]s?|pour\s+le\s+compte\s+d[eu]s?)"
    r"|d'|a\s+l')\s*(?:la\s+|le\s+|les\s+|l')?$"
)


def find_beneficiaries(
    folded: str, start: int, end: int, mentions: Sequence[tuple[int, int, tuple[str, ...]]], debtors: Sequence[str]
) -> tuple[str, ...]:
    """Parties to whom something is due: mentions after "à", "au profit de" …, the debtors themselves left out."""
    found: list[str] = []
    for first, last, parties in mentions:
        if start <= first and last <= end and _TO.search(folded, max(start, first - 40), first):
            found.extend(p for p in parties if p not in debtors and p not in found)
    return tuple(found)
