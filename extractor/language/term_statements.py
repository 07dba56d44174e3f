"""Text in, everything it says on how long the convention binds out: periods, "indéterminée", end dates, end events, ranges.

Each statement carries its weight: how surely it is about this convention (`binding.subject_of`) and how plainly it says
so. `durations.py` makes one answer of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.language.amended_terms import changes, is_recited, moves_the_end, prolongs
from extractor.language.binding import Subject, bound, in_term_article, subject_of
from extractor.language.date_ranges import DateRangeMention, join_lists
from extractor.language.dates import DateMention
from extractor.language.end_events import find_ends
from extractor.language.lexicon import load_lexicon
from extractor.language.passages import Passages
from extractor.language.periods import PeriodMention
from extractor.language.term_leads import lead_patterns
from extractor.language.wording import holds

REACH = 300
OPEN = 1.5  # what a length loses that is said between two bounds


_LIFETIME = re.compile(
    r"(?<!\w)pour\s+(?:toute\s+)?(?:la|une)\s+(?P<event>duree\s+(?:de\s+(?!(?:la\s+)?presente)|du\s+(?!present)|des\s+|d'|egale\s+a\s+|equivalente\s+a\s+)"
    r"(?!une?\s|[0-9])[^.,;:()\n]{4,80}?)(?=[.,;:()\n]|\s+(?:et|a\s+compter|soit|renouvelable)(?!\w)|$)"
)


_BEGINS_ELSEWHERE = re.compile(  # "la convention conclue le 7 mai …, soit jusqu'au", "à compter de l'année 2030"
    r"(?<!est )(?<!\w)(?:conclue?|signee?|passee?|datee?)\s+(?:du|le)\s*$|a\s+(?:compter|partir|dater)\s+de\s+l'\s*$"
)
_IN_FULL = re.compile(
    r"(?<!\w)(?:soit|c'est-a-dire|a\s+savoir)\s*(?:du|le|de)?\s*$|(?:annee|saison|exercice)\s[^.;]{0,40}?[0-9]\s*[,(:]\s*(?:du\s*)?$"
)  # "… 2030-2031 et 2031-2032, soit du 1er …"
_HAS = re.compile(r"(?<!\w)(?:a|aura)\s*$")  # "Elle a une durée de"
_EXCEPTED = re.compile(r"(?<!\w)(?:a\s+l'exception|sauf\s+(?:l'|les|le|la)|excepte)(?!\w)")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said on the term. `ceiling`: the period is a maximum; `afterwards`: it holds once a first term is over."""

    start: int
    end: int
    weight: float
    rule: str
    period: str | None = None
    indefinite: bool = False
    start_date: str | None = None
    end_date: str | None = None
    end_event: str | None = None
    ceiling: bool = False
    afterwards: bool = False
    conflict: str | None = None
    changes: bool = False  # an amendment's new term: "est portée à cinq ans"
    recited: bool = False  # the term that was: "a été conclue pour trois ans"
    bounded: bool = False  # one bound of "d'un à neuf ans"

    @property
    def value(self) -> str:
        """The value in one word, to compare and to show."""
        if self.period:
            return self.period
        if self.indefinite:
            return "indefinite"
        return (f"{self.start_date}/{self.end_date}" if self.start_date else self.end_date) or self.end_event or ""


def find_statements(
    passages: Passages,
    periods: Sequence[PeriodMention],
    dates: Sequence[DateMention],
    ranges: Sequence[DateRangeMention],
) -> tuple[Statement, ...]:
    """All statements on the term, in the order of the text."""
    ranges = join_lists(passages.text, passages.folded, ranges)
    ranges = [r for r in ranges if not _BEGINS_ELSEWHERE.search(_left(passages, r.start)[-40:])]
    found = [
        *_of_periods(passages, periods),
        *_indefinite(passages),
        *_of_ranges(passages, ranges),
        *_of_ends(passages, periods, dates, ranges),
        *_adjectives(passages),
        *_lifetimes(passages),
    ]
    return tuple(sorted(found, key=lambda s: s.start))


def _of_ends(
    passages: Passages,
    periods: Sequence[PeriodMention],
    dates: Sequence[DateMention],
    ranges: Sequence[DateRangeMention],
) -> Iterator[Statement]:
    for end in find_ends(passages, periods, dates, ranges):
        if not outlives(passages, end.start, end.end):
            rule = "durations.until" if end.date else "durations.event"
            yield Statement(
                end.start,
                end.end,
                end.weight,
                rule,
                end_date=end.date,
                end_event=end.event,
                changes=moves_the_end(passages.folded[end.start : end.end]),
                recited=is_recited(_left(passages, end.start), passages.folded, end.end),
            )


