"""A tied period in, what the limit is for out: termination, formal_notice, non_renewal, withdrawal, other, or nothing.

The words of the sentence decide; where they are silent, those of the sentences beside it and of the article's heading.
The notice of a worker (préavis de démission, de licenciement) is no notice of the convention: nothing comes out.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.language.facts import NoticeEvent
from extractor.language.notice_ties import Tie
from extractor.language.passages import Passages
from extractor.language.sentences import Span
from extractor.language.wording import any_of, holds, last_of


@cache
def _denounces() -> re.Pattern[str]:
    """Words that are said of agreements only: "dénoncer", "résiliation de la convention"; a contract may be of work."""
    agreement = rf"(?P<what>{any_of('durations', 'agreement')})"
    again = agreement.replace("what", "whose")
    return re.compile(
        r"denon[cs]\w*(?!\s+(?:d'une\s+)?(?:infraction|pratique))|"
        rf"(?:resili\w*|resolution|rupture|fin|terme|rompre|rompue?)[^.;]{{0,60}}?{agreement}|"
        rf"{again}[^.;]{{0,80}}?(?:resili\w*|prend\w*\s+fin|rompue?|resolue?|cess\w+)"
    )


def _ends_an_agreement(passages: Passages, sentence: Span) -> bool:
    """Whether a sentence ends an agreement; "le contrat" beside an employer is a work contract."""
    return passages.once("ends an agreement", sentence, lambda: _names_the_end(passages, sentence))


def _names_the_end(passages: Passages, sentence: Span) -> bool:
    match = _denounces().search(passages.folded, *sentence)
    if match is None:
        return False
    what = match["what"] or match["whose"] or ""
    if not what.startswith("contrat"):
        return True
    lasting = re.compile(r"contrat\s+a\s+duree").search(passages.folded, *sentence)
    of_work = lasting is not None and passages.says("notices", "employment", sentence)
    return not (of_work or passages.says("notices", "employer", sentence))


def event_of(passages: Passages, tie: Tie) -> NoticeEvent | None:
    """What the limit is for; `None` where it is none of the convention's business."""
    sentence = passages.sentence(tie.period.start)
    if _is_employment(passages, tie, sentence):
        return None
    if tie.kind == "formal":
        return None if _is_about(passages, "follow_up", tie, sentence) else "formal_notice"
    if tie.kind == "before":
        return _before_a_deadline(passages, tie, sentence)
    if tie.kind == "after":
        return _by_breach(passages, sentence) or _ending(passages, tie, sentence) or "termination"
    return _with_notice(passages, tie, sentence)


def _with_notice(passages: Passages, tie: Tie, sentence: Span) -> NoticeEvent | None:
    """ "un préavis de P": of the ending named in the sentence, else of the one named before it or in the heading."""
    folded = passages.folded
    lead = folded[max(sentence[0], tie.start - 70) : tie.start]
    if re.search(
        r"mise?s?\s+en\s+demeure(?:\s+\w+){0,6}\s*,?\s*(?:avec|sous|de|d'un|et|par|apres)?\s*(?:un\s+)?(?:delai\s+de\s+)?$",
        lead,
    ):
        return "formal_notice"
    if _opposes_renewal(passages, tie, sentence):
        return "non_renewal"
    if event := _ending(passages, tie, sentence):
        return event
    if _is_near_miss(passages, tie, sentence):
        return "other"
    for step in (-1, 1, -2):
        neighbour = passages.beside(tie.period.start, step)
        if neighbour:
            event = _ending(passages, tie, neighbour)
            if event:
                return event
    if _heading_of_withdrawal(passages, tie):
        return "withdrawal"
    return "termination" if _may_be_an_ending(passages, tie) else "other"


def _may_be_an_ending(passages: Passages, tie: Tie) -> bool:
    """A notice of nothing named: of the convention where its article is about ending it; never one of some hours."""
    if "T" in (tie.period.iso or ""):
        return False
    section = passages.section(tie.period.start)
    return section is None or holds("notices", "termination", passages.folded, section.start, section.end)


def _ending(passages: Passages, tie: Tie, span: Span) -> NoticeEvent | None:
    """The ending that a sentence names: the one nearest to the tie where it names several."""
    folded = passages.folded
    withdrawal = last_of("notices", "withdrawal", folded, *span)
    termination = last_of("notices", "termination", folded, *span)
    if termination < 0 and withdrawal < 0:
        return None
    if withdrawal >= 0 and not re.search(
        r"(?:denon|resili)\w*[^.;]{0,60}?(?:convention|accord|contrat|protocole|entente)", folded[slice(*span)]
    ):
        return "withdrawal"
    if termination >= 0:
        return "withdrawal" if _heading_of_withdrawal(passages, tie) else "termination"
    return None


def _heading_of_withdrawal(passages: Passages, tie: Tie) -> bool:
    heading = passages.headings(tie.period.start)
    return bool(re.search(r"(?<!\w)(?:retrait|sortie)(?!\w)", heading)) and not re.search(
        r"resili|denonc|fin\b", heading
    )


