"""A place in the text in, how surely what is said there is said of this convention out; `None`: it is said of another thing.

    "La présente convention est conclue pour trois ans"   at "trois ans": 3.0 (said of "la présente convention")
    "Le mandat des membres est de trois ans"              at "trois ans": None (said of a mandate)

A heading such as "Durée" above adds weight, a preamble or annex takes some away.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.lexicon import load_lexicon
from extractor.language.passages import Passages
from extractor.language.wording import any_of, holds

_COMPLEMENT = re.compile(
    r"\s*(?:de|d'|des|du|relative?s?\s+(?:a|aux|au)|portant(?:\s+sur)?|pour|concernant|dite?)\s*(?:la|le|l'|les|mise\s+en\s+place\s+d\w*)?\s*"
)
_PRONOUN = re.compile(
    r"(?:[\W\d_]|(?:article|art)\b)*(?:toutefois\s*,?\s*|ainsi\s*,?\s*|cependant\s*,?\s*|neanmoins\s*,?\s*)?(?:elle|il|ses\s+effets|celle-ci|celui-ci|ceux-ci|celles-ci|ces\s+dernieres?|cette\s+derniere|ce\s+dernier)(?!\w)"
)
_PRONOUN_INSIDE = re.compile(r"(?:[,;:]|(?<!\w)(?:et|puis|mais|dont|qui))\s+(?:elle|il)(?!\w)")


_SIGNED_BEFORE = re.compile(r"(?<!\w)(?:ont|a|avait|avaient)\s+(?:deja\s+)?(?:signe|conclu|passe)")
_FORMER = re.compile(r"(?<!\w)(premier|premiere|precedente?|ancien|ancienne|autre)\s+$")
_PROLONGS = re.compile(r"prorog|prolong|port[ee]e?\s+a")
_ANOTHERS_TERM = re.compile(
    r"(?<!\w)(?:expiration|echeance|terme|issue|fin)\s+(?:de\s+la|de\s+l'|du|de\s+cett?e?)\s*(?:convention|accord|avenant|protocole|contrat|entente)"
    r"(?:\s+[\w-]{2,20}){0,3}?\s+(?:conclue?|signee?|passee?|intervenue?)\s+(?:(?:par|entre|avec)\s+[^,;:.]{1,60}?)?(?:le|en\s+date\s+du|du)\s+[0-9]"
)
_RECITAL = re.compile(r"\W*(?:considerant|vu|attendu|etant\s+rappele|il\s+est\s+rappele|rappelant)(?!\w)")


_NEAR_GRANT = 120  # characters between what is granted and what is said of it
_JOINED = re.compile(r"(?<!\w)(?:et|puis)\s+(?:elle\s+|il\s+)?$")  # "…, et prend fin": the sentence's own subject


@dataclass(frozen=True, slots=True)
class Subject:
    """What a statement is about: where its subject ends in the text and how surely it is this convention."""

    end: int
    weight: float


def subject_of(passages: Passages, anchor: int) -> Subject | None:
    """Who the words before `anchor`, in its sentence, speak of; `None` where it is not this convention."""
    low, _ = passages.sentence(anchor)
    if _RECITAL.match(passages.folded, low):
        return None
    named = _named(passages, low, anchor)
    again = _taken_up(passages, low, anchor, named)
    if again is not None:
        return Subject(again.end, again.weight + _place(passages, anchor))
    if _speaks_of(passages, "elsewhere", named.end if named else low, anchor, complement_of=named):
        return None
    if _speaks_of_the_past(passages, named.end if named else low, anchor):
        return None
    subject = (
        named or _pronoun(passages, low, anchor) or _bare(passages, low, anchor) or _granted(passages, low, anchor)
    )
    if subject is None:
        return None
    return Subject(subject.end, subject.weight + _place(passages, anchor))


def _named(passages: Passages, low: int, anchor: int) -> Subject | None:
    """The last mention of the convention: "la présente convention" weighs more than "la convention"."""
    best: Subject | None = None
    for match in load_lexicon("durations")["agreement"].find(passages.folded, low, anchor):
        if _oblique(passages, low, match.start()) or _another(passages, match):
            continue
        lead = passages.folded[max(low, match.start() - 25) : match.end()]
        explicit = re.search(
            rf"{any_of('durations', 'this')}(?:\s+\w+)?\s+\w[\w-]*$", lead
        ) or match.group().startswith("present")
        weight = 3.0 if explicit else 2.0
        if best is None or weight >= best.weight or match.start() - best.end > 60:
            best = Subject(match.end(), weight)
    return best


def _another(passages: Passages, match: re.Match[str]) -> bool:
    """ "la convention du 3 mai 2020": another one, unless it is being prolonged."""
    former = _FORMER.search(passages.folded, max(0, match.start() - 24), match.start())
    if former and (
        former[1] != "premier"
        or _SIGNED_BEFORE.search(passages.folded, passages.sentence(match.start())[0], match.start())
    ):
        return True
    after = passages.folded[match.end() : match.end() + 40]
    if not re.match(
        r"(?:\s+(?:cadre|initiale?))?\s+(?:du\s+[0-9]|(?:signee?|conclue?|passee?)\s+le\s+[0-9]|en\s+date\s+du)", after
    ):
        return False
    return not _PROLONGS.search(passages.folded, *passages.sentence(match.start()))


def ends_another(passages: Passages, anchor: int) -> bool:
    """Whether "prenant fin" at `anchor` is said of another text: "l'échéance de l'avenant conclu le 3 mai 2030 … prenant fin"."""
    low = passages.sentence(anchor)[0]
    for match in _ANOTHERS_TERM.finditer(passages.folded, low, anchor):
        if not re.search(r"[,;:]|(?<!\w)(?:et|est|sera)(?!\w)", passages.folded[match.end() : anchor]):
            return not _PROLONGS.search(passages.folded, low, match.start())
    return False


def _speaks_of_the_past(passages: Passages, low: int, anchor: int) -> bool:
    """ "remplace la convention du …" before the anchor, with no new verb of this convention in between."""
    for match in load_lexicon("durations")["earlier"].find(passages.folded, low, anchor):
        if not re.search(
            r"(?:,|(?<!\w)et)\s+(?:est|sera|elle|il|prend|a|conclue?)(?!\w)", passages.folded[match.end() : anchor]
        ):
            return True
    return False


def _oblique(passages: Passages, low: int, offset: int) -> bool:
    """ "Le préavis des salariés visés par la convention": the convention is only mentioned, something else is spoken of."""
    lead = passages.folded[max(low, offset - 60) : offset]
    if not re.search(
        r"(?<!\w)(?:de|du|des|dans|par|a|au|aux|selon|avec|pour|sous|hors|d')\s*(?:(?:la|le|l'|cette|cet|ce|les)\s*)?(?:present\w*\s+)?$",
        lead,
    ):
        return False
    if re.search(rf"{any_of('durations', 'term_word')}\s+(?:de|du|d')", lead):
        return False
    return holds("durations", "elsewhere", passages.folded, low, offset)


def _pronoun(passages: Passages, low: int, anchor: int) -> Subject | None:
    """ "Elle": the convention, unless the sentence before is about something else."""
    match = _PRONOUN.match(passages.folded, low, anchor) or _PRONOUN_INSIDE.search(passages.folded, low, anchor)
    if match is None:
        return None
    before = passages.beside(anchor, -1)
    if before is None:
        return Subject(match.end(), 1.0)
    if passages.says("durations", "agreement", before):
        return Subject(match.end(), 1.5)
    return None if passages.says("durations", "elsewhere", before) else Subject(match.end(), 0.8)


def _taken_up(passages: Passages, low: int, anchor: int, named: Subject | None) -> Subject | None:
    """ "Le présent accord … du personnel … : il prendra fin le": the pronoun takes up what the sentence began with."""
    joined = _JOINED.search(passages.folded, max(low, anchor - 12), anchor)
    taken = (joined,) if joined else tuple(_PRONOUN_INSIDE.finditer(passages.folded, max(low, anchor - 45), anchor))
    if not taken or named is None:
        return None
    first = load_lexicon("durations")["agreement"].search(passages.folded, low, anchor)
    if first is None or _speaks_of(passages, "elsewhere", low, first.start(), complement_of=None):
        return None
    between = holds("durations", "elsewhere", passages.folded, taken[-1].end(), anchor)
    return None if between else Subject(taken[-1].end(), 1.5)


def _bare(passages: Passages, low: int, anchor: int) -> Subject | None:
    """ "Durée : trois ans", "La durée est fixée à trois ans", "Conclue pour trois ans": no subject but the heading's."""
    folded = passages.folded
    lead = folded[low:anchor]
    line = lead.rpartition("\n")[2]
    if re.match(rf"[\W\d_]*(?:la|sa|cette|leur)?\s*{any_of('durations', 'term_word')}(?!\w)", line or lead):
        before = passages.beside(anchor, -1) if re.match(r"\W*(?:sa|leur)\s", lead) else None
        other = before and passages.says("durations", "elsewhere", before)
        if before and other and not passages.says("durations", "agreement", before):
            return None  # "… à l'issue de la formation. Sa durée est de deux jours"
        return Subject(low, 1.0)
    if re.match(rf"[\W\d_]*(?:est|sera)?\s*{any_of('durations', 'binds')}", lead):
        return Subject(low, 0.6)
    return Subject(low, 0.3) if in_term_article(passages, anchor) else None


