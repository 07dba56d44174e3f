"""The head of a treaty in, its parties and plenipotentiaries out: "Sa Majesté le Roi de … et le Président de …".

Sovereigns name each other first, then, "savoir :", those who negotiate for them, one entry each in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.language.facts import Party, Representative
from extractor.language.names import clean_body_name
from extractor.language.representatives import parse_representatives

MAX_ENTRIES, MAX_BEFORE, MAX_NAME, MAX_PARTIES = 4_000, 3_000, 300, 10
_WHO = (
    r"(?:(?:sa\s+(?:majeste|saintete|hautesse)|leurs\s+majestes|s\.\s?m\.|son\s+altesse|l'empereur|le\s+roi|la\s+reine|le\s+grand-duc"
    r"|le\s+president\s+d(?:es?|u)|le\s+conseil\s+federal|la\s+confederation|les\s+etats-unis|le\s+gouvernement|la\s+republique)(?!\w)"
    r"|le\s+president\s+d')"
)
_NAMED = re.compile(
    r"nommes?(?!\w)[^.;:]{0,60}?plenipotentiaires?(?:\s++respectifs)?+[\s,]*+(?:a\s++)?(?:savoir|scavoir)?+\s*+:"
)
_FIRST = re.compile(rf"(?:^|\n)[ \t]*(?={_WHO})")
_STOP = re.compile(
    rf"(?<!\s)(?:,?\s++d'autre\s+part)?+(?:\s*+,)?+\s++(?:ayant|desir\w+|souhait\w+|anim\w+|egalement|consider\w+|voulant|reconnaiss\w+|convain\w+|resolus?"
    rf"|s'inspir\w+|dans\s+le\s+(?:desir|but))(?!\w)|\n[ \t]*+\n\s*+(?!et(?!\w)|{_WHO})"
)
_JOINT = re.compile(rf"(?<!\s)(?:(?:\s*+,)?+\s++d'une\s+part)?(?:\s*+[,;])?+\s++(?:et\s+)?(?={_WHO})")
_JOINED = re.compile(r"\set\s|[,;]\s*$|d'une\s+part|\n[ \t]*\n")
_ENTRY = re.compile(rf"(?:^|\n|;)\s*(?:et\s+)?(?={_WHO})")
_NEXT_PERSON = re.compile(r";\s*\n\s*(?:et\s+)?(?!(?:son|sa|ses|membre|chevalier|officier|commandeur|grand|ancien)\s)")
_DONE = re.compile(r"(?:^|\n|;|,)\s*(?:lesquels|les\s+quels|qui\s*,?\s+apres|article)(?!\w)")


def find_sovereigns(text: str, folded: str, low: int, limit: int) -> tuple[Party, ...]:
    """The parties of a treaty that names plenipotentiaries, with them; () where none are named."""
    named = _NAMED.search(folded, low, limit)
    first = _FIRST.search(folded, max(low, named.start() - MAX_BEFORE), named.start()) if named else None
    if named is None or first is None:
        return ()
    stop = _STOP.search(folded, first.end(), named.start())
    spans = list(_split(folded, first.end(), stop.start() if stop else named.start()))
    if not 2 <= len(spans) <= MAX_PARTIES or any(end - start > MAX_NAME for start, end in spans):
        return ()
    people = _plenipotentiaries(text, folded, named.end(), min(limit, named.end() + MAX_ENTRIES))
    told = people if len(people) == len(spans) else [()] * len(spans)
    return tuple(
        Party(
            start=start,
            end=end,
            rule="sovereigns",
            confidence=0.9,
            id=f"p{index}",
            name=clean_body_name(text[start:end]),
            representatives=representatives,
        )
        for index, ((start, end), representatives) in enumerate(zip(spans, told, strict=True), 1)
    )


def _split(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for joint in _JOINT.finditer(folded, start + 1, end):
        if _JOINED.search(joint[0]) and joint.start() > at:
            yield at, joint.start()
            at = joint.end()
    yield at, at + len(folded[at:end].rstrip(" ,;:\n"))


def _plenipotentiaries(text: str, folded: str, start: int, limit: int) -> list[tuple[Representative, ...]]:
    """Who negotiates, entry by entry: behind the sovereign's name, a colon or a comma."""
    done = _DONE.search(folded, start, limit)
    end = done.start() if done else limit
    begins = [match.end() for match in _ENTRY.finditer(folded, start, end)]
    found = []
    for begin, after in pairwise([*begins, end]):
        colon = re.compile(r"[:,]\s*").search(folded, begin, after)
        starts = [colon.end(), *(m.end() for m in _NEXT_PERSON.finditer(folded, colon.end(), after))] if colon else []
        found.append(
            tuple(
                one
                for low, high in pairwise([*starts, after])
                for one in parse_representatives(text, folded, low, high)
            )
        )
    return found
