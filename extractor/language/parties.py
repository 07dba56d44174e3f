"""The whole text in, the contracting parties out: name, aliases, identity, representatives, each with its place.

`find_parties` takes the opening block that reads best (`opening.py`), reads each block, and adds the aliases that
the text itself uses. A text without an opening has no parties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.document import Line
from extractor.language.acronyms import alias_variants, is_acronym, plausible_acronym
from extractor.language.alias_phrases import find_alias_phrases
from extractor.language.facts import Article, Party
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.named_above import named_above
from extractor.language.names import same_body, same_person, tidy, without_article
from extractor.language.officer_parties import find_mayors
from extractor.language.opening import MAX_PARTIES, Opening, find_openings, head_end
from extractor.language.party_reading import read_party
from extractor.language.plural_parties import read_several
from extractor.language.representatives import parse_representatives
from extractor.language.sovereigns import find_sovereigns

_CONSTITUTED = re.compile(r"(?:constitue|cree|forme|institue|etabli)e?\s+entre[^\n]*\s*$")
_PLURAL = re.compile(r"(?:les\s+)?\w{3,}s(?!\w)")
_CALLED_ALL = re.compile(r"(?:denomme|designe|appele|nomme)e?s(?!\w)")
_EACH_BY = re.compile(r"representee?s\s+(?:\w+\s+)?respectivement(?!\w)|respectivement\s+representee?s(?!\w)")
_SENTENCE = re.compile(r"\s(?:sont|ont|est|a|étant|[^\W\d_]{3,}(?<!m)(?<!d)(?<!g)(?<!v)ent)$")  # a verb ends no name
_LONGEST_WORD = 30
_A_NEW_BODY = re.compile(r"[\s,;-]*une?\s")  # "… il est constitué entre A et B un groupement de commandes"


def find_parties(text: str, lines: Sequence[Line], articles: Sequence[Article] = ()) -> tuple[Party, ...]:
    """The parties of the opening block, "p1", "p2" … in its order; () where no opening names any.

    One alone is told only where the opening has a place for the other and leaves it blank.
    """
    folded = fold(text)
    sovereigns = find_sovereigns(text, folded, 0, head_end(text, folded, articles))
    if sovereigns:
        return sovereigns
    openings = find_openings(text, folded, articles)
    best = _best_opening(text, folded, openings) or find_mayors(text, folded, 0, head_end(text, folded, articles))
    if not best and articles:  # a numbered party may have been taken for the first article
        best = _best_opening(text, folded, [o for o in find_openings(text, folded, ()) if o.strength >= 2])
    mains = [a for a in articles if a.kind == "article" and a.level == 1]
    if not best and len(mains) > 1:
        # "Article 1 – Les contractants", "Article 1 : La convention règle les rapports entre"
        best = _best_opening(text, folded, find_openings(text, folded, mains[1:], mains[0].heading_end))
    best = best or _only_party(text, folded, openings)
    best = tuple(named_above(text, folded, party) for party in best)
    parties = _with_plenipotentiaries(text, folded, best, articles)
    shared = _shared_aliases(text, folded, parties, articles)
    parties = tuple(replace(party, shared_aliases=shared) for party in parties)
    return tuple(_with_variants(text, party) for party in parties)


def _shared_aliases(text: str, folded: str, parties: Sequence[Party], articles: Sequence[Article]) -> tuple[str, ...]:
    """What all parties are called together: "dont les adhérents sont ci-après dénommés « les Membres »"."""
    if len(parties) < 2:
        return ()
    phrases = find_alias_phrases(text, folded, parties[0].start, head_end(text, folded, articles))
    own = {fold(name) for party in parties for name in (party.name, party.alias, *party.other_aliases) if name}
    names = [alias.value for p in phrases if p.collective or p.start > parties[-1].end for alias in p.aliases]
    return tuple(name for name in dict.fromkeys(names) if fold(name) not in own and _PLURAL.match(fold(name)))


def _best_opening(text: str, folded: str, openings: Sequence[Opening]) -> tuple[Party, ...]:
    best: tuple[float, tuple[Party, ...]] = (0.0, ())
    for opening in openings:
        parties = _read_opening(text, folded, opening)
        score = _score(parties, opening)
        again = score == best[0] and opening.strength >= 2 and _names_the_same(best[1], parties)
        if len(parties) >= 2 and (score > best[0] or again):
            best = (score, parties)
    return best[1]


def _names_the_same(cover: Sequence[Party], parties: Sequence[Party]) -> bool:
    """Whether the same parties come once more, in their order: the first time was on a cover."""
    if len(cover) != len(parties) or not cover or cover[0].start > parties[0].start:
        return False
    pairs = [(fold(one.name or ""), fold(other.name or "")) for one, other in zip(cover, parties, strict=True)]
    return all(one and other and same_body(one[: len(other)], other[: len(one)]) >= 0.8 for one, other in pairs)


def _only_party(text: str, folded: str, openings: Sequence[Opening]) -> tuple[Party, ...]:
    """The one party that a form names where it leaves the other blank: "… et M. …………", both plainly parted."""
    for opening in openings:
        parties = _read_opening(text, folded, opening)
        if len(parties) == 1 and len(opening.blocks) == 2 and opening.strength and parties[0].representatives:
            return tuple(parties)
    return ()


def _score(parties: Sequence[Party], opening: Opening) -> float:
    score = opening.strength * 1.5
    for party in parties:
        score += bool(party.name) + bool(party.alias) + bool(party.address) + 2 * bool(party.representatives)
        score -= 1.5 * bool(party.name and len(party.name) > 120)
    return score / math.sqrt(max(len(parties), 1))


def _read_opening(text: str, folded: str, opening: Opening) -> tuple[Party, ...]:
    found: list[Party] = []
    by_office: set[str] = set()  # governments for which several officers contract
    blocks = opening.blocks
    if _CONSTITUTED.search(folded, max(opening.start - 60, 0), opening.start) and len(blocks) > 2:
        blocks = tuple(block for block in blocks if not _A_NEW_BODY.match(folded, *block))
    confidence = (0.6, 0.85, 0.95, 1.0)[opening.strength]
    for start, end in blocks:
        several = read_several(text, folded, start, end, rule=opening.rule, confidence=confidence)
        found += [replace(one, id=f"p{len(found) + place}") for place, one in enumerate(several, 1)]
        if several:
            continue
        party = read_party(text, folded, start, end, rule=opening.rule, confidence=confidence)
        if party is None or _names_nobody_new(party, found):
            continue
        twin = next((i for i, other in enumerate(found) if party.name and _is_called(fold(party.name), other)), None)
        if fold(party.name or "") in by_office and party.representatives and party.representatives[0].role:
            found.append(replace(party, id=f"p{len(found) + 1}", name=party.representatives[0].role))
        elif twin is None:
            found.append(replace(party, id=f"p{len(found) + 1}"))
        elif not found[twin].representatives and not found[twin].alias:
            found[twin] = replace(party, id=found[twin].id)  # named in a title first, presented after
        elif _another_office(party, found[twin]):
            body = found[twin].name
            found[twin] = replace(found[twin], name=found[twin].representatives[0].role)
            found.append(replace(party, id=f"p{len(found) + 1}", name=party.representatives[0].role))
            by_office.add(fold(body or ""))
    return _with_respective_aliases(text, folded, opening, found[:MAX_PARTIES])


def _another_office(party: Party, twin: Party) -> bool:
    """Whether two officers contract for one government, each called otherwise: both are parties, by their offices."""
    if not (party.alias and twin.alias) or fold(party.alias) == fold(twin.alias) or not _is_government(party.name):
        return False
    people = [one for each in (party, twin) for one in each.representatives[:1] if one.role]
    if len(people) < 2 or same_person(people[0].name, people[1].name) >= 0.8:
        return False
    contracting = load_lexicon("roles")["contracting"].pattern
    offices = {fold(without_article(one.role or "")) for one in people}
    return len(offices) == 2 and all(contracting.match(office) for office in offices)


def _is_government(name: str | None) -> bool:
    return re.match(r"(?:gouvernement|etat|republique|province|royaume)(?!\w)", fold(name or "")) is not None


def _names_nobody_new(party: Party, found: Sequence[Party]) -> bool:
    """Whether a block speaks of parties before it ("L'Université et l'Institut agissant tant …") or of none at all."""
    if party.name is None and party.alias and not party.representatives:
        alias = fold(without_article(party.alias))
        together = len(found) > 1 and re.match(r"(?:les|des)\s", fold(party.alias)) is not None
        return together or any(alias in _called(other) for other in found)
    if party.representatives or party.alias or party.address or not party.name:
        return False
    if len(halves := re.split(r"\s+et\s+", fold(party.name))) > 1:
        known = {name for other in found for name in _called(other)}
        if all(without_article(half) in known for half in halves):
            return True  # "la Ville et le Club sont ci-après dénommés les Parties"
    if max(map(len, party.name.split())) > _LONGEST_WORD:
        return True  # a letter-spaced title without its spaces
    return _SENTENCE.search(party.name) is not None  # "La police nationale et la police municipale interviennent"


def _with_respective_aliases(text: str, folded: str, opening: Opening, parties: Sequence[Party]) -> tuple[Party, ...]:
    """Aliases given in one phrase for all: "dénommés ci-après, respectivement, « la Région » et « le Gouvernorat »"."""
    parties = _with_respective_people(folded, opening, parties)
    count = len(parties)
    for phrase in find_alias_phrases(text, folded, opening.start, opening.end):
        several = phrase.respective or _CALLED_ALL.search(folded, phrase.start, phrase.end) is not None
        if several and count > 1 and len(phrase.aliases) == count and not any(p.alias for p in parties[:-1]):
            return tuple(
                replace(party, alias=alias.value, other_aliases=())
                for party, alias in zip(parties, phrase.aliases, strict=True)
            )
    return tuple(parties)


def _with_respective_people(folded: str, opening: Opening, parties: Sequence[Party]) -> Sequence[Party]:
    """ "représentées respectivement par leurs présidents, MM. ROY et LEROY": one for each party."""
    people = parties[-1].representatives if parties else ()
    alone = len(people) == len(parties) > 1 and not any(party.representatives for party in parties[:-1])
    if not alone or _EACH_BY.search(folded, opening.start, opening.end) is None:
        return parties
    return tuple(replace(party, representatives=(one,)) for party, one in zip(parties, people, strict=True))


def _is_called(name: str, other: Party) -> bool:
    """Whether a party bears the name, or one of the two the other cut short: "commune de X dans le district de Y"."""
    if name in _called(other):
        return True
    longer, shorter = sorted((name, fold(other.name or "")), key=len, reverse=True)
    bare = not (other.representatives or other.alias or other.address)
    return (
        bare and len(shorter.split()) > 2 and longer.startswith(shorter + " ") and " et " not in longer[len(shorter) :]
    )


def _called(party: Party) -> set[str]:
    names = (party.name, party.alias, *party.other_aliases)
    return {fold(without_article(name)) for name in names if name}


def _with_plenipotentiaries(
    text: str, folded: str, parties: tuple[Party, ...], articles: Sequence[Article]
) -> tuple[Party, ...]:
    """Representatives listed under the party's name after the opening: "Le Gouvernement de X :" then people."""
    if not parties or any(party.representatives for party in parties):
        return parties
    limit = head_end(text, folded, articles)
    last = max(party.end for party in parties)
    headings: list[tuple[int, int, int]] = []
    for index, party in enumerate(parties):
        if not party.name:
            continue
        words = r"\s+".join(re.escape(word) for word in fold(party.name).split())
        match = re.compile(r"(?:^|\n)[ \t]*(?:(?:pour\s+)?(?:l'|le\s+|la\s+|les\s+))?" + words + r"[ \t]*:").search(
            folded, last, limit
        )
        if match:
            headings.append((match.start(), match.end(), index))
    headings.sort()
    result = list(parties)
    for order, (_, begin, index) in enumerate(headings):
        stop = headings[order + 1][0] if order + 1 < len(headings) else limit
        ending = load_lexicon("parties")["closing"].search(folded, begin, stop)
        people = parse_representatives(text, folded, begin, ending.start() if ending else stop)
        result[index] = replace(result[index], representatives=people)
    return tuple(result)


def _with_variants(text: str, party: Party) -> Party:
    aliases = [alias for alias in (party.alias, *party.other_aliases) if alias]
    known = {without_article(alias) for alias in aliases}
    extra = [v for v in (*alias_variants(text, aliases), *_body_acronym(text, party)) if v not in known]
    return replace(party, other_aliases=tuple(dict.fromkeys((*party.other_aliases, *extra))))


def _body_acronym(text: str, party: Party) -> tuple[str, ...]:
    """An acronym that the text gives after the party's name: "L'Office de X (OX), organisme …"."""
    if not party.name:
        return ()
    words = r"\s+".join(re.escape(word) for word in fold(without_article(party.name)).split())
    match = re.search(words + r"\s*\(\s*([^()\n]{2,15}?)\s*\)", fold(text))
    if match is None:
        return ()
    value = tidy(text[slice(*match.span(1))]).strip("«»“” ")
    return (value,) if is_acronym(value) and plausible_acronym(value, party.name) else ()
