"""Candidates in, those of a table of contents set aside: dotted leaders, page numbers, or a first run without bodies."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Line
from extractor.language.heading_context import Candidate, is_contents_line
from extractor.language.heading_titles import is_sentence

_LEVELS = ("word", "bare", "part", "annex", "unnumbered", "damaged")


def find_contents(text: str, lines: Sequence[Line], candidates: Sequence[Candidate]) -> tuple[tuple[int, int], ...]:
    """First and last line of each table of contents."""
    found: list[tuple[int, int]] = []
    listed = [c for c in candidates if c.form in _LEVELS]
    place = 0
    while place < len(listed):
        last = place
        highest = listed[place].path
        while last + 1 < len(listed) and _adjoin(text, lines, listed[last].line, listed[last + 1].line):
            path = listed[last + 1].path if listed[last + 1].form in ("word", "bare") else ()
            if path and highest and path <= highest:
                break  # the numbers start again: the list is over
            highest, last = path or highest, last + 1
        run = listed[place : last + 1]
        if _is_contents(run, listed[last + 1 :]):
            end = run[-1].line
            while end + 1 < len(lines) and is_contents_line(text, lines[end + 1], lines[end + 1].start):
                end += 1
            found.append((run[0].line, end))
        place = last + 1
    return tuple(found)


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


def _is_contents(run: Sequence[Candidate], later: Sequence[Candidate]) -> bool:
    marked = sum(c.contents for c in run)
    if marked >= 2 and marked >= 0.4 * len(run):
        return True
    numbers = [c.path for c in run if c.path and c.form in ("word", "bare")]
    if len(numbers) < 2 or len(set(numbers)) < len(numbers):
        return False
    again = {c.path for c in later if c.form in ("word", "bare", "damaged")}
    return len(numbers) >= 2 and sum(n in again for n in numbers) >= 0.6 * len(numbers)
