"""One party's block in, its name out, without article, legal form and address; `None` where the name is left blank.

A block may begin with a person who acts for the party ("M. Paul ROY, maire, agissant au nom de la commune de …"), with
a label ("Raison sociale : …"), or name only the kind of body ("L'entreprise :") in a form to fill in.
"""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.language.acronyms import is_acronym, plausible_acronym
from extractor.language.acting import MAX_NAME, PartyName, read_acting
from extractor.language.alias_phrases import Alias
from extractor.language.folding import fold
from extractor.language.lexicon import load_lexicon
from extractor.language.name_ends import name_end
from extractor.language.names import clean_body_name, is_blank, read_blank, skip, tidy, without_article
from extractor.language.party_cues import DETERMINER, party_strength
from extractor.language.party_leads import past_form_heading, past_lead
from extractor.language.persons import read_person

# what a form calls any body: "l'établissement scolaire", "l'entreprise ou l'organisme d'accueil"
_ANY_BODY = re.compile(
    r"\w+(?:\s+ou\s+(?:l'|la\s|le\s)?\w+)?\s+(?:scolaire|d'accueil|d'enseignement|de\s+formation|d'origine|beneficiaire|partenaire"
    r"|signataire|adherente?|d'affectation|utilisat(?:eur|rice)|emprunteuse?|employeur|contractante?)"
)
_LABEL_WORD = re.compile(r"(?:nom|prenom|adresse|telephone|tel|fonction|qualite|courriel|e-?mail|siret|date|lieu)s?")
# names printed above the title, and the title, before the party itself
_COVER = re.compile(
    r"[^,;:]{4,160}?\n[ \t]*(?:convention|accord|contrat|protocole|entente|avenant)(?!\w)[^\n,;:]{0,80}\n\s*(?=(?:l'|la\s|le\s|les\s)\s*\w)"
)
_NEXT_LABEL = re.compile(
    r"\s(?:sexe|ne(?:\(e\))?\s+le|date\s+de\s+naissance|prenoms?|nom\s+d\w+\s+\w+|tel(?:ephone)?|fax|courriel|e?-?mail|adresse|fonction|qualite|classe"
    r"|service|ville|code\s+\w+|siret|siren|(?:numero|n°)\s+\w+)$"
)
_POSTAL_LINE = re.compile(r"\n[ \t]*\d{5}\s[^\n,;:]{2,60}\n[ \t]*")


