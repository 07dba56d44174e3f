"""The head of a party's block in, what stands before its name out: marks, numbers, labels, the heading of a form."""

from __future__ import annotations

import re

from extractor.language.alias_phrases import Alias
from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip, tidy
from extractor.language.party_cues import DETERMINER

_NUMBER = re.compile(
    r"(?:\d{1,2}\s*[.)°/-]+|[a-h]\)|[iv]{1,4}\s+-(?=\s)|\(\w\)|(?:la\s+)?(?:premiere|deuxieme|seconde)\s+partie\s*:"
    r"|[a-z]{2}\d{6,9}\s+-\s+(?=[a-z]))\s*"  # the number of a customer
)
_PART = re.compile(r"partie\s+(?:n\s?°\s*)?\d\s*(?:[:-]\s*)")
_CALLED_THERE = re.compile(r"(?:l'|la\s|le\s|les\s)\s*(?P<noun>[^\n:]{3,40}):[ \t]*\n")


def past_lead(text: str, folded: str, pos: int, end: int) -> int:
    """Past what stands before a name: marks, "et", bullets, numbers, "les soussignés"."""
    parties = load_lexicon("parties")
    while True:
        at = skip(folded, pos, end, " \n,;:-*_•·|>.#/")
        number = _NUMBER.match(folded, at, end) or _part_heading(folded, at, end)
        match = (
            parties["mark"].pattern.match(folded, at, end)
            or number
            or re.compile(r"(?:" + parties["label"].pattern.pattern + r")\s*(?::|\.{4,})").match(folded, at, end)
        )
        title = re.compile(
            r"(?:la\s+presente\s+)?(?:"
            + parties["kind"].pattern.pattern
            + r")[^\n]{0,160}\n\s*(?=(?:l'|la\s|le\s|les\s))"
        ).match(folded, at, end)
        if match is None and title and text[at].isupper():
            match = title  # a title printed once more between "Entre" and the first party
        if match is None:
            match = re.compile(
                r"(?:et|ft|ou|entre|nous|ainsi\s+que|(?:en\s+presence|avec\s+le\s+(?:concours|soutien))\s+d[eu]s?|l[ae]s?\s+soussigne\w*)(?=\s|:|,|\.\.|…)"
            ).match(folded, at, end)
        if match is None:
            return at
        pos = match.end()


def _part_heading(folded: str, at: int, end: int) -> re.Match[str] | None:
    """ "PARTIE 1 - LE BAILLEUR :" with what the party is here, not "PARTIE 1 - LA VILLE DE X :" with its name."""
    part = _PART.match(folded, at, end)
    called = _CALLED_THERE.match(folded, part.end(), end) if part else None
    nature = load_lexicon("parties")["nature"].pattern
    return called if called and not nature.match(called["noun"]) else part


def past_form_heading(folded: str, at: int, end: int) -> int:
    """Past the heading of a part of a form, to the name that a label gives: "L'ORGANISME D'ACCUEIL\\nNom : …"."""
    label = load_lexicon("parties")["label"].pattern.pattern
    heading = re.compile(r"[^\n:]{3,80}\n[ \t]*(?:" + label + r")\s*(?::|\.{4,})[ \t]*").match(folded, at, end)
    return heading.end() if heading else at


def form_heading(text: str, folded: str, start: int, end: int) -> Alias | None:
    """What a form calls the party above the label of its name: "L'ORGANISME D'ACCUEIL"."""
    at = past_lead(text, folded, start, end)
    if past_form_heading(folded, at, end) == at:
        return None
    stop = folded.index("\n", at)
    value = tidy(text[at:stop])
    return Alias(at, at + len(text[at:stop].rstrip()), value) if DETERMINER.match(folded, at, stop) and value else None
