"""Alias phrases ("ci-après désignée « … »") and every later mention of a party in the text, resolved to party ids.

`find_alias_phrases` reads what the opening block says; `find_party_mentions` finds names, aliases, their variants
(with or without accents, dots, article) and words for all parties together; `resolve_parties` does it for one phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.language.facts import Party
from extractor.language.folding import fold
from extractor.language.lexicon import Entry, form_source, load_lexicon
from extractor.language.names import skip, tidy, without_article

_QUOTED = re.compile(r"(?:\"|''|<<|'(?=[^\s']))\s*([^\"<>\n]{1,80}?(?:\n[^\"<>\n]{1,60}?)?)\s*(?:\"|''|>>|'(?!\w))")
_STOP = re.compile(r"[,;:()\[\]\n]|\.(?=\s|$)")
_OR = re.compile(r"\s*(?:,?\s*(?:ou|et|/)\s*(?:encore\s+|aussi\s+|par\s+)?(?=[\"']|<<|l['a e]|les\s)|,\s*(?=[\"']))")
_ARTICLE = re.compile(r"(?:l'|la\s+|le\s+|les\s+)\s*")
MAX_ALIAS = 80


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


@dataclass(frozen=True, slots=True)
class PartyMention:
    """`text[start:end]` means the parties with these ids."""

    start: int
    end: int
    parties: tuple[str, ...]


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
            kept = tuple(alias for alias in aliases if not shared.fullmatch(fold(alias.value)))
            at = max(at, aliases[-1].end)
            found.append(AliasPhrase(begin, at, kept, collective))
        at = max(at, begin + 1)
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
                r"\s*(?:sous\s+\w[^,;\"]{0,30}|par\s+)?\s*(?:l'|la\s|le\s)?\s*\"|\s*sous\s+(?:l'|la\s|le\s|les\s)"
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
    while pos < end:
        pos = skip(folded, pos, end, " \n:*_,")
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
            return Alias(quoted.start(1), quoted.end(1), value) if value else None
    stop = _alias_end(folded, article.end() if article else pos, min(end, pos + MAX_ALIAS))
    value = tidy(text[pos:stop])
    bare = without_article(value)
    if not bare or len(value) > 60 or len(bare.split()) > 6 or not re.search(r"\w", bare):
        return None
    if article is None and not bare[0].isupper():
        return None
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


# --- mentions ---------------------------------------------------------------------------------------------------------


def acronym_source(alias: str) -> str:
    """A pattern for an acronym with or without dots: "RCJÉQ" also matches "R.C.J.E.Q."."""
    letters = [c for c in fold(alias) if c.isalnum()]
    return r"(?<!\w)" + r"\.?".join(re.escape(c) for c in letters) + r"(?:\.(?=\s*[\w,;)]))?(?!\w)"


def is_acronym(value: str) -> bool:
    """Whether a word is an acronym: "UNML", "CNRS", "AgroX", "R.T.F."; not "FRANCE" in capitals beyond twelve letters."""
    letters = [c for c in value if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(letters) <= 12 and " " not in value.strip() and capitals >= 2 and capitals * 2 >= len(letters)


def spoken_names(party: Party, parties: Sequence[Party]) -> tuple[str, ...]:
    """What a text may call `party`: its name, aliases, beginnings of the name and generic nouns that mean no other."""
    names: list[str] = [name for name in (party.name, party.alias, *party.other_aliases) if name]
    others = [fold(other.name) for other in parties if other.id != party.id and other.name]
    if party.name:
        names += [
            short for short in _short_names(party.name) if not any(_begins(other, fold(short)) for other in others)
        ]
    names += [
        noun for noun in _nature_nouns(party) if not any(noun in _nature_nouns(o) for o in parties if o.id != party.id)
    ]
    return tuple(dict.fromkeys(without_article(name) for name in names))


def _begins(name: str, short: str) -> bool:
    return fold(without_article(name)).startswith(short)


def _short_names(name: str) -> list[str]:
    """Beginnings of a name that stand for it ("Fonds de garantie" for "Fonds de garantie automobile"), and a country."""
    words = without_article(name).split()
    shorts = []
    for count in range(len(words) - 1, 1, -1):
        last = fold(words[count - 1])
        if len(last) > 3 and last not in ("pour", "dans", "avec", "entre", "sous", "vers", "contre"):
            shorts.append(" ".join(words[:count]))
    country = re.match(
        r"(?:gouvernement|republique|etat|royaume)\s+(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d')",
        fold(without_article(name)),
    )
    if country:
        shorts.append(without_article(name)[country.end() :])
    return shorts


def _nature_nouns(party: Party) -> tuple[str, ...]:
    """The nouns a text may use for a body of this nature: "commune" and "ville" for a commune."""
    source = fold(" ".join(part for part in (party.name, party.legal_form) if part))
    first = re.match(r"\w+", fold(without_article(party.name or "")))
    nouns: list[str] = [first[0]] if first and first[0] in _natures() else []
    for entry in load_lexicon("natures").values():
        if any(re.search(form_source(form), source) for form in entry.forms):
            nouns += [fold(noun) for noun in entry.value.split(", ")]
            break
    return tuple(dict.fromkeys(nouns))


@lru_cache(maxsize=1)
def _natures() -> frozenset[str]:
    return frozenset(fold(form) for form in load_lexicon("parties")["nature"].forms)


def name_source(name: str) -> str:
    """A pattern for one spoken name over folded text, any white space between its words."""
    if is_acronym(name):
        return acronym_source(name)
    words = [re.escape(word) for word in fold(name).split()]
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"


@lru_cache(maxsize=32)
def _mention_pattern(parties: tuple[Party, ...]) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    spoken: dict[str, tuple[str, ...]] = {}
    for party in parties:
        for name in spoken_names(party, parties):
            key = name_key(name)
            if key:
                spoken[key] = tuple(dict.fromkeys((*spoken.get(key, ()), party.id)))
    unique: dict[str, tuple[str, ...]] = {key: ids for key, ids in spoken.items() if len(ids) == 1}
    sources = {
        name: name_source(name)
        for party in parties
        for name in spoken_names(party, parties)
        if name_key(name) in unique
    }
    alternatives = sorted(sources, key=len, reverse=True)
    everyone = "|".join(
        form_source(form) for form in sorted(load_lexicon("aliases")["everyone"].forms, key=len, reverse=True)
    )
    source = f"(?P<all>{everyone})"
    if alternatives:
        source = (
            r"(?:(?:l'|l\s(?=\w)|la\s+|le\s+|les\s+))?(?P<one>"
            + "|".join(sources[name] for name in alternatives)
            + ")|"
            + source
        )
    return re.compile(source), unique


def name_key(name: str) -> str:
    """What two spellings of a name share: folded letters and digits."""
    return re.sub(r"[^a-z0-9]+", "" if is_acronym(name) else " ", fold(without_article(name))).strip()


def find_party_mentions(text: str, parties: Sequence[Party]) -> tuple[PartyMention, ...]:
    """Every passage that names one party or all of them, in order; "les parties" gives all ids."""
    if not parties:
        return ()
    folded = fold(text)
    pattern, ids = _mention_pattern(tuple(parties))
    everyone = tuple(party.id for party in parties)
    exclusion = load_lexicon("aliases")["everyone"].exclusion
    barred = [m.span() for m in exclusion.finditer(folded)] if exclusion else []
    found: list[PartyMention] = []
    bar = 0
    for match in pattern.finditer(folded):
        while bar < len(barred) and barred[bar][1] <= match.start():
            bar += 1
        if match.lastgroup == "all":
            if bar < len(barred) and barred[bar][0] <= match.start() and match.end() <= barred[bar][1]:
                continue
            found.append(PartyMention(match.start(), match.end(), everyone))
            continue
        written = match["one"]
        party = ids.get(re.sub(r"[^a-z0-9]+", "", written)) or ids.get(re.sub(r"[^a-z0-9]+", " ", written).strip())
        if party:
            found.append(PartyMention(match.start(), match.end(), party))
    return tuple(found)


def resolve_parties(phrase: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """The ids named in a noun phrase: "L'OFQX, le RCY et l'UZ" → ("p1", "p2", "p3"); () where none is."""
    named: list[str] = []
    for mention in find_party_mentions(phrase, parties):
        named += mention.parties
    order = [party.id for party in parties]
    return tuple(sorted(dict.fromkeys(named), key=order.index))


def alias_variants(text: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Other spellings of acronyms that the text uses: "RCJEQ" beside "RCJÉQ"."""
    folded, found = fold(text), []
    for alias in aliases:
        if not is_acronym(alias):
            continue
        for match in re.finditer(acronym_source(alias), folded):
            written = (
                text[match.start() : match.end()].rstrip(".") if "." not in alias else text[match.start() : match.end()]
            )
            if written != alias and is_acronym(written) and written not in found:
                found.append(written)
    return tuple(found)
