"""One party's block in, its name out, without article, legal form and address; `None` where the name is left blank.

A block may begin with a person who acts for the party ("M. Paul ROY, maire, agissant au nom de la commune de …"), with
a label ("Raison sociale : …"), or name only the kind of body ("L'entreprise :") in a form to fill in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.language.acronyms import is_acronym, plausible_acronym
from extractor.language.alias_phrases import Alias
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.names import clean_body_name, is_blank, read_blank, skip, tidy
from extractor.language.persons import read_person
from extractor.language.roles import read_role

MAX_NAME = 240


@dataclass(frozen=True, slots=True)
class PartyName:
    start: int
    end: int
    value: str | None
    rest: int  # where the block goes on
    noun: str | None = None  # "l'association" where the proper name is left out


def read_party_name(text: str, folded: str, start: int, end: int, *, title: bool) -> PartyName | None:
    """The name a block begins with; `None` where it names no party at all."""
    at = past_lead(text, folded, start, end)
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
        return PartyName(at, at, None, at) if labelled else None
    at = _past_called(folded, at, end)
    stop = _name_end(text, folded, at, min(end, at + MAX_NAME), title=title)
    value = clean_body_name(text[at:stop])
    low = fold(value)
    if not re.search(r"\w{2}", low) or parties["not_a_party"].pattern.fullmatch(low):
        value = ""
    if parties["nature"].pattern.fullmatch(low) and not re.match(r"etat", low) and value:
        own = read_blank(folded, skip(folded, stop, end, " \n"), end) > stop or not value.isupper()
        if own:
            return PartyName(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), None, stop, noun=tidy(text[at:stop]))
    if re.search(r"(?:^|\s)(?:de|du|des|de la|de l'|d')$", low) and not text[at:stop].isupper():
        value = ""  # "la commune de , représentée par": the place was left blank
    if not value or is_blank(low) or re.search(r"[.…_]{3}|\[|x{3}", fold(text[at:stop])):
        return PartyName(at, stop, None, stop)
    return PartyName(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), value, stop)


def past_lead(text: str, folded: str, pos: int, end: int) -> int:
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


def _past_called(folded: str, at: int, end: int) -> int:
    """Past "l'association dénommée" or "l'association," before the name proper in quotes."""
    noun = re.compile(
        r"(?:l'\s*|l\s+|la\s+|le\s+)?(?P<noun>\w+)\s*(?:,\s*(?=\")|,?\s+(?:denommee?|dite|appelee?|intitulee?)\s*:?\s+(?=[\"a-z]))"
    ).match(folded, at, end)
    if noun is None or folded.startswith("ci", noun.end()):
        return at
    return noun.end() if load_lexicon("parties")["nature"].pattern.fullmatch(noun["noun"]) else at


def _person_party(text: str, folded: str, at: int, end: int) -> PartyName | None:
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
            return PartyName(body, stop, value, stop)
    role = read_role(text, folded, skip(folded, person.end, end), end)
    if role is not None and not re.compile(r"demeurant|domicilie|ne\s+le|nee\s+le").search(
        folded, person.end, min(end, person.end + 200)
    ):
        of = re.compile(r"\s(?:de\s+(?:la\s+|l')?|du\s+|d')(?=\w)").search(folded, role.start, role.end)
        while of and load_lexicon("parties")["nature"].pattern.match(folded, of.end(), role.end) is None:
            of = re.compile(r"\s(?:de\s+(?:la\s+|l')?|du\s+|d')(?=\w)").search(folded, of.end(), role.end)
        if of:
            return PartyName(of.end(), role.end, clean_body_name(text[of.end() : role.end]), role.end)
    second = re.compile(r"\s+(?:et|ou)\s+").match(folded, person.end, end)
    spouse = read_person(text, folded, second.end(), end) if second else None
    if spouse is not None and spouse.civility:
        return PartyName(person.name_start, spouse.end, tidy(text[person.name_start : spouse.end]), spouse.end)
    return PartyName(person.name_start, person.end, person.name, person.end)


def _name_end(text: str, folded: str, pos: int, end: int, *, title: bool) -> int:
    """Where the name that begins at `pos` ends: at what a body says of itself, its address, or the sentence's end."""
    stop = _word_stop(folded, pos, end, title=title)
    stop = _punctuation_stop(folded, pos, stop)
    stop = _address_stop(text, folded, pos, stop)
    stop = _capitals_stop(text, pos, stop)
    comma = folded.find(",", pos, stop)
    while comma != -1:
        if not _name_goes_on(folded, comma + 1, stop):
            return comma
        comma = folded.find(",", comma + 1, stop)
    return stop