def _adjectives(passages: Passages) -> Iterator[Statement]:
    """ "La présente convention est annuelle."."""
    for name in ("annual", "triennial", "quinquennial"):
        entry = load_lexicon("durations")[name]
        for match in entry.find(passages.folded):
            subject = subject_of(passages, match.start())
            if subject is not None and match.start() - subject.end < 3:
                yield Statement(match.start(), match.end(), subject.weight, "durations.adjective", period=entry.value)


def _lifetimes(passages: Passages) -> Iterator[Statement]:
    """ "conclue pour la durée de l'opération": it ends with something else, which is named and not dated."""
    for match in passages.thinned(_LIFETIME.finditer(passages.folded), re.Match.start):
        subject = subject_of(passages, match.start())
        if subject is not None and bound(passages, subject, match.start()):
            event = " ".join(passages.text[match.start("event") : match.end()].split())
            yield Statement(match.start(), match.end(), subject.weight - 0.5, "durations.lifetime", end_event=event)


_AND_SO_ON = re.compile(
    r"\s*(?:au-dela\s+de\s+ce\s+terme\s*)?,?\s*(?:et\s+)?ainsi\s+de\s+suite"
)  # the length of a renewal
_BEFOREHAND = re.compile(r"\s*(?:au\s+(?:moins|plus\s+tard)\s+)?avant(?!\w)")


def _start(mention: PeriodMention | DateMention | DateRangeMention) -> int:
    return mention.start


def _left(passages: Passages, offset: int) -> str:
    return passages.folded[max(passages.sentence(offset)[0], offset - REACH) : offset]


def _of_periods(passages: Passages, periods: Sequence[PeriodMention]) -> Iterator[Statement]:
    told = False
    for period in passages.thinned(periods, _start):
        if period.recurring or not period.iso or "T" in period.iso:
            continue
        subject = subject_of(passages, period.start)
        if subject is None or outlives(passages, period.start, period.end):
            continue
        if _BEFOREHAND.match(passages.folded, period.end):  # "six mois avant son échéance, les parties se concertent"
            continue
        if told and _AND_SO_ON.match(passages.folded, period.end):
            continue
        left = _left(passages, period.start)
        said = _said(passages, subject, left, period)
        if said is None:
            continue
        lead, rule, extra = said
        ceiling = holds("durations", "at_most", left[-90:]) or "at_most" in period.qualifiers
        said_here = Statement(
            period.start - lead,
            period.end,
            subject.weight + extra,
            f"durations.{rule}",
            period=period.iso,
            ceiling=ceiling,
            afterwards=rule == "cap" and holds("durations", "renews", left),
            conflict=period.conflict,
            changes=rule == "prolonged" or changes(left),
            recited=is_recited(left, passages.folded, period.end),
        )
        told = True
        yield from _bounds(said_here, period.upper)


def _bounds(said: Statement, upper: str | None) -> Iterator[Statement]:
    """ "d'un à neuf ans" chooses neither: both are told, and give way to a length that is said outright."""
    if upper is None:
        yield said
        return
    yield replace(said, weight=said.weight - OPEN, bounded=True)
    yield replace(said, weight=said.weight - OPEN, bounded=True, period=upper)


