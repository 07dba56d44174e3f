"""Text in, when the convention begins out: a date, or an event in the document's words ("date de signature par …").

A start event that names the signature is resolved to the date of signature where that is known; any other (notification,
publication, versement) keeps its words and has no date.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extractor.language.binding import in_term_article, subject_of
from extractor.language.dates import DateMention
from extractor.language.facts import Signature
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.passages import Passages
from extractor.language.sentences import Span
from extractor.language.wording import any_of, holds

LONGEST_EVENT = 170


_SAME_DAY = re.compile(r"(?:cette|ladite|la|cette\s+meme|la\s+meme)\s+(?:meme\s+)?date(?=\s*[.,;)]|\s*$)")
_COUNTED = re.compile(  # days that the signature fixes without being its own
    r"(?:lendemain|jour\s+suivant|(?P<month>(?:premier|1er)\s+(?:jour\s+)?du\s+mois\s+(?:suivant|qui\s+suit)))"
    r"\s+(?:(?:de|du)\s+)?(?:(?:la|sa|l'|celui\s+de\s+(?:la|sa))\s*)?(?:date\s+de\s+(?:la\s+|sa\s+)?|jour\s+de\s+(?:la\s+|sa\s+)?)?signature(?!\s+(?:du|des|d'))"
)

_ONCE = re.compile(
    r"\s*(?P<event>(?:des\s+(?:lors\s+)?qu(?:e\s|')|lorsqu(?:e\s|')|une\s+fois\s+qu(?:e\s|')|aussitot\s+qu(?:e\s|'))"
    r"[^.;:()]{0,80}?(?:approuv|ratifi|sign|notifi|adopt|homolog|publi|vot|accept|depos|transmis|recu|accompli|rempli|fourni|obten)\w*[^.;:,()]{0,80})"
)


@dataclass(frozen=True, slots=True)
class Start:
    """When it begins: `event` as written without its article, `date` ISO where known."""

    start: int
    end: int
    event: str
    date: str | None
    weight: float = 0.0


@cache
def _after_period() -> re.Pattern[str]:
    """What may stand between a period and its start: "(trois ans), renouvelable, à compter de"."""
    leads = any_of("durations", "starts")
    return re.compile(
        rf"[\s,)(]*(?:consecutives?[\s,]+)?(?:(?:renouvelable|reconductible)s?(?:\s+[^\s,.;:()]{{1,20}}){{0,5}}\s*,\s*(?={leads}))?"
        rf"(?:(?:et|qui)\s+)?(?:{leads}\s+(?:retroactif\s+|retroactivement\s+)?)?(?:ferme\s+|renouvelable\s+)?(?:courant\s+|qui\s+court\s+)?"
        r"(?=(?:(?:a\s+(?:compter|partir|dater)|des|au\s+jour|suivant|apres|le\s+premier|(?:(?<=effet\s)|(?<=retroactif\s))au\s+premier)(?!\w)"
        r"|(?:du|le|(?:(?<=effet\s)|(?<=retroactif\s))au)\s+[0-9]))"
    )


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"{any_of('durations', 'from_a_day')}\s*")


def start_after(
    passages: Passages, end: int, dates: Sequence[DateMention], signature: Signature | None
) -> Start | None:
    """The start named directly after a period: "cinq ans à compter de sa date de signature"."""
    high = passages.sentence(max(end - 1, 0))[1]
    lead = _after_period().match(passages.folded, end, high)
    return _event(passages, lead.end(), high, dates, signature) if lead else None


def start_within(
    passages: Passages, span: Span, dates: Sequence[DateMention], signature: Signature | None
) -> Start | None:
    """The start named within a sentence on the term: "conclue à compter de sa signature jusqu'au 30 juin 2030"."""
    for match in re.compile(r"a\s+(?:compter|partir|dater)\s+(?=d)").finditer(passages.folded, *span):
        if subject_of(passages, match.start()) is not None:
            return _event(passages, match.start(), span[1], dates, signature)
    return None


def find_starts(passages: Passages, dates: Sequence[DateMention], signature: Signature | None) -> tuple[Start, ...]:
    """Every statement of when this convention begins ("entre en vigueur le"), the surest first."""
    found = []
    for match in passages.thinned(load_lexicon("durations")["starts"].find(passages.folded), re.Match.start):
        subject = subject_of(passages, match.start())
        bare = _heads_sentence(passages, match.start())
        if subject is None and not bare:
            continue
        start = _following(passages, match.end(), dates, signature)
        if (
            start is not None
            and re.match(r"(?:est |sera |s')appli|court|courra|commence", match.group())
            and not _from_a_day(passages, match.end(), start)
        ):
            continue  # "s'applique aux communes" says to whom, not from when
        if start is not None and not _conditional(passages, match.start()) and not _of_something_else(passages, match):
            weight = subject.weight if subject else 0.5 + 2.0 * in_term_article(passages, match.start())
            found.append(Start(match.start(), start.end, start.event, start.date, weight))
    return tuple(sorted(found, key=lambda s: -s.weight))


def _from_a_day(passages: Passages, end: int, start: Start) -> bool:
    return start.date is not None or bool(
        re.match(
            r"\s*(?:\w+\s+){0,2}?(?:a\s+(?:compter|partir|dater)|des\s|le\s+(?:premier|jour|lendemain)|au\s+(?:premier|jour|lendemain))",
            passages.folded[end : end + 60],
        )
    )


def _heads_sentence(passages: Passages, offset: int) -> bool:
    """ "Prise d'effet : …" or "Date d'effet : …" at the head of a line."""
    low, _ = passages.sentence(offset)
    return not re.search(r"\w{3}", passages.folded[low:offset].rpartition("\n")[2])


def _conditional(passages: Passages, offset: int) -> bool:
    """ "n'entre en vigueur que si", "à l'exception de son article 2, qui prend effet": not the start of the whole."""
    low, _ = passages.sentence(offset)
    lead = passages.folded[max(low, offset - 60) : offset]
    return bool(
        re.search(
            r"(?<!\w)n[e']\s*$|(?:exception|articles?|annexes?|clauses?|dispositions?|resiliation|denonciation|(?:les|tout|chaque|ces|des)\s+avenants?|modifications?|retrait|renouvellement|reconduction)[^.;]{0,50}$",
            lead,
        )
    ) and not re.search(r"(?:present\w?|cette|cet)\s+(?:convention|accord|avenant|contrat)[^.;]{0,12}$", lead)


def _of_something_else(passages: Passages, match: re.Match[str]) -> bool:
    """ "dénoncée avec effet au 31 décembre", "le loyer est augmenté avec effet au": not when the agreement begins."""
    low, high = passages.sentence(match.start())
    if not match.group().startswith("avec"):
        return False
    return not passages.says("durations", "agreement", (low, high)) or bool(
        re.search(r"resili|denon|retir|renonc|modifi|mett\w*\s+fin|mis\s+fin", passages.folded[low : match.start()])
    )


def _following(passages: Passages, end: int, dates: Sequence[DateMention], signature: Signature | None) -> Start | None:
    high = passages.sentence(max(end - 1, 0))[1]
    gap = _gap().match(passages.folded, end, high)
    return _event(passages, gap.end() if gap else end, high, dates, signature)


@cache
def _gap() -> re.Pattern[str]:
    """ "(prend effet) automatiquement, au plus tard", "(date d'effet) de la présente convention est fixée"."""
    return re.compile(
        rf"[\s,:]*(?:(?:de\s+la|du|de\s+l')\s*(?:presente?\s+)?{any_of('durations', 'agreement')}\s*:?\s*)?"
        r"(?:(?:est|sera|fixee?|automatiquement|retroactivement|immediatement|pour\s+les?\s+parties|aussi|donc|obligatoirement)\s+){0,3}(?:au\s+plus\s+(?:tot|tard)\s+)?"
    )


def _event(
    passages: Passages, begin: int, high: int, dates: Sequence[DateMention], signature: Signature | None
) -> Start | None:
    """The date or event at `begin`, after its "à compter de"."""
    clause = _ONCE.match(passages.folded, begin, min(high, begin + LONGEST_EVENT))
    if clause is not None:  # "dès qu'elle aura été approuvée par le conseil"
        event = " ".join(passages.text[clause.start("event") : clause.end()].split())
        return Start(begin, clause.end(), event, None)
    lead = _from().match(passages.folded, begin, high)
    first = lead.end() if lead else begin
    day = next(iter(_dates_in(dates, begin, first + 5)), None)
    if day is not None and day.iso:
        return Start(begin, day.end, _clean(day.text), day.iso)
    if lead is None:
        return None
    end = _event_end(passages, lead.end(), high, dates)
    event = _clean(passages.text[lead.end() : end])
    if _SAME_DAY.match(passages.folded, lead.end(), high):
        before = _day_before(passages, begin, dates)
        return Start(begin, end, _clean(before.text), before.iso) if before else None
    if len(event) < 4 or re.match(r"(?:apres|avant|defaut|titre|condition|cet\s+effet)", fold(event)):
        return None
    if day is not None and day.partial and not re.search(r"[a-z]{4}", fold(event.replace(day.text, ""))):
        return Start(begin, end, event, None)
    fixed = re.compile(r"(?:soit|fixee?)\s+(?:a\s+compter\s+)?(?:le|au|du)\s*$")
    named = next(
        (
            d.iso
            for d in _dates_in(dates, lead.end(), end)
            if d.iso and fixed.search(passages.folded, max(begin, d.start - 28), d.start)
        ),
        None,
    )
    end = begin + len(passages.text[begin:end].rstrip())
    return Start(begin, end, event, named or _signed(event, signature))


def _day_before(passages: Passages, begin: int, dates: Sequence[DateMention]) -> DateMention | None:
    """The day that "cette date" takes up: the last one told in this sentence or in the one before."""
    before = passages.beside(begin, -1) or passages.sentence(begin)
    told = [d for d in _dates_in(dates, before[0], begin) if d.iso]
    if not told:
        return None
    said = passages.folded[slice(*passages.sentence(told[-1].start))]
    ended = re.search(r"expir|echu|echeance|termin|(?<!\w)fin(?!\w)|cess", said)  # of a former agreement
    return None if ended else told[-1]


def _dates_in(dates: Sequence[DateMention], low: int, high: int) -> Iterator[DateMention]:
    """The dates that begin in `[low, high)`; `dates` are in order."""
    for index in range(bisect.bisect_left(dates, low, key=lambda d: d.start), len(dates)):
        if dates[index].start >= high:
            return
        yield dates[index]


def _event_end(passages: Passages, begin: int, high: int, dates: Sequence[DateMention]) -> int:
    limit = min(high, begin + LONGEST_EVENT)
    stop = re.compile(r"[,;:)]|\.(?=\s|$)|\n\s*\n").search(passages.folded, begin, limit)
    end = stop.start() if stop else limit
    for match in load_lexicon("durations")["event_end"].find(passages.folded, begin + 3, end):
        return match.start()
    return end


def _signed(event: str, signature: Signature | None) -> str | None:
    """The day of signature or one counted from it: "lendemain de sa signature" is a day later."""
    if signature is None or not signature.date:
        return None
    folded = fold(event)
    if (counted := _COUNTED.match(folded)) is not None:
        signed = date.fromisoformat(signature.date)
        month = (signed.replace(day=1) + timedelta(days=31)).replace(day=1)
        return (month if counted["month"] else signed + timedelta(days=1)).isoformat()
    return signature.date if holds("durations", "signature_event", folded) else None


def _clean(event: str) -> str:
    """The event in one line without its article: "sa date de signature" → "date de signature"."""
    flat = re.sub(r"\s+", " ", event).strip(" ,.;:()«»\"'’-")
    return re.sub(r"(?i)^(?:l['’]\s*|(?:la|le|les|sa|son|ses|cette|ce|cet|de|du|des|leur)\s+)+(?=\w)", "", flat)


def starts_in(starts: Sequence[Start], span: Span) -> Iterator[Start]:
    """The starts stated within a passage."""
    return (s for s in starts if span[0] <= s.start < span[1])