def read_party_name(text: str, folded: str, start: int, end: int, *, title: bool) -> PartyName | None:
    """The name a block begins with; `None` where it names no party at all."""
    at = past_form_heading(folded, past_lead(text, folded, start, end), end)
    cover = _COVER.match(folded, at, min(end, at + MAX_NAME))
    if cover and not load_lexicon("parties")["name_end"].search(folded, at, cover.end()):
        at = cover.end()
    at = _past_ward(folded, _past_address(text, folded, at, end), end)
    at = _past_quality(text, folded, at, end)
    alone = _LABEL_ALONE.match(folded, at, end)
    body = fold(without_article(alone["noun"])) if alone else ""
    if alone and (_PRIVATE.fullmatch(body) or _as_alias(alone["noun"])):
        return PartyName(at, alone.end("noun"), None, alone.end(), noun=tidy(text[at : alone.end("noun")]))
    behind = _past_noun_label(text, folded, at, end)
    label = _as_alias(tidy(text[at:behind])) if behind > at else None
    named_after, at = behind > at, behind
    if at >= end:
        return None
    parties = load_lexicon("parties")
    labelled = (
        re.compile(r"(?:" + parties["label"].pattern.pattern + r")\s*(?::|\.{4,})").search(folded, start, at)
        is not None
    )
    if parties["not_a_party"].pattern.match(folded, at, end):
        return None
    kind = _KIND_ABOVE.match(folded, at, end)
    if kind and _PRIVATE.fullmatch(kind["noun"]) and _begins_name(text, folded, kind.end(), end):
        at = kind.end()
    nobody = _NOBODY_AS.match(folded, at, end)
    if nobody and parties["capacity"].pattern.fullmatch(nobody["noun"]):
        return PartyName(at, nobody.end(), None, nobody.end(), noun=tidy(text[slice(*nobody.span("noun"))]))
    person = read_acting(text, folded, at, end)
    if person is not None:
        return replace(person, noun=label) if label else person
    if (
        any(entry.pattern.match(folded, at, end) for entry in (parties["name_end"], load_lexicon("roles")["authority"]))
        and not text[at : at + 3].isupper()
    ):
        return PartyName(at, at, None, at) if labelled else None
    blank = read_blank(folded, at, end)
    if blank > at:
        return PartyName(at, blank, None, blank)
    at = _past_called(text, folded, at, end)
    stop = name_end(text, folded, at, min(end, at + MAX_NAME), title=title)
    value = tidy(text[at:stop]) if named_after else clean_body_name(text[at:stop])
    run_on = _NEXT_LABEL.search(fold(value)) if labelled and folded[stop : stop + 2].strip()[:1] == ":" else None
    value = tidy(value[: run_on.start()]) if run_on else value  # "Nom : ROY Anne Sexe : F"
    low = fold(value)
    if (
        _LABEL_WORD.fullmatch(low)
        or not re.search(r"\w{2}|(?:\w\.){2}", low)
        or parties["not_a_party"].pattern.fullmatch(low)
        or DETERMINER.fullmatch(f"{low} ")  # "La, représentée par son maire": the name was lost
    ):
        value = ""
    kindred = _LOWER_KIND.fullmatch(low)
    left_open = _LEFT_OPEN.search(folded, stop, min(end, stop + MAX_NAME)) is not None
    if kindred and left_open and value.islower() and _PRIVATE.fullmatch(kindred["noun"]):
        return PartyName(at, stop, None, stop, noun=tidy(text[at:stop]))  # "L'association sportive représentée par"
    if parties["capacity"].pattern.fullmatch(low) and value[:1].islower():
        return PartyName(
            at, stop, None, stop, noun=tidy(text[at:stop])
        )  # "l'employeur (désignation de l'établissement)"
    if _ANY_BODY.fullmatch(low) and value[:1].islower() and parties["nature"].pattern.match(low):
        return PartyName(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), None, stop, noun=tidy(text[at:stop]))
    if parties["nature"].pattern.fullmatch(low) and not re.match(r"etat", low) and value:
        own = read_blank(folded, skip(folded, stop, end, " \n"), end) > stop or not value.isupper()
        if own:
            return PartyName(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), None, stop, noun=tidy(text[at:stop]))
    if re.search(r"(?:^|\s)(?:de|du|des|de la|de l'|d')$", low) and not text[at:stop].isupper():
        value = ""  # "la commune de , représentée par": the place was left blank
    if sum(map(str.isdigit, value)) > sum(map(str.isalpha, value)):
        value = ""  # "B 411 207 889 00021": a number of a register
    if not value or is_blank(low) or re.search(r"[.…_]{3}|\[|x{3}", fold(text[at:stop])):
        kind = parties["nature"].pattern.match(folded, _past_article(folded, at, end), end)
        return PartyName(at, stop, None, stop, noun=tidy(text[at : kind.end()]) if kind else None)
    return PartyName(at, at + len(text[at:stop].rstrip(" ,;:\n*_-")), value, stop, noun=label)


def _begins_name(text: str, folded: str, at: int, end: int) -> bool:
    """Whether a line begins with a name, and with nothing that is said of a body."""
    parties = load_lexicon("parties")
    said = (
        parties["name_end"],
        parties["label"],
        parties["mark"],
        parties["closing"],
        load_lexicon("aliases")["hereafter"],
    )
    first = skip(folded, at, end, ' "')
    return (
        text[first].isupper()
        and not any(entry.pattern.match(folded, first, end) for entry in said)
        and read_person(text, folded, at, end) is None
        and load_lexicon("roles")["head"].pattern.match(folded, first, end) is None
    )


