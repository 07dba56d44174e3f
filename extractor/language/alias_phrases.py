"""An opening block in, the phrases that give short names out: "ci-après désignée « l'Association »".

A phrase may give several ("« la Caisse » ou « l'Opérateur »") or name all parties together ("les Parties").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.folding import fold
from extractor.language.lexicon import Entry, load_lexicon
from extractor.language.names import skip, tidy, without_article

_QUOTED = re.compile(r"(?:\"|''|<<|'(?=[^\s']))\s*([^\"<>\n]{1,80}?(?:\n[^\"<>\n]{1,60}?)?)\s*(?:\"|''|>>|'(?!\w))")
_IN_BRACKETS = re.compile(
    r"\((?:l'|la |le |les )?\"\s*[^\"()\n]{2,60}\"\)|(?<=\n)[ \t]*\((?:l'|la\s|le\s|les\s)[^\"()\n,]{2,30}\)(?=[\s,;.]*(?:\n|$))"
)
_RESPECTIVELY = re.compile(r"(?<!\w)respectivement(?!\w)")
_TOGETHER_BEFORE = re.compile(r"(?<!\w)(?:ensemble|conjointement|collectivement)\s+$")
_NO_NAME_HERE = re.compile(
    r"\s*,\s*(?:et|ou|dont|represente|ainsi)(?!\w)(?!\s+(?:ensemble|par\s|collectivement))(?![^.;\n]{0,40}\")"
)  # "sa présidente ci-après nommée, et le bureau"
_STOP = re.compile(r"[,;:()\[\]\n]|\.(?=\s|$)")
_OR = re.compile(r"\s*(?:,?\s*(?:ou|et|/)\s*(?:encore\s+|aussi\s+|par\s+)?(?=[\"']|<<|l['a e]|les\s)|,\s*(?=[\"']))")
_ARTICLE = re.compile(r"(?:l'|la\s+|le\s+|les\s+)\s*")
# "ci-après dénommé « l'Accord »" is no party; an entente or a charte may be
_AGREEMENT = re.compile(r"(?:presente?\s+)?(?:conventions?|accords?|contrat|protocole|avenant|bail|traite)")
MAX_ALIAS = 80
_OFFICER_NAMED = re.compile(r"(?:le|la|l['’])\s?[a-zà-ÿ-]+\s+[A-ZÀ-Ý][\w'’-]+\s+[A-ZÀ-Ý]")
_ENDING_APART = re.compile(r"\s?\((?:e|s|es)\)(?:\s?\(s\))?")  # "dénommé (e)"


@dataclass(frozen=True, slots=True)
class Alias:
    """One short name at `text[start:end]`."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class AliasPhrase:
    """A whole phrase that gives short names; `collective` where it names all parties together."""

    start: int
    end: int
    aliases: tuple[Alias, ...]
    collective: bool
    respective: bool = False  # one for each party, in their order


def find_alias_phrases(text: str, folded: str, start: int, end: int) -> tuple[AliasPhrase, ...]:
    """All phrases that give an alias between two offsets, in order."""
    lexicon = load_lexicon("aliases")
    found: list[AliasPhrase] = []
    at = start
    while at < end:
        cue = _next_cue(lexicon["hereafter"], lexicon["called"], folded, at, end)
        if cue is None:
            break
        begin, at = cue
        at, collective = _past_connectors(folded, at, end)
        aliases = _read_aliases(text, folded, at, end)
        if aliases:
            shared = lexicon["collective"].pattern
            collective = collective or all(shared.fullmatch(fold(alias.value)) for alias in aliases)
            kept = tuple(
                alias
                for alias in aliases
                if not shared.fullmatch(fold(alias.value))
                and not _AGREEMENT.fullmatch(fold(without_article(alias.value)))
            )
            at = max(at, aliases[-1].end)
            collective = collective or _TOGETHER_BEFORE.search(folded, max(begin - 40, start), begin) is not None
            respective = _RESPECTIVELY.search(folded, begin, aliases[0].start) is not None
            found.append(AliasPhrase(begin, at, kept, collective, respective))
        at = max(at, begin + 1)
    if any(phrase.aliases and not phrase.collective for phrase in found):
        return tuple(found)
    apart = _bracketed(text, folded, start, found[0].start if found else end)
    if found:  # all together are called otherwise behind it: « Prix du public » is no short name then
        apart = tuple(one for one in apart if one.aliases and _ARTICLE.match(fold(one.aliases[0].value)))
    return (*apart, *found)


def _bracketed(text: str, folded: str, start: int, end: int) -> tuple[AliasPhrase, ...]:
    """Quoted names that stand alone in brackets, where no word gives a name: "représentée par Mme ROY (« la Ville »)"."""
    found = []
    for match in _IN_BRACKETS.finditer(folded, start, end):
        alias = _read_alias(text, folded, folded.index("(", match.start()) + 1, match.end())
        if alias is not None:
            shared = load_lexicon("aliases")["collective"].pattern.fullmatch(fold(alias.value)) is not None
            found.append(AliasPhrase(match.start(), match.end(), () if shared else (alias,), shared))
    return tuple(found)


