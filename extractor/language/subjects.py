"""A verb in its sentence in, its subject out: which parties must, may or intend to act.

Works on the surface: the clause before the verb, its adverbials dropped ("En cas de litige, les parties …"), then the
noun phrase that begins with a party, a pronoun or another noun. A noun phrase that only mentions a party ("le
représentant de la commune") is not that party.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

Mention = tuple[int, int, tuple[str, ...]]

_LINKS = re.compile(
    r"[\s,;(]*(?:(?:et|ou|ainsi\s+que|de\s+meme\s+que|avec|puis|ni)(?!\w))?[\s,]*(?:(?:le|la|les|l')(?!\w))?\s*"
)
_LINKED = re.compile(r"(?:^|[\s,])(?:et|ou|ainsi\s+que)\s+(?:de\s+|du\s+|des\s+|d')?(?:le\s+|la\s+|les\s+|l')?$")
_HEADS = re.compile(
    r"(?:\s|l'|(?:le|la|les|chacun|chacune|chaque|l'un|l'une|un|une|des|de|du|d'|ou|l'autre|autre|autres|toutes|tous|toute|tout|"
    r"aucun|aucune|ensemble|quelconque|deux|trois|quatre|parmi|dite|ledit|ladite|lesdites|lesdits|presente|presentes)(?!\w)|')*$"
)
_BETWEEN = re.compile(
    r"(?:^|(?<!\w))(?:la|cette|leur|le|ce)\s+(?:collaboration|cooperation|concertation|partenariat|association)\s+"
    r"(?:entre|d[eu]s?)\s+(?:la\s+|le\s+|les\s+|l')?$"
)
_EACH = re.compile(
    r"(?<!\w)(?:chacune?|l'une?|l'une?\s+ou\s+l'autre|aucune?|toutes|tous)\s+(?:d'entre\s+elles|d'entre\s+eux|d'elles|d'eux|deux|trois)(?!\w)"
)
_PRONOUN = re.compile(
    r"(?<!\w)(il|elle|ils|elles|celui-ci|celle-ci|ceux-ci|celles-ci|ce\s+dernier|cette\s+derniere|ces\s+derniers|ces\s+dernieres)(?!\w)"
)
_CLITICS = re.compile(r"(?:\s|(?:ne|se|y|en|le|la|les|lui|leur)(?!\w)|[ns]'|,[^,.;:]{1,80},|,)*+")
_PLURAL = {"ils", "elles", "ceux-ci", "celles-ci", "ces derniers", "ces dernieres"}
_IMPERSONAL = re.compile(r"(?<!\w)il\s+(?:est|sera|n'est|ne\s+sera|a\s+ete|y\s+a|en\s+sera|convient|faut)(?!\w)")
_SUBORDINATE = re.compile(
    r"(?<!\w)(?:(?:qui|que|dont|lequel|laquelle|lesquels|lesquelles|auquel|auxquels|auxquelles|lorsque|quand|si|afin)(?!\w)|"
    r"qu'|lorsqu'|s'il(?!\w)|s'ils(?!\w)|(?:(?:les?|la|l')\s*cas|au\s+cas|la\s+mesure)\s+ou(?!\w)|"
    r"ou\s+(?:(?:le|la|les)\s+|l')?\w+\s*$)"
)
_OPEN_SUBORDINATE = re.compile(r"(?<!\w)(?:lorsque|si|que|qui|quand)\s*,")
_STATED = re.compile(
    r"(?:convenu|entendu|precise|stipule|prevu|rappele|note|arrete|decide|conviennent|decident|s'accordent\s+sur\s+le\s+fait)\s*,?\s*(?:que|qu')"
)
_AGENT = re.compile(
    r"\s*(?:\w+ment\s+|(?:\w+\s+)?et\s+\w+\s+|a\s+tout\s+moment\s+|de\s+plein\s+droit\s+|en\s+commun\s+|chaque\s+\w+\s+|tous\s+les\s+\w+\s+"
    r"|,?\s*(?:a\s+parts\s+egales|a\s+egalite|a\s+frais\s+communs|par\s+moitie|conjointement),?\s+"
    r"|,?\s*(?:selon|le)\s+(?:le\s+)?cas(?:\s+echeant)?,?\s+)*+par\s*$"
)
_INITIATIVE = re.compile(
    r"(?<!\w)(?:a\s+l'initiative|a\s+la\s+diligence|a\s+la\s+charge|aux\s+frais|a\s+la\s+demande|sur\s+(?:la\s+)?proposition|sur\s+(?:la\s+|simple\s+)?demande|par\s+les\s+soins)\s*$"
)
_ONE_OR_OTHER = re.compile(r"l'une?(?!\w)")  # "résiliée, pour motif légitime, par l'une des parties"
_BY = re.compile(r"[^.;:]{0,80}?(?<!\w)par\s*")
# what an agreement may be: ended, changed, renewed
ENDED = r"(?:resili|denonc|romp|suspend|prorog|renouvel|reconduit|modifi|amend|annul|revoqu|abrog|revis)\w{0,4}"
_ENDED = re.compile(rf"(?<!\w){ENDED}$")
_AT_LENGTH = re.compile(  # "résiliée, sans préavis, par la ville"; not "en cas de manquement par la ville"
    r"(?:,?\s*(?:sans\s+(?:preavis|indemnite|motif|delai|formalites?|autre\s+formalite)(?:\s+ni\s+\w+)?|a\s+tout\s+moment|de\s+plein\s+droit"
    r"|chaque\s+annee|par\s+(?:simple\s+)?(?:lettre|courrier|ecrit|avenant)(?!\s+par\s)[^,;.:]{0,60}?|avant\s+(?:le|son)\s+terme|\w{2,20}ment(?!\w)|pour\s+(?:tout\s+)?motif[^,;.:]{0,40}?"
    r"|au\s+terme\s+d[^,;.:]{3,40}?|moyennant\s[^,;.:]{3,60}?|avec\s+un\s+preavis\s[^,;.:]{3,40}?)){1,4},?\s+par\s*"
)
_AGREED = re.compile(
    r"[\s,\w]{0,60}?(?<!\w)(?:d'un\s+commun\s+accord|par\s+(?:accord|consentement)(?:\s+\w+)?),?\s*(?:entre|par)?\s*"
)
_IT = re.compile(r"(?<!\w)(?:ils?|elles?)\s+(?:en\s+|y\s+|lui\s+|leur\s+)?$")
_THIS = re.compile(
    r"\W*(?:(?:la|le|l')\s*present\w*|cette|cet|ladite|ledit)\s+(?:convention|accord|contrat|protocole|charte|entente)(?!\w)"
)
_BREAK = re.compile(r"[;:]|,\s+(?:et|mais|ou)(?!\w)|,")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose verb it is. `parties` is empty for another subject; `elliptic` where the clause has none of its own.

    `end` is where the last party named stands.
    """

    parties: tuple[str, ...] = ()
    phrase: tuple[int, int] | None = None
    pronoun: str | None = None
    elliptic: bool = False
    end: int = 0


