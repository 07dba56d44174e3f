"""Text in, when the convention ends out: a date ("expire le 30 juin 2030", "jusqu'à fin juin") or an event in its words.

An event that says nothing of its own ("à l'échéance de son terme", "jusqu'à l'entrée en vigueur de l'accord de
substitution") is none.
"""

from __future__ import annotations

import bisect
import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractor.language.binding import bound, ends_another, in_term_article, subject_of
from extractor.language.date_ranges import DateRangeMention
from extractor.language.dates import DateMention
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.passages import Passages
from extractor.language.periods import PeriodMention
from extractor.language.start_events import LONGEST_EVENT
from extractor.language.wording import any_of, holds

REACH = 200
_LOOSE = re.compile(r"jusqu|au plus tard|allant|cess|pour|date")  # also said of payments and reports
_PARTICIPLE = re.compile(r"(?:prenant|expirant|s'achevant|se\s+terminant|finissant)(?!\w)")
_AT_THE_LATEST = re.compile(r"\s*,?\s*(?:au\s+plus\s+tard|en\s+tout\s+etat\s+de\s+cause)\s*,?")
_MAY_BE_PROLONGED = re.compile(r"(?:peut|pourra|pourront)[^.;]{0,60}(?:prorog|prolong)")
_AT_EVENT = re.compile(
    r"jusqu|a pour terme|aura pour terme|dont le terme|expire|pre|arrive|s'ach|se term|pour |finissant"
)
_ENDING = re.compile(r"jusqu|expir|fin(?!\w)|ache|termin|cess|terme|echeance|duree\s+determinee")
_OF_A_PART = re.compile(r"(?<!\w)dont\s+(?:les|la|le|l')\s*(?!echeance|terme|duree|date|validite)\w+\s*$")
_OWN_END = re.compile(r"denon|resili|preavis|en\s+cas|defaut")


@dataclass(frozen=True, slots=True)
class End:
    """When it ends: an ISO date, else an event as written without its article."""

    start: int
    end: int
    weight: float
    date: str | None = None
    event: str | None = None


@cache
def _lead() -> re.Pattern[str]:
    """What stands between "prend fin" and its date: "automatiquement, le", "de produire ses effets au"."""
    ends, term = any_of("durations", "ends"), any_of("durations", "term_word")
    filler = any_of("durations", "end_filler")
    return re.compile(rf"(?:{ends}|{term}\s+(?:determinee\s+)?fixee?)[\s,:(]*(?:(?:{filler})\s+){{0,8}}(?:l')?$")


@cache
def _hollow() -> re.Pattern[str]:
    """An end that says nothing of its own: "à l'échéance de la présente convention", "jusqu'à un nouvel accord"."""
    own = any_of("durations", "agreement", "hollow_end")
    return re.compile(
        r"(?:(?:son|de\s+son|du|le|leur|une?|la)\s+)?(?:"
        rf"(?:terme|echeance|expiration|issue)(?!\s+d[eu]\s+(?!(?:la\s+|cette\s+|ce\s+|l')?(?:presente?\s+)?{own}))|"
        rf"{any_of('durations', 'hollow_end')}|signature\s+d['eu]|%)"
    )


def find_ends(
    passages: Passages,
    periods: Sequence[PeriodMention],
    dates: Sequence[DateMention],
    ranges: Sequence[DateRangeMention],
) -> Iterator[End]:
    """Every statement of when this convention ends."""
    days: list[tuple[int, int, str | None]] = [
        (d.start, d.end, d.iso) for d in dates if d.iso and not _within(d, ranges)
    ]
    days += [(d.start, d.end, _last_day(d.partial)) for d in dates if d.partial and _said_of_its_end(passages, d.start)]
    days += [(r.start, r.end, r.iso_end) for r in ranges if r.iso_end and _said_of_its_end(passages, r.start)]
    taken = [*(start for start, _, day in days if day), *(d.start for d in dates)]  # a day is no event
    for start, end, day in passages.thinned(sorted(days, key=lambda day: day[:2]), lambda day: day[0]):
        if day and (found := _on_a_day(passages, start, end, day)):
            yield found
    yield from _at_events(passages, [*taken, *(p.start for p in periods)])