def _next_cue(hereafter: Entry, called: Entry, folded: str, pos: int, end: int) -> tuple[int, int] | None:
    """The next "ci-après dénommé", "dénommée ci-après" or "(ci-après": where it begins and ends."""
    while True:
        first = hereafter.search(folded, pos, end)
        verb = called.search(folded, pos, end)
        if verb and (first is None or verb.start() < first.start()):
            link = re.compile(r"[\s,]*").match(folded, verb.end(), end)
            after_at = link.end() if link else verb.end()
            after = hereafter.pattern.match(folded, after_at, end) or load_lexicon("aliases")["later"].pattern.match(
                folded, after_at, end
            )
            quoted = re.compile(
                r"\s*(?:sous\s+\w[^,;\"]{0,30}|par\s+|:)?\s*(?:l'|la\s|le\s)?\s*\"|\s*sous\s+(?:l'|la\s|le\s|les\s)"
            ).match(folded, verb.end(), end)
            if after is not None:
                return verb.start(), after.end()
            if quoted is not None:
                return verb.start(), verb.end()
            pos = verb.end()
            continue
        if first is None:
            return None
        link = re.compile(r"[\s,]*").match(folded, first.end(), end)
        after = called.pattern.match(folded, link.end() if link else first.end(), end)
        return first.start(), after.end() if after else first.end()


def _past_connectors(folded: str, pos: int, end: int) -> tuple[int, bool]:
    """Past "sous le terme", "par", ":" …; whether a word for all together ("ensemble", "conjointement") was there."""
    lexicon, collective = load_lexicon("aliases"), False
    together = re.compile(r"(?:ensemble|conjointement|collectivement)(?!\w)")
    if _NO_NAME_HERE.match(folded, pos, end):
        return end, False
    while pos < end:
        ending = _ENDING_APART.match(folded, pos, end)
        pos = skip(folded, ending.end() if ending else pos, end, " \n:*_,")
        shared = together.match(folded, pos, end)
        if shared:
            pos, collective = shared.end(), True
            continue
        match = lexicon["connector"].pattern.match(folded, pos, end) or lexicon["called"].pattern.match(
            folded, pos, end
        )
        if match is None or match.end() == pos:
            return pos, collective
        pos = match.end()
    return pos, collective


def _read_aliases(text: str, folded: str, pos: int, end: int) -> tuple[Alias, ...]:
    found: list[Alias] = []
    while pos < end:
        alias = _read_alias(text, folded, pos, end)
        if alias is None:
            break
        found += _halves(alias, folded)
        closing = re.compile(r"\s*[\"']?").match(folded, alias.end, end)
        joint = _OR.match(folded, closing.end() if closing else alias.end, end)
        if joint is None:
            break
        pos = joint.end()
    return tuple(found)


def _halves(alias: Alias, folded: str) -> list[Alias]:
    """ "l'Association ou le MAS" within one pair of quotes is two aliases."""
    either = re.compile(r"\s+ou\s+(?=l'|la\s|le\s|les\s)").search(folded, alias.start, alias.end)
    if either is None:
        return [alias]
    first = tidy(alias.value[: either.start() - alias.start])
    return [
        Alias(alias.start, either.start(), first),
        Alias(either.end(), alias.end, tidy(alias.value[either.end() - alias.start :])),
    ]


def _read_alias(text: str, folded: str, pos: int, end: int) -> Alias | None:
    article = _ARTICLE.match(folded, pos, end)
    for begin in (pos, article.end() if article else pos):
        quoted = _QUOTED.match(folded, begin, end)
        if quoted:
            value = tidy(text[slice(*quoted.span(1))])
            value = value if value.count("(") == value.count(")") else re.sub(r"[()]", "", value)  # a speck of the scan
            value = re.sub(r"^l (?=[^\W\d_]{3})", "", value)  # an apostrophe lost: "l Association"
            return Alias(quoted.start(1), quoted.end(1), value) if value else None
    stop = _alias_end(folded, article.end() if article else pos, min(end, pos + MAX_ALIAS))
    value = tidy(text[pos:stop])
    bare = without_article(value)
    if not bare or len(value) > 60 or len(bare.split()) > 6 or not re.search(r"\w", bare):
        return None
    if article is None and not bare[0].isupper():
        return None
    if _OFFICER_NAMED.match(value) and load_lexicon("roles")["head"].pattern.match(fold(bare)):
        return None  # "représentée par, ci-après nommés, le maire Paul ROY et …"
    return Alias(pos, pos + len(text[pos:stop].rstrip()), value)


def _alias_end(folded: str, pos: int, end: int) -> int:
    """Where an alias without quotes ends."""
    stop = end
    punctuation = _STOP.search(folded, pos, end)
    while punctuation and folded[punctuation.start()] == "\n" and _runs_on(folded, punctuation.start(), end):
        punctuation = _STOP.search(folded, punctuation.end(), end)
    if punctuation:
        stop = punctuation.start()
    parties, roles = load_lexicon("parties"), load_lexicon("roles")
    for entry in (parties["mark"], roles["represented"], parties["and"], load_lexicon("aliases")["hereafter"]):
        match = entry.search(folded, pos + 1, stop)
        if match:
            stop = match.start()
    other = re.compile(r"\s(?:ou|dont|sise?|d'une\s+part|domicilie)(?!\w)").search(folded, pos, stop)
    return other.start() if other else stop


def _runs_on(folded: str, pos: int, end: int) -> bool:
    """Whether the single line break at `pos` only wraps the line."""
    return not re.compile(r"\s*\n\s*\n|\n\s*(?:[-•*]|et\s|\d)").match(folded, pos, end)
