"""A record in, the same record with the days that follow from its term: ends after renewals, last days to give notice.

    term to 31 December 2029, tacit renewal by a year, notice of three months before the end
    → renewal.ends ("2030-12-31", …), notice.last_days ("2029-09-30", "2030-09-30", …), each with its arithmetic in words

Only what is certain is dated: one reading of the term, a renewal that comes by itself, a notice counted back to the end.
A term without a date gives no date: the rule is kept in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.language.calendar import (
    end_of,
    format_french_date,
    format_french_period,
    last_notice_day,
    period_length,
    renewal_dates,
)
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.record import ConventionRecord, Duration, Notice, Renewal

LISTED = 10  # days listed of what goes on without an end
_YEAR = 12
_UNSURE = frozenset({"duration-contradiction", "number-contradiction"})


@dataclass(frozen=True, slots=True)
class _Term:
    """What is known of the term: its last day, its first, how many months it has."""

    end: date | None
    start: date | None
    months: int | None
    indefinite: bool
    longest: date | None = None


def with_deadlines(record: ConventionRecord, *, keep: Iterable[str] = ()) -> ConventionRecord:
    """`record` with its deadlines made anew, but for the fields in `keep` ("ends", "last_days"), which a person gave."""
    kept = frozenset(keep)
    term = _term(record)
    renewal = record.renewal
    if renewal and "ends" not in kept:
        ends, basis = _ends(term, renewal)
        renewal = renewal.model_copy(update={"ends": tuple(map(date.isoformat, ends)), "basis": basis})
    notices = record.notices
    if "last_days" not in kept:
        notices = tuple(_with_last_days(record, term, notice, renewal) for notice in notices)
    return record.model_copy(update={"renewal": renewal, "notices": notices})


def anniversary_is_ambiguous(record: ConventionRecord, notice: Notice) -> bool:
    """Whether "avant la date anniversaire" may be said of each year or of the end of a term of several years."""
    if not _says("anniversary", fold(f"{notice.counted_from or ''} {notice.source.quote}")):
        return False
    return (_months(record.durations[0]) or 0) > _YEAR if record.durations else False


def _says(entry: str, folded: str) -> bool:
    return load_lexicon("deadlines")[entry].search(folded) is not None


def _term(record: ConventionRecord) -> _Term:
    """The term, its days left out where the record gives two readings of it."""
    duration = record.durations[0] if record.durations else None
    if duration is None:
        return _Term(None, None, None, False)
    indefinite, months = bool(duration.indefinite), _months(duration)
    unsure = duration.alternatives or duration.source.rule == "durations.title"
    unsure = unsure or any(f.code in _UNSURE and _within(f.source, duration) for f in record.findings)
    if unsure and duration.source.rule != "manual":  # a person has decided
        return _Term(None, None, months, indefinite)
    start, end = _day(duration.start_date), _day(duration.end_date or duration.computed_end_date)
    return _Term(None if indefinite else end, start, months, indefinite, _longest(start, duration.maximum))


def _within(source: object, duration: Duration) -> bool:
    at = getattr(source, "start", None)
    return at is None or duration.source.start <= at < duration.source.end


def _months(duration: Duration) -> int | None:
    try:
        length = period_length(duration.period) if duration.period else None
    except ValueError:
        return None
    return length.months if length and not length.days else None


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _longest(start: date | None, maximum: str | None) -> date | None:
    try:
        return end_of(start, maximum) if start and maximum else None
    except ValueError:
        return None


def _ends(term: _Term, renewal: Renewal) -> tuple[tuple[date, ...], str | None]:
    """The last days in force after each tacit renewal, and how they follow; what an act must renew has none."""
    if renewal.mode != "tacit" or not renewal.period or renewal.alternatives:
        return (), None
    try:
        if not period_length(renewal.period).months:
            return (), None  # nobody renews by days: a notice was misread
        words = f"{format_french_period(renewal.period)} à chaque reconduction tacite"
        words += f", {renewal.max_count} fois au plus" if renewal.max_count else ""
        if term.end is None:
            return (), f"échéance (date inconnue) + {words}"
        days = renewal_dates(term.end, renewal.period, min(renewal.max_count or LISTED, LISTED))
    except ValueError:
        return (), None
    ends = tuple(day for day in days if term.longest is None or day <= term.longest)
    return ends, f"échéance du {format_french_date(term.end)} + {words} = {_listed(ends)}" if ends else None


def _with_last_days(record: ConventionRecord, term: _Term, notice: Notice, renewal: Renewal | None) -> Notice:
    days: tuple[date, ...] = ()
    basis = None
    doubted = any(
        finding.code == "number-contradiction" and finding.source and finding.source.start == notice.source.start
        for finding in record.findings
    )
    what = _counted_back_to(record, term, notice)
    if what and notice.period and not doubted:
        try:
            days, basis = _last_days(term, notice.period, what, _opposable(term, renewal, what))
        except ValueError:
            days, basis = (), None
    return notice.model_copy(update={"last_days": tuple(map(date.isoformat, days)), "basis": basis})


def _counted_back_to(record: ConventionRecord, term: _Term, notice: Notice) -> str | None:
    """The end that a notice runs before, in a word; `None` where it is another day, or it is not certain which."""
    counted = fold(notice.counted_from or "")
    said = f"{counted} {fold(notice.source.quote)}"
    if notice.event not in ("non_renewal", "withdrawal") or _says("working_days", said):
        return None
    if _says("other_end", counted):
        return None
    if not load_lexicon("notice_forms")["backward"].pattern.match(counted) and (
        counted or notice.event != "non_renewal"
    ):
        return None  # counted forward, from the receipt of a letter
    if _says("anniversary", said):
        return None if anniversary_is_ambiguous(record, notice) else "anniversaire"
    if _says("each_year", counted) and term.months != _YEAR:
        return None
    return None if term.indefinite else "échéance"


def _opposable(term: _Term, renewal: Renewal | None, what: str) -> tuple[date, ...]:
    """The ends before which a notice makes a difference: of the term, and of each renewal that another would follow."""
    if what == "anniversaire" and term.indefinite:
        return () if term.start is None else _anniversaries(term.start)
    if term.end is None:
        return ()
    ends = tuple(date.fromisoformat(end) for end in renewal.ends) if renewal else ()
    last = renewal is not None and renewal.max_count is not None and len(ends) >= renewal.max_count
    return (term.end, *(ends[:-1] if last else ends))


def _anniversaries(start: date) -> tuple[date, ...]:
    return renewal_dates(start - timedelta(days=1), "P1Y", LISTED)


def _last_days(term: _Term, period: str, what: str, ends: Sequence[date]) -> tuple[tuple[date, ...], str | None]:
    length = format_french_period(period)
    if not ends:
        return (), f"{length} avant l'{what} (date inconnue)"
    days = tuple(last_notice_day(end, period) for end in ends)
    if term.start is not None and days[0] < term.start:
        return (), None  # a notice longer than the term: something was misread
    first = ends[0] + timedelta(days=1) if what == "anniversaire" else ends[0]
    words = f"{what} du {format_french_date(first)} - {length} = notification au plus tard le {_listed(days)}"
    return days, words


def _listed(days: Sequence[date]) -> str:
    return ", ".join(map(format_french_date, days[:3])) + (", …" if len(days) > 3 else "")
