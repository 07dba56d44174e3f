"""Text in, the limits for ending, curing, renewing and withdrawing out, each typed, with who, how and counted from what.

    find_notices("Elle peut être dénoncée avec un préavis de trois mois.", (), ())
    == (Notice(event="termination", period="P3M", …),)

Each distinct limit is given once. Limits of meetings, payments, talks or force majeure are `other` or nothing; the
notice of a worker is nothing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from functools import cache

from extractor.language.facts import Article, Doubt, Notice, NoticeEvent, Party
from extractor.language.lexicon import load_lexicon
from extractor.language.notice_events import event_of
from extractor.language.notice_forms import counted_from, form_of, givers
from extractor.language.notice_ties import Tie, Timed, tie_of
from extractor.language.passages import Passages, read_passages
from extractor.language.periods import PeriodMention, find_periods
from extractor.language.wording import any_of


@dataclasses.dataclass(frozen=True, slots=True)
class _Rank:
    """ "le premier jour du sixième mois": a period written as an ordinal."""

    start: int
    end: int
    iso: str | None


def find_notices(
    text: str,
    articles: Sequence[Article] = (),
    parties: Sequence[Party] = (),
    *,
    periods: Sequence[PeriodMention] | None = None,
) -> tuple[Notice, ...]:
    """The notices of a text, each distinct limit once, in the order of the text."""
    passages = read_passages(text, articles)
    found: list[Notice] = []
    for tie, following in _with_next(_ties(passages, periods)):
        event = event_of(passages, tie)
        if event is not None:
            found.append(_notice(passages, tie, event, parties, following))
    return _distinct(found)


def notice_doubts(
    text: str, notices: Sequence[Notice], *, periods: Sequence[PeriodMention] | None = None
) -> tuple[Doubt, ...]:
    """Notices whose word and figure differ ("trente (15) jours")."""
    conflicts = {p.end: p for p in (find_periods(text) if periods is None else periods) if p.conflict}
    return tuple(
        Doubt(
            code="number-contradiction",
            severity="error",
            message=f"Le délai de préavis est écrit de deux façons : « {mention.text} ».",
            start=notice.start,
            end=notice.end,
        )
        for notice in notices
        for end, mention in conflicts.items()
        if notice.start <= mention.start and end <= notice.end
    )


def _ties(passages: Passages, periods: Sequence[PeriodMention] | None) -> list[Tie]:
    mentions: list[Timed] = [
        p
        for p in (find_periods(passages.text) if periods is None else periods)
        if not p.recurring and not p.iso.endswith("S")
    ]
    mentions.extend(_ranks(passages))
    tied: list[Tie] = []
    for mention in passages.thinned(sorted(mentions, key=_start), _start):
        tie = tie_of(passages, mention, tied)
        if tie is not None:
            tied.append(tie)
    return tied


def _start(mention: Timed) -> int:
    return mention.start


def _with_next(ties: Sequence[Tie]) -> Iterable[tuple[Tie, int]]:
    """Each tie with the place where the next one begins."""
    for index, tie in enumerate(ties):
        yield tie, ties[index + 1].start if index + 1 < len(ties) else 1 << 62


@cache
def _rank_pattern() -> re.Pattern[str]:
    ranks = "|".join(f"(?P<{name}>{entry.pattern.pattern})" for name, entry in load_lexicon("ranks").items())
    return re.compile(rf"(?:{ranks})\s+(mois|annee|semaine)\s+(?=suivant|apres|qui\s+sui)")


_WITHIN_ONE = re.compile(
    r"(?<!\w)dans\s+(?:le\s+(mois)|l(?:'\s?|\s)(annee)|la\s+(semaine))\s+(?=suivant|apres|qui\s+sui|de\s+(?:la|l'|sa)|a\s+compter)"
)


def _ranks(passages: Passages) -> Iterable[_Rank]:
    """ "le premier jour du sixième mois après": P6M, where it is said of an ending; "dans le mois suivant": P1M."""
    for match in _WITHIN_ONE.finditer(passages.folded):
        month, year, _ = match.groups()
        yield _Rank(match.start() + 5, match.end(), "P1M" if month else "P1Y" if year else "P1W")
    for match in _rank_pattern().finditer(passages.folded):
        sentence = passages.sentence(match.start())
        if passages.says("notices", "termination", sentence) and not re.search(
            r"entre\w*\s+en\s+vigueur", passages.folded[sentence[0] : match.start()]
        ):
            unit = {"mois": "M", "annee": "Y", "semaine": "W"}[match.group(match.lastindex or 0)]
            count = next(int(load_lexicon("ranks")[name].value) for name, value in match.groupdict().items() if value)
            yield _Rank(match.start(), match.end(), f"P{count}{unit}")


def _notice(passages: Passages, tie: Tie, event: NoticeEvent, parties: Sequence[Party], following: int) -> Notice:
    counted = counted_from(passages, tie.period)
    end = tie.period.end
    if tie.kind in ("before", "after", "formal") and counted:
        place = re.compile(r"\s+".join(re.escape(word) for word in counted.split())).search(passages.text, end)
        end = place.end() if place else end
    elif after := re.compile(rf"\s*{any_of('notices', 'notice_after')}").match(passages.folded, end):
        end = after.end()
    return Notice(
        start=min(tie.start, tie.period.start),
        end=end,
        rule=f"notices.{tie.kind}",
        confidence=_confidence(passages, tie),
        event=event,
        period=tie.period.iso,
        by=givers(passages, tie, parties, following),
        form=form_of(passages, tie, event),
        counted_from=counted,
    )


def _confidence(passages: Passages, tie: Tie) -> float:
    """A notice whose sentence names no ending is less sure."""
    if tie.kind not in ("word", "before"):
        return 0.85
    sentence = passages.sentence(tie.period.start)
    named = any(passages.says("notices", word, sentence) for word in ("termination", "withdrawal", "opposition"))
    return 0.95 if named else 0.6


def _distinct(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Equal limits become one, with all their givers and the first form and start that is stated."""
    kept: dict[tuple[str, str | None], Notice] = {}
    for notice in notices:
        key = (notice.event, notice.period)
        if key not in kept:
            kept[key] = notice
            continue
        first = kept[key]
        kept[key] = dataclasses.replace(
            first,
            by=first.by or notice.by,
            form=first.form or notice.form,
            counted_from=first.counted_from or notice.counted_from,
        )
    return tuple(kept.values())