def _as_alias(label: str) -> str | None:
    """What a party is in the agreement, where a label says it: "l'employeur", not "l'association" or "le groupement"."""
    noun = fold(without_article(label))
    capacity = load_lexicon("parties")["capacity"].pattern.fullmatch(noun)
    return label if capacity or (_ANY_BODY.fullmatch(noun) and " ou " not in noun) else None


def _past_article(folded: str, at: int, end: int) -> int:
    article = DETERMINER.match(folded, at, end)
    return article.end() if article else at


def _past_address(text: str, folded: str, at: int, end: int) -> int:
    """Past an address on lines of its own above the name: "Mairie", a street, a postal code, then "La Commune de X"."""
    postal = _POSTAL_LINE.search(folded, at, min(end, at + MAX_NAME))
    if postal is None or "," in folded[at : folded.find("\n", at, end)] or "represent" in folded[at : postal.start()]:
        return at
    after = postal.end()
    named = DETERMINER.match(folded, after, end) is not None and party_strength(text, folded, after, end) == 2
    own = party_strength(text, folded, at, end) == 2 and DETERMINER.match(folded, at, end) is not None
    return after if named and not own else at


def _past_quality(text: str, folded: str, at: int, end: int) -> int:
    """Past what a body is here, before its name: "Le propriétaire de l'équipement, la Ville de X" is the Ville."""
    quality = re.compile(r"(?:l'\s*|la\s+|le\s+)(?P<noun>\w+)[^,;:.\n(]{0,60},\s+(?=(?:l'|la\s|le\s))").match(
        folded, at, end
    )
    if quality is None or not text[quality.start("noun")].islower():
        return at
    parties = load_lexicon("parties")
    if parties["capacity"].pattern.fullmatch(quality["noun"]) is None and parties["nature"].pattern.fullmatch(
        quality["noun"]
    ):
        return at
    own = any(e.search(folded, at, quality.end()) for e in (parties["name_end"], load_lexicon("roles")["contracting"]))
    return at if own or party_strength(text, folded, quality.end(), end) < 2 else quality.end()


_NOUN_LABEL = re.compile(
    r"(?:l'\s*|l\s+|la\s+|le\s+)?(?P<noun>[a-z][^\n:,;.()]{2,50}?)"
    r"(?:\s*\([^)\n]{3,160}\))?(?:\s+(?:designee?|denommee?)\s+ci\W{0,3}apres)?\s*:\s*(?=[a-z\"])"
)


_LABEL_ALONE = re.compile(  # a form: "L'entreprise (siège social) :" and, below, "Représentée par :"
    r"(?P<noun>(?:l'|la\s|le\s)\s*\w+(?:\s+[\w']+){0,2})\s*(?:\([^)\n]{2,40}\))?\s*:[ \t]*\n\s*(?=represente|adresse|siret|nom\s)"
)
_LEFT_OPEN = re.compile(r"son\s?/\s?sa|\(\w{1,2}\)|\.{4,}|…{2,}|_{4,}")
_LOWER_KIND = re.compile(r"(?P<noun>[a-z]+)\s+[a-z]{4,}(?:ive|ifs?|elle|els?|ale|als?|aire|ique|euse|eux|ante?|ente?)")
_KIND_ABOVE = re.compile(
    r"(?:l'|la\s|le\s)?\s*(?P<noun>[a-z]+)[ \t]*\n[ \t]*\n\s*(?=[a-z\"])"
)  # "L'Association" and, below, its name
_NOBODY_AS = re.compile(  # "Monsieur" and, below, "preneur, d'autre part"
    r"(?:monsieur|madame|m\.|mme)(?:\s*(?:/|ou|et)\s*(?:monsieur|madame|m\.|mme))?[ \t]*(?:[._…]{3,})?[ \t]*,?[ \t]*\n\s*(?P<noun>[a-z]+)(?=\s*[,.;\n])"
)
_PRIVATE = re.compile(
    r"association|societe|entreprise|organisme|etablissement|structure|groupement|cooperative|fondation|club"
)
_CAPACITY_AND = re.compile(r"(?:l'\s*|la\s+|le\s+)(?P<noun>\w+)\s+(?=\w)")


