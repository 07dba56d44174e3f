"""Durations found in, what a careful reader would doubt about them out: no length, two answers, an undated start.

Codes: `duration-missing`, `duration-contradiction`, `start-unknown`, `number-contradiction`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from extractor.language.calendar import end_of, format_french_date, format_french_period
from extractor.language.facts import Article, Doubt, Duration, Severity
from extractor.language.periods import PeriodMention, find_periods

_TOLERANCE = timedelta(days=1)  # "du 1er janvier au 1er janvier" is still a year


def duration_doubts(
    text: str,
    articles: Sequence[Article],
    durations: Sequence[Duration],
    *,
    periods: Sequence[PeriodMention] | None = None,
) -> tuple[Doubt, ...]:
    """What is uncertain about how long the convention binds."""
    del articles  # that nothing at all was found is for `checking` to say, which sees the whole record
    if not durations:
        return ()
    return tuple(_of(text, durations[0], find_periods(text) if periods is None else periods))


def _of(text: str, duration: Duration, periods: Sequence[PeriodMention]) -> Iterator[Doubt]:
    here = (duration.start, duration.end)
    if not (duration.period or duration.indefinite or duration.end_date or duration.end_event):
        yield _doubt("duration-missing", "warning", "L'entrée en vigueur est dite, la durée ne l'est pas.", *here)
    if duration.rule == "durations.title":
        yield _doubt("duration-missing", "warning", "La durée n'est donnée que par le titre.", *here)
    for other in duration.alternatives:
        message = f"Deux durées sont énoncées : {_words(duration)} et {_shown(other.value)}."
        yield _doubt("duration-contradiction", "warning", message, other.start, other.end)
    yield from _against_its_end(duration)
    if duration.period and not duration.start_date:
        event = f" (« {duration.start_event} »)" if duration.start_event else ""
        yield _doubt("start-unknown", "info", f"Le point de départ de la durée n'est pas daté{event}.", *here)
    for mention in periods:
        if mention.conflict and duration.start <= mention.start and mention.end <= duration.end:
            message = f"La durée est écrite de deux façons : « {' '.join(mention.text.split())} »."
            yield _doubt("number-contradiction", "error", message, mention.start, mention.end)


def _against_its_end(duration: Duration) -> Iterator[Doubt]:
    """A written end that the start and the period do not give."""
    if not (duration.period and duration.start_date and duration.end_date):
        return
    if duration.rule == "durations.prolonged":
        return  # the period is added to a term that began before
    try:
        computed = end_of(date.fromisoformat(duration.start_date), duration.period)
    except ValueError:
        return
    written = date.fromisoformat(duration.end_date)
    if abs(computed - written) > _TOLERANCE:
        message = (
            f"Le terme écrit ({format_french_date(written)}) n'est pas celui que donnent le point de départ "
            f"et la durée ({format_french_date(computed)})."
        )
        yield _doubt("duration-contradiction", "error", message, duration.start, duration.end)


def _doubt(code: str, severity: Severity, message: str, start: int, end: int) -> Doubt:
    return Doubt(code=code, severity=severity, message=message, start=start, end=end)


def _words(duration: Duration) -> str:
    if duration.period:
        return _shown(duration.period)
    if duration.indefinite:
        return "durée indéterminée"
    return _shown(duration.end_date or duration.end_event or "")


def _shown(value: str) -> str:
    """A value as people read it: "P3Y" → "3 ans"."""
    if value == "indefinite":
        return "durée indéterminée"
    try:
        if value.startswith("P"):
            return format_french_period(value)
        return "jusqu'au " + format_french_date(value.split("/")[-1])
    except ValueError:
        return f"« {value} »"
