"""Where a party's name ends: at what a body says of itself, at its address, at the end of the sentence."""

from __future__ import annotations

import re

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.party_cues import DETERMINER

_ACRONYM = re.compile(r"\(\s*[^\W\d_a-z][\w.-]{1,11}\s*\)(?=\s+(?:de|du|des|d['’]|[A-ZÉ]))")

_FOREIGN = re.compile(
    r"(?<!la)(?<!une)\ssociete\s+de\s+droit\s+(?:prive|public|\w+(?:ais|ois|ien|ain|an|ande?|aise|eque?|suisse|belge))(?!\w)"
)


def name_end(text: str, folded: str, pos: int, end: int, *, title: bool) -> int:
    """Where the name that begins at `pos` ends: at what a body says of itself, its address, or the sentence's end."""
    noun = DETERMINER.match(folded, pos, end)  # "la Régie de X" is not "régie par"
    stop = _word_stop(folded, noun.end() if noun else pos, end, title=title)
    stop = _punctuation_stop(text, folded, pos, stop)
    stop = _address_stop(text, folded, pos, stop)
    stop = _capitals_stop(text, pos, stop)
    stop = _next_body_stop(text, folded, pos, stop)
    foreign = _FOREIGN.search(folded, pos + 1, stop)
    stop = foreign.start() if foreign else stop
    verb = _VERB.search(text, pos, stop)  # "la direction de X est le résultat": a sentence; "Grand Est" has its capital
    stop = verb.start() if verb else stop
    comma = folded.find(",", pos, stop)
    while comma != -1:
        if load_lexicon("parties")["wishes"].pattern.match(folded, skip(folded, comma, stop, ", \n"), stop):
            return comma
        quoted = _QUOTE_OPEN.search(text, pos, comma) and _QUOTE_CLOSES.match(text, comma, stop)
        if not (quoted or _name_goes_on(folded, comma + 1, stop) or _capitals_go_on(text, pos, comma, stop)):
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
        below = entry.search(folded, pos + 1, stop)
        if (
            below
            and len(below[0].split()) > 1
            and folded[below.start() - 1] == "\n"
            and re.search(r"\w{3}", folded[pos : below.start()])
        ):
            stop = below.start()
        match = entry.search(folded, pos + 1, stop)
        if match and len(match[0].split()) > 2 and re.search(r"\w{4}", folded[pos : match.start()]):
            stop = match.start()
    return stop


def _punctuation_stop(text: str, folded: str, pos: int, end: int) -> int:
    """A blank line, a bracket, a colon, the end of a sentence; not a blank line that only broke the name."""
    pattern = re.compile(
        r"\n[ \t]*\n|\n(?=[^\n:,;.]{2,60}(?:\s:|\s\.{4,}))|[;:!?]|\(|\.(?:\s|$)|\s/\s|\s[-–](?=\w{4})|\s[-]\s+(?=siret|siren|n°|represent)"
    )
    match = pattern.search(folded, pos, end)
    while match is not None:
        double = folded[match.end() - 1] in "-–" and _DOUBLE.match(text, max(0, match.start() - 1), end)
        dashed = double and not load_lexicon("parties")["nature"].pattern.match(folded, match.end(), end)
        parts = dashed or (match[0].strip() == "/" and _one_name(text, folded, match.end(), end))
        wrapped = folded[match.start()] == "\n" and _runs_over(text, folded, pos, match, end)
        acronym = _ACRONYM.match(text, match.start(), end) if match[0] == "(" else None
        if acronym:  # "Maison des arts (MDA) de Gap"
            match = pattern.search(folded, acronym.end(), end)
            continue
        if not wrapped and not parts and not (folded[match.start()] == "." and _abbreviated(folded, match.start())):
            return match.start()
        match = pattern.search(folded, match.end(), end)
    return end


_PART_OF_A_BODY = re.compile(
    r"(?:musee|centre|service|direction|mediatheque|bibliotheque|archives|theatre|conservatoire|ecole|laboratoire|faculte|maison)(?!\w)"
)


def _one_name(text: str, folded: str, pos: int, end: int) -> bool:
    """Whether a name goes on after " / ": "Ville de X / Musée des arts", not "la Commune de / la Communauté de"."""
    return text[pos].isupper() and _PART_OF_A_BODY.match(folded, pos, end) is not None


