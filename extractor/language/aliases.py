"""Every mention of a party in the text, resolved to party ids: names, aliases, their variants, "les parties".

`find_party_mentions` goes through a whole text, `resolve_parties` through one phrase ("L'OFQX, le RCY et l'UZ").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.language.acronyms import acronym_source, is_acronym, misread_source
from extractor.language.facts import Party
from extractor.language.folding import fold
from extractor.language.governments import LANDS, government_names, is_sovereign, of_a_country
from extractor.language.lexicon import form_source, load_lexicon
from extractor.language.names import without_article

_OTHERS = re.compile(
    r"\s+(?:voisine?s|limitrophes|membres|adherente?s|concernee?s|interessee?s|environnante?s|de\s+moins|du\s|des\s)(?!\w)?"
)
_EACH = ("chaque", "tout", "toute", "chacun des", "chacune des", "l'un des", "l'une des", "aucun", "aucune")
_GROUPS = ("public", "supported")
_COMPLEMENT = re.compile(r"\s+(?:de\s+(?:la\s+|l')?|du\s+|des\s+|d')(?=\w)")


@dataclass(frozen=True, slots=True)
class PartyMention:
    """`text[start:end]` means the parties with these ids."""

    start: int
    end: int
    parties: tuple[str, ...]


def spoken_names(party: Party, parties: Sequence[Party]) -> tuple[str, ...]:
    """What a text may call `party`: its name, aliases, beginnings of the name and generic nouns that mean no other."""
    names: list[str] = [name for name in (party.name, party.alias, *party.other_aliases) if name]
    others = [fold(other.name) for other in parties if other.id != party.id and other.name]
    if party.name:
        names += [
            short for short in _short_names(party.name) if not any(_begins(other, fold(short)) for other in others)
        ]
    others_nouns = {noun for other in parties if other.id != party.id for noun in _nature_nouns(other, parties)}
    names += [noun for noun in _nature_nouns(party, parties) if noun not in others_nouns]
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
    return [*shorts, *government_names(fold(without_article(name)))]


_ANY = re.compile(r"(?<!\w)(?:chaque|toute|tout|autre|une|un|aucune|aucun|quelque|meme)\s+$")
_OTHER_ONE = re.compile(r"\s+(?:voisine?|limitrophe|participante?|adherente?|concernee?|interessee?|signataire)(?!\w)")
_BOARD = re.compile(r"(?<!\w)(?:conseils?|comites?|frais|actes?)\s+d'\s?$")  # "le conseil d'administration" of anybody


def nature_of(party: Party) -> str | None:
    """The entry of the lexicon of natures that a party belongs to: "commune", "state", "association" …"""
    name = fold(without_article(party.name or ""))
    for source in (" ".join(name.split()[:1]), name, fold(party.legal_form or "")):
        for key, entry in load_lexicon("natures").items():
            if source and key not in _GROUPS and entry.pattern.search(source):
                return key
    return None


def _nature_nouns(party: Party, parties: Sequence[Party]) -> tuple[str, ...]:
    """The nouns a text may use for a body of this nature: "commune" and "ville" for a commune.

    Of one public authority and one other party, the other is "le bénéficiaire" too.
    """
    natures = load_lexicon("natures")
    first = re.match(r"\w+", fold(without_article(party.name or "")))
    nouns: list[str] = [first[0]] if first and first[0] in _natures() else []
    nature = nature_of(party)
    if nature:
        nouns += natures[nature].value.split(", ")
    public = [p.id for p in parties if nature_of(p) in natures["public"].forms]
    if len(parties) == 2 and len(public) == 1:
        presided = any("president" in fold(person.role or "") for person in party.representatives)
        if party.id not in public and nature is None and not party.legal_form and presided:
            nouns += natures["association"].value.split(", ")  # "La Musique Concordia": the town's other party
        nouns += natures["public" if party.id in public else "supported"].value.split(", ")
    return tuple(dict.fromkeys(fold(noun) for noun in nouns))


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
    """One pattern for all names of all parties and for all parties together, and which name means whom."""
    spoken: dict[str, set[str]] = {}
    sources: dict[str, str] = {}
    for party in parties:
        for name in spoken_names(party, parties):
            if name_key(name):
                spoken.setdefault(name_key(name), set()).add(party.id)
                sources[name] = name_source(name)
    unique = {key: tuple(ids) for key, ids in spoken.items() if len(ids) == 1}
    for name, ids in _group_names(parties).items():
        if name_key(name) not in unique:
            sources[name] = name_source(name)
            unique[name_key(name)] = ids
    names = [sources[name] for name in sorted(sources, key=len, reverse=True) if name_key(name) in unique]
    everyone = [form_source(form) for form in sorted(load_lexicon("aliases")["everyone"].forms, key=len, reverse=True)]
    word = r"(?<!\w)(?=\w)"  # asked once, not for each of the many names
    together = "(?P<all>" + "|".join(source.removeprefix(r"(?<!\w)") for source in everyone) + ")"
    if not names:
        return re.compile(word + together), unique
    one = "(?P<one>" + "|".join(source.removeprefix(r"(?<!\w)") for source in names) + ")"
    return re.compile(word + r"(?:(?:l'|l\s(?=\w)|la\s+|le\s+|les\s+)?" + one + "|" + together + ")"), unique


def _group_names(parties: tuple[Party, ...]) -> dict[str, tuple[str, ...]]:
    """What means several parties: "les Membres" where the opening calls them so, "les communes" where several are."""
    everyone = tuple(party.id for party in parties)
    groups: dict[str, tuple[str, ...]] = {}
    for alias in dict.fromkeys(alias for party in parties for alias in party.shared_aliases):
        plural = without_article(alias)
        groups[plural] = everyone
        groups |= {f"{each} {_singular(plural)}": everyone for each in _EACH}
    if len(parties) > 1 and all(is_sovereign(party.name) for party in parties):
        groups |= dict.fromkeys(load_lexicon("aliases")["governments"].forms, everyone)
    kinds: dict[str, list[str]] = {}
    for party in parties:
        if (nature := nature_of(party)) is not None:
            kinds.setdefault(nature, []).append(party.id)
    for nature, ids in kinds.items():
        if len(ids) > 1:
            for noun in load_lexicon("natures")[nature].value.split(", "):
                groups[f"{noun}s"] = tuple(ids)
                groups |= {f"{each} {noun}": tuple(ids) for each in _EACH}
    return groups


def _singular(name: str) -> str:
    """ "Membres du Consortium" → "Membre du Consortium"."""
    first, *rest = name.split(" ")
    return " ".join((first[:-1] if first.endswith("s") else first, *rest))


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
    own = {fold(without_article(name)) for party in parties for name in (party.alias, *party.other_aliases) if name}
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
        if _means_another(text, folded, match.start("one"), match.end(), explicit=written in own):
            continue
        party = ids.get(re.sub(r"[^a-z0-9]+", "", written)) or ids.get(re.sub(r"[^a-z0-9]+", " ", written).strip())
        if party:
            found.append(PartyMention(match.start(), match.end(), party))
    found.extend(_misread(text, folded, parties, found))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _misread(text: str, folded: str, parties: Sequence[Party], found: Sequence[PartyMention]) -> Iterator[PartyMention]:
    """Acronyms that a scan has spoilt by one sign: in capitals, and like the acronym of one party only."""
    sources: dict[str, set[str]] = {}
    for party in parties:
        for name in (party.alias, *party.other_aliases):
            if name and (source := misread_source(name)):
                sources.setdefault(source, set()).add(party.id)
    known = {mention.start for mention in found} | {mention.end for mention in found}
    for source, ids in sources.items():
        for match in re.finditer(source, folded) if len(ids) == 1 else ():
            written = text[match.start() : match.end()]
            if written.upper() == written and match.start() not in known and match.end() not in known:
                yield PartyMention(match.start(), match.end(), tuple(ids))


def _means_another(text: str, folded: str, start: int, end: int, *, explicit: bool) -> bool:
    """Whether a word that stands for a party is someone else's here: "la commune de Grandval", "l'Union européenne"."""
    word = folded[start:end]
    if word.endswith("s") and _OTHERS.match(folded, end):
        return True
    if load_lexicon("aliases")["elsewhere"].pattern.match(folded, start):
        return True
    if word == "gouvernement" and not explicit and of_a_country(folded, end):
        return True
    if word == "etat":
        return not text[start].isupper()
    if word in LANDS and (_ANY.search(folded, max(start - 12, 0), start) or _OTHER_ONE.match(folded, end)):
        return True
    if _BOARD.search(folded, max(start - 24, 0), start):
        return True
    if word not in _natures():
        return False
    complement = _COMPLEMENT.match(folded, end)
    return complement is not None and text[complement.end()].isupper()


def resolve_parties(phrase: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """The ids named in a noun phrase: "L'OFQX, le RCY et l'UZ" → ("p1", "p2", "p3"); () where none is."""
    named: list[str] = []
    for mention in find_party_mentions(phrase, parties):
        named += mention.parties
    order = [party.id for party in parties]
    return tuple(sorted(dict.fromkeys(named), key=order.index))
