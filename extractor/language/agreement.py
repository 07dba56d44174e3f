"""The chosen headings of one agreement in, all its headings out: articles with titles, parts, annexes, margins.

A file may hold several agreements, one after the other; each is read by itself.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Line
from extractor.language.facts import ArticleKind
from extractor.language.folding import fold
from extractor.language.heading_context import Candidate
from extractor.language.heading_titles import HeadingTitle, trim
from extractor.language.numbering import Chosen
from extractor.language.sections import choose_annexes, find_preamble, find_signing
from extractor.language.title_places import Titles

_RULES = {"damaged": "heading-recovered", "inline": "heading-recovered", "unnumbered": "heading-recovered"}


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as decided: what it opens, where it begins, where its title stands and its body begins."""

    kind: ArticleKind
    level: int
    number: str | None
    start: int
    line: int
    title: HeadingTitle | None = None
    rule: str = "heading"
    confidence: float = 1.0


def _start(candidate: Candidate) -> int:
    return candidate.start


class Agreement:
    """One agreement between `low` and `high`: its headings; nothing outlives the call."""

    def __init__(
        self,
        text: str,
        folded: str,
        lines: Sequence[Line],
        candidates: Sequence[Candidate],
        chain: Sequence[Chosen],
        low: int,
        high: int,
    ) -> None:
        self.text, self.folded, self.lines = text, folded, lines
        self.chain, self.low, self.high = chain, low, high
        first, last = (bisect.bisect_left(candidates, edge, key=_start) for edge in (low, high))
        self.candidates = candidates[first:last]

    def heads(self) -> list[Head]:
        annexes = self._annexes()
        border = annexes[0].start if annexes else self.high
        parts = self._parts(border)
        chosen = {c.candidate.line for c in self.chain}
        numbered = [
            c for c in self.candidates if len(c.path) > 1 and c.form in ("word", "bare") and c.line not in chosen
        ]
        stops = {c.candidate.line for c in self.chain} | {c.line for c in (*parts, *annexes, *numbered)}
        titles = Titles(self.text, self.lines, sorted(stops))
        above = titles.styles([c.candidate for c in self.chain])
        heads = [self._article(chosen, titles, above, border) for chosen in self.chain]
        heads = self._without_doubles(heads)
        for part, label in zip(parts, part_labels(parts), strict=True):
            heads.append(Head("part", 0, label, part.start, part.line, titles.of(part), "part"))
        for place, annex in enumerate(annexes, 1):
            label = annex.readings[0].suffix or annex.readings[0].label if annex.readings else str(place)
            title = titles.of(annex)
            if fold(self.text[title.start : title.end]) in ("annexe", "annexes"):  # the word printed twice
                title = HeadingTitle(title.end, title.end, title.heading_end)
            heads.append(Head("annex", 1, f"annex-{label}", annex.start, annex.line, title, "annex"))
        heads += self._margins(heads, border)
        heads += self._subarticles(heads, numbered, titles)
        return heads

    def _annexes(self) -> list[Candidate]:
        """Annex headings; those of the articles inside an annex do not count against it."""
        first = next((i for i, c in enumerate(self.chain) if i and c.first == 1), len(self.chain))
        last = self.chain[first - 1].candidate.rest if self.chain else self.low
        until = self.chain[first].candidate.start if first < len(self.chain) else self.high
        signed = find_signing(self.text, self.folded, self.lines, last, until)
        return choose_annexes(self.candidates, self.chain, signed)

    def _parts(self, border: int) -> list[Candidate]:
        """TITRE, CHAPITRE …; and "I.- Dispositions générales" where an article follows at once."""
        if not self.chain:
            return []
        starts = {c.candidate.line for c in self.chain}
        opened = {line - 1 for line in starts} | {line - 2 for line in starts}
        groups = [
            c
            for c in self.candidates
            if c.form == "bare"
            and c.line not in starts
            and len(c.path) == 1
            and c.readings[0].roman
            and c.line + 1 in starts
            and c.strength >= 2.0
        ]
        named = [c for c in self.candidates if c.form == "part"]
        return sorted([c for c in (*named, *groups) if c.start < border or c.line in opened], key=lambda c: c.start)

    def _article(self, chosen: Chosen, titles: Titles, above: dict[int, tuple[int, int]], border: int) -> Head:
        candidate = chosen.candidate
        recovered = chosen.inferred or chosen.number.cost > 0 or candidate.form in _RULES
        rule = (
            "heading-recovered"
            if recovered
            else "heading-numbered"
            if candidate.form in ("bare", "paragraph")
            else "heading"
        )
        level, label = (1, chosen.number.label) if candidate.start < border else (2, chosen.number.label)
        confidence = 0.7 if recovered else 1.0
        if candidate.line in above:
            end = candidate.rest if self.text[candidate.rest : candidate.end].strip() else candidate.end
            title = HeadingTitle(*trim(self.text, *above[candidate.line]), end)
            return Head("article", level, label, title.start, candidate.line, title, rule, confidence)
        title = titles.of(candidate)
        return Head("article", level, label, candidate.start, candidate.line, title, rule, confidence)

    def _without_doubles(self, heads: list[Head]) -> list[Head]:
        """A heading printed twice, at once or as a running head on the next page, is one: the second goes."""
        kept: list[Head] = []
        for head in heads:
            before = kept[-1] if kept else None
            if before and (before.number, before.level) == (head.number, head.level) and head.title and before.title:
                words, again = self._words(before), self._words(head)
                between = self.text[before.title.heading_end : head.start].strip(" \n\t*#_.:-–—―")
                if words and (words == again or self._line(before) == self._line(head)):
                    if not between:
                        kept[-1] = replace(before, title=head.title)
                    continue
                if not words and not between:
                    kept[-1] = replace(before, title=head.title)
                    continue
            kept.append(head)
        return kept

    def _line(self, head: Head) -> str:
        line = self.lines[head.line]
        return fold(self.text[line.start : line.end])

    def _words(self, head: Head) -> str:
        return fold(self.text[head.title.start : head.title.end]) if head.title else ""

    def _margins(self, heads: Sequence[Head], border: int) -> list[Head]:
        """Preamble before the first article, signature block behind the last."""
        main = [h for h in heads if h.kind in ("article", "part") and h.start < border]
        last = max((h.title.heading_end if h.title else h.start for h in main), default=self.low)
        found = []
        signing = find_signing(self.text, self.folded, self.lines, last, border)
        if signing is not None:
            found.append(Head("signature", 1, None, signing, -1, None, "signature"))
        first = min((h.start for h in main), default=self.low)
        preamble = find_preamble(self.text, self.folded, self.lines, self.low, first)
        if preamble:
            start, end = preamble
            title = HeadingTitle(*trim(self.text, start, end), end) if end > start else None
            found.append(Head("preamble", 1, None, start, -1, title, "preamble"))
        return found

    def _subarticles(self, heads: Sequence[Head], numbered: Sequence[Candidate], titles: Titles) -> list[Head]:
        """ "3.2 Suivi" inside article 3, each the next of its kind."""
        tops = sorted((h for h in heads if h.kind != "part"), key=lambda h: h.start)
        starts = [h.start for h in tops]
        found: list[Head] = []
        path: tuple[int, ...] = ()
        inside: Head | None = None
        for candidate in numbered:
            place = bisect.bisect_right(starts, candidate.start) - 1
            top = tops[place] if place >= 0 else None
            if top is not inside:
                inside, path = top, ()
            if top is None or top.kind != "article" or candidate.strength < -1:
                continue
            orphan = candidate.form == "word" and candidate.strength >= 4  # its article's own heading is lost
            if top.number != str(candidate.path[0]) and not orphan:
                continue
            if not follows(path, candidate.path) and not (orphan and candidate.path[0] != (path or (0,))[0]):
                continue
            path = candidate.path
            level = len(path) + top.level - 1
            label = candidate.readings[0].label
            title = titles.of(candidate, below=not self.text[candidate.rest : candidate.end].strip())
            found.append(Head("article", level, label, candidate.start, candidate.line, title, "sub-heading"))
        return found


def part_labels(parts: Sequence[Candidate]) -> list[str]:
    """The numbers of TITRE, CHAPITRE …: a letter stays one unless it is a misread numeral ("TITRE H" after TITRE I)."""
    labels: list[str] = []
    last: dict[str, int] = {}  # the latest number of each kind
    for part in parts:
        number = part.readings[0]
        letter = number.suffix.upper() if len(number.suffix) == 1 else ""
        if letter and part.name in last:
            labels.append(str(last[part.name] + 1))
        else:
            labels.append(letter or number.label)
        if not letter or part.name in last:
            last[part.name] = last[part.name] + 1 if letter else number.path[0]
    return labels


def follows(path: tuple[int, ...], new: tuple[int, ...]) -> bool:
    """Is `new` the next sub-article after `path`: (2, 1) after nothing, (2, 2) or (2, 1, 1) after (2, 1)?"""
    if not path:
        return all(n == 1 for n in new[1:])
    if len(new) > len(path):
        return new[: len(path)] == path and all(n == 1 for n in new[len(path) :])
    return new[:-1] == path[: len(new) - 1] and 0 < new[-1] - path[len(new) - 1] <= 2
