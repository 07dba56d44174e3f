"""The whole text in, the contracting parties out: name, aliases, identity, representatives, each with its place.

`find_parties` takes the opening block that reads best (`opening.py`), reads each block, and adds the aliases that
the text itself uses; `party_doubts` says what is uncertain about them. A text without an opening has no parties.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Line
from extractor.language.aliases import Alias, alias_variants, find_alias_phrases, is_acronym
from extractor.language.facts import Article, Doubt, Party, Representative
from extractor.language.folding import fold
from extractor.language.identity import find_address, find_legal_form, find_registrations
from extractor.language.lexicon import load_lexicon
from extractor.language.names import (
    clean_body_name,
    is_blank,
    read_blank,
    read_person,
    skip,
    tidy,
    without_article,
)
from extractor.language.opening import MAX_PARTIES, Opening, find_openings, head_end
from extractor.language.representatives import find_represented, parse_representatives, read_role

MAX_NAME = 240


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    value: str | None
    rest: int  # where the block goes on
    noun: str | None = None  # "l'association" where the proper name is left out


def find_parties(text: str, lines: Sequence[Line], articles: Sequence[Article] = ()) -> tuple[Party, ...]:
    """The parties of the opening block, "p1", "p2" … in its order; () where no opening names at least two."""
    folded = fold(text)
    best: tuple[float, tuple[Party, ...]] = (0.0, ())
    for opening in find_openings(text, folded, articles):
        parties = _read_opening(text, folded, opening)
        score = _score(parties, opening)
        if len(parties) >= 2 and score > best[0]:
            best = (score, parties)
    parties = _with_plenipotentiaries(text, folded, best[1], articles)
    return tuple(_with_variants(text, party) for party in parties)


def _score(parties: Sequence[Party], opening: Opening) -> float:
    score = opening.strength * 1.5
    for party in parties:
        score += bool(party.name) + bool(party.alias) + bool(party.address) + 2 * bool(party.representatives)
        score -= 1.5 * bool(party.name and len(party.name) > 120)
    return score / math.sqrt(max(len(parties), 1))


def _read_opening(text: str, folded: str, opening: Opening) -> tuple[Party, ...]:
    found: list[Party] = []
    for start, end in opening.blocks:
        party = _read_block(
            text, folded, start, end, rule=opening.rule, confidence=(0.6, 0.85, 0.95, 1.0)[opening.strength]
        )
        if party is None:
            continue
        if party.name and any(fold(party.name) in _called(other) for other in found):
            continue
        found.append(replace(party, id=f"p{len(found) + 1}"))
    return tuple(found[:MAX_PARTIES])


def _called(party: Party) -> set[str]:
    names = (party.name, party.alias, *party.other_aliases)
    return {fold(without_article(name)) for name in names if name}


def _read_block(text: str, folded: str, start: int, end: int, *, rule: str, confidence: float) -> Party | None:
    phrases = find_alias_phrases(text, folded, start, end)
    own = [alias for phrase in phrases if not phrase.collective for alias in phrase.aliases]
    if phrases and not own and re.compile(r"(?<!\w)etant\s").search(folded, start, phrases[0].end):
        return None  # "X et Y étant ci-après dénommés les Parties"
    name = _read_name(text, folded, start, end, title=rule == "title")
    if name is None:
        return None
    if name.value is None and not own:
        if name.noun is None:
            return None
        own = [Alias(name.start, name.end, name.noun)]
    acronym = _bracketed(text, folded, name, end)
    if acronym and not any(fold(alias.value) == fold(acronym.value) for alias in own):
        own.append(acronym)
    represented = find_represented(folded, name.rest, end)
    representatives = parse_representatives(text, folded, represented, end) if represented is not None else ()
    if not representatives:
        representatives = _acting(text, folded, start, name, end)
    identity_end = min(represented, end) if represented is not None and represented > name.rest else end
    form = find_legal_form(text, folded, name.end, end)
    address = find_address(text, folded, name.rest, identity_end) or find_address(text, folded, name.rest, end)
    registrations = find_registrations(folded, name.start, end)
    values = [alias.value for alias in own]
    return Party(
        start=name.start if name.value else own[0].start,
        end=name.end if name.value else own[0].end,
        rule=rule,
        confidence=confidence,
        id="p0",
        name=name.value,
        alias=values[0] if values else None,
        other_aliases=tuple(dict.fromkeys(values[1:])),
        legal_form=form[2] if form else None,
        registration=f"{registrations[0].label} {registrations[0].number}" if registrations else None,
        address=address[2] if address else None,
        representatives=representatives,
    )


def _lead(text: str, folded: str, pos: int, end: int) -> int:
    """Past what stands before a name: marks, "et", bullets, numbers, "les soussignés"."""
    parties = load_lexicon("parties")
    while True:
        at = skip(folded, pos, end, " \n,;:-*_•·|>.#/")
        number = re.compile(
            r"(?:\d{1,2}\s*[.)°/-]+|[a-h]\)|\(\w\)|(?:la\s+)?(?:premiere|deuxieme|seconde)\s+partie\s*:|partie\s+(?:n\s?°\s*)?\d\s*:)\s*"
        ).match(folded, at, end)
        match = (
            parties["mark"].pattern.match(folded, at, end)
            or number
            or re.compile(r"(?:" + parties["label"].pattern.pattern + r")\s*:").match(folded, at, end)
        )
        title = re.compile(
            r"(?:la\s+presente\s+)?(?:"
            + parties["kind"].pattern.pattern
            + r")[^\n]{0,160}\n\s*(?=(?:l'|la\s|le\s|les\s))"
        ).match(folded, at, end)
        if match is None and title and text[at].isupper():
            match = title  # a title printed once more between "Entre" and the first party
        if match is None:
            match = re.compile(r"(?:et|ft|entre|ainsi\s+que|les\s+soussigne\w*)(?=\s|:|,)").match(folded, at, end)
        if match is None:
            return at
        pos = match.end()


def _read_name(text: str, folded: str, start: int, end: int, *, title: bool) -> _Name | None:
    at = _lead(text, folded, start, end)
    if at >= end:
        return None
    parties = load_lexicon("parties")
    labelled = re.compile(r"(?:" + parties["label"].pattern.pattern + r")\s*:").search(folded, start, at) is not None
    if parties["not_a_party"].pattern.match(folded, at, end):
        return None
    person = _person_party(text, folded, at, end)
    if person is not None:
        return person
    if (
        any(entry.pattern.match(folded, at, end) for entry in (parties["name_end"], load_lexicon("roles")["authority"]))
        and not text[at : at + 3].isupper()
    ):
        return _Name(at, at, None, at) if labelled else None
    at = _past_called(folded, at, end)
    stop = _name_end(text, folded, at, min(end, at + MAX_NAME), title=title)
    value = clean_body_name(text[at:stop])
    low = fold(value)
    if not re.search(r"\w{2}", low) or parties["not_a_party"].pattern.fullmatch(low):
        value = ""
    if parties["nature"].pattern.fullmatch(low) and not re.match(r"etat", low) and value:
        own = read_blank(folded, skip(folded, stop, end, " \n"), end) > stop or not value.isupper()
        if own:
            return _Name(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), None, stop, noun=tidy(text[at:stop]))
    if re.search(r"(?:^|\s)(?:de|du|des|de la|de l'|d')$", low) and not text[at:stop].isupper():
        value = ""  # "la commune de , représentée par": the place was left blank
    if not value or is_blank(low) or re.search(r"[.…_]{3}|\[|x{3}", fold(text[at:stop])):
        return _Name(at, stop, None, stop)
    return _Name(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), value, stop)


def _past_called(folded: str, at: int, end: int) -> int:
    """Past "l'association dénommée" or "l'association," before the name proper in quotes."""
    noun = re.compile(
        r"(?:l'\s*|l\s+|la\s+|le\s+)?(?P<noun>\w+)\s*(?:,\s*(?=\")|,?\s+(?:denommee?|dite|appelee?|intitulee?)\s*:?\s+(?=[\"a-z]))"
    ).match(folded, at, end)
    if noun is None or folded.startswith("ci", noun.end()):
        return at
    return noun.end() if load_lexicon("parties")["nature"].pattern.fullmatch(noun["noun"]) else at


def _person_party(text: str, folded: str, at: int, end: int) -> _Name | None:
    """A party that begins with a person: acting for a body, or a party in person."""
    person = read_person(text, folded, at, end)
    if person is None or not person.civility:
        return None
    acting = re.compile(
        r"(?:au\s+nom(?:\s+et\s+pour\s+le\s+compte)?|pour\s+le\s+compte|representant)\s+(?:de\s+|du\s+|d')?"
    ).search(folded, person.end, min(end, person.end + 400))
    if acting:
        body = acting.end()
        stop = _name_end(text, folded, body, min(end, body + MAX_NAME), title=False)
        value = clean_body_name(text[body:stop])
        same = re.match(r"(?:ladite|ledit|dite|cette|celle-ci|celui-ci|la\s+dite|sa\s)", fold(value))
        if value and not same:
            return _Name(body, stop, value, stop)
    role = read_role(text, folded, skip(folded, person.end, end), end)
    if role is not None and not re.compile(r"demeurant|domicilie|ne\s+le|nee\s+le").search(
        folded, person.end, min(end, person.end + 200)
    ):
        of = re.compile(r"\s(?:de\s+(?:la\s+|l')?|du\s+|d')(?=\w)").search(folded, role.start, role.end)
        while of and load_lexicon("parties")["nature"].pattern.match(folded, of.end(), role.end) is None:
            of = re.compile(r"\s(?:de\s+(?:la\s+|l')?|du\s+|d')(?=\w)").search(folded, of.end(), role.end)
        if of:
            return _Name(of.end(), role.end, clean_body_name(text[of.end() : role.end]), role.end)
    return _Name(person.name_start, person.end, person.name, person.end)


def _acting(text: str, folded: str, start: int, name: _Name, end: int) -> tuple[Representative, ...]:
    """The representative who stands before the party's name: "M. Paul ROY, maire, agissant au nom de la commune"."""
    at = _lead(text, folded, start, end)
    if at >= name.start:
        return ()
    person = read_person(text, folded, at, end)
    if person is None or person.name_start >= name.start:
        return ()
    return parse_representatives(text, folded, at, max(name.end, person.end))[:1]


