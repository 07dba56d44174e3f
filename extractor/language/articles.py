"""Text and lines in, its articles out, with parts, preamble, annexes and signature block: the map every fact refers to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.document import Line, lines_of
from extractor.language.facts import Article, Doubt
from extractor.language.folding import fold
from extractor.language.heading_titles import HeadingTitle, is_title, one_line, read_title, trim
from extractor.language.headings import Candidate, find_candidates
from extractor.language.numbering import Chosen, choose_sequence
from extractor.language.sections import choose_annexes, find_preamble, find_signature_start


def find_articles(text: str, lines: Sequence[Line] = ()) -> tuple[Article, ...]:
    """The sections of a text in its order, parents before children: parts, preamble, articles, annexes, signature."""
    return _Survey(text, lines or lines_of(text)).sections()


def article_doubts(text: str, lines: Sequence[Line], articles: Sequence[Article]) -> tuple[Doubt, ...]:
    """What is odd about the numbering: gaps, repeats, recovered headings, a second convention."""
    return ()


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading as decided: what it is, its number and title, where it begins and where its body does."""

    kind: str
    level: int
    number: str | None
    start: int
    title: HeadingTitle | None
    rule: str
    confidence: float = 1.0
    line: int = 0


class _Survey:
    """One reading of a text; nothing outlives the call."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text, self.lines = text, lines
        self.folded = fold(text)
        self.candidates = find_candidates(text, self.folded, lines)

    def sections(self) -> tuple[Article, ...]:
        words = [c for c in self.candidates if c.form in ("word", "inline", "damaged")]
        chain = choose_sequence(words)
        if not chain:
            chain = _numbered(self.candidates)
        heads = self._heads(chain)
        return self._spans(heads)

    def _heads(self, chain: Sequence[Chosen]) -> list[_Head]:
        annexes = choose_annexes(self.text, self.candidates, chain, self.lines)
        border = annexes[0].start if annexes else len(self.text)
        parts = [c for c in self.candidates if c.form == "part" and chain]
        stops = sorted({c.candidate.line for c in chain} | {c.line for c in parts} | {c.line for c in annexes})
        before = self._titles_before(chain, stops)
        heads: list[_Head] = []
        for chosen in chain:
            heads.append(self._article(chosen, stops, before, inside_annex=chosen.candidate.start > border))
        for part in parts:
            title = read_title(self.text, self.lines, part.line, part.rest, _next(stops, part.line, len(self.lines)))
            heads.append(_Head("part", 0, part.readings[0].label, part.start, title, "part", line=part.line))
        for place, annex in enumerate(annexes, 1):
            label = annex.readings[0].suffix or annex.readings[0].label if annex.readings else str(place)
            title = read_title(self.text, self.lines, annex.line, annex.rest, _next(stops, annex.line, len(self.lines)))
            heads.append(_Head("annex", 1, f"annex-{label}", annex.start, title, "annex", line=annex.line))
        main = [h for h in heads if h.kind in ("article", "part") and h.level <= 1]
        last = max((h.title.heading_end if h.title else h.start for h in main), default=0)
        signing = find_signature_start(self.text, self.folded, self.lines, last, border)
        if signing is not None:
            heads.append(_Head("signature", 1, None, signing, None, "signature"))
        first = min((h.start for h in main), default=0)
        preamble = find_preamble(self.text, self.folded, self.lines, first) if main else None
        if preamble:
            title = HeadingTitle(*trim(self.text, *preamble), preamble[1]) if preamble[1] > preamble[0] else None
            heads.append(_Head("preamble", 1, None, preamble[0], title, "preamble"))
        heads.extend(self._subarticles(heads, border))
        return sorted(heads, key=lambda h: (h.start, h.level))

    def _article(self, chosen: Chosen, stops: Sequence[int], before: dict[int, int], *, inside_annex: bool) -> _Head:
        candidate, number = chosen.candidate, chosen.number
        rule = {"damaged": "heading-recovered", "inline": "heading-inline", "bare": "heading-numbered"}.get(candidate.form, "heading")
        if candidate.line in before:
            line = self.lines[before[candidate.line]]
            title = HeadingTitle(*trim(self.text, line.start, line.end), candidate.end)
            return _Head("article", 2 if inside_annex else 1, number.label, line.start, title, rule, line=candidate.line)
        stop = _next(stops, candidate.line, len(self.lines))
        title = read_title(self.text, self.lines, candidate.line, candidate.rest, stop, below=not before)
        return _Head("article", 2 if inside_annex else 1, number.label, candidate.start, title, rule, line=candidate.line)

    def _titles_before(self, chain: Sequence[Chosen], stops: Sequence[int]) -> dict[int, int]:
        """Line of an article → the line above it that holds its title, where the document writes titles so."""
        above: dict[int, int] = {}
        bare = below = 0
        for chosen in chain:
            candidate = chosen.candidate
            if self.text[candidate.rest : candidate.end].strip():
                continue
            bare += 1
            stop = _next(stops, candidate.line, len(self.lines))
            title = read_title(self.text, self.lines, candidate.line, candidate.rest, stop)
            below += title.end > title.start
            index = candidate.line - 1
            if index >= 0 and index not in stops and self._title_line(index):
                above[candidate.line] = index
        return above if bare and len(above) >= 0.7 * bare and len(above) > below else {}

    def _title_line(self, index: int) -> bool:
        line = self.lines[index]
        words = self.text[line.start : line.end].strip()
        alone = index == 0 or self.text.count("\n", self.lines[index - 1].end, line.start) > 1
        return alone and is_title(words) and len(words) <= 120 and not words.endswith((".", ":")) and not words.startswith(("-", "–", "•"))

    def _subarticles(self, heads: Sequence[_Head], border: int) -> list[_Head]:
        tops = sorted((h for h in heads if h.level <= 1 and h.kind != "part"), key=lambda h: h.start)
        stops = sorted({h.line for h in heads} | {c.line for c in self.candidates if c.readings and len(c.readings[0].path) > 1})
        found: list[_Head] = []
        place, seen = 0, [0]
        path: tuple[int, ...] = ()
        for candidate in self.candidates:
            if not candidate.readings or len(candidate.readings[0].path) < 2 or candidate.strength < -1:
                continue
            while place < len(tops) and tops[place].start <= candidate.start:
                place += 1
                path = ()
            if not place or tops[place - 1].kind != "article" or tops[place - 1].number != str(candidate.readings[0].path[0]):
                continue
            reading = candidate.readings[0].path
            if not _follows(path, reading):
                continue
            path = reading
            title = read_title(self.text, self.lines, candidate.line, candidate.rest, _next(stops, candidate.line, len(self.lines)), below=False)
            found.append(_Head("article", len(reading), candidate.readings[0].label, candidate.start, title, "sub-heading", line=candidate.line))
        return found

    def _spans(self, heads: Sequence[_Head]) -> tuple[Article, ...]:
        articles: list[Article] = []
        for place, head in enumerate(heads):
            end = len(self.text)
            for later in heads[place + 1 :]:
                if later.kind in ("annex", "signature", "preamble") or later.kind == head.kind and later.level <= head.level or later.kind == "part":
                    end = later.start
                    break
                if later.kind == "article" and head.kind != "part" and later.level <= head.level:
                    end = later.start
                    break
            title = head.title
            shown = one_line(self.text[title.start : title.end]) if title and title.end > title.start else None
            heading_end = max(head.start, title.heading_end if title else head.start)
            stop = head.start + len(self.text[head.start : end].rstrip())
            articles.append(
                Article(
                    start=head.start, end=max(stop, heading_end), kind=head.kind, number=head.number, title=shown,  # type: ignore[arg-type]
                    level=head.level, heading_start=head.start, heading_end=min(heading_end, max(stop, head.start)), rule=head.rule, confidence=head.confidence,
                )
            )
        return tuple(articles)


def _next(stops: Sequence[int], line: int, end: int) -> int:
    import bisect

    place = bisect.bisect_right(stops, line)
    return stops[place] if place < len(stops) else end


def _follows(path: tuple[int, ...], new: tuple[int, ...]) -> bool:
    if not path:
        return all(n == 1 for n in new[1:])
    if len(new) > len(path):
        return new[: len(path)] == path and all(n == 1 for n in new[len(path) :])
    return new[:-1] == path[: len(new) - 1] and 0 < new[-1] - path[len(new) - 1] <= 2


def _numbered(candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """Articles without the word, where the whole is a sound sequence: it starts at 1 and hardly skips or repeats."""
    best: tuple[Chosen, ...] = ()
    for roman in (False, True):
        group = [
            replace(c, strength=c.strength - 1.0)
            for c in candidates
            if c.form == "bare" and len(c.readings[0].path) == 1 and c.readings[0].roman is roman and c.strength > -4
        ]
        chain = choose_sequence(group)
        numbers = [c.number.path[0] for c in chain]
        steps = sum(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False))
        if len(chain) >= 3 and numbers[0] == 1 and steps >= 0.8 * (len(chain) - 1) and len(chain) > len(best):
            best = chain
    return best
