"""Candidates in, those of a table of contents set aside: dotted leaders, page numbers, or a first run without bodies."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence

from extractor.document import Line
from extractor.language.folding import fold
from extractor.language.heading_context import Candidate, is_contents_line
from extractor.language.heading_titles import is_sentence, is_title

_LEVELS = ("word", "bare", "part", "annex", "unnumbered", "damaged")


def find_contents(text: str, lines: Sequence[Line], candidates: Sequence[Candidate]) -> tuple[tuple[int, int], ...]:
    """First and last line of each table of contents."""
    found: list[tuple[int, int]] = []
    listed = [c for c in candidates if c.form in _LEVELS]
    places: dict[tuple[int, ...], list[int]] = {}
    for place, candidate in enumerate(listed):
        if candidate.form in ("word", "bare", "damaged"):
            places.setdefault(candidate.path, []).append(place)
    place = 0
    while place < len(listed):
        last = _end_of_run(text, lines, listed, place)
        run = listed[place : last + 1]

        def again(path: tuple[int, ...], after: int = last) -> Candidate | None:
            known = places.get(path, [])
            at = bisect.bisect_right(known, after)
            return listed[known[at]] if at < len(known) else None

        if _is_contents(text, run, again) or (len(run) > 2 and _is_headed(text, lines, run[0].line)):
            end = run[-1].line
            while end + 1 < len(lines) and is_contents_line(text, lines[end + 1], lines[end + 1].start):
                end += 1
            found.append((run[0].line, end))
        place = last + 1
    return tuple(found)


_HEADED = re.compile(r"[\s#*_]*(?:sommaire|table\s+des\s+matieres|plan\s+de\s+la\s+convention)[\s:*_.]*")


def _is_headed(text: str, lines: Sequence[Line], line: int) -> bool:
    """Whether "SOMMAIRE" stands above the list: entries without a page number are then entries all the same."""
    return any(_HEADED.fullmatch(fold(text[above.start : above.end])) for above in lines[max(line - 2, 0) : line])


def _end_of_run(text: str, lines: Sequence[Line], listed: Sequence[Candidate], place: int) -> int:
    """The last of the candidates that follow each other with nothing between and with rising numbers."""
    highest = listed[place].path
    while place + 1 < len(listed) and _adjoin(text, lines, listed[place].line, listed[place + 1].line):
        path = listed[place + 1].path if listed[place + 1].form in ("word", "bare") else ()
        if path and highest and path <= highest:
            break  # the numbers start again: the list is over
        highest, place = path or highest, place + 1
    return place


def _adjoin(text: str, lines: Sequence[Line], one: int, other: int) -> bool:
    """Nothing between the two lines but the rest of a long entry."""
    between = lines[one + 1 : other]
    if len(between) > 2:
        return False
    for line in between:
        words = text[line.start : min(line.end, line.start + 200)].strip()
        entry = is_contents_line(text, line, line.start)
        if not entry and (len(words) > 90 or words.endswith((".", ";", ":")) or is_sentence(words)):
            return False
    return True


def _is_contents(text: str, run: Sequence[Candidate], again: Callable[[tuple[int, ...]], Candidate | None]) -> bool:
    """Enough leaders or page numbers, or the same headings again below, where the bodies are."""
    marked = sum(c.contents for c in run)
    if marked >= 2 and marked >= 0.4 * len(run):
        return True
    entries = [c for c in run if c.path and c.form in ("word", "bare")]
    if len(entries) < 2 or not all(is_title(_words(text, c)) for c in entries if _words(text, c)):
        return False
    same = 0
    for entry in entries:
        heading = again(entry.path)
        if heading is not None:
            below = _letters(text[heading.rest : heading.rest + 80])
            same += below.startswith(_letters(_words(text, entry))[:8])
    return same >= 0.6 * len(entries)


def _words(text: str, candidate: Candidate) -> str:
    words = text[candidate.rest : min(candidate.end, candidate.rest + 300)]
    return re.sub(r"[\s._…]*\d{0,3}\s*$", "", words)


def _letters(words: str) -> str:
    """What an entry and its heading share, whatever the spacing: `_letters("Objet  – 2") == "objet"`."""
    return re.sub(r"[\W\d_]+", "", fold(words))
