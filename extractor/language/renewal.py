"""Text and articles in, whether and how the convention is renewed out: tacit, express (by avenant too), or excluded.

    find_renewal("Elle est renouvelable deux fois par tacite reconduction pour des périodes d'un an.", ())
    == Renewal(mode="tacit", period="P1Y", max_count=2, …)

`None`: the text does not speak of it. The renewal of mandates, plans or equipment is none of the convention's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor.language.binding import subject_of
from extractor.language.facts import Alternative, Article, Party, Renewal, RenewalMode
from extractor.language.lexicon import load_lexicon
from extractor.language.numbers import parse_number
from extractor.language.passages import Passages, read_passages
from extractor.language.periods import PeriodMention, find_periods
from extractor.language.sentences import Span
from extractor.language.wording import any_of, holds

_LABELS = {"tacit": "tacite reconduction", "express": "renouvellement exprès", "none": "renouvellement exclu"}


@dataclass(frozen=True, slots=True)
class _Clause:
    """One sentence on renewal: its mode, its place, how surely it is about this convention."""

    mode: RenewalMode
    start: int
    end: int
    weight: float
    tacit_only: bool = False  # what is shut is the tacit way


def find_renewal(
    text: str,
    articles: Sequence[Article] = (),
    *,
    periods: Sequence[PeriodMention] | None = None,
    parties: Sequence[Party] = (),
) -> Renewal | None:
    """How this convention is renewed; `None` where nothing is said."""
    del parties  # for all of them alike
    passages = read_passages(text, articles)
    clauses = sorted(_clauses(passages), key=lambda c: (-c.weight, c.start))
    if not clauses:
        return None
    best = _preferred(clauses)
    periods = find_periods(text) if periods is None else periods
    rivals = {c.mode: c for c in reversed(clauses) if c.mode != best.mode and not _refines(best, c)}
    return Renewal(
        start=best.start,
        end=best.end,
        rule=f"renewal.{best.mode}",
        confidence=0.9 if not rivals and best.weight >= 1 else 0.6,
        mode=best.mode,
        form=_form(passages, best) if best.mode == "express" else None,
        period=_period(passages, best, periods) if best.mode != "none" else None,
        max_count=_count(passages, best) if best.mode != "none" else None,
        alternatives=tuple(
            Alternative(
                start=c.start,
                end=c.end,
                rule=f"renewal.{c.mode}",
                confidence=0.4,
                value=mode,
                reason=f"le texte parle aussi de : {_LABELS[mode]}",
            )
            for mode, c in rivals.items()
        ),
    )


def _preferred(clauses: Sequence[_Clause]) -> _Clause:
    """The weightiest; an act of the parties is what counts where only the tacit way is shut."""
    best = clauses[0]
    if best.mode == "none":
        return next((c for c in clauses if c.mode == "express" and (best.tacit_only or c.weight > best.weight)), best)
    return best


def _refines(best: _Clause, other: _Clause) -> bool:
    """ "sans tacite reconduction" beside a renewal by avenant says the same thing twice."""
    return {best.mode, other.mode} == {"express", "none"}


def _clauses(passages: Passages) -> list[_Clause]:
    words = load_lexicon("renewal")
    found: list[_Clause] = []
    taken: list[Span] = []
    for name in ("excluded", "tacit", "renews"):
        for match in passages.thinned(words[name].find(passages.folded), re.Match.start):
            if any(low <= match.start() < high for low, high in taken):
                continue
            weight = _weight(passages, match)
            mode = _mode(passages, name, match) if weight is not None else None
            if mode is None or weight is None:
                continue
            low, high = passages.sentence(match.start())
            taken.append((max(low, match.start() - 60), min(high, match.end() + 160)))
            found.append(_Clause(mode, match.start(), match.end(), weight, "taci" in match.group()))
    return found


def _weight(passages: Passages, match: re.Match[str]) -> float | None:
    """How surely this convention is meant; `None` where something else is renewed."""
    folded = passages.folded
    subject = subject_of(passages, match.start())
    after = folded[match.end() : match.end() + 70]
    own = re.match(
        rf"\s*(?:\w+\s+)?(?:de\s+l'|de\s+la|de|du|d')\s*(?:presente?\s+|cette\s+)?(?:{any_of('durations', 'agreement')}|operation)",
        after,
    )
    if own:
        return (subject.weight if subject else 1.0) + 0.5
    noun = re.match(r"(?:renouvellement|reconduction|prorogation|prolongation)s?$", match.group())
    if (
        noun
        and re.match(r"\s*(?:de\s+l'|de\s+la|du|des|d'|de)\s*\w", after)
        and not re.match(r"\s*(?:de\s+(?:celle-ci|celui-ci|plein))", after)
    ):
        return None
    if subject is not None:
        return subject.weight
    if noun and re.search(
        r"(?:^|[.;]\s*)(?:toute?|le|la|un|une|l'|cette|ce)\s*$",
        folded[passages.sentence(match.start())[0] : match.start()],
    ):
        return 0.8
    return 0.4 if not re.search(r"\w{3}", folded[passages.sentence(match.start())[0] : match.start()]) else None


_BY_PERIODS = re.compile(r"\s*(?:ensuite\s+)?(?:d'annee\s+en\s+annee|par\s+periodes?\s)")
_CONDITION = re.compile(r"(?<!\w)(?:si|s'ils?|sauf\s+si|tant\s+qu\w*|a\s+moins\s+qu\w*)(?!\w)[^,.;]*,")


def _mode(passages: Passages, name: str, match: re.Match[str]) -> RenewalMode | None:
    folded = passages.folded
    low, high = passages.sentence(match.start())
    lead, after = (
        folded[max(low, match.start() - 110) : match.start()],
        folded[match.end() : min(high, match.end() + 200)],
    )
    if name == "excluded":
        tacit_only = "taci" in match.group()
        return "express" if tacit_only and _says_express(folded, (low, high), match) else "none"
    main = _CONDITION.sub(" ", lead)  # "s'il n'est pas dénoncé, il sera renouvelé" refuses nothing
    refused = holds("renewal", "cannot", main) and not re.search(
        r"(?<!\w)que(?!\w)|pas\s+(?:denonc|resili)|qu'(?:avec|apres|une|deux|par)", lead[-70:] + after[:70]
    )
    if refused:
        return "none" if not re.search(r"(?:mais|toutefois|sauf\s+par)", after) else "express"
    if name == "tacit":
        return None if re.search(r"(?:si|cas\s+de|lors\s+de)\s*$", lead) and "denonc" not in after else "tacit"
    if re.search(
        r"(?:opposition|oppose\w*|ne\s+pas|non[- ]?|demande\s+de|opportunite\s+d\w+)\s*(?:au|la|le|l'|de|sa|son|d'une?|cette)?\s*$",
        lead,
    ):
        return None
    by_itself = _BY_PERIODS.match(after) and not re.search(r"(?:peut|peuvent|pourra|pourront|possibilite)", lead)
    if by_itself and not _says_express(folded, (low, high), match):
        return "tacit"  # "elle sera ensuite prorogée d'année en année"
    if re.search(r"(?:prorog|prolong|poursuiv)", match.group()) and not re.search(
        r"(?:peut|peuvent|pourra|pourront|possibilite|susceptible|eventuelle)", lead + after[:40] + match.group()
    ):
        return None
    if _says_express(folded, (low, high), match):
        return "express"
    objection = re.search(
        r"(?:sauf|a\s+moins|a\s+defaut|faute|si)(?!\w)[^.;]{0,60}(?:denonc|oppos|resili|refus|contraire|preavis)",
        lead + after,
    )
    if objection and not re.search(r"(?:peut|peuvent|pourra|pourront)", lead):
        return "tacit"
    if re.search(r"(?:renouvel|recondu)\w*(?:able|ible)s?$", match.group()):
        return "express"
    return "express" if re.search(r"(?:peut|peuvent|pourra|pourront|possibilite|susceptible)", lead) else None


def _says_express(folded: str, sentence: Span, match: re.Match[str]) -> bool:
    low, high = sentence
    return holds("renewal", "express", folded, max(low, match.start() - 90), min(high, match.end() + 160))


def _form(passages: Passages, clause: _Clause) -> str | None:
    """The act that renews, as written: "avenant à l'article 3"."""
    high = passages.sentence(clause.start)[1]
    low = max(passages.sentence(clause.start)[0], clause.start - 90)
    match = load_lexicon("renewal")["express"].search(
        passages.folded, clause.start, min(high, clause.end + 160)
    ) or load_lexicon("renewal")["express"].search(passages.folded, low, high)
    if match is None:
        return None
    tail = re.compile(
        r"\s+(?:a\s+l'article\s+[\w.]+|a\s+la\s+(?:presente\s+)?convention|expres|ecrit|des\s+parties|entre\s+les\s+parties|signe\s+(?:par|des)\s+\w+\s+\w+|concordantes?)(?!\w)"
    ).match(passages.folded, match.end(), high)
    written = re.sub(r"\s+", " ", passages.text[match.start() : tail.end() if tail else match.end()])
    return re.sub(r"(?i)^(?:par|sur|avec|après|à|au)\s+(?:l['’]\s*|la\s+|le\s+)?", "", written)


def _around(passages: Passages, clause: _Clause) -> list[Span]:
    """Where the length and number of renewals are said: after the word, before it, and in the sentence that follows."""
    low, high = passages.sentence(clause.start)
    spans = [(clause.start, high), (low, clause.start)]
    following = passages.beside(clause.start, 1)
    if following and passages.says("renewal", "renews", following):
        spans.append(following)
    return spans


def _period(passages: Passages, clause: _Clause, periods: Sequence[PeriodMention]) -> str | None:
    """The length of one renewal; "pour la même durée" is the first term's."""
    folded = passages.folded
    for index, (low, high) in enumerate(_around(passages, clause)):
        rhythm = _rhythm(folded, (low, high)) if index == 0 else None
        for period in periods:
            if not low <= period.start < high:
                continue
            if rhythm is not None and rhythm[0] < period.start:
                break
            lead = folded[max(low, period.start - 70) : period.start]
            if re.search(
                r"(?:par|pour|de|d'|durant|pendant)\s*(?:(?:des|une|de|nouvelles?|la|deux|trois|memes?)\s+)*(?:(?:periodes?|durees?|tranches?|reconductions?|termes?)\s+(?:[\w]+\s+){0,3}?(?:de|d')\s*)?(?:nouve\w+\s+)?$",
                lead,
            ) and not _is_notice(folded, period, lead):
                if index == 1 and not re.search(r"recondu|renouvel|prolong|prorog", folded[low : period.start]):
                    continue
                return period.iso
        if rhythm is not None:
            return rhythm[1]
        if index == 0 and holds("renewal", "same_length", folded, low, high):
            return _first_term(passages, clause, periods)
    return None


