"""A notice's place in the text in; how it is given, by whom, and from what its time is counted out, all as written.

"moyennant un préavis de deux mois, par lettre recommandée avec accusé de réception": the form is the last six words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.language.facts import NoticeEvent, Party
from extractor.language.folding import fold
from extractor.language.lexicon import form_source, load_lexicon
from extractor.language.notice_ties import Tie, Timed
from extractor.language.passages import Passages
from extractor.language.sentences import Span
from extractor.language.wording import any_of

# the most solemn form first: where a sentence names several, the letter that proves receipt is the one that counts
_SOLEMN = ("registered", "bailiff", "diplomatic", "by_hand", "electronic", "written")
_SAME_ACT = r"(?<!\w)(?:cette|la|toute|ladite|celle-ci|elle|le|ce|chaque|sa)(?!\w)[^.]{0,160}"
_NAMES_ACT = {
    "termination": r"denonc|resili|notifi|preavis",
    "non_renewal": r"denonc|resili|notifi|preavis|opposition|decision|intention|volonte|renouvel|reconduc",
    "withdrawal": r"retrait|retire|notifi|preavis|decision",
    "formal_notice": r"mise\s+en\s+demeure|resili|notifi|manquement",
    "other": r"notifi|preavis",
}


@cache
def _form(kind: str) -> re.Pattern[str]:
    head, proof = any_of("notice_forms", kind), any_of("notice_forms", "acknowledgement")
    others = any_of("notice_forms", *_SOLEMN)
    tail = rf"(?:\s*,?\s*\(?{proof}\)?)" if kind in ("registered", "by_hand") else r"(?!)"
    return re.compile(rf"{head}{tail}?(?:\s+ou\s+(?:par\s+|tout\s+)?(?:une?\s+)?{others}(?:\s+{proof})?)?")


def form_in(passages: Passages, span: Span, near: int) -> str | None:
    """The form of notice that a passage names, the one nearest to `near` among the most solemn."""
    text, folded = passages.text, passages.folded
    for kind in _SOLEMN:
        if not passages.says("notice_forms", kind, span):
            continue
        matches = [
            m
            for m in _form(kind).finditer(folded, *span)
            if m.group() != "recommande" or folded[m.start() - 4 : m.start()].endswith(("par ", "en "))
        ]
        if matches:
            best = min(matches, key=lambda m: abs(m.start() - near))
            written = re.sub(r"\s+", " ", text[best.start() : best.end()])
            return re.sub(r"^(?:par|en) ", "", written) if kind != "written" else written.removeprefix("par ")
    return None


def form_of(passages: Passages, tie: Tie, event: NoticeEvent) -> str | None:
    """How the notice is given: in its own sentence, else in one beside it that speaks of the same act."""
    own = passages.sentence(tie.period.start)
    found = form_in(passages, own, tie.start)
    if found:
        return found
    for step in (1, -1, 2, -2):
        span = passages.beside(tie.period.start, step)
        if span is None or passages.subsection(span[0]) is not passages.subsection(tie.period.start):
            continue  # 3.1 says how its own act is done, not that of 3.2
        of_default = passages.says("notices", "formal_notice", span)
        if event != "formal_notice" and of_default:
            continue
        if event == "formal_notice" and not of_default and "preavis" in passages.folded[slice(*span)]:
            continue  # ending at will with a notice is another act
        if re.search(_NAMES_ACT[event], passages.folded[slice(*span)]):
            found = form_in(passages, span, span[0])
            if found:
                return found
    return None


@cache
def _counting() -> re.Pattern[str]:
    filler = r"(?:\s*,?\s*(?:au\s+moins|au\s+plus\s+tard|au\s+minimum|minimum|francs?|pleins?|entiers?|calendaires|ouvres|ouvrables|de\s+date\s+a\s+date|qui\s+commence(?:ra)?\s+a\s+courir|qui\s+court|courant))*"
    return re.compile(rf"{filler}\s*,?\s*({any_of('notice_forms', 'counting')})\s*")


def counted_from(passages: Passages, period: Timed) -> str | None:
    """What the time is counted from: "la réception de la lettre"; with "avant" where it is counted back."""
    text, folded = passages.text, passages.folded
    high = passages.sentence(period.start)[1]
    lead = _counting().match(folded, period.end, high)
    if lead is None:
        return None
    stop = re.compile(r"[,;:()\n]\s*|\.(?!\w)").search(folded, lead.end(), high)
    end = min(stop.start() if stop and folded[stop.start()] != "\n" else high, lead.end() + 140, high)
    for match in load_lexicon("notice_forms")["phrase_end"].find(folded, lead.end() + 2, end):
        end = match.start()
        break
    backward = re.search(any_of("notice_forms", "backward"), lead.group(1))
    start = lead.start(1) if backward or re.match(r"d[eu]\s|d'", lead.group(1)) else lead.end()
    phrase = re.sub(r"\s+", " ", text[start:end]).strip(" ,.;:'’")
    return phrase or None


@cache
def _names(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(form_source(name) for name in sorted(names, key=len, reverse=True)) or r"(?!)")


def _called(party: Party) -> tuple[str, ...]:
    names = [name for name in (party.alias, party.name, *party.other_aliases) if name and len(name.strip()) > 1]
    return tuple(
        re.sub(r"(?i)^(?:la|le|les|l['’])\s*", "", re.sub(r"[*()]", " ", name)).strip() or name for name in names
    )


def givers(passages: Passages, tie: Tie, parties: Sequence[Party], until: int) -> tuple[str, ...]:
    """Who may give the notice: "pour la Ville" after its period, else who the sentence says may end the convention."""
    if not parties:
        return ()
    folded, sentence = passages.folded, passages.sentence(tie.period.start)
    tail = folded[tie.period.end : min(until, sentence[1], tie.period.end + 120)]
    after = re.match(
        r"\s*(?:[\w'-]+\s+){0,4}?(?:pour|par|de\s+la\s+part|a\s+l'initiative|s'agissant|en\s+ce\s+qui\s+concerne)(?!\w)",
        tail,
    )
    if after:
        named = _named_in(passages, (tie.period.end + after.end(), tie.period.end + len(tail)), parties)
        if named:
            return named
    named = _named_in(passages, (sentence[0], tie.period.start), parties)
    if re.search(any_of("notice_forms", "any_party"), folded[slice(*sentence)]):
        return tuple(party.id for party in parties)
    return named or _named_in(passages, (tie.period.end, sentence[1]), parties)


def _named_in(passages: Passages, span: Span, parties: Sequence[Party]) -> tuple[str, ...]:
    """The parties named in a passage, those to whom something is sent left out."""
    folded, found = passages.folded, []
    for party in parties:
        for match in _names(_called(party)).finditer(folded, *span):
            if not re.search(
                r"(?<!\w)(?:a|au|aux|a\s+la|a\s+l|aupres\s+d\w*|envers|avec|entre)\s*(?:l[ea]?s?)?\s*'?\s*$",
                fold(passages.text[max(0, match.start() - 16) : match.start()]),
            ):
                found.append(party.id)
                break
    return tuple(found)
