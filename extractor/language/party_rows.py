"""A stretch of the opening and a joint in, whether parties stand in a row there out: lines that begin alike, officers in turn."""

from __future__ import annotations

import re

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip

MAX_AHEAD = 700  # how far after its beginning a party says who represents it or what it is called
_IN_NAME = re.compile(r"(?:au\s+nom|pour\s+le\s+compte)\s+d")
_REPRESENTED_TOO = re.compile(
    r"(?:\s+[^.;:,\n]{1,100}),\s+represente(?!\w)(?![^;\n]{0,160}?(?<!\w)(?:est|sont|sera)\s+charge)"
)
_SOMEBODY = re.compile(r"(?<!\w)represente[^.;]{0,40}?(?:monsieur|madame|mme|m\.)\s+\w")
_STATES = re.compile(r"(?:le\s+gouvernement|la\s+republique|le\s+royaume|la\s+province|le\s+canton)$")
_BEGINS = re.compile(r"[\s:,*_•-]*(?P<words>(?:l'|la\s|le\s)\s*\w+)")


def minister_too(folded: str, at: int, joint: re.Match[str], end: int) -> bool:
    """Whether officers sign in turn for one government, each with a name of their own: "… ci-après « le MFP » et la ministre …"."""
    roles, aliases = load_lexicon("roles"), load_lexicon("aliases")["hereafter"]
    lead = roles["lead"].pattern.match(folded, joint.end(), end)
    if lead is None or roles["contracting"].pattern.match(folded, skip(folded, lead.end(), end, " \n"), end) is None:
        return False
    after = min(end, joint.end() + MAX_AHEAD)
    called = aliases.search(folded, joint.end(), after)
    return (
        called is not None
        and aliases.search(folded, at, joint.start()) is not None
        and _IN_NAME.search(folded, joint.end(), called.start()) is not None
    )


def officer_too(folded: str, at: int, joint: re.Match[str], end: int) -> bool:
    """Whether an officer is a party of his own: "…, représenté par M. ROY." and, below, "Le ministre des Postes, représenté par"."""
    roles = load_lexicon("roles")
    lead = roles["lead"].pattern.match(folded, joint.end(), end)
    office = roles["contracting"].pattern.match(folded, skip(folded, lead.end(), end, " \n"), end) if lead else None
    return (
        office is not None
        and _REPRESENTED_TOO.match(folded, office.end(), end) is not None
        and _SOMEBODY.search(folded, at, joint.start()) is not None
    )


def in_parallel(folded: str, at: int, low: int, high: int, end: int) -> bool:
    """Whether lines that begin alike and close with commas list one party each: "La commune de X,", "La commune de Y,"."""
    first, second = _BEGINS.match(folded, at, low), _BEGINS.match(folded, high, end)
    if first is None or second is None or first["words"] != second["words"]:
        return False
    closed = folded[at:low].rstrip().endswith((",", ";")) or folded[low] == ","
    beyond = MAX_AHEAD if _STATES.fullmatch(" ".join(first["words"].split())) else 0  # behind "d'une part, et"
    alike = re.compile(rf"\n\s*{re.escape(first['words'])}(?!\w)").findall(folded, max(at - MAX_AHEAD, 0), end + beyond)
    return closed and len(alike) >= 3  # two may be one party's name and what it is