def _runs_over(text: str, folded: str, pos: int, gap: re.Match[str], end: int) -> bool:
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
    dash = re.compile(r"\s[-–—―]\s+(?=[a-zéèàâ])").search(text, pos, end)
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


# "LE CENTRE NATIONAL DES ARTS Délégation régionale …": after three words in capitals, a word that is not
_AFTER_CAPITALS = re.compile(
    r"(?P<capitals>(?:[A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*\s+){2,12}[A-ZÀ-Ý]{4,}(?:['’-][A-ZÀ-Ý]+)*)[ ]+(?=[A-ZÀ-Ý][a-zà-ÿ]{3,})"
)


def _capitals_stop(text: str, pos: int, end: int) -> int:
    """After a first line all in capitals, a line that is not ends the name."""
    mixed = _AFTER_CAPITALS.match(text, pos, end)
    end = mixed.end("capitals") if mixed else end
    newline = text.find("\n", pos, end)
    while newline != -1:
        before, after = text[pos:newline], text[newline + 1 : end].split("\n", 1)[0]
        capitals = before.isupper() and len(re.findall(r"\w", before)) >= 4
        if capitals and not after.isupper() and re.search(r"[^\W\d_]{3}", after):
            return newline
        newline = text.find("\n", newline + 1, end)
    return end


_DOUBLE = re.compile(
    r"[^\W\d_] [-–][^\W\d_a-zà-ÿ][^\W\d_]+(?=[ ]*[,;(]|\s+d(?:e|u|es)\s)"
)  # "Comité Franco -Haïtien du Val"
_QUOTE_OPEN, _QUOTE_CLOSES = re.compile(r"[«“][^»”]*$"), re.compile(r"[^«“»”\n]{1,60}[»”]")
_VERB = re.compile(r"(?<=\w)\s+(?:est|sont|ont|était|étaient)\s")


def _next_body_stop(text: str, folded: str, pos: int, end: int) -> int:
    """Another body with its article in capitals, nothing before it: "… des Foyers Laïques Le ministère de …"."""
    for match in re.compile(r"(?<=[^\W\d_])\s(?=(?:Le|La|Les) [^\W\d_]|L['’][^\W\d_])").finditer(text, pos + 3, end):
        noun = re.compile(r"(?:le|la|les) |l'").match(folded, match.end(), end)
        bound = re.search(
            r"(?:^|\s|')(?:de|du|des|d|a|au|aux|en|sur|et|sous)$", folded[max(pos, match.start() - 6) : match.start()]
        )
        if noun is None or bound or not text[noun.end()].islower():
            continue
        if load_lexicon("parties")["nature"].pattern.match(folded, noun.end(), end):
            return match.start()
    return end


_IN_CAPITALS = re.compile(r"\s*(?:(?:DE|DU|DES|LE|LA|LES|ET|EN|AUX?)\s|[LDC]['’])[^a-zà-ÿ]{3,}")


def _capitals_go_on(text: str, pos: int, comma: int, end: int) -> bool:
    """Whether a name all in capitals goes on in capitals after a comma: "CENTRE DES ARTS, DES LETTRES ET DU LIVRE"."""
    before, after = text[pos:comma], text[comma + 1 : end].split(",", 1)[0]
    return before.isupper() and sum(map(str.isalpha, before)) >= 4 and _IN_CAPITALS.fullmatch(after) is not None


_SCHOOL = re.compile(r"(?<!\w)(?:ecole|college|lycee|universite|institut|cegep)(?!\w)[^\n]*$")


def _name_goes_on(folded: str, pos: int, end: int) -> bool:
    """Whether a name goes on after a comma: "Ministère de la Culture, de la Jeunesse et …"."""
    rest = folded[pos:end]
    of_a_school = _SCHOOL.search(folded, max(0, pos - 120), pos) is not None
    if of_a_school and re.match(r"\s*(?:pavillon|campus|antenne)\s+(?:de\s+|du\s+|d')?[^\W\d_][^,\d]*(?:,|$)", rest):
        return True  # "École du Ruisseau, Pavillon secondaire"
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
