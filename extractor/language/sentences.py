"""Text in, spans of its sentences out: where a statement begins and ends, for rules that must not look further.

    [text[a:b] for a, b in find_sentences("Art. 4 : Elle dure un an. Elle est reconduite.")]
    == ["Art. 4 : Elle dure un an.", "Elle est reconduite."]

A blank line ends a sentence unless the next block goes on in lower case (a page break inside a sentence). Abbreviations
("art. 5", "M. Roux", "L. 2261-9") do not. No sentence is longer than `LONGEST`, so that what is found in one stays
near by, and hostile text costs no more than other text.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

LONGEST = 1500
Span = tuple[int, int]

# all white space after an empty line belongs to it: a thousand empty lines are one end, looked beyond once
_STOP = re.compile(r"[.!?…](?: ?[»”\"')\]])?(?=\s)|\n[ \t]*+\n\s*+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s('’\"«])(?:[Aa]rt|al|[Cc]f|pp?|[Nn][o°]?|nos|MM?|Mme|Mlle|Me|Dr|Pr|Ste?|[Cc]hap|env|ex|[Rr][ée]f|[Tt][ée]l|[A-Z])$"
    r"|(?:^|\n)\s*(?:[IVX]+|\d{1,2}(?:\.\d{1,2})*)$"  # "2. Durée" is a heading, not a sentence
)
_ENUMERATED = re.compile(r"(?:annexe|article|titre|chapitre|partie|volet|lot)\s+[IVX]+$", re.IGNORECASE)
_NEXT = re.compile(r"\s*([^\s«\"“(\[*_\-–—―•]?)")


def find_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, white space around them left out."""
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.start() < start or not _ends(text, start, stop):
            continue
        spans.extend(_trimmed(text, start, stop.end()))
        start = stop.end()
    spans.extend(_trimmed(text, start, len(text)))
    return tuple(spans)


def _ends(text: str, start: int, stop: re.Match[str]) -> bool:
    following = _NEXT.match(text, stop.end())
    letter = following.group(1) if following else ""
    if stop.group().startswith("\n"):
        before = text[max(start, stop.start() - 40) : stop.start()].rstrip()[-1:]
        return not (letter.islower() and (before.isalnum() or before in ",'’"))
    if letter.islower():
        return False
    if _ENUMERATED.search(text, max(start, stop.start() - 16), stop.start()):
        return True  # "figure en annexe I. La ville …"
    return not _ABBREVIATION.search(text, max(start, stop.start() - 12), stop.start())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """`text[start:end]` without the white space around it, in pieces no longer than `LONGEST`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (";", "\n", " ")) + 1
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def sentence_at(sentences: Sequence[Span], offset: int) -> int:
    """The index of the sentence that holds `offset`, or of the last before it; -1 where there is none."""
    return bisect.bisect_right(sentences, (offset, 1 << 62)) - 1
