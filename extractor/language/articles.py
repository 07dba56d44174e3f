"""Text and lines in, its articles out, with parts, preamble, annexes and signature block: the map every fact refers to."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.document import Line, lines_of
from extractor.language.article_doubts import article_doubts
from extractor.language.contents import find_contents
from extractor.language.facts import Article, ArticleKind
from extractor.language.folding import fold
from extractor.language.heading_context import Candidate
from extractor.language.heading_titles import HeadingTitle, one_line, trim
from extractor.language.headings import find_candidates
from extractor.language.numbering import Chosen, choose_sequence, fill_holes, mend
from extractor.language.sections import choose_annexes, find_preamble, find_signing, next_agreement
from extractor.language.title_places import Titles
from extractor.language.topics import title_topic
from extractor.language.wordless import choose_wordless

__all__ = ["article_doubts", "find_articles"]

_RULES = {"damaged": "heading-recovered", "inline": "heading-recovered", "unnumbered": "heading-recovered"}


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading as decided: what it opens, where it begins, where its title stands and its body begins."""

    kind: ArticleKind
    level: int
    number: str | None
    start: int
    line: int
    title: HeadingTitle | None = None
    rule: str = "heading"
    confidence: float = 1.0


def find_articles(text: str, lines: Sequence[Line] = ()) -> tuple[Article, ...]:
    """The sections of a text in its order, parents before children: parts, preamble, articles, annexes, signature."""
    lines = lines or lines_of(text)
    folded = fold(text)
    candidates = find_candidates(text, folded, lines)
    contents = find_contents(text, lines, candidates)
    listed = {line for low, high in contents for line in range(low, high + 1)}
    candidates = tuple(c for c in candidates if not c.contents and c.line not in listed)
    chain = choose_chain(text, candidates)
    found: list[Article] = []
    for low, high, piece in _agreements(text, folded, lines, chain):
        heads = _Agreement(text, folded, lines, candidates, piece, low, high).heads()
        found.extend(_with_spans(text, sorted(heads, key=lambda h: (h.start, h.level)), high))
    return tuple(found)


