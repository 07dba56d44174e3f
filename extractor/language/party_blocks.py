"""The opening block in, one span a party out.

Parties are parted by "d'une part / d'autre part" (before or after each), by a line "Et", by bullets, paragraphs,
semicolons or an inline "et"; what follows a mark but goes on with the same party ("ci-après …") stays with it.
"""

from __future__ import annotations

import re

from extractor.language.lexicon import load_lexicon
from extractor.language.names import skip
from extractor.language.party_cues import LINE_LEAD, has_feature, party_strength
from extractor.language.party_joints import LIVES, awaits_person, between, has_words, split_piece
from extractor.language.persons import read_civility

MAX_MARKS = 60  # "d'une part" and "Et" on lines of their own; ten parties have some thirty
_AND_ALONE = re.compile(r"\n[ \t]*et[ \t:]*$")
_BLANK = re.compile(r"[\s:]*(?:\.{4,}|…{2,}|_{4,})[\s._…]*\(?[^()\n]{0,30}[\"«“]")
_PARTED = re.compile(r"part(?:\W+et\W*)?$")


def cut_blocks(text: str, folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """`text[start:end]` cut into one span a party."""
    marks = [m.span() for m in load_lexicon("parties")["mark"].find(folded, start, end)]
    lead = folded[start : marks[0][0]] if marks else ""
    leading = bool(marks) and not re.search(r"\w{2}", re.sub(r"\b(?:et|entre|les|soussignee?s?)\b", "", lead))
    strong = sorted({*marks, *_and_lines(text, folded, start, end)})[:MAX_MARKS]
    aliases = load_lexicon("aliases")["hereafter"].pattern
    pieces: list[tuple[int, int]] = []
    for low, high in between(strong, start, end):
        named = bool(pieces) and aliases.search(folded, *pieces[-1]) is not None
        left_blank = (
            named
            and low > start
            and (
                _PARTED.search(folded, max(low - 24, start), low) or _AND_ALONE.search(folded, max(low - 8, start), low)
            )
            and aliases.match(folded, skip(folded, low, high))
        )
        if pieces and not leading and not left_blank and _continues(text, folded, low, high):
            pieces[-1] = (pieces[-1][0], high)  # the alias or the authority stands after "d'une part"
        elif has_words(folded, low, high):
            pieces.append((low, high))
    if marks and not leading and pieces and pieces[-1][0] >= marks[-1][1] and not has_feature(folded, *pieces[-1]):
        pieces.pop()  # after the last "d'autre part" nothing more is a party
    blocks: list[tuple[int, int]] = []
    for low, high in pieces:
        parted = len(pieces) > 1 and any(high == mark[0] or low == mark[1] for mark in marks)
        blocks += split_piece(text, folded, low, high, parted=parted)
    return tuple(span for span in blocks if has_words(folded, *span))


def _continues(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a piece goes on with the party before it ("ci-après dénommée …", "autorisé par délibération …")."""
    at = skip(folded, start, end, " \n,;:.-*_•·|>(")
    parties, roles, aliases = load_lexicon("parties"), load_lexicon("roles"), load_lexicon("aliases")
    if at >= end:
        return False
    entries = (parties["name_end"], roles["authority"], roles["represented"], aliases["hereafter"], aliases["called"])
    if any(entry.pattern.match(folded, at, end) for entry in entries):
        return not text[at : at + 2].isupper()
    return (
        re.compile(r"(?:et|partie)\s+(?:d(?:enomm|esign)|ci-?\s?apres|represent|dont|ayant|appel)").match(
            folded, at, end
        )
        is not None
    )


def _and_lines(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines that hold "Et" alone, or begin with it before a party."""
    found: list[tuple[int, int]] = []
    alone = re.compile(LINE_LEAD + r"[(]?(?:et|ft|fl|er|ef|el|ei|bt|e\st|&|ainsi\s+que)[ )*_:,;.-]*$", re.MULTILINE)
    for match in alone.finditer(folded, start, end):
        before, after = folded[start : match.start()], skip(folded, match.end(), end)
        if match.start() == start or not re.search(r"\w{2}", before):
            continue
        loose = re.search(r"\n[ \t]*\n[ \t]*$", before) or re.match(
            r"[ \t]*\n[ \t]*\n", folded[match.end() : match.end() + 40]
        )
        capital = re.search(r"[EF]", text[match.start() : match.end()]) is not None
        if not loose and folded[match.start() : match.end()].strip(" ()*_:,;.-") == "er":
            continue  # "1er" whose small letters fell on a line of their own
        if not (
            loose
            or capital
            or party_strength(text, folded, after, end) == 2
            or has_feature(folded, start, match.start())
        ):
            continue
        person = read_civility(text, folded, after, end)[0] > after and not LIVES.match(folded, after, end)
        if person and awaits_person(folded, start, match.start()):
            continue
        if re.compile(r"(?:son|sa|ses|leur)\s").match(folded, after, end):
            continue
        found.append((match.start(), match.end()))
    for match in re.compile(r"(?<=\s)et\s*[:,](?=\s)").finditer(folded, start, end):
        shouted = text[match.start() : match.start() + 2] == "ET" and text[
            max(match.start() - 8, 0) : match.start()
        ].rstrip()[-1:] in (";", ".")
        shouted &= party_strength(text, folded, match.end(), end) > 0
        if (shouted or (text[match.start()] == "E" and folded[match.end() - 1] == ":")) and has_words(
            folded, start, match.start()
        ):
            found.append(match.span())
    begins = re.compile(LINE_LEAD + r"(?:et|ft|&)\s*[:,]?[ ]+(?=\S)", re.MULTILINE)
    for match in begins.finditer(folded, start, end):
        if text[match.start() : match.end()].strip(" *#_>•·|-")[:1].islower() and not re.search(
            r"\n[ \t]*\n[ \t]*$", folded[start : match.start()]
        ):
            continue
        if re.compile(r"(?:de|du|des|par|sur|pour|avec)\s").match(folded, match.end(), end):
            continue  # a name goes on: "PARC DES CAUSSES\nET DE LA DOURBIE"; "Et par délégation par Mme ROY"
        if _BLANK.match(folded, match.end(), end) and has_words(folded, start, match.start()):
            found.append(match.span())  # "et : ______ (« l'Établissement »)"
            continue
        strength = party_strength(text, folded, match.end(), end)
        if (
            strength and has_words(folded, start, match.start()) and not awaits_person(folded, start, match.start())
        ) or strength == 2:
            found.append((match.start(), match.end()))
    return found
