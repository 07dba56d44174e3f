"""Acronyms: what is one ("UNIR"), whether it can stand for a name, and how else the text spells it (CEMA for CÉMA)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.language.folding import fold


def is_acronym(value: str) -> bool:
    """Whether a word is an acronym: "UNIR", "CNRS", "AgroX", "R.T.F."; not "FRANCE" in capitals beyond twelve letters."""
    letters = [c for c in value if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(letters) <= 12 and " " not in value.strip() and capitals >= 2 and capitals * 2 >= len(letters)


def acronym_source(alias: str) -> str:
    """A pattern for an acronym with or without dots: "CÉMA" also matches "C.E.M.A."."""
    letters = [c for c in fold(alias) if c.isalnum()]
    return r"(?<!\w)" + r"\.?".join(re.escape(c) for c in letters) + r"(?:\.(?=\s*[\w,;)]))?(?!\w)"


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


def alias_variants(text: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Other spellings of acronyms that the text uses: "CEMA" beside "CÉMA"."""
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


def misread_source(acronym: str) -> str | None:
    """An acronym of four letters or more into which a scan has put one sign too many: "OFQ)J", "OFQYJ"; else `None`."""
    letters = re.sub(r"[^a-z0-9]", "", fold(acronym))
    if len(letters) < 4 or not is_acronym(acronym):
        return None
    cuts = "|".join(rf"{letters[:i]}[^\s.,;:'\"-]{letters[i:]}" for i in range(1, len(letters)))
    return rf"(?<!\w)(?:{cuts})(?!\w)"