def _said(passages: Passages, subject: Subject, left: str, period: PeriodMention) -> tuple[int, str, float] | None:
    """How plainly a length is said: where its words begin before the period, the rule, and a change of weight."""
    patterns, folded = lead_patterns(), passages.folded
    low, high = passages.sentence(period.start)
    if (lead := prolongs(left, folded[low:high])) is not None:
        return lead, "prolonged", 1.0
    if match := patterns["for"].search(left):
        if _renews(left[: match.start()], subject, period.start):
            return None
        anchor = period.start - len(left) + match.start()
        joined = bound(passages, subject, anchor) or _HAS.search(left[: match.start()]) is not None
        if re.match(r"pendant|durant|sur", match.group()) and not holds(
            "durations", "binds", left[: match.start()][-45:]
        ):
            return None
        return len(left) - match.start(), "for", 1.0 if joined else -1.5
    if match := patterns["cap"].search(left):
        return len(left) - match.start(), "cap", 0.0
    if patterns["recalls"].search(left):
        return 0, "recalls", -2.5
    if patterns["label"].search(left):
        return 0, "label", 0.0
    if match := patterns["is"].search(left):
        other = _renews(match.group(), subject, period.start) or holds("durations", "elsewhere", match.group())
        return None if other else (len(left) - match.start(), "is", 1.0)
    if (match := patterns["soit"].search(left)) and bound(passages, subject, period.start):
        return None if _renews(left, subject, period.start) else (len(left) - match.start(), "soit", 0.5)
    if match := patterns["pour"].search(left):
        joined = bound(passages, subject, period.start)
        return (
            (len(left) - match.start(), "pour", 0.5)
            if joined and not _renews(left[: match.start()], subject, period.start)
            else None
        )
    if (match := patterns["end_after"].search(left)) and re.match(
        r"\s*(?:jour\s+pour\s+jour\s+)?(?:apres|a\s+compter|a\s+partir|suivant|plus\s+tard|a\s+dater|de\s+validite)|\s*(?:de\s+)?(?:duree|periode)|\s*[.;]",
        folded[period.end : high] or ".",
    ):
        return (
            (len(left) - match.start(), "ends", 0.0)
            if not re.search(r"denon|resili|notif|avis|lettre", folded[period.end : high][:90])
            else None
        )
    if not re.search(r"\w", left) and in_term_article(passages, period.start):
        return 0, "heading", 0.5
    return None


def _renews(lead: str, subject: Subject, anchor: int) -> bool:
    """ "renouvelable par tacite reconduction pour une durée de": the length of a renewal, not of the term."""
    return holds("durations", "renews", lead, max(0, len(lead) - (anchor - subject.end) - 12))


def outlives(passages: Passages, start: int, end: int) -> bool:
    """ "pendant un an à compter de l'expiration du préavis", "cinq ans après son terme": what outlives the convention."""
    folded = passages.folded
    low, high = passages.sentence(start)
    after = folded[end : min(high, end + 110)]
    first = load_lexicon("durations")["after_the_end"].search(after)
    if first and not re.search(r"[,;]", after[: first.start()].strip(" ,")):
        return True
    lead = folded[low:start]
    ended = re.search(
        r"(?<!sauf )(?<!moins de )(?<!moins d')(?:denon|resili|preavis|defaut\s+d'accord|cessation|en\s+cas\s+de)\w*",
        lead,
    )
    return bool(ended and holds("notices", "survival", lead, ended.start()))


def _indefinite(passages: Passages) -> Iterator[Statement]:
    entries = load_lexicon("durations")
    for name in ("indefinite", "until_denounced"):
        for match in entries[name].find(passages.folded):
            subject = subject_of(passages, match.start())
            left = _left(passages, match.start())
            if subject is None or outlives(passages, match.start(), match.end()) or _EXCEPTED.search(left):
                continue
            if name == "until_denounced" and not bound(passages, subject, match.start()):
                continue
            extra = 1.0 if bound(passages, subject, match.start()) else 0.0
            afterwards = holds("durations", "afterwards", left) or (
                name == "until_denounced" and bool(re.search(r"(?<!\w)(?:ans?|annees?|mois)(?!\w)", left))
            )
            yield Statement(
                match.start(),
                match.end(),
                subject.weight + extra,
                f"durations.{name}",
                indefinite=True,
                afterwards=afterwards,
            )


def _of_ranges(passages: Passages, ranges: Sequence[DateRangeMention]) -> Iterator[Statement]:
    for span in passages.thinned(ranges, _start):
        subject = subject_of(passages, span.start)
        left = _left(passages, span.start).rpartition(":\n")[2]
        if (
            subject is None
            or outlives(passages, span.start, span.end)
            or re.search(r"denon|resili|subvention|montant|budget|versement", left[-80:])
        ):
            continue
        lead = lead_patterns()["range_lead"].search(left)
        joined = bound(passages, subject, span.start)
        if joined or (lead and subject.weight >= 1.5):
            yield Statement(
                span.start,
                span.end,
                subject.weight + (0.8 if joined else -1.0) + (0.5 if _IN_FULL.search(left) else 0.0),
                "durations.range",
                start_date=span.iso_start,
                end_date=span.iso_end,
                end_event=None if span.iso_end else " ".join(span.text.split()),  # a season has no known last day
            )