def _word_stop(folded: str, pos: int, end: int, *, title: bool) -> int:
    """The first word that tells of the body and is not its name: "représentée", "sise", "ci-après", a legal form."""
    parties = load_lexicon("parties")
    entries = [parties["name_end"], parties["mark"], *([parties["title_name_end"]] if title else [])]
    stop = end
    for entry in entries:
        match = entry.search(folded, pos + 1, stop)
        while match and not re.search(r"[\s,;:.(\"»*_-]", folded[match.start() - 1]):
            match = entry.search(folded, match.end(), stop)
        stop = match.start() if match else stop
    for entry in load_lexicon("legal_forms").values():
        match = entry.search(folded, pos + 1, stop)
        if match and len(match[0].split()) > 2 and re.search(r"\w{4}", folded[pos : match.start()]):
            stop = match.start()
    return stop


def _punctuation_stop(folded: str, pos: int, end: int) -> int:
    """A blank line, a bracket, a colon, the end of a sentence; not a blank line that only broke the name."""
    pattern = re.compile(r"\n[ \t]*\n|[;:]|\(|\.(?:\s|$)|\s[-]\s+(?=siret|siren|n°|represent)")
    match = pattern.search(folded, pos, end)
    while match is not None:
        wrapped = folded[match.start()] == "\n" and _runs_over(folded, pos, match, end)
        if not wrapped and not (folded[match.start()] == "." and _abbreviated(folded, match.start())):
            return match.start()
        match = pattern.search(folded, match.end(), end)
    return end


def _runs_over(folded: str, pos: int, gap: re.Match[str], end: int) -> bool:
    """Whether a name goes on after a blank line: nothing closed it, and the next line closes it with a comma."""
    before = folded[pos : gap.start()].rstrip()
    if (
        not before
        or not before[-1].isalpha()
        or load_lexicon("parties")["nature"].pattern.match(folded, gap.end(), end)
    ):
        return False
    if load_lexicon("parties")["and"].pattern.match(folded, gap.end(), end) or re.compile(r"[\d\W]").match(
        folded, gap.end()
    ):
        return False
    civility = load_lexicon("civilities")["civility"].pattern.match(folded, gap.end(), end)
    return civility is None and re.compile(r"[^\n,;:.]{2,80},").match(folded, gap.end()) is not None


_STREET_LINE = re.compile(
    r"\n\s*(?:z\.?[ai]\.?|zac|zone|b\.?p|c\.?s|lieu-?dit|place|rue|avenue|boulevard|allee|quai|chemin|route)\s(?=\S)"
)


def _address_stop(text: str, folded: str, pos: int, end: int) -> int:
    """A number and a street, a postal code, a line that begins with a street, a dash before small letters."""
    streets = load_lexicon("identity")["street"].pattern.pattern
    number = re.compile(r"[\s,](?:\d{1,4}(?:\s?(?:bis|ter))?\s*,?\s+(?:" + streets + r")|\d{5}\s)")
    dash = re.compile(r"\s[-–—]\s+(?=[a-zéèàâ])").search(text, pos, end)
    stop = dash.start() if dash else end
    match = number.search(folded, pos, stop)
    stop = match.start() if match else stop
    line = _STREET_LINE.search(folded, pos, stop)
    if line and not text[pos : line.start()].rstrip().endswith((" de", " la", " du", " des", " le")):
        stop = line.start()
    return stop


def _abbreviated(folded: str, dot: int) -> bool:
    word = re.search(r"\w+$", folded[max(dot - 8, 0) : dot])
    return word is not None and len(word[0]) <= 3


def _capitals_stop(text: str, pos: int, end: int) -> int:
    """After a first line all in capitals, a line that is not ends the name."""
    newline = text.find("\n", pos, end)
    while newline != -1:
        before, after = text[pos:newline], text[newline + 1 : end].split("\n", 1)[0]
        capitals = before.isupper() and len(re.findall(r"\w", before)) >= 4
        if capitals and not after.isupper() and re.search(r"[^\W\d_]{3}", after):
            return newline
        newline = text.find("\n", newline + 1, end)
    return end


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


def bracketed_acronym(text: str, folded: str, name: PartyName, end: int) -> Alias | None:
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