def _opposes_renewal(passages: Passages, tie: Tie, sentence: Span) -> bool:
    """ "tacite reconduction, sauf dénonciation avec un préavis de": the notice stops the renewal, not the convention."""
    folded = passages.folded
    if passages.says("notices", "opposition", sentence):
        return True
    lead = folded[sentence[0] : tie.start]
    if re.search(
        r"(?:(?:recondu|renouvel|prorog|prolong)\w*|(?:vigueur|valable|effets?)\s+d'annee\s+en\s+annee)[^.;]{0,250}?(?:sauf|a\s+defaut|faute|si\s+elle\s+n|sous\s+reserve|a\s+moins)(?!\w)",
        lead,
    ):
        return not re.search(r"(?:a\s+tout\s+moment|a\s+toute\s+epoque|en\s+cours)", lead[-120:])
    after = folded[tie.period.end : min(sentence[1], tie.period.end + 90)]
    before = passages.beside(tie.period.start, -1)
    of_the_year = re.match(
        r"[^.;]{0,30}avant\s+la\s+fin\s+(?:de\s+(?:l'|chaque\s+|l'annee\s+)?|d'une?\s+)(?:annee|exercice)", after
    )
    if of_the_year and not any(s and passages.says("notices", "renewal_word", s) for s in (sentence, before)):
        return False  # a day of the year on which one may leave, not the end of a term
    return bool(
        re.match(
            rf"\s*,?\s*(?:au\s+moins\s+)?(?:avant|precedant)\s+(?:[\w']+\s+){{0,4}}?(?:[dl]'|d'une?\s+)?{any_of('notices', 'final_date')}",
            after,
        )
    ) and not re.search(r"a\s+tout\s+moment|a\s+toute\s+epoque", folded[slice(*sentence)])


_AT_A_BREAK = re.compile(  # a way out before the end: "résilier à l'échéance de la troisième année, à condition de"
    r"(?:resili|denonc|mettre\s+fin)\w*[^.;]{0,60}(?:a\s+l'(?:echeance|expiration|issue)|a\s+la\s+fin)\s+(?:de\s+(?:la|chaque|l'une\s+des)|d'une)\s+"
    r"(?:\w+\s+)?(?:annee|periodes?|trimestre|semestre|campagne|saison)(?!\s+(?:initiale|en\s+cours|contractuelle))"
)


def _before_a_deadline(passages: Passages, tie: Tie, sentence: Span) -> NoticeEvent | None:
    """ "trois mois avant l'échéance": the time to object, where the sentence speaks of objecting; else another limit."""
    folded = passages.folded
    if _AT_A_BREAK.search(folded, *sentence):
        return "termination"
    opposes = passages.says("notices", "opposition", sentence) or passages.says("notices", "termination", sentence)
    if opposes or re.search(
        r"(?<!\w)n[e']\s*(?:(?:pas|plus|se|la|le|les|soit|sera|soient|vouloir|souhaiter|veut|souhaite|desire|entend\w*|compte\w*|desirer|a|ont|avoir|intention|l'intention|de|d')\s+){0,5}(?:renouvel|recondu|prolong|poursui)\w*|sauf\s+refus|(?:avis|volonte|intention|decision)\s+contraire|"
        r"(?:recondu|renouvel|prorog|prolong)\w*[^.;]{0,200}?(?<!\w)(?:sauf|a\s+moins)(?!\w)",
        folded[slice(*sentence)],
    ):
        return "non_renewal"
    if passages.says("notices", "withdrawal", sentence):
        return "withdrawal"
    if _is_near_miss(passages, tie, sentence) or passages.says("notices", "renewal_word", sentence):
        return "other"
    before = passages.beside(tie.period.start, -1)
    if (
        before
        and passages.says("notices", "termination", before)
        and re.match(
            r"(?:elle|celle-ci|cette|la\s+(?:denonciation|notification|decision)|il)(?!\w)", folded[slice(*sentence)]
        )
    ):
        return "non_renewal"
    return (
        "other" if re.search(r"prevenir|inform|notifi|avis|avert|decision|demande", folded[slice(*sentence)]) else None
    )


def _by_breach(passages: Passages, sentence: Span) -> NoticeEvent | None:
    """A letter and a delay because of a breach are a formal notice, whatever they are called."""
    folded = passages.folded
    breach = passages.says("notices", "breach", sentence)
    before = passages.beside(sentence[0], -1)
    if before and re.match(r"(?:cette|celle-ci|elle|la)(?!\w)", folded[slice(*sentence)]):
        breach = breach or passages.says("notices", "breach", before)
    cure = re.search(r"a\s+moins\s+que|satisf|remedi|regularis", folded[slice(*sentence)])
    return (
        "formal_notice"
        if cure or (breach and re.search(r"lettre|courrier|recommand|notif", folded[slice(*sentence)]))
        else None
    )


def _is_near_miss(passages: Passages, tie: Tie, sentence: Span) -> bool:
    return _is_about(passages, "near_miss", tie, sentence) or _is_about(passages, "settlement", tie, sentence)


def _is_about(passages: Passages, entry: str, tie: Tie, sentence: Span) -> bool:
    low, high = max(sentence[0], tie.start - 250), min(sentence[1], tie.period.end + 150)
    return holds("notices", entry, passages.folded, low, high)


def _is_employment(passages: Passages, tie: Tie, sentence: Span) -> bool:
    """The notice of a worker or a tenant: said in the sentence, or in the one before it, or in the heading."""
    if _ends_an_agreement(passages, sentence) and not passages.says("notices", "employment_object", sentence):
        return False
    if passages.says("notices", "employment", sentence) or passages.says("notices", "employment_object", sentence):
        return True
    if passages.says("notices", "termination", sentence) or passages.says("notices", "withdrawal", sentence):
        return False
    before = passages.beside(tie.period.start, -1)
    near = (
        before is not None
        and not _ends_an_agreement(passages, before)
        and passages.says("notices", "employment", before)
    )
    return near or holds("notices", "employment", passages.headings(tie.period.start))