def _within(date: DateMention, ranges: Sequence[DateRangeMention]) -> bool:
    index = bisect.bisect_right(ranges, date.start, key=lambda r: r.start) - 1
    return index >= 0 and bool(ranges[index].iso_end) and date.start < ranges[index].end


def _said_of_its_end(passages: Passages, offset: int) -> bool:
    """ "fin juin 2030", "la fin de l'année 2030"."""
    left = passages.folded[max(0, offset - 24) : offset]
    return bool(re.search(r"(?<!\w)fin\s+(?:(?:de|du|d')\s*(?:mois\s+de\s+)?(?:l')?)?$", left))


def _last_day(partial: str | None) -> str | None:
    """The last day of a year or month: "2030-06" → "2030-06-30"."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", partial or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}" if year else None


def _on_a_day(passages: Passages, start: int, end: int, day: str) -> End | None:
    low = max(passages.sentence(start)[0], start - REACH)
    left = passages.folded[low:start]
    lead = _lead().search(left)
    if lead is None:
        return None
    anchor = low + lead.start()
    if _PARTICIPLE.match(lead.group()) and ends_another(passages, anchor):
        return None
    subject = subject_of(passages, anchor)
    before = left[: lead.start()][-120:]
    if subject is None or holds("durations", "other_deadline", before) or _MAY_BE_PROLONGED.search(before):
        return None
    if lead.group().startswith("au plus tard") and not _ENDING.search(before):
        return None  # "entre en vigueur au plus tard le" is a start
    if lead.group().startswith("est ") and not _ENDING.search(before):
        return None  # a payment is put off too
    if _OF_A_PART.search(before):
        return None
    if _LOOSE.match(lead.group()) and not (bound(passages, subject, anchor) or in_term_article(passages, anchor)):
        return None
    return End(anchor, end, subject.weight + 0.8, date=day)


def _at_events(passages: Passages, numbers: Sequence[int]) -> Iterator[End]:
    """ "jusqu'à l'achèvement des travaux", "a pour terme l'entrée en vigueur de …"."""
    starts = frozenset(numbers)
    for match in passages.thinned(load_lexicon("durations")["ends"].find(passages.folded), re.Match.start):
        if not _AT_EVENT.match(match.group()):
            continue
        subject, anchor = subject_of(passages, match.start()), match.start()
        if subject is None or _OWN_END.search(passages.folded[passages.sentence(anchor)[0] : anchor]):
            continue
        plain = "terme" in match.group() or in_term_article(passages, anchor) or not _LOOSE.match(match.group())
        event = _event(passages, match.end(), starts) if plain or bound(passages, subject, anchor) else None
        if event is not None:
            yield End(anchor, event[1], subject.weight - 0.2, event=event[0])


def _event(passages: Passages, begin: int, numbers: frozenset[int]) -> tuple[str, int] | None:
    if aside := _AT_THE_LATEST.match(passages.folded, begin):
        begin = aside.end()
    high = min(passages.sentence(max(begin - 1, 0))[1], begin + LONGEST_EVENT)
    stop = re.compile(r"[,;:()]|\.(?=\s|$)|\n\s*\n").search(passages.folded, begin, high)
    end = stop.start() if stop else high
    for match in load_lexicon("durations")["event_end"].find(passages.folded, begin + 4, end):
        if not re.match(r"jusqu|qui|dans", match.group()):
            end = match.start()
            break
    words = re.sub(r"\s+", " ", passages.text[begin:end]).strip(" ,.;:")
    articles = r"^(?:(?:apres|a|au|le|la|les|avec|lors\s+de|lors\s+du|des|du|de|en|sa|son|l')(?:\s+|(?<=')))+"
    lead = re.match(articles, fold(words))
    plain = fold(words)[lead.end() :] if lead else fold(words)
    if len(plain) < 5 or _hollow().match(plain) or any(n in numbers for n in range(begin, begin + 16)):
        return None
    return words[lead.end() :] if lead else words, begin + len(passages.text[begin:end].rstrip())