def is_subordinate(folded: str, start: int, verb: int) -> bool:
    """Whether the verb at `verb` stands in a relative or conditional clause of the statement that begins at `start`."""
    segment_start = start
    for mark in _BREAK.finditer(folded, start, verb):
        segment_start = mark.end()
    segment = folded[segment_start:verb]
    found = _SUBORDINATE.search(segment)
    aside = _OPEN_SUBORDINATE.search(folded, start, segment_start)  # "lorsque, par suite d'un accident, la ville …"
    return bool(aside) or (bool(found) and not _STATED.search(segment))


def _united(parts: Sequence[Mention]) -> tuple[str, ...]:
    united: list[str] = []
    for _, _, parties in parts:
        united.extend(p for p in parties if p not in united)
    return tuple(united)


def _coordinated(folded: str, mentions: Sequence[Mention], first: int, end: int) -> tuple[str, ...]:
    """The parties of mention `first` and of those that follow it in a list."""
    return _united(_chain(folded, mentions, first, end))


def _chain(folded: str, mentions: Sequence[Mention], first: int, end: int) -> list[Mention]:
    """Mention `first` and those that follow it in a list; an aside between commas does not end the list."""
    chain, last = [mentions[first]], mentions[first][1]
    for mention in mentions[first + 1 :]:
        if mention[0] >= end:
            break
        gap = folded[last : mention[0]]
        linked = _LINKS.fullmatch(gap) or _LINKED.search(gap)
        if linked:
            chain.append(mention)
            last = mention[1]
    return chain


def find_subject(folded: str, start: int, verb: int, mentions: Sequence[Mention]) -> Subject:
    """The subject of the verb at `verb` in the clause that begins at `start`; `mentions` of parties in text order."""
    inside = [m for m in mentions if start <= m[0] and m[1] <= verb]
    if (each := _EACH.search(folded, start, verb)) and not inside:
        return Subject(pronoun="chacune", phrase=each.span())
    pronouns = [m for m in _PRONOUN.finditer(folded, start, verb) if _CLITICS.fullmatch(folded, m.end(), verb)]
    near = folded[max(start, verb - 12) : verb]
    if pronouns and re.search(r"\w+\s*(?:(?:ne|n'|y|en|s'|se|lui|leur)\s*)*$", near):
        word = " ".join(pronouns[-1][1].split())
        return Subject(pronoun=word, phrase=pronouns[-1].span())
    for index, mention in enumerate(inside):
        opening = _phrase_start(folded, start, mention[0])
        if _HEADS.fullmatch(folded, opening, mention[0]) or _BETWEEN.search(folded, opening, mention[0]):
            chain = _chain(folded, inside, index, verb)
            return Subject(_united(chain), (mention[0], verb), end=chain[-1][1])
    words = re.sub(r"\W+", " ", folded[start:verb]).strip()
    return Subject(elliptic=words in ("", "et", "ou", "mais", "et ne", "et n", "mais ne", "ou ne", "ne", "n"))


