"""Text, lines and the chosen article headings in, where preamble, annexes and signature block begin out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.document import Line
from extractor.language.headings import MARKS, Candidate
from extractor.language.lexicon import load_lexicon
from extractor.language.numbering import Chosen

_STRONG_SIGNING = re.compile(r"(?:fait|signe|en foi|dont acte)")
_SENTENCE_SIGNING = re.compile(r"(?<=[.;] )(?:fait (?:a|en|le)|en foi de quoi) ")
_POUR = re.compile(r"pour (?:l'|la |le |les |et |[a-z])")
_CLOSING = 6000  # characters: no signature block is longer


def find_preamble(text: str, folded: str, lines: Sequence[Line], first: int) -> tuple[int, int] | None:
    """Start of the preamble and end of its heading, before the first article at `first`; `None` where there is none."""
    lexicon = load_lexicon("headings")
    recital: tuple[int, int] | None = None
    for line in lines:
        if line.start >= first:
            break
        marks = MARKS.match(text, line.start, line.end)
        start = marks.end() if marks else line.start
        heading = lexicon["preamble"].pattern.match(folded, start)
        if heading and heading.end() <= line.end and line.kind != "toc" and text[start].isupper():
            return start, (line.end if line.end - start < 80 else heading.end())
        if recital is None and text[start : start + 1].isupper() and lexicon["recital"].pattern.match(folded, start):
            recital = start, start
    return recital


def find_signature_start(text: str, folded: str, lines: Sequence[Line], low: int, high: int) -> int | None:
    """Where the closing block between `low` and `high` begins: "Fait à …", "EN FOI DE QUOI", else "Pour X"."""
    signing = load_lexicon("headings")["signing"]
    weak: int | None = None
    for line in lines:
        if line.start < low or line.start >= high:
            continue
        marks = MARKS.match(text, line.start, line.end)
        start = marks.end() if marks else line.start
        match = signing.pattern.match(folded, start)
        if match and signing.search(folded, start, min(line.end, start + 60)) and text[start].isupper():
            if _STRONG_SIGNING.match(folded, start):
                return start
            if weak is None and high - start < _CLOSING:
                weak = start
    if weak is not None:
        return weak
    sentence = None
    for sentence in _SENTENCE_SIGNING.finditer(folded, max(low, high - _CLOSING), high):
        if text[sentence.start()].isupper():
            return sentence.start()
    return _pour_block(text, folded, lines, low, high)


def _pour_block(text: str, folded: str, lines: Sequence[Line], low: int, high: int) -> int | None:
    """The first of the short lines "Pour X" after which nothing but short lines comes."""
    start: int | None = None
    for line in reversed(lines):
        if line.start >= high:
            continue
        if line.start < low or line.end - line.start > 160:
            break
        words = text[line.start : line.end].strip(" *_")
        if len(words.split()) > 14 or (words.endswith((";", ".")) and len(words.split()) > 5):
            break
        marks = MARKS.match(text, line.start, line.end)
        at = marks.end() if marks else line.start
        if _POUR.match(folded, at) and text[at].isupper() and not words.endswith((".", ";", ",", ":")) or words.lower().startswith("(signé"):
            start = at
    return start


def choose_annexes(text: str, candidates: Sequence[Candidate], chain: Sequence[Chosen], lines: Sequence[Line]) -> tuple[Candidate, ...]:
    """The annex headings that open an annex; a list of annexes and a mention inside an article are none."""
    annexes = [c for c in candidates if c.form == "annex"]
    kept: list[Candidate] = []
    for place, candidate in enumerate(annexes):
        before = [c.number.path[0] for c in chain if c.candidate.start < candidate.start]
        after = [c.number.path[0] for c in chain if c.candidate.start > candidate.start]
        if chain and not before:
            continue
        if after and after[0] > max(before[-1:], default=0):
            continue
        following = annexes[place + 1] if place + 1 < len(annexes) else None
        listed = following is not None and following.line - candidate.line <= 1
        preceded = place > 0 and candidate.line - annexes[place - 1].line <= 1
        if listed and not (preceded and not listed):
            continue
        if candidate.strength >= 3.0 or (candidate.strength >= 1.5 and not preceded):
            kept.append(candidate)
    return tuple(kept)
