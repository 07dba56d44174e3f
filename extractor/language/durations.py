"""Text, articles and signature in, how long the convention binds out: the best reading, with what competes as alternatives.

    find_durations("La présente convention est conclue pour trois ans à compter du 1er mars 2030.", (), None)
    == (Duration(period="P3Y", start_date="2030-03-01", computed_end_date="2033-02-28", …),)

What is said in one place on the period, the start and the end becomes one answer. A start that is not known gives no
computed date: the rule is kept in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.language import calendar
from extractor.language.date_ranges import DateRangeMention, find_date_ranges
from extractor.language.dates import DateMention, find_dates
from extractor.language.duration_doubts import duration_doubts
from extractor.language.facts import Alternative, Article, Duration, Party, Renewal, Signature
from extractor.language.passages import Passages, read_passages
from extractor.language.periods import PeriodMention, find_periods
from extractor.language.renewal import find_renewal
from extractor.language.start_events import Start, find_starts, start_after, start_within, starts_in
from extractor.language.term_arithmetic import last_day, longest
from extractor.language.term_statements import Statement, find_statements

__all__ = ["duration_doubts", "find_durations"]

_BLANK_TERM = re.compile(r"(?<!\w)du\s*[.…_][.…_/ ]{2,60}(?:inclus\s*)?au\s*[.…_]{2}")
TITLE_REACH = 900  # a title and its years stand at the head of the text


@dataclass(frozen=True, slots=True)
class _Answer:
    """The statements that together make the answer, and those that compete with it."""

    period: Statement | None = None
    indefinite: Statement | None = None
    end: Statement | None = None
    event: Statement | None = None
    ceiling: Statement | None = None
    rivals: tuple[Statement, ...] = ()

    @property
    def parts(self) -> tuple[Statement, ...]:
        return tuple(s for s in (self.period, self.indefinite, self.end, self.event) if s is not None)


def find_durations(
    text: str,
    articles: Sequence[Article] = (),
    signature: Signature | None = None,
    *,
    periods: Sequence[PeriodMention] | None = None,
    dates: Sequence[DateMention] | None = None,
    ranges: Sequence[DateRangeMention] | None = None,
    parties: Sequence[Party] = (),
) -> tuple[Duration, ...]:
    """How long this convention binds: one entry, or none where the text does not say."""
    del parties  # the term is the same for all of them; kept so that all finders are called alike
    passages = read_passages(text, articles)
    periods = find_periods(text) if periods is None else periods
    dates = find_dates(text) if dates is None else dates
    ranges = find_date_ranges(text) if ranges is None else ranges
    answer = _answer(_in_force(find_statements(passages, periods, dates, ranges)))
    starts = find_starts(passages, dates, signature)
    if not answer.parts:
        duration = _from_title(passages, ranges, starts) or _start_only(starts)
        return (duration,) if duration else ()
    start = _start_of(passages, answer, starts, dates, signature)
    renewal = find_renewal(text, articles, periods=periods)
    return (_duration(answer, start, renewal),)


def _in_force(statements: Sequence[Statement]) -> Sequence[Statement]:
    """An amendment recites the term that was before it says the new one: the old one competes with nothing."""
    return [s for s in statements if not s.recited] if any(s.changes for s in statements) else statements


def _answer(statements: Sequence[Statement]) -> _Answer:
    """The weightiest statement leads; what is compatible with it joins, what contradicts it competes."""
    ranked = sorted((s for s in statements if s.weight > 0), key=lambda s: (-s.weight, s.start))
    answer = _Answer()
    for statement in ranked:
        head = answer.parts[0] if answer.parts else None
        if head is not None and statement.weight < head.weight - 4 and not _near(head, statement):
            continue
        answer = _joined(answer, statement)
    return answer


def _near(first: Statement, second: Statement | Start) -> bool:
    return abs(first.start - second.start) < 600


def _joined(answer: _Answer, said: Statement) -> _Answer:
    """`answer` with one more statement, in its place or among the rivals."""
    parts = answer.parts
    if said.period:
        return _with_period(answer, said)
    if said.indefinite:
        if not parts or said.afterwards or all(p.indefinite or p.afterwards for p in parts):
            return answer if answer.indefinite else replace(answer, indefinite=said)
        return replace(answer, rivals=(*answer.rivals, said))
    if said.end_date:
        if answer.end and answer.end.end_date == said.end_date:
            return (
                answer
                if answer.end.start_date
                else replace(answer, end=replace(answer.end, start_date=said.start_date))
            )
        if answer.end and _frames(said, answer.end):
            return answer
        blocked = answer.end or (answer.indefinite and not answer.period)
        return replace(answer, rivals=(*answer.rivals, said)) if blocked else replace(answer, end=said)
    if said.end_event and not answer.event and not answer.end and not answer.period and not answer.indefinite:
        return replace(answer, event=said)
    return answer


def _frames(year: Statement, days: Statement) -> bool:
    """Whether a year is told in full right after it: "l'année scolaire 2030-2031, du 2 septembre 2030 au 4 juillet 2031"."""
    if not (year.start_date and year.end_date and days.start_date and days.end_date):
        return False
    within = year.start_date <= days.start_date and days.end_date <= year.end_date
    return within and 0 <= days.start - year.end < 12


def _with_period(answer: _Answer, said: Statement) -> _Answer:
    if said.ceiling and (said.afterwards or answer.period or answer.end):
        return answer if answer.ceiling else replace(answer, ceiling=said)
    if answer.period is None and (answer.indefinite is None or answer.indefinite.afterwards):
        return replace(answer, period=said, ceiling=said if said.ceiling else answer.ceiling)
    if answer.period and (_same_length(answer.period.period, said.period) or said.bounded > answer.period.bounded):
        return answer
    if answer.period and answer.period.ceiling and not said.ceiling:
        return replace(answer, period=said, ceiling=answer.period)
    return replace(answer, rivals=(*answer.rivals, said))


def _same_length(first: str | None, second: str | None) -> bool:
    """ "douze mois" and "un an" are one length."""
    try:
        return calendar.period_length(first or "") == calendar.period_length(second or "")
    except ValueError:
        return first == second


def _start_of(
    passages: Passages,
    answer: _Answer,
    starts: Sequence[Start],
    dates: Sequence[DateMention],
    signature: Signature | None,
) -> Start | None:
    """The start named with the term, else in its sentence, its article, or anywhere."""
    head = answer.parts[0]
    named = start_after(passages, head.end, dates, signature) if not head.indefinite or head.period else None
    if named is None and head.indefinite:
        named = start_after(passages, head.end, dates, signature)
    if answer.end and answer.end.start_date:
        written = _start_of_range(answer.end, dates)
        return replace(named, date=written.date) if named and named.event else written
    sentence = passages.sentence(head.start)
    section = passages.section(head.start)
    near = next(starts_in(starts, sentence), None) or start_within(passages, sentence, dates, signature)
    beside = next((s for s in starts if passages.section(s.start) is section and (section or _near(head, s))), None)
    chosen = named or near or beside or next((s for s in starts if s.weight >= 1.0), None)
    if (
        chosen is not None
        and chosen.date is None
        and re.search(r"entree en vigueur|prise d.effet|date d.effet|effet", chosen.event.lower().replace("é", "e"))
    ):
        # "à compter de son entrée en vigueur": that day is stated elsewhere
        other = next((s for s in starts if s is not chosen and s.date), None)
        chosen = other or chosen
    return chosen


def _start_of_range(said: Statement, dates: Sequence[DateMention]) -> Start:
    """The first day of "du 1er mai 2030 au …", as written; of "l'exercice 2030" the day alone."""
    written = next((d.text for d in dates if d.iso == said.start_date and said.start <= d.start < said.end), "")
    return Start(said.start, said.end, " ".join(written.split()), said.start_date)


def _duration(answer: _Answer, start: Start | None, renewal: Renewal | None) -> Duration:
    head = answer.parts[0]
    period = answer.period.period if answer.period else None
    end_date = answer.end.end_date if answer.end else None
    if answer.period and answer.period.rule == "durations.prolonged" and not end_date:
        start = start if start and _same_place_as(start, answer.period) else None  # it prolongs what began before
    computed, basis = last_day(period, start, end_date, indefinite=answer.indefinite is not None)
    alternatives = tuple(
        Alternative(
            start=r.start,
            end=r.end,
            rule=r.rule,
            confidence=0.4,
            value=r.value,
            reason="autre durée énoncée dans le texte",
        )
        for r in _distinct(answer.rivals, answer)
    )
    end = max([head.end, *[p.end for p in answer.parts if _same_place(p, head)]])
    begin = min([head.start, *[p.start for p in answer.parts if _same_place(p, head)]])
    if start and 0 <= start.end - end < 220 and start.start < end + 60:
        end = max(end, start.end)
    return Duration(
        start=begin,
        end=end,
        rule=head.rule,
        confidence=_confidence(head, alternatives),
        period=period,
        start_date=start.date if start else None,
        start_event=(start.event or None) if start else None,
        end_date=end_date,
        end_event=answer.event.end_event if answer.event and not end_date else None,
        indefinite=True if answer.indefinite else None,
        maximum=longest(answer.ceiling.period if answer.ceiling else None, period, renewal),
        computed_end_date=computed,
        basis=basis,
        alternatives=alternatives,
    )


def _same_place(part: Statement, head: Statement) -> bool:
    return part is head or abs(part.start - head.end) < 120


def _same_place_as(start: Start, said: Statement) -> bool:
    return 0 <= start.start - said.end < 12


def _distinct(rivals: Sequence[Statement], answer: _Answer) -> list[Statement]:
    """Rivals of different values, and not those that the answer itself implies."""
    seen = {p.value for p in answer.parts}
    kept = []
    for rival in rivals:
        if rival.value not in seen:
            seen.add(rival.value)
            kept.append(rival)
    return kept


def _confidence(head: Statement, alternatives: Sequence[Alternative]) -> float:
    sure = 0.95 if head.weight >= 3 else 0.85 if head.weight >= 1.5 else 0.6
    return sure if not alternatives else min(sure, 0.6)


def _from_title(passages: Passages, ranges: Sequence[DateRangeMention], starts: Sequence[Start]) -> Duration | None:
    """Years in the title ("2030-2034", "saison 2030-2031") where nothing else is said."""
    section_starts = [a.start for a in passages.articles if a.kind != "part"]
    opening = re.search(r"\n\s*(?:entre\s|preambule|article\s|il\s+est\s+convenu|vu\s)", passages.folded[:TITLE_REACH])
    limit = min([opening.start() if opening else TITLE_REACH, *section_starts])
    title = next((r for r in ranges if r.start < limit and r.iso_end), None)
    if title is not None and _BLANK_TERM.search(passages.folded):
        return None  # a form to be filled in: its years say when it is used, not how long what it makes will bind
    if title is None or not (opening or section_starts):
        return None
    start = next((s for s in starts if s.date), None)
    return Duration(
        start=title.start,
        end=title.end,
        rule="durations.title",
        confidence=0.5,
        start_date=start.date if start else title.iso_start,
        start_event=start.event if start else None,
        end_date=title.iso_end,
        computed_end_date=title.iso_end,
        basis=f"période du titre : {re.sub(chr(10), ' ', title.text)}",
    )


def _start_only(starts: Sequence[Start]) -> Duration | None:
    """An entry into force without any term: the start is known, the length is not."""
    start = next((s for s in starts if s.weight >= 1.0), None)
    if start is None:
        return None
    return Duration(
        start=start.start,
        end=start.end,
        rule="durations.start",
        confidence=0.5,
        start_date=start.date,
        start_event=start.event,
    )