def _rhythm(folded: str, span: Span) -> tuple[int, str] | None:
    """Where "d'année en année" or the like stands, and the period it names."""
    found = []
    for name in ("yearly", "three_yearly", "monthly"):
        entry = load_lexicon("renewal")[name]
        match = entry.search(folded, *span)
        if match and entry.value:
            found.append((match.start(), entry.value))
    return min(found, default=None)


def _is_notice(folded: str, period: PeriodMention, lead: str) -> bool:
    """Whether a period is how long before the end one writes ("un avis de 60 jours avant l'échéance"), or a limit."""
    if re.search(r"avis|delai|notifi|lettre|courrier|denonc|oppos|excede|limite\s+de\s*$|totale|maxim", lead):
        return True
    return (
        re.match(r"\s*(?:au\s+(?:moins|plus\s+tard)\s+)?(?:avant|a\s+l'avance)(?!\w)", folded[period.end :]) is not None
    )


def _first_term(passages: Passages, clause: _Clause, periods: Sequence[PeriodMention]) -> str | None:
    """The period said last before the renewal and bound to "durée" or "pour": what "la même durée" points back to."""
    low = clause.start - 600
    for period in reversed(periods):
        if low <= period.start < clause.start and re.search(
            r"(?:duree|pour|periode|fixee?|validite)[^.;]{0,60}$",
            passages.folded[max(0, period.start - 90) : period.start],
        ):
            return period.iso
    return None