def _name_end(text: str, folded: str, pos: int, end: int, *, title: bool) -> int:
    """Where the name that begins at `pos` ends."""
    parties = load_lexicon("parties")
    stop = end
    entries = [parties["name_end"], parties["mark"]] + ([parties["title_name_end"]] if title else [])
    for entry in entries:
        match = entry.search(folded, pos + 1, stop)
        while match and not re.search(r"[\s,;:.(\"»*_-]", folded[match.start() - 1]):
            match = entry.search(folded, match.end(), stop)
        if match:
            stop = match.start()
    blank_line = re.compile(r"\n[ \t]*\n|[;:]|\(|\.(?:\s|$)").search(folded, pos, stop)
    while blank_line and folded[blank_line.start()] == "." and _abbreviated(folded, blank_line.start()):
        blank_line = re.compile(r"\n[ \t]*\n|[;:(]|\.(?:\s|$)").search(folded, blank_line.end(), stop)
    if blank_line:
        stop = blank_line.start()
    dash = re.compile(r"\s[-–—]\s+(?=[a-zéèàâ])").search(text, pos, stop)
    if dash:
        stop = dash.start()
    number = re.compile(
        r"[\s,](?:\d{1,4}(?:\s?(?:bis|ter))?\s*,?\s+(?:"
        + load_lexicon("identity")["street"].pattern.pattern
        + r")|\d{5}\s)"
    ).search(folded, pos, stop)
    if number:
        stop = number.start()
    street = re.compile(
        r"\n\s*(?:z\.?[ai]\.?|zac|zone|b\.?p|c\.?s|lieu-?dit|place|rue|avenue|boulevard|allee|quai|chemin|route)\s"
    ).search(folded, pos, stop)
    if (
        street
        and text[street.end() - 2 : street.end()].strip()
        and not text[pos : street.start()].rstrip().endswith((" de", " la", " du", " des", " le"))
    ):
        stop = street.start()
    capitals = _capitals_end(text, pos, stop)
    if capitals:
        stop = capitals
    comma = folded.find(",", pos, stop)
    while comma != -1:
        if not _name_goes_on(folded, comma + 1, stop):
            return comma
        comma = folded.find(",", comma + 1, stop)
    return stop


