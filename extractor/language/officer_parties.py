"""Openings in which officers contract as such: "Entre le préfet de …, le procureur de la République et le maire de …".

Conventions between a municipal police force and the State's are made so; no body is named, and none is made up.
"""

from __future__ import annotations

import re

from extractor.language.facts import Party
from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip, tidy

_LEAD = r"(?:monsieur\s+le\s+|madame\s+la\s+|m\.\s*le\s+|mme\s+la\s+|le\s+|la\s+)"
_LONGEST = 600  # letters of such an opening
_JOINT = re.compile(rf"(?:^|\n|,|;|(?<!\w)et(?!\w))[\s,;:*_•-]*(?:et\s+)?(?={_LEAD})")
_ACTING = re.compile(r"agissant|represent|au\s+nom\s+d|pour\s+le\s+compte|ci-?\s?apres\s+d|dont\s+le\s+siege")


def find_officers(folded: str, start: int, limit: int) -> tuple[tuple[int, int], ...]:
    """One span an officer from `start` on, where two at least are named and nobody is said to act for a body; else ()."""
    end = min(limit, start + _LONGEST)
    closing = load_lexicon("parties")["closing"].search(folded, start, end)
    end = closing.start() if closing else end
    again = re.compile(r"\n[ \t]*entre(?!\w)").search(folded, start, end)
    end = again.start() if again else end
    if _ACTING.search(folded, start, end):
        return ()
    first = skip(folded, start, end, " \n*_:,-•")
    joints = [m.span() for m in _JOINT.finditer(folded, first + 1, end) if _officer(folded, m.end(), end)]
    if not joints or not _officer(folded, first, end):
        return ()
    starts, stops = [first, *(joint[1] for joint in joints)], [*(joint[0] for joint in joints), end]
    return tuple(zip(starts, stops, strict=True))


_COUNTRY = re.compile(r"\s*\([^()]*\)\s*$")  # "Vieillevie (France)"
_OATH = re.compile(
    r"(?:^|\n)\s*nous\s*,?\s+(?P<office>maires?)\s+(?:de\s+|d')(?P<first>[^\n,;:]{2,60}?)\s*,?\s+et\s+(?:de\s+|d')(?P<second>[^\n,;:]{2,60}?)\s*(?:,|\n)"
)


def find_mayors(text: str, folded: str, low: int, limit: int) -> tuple[Party, ...]:
    """Two mayors who swear together, each by office: "Nous, Maire de X (Roumanie) et de Y (France)"."""
    oath = _OATH.search(folded, low, limit)
    spans = (oath.span("first"), oath.span("second")) if oath else ()
    return tuple(
        Party(
            start=start,
            end=end,
            rule="oath",
            confidence=0.7,
            id=f"p{index}",
            name=("Maire d'" if folded[start - 1] == "'" else "Maire de ") + tidy(_COUNTRY.sub("", text[start:end])),
        )
        for index, (start, end) in enumerate(spans, 1)
    )


def _officer(folded: str, pos: int, end: int) -> bool:
    lead = re.compile(_LEAD).match(folded, pos, end)
    return lead is not None and load_lexicon("roles")["contracting"].pattern.match(folded, lead.end(), end) is not None
