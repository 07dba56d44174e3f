"""A period in its sentence in, what ties it to an ending out: "préavis de", "avant l'échéance", "après mise en demeure".

tie_of(passages, period, ...).kind == "word"     in "moyennant un préavis de deux mois"
                              == "before"   in "dénoncée trois mois avant son échéance"
                              == "formal"   in "quinze jours après une mise en demeure"
                              == "after"    in "prend fin six mois après la notification"
                              None          in "une facture payable à trente jours"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from extractor.language.passages import Passages
from extractor.language.sentences import Span
from extractor.language.wording import any_of, holds, last_of

TieKind = Literal["word", "before", "formal", "after"]
REACH = 260  # no tie is looked for further than this from a period


class Timed(Protocol):
    """What a rule needs of a period: where it stands and its value."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def iso(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Tie:
    """`start` is where the quote begins: the notice word, or the period itself."""

    kind: TieKind
    start: int
    period: Timed


_GAP = r"[^.;\n]{0,%d}?"
_AT_LEAST = r"(?:\s*,?\s*(?:au\s+moins|au\s+plus\s+tard|au\s+minimum|minimum|francs?|pleins?|entiers?|calendaires|ouvres|ouvrables))*"


_WINDOW = re.compile(
    r"(?<!\w)(?:dispos\w*|beneficie\w*)\s+(?:alors\s+)?d'un\s+delai[^.;]{0,40}$"
)  # the time to make up one's mind
_LOCK_IN = re.compile(
    r"(?<!\w)n[e']\s*(?:peut|peuvent|pourra|pourront|saurait)[^.;]{0,80}qu'\s*a[^.;]{0,60}$"
)  # no leaving before
_CONDITION = re.compile(
    r"(?<!\w)(?:si|lorsque|quand)(?!\w)[^.;]{0,120}(?:pendant|durant|depuis)\s+(?:plus\s+de|au\s+moins)?\s*$"
)
_UNPAID = re.compile(  # "à défaut de règlement de deux trimestres": what is owed
    r"(?:paiement|reglement|versement)\s+(?:de|d'|pendant|durant)\s*(?:l'equivalent\s+de\s+)?$"
)
_UNDER = re.compile(r"(?<!\w)sous\s+(?:un\s+delai\s+de\s+)?$")  # "dénoncée par l'une d'elles, sous huit jours"
_REQUESTED = re.compile(  # "tout créneau se demande quinze jours avant la date souhaitée"
    r"(?<!\w)(?:se\s+(?:demand|reserv)\w+|(?:etre|est|sont|sera|seront)\s+(?:demand|reserv|sollicit|depos)\w+)[^.;]{0,80}$"
)
_THIS_DELAY = re.compile(r"(?<!\w)(?:ce|le|ledit|cette)\s+(?:delai|duree)\s+(?:\w+\s+){0,3}?(?:de|a|d')\s*$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    word, glue = any_of("notices", "notice_word"), any_of("notices", "notice_glue")
    final, departure = any_of("notices", "final_date"), any_of("notices", "departure")
    return {
        # "préavis écrit d'au moins", "préavis (", "préavis dont la durée est fixée à"
        "word": re.compile(rf"{word}(?:[\s,:()\"-]*(?:{glue}|\w+ment(?!\w))){{0,12}}[\s,:(\"-]*$"),
        # "préavis, notifié par lettre recommandée, de"
        "far": re.compile(rf"{word}[^.;]{{0,140}}?(?<!\w)(?:d'|de|a|est de)\s*$"),
        # "un avis écrit de", "en respectant un délai de": said of an ending only
        "plain": re.compile(
            r"(?<!\w)(?:avis(?!\s+de\s+reception)|(?:respect\w*|observ\w*|moyennant|avec|reserve|sous)\s+(?:de\s+|d')?(?:un\s+|le\s+|ce\s+)?delai)"
            r"(?:\s+(?:ecrit|prealable|formel|minimal|minimum|raisonnable|d'au\s+moins|au\s+moins|d'au\s+minimum|donne|franc|de|d'))*\s*$"
        ),
        "before_any": re.compile(rf"{_AT_LEAST}\s*avant\s+(?:la|le|l'|les|tout|chaque)"),
        "before_ending": re.compile(
            rf"{_AT_LEAST}\s*,?\s*(?:avant|precedant)\s+(?:[\w']+\s+){{0,3}}?(?:[dl]'\s*)?(?:(?:date|prise)\s+)?(?:d'effet\s+|effective\s+)?(?:[\w']+\s+){{0,2}}?"
            r"(?:resiliation|denonciation|retrait|cessation|rupture|depart|prise\s+d'effet|date\s+d'effet|date\s+souhaitee|date\s+effective)"
        ),
        "after_word": re.compile(rf"{_AT_LEAST}\s*{any_of('notices', 'notice_after')}"),
        "before": re.compile(
            rf"{_AT_LEAST}\s*,?\s*(?:avant|precedant|precede|qui\s+precede|precedent)\s+"
            rf"(?:[\w']+\s+){{0,4}}?(?:[dl]'|d'une?\s+)?{final}"
        ),
        "delay": re.compile(
            r"(?:(?:dans|sous|endeans|apres|pendant|durant|avec|d|par|dans\s+l[ea]s?|de|au\s+bout\s+d'|a\s+l'(?:expiration|issue)\s+d'|au\s+terme\s+d'|passe|de)\s*'?\s*"
            r"(?:(?:un|une|ce|le|du|l[ea]s)\s+)?(?:nouveau\s+)?(?:(?:delai|periode|duree|mois)\s*(?:[\w-]+\s+){0,3}?(?:de|d'|fixee?\s+a)?)?"
            r"|(?:delai|periode)\s+(?:[\w-]+\s+){0,4}?(?:de|d'|a))\s*(?:plus\s+de|au\s+moins)?\s*$"
        ),
        "since": re.compile(
            rf"{_AT_LEAST}\s*,?\s*(?:apres|suivant|(?:qui|a)\s+suiv\w+|courant|a\s+(?:compter|partir|dater)|des|de|du)\s*'?\s*"
            rf"(?:[\w']+\s+){{0,6}}?(?:[dl]'|qu')?{departure}"
        ),
        "end_of": re.compile(
            r"(?:a\s+l'(?:expiration|issue)|au\s+(?:terme|bout)|a\s+la\s+fin|passe|apres|avec\s+effet\s+(?:dans|a))\s*"
            r"(?:d'un|du|d'une|ce|le|un|de|d')?\s*(?:nouveau\s+)?(?:(?:delai|periode)\s+(?:[\w-]+\s+){0,2}?(?:de|d'))?\s*$"
        ),
        "survives": re.compile(
            r"\s*,?\s*(?:francs?\s+)?(?:courant\s+|qui\s+\w+\s+a\s+courir\s+|qui\s+\w+\s+)?(?:a\s+(?:compter|partir|dater)|suivant|apres|,?\s*a)\s*(?:de|du|d')?\s*"
            rf"(?:[\w']+\s+){{0,3}}?(?:(?:expiration|fin|issue|terme)\s+(?:de|du|d'un|d'une|des)\s+(?:[\w']+\s+){{0,3}}?)?{word}"
        ),
    }


def tie_of(passages: Passages, period: Timed, tied: Sequence[Tie]) -> Tie | None:
    """What ties `period` to an ending; `tied` are the ties already found before it in the text."""
    folded, (low, high) = passages.folded, passages.sentence(period.start)
    left = folded[max(low, period.start - REACH) : period.start]
    right = folded[period.end : min(high, period.end + REACH)]
    offset = period.start - len(left)
    patterns = _patterns()
    if patterns["survives"].match(right) or _UNPAID.search(left):
        return None
    if found := _by_word(passages, left, right, offset, period, tied):
        return found
    if found := _chained(folded, left, tied, period, low):
        return found
    if patterns["before"].match(right):
        return Tie("before", period.start, period)
    if _back_to_it(passages, (low, high), right):
        return Tie("before", period.start, period)
    if _is_formal(passages, (low, high), left, right, period):
        return Tie("formal", period.start, period)
    if found := _by_effect(passages, (low, high), left, right, period):
        return found
    if patterns["before_any"].match(right) and _ends_something(passages, (low, high)) and not _is_near_miss(right[:60]):
        return Tie("word", period.start, period)  # "en le faisant savoir un mois avant la rentrée"
    return None


def _by_word(passages: Passages, left: str, right: str, offset: int, period: Timed, tied: Sequence[Tie]) -> Tie | None:
    """ "préavis de P", "P de préavis", or "Ce délai est de P." after a sentence about a notice without its length."""
    patterns = _patterns()
    start = max((m.start() for m in re.finditer(any_of("notices", "notice_word"), left)), default=-1)
    if start >= 0:
        tail = left[start:]
        if patterns["word"].match(tail) or (patterns["far"].match(tail) and not _says_other(tail)):
            return Tie("word", offset + start, period)
    ending = patterns["before_ending"].match(right) and not _REQUESTED.search(left)
    if patterns["after_word"].match(right) or ending:
        return Tie("word", period.start, period)
    before = passages.beside(period.start, -1)
    sentence = passages.sentence(period.start)
    under = _UNDER.search(left)
    if under and _may_end(left[: under.start()].rstrip(" ,\n")):
        return Tie("word", period.start, period)
    if patterns["plain"].search(left) and _ends_something(passages, sentence):
        return None if passages.says("notices", "formal_notice", sentence) else Tie("word", period.start, period)
    said = bool(tied) and tied[-1].period.start >= (before or sentence)[0]  # in this sentence or the one before
    speaks_of_it = said or (before and re.search(any_of("notices", "notice_word"), passages.folded[slice(*before)]))
    if speaks_of_it and _THIS_DELAY.search(left):
        return Tie("word", period.start, period)
    return None


def _may_end(left: str) -> bool:
    """Whether the last verb before speaks of ending: "peut être dénoncée par l'une d'elles"."""
    last = max(last_of("notices", word, left, 0, len(left)) for word in ("termination", "withdrawal"))
    return (
        last >= 0
        and re.search(r"(?<!\w)(?:peut|peuvent|pourra|pourront)(?!\w)", left[max(0, last - 40) : last + 12]) is not None
        and not any(holds("notices", word, left, last) for word in ("follow_up", "formal_notice"))
        and re.search(r",|(?<!\w)(?:et|puis|qui)(?!\w)", left[last:]) is None
    )


def _is_near_miss(right: str) -> bool:
    return any(holds("notices", entry, right) for entry in ("near_miss", "follow_up", "settlement"))


def _ends_something(passages: Passages, sentence: Span) -> bool:
    return any(passages.says("notices", word, sentence) for word in ("termination", "withdrawal", "opposition"))


def _says_other(gap: str) -> bool:
    """Between "préavis" and the period another limit begins: "préavis et pendant une durée de"."""
    return holds("notices", "gap_breaker", gap)


def _chained(folded: str, left: str, tied: Sequence[Tie], period: Timed, low: int) -> Tie | None:
    """The second notice of "un préavis de six mois pour l'État et de trois mois pour l'association"."""
    if not tied or tied[-1].period.start < low or tied[-1].kind == "after":
        return None
    gap = folded[tied[-1].period.end : period.start]
    if len(gap) > 120 or holds("notices", "chain_breaker", gap):
        return None
    if re.search(
        r"(?:(?<!\w)(?:portee?|ramenee?|reduite?|allongee?)\s+a|(?<!\w)(?:et|ou)\s+(?:\w+\s+){0,3}?(?:de|d'|a|un)?|[,;:]\s*(?:[-•*]\s*)?(?:de|d'|a)?|\n\s*[-•*]\s*(?:de|d')?)\s*$",
        gap,
    ):
        return Tie(tied[-1].kind, period.start, period)
    return None


def _back_to_it(passages: Passages, sentence: Span, right: str) -> bool:
    """ "dénoncée à sa date anniversaire … trois mois avant cette date"."""
    return bool(
        re.match(rf"{_AT_LEAST}\s*avant\s+(?:cette|ladite|celle)(?!\w)", right)
        and passages.says("notices", "final_date", sentence)
        and _ends_something(passages, sentence)
    )


def _is_formal(passages: Passages, sentence: Span, left: str, right: str, period: Timed) -> bool:
    """A time to put things right: a formal notice in the sentence, or in the one before ("dans ce délai")."""
    condition = _CONDITION.search(left)
    if condition and not holds("notices", "formal_notice", condition.group()):
        return False  # "si le local reste fermé pendant plus de deux mois, …, après mise en demeure"
    timed = bool(_patterns()["delay"].search(left) or _patterns()["since"].match(right))
    if passages.says("notices", "formal_notice", sentence):
        return timed or bool(re.search(r"(?<!\w)(?:dans|sous|pendant|apres|delai)(?!\w)", left[-60:]))
    before = passages.beside(period.start, -1)
    earlier = before is not None and passages.says("notices", "formal_notice", before)
    if timed and passages.says("notices", "cure", sentence):
        return (
            earlier or passages.says("notices", "termination", sentence) or passages.says("notices", "breach", sentence)
        )
    return False


def _by_effect(passages: Passages, sentence: Span, left: str, right: str, period: Timed) -> Tie | None:
    """ "prend fin six mois après la réception de la notification": no notice word at all."""
    folded = passages.folded
    if not (_patterns()["since"].match(right) or _patterns()["end_of"].search(left)):
        return None
    if passages.says("notices", "survival", sentence) or not passages.says("notices", "effect", sentence):
        return None
    before = passages.beside(period.start, -1)
    ends = [
        s
        for s in (sentence, before)
        if s and (passages.says("notices", "termination", s) or passages.says("notices", "withdrawal", s))
    ]
    if not ends or (
        sentence not in ends
        and not re.match(r"(?:elle|il|celle-ci|celui-ci|la|le|l'|cette|ce)(?!\w)", folded[slice(*sentence)])
    ):
        return None
    if _WINDOW.search(left) or _LOCK_IN.search(left):
        return None
    follow_up = last_of(
        "notices", "follow_up", folded, max(sentence[0], period.start - 80), min(sentence[1], period.end + 200)
    )
    return None if follow_up >= 0 else Tie("after", period.start, period)