def _granted(passages: Passages, low: int, anchor: int) -> Subject | None:
    """ "La mise à disposition est consentie pour", "L'autorisation prendra effet": what the convention is there to grant."""
    match = re.compile(
        rf"(?:[\W\d_]|(?:article|art)\b)*(?:la|le|l'|cette|ce|cet|ladite|ledit)\s*{any_of('durations', 'granted')}"
    ).match(passages.folded, low, anchor)
    if match is None or anchor - match.end() > _NEAR_GRANT:
        return None
    # the verb may be the anchor itself ("prendra effet le")
    return Subject(match.end(), 0.8) if holds("durations", "binds", passages.folded, match.end(), anchor + 20) else None


def in_term_article(passages: Passages, offset: int) -> bool:
    """Whether the heading above speaks of the term: "Durée", "Entrée en vigueur"."""
    section = passages.section(offset)
    if section is not None and section.topic == "durée":
        return True
    return holds("durations", "term_heading", passages.headings(offset))


def _place(passages: Passages, offset: int) -> float:
    section = passages.section(offset)
    if section is not None and section.kind in ("preamble", "annex", "signature"):
        return -2.0
    return 3.0 if in_term_article(passages, offset) else 0.0


def _speaks_of(passages: Passages, entry: str, low: int, high: int, *, complement_of: Subject | None) -> bool:
    """Whether another subject stands between the convention and the anchor; "convention de prêt" is one name."""
    for match in load_lexicon("durations")[entry].find(passages.folded, low, high):
        between = passages.folded[low : match.start()]
        if complement_of is not None and len(between) < 40 and _COMPLEMENT.fullmatch(between):
            continue
        return True
    return False


def bound(passages: Passages, subject: Subject, anchor: int) -> bool:
    """Whether a word such as "conclue" or "en vigueur" joins the convention to what is said at `anchor`."""
    low, folded = passages.sentence(anchor)[0], passages.folded
    if holds("durations", "binds", folded, subject.end, anchor):
        return True
    if holds("durations", "binds", folded, max(low, subject.end - 60), subject.end):
        return True
    return bool(
        re.match(
            rf"[\W\d_]*(?:la\s+|sa\s+|cette\s+)?{any_of('durations', 'term_word')}\s*(?:de|du|d'|:)", folded[low:anchor]
        )
    )