def choose_chain(text: str, candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The articles' headings: those with the word; without any, a sound sequence of numbered titles."""
    worded = choose_sequence([c for c in candidates if c.form in ("word", "inline", "damaged")])
    if len(worded) < 3:

        def sure(candidate: Candidate) -> bool:
            words = text[candidate.rest : candidate.end].strip()
            return words.isupper() or title_topic(words) is not None or candidate.strength >= 4.0

        wordless = choose_wordless(candidates, sure, len(text))
        if len(wordless) > max(1, len(worded)):
            return wordless
        nested = [c for c in candidates if c.form == "word" and len(c.path) == 2 and c.strength > 0]
        if len(nested) >= 3 and not worded:  # "Article 1.1" under "TITRE 1": no article 1 stands above
            return tuple(Chosen(c, c.readings[0]) for c in nested)
    return fill_holes(mend(worded), candidates)


def _agreements(
    text: str, folded: str, lines: Sequence[Line], chain: Sequence[Chosen]
) -> list[tuple[int, int, tuple[Chosen, ...]]]:
    """The stretches of a text that are agreements of their own: where article 1 comes again under another title."""
    borders, pieces = [0], [list(chain[:1])]
    for previous, chosen in pairwise(chain):
        if chosen.first == 1 and previous.first >= 1 and chosen.number.rank == 0:
            border = next_agreement(text, folded, lines, previous.candidate.rest, chosen.candidate.start)
            if border < chosen.candidate.start:
                borders.append(border)
                pieces.append([])
        pieces[-1].append(chosen)
    return [
        (low, high, tuple(piece)) for low, high, piece in zip(borders, [*borders[1:], len(text)], pieces, strict=True)
    ]


def _start(candidate: Candidate) -> int:
    return candidate.start


class _Agreement:
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

    def heads(self) -> list[_Head]:
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
            heads.append(_Head("part", 0, label, part.start, part.line, titles.of(part), "part"))
        for place, annex in enumerate(annexes, 1):
            label = annex.readings[0].suffix or annex.readings[0].label if annex.readings else str(place)
            heads.append(_Head("annex", 1, f"annex-{label}", annex.start, annex.line, titles.of(annex), "annex"))
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

    def _article(self, chosen: Chosen, titles: Titles, above: dict[int, tuple[int, int]], border: int) -> _Head:
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
            return _Head("article", level, label, title.start, candidate.line, title, rule, confidence)
        title = titles.of(candidate)
        return _Head("article", level, label, candidate.start, candidate.line, title, rule, confidence)

    def _without_doubles(self, heads: list[_Head]) -> list[_Head]:
        """A heading printed twice, with nothing between, is one: the second with its title goes."""
        kept: list[_Head] = []
        for head in heads:
            if kept and kept[-1].number == head.number and kept[-1].level == head.level and head.title:
                before = kept[-1]
                opened = before.title.heading_end if before.title else before.start
                same = self._words(before) in ("", self._words(head))
                if same and not self.text[opened : head.start].strip(" \n\t*#_.:-–—"):
                    kept[-1] = replace(before, title=head.title)
                    continue
            kept.append(head)
        return kept

    def _words(self, head: _Head) -> str:
        return fold(self.text[head.title.start : head.title.end]) if head.title else ""

    def _margins(self, heads: Sequence[_Head], border: int) -> list[_Head]:
        """Preamble before the first article, signature block behind the last."""
        main = [h for h in heads if h.kind in ("article", "part") and h.start < border]
        last = max((h.title.heading_end if h.title else h.start for h in main), default=self.low)
        found = []
        signing = find_signing(self.text, self.folded, self.lines, last, border)
        if signing is not None:
            found.append(_Head("signature", 1, None, signing, -1, None, "signature"))
        first = min((h.start for h in main), default=self.low)
        preamble = find_preamble(self.text, self.folded, self.lines, self.low, first)
        if preamble:
            start, end = preamble
            title = HeadingTitle(*trim(self.text, start, end), end) if end > start else None
            found.append(_Head("preamble", 1, None, start, -1, title, "preamble"))
        return found

    def _subarticles(self, heads: Sequence[_Head], numbered: Sequence[Candidate], titles: Titles) -> list[_Head]:
        """ "3.2 Suivi" inside article 3, each the next of its kind."""
        tops = sorted((h for h in heads if h.kind != "part"), key=lambda h: h.start)
        starts = [h.start for h in tops]
        found: list[_Head] = []
        path: tuple[int, ...] = ()
        inside: _Head | None = None
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
            found.append(_Head("article", level, label, candidate.start, candidate.line, title, "sub-heading"))
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


def _with_spans(text: str, heads: Sequence[_Head], high: int) -> list[Article]:
    """Each heading with what it covers: up to the next of its own or a higher level, or the end of the agreement."""
    articles: list[Article] = []
    annex = ""
    for head, limit in zip(heads, _ends(heads, high), strict=True):
        if head.kind == "annex":
            annex = head.number or ""
        inner = head.kind == "article" and head.level > 1 and head.rule != "sub-heading"
        title = head.title if head.title and head.title.end > head.title.start else None
        heading_end = max(head.start, head.title.heading_end if head.title else head.start)
        heading_end = head.start + len(text[head.start : heading_end].rstrip())
        end = max(head.start + len(text[head.start : limit].rstrip()), heading_end)
        articles.append(
            Article(
                start=head.start,
                end=end,
                kind=head.kind,
                number=f"{annex}.{head.number}" if inner and annex else head.number,
                title=one_line(text[title.start : title.end]) if title else None,
                level=head.level,
                heading_start=head.start,
                heading_end=heading_end,
                rule=head.rule,
                confidence=head.confidence,
            )
        )
    return articles


_DEEPEST = 7


def _ends(heads: Sequence[_Head], high: int) -> list[int]:
    """Where each head's cover ends; from the back, with the nearest later start at each depth.

    A part covers its articles and an annex those inside it; any heading ends a preamble or a signature block.
    """
    ends = [high] * len(heads)
    nearest = [high] * (_DEEPEST + 1)
    for place in range(len(heads) - 1, -1, -1):
        head = heads[place]
        level = min(head.level, _DEEPEST) if head.kind == "article" else 0
        covers = _DEEPEST if head.kind in ("preamble", "signature") else level
        ends[place] = min(nearest[: covers + 1])
        nearest[level:] = [head.start] * (_DEEPEST + 1 - level)
    return ends