def _abbreviated(folded: str, dot: int) -> bool:
    word = re.search(r"\w+$", folded[max(dot - 8, 0) : dot])
    return word is not None and len(word[0]) <= 3


def _capitals_end(text: str, pos: int, end: int) -> int | None:
    """After a first line all in capitals, a line that is not ends the name."""
    newline = text.find("\n", pos, end)
    while newline != -1:
        before, after = text[pos:newline], text[newline + 1 : end].split("\n", 1)[0]
        if (
            before.isupper()
            and len(re.findall(r"\w", before)) >= 4
            and not after.isupper()
            and re.search(r"[^\W\d_]{3}", after)
        ):
            return newline
        newline = text.find("\n", newline + 1, end)
    return None


def _name_goes_on(folded: str, pos: int, end: int) -> bool:
    """Whether a name goes on after a comma: "Ministère de la Culture, de la Jeunesse et …"."""
    rest = folded[pos:end]
    if re.match(r"\s*(?:de\s+la|de\s+l'|du|des|d'|de)\s*[^\W\d_]", rest) and re.search(
        r"\bet\s+(?:de|du|des|d')", rest
    ):
        return not re.match(r"\s*d'(?:une|autre)\s+part", rest)
    return re.match(
        r"\s*[^\W\d_]{3,}(?:\s[^\W\d_]{2,}){0,2}(?:,\s*[^\W\d_]{3,}){0,2}\s+et\s+(?:de\s+|du\s+|des\s+|d')?[^\W\d_]{3,}",
        rest,
    ) is not None and not re.match(
        r"\s*(?:association|societe|organisme|etablissement|collectivite|fondation|syndicat|personne|sas|sarl|la|le|les|l)\b",
        rest,
    )


