"""Text, lines and articles in, the document's title out: the lines at the top that name the agreement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extractor.document import Line, lines_of
from extractor.language.facts import Article, TitleBlock
from extractor.language.folding import fold
from extractor.language.heading_context import MARKS
from extractor.language.heading_titles import is_sentence, one_line, trim
from extractor.language.lexicon import load_lexicon

KINDS = ("avenant", "convention", "accord", "contrat", "protocole", "entente", "charte", "pacte", "mémorandum")
_TOP = 4000  # characters in which a title is looked for
_LONGEST = 500
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?<![\d/.°-])({_YEAR})(?:\s*[-/]\s*{_YEAR})*\s*(?:[-/]|,|et|a|au)\s*({_YEAR}|\d\d)(?![\d/-])")
_SEVERAL = re.compile(rf"annees\s+({_YEAR})(?:\s*[,/-]\s*{_YEAR})*\s*(?:et|,|-|a|/)\s*({_YEAR})(?!\d)")
_ONE_YEAR = re.compile(rf"(?:annee|exercice|saison|millesime)\s+({_YEAR})(?![\d-])")
_PREFIX = re.compile(r"(?:(?:projet|modele|proposition) (?:de |d'|du )?|la |le |l'|une? )?")


def find_title(text: str, lines: Sequence[Line] = (), articles: Sequence[Article] = ()) -> TitleBlock | None:
    """The title as written, its kind and the years it names; `None` where nothing at the top names an agreement."""
    lines = lines or lines_of(text[: _TOP * 2])
    limit = min([_TOP, len(text), *(a.start for a in articles if a.kind != "signature")])
    folded = fold(text[:limit])
    top = [line for line in lines if line.start < limit and line.kind != "toc"]
    named = _first_named(text, folded, top)
    if named is None:
        return None
    index, start, kind = named
    last = _last_line(text, folded, top, index)
    start, end = trim(text, start, min(top[last].end, limit))
    if start >= end:
        return None
    title = one_line(text[start:end])
    return TitleBlock(start=start, end=end, title=title, kind=kind, period=parse_title_period(title), rule="title")


def _first_named(text: str, folded: str, top: Sequence[Line]) -> tuple[int, int, str] | None:
    """The first line whose first words name an agreement, else the first in capitals that names one further on."""
    later: tuple[int, int, str] | None = None
    for index, line in enumerate(top):
        start, kind = _kind_at(text, folded, line)
        if kind is not None:
            return index, start, kind
        words = text[line.start : min(line.end, line.start + 300)]
        if later is None and words.isupper() and not is_sentence(words) and not _opens(text, folded, line):
            found = [(m.start(), k) for k in KINDS if (m := _kind(k).search(folded, line.start, line.end))]
            later = (index, *min(found)) if found else None
    return later


def _kind(name: str) -> re.Pattern[str]:
    return load_lexicon("titles")[name].pattern


def parse_title_period(title: str) -> str | None:
    """`parse_title_period("Convention 2024-2028") == "2024-2028"`; "saison 2025-26" is "2025-2026"."""
    folded = fold(title)
    for pattern in (_SEVERAL, _YEARS):
        for match in pattern.finditer(folded):
            first, last = int(match[1]), int(match[2])
            if last < 100:
                last += first // 100 * 100
            if first < last <= first + 40 and not re.search(
                r"(?:n[ ]?[°o]|numero|deliberation)\s*$", folded[: match.start()]
            ):
                return f"{first}-{last}"
    single = _ONE_YEAR.search(folded)
    return single[1] if single else None


@cache
def _broken(name: str) -> re.Pattern[str]:
    """The kind letter-spaced, or broken by the scanner: "C O N V E N T I O N", "CONVE NTION"."""
    return re.compile("[ ]{0,2}".join(fold(name)) + r"(?!\w)")


def _kind_at(text: str, folded: str, line: Line) -> tuple[int, str | None]:
    """Where the words of a line begin, and the kind of agreement that the first of them names."""
    marks = MARKS.match(text, line.start, line.end)
    start = marks.end() if marks else line.start
    words = text[start : min(line.end, start + 300)]
    if not words or not words[0].isupper() or is_sentence(words):
        return start, None
    prefix = _PREFIX.match(folded, start)
    at = prefix.end() if prefix else start
    for kind in KINDS:
        if _kind(kind).match(folded, at) or (words[:6].isupper() and _broken(kind).match(folded, start)):
            return start, kind
    return start, None


def _opens(text: str, folded: str, line: Line) -> bool:
    marks = MARKS.match(text, line.start, line.end)
    return bool(load_lexicon("titles")["opening"].pattern.match(folded, marks.end() if marks else line.start))


def _last_line(text: str, folded: str, top: Sequence[Line], index: int) -> int:
    """The last line of the title that begins at `index`: before the opening of the parties, a sentence, a preamble."""
    last = index
    for place in range(index + 1, len(top)):
        line = top[place]
        if line.end - top[index].start > _LONGEST:
            break
        words = text[line.start : line.end].strip()
        if _opens(text, folded, line) and not _names_only(text, folded, top, place):
            break
        if load_lexicon("titles")["party"].search(folded, line.start, line.end) or is_sentence(words):
            break
        if words.endswith((".", ";")) or words.startswith(("(", "[")):
            break
        if not _belongs(text, top, place):
            break
        last = place
    return last


def _belongs(text: str, top: Sequence[Line], place: int) -> bool:
    """Does the line go on with a title? Directly below it; or in a block of its own that "entre" or years head."""
    gap = text.count("\n", top[place - 1].end, top[place].start)
    words = fold(text[top[place].start : top[place].end].strip(" *_#"))
    before = fold(text[top[place - 1].start : top[place - 1].end].strip(" *_#"))
    if gap <= 1:
        return True
    return bool(
        re.match(
            r"(?:entre|et|relati|pour|portant|concernant|de |du |n[°o]|(?:19|20)\d\d|annee|saison|periode|avec|sur )",
            words,
        )
        or before in ("entre", "et", "avec")
        or before.endswith(",")
    )


def _names_only(text: str, folded: str, top: Sequence[Line], place: int) -> bool:
    """Is this "entre" part of the title: names alone up to another "Entre les soussignés" below?"""
    line = top[place]
    if not re.match(r"\W*entre", folded[line.start : line.end]) or "soussign" in folded[line.start : line.end]:
        return False
    party = load_lexicon("titles")["party"]
    for later in top[place + 1 :]:
        if _opens(text, folded, later) and later.end - line.start < 1500:
            return True
        if party.search(folded, later.start, later.end):
            return False
    return False
