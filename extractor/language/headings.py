"""Text and its lines in, everything that might be a heading out, each with its readings and how much it looks like one.

One line at a time and nothing decided: "Article 3 de la présente" at a line start is weeded out here only where the
line itself proves that it is no heading; the rest is the choice of the sequence (`numbering.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor.document import Line
from extractor.language.heading_context import MARKS, NUMERO, Candidate, Form, LineInContext, Quotations
from extractor.language.heading_numbers import HeadingNumber, read_number
from extractor.language.heading_titles import is_sentence, is_title
from extractor.language.lexicon import load_lexicon
from extractor.language.lost_headings import find_damaged, find_inline, find_trailing, find_unnumbered

_SPACED = re.compile(r"a[ ]{1,3}r[ ]{1,3}t[ ]{1,3}i[ ]{1,3}c[ ]{1,3}l[ ]{1,3}e(?!\w)|(?:article|art\.)(?=\d)")
# "Article 3 - 1 : Titre" is 3.1; "Art. 3. - 1. Les parties" is article 3 with its first paragraph
_SECOND = re.compile(r"(\d{1,2})[ ]?[:–—―-][ ]")
_LETTER = re.compile(r"[A-H](?![\w'’])")
_TEN = re.compile(r"[lI|](\d)(?=[ .)])")  # "l0" for 10
_FIRST_OF = re.compile(r"\((?:1|a|i)\)\s")  # "4. (1) Si …": article 4 with its first paragraph
_AGAIN = re.compile(r"\(\s?suite\s?\)")
_OF_A_LAW = re.compile(  # a subtitle "Article 2.II de la loi n° 85-704" cites
    r"[\s.,()–—-]*(?:(?:[ivx]{1,4}|\d{1,2}|\d{1,2}°|al(?:inea)?\.?\s*\d{0,2})[\s.,()–—-]+)?"
    r"(?:de\s+la\s+loi|du\s+code|du\s+decret|de\s+l'ordonnance|de\s+l'arrete|de\s+la\s+directive)(?!\w)"
)


def find_candidates(text: str, folded: str, lines: Sequence[Line]) -> tuple[Candidate, ...]:
    """All candidates in text order; a long line may hold several."""
    found: list[Candidate] = []
    quotations = Quotations(text)
    for index, line in enumerate(lines):
        marks = MARKS.match(text, line.start, line.end)
        start = marks.end() if marks else line.start
        if start >= line.end:
            continue
        here = LineInContext(text, folded, lines, index, start, quotations.holds(start))
        candidate = (
            find_trailing(here) or _worded(here) or _part(here) or _annex(here) or _bare(here) or find_damaged(here)
        )
        if candidate is not None:
            found.append(candidate)
        if line.end - line.start > 40:
            found.extend(find_inline(here))
    return tuple(found)


@cache
def _word(entry: str) -> re.Pattern[str]:
    return load_lexicon("headings")[entry].pattern


def _worded(here: LineInContext) -> Candidate | None:
    """ "Article 3 – Durée" and its kin: the word, a number, a separator or none."""
    text, folded, start = here.text, here.folded, here.start
    match = _word("article").match(folded, start) or _SPACED.match(folded, start)
    if not match or match.end() > here.end:
        return None
    numero = NUMERO.match(folded, match.end(), here.end)
    at = numero.end() if numero else match.end()
    readings, after = read_number(text, folded, at)
    glued = text[after : after + 1]
    if not readings or after > here.end or (glued.isalpha() and not glued.isupper()):
        return find_unnumbered(here, match.end()) if match[0] != "clause" else None
    rest, separator = here.after_number(after)
    second = _SECOND.match(text, rest, here.end)
    if second and separator in ("-", "–", "—") and len(readings[0].path) == 1 and not readings[0].cost:
        readings = (HeadingNumber((readings[0].path[0], int(second[1]))),)
        rest, separator = here.after_number(second.end(1))
    if _OF_A_LAW.match(folded, rest, here.end):
        return None
    strength = _word_strength(here, rest, separator)
    if strength is None or _AGAIN.search(folded, rest, min(here.end, rest + 120)):
        return None
    contents = here.in_contents(rest)
    return Candidate(here.index, start, rest, here.end, "word", readings, strength, separator, contents=contents)


def _word_strength(here: LineInContext, rest: int, separator: str) -> float | None:
    """How much "Article N …" looks like a heading; `None` where the line itself proves that it is none."""
    text, words = here.text, here.text[rest : min(here.end, rest + 200)].strip()
    worth = 2.0 if text[here.start].isupper() else -1.5
    worth += here.flow() + here.typography() - 7.0 * here.quoted - 2.0 * here.bulleted - 2.0 * here.introduced
    worth += 2.0 * ("#" in text[here.line.start : here.start])
    if not words:
        return worth + 2.0
    strong = separator.strip(" ,")
    if words[0] in ",;)" or (not strong and words[0].islower() and _word("citing").match(here.folded, rest)):
        return None
    worth += 2.0 * bool(strong)
    if words[0].islower():
        return worth - (1.0 if strong else 3.5)
    return worth + 1.0


def _part(here: LineInContext) -> Candidate | None:
    """ "TITRE II – …", "Chapitre premier", "PREMIÈRE PARTIE"."""
    text, folded, start = here.text, here.folded, here.start
    if not text[start].isupper():
        return None
    whole = _word("ordinal_part").match(folded, start)
    if whole and whole.end() <= here.end:
        readings, _ = read_number(text, folded, start)
        after, name = whole.end(), "partie"
    else:
        match = _word("part").match(folded, start)
        if not match or match.end() >= here.end:
            return None
        readings, after = _part_number(here, match.end())
        name = match[0]
    if not readings or after > here.end or here.flow() < 0 or here.quoted:
        return None
    rest, separator = here.after_number(after)
    words = text[rest : min(here.end, rest + 300)].strip()
    if words and (words[0].islower() or words[0] in ",;)" or not is_title(words)):
        return None
    contents = here.in_contents(rest)
    return Candidate(here.index, start, rest, here.end, "part", readings, here.flow(), separator, name, contents)


def _part_number(here: LineInContext, at: int) -> tuple[tuple[HeadingNumber, ...], int]:
    """The number or letter (A to H) behind TITRE, ANNEXE …"""
    numero = NUMERO.match(here.folded, at, here.end)
    at = numero.end() if numero else at
    readings, after = read_number(here.text, here.folded, at)
    letter = _LETTER.match(here.text, at)
    if letter and not (readings and not readings[0].cost):
        return (HeadingNumber((ord(letter[0]) - 64,), suffix=letter[0].lower()),), letter.end()
    return readings, after


def _annex(here: LineInContext) -> Candidate | None:
    """ "ANNEXE 1 : Budget", "Annexe A", "ANNEXES"."""
    text, start = here.text, here.start
    match = _word("annex").match(here.folded, start)
    if not match or match.end() > here.end or not text[start].isupper() or here.quoted:
        return None
    flow = max(here.flow(), 0.0) if here.isolated else here.flow()  # a comma may close the signatures above
    if flow < 0:
        return None
    readings, after = _part_number(here, match.end())
    if after > here.end or not readings:
        readings, after = (), match.end()
    rest, separator = here.after_number(after)
    words = text[rest : min(here.end, rest + 300)].strip()
    capitals = text[start : match.end()].isupper()
    if not readings and not words and separator.endswith(":"):
        return None  # "Annexes :" opens a list
    if words and (words[0].islower() or words[0] in ",;)" or is_sentence(words)):
        return None
    if not readings and words and not separator and not capitals:
        return None
    strength = flow + here.typography() + 2.0 * capitals - 4.0 * here.bulleted + 1.0 * here.followed
    contents = here.in_contents(rest)
    return Candidate(here.index, start, rest, here.end, "annex", readings, strength, separator, match[0], contents)


def _bare(here: LineInContext) -> Candidate | None:
    """ "3.2 Suivi", "1 - OBJET", "IV. Durée": a number and a title, no word; or a numbered paragraph."""
    text, start = here.text, here.start
    ten = _TEN.match(text, start)
    if not (text[start].isdigit() or text[start] in "IVX" or ten) or here.quoted:
        return None
    readings, after = read_number(text, here.folded, start, words=False)
    if ten:
        readings, after = (HeadingNumber((10 + int(ten[1]),)),), ten.end()
    readings = tuple(_whole(r) for r in readings if not r.cost)
    if not readings or after > here.end or (text[after : after + 1].isalpha() and not text[after].isupper()):
        return None
    rest, separator = here.after_number(after)
    words = text[rest : min(here.end, rest + 300)].strip()
    if words and not (words[0].isupper() or words[0] in '«"“' or _FIRST_OF.match(words)):
        return None
    nested = len(readings[0].path) > 1
    if not words and not nested and not (separator.startswith(".") and here.isolated):
        return None
    paragraph = not nested and not is_title(words)
    strength = _bare_strength(here, words, separator, nested)
    form: Form = "paragraph" if paragraph else "bare"
    contents = here.in_contents(rest)
    return Candidate(
        here.index, start, rest, here.end, form, readings, strength, separator, "", contents, here.isolated
    )


def _whole(number: HeadingNumber) -> HeadingNumber:
    """ "2.0" and "2.00" number a whole clause."""
    return replace(number, path=number.path[:1]) if number.path[1:] == (0,) else number


def _bare_strength(here: LineInContext, words: str, separator: str, nested: bool) -> float:
    flow = here.flow()
    flow = max(flow, 0.0) if nested and flow > -2 else flow  # a sub-heading may follow its heading at once
    worth = flow + here.typography() + 0.5 * here.followed
    if nested:
        return worth + (0.5 * bool(separator) if words else 1.0)
    worth += 2.0 * words.isupper() + (1.0 if separator else -1.0)
    return worth - 1.0 * (words.endswith((".", ":")) and not words.isupper())