def _phrase_start(folded: str, start: int, mention: int) -> int:
    """Where the segment that holds the mention begins: after the last comma, "et", "mais" … before it."""
    opening = start
    for mark in re.finditer(
        r"[,;:]|(?<!\w)(?:mais|toutefois|cependant|que|qu'|lesquel(?:le)?s|laquelle|lequel|dont)(?!\w)|(?<!\w)et(?!\w)",
        folded[start:mention],
    ):
        opening = start + mark.end()
    return opening


def find_initiator(folded: str, start: int, verb: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The parties that may ask for what a passive says: "sur proposition de l'une des parties, la convention peut être …"."""
    for index, mention in enumerate(mentions):
        if (
            start <= mention[0]
            and mention[1] <= verb
            and _INITIATIVE.search(_without_heads(folded[start : mention[0]])[-40:])
        ):
            return _coordinated(folded, mentions, index, verb)
    return ()


def find_agent(folded: str, participle_end: int, end: int, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The parties by whom a passive is done: "par l'une des parties", "… à l'initiative de chacune des parties".

    "par" counts only right after the participle: "réalisé sur la base des bilans transmis par la ville" is no agent; what
    ends or changes an agreement may say more first ("résiliée, sans préavis, par la ville", "d'un commun accord des parties").
    """
    ended = _ENDED.search(folded, max(0, participle_end - 14), participle_end)
    for index, mention in enumerate(mentions):
        if not (participle_end <= mention[0] and mention[1] <= end):
            continue
        lead = _without_heads(folded[participle_end : mention[0]])
        either = _ONE_OR_OTHER.match(folded, mention[0]) and _BY.fullmatch(lead)
        together = len(mention[2]) > 1 and _AGREED.fullmatch(lead)
        if (ended and (_AT_LENGTH.fullmatch(lead) or together)) or either:
            return _coordinated(folded, mentions, index, end)
        if _AGENT.fullmatch(lead) or _INITIATIVE.search(lead[-40:]):
            return _coordinated(folded, mentions, index, end)
    return ()


def _without_heads(lead: str) -> str:
    """A lead without "l'une ou l'autre des", "chacune des" … before the mention."""
    return re.sub(
        r"(?<!\w)(?:(?:l'une|l'un|chacune|chacun|l'autre|ou|chaque|toute|quelconque|des|du|de|d'|une|un|la|le|les|l')\s*)+$",
        "",
        lead,
    )


def dative_parties(folded: str, cue_end: int, end: int, mentions: Sequence[Mention]) -> tuple[tuple[str, ...], int]:
    """Who "il incombe à …" binds, and the offset after the phrase."""
    for index, mention in enumerate(mentions):
        if mention[1] <= cue_end or mention[1] > end:  # "aux parties" may begin within "il est interdit aux"
            continue
        if re.fullmatch(
            r"[\s,\w]{0,40}?(?:(?:a|au|aux|pour)(?!\w))?\s*(?:(?:l'|la|le|les|chacune?|des|de|l'une|l'un|ou|l'autre)\s*)*",
            folded[cue_end : mention[0]],
        ):
            return _coordinated(folded, mentions, index, end), mention[1]
        break
    return (), cue_end


def refers_to(pronoun: str, previous: Sequence[str]) -> tuple[str, ...]:
    """The parties a pronoun stands for: the previous subject, where number agrees."""
    if pronoun == "chacune":
        return tuple(previous) if len(previous) > 1 else ()
    plural = " ".join(pronoun.split()) in _PLURAL
    return tuple(previous) if previous and (len(previous) > 1) == plural else ()


def is_the_agreement(folded: str, clause: int, verb: int) -> bool:
    """Whether "Elle" in "Cette convention vise … Elle indique les droits" is the agreement."""
    if _IT.search(folded, clause, verb) is None:
        return False
    before = re.split(r"[.;]\s", folded[max(0, clause - 400) : clause].rstrip(" .;\n"))[-1]
    return _THIS.match(before) is not None
