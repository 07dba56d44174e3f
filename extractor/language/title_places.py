"""The headings of a text in, where each one's title stands out: on its line, on the next, or on the line before.

Whether the line below a bare "Article 3" is a title is a habit of the document, found by looking at all of them.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from extractor.document import Line
from extractor.language.heading_context import Candidate, is_parted
from extractor.language.heading_titles import HeadingTitle, is_title, read_title
from extractor.language.topics import title_topic

_BEFORE, _BELOW = 0.7, 0.5  # shares of bare headings that make a habit


class Titles:
    """`stops` are the lines with headings, sorted."""

    def __init__(self, text: str, lines: Sequence[Line], stops: Sequence[int]) -> None:
        self.text, self.lines, self.stops = text, lines, stops
        self.below: bool | None = None

    def _stop(self, line: int) -> int:
        place = bisect.bisect_right(self.stops, line)
        return self.stops[place] if place < len(self.stops) else len(self.lines)

    def of(self, candidate: Candidate, *, below: bool = True) -> HeadingTitle:
        """The title of a heading by its own words and, unless the document has another habit, the line below."""
        stop = self._stop(candidate.line)
        found = read_title(self.text, self.lines, candidate.line, candidate.rest, stop, below=below)
        bare = not self.text[candidate.rest : candidate.end].strip()
        if bare and candidate.form not in ("part", "annex") and self.below is False and not self._plain(found):
            return HeadingTitle(candidate.rest, candidate.rest, candidate.end)
        return found

    def _plain(self, title: HeadingTitle) -> bool:
        """So plainly a title that no habit speaks against it: a few words that name a clause, without a full stop."""
        words = self.text[title.start : title.heading_end].strip()
        short = 0 < len(words.split()) <= 6 and not words.endswith(".")
        return short and (words.isupper() or title_topic(words) is not None)

    def styles(self, candidates: Sequence[Candidate]) -> dict[int, int]:
        """Learn the habit; gives the line of each heading whose title stands above it, and the line of that title."""
        bare = [c for c in candidates if not self.text[c.rest : c.end].strip() and c.form in ("word", "damaged")]
        if not bare:
            return {}
        above = {c.line: c.line - 1 for c in bare if self._is_title_line(c.line - 1)}
        below = sum(self._holds_title(c) for c in bare)
        if len(above) >= _BEFORE * len(bare) and len(above) > below:
            self.below = False
            return above
        self.below = below >= _BELOW * len(bare)
        return {}

    def _holds_title(self, candidate: Candidate) -> bool:
        """Is the line below a title, with a body behind it?"""
        stop = self._stop(candidate.line)
        title = read_title(self.text, self.lines, candidate.line, candidate.rest, stop)
        if title.end == title.start or self.text[title.start : title.heading_end].rstrip().endswith("."):
            return False
        limit = self.lines[stop].start if stop < len(self.lines) else len(self.text)
        return bool(self.text[title.heading_end : limit].strip())

    def _is_title_line(self, index: int) -> bool:
        if index < 0 or index in self.stops or not is_parted(self.text, self.lines, index):
            return False
        line = self.lines[index]
        words = self.text[line.start : line.end].strip()
        if len(words) > 120 or words.endswith((".", ":", ";")) or words.startswith(("-", "–", "•")):
            return False
        return is_title(words)
