"""Text, lines and the chosen headings in, where preamble, annexes and signature block begin out."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from extractor.document import Line
from extractor.language.heading_context import MARKS, Candidate
from extractor.language.heading_titles import is_sentence
from extractor.language.lexicon import load_lexicon
from extractor.language.numbering import Chosen

_STRONG_SIGNING = re.compile(r"(?:fait|signe |en foi|dont acte)")
_SENTENCE_SIGNING = re.compile(r"(?<=[.;] )(?:fait (?:a|en|le)|en foi de quoi) ")
_POUR = re.compile(r"pour (?:l'|[a-z])")
_OFFICE = re.compile(r"(?:le |la |l'|les |(?:monsieur|madame|m\.|mme) (?:le |la |l'))")
_PARTIES = re.compile(r"entre(?:\s|:|$)|les soussigne|d'une part")
_CLOSING = 6000  # characters: no signature block is longer
_KINDS = ("avenant", "convention", "accord", "contrat", "protocole", "entente", "charte", "pacte", "mémorandum")


def starts_in(text: str, lines: Sequence[Line], low: int, high: int) -> Iterator[tuple[Line, int]]:
    """The lines that begin in a stretch, each with the place of its first word."""
    for index in range(bisect.bisect_left(lines, low, key=_start), len(lines)):
        line = lines[index]
        if line.start >= high:
            return
        marks = MARKS.match(text, line.start, line.end)
        start = marks.end() if marks else line.start
        if start < line.end:
            yield line, start


def _start(line: Line) -> int:
    return line.start


def find_preamble(text: str, folded: str, lines: Sequence[Line], low: int, first: int) -> tuple[int, int] | None:
    """Start of the preamble and end of its heading, before the first article at `first`; `None` where there is none.

    Recitals before the parties ("Vu …", then "Entre …") are its beginning only where none follow them.
    """
    lexicon = load_lexicon("headings")
    recitals: list[int] = []
    parties: int | None = None
    for line, start in starts_in(text, lines, low, first):
        if not text[start].isupper() or line.kind == "toc":
            continue
        heading = lexicon["preamble"].pattern.match(folded, start)
        if heading and heading.end() <= line.end:
            alone = line.end - start < 80 and not is_sentence(text[heading.end() : line.end])
            return start, (line.end if alone else heading.end())
        if lexicon["recital"].pattern.match(folded, start):
            recitals.append(start)
        elif parties is None and _PARTIES.match(folded, start):
            parties = start
    if not recitals:
        return None
    later = [r for r in recitals if parties is not None and r > parties]
    start = later[0] if later and recitals[0] < (parties or 0) else recitals[0]
    return start, start


def find_signing(text: str, folded: str, lines: Sequence[Line], low: int, high: int) -> int | None:
    """Where the closing block between `low` and `high` begins: "Fait à …", "EN FOI DE QUOI", else "Pour X"."""
    signing = load_lexicon("headings")["signing"]
    weak: int | None = None
    for line, start in starts_in(text, lines, low, high):
        match = signing.pattern.match(folded, start) if text[start].isupper() else None
        if match and signing.search(folded, start, min(line.end, start + 60)):
            if _STRONG_SIGNING.match(folded, start):
                return start
            if weak is None and high - start < _CLOSING:
                weak = start
    if weak is not None:
        return weak
    for sentence in _SENTENCE_SIGNING.finditer(folded, max(low, high - _CLOSING), high):
        if text[sentence.start()].isupper():
            return sentence.start()
    return _pour_block(text, folded, lines, low, high)


def _pour_block(text: str, folded: str, lines: Sequence[Line], low: int, high: int) -> int | None:
    """The first of the short lines "Pour X" after which nothing but short lines comes."""
    start: int | None = None
    for line, at in reversed(list(starts_in(text, lines, max(low, high - _CLOSING), high))):
        words = text[line.start : line.end].strip(" *_")
        if len(words) > 160 or len(words.split()) > 14 or (words.endswith((";", ".")) and len(words.split()) > 5):
            break
        named = _POUR.match(folded, at) and text[at].isupper() and not words.endswith((".", ";"))
        if named or folded.startswith("(signe", at) or _names_office(text, folded, line, at):
            start = at
    return start


def _names_office(text: str, folded: str, line: Line, at: int) -> bool:
    """ "Le préfet,", "La présidente de l'association": an office alone on its line."""
    article = _OFFICE.match(folded, at)
    if not article or not text[at].isupper() or text[at : line.end].rstrip().endswith((".", ";", ":")):
        return False
    return bool(load_lexicon("roles")["head"].pattern.match(folded, article.end()))


def choose_annexes(candidates: Sequence[Candidate], chain: Sequence[Chosen], signed: int | None) -> list[Candidate]:
    """The annex headings that open an annex; a list of annexes and a mention inside an article are none.

    `signed` is where the first signature block begins, were there no annex.
    """
    numbers_alone = {c.candidate.line for c in chain if c.candidate.rest >= c.candidate.end}
    annexes = [c for c in candidates if c.form == "annex" and (c.path or c.line - 1 not in numbers_alone)]
    kept: list[Candidate] = []
    starts = [c.candidate.start for c in chain]
    highest = list(accumulate((c.first for c in chain), max, initial=0))
    for place, candidate in enumerate(annexes):
        here = bisect.bisect_left(starts, candidate.start)
        before, after = highest[here], chain[here].first if here < len(chain) else 0
        if chain and (not before or after > before):
            continue  # before all articles, or between two of one sequence
        if place + 1 < len(annexes) and annexes[place + 1].line - candidate.line <= 1:
            continue  # an entry of a list
        listed = place > 0 and candidate.line - annexes[place - 1].line <= 1
        unsigned = signed is not None and candidate.start < signed
        if candidate.strength >= (4.0 if unsigned else 1.5) and not (listed and (unsigned or candidate.path)):
            kept.append(candidate)
    return kept


def next_agreement(text: str, folded: str, lines: Sequence[Line], low: int, high: int) -> int:
    """Where, between the article at `low` and a new article 1 at `high`, another agreement begins with its title."""
    signed = find_signing(text, folded, lines, low, high)
    if signed is None:
        return high
    for _, start in starts_in(text, lines, signed + 1, high):
        if names_agreement(text, folded, start):
            return start
    return high


def names_agreement(text: str, folded: str, start: int) -> bool:
    """Does a line that begins so name an agreement: "CONVENTION DE PRÊT"?"""
    return text[start].isupper() and any(load_lexicon("titles")[kind].pattern.match(folded, start) for kind in _KINDS)
