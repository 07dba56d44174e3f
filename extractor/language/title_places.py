"""The headings of a text in, where each one's title stands out: on its line, on the next, or on the line before.

Whether the line below a bare "Article 3" is a title is a habit of the document, found by looking at all of them.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from extractor.document import Line
from extractor.language.folding import fold
from extractor.language.heading_context import Candidate, is_parted
from extractor.language.heading_titles import HeadingTitle, begins_sentence, is_title, read_title, trim
from extractor.language.sections import names_agreement
from extractor.language.topics import title_topic

_BEFORE, _SOME, _BELOW, _RUN_IN = 0.7, 0.3, 0.5, 0.4  # shares of bare headings that make a habit
_CLOSED = 0.6  # of bare headings with such a title below
_CROWN_WORDS = 9  # of a title above a numbered paragraph


def crown_of(text: str, lines: Sequence[Line], line: int) -> tuple[int, int] | None:
    """A short title alone on the line above a numbered paragraph: "Durée de l'entente", then "2. L'entente dure …"."""
    if line < 2:
        return None
    above = lines[line - 1]
    words = text[above.start : above.end].strip(" *_#")
    if not words[:1].isupper() or len(words.split()) > _CROWN_WORDS or words.endswith((".", ":", ";", ",")):
        return None
    if above.kind in ("item", "table", "note") or not is_title(words) or begins_sentence(words):
        return None
    before = text[lines[line - 2].start : lines[line - 2].end].rstrip()
    closed = is_parted(text, lines, line - 1) or before.endswith((".", ";", ":", ")", "»"))
    return trim(text, above.start, above.end) if closed else None


class Titles:
    """`stops` are the lines with headings, sorted."""

    def __init__(self, text: str, lines: Sequence[Line], stops: Sequence[int]) -> None:
        self.text, self.lines, self.stops = text, lines, stops
        self.below: bool | None = None
        self.run_in = False
        self.closed = False  # titles below their headings end in full stops, as sentences do

    def _stop(self, line: int) -> int:
        place = bisect.bisect_right(self.stops, line)
        return self.stops[place] if place < len(self.stops) else len(self.lines)

    def of(self, candidate: Candidate, *, below: bool = True) -> HeadingTitle:
        """The title of a heading by its own words and, unless the document has another habit, the line below."""
        stop = self._stop(candidate.line)
        found = read_title(self.text, self.lines, candidate.line, candidate.rest, stop, below=below)
        if candidate.form in ("part", "annex"):
            return found
        bare = not self.text[candidate.rest : candidate.end].strip()
        if bare and below and self.closed and (closed := self._stopped(candidate.line + 1, candidate, stop)):
            return closed
        if found.end == found.start:
            index = candidate.line + 1 if bare else candidate.line
            lenient = (below and self.below) if bare else not self.run_in
            return (self._stopped(index, candidate, stop) if lenient else None) or found
        if bare and self.below is False and not self._plain(found):
            return HeadingTitle(candidate.rest, candidate.rest, candidate.end)
        if not bare and self.run_in and not self._plain(found):
            return HeadingTitle(candidate.rest, candidate.rest, candidate.rest)
        return found

    def _stopped(self, index: int, candidate: Candidate, stop: int) -> HeadingTitle | None:
        """A long title with a full stop, the printer's or a speck: alone between blank lines, with a body behind it."""
        if index + 1 >= min(stop, len(self.lines)) or not is_parted(self.text, self.lines, index + 1):
            return None
        start, end = max(candidate.rest, self.lines[index].start), self.lines[index].end
        words = self.text[start:end].strip()
        doubtful = begins_sentence(words) and not self.closed
        if not words.endswith(".") or not is_title(words.rstrip(". ")) or doubtful:
            return None
        return HeadingTitle(*trim(self.text, start, end), end)

    def _plain(self, title: HeadingTitle) -> bool:
        """So plainly a title that no habit speaks against it: a few words that name a clause, without a full stop."""
        words = self.text[title.start : title.heading_end].strip()
        short = 0 < len(words.split()) <= 6 and not words.endswith(".")
        return short and (words.isupper() or title_topic(words) is not None)

    def styles(self, candidates: Sequence[Candidate]) -> dict[int, tuple[int, int]]:
        """Learn the habits; gives the line of each heading whose title stands above it → that title's place."""
        worded = [c for c in candidates if c.form in ("word", "damaged", "inline")]
        bare = [c for c in worded if not self.text[c.rest : c.end].strip()]
        self.run_in = self._runs_in([c for c in worded if self.text[c.rest : c.end].strip()])
        paragraphs = [c for c in candidates if c.form == "paragraph"]
        if paragraphs and not worded:
            return {c.line: place for c in paragraphs if (place := crown_of(self.text, self.lines, c.line))}
        titleless = worded if self.run_in else bare
        if not titleless:
            return {}
        above = {c.line: place for c in titleless if (place := self._title_above(c.line))}
        below = sum(self._holds_title(c) for c in bare)
        ended = sum(self._stopped(c.line + 1, c, self._stop(c.line)) is not None for c in bare)
        if ended >= max(3, _CLOSED * len(bare)) and ended > below:
            self.below = self.closed = True
            return {}
        many = len(above) >= _BEFORE * len(titleless) and len(above) > below
        some = len(above) >= max(2, _SOME * len(titleless)) and not below
        if many or some:
            self.below = False
            return above
        self.below = below >= _BELOW * len(bare) if bare else None
        return {}

    def _runs_in(self, candidates: Sequence[Candidate]) -> bool:
        """Do the articles begin on the line of their number: mostly sentences, and hardly a title set apart?"""
        sentences = apart = 0
        for candidate in candidates:
            stop = self._stop(candidate.line)
            title = read_title(self.text, self.lines, candidate.line, candidate.rest, stop, below=False)
            sentences += title.end == title.start
            apart += title.end > title.start and self._plain(title)
        return sentences >= _RUN_IN * len(candidates) and sentences > apart

    def _holds_title(self, candidate: Candidate) -> bool:
        """Is the line below a title, with a body behind it?"""
        stop = self._stop(candidate.line)
        title = read_title(self.text, self.lines, candidate.line, candidate.rest, stop)
        if title.end == title.start or self.text[title.start : title.heading_end].rstrip().endswith("."):
            return False
        limit = self.lines[stop].start if stop < len(self.lines) else len(self.text)
        return bool(self.text[title.heading_end : limit].strip())

    def _title_above(self, line: int) -> tuple[int, int] | None:
        """The title set apart on the line before a heading, or on two lines in capitals."""
        index = line - 1
        if index < 0 or index in self.stops:
            return None
        start, end = self.lines[index].start, self.lines[index].end
        if not is_parted(self.text, self.lines, index):
            above = self.lines[index - 1]
            both = self.text[above.start : end]
            if not both.isupper() or index - 1 in self.stops or not is_parted(self.text, self.lines, index - 1):
                return None
            start = above.start
        words = self.text[start:end].strip()
        if len(words) > 120 or words.endswith((":", ";")) or words.startswith(("-", "–", "•", "(")):
            return None
        # the first line of all is the document's own title: "AVENANT", above "Article unique"
        own = index == 0 and names_agreement(words, fold(words), 0)
        return (start, end) if is_title(words) and not own else None