def _past_noun_label(text: str, folded: str, at: int, end: int) -> int:
    """Past a common noun that labels the name after it: "L'association : LES AMIS DU LIVRE", "l'entreprise : ROY SAS"."""
    person = _CAPACITY_AND.match(folded, at, end)
    if (
        person
        and load_lexicon("parties")["capacity"].pattern.fullmatch(person["noun"])
        and text[person.end()].isupper()
    ):
        named = read_person(text, folded, person.end(), end, lenient=True)
        if named is not None and named.name is not None:
            return person.end()  # "le bénéficiaire ROY Anne"
    label = _NOUN_LABEL.match(folded, at, end)
    if label is None or not (text[label.end()].isupper() or folded[label.end()] == '"'):
        return at
    noun = re.sub(r"\s+", " ", label["noun"])
    capacity = load_lexicon("parties")["capacity"].pattern
    bodies = re.split(r"\s+ou\s+(?:l'|la\s|le\s)?", noun)
    common = all(_PRIVATE.fullmatch(one) or capacity.fullmatch(one) for one in bodies) or _ANY_BODY.fullmatch(noun)
    if re.compile(r"une?\s").match(folded, label.end(), end):
        return at  # "L'association : une passion partagée"
    civility = load_lexicon("civilities")["civility"].pattern.match(folded, label.end(), end)
    return label.end() if common and civility is None else at


def _past_ward(folded: str, at: int, end: int) -> int:
    """Past a body that is none in law: "le Musée, service de la Ville, et pour lui la Ville de X" is the Ville."""
    represented = load_lexicon("roles")["represented"].search(folded, at, end)
    ward = re.compile(r",\s*et\s+pour\s+(?:lui|elle|eux|elles)\s*,?\s+").search(
        folded, at, min(represented.start() if represented else end, at + MAX_NAME)
    )
    return ward.end() if ward else at


def _past_called(text: str, folded: str, at: int, end: int) -> int:
    """Past "l'association dénommée" or "l'association," before the name proper in quotes."""
    noun = re.compile(
        r"(?:l'\s*|l\s+|la\s+|le\s+)?(?P<noun>\w+)(?:\s*,\s*(?=\")|(?P<form>(?:\s+[\w'-]+){1,5}?|,?)\s+(?:denommee?|dite|appelee?|intitulee?)\s*:?\s+(?=[\"a-z]))"
    ).match(folded, at, end)
    under = re.compile(
        r"(?:l'\s*|la\s+|le\s+)[^;:\n]{3,120}?\ssous\s+l[ae]\s+(?:denomination|raison\s+sociale)\s+(?:de\s+|d')?(?=\")"
    ).match(folded, at, end)
    if under is not None:
        return under.end()
    if (
        noun is None
        or folded.startswith("ci", noun.end())
        or ((noun["form"] or "").strip(" ,") and not _names(text, noun))
    ):
        return at
    return noun.end() if load_lexicon("parties")["nature"].pattern.fullmatch(noun["noun"]) else at


def _names(text: str, noun: re.Match[str]) -> bool:
    """Whether a name stands behind "la société d'exploitation agricole dénommée": not "la commune de Gap dénommée « la Ville »"."""
    form, behind = text[slice(*noun.span("form"))], text[noun.end() : noun.end() + 12].lstrip('«"“ ')
    common = not any(char.isupper() for char in form)
    return common and behind[:1].isupper() and DETERMINER.match(fold(behind)) is None


def bracketed_acronym(text: str, folded: str, name: PartyName, end: int) -> Alias | None:
    """The acronym in brackets after a name ("Université de X (UX)")."""
    after = re.compile(r"\s*[,-]?\s*\(\s*([^()\n]{2,30})\s*\)")
    within = re.compile(r"\(\s*([^()\n]{2,30})\s*\)")
    match = after.match(text, name.end, end) or within.search(text, name.start, name.end)
    if match is None or name.value is None:
        return None
    value = without_article(tidy(match[1]).strip('«»“”" '))
    return (
        Alias(match.start(1), match.end(1), value)
        if is_acronym(value) and plausible_acronym(value, name.value)
        else None
    )