_ENDLESS = re.compile(r"(?<!\w)ainsi\s+de\s+suite(?!\w)")


@cache
def _counts() -> re.Pattern[str]:
    number = r"(?P<n>[0-9]{1,2}|[a-z]+(?:-[a-z]+)?)"
    return re.compile(
        rf"(?<!\w){number}\s*(?:\(\s*(?P<d>[0-9]{{1,2}})\s*\)\s*)?(?:seule\s+)?(?:fois|(?:reconductions?|renouvellements?|prorogations?|prolongations?)(?!\w)|periodes?\s+(?:\w+\s+)?(?:de|d')|nouvelles?\s+periodes?|periodes?\s+(?:annuelles?|triennales?|successives?))"
    )


def _count(passages: Passages, clause: _Clause) -> int | None:
    """How many times at most: "renouvelable deux fois", "dans la limite de trois reconductions"."""
    for low, high in _around(passages, clause):
        endless = _ENDLESS.search(passages.folded, low, high) is not None
        for match in _counts().finditer(passages.folded, low, high):
            if endless and "fois" not in match.group():
                continue  # "pour une nouvelle période de cinq ans et ainsi de suite"
            value = parse_number(match["d"] or match["n"], alone=True)
            single = value == 1 and not re.search(r"fois|nouvelle|seule", match.group())  # "une période de"
            if value and 0 < value < 30 and not single:
                return value
    return None