def _bracketed(text: str, folded: str, name: _Name, end: int) -> Alias | None:
    """The acronym in brackets after a name ("Université de X (UX)")."""
    match = re.compile(r"\s*[,-]?\s*\(\s*([^()\n]{2,30})\s*\)").match(text, name.end, end)
    if match is None or name.value is None:
        return None
    value = tidy(match[1]).strip('«»“”" ')
    return (
        Alias(match.start(1), match.end(1), value)
        if is_acronym(value) and plausible_acronym(value, name.value)
        else None
    )


def plausible_acronym(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym occur in this order in the name, the first one at a word's beginning."""
    letters = [c for c in fold(acronym) if c.isalpha()]
    low = fold(name)
    first = re.search(r"(?<!\w)" + re.escape(letters[0]), low) if letters else None
    if first is None:
        return False
    at = first.start()
    for letter in letters:
        at = low.find(letter, at) + 1
        if at == 0:
            return False
    return True


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
    extra = [v for v in (*alias_variants(text, aliases), *_body_acronym(text, party)) if v not in aliases]
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


def party_doubts(text: str, parties: Sequence[Party]) -> tuple[Doubt, ...]:
    """What is uncertain about the parties: blanks to fill in, aliases spelt in two ways, wrong check digits."""
    doubts: list[Doubt] = []
    folded = fold(text)
    for index, party in enumerate(parties):
        label = party.alias or party.name or party.id
        stop = parties[index + 1].start if index + 1 < len(parties) else min(party.end + 1500, len(text))
        if party.name is None:
            doubts.append(
                Doubt(
                    code="blank-to-fill",
                    severity="warning",
                    message=f"Le nom de la partie « {label} » reste à compléter.",
                    start=party.start,
                    end=party.end,
                )
            )
        for person in party.representatives:
            if (
                person.name is None
                and read_blank(folded, skip(folded, person.start, person.end), person.end) > person.start
            ):
                doubts.append(
                    Doubt(
                        code="blank-to-fill",
                        severity="warning",
                        message=f"Le nom du représentant de « {label} » reste à compléter.",
                        start=person.start,
                        end=person.end,
                    )
                )
        acronyms = [alias for alias in (party.alias, *party.other_aliases) if alias and is_acronym(alias)]
        spelt = (
            {alias for alias in acronyms if re.sub(r"\W", "", fold(alias)) == re.sub(r"\W", "", fold(acronyms[0]))}
            if acronyms
            else set()
        )
        if len(spelt) > 1:
            doubts.append(
                Doubt(
                    code="alias-variants",
                    severity="info",
                    message=f"La partie « {label} » est écrite de plusieurs façons : {', '.join(a for a in acronyms if a in spelt)}.",
                    start=party.start,
                    end=party.end,
                )
            )
        for number in find_registrations(folded, party.start, max(stop, party.end)):
            if not number.valid:
                doubts.append(
                    Doubt(
                        code="registration-checksum",
                        severity="warning",
                        message=f"Le numéro {number.label} {number.number} de « {label} » a une clé de contrôle fausse.",
                        start=number.start,
                        end=number.end,
                    )
                )
    return tuple(doubts)
