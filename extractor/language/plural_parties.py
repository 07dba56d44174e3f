"""A block that names several bodies of one kind in, each as a party out: "les communes de Bresse, Gap et Versel"."""

from __future__ import annotations

import re

from extractor.language.facts import Party
from extractor.language.names import tidy

MAX_NAMES = 12
_SEVERAL = re.compile(
    r"[\s:,*_-]*(?:et\s+)?(?:les\s+)?(?:communes|villes|municipalites|bourgs|cantons|departements|provinces)\s+(?:de\s+|d'|du\s+)(?P<names>[^;:.()\n]{3,400}?)"
    r"\s*,?\s*(?=represente|ci-?\s?apres|d'une\s+part|d'autre\s+part|sise?s|situee?s|toutes|tous|\n\s*\n|\s*$)"
)
_BETWEEN = re.compile(r"\s*,\s*(?:et\s+)?(?:(?:de|du)\s+|d')?|\s+et\s+(?:(?:de|du)\s+|d')?")


def read_several(text: str, folded: str, start: int, end: int, *, rule: str, confidence: float) -> tuple[Party, ...]:
    """The bodies of one kind that a block lists, by their own names; () where it names one, or words that are no names."""
    listed = _SEVERAL.match(folded, start, end)
    if listed is None:
        return ()
    low, high = listed.span("names")
    gaps = [match.span() for match in _BETWEEN.finditer(folded, low, high)]
    spans = list(zip([low, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), high], strict=True))
    names = [tidy(text[first:last]) for first, last in spans]
    if not 2 <= len(names) <= MAX_NAMES or not all(name[:1].isupper() and len(name.split()) <= 5 for name in names):
        return ()
    return tuple(
        Party(start=first, end=last, rule=rule, confidence=min(confidence, 0.8), id="p0", name=name)
        for (first, last), name in zip(spans, names, strict=True)
    )
