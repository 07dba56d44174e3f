"""Text and lines in, its articles out, with parts, preamble, annexes and signature block: the map every fact refers to."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.document import Line, lines_of
from extractor.language.agreement import Agreement, Head
from extractor.language.article_doubts import article_doubts
from extractor.language.contents import find_contents
from extractor.language.facts import Article
from extractor.language.folding import fold
from extractor.language.heading_context import Candidate
from extractor.language.heading_titles import one_line
from extractor.language.headings import find_candidates
from extractor.language.numbering import Chosen, choose_sequence, fill_holes, mend
from extractor.language.sections import next_agreement
from extractor.language.title_places import crown_of
from extractor.language.topics import title_topic
from extractor.language.wordless import choose_wordless

__all__ = ["article_doubts", "find_articles"]

_ANNOUNCED = re.compile(
    r"(?:(?:conven\w*|conviennent|entendue?s?|arret\w+|fait\s+foi|atteste\w*|stipul\w+)(?:[\s,][^.:;]{0,160}?)?\s+(?:ce\s+qui|qu'il|comme)\s+suit"
    r"|dispositions\s+suivantes\s*(?=:)|ainsi\s+qu'il\s+suit|fait\s+foi\s*(?=:))"
    r"[\s:;.,—–-]*(?:\n[ \t]*[^\n.;:]{3,140})?\s*$"  # a title may stand above the first paragraph
)
_REACH = 420
_NEAR = 4  # line breaks between the heading of an annex and its own title


def find_articles(text: str, lines: Sequence[Line] = ()) -> tuple[Article, ...]:
    """The sections of a text in its order, parents before children: parts, preamble, articles, annexes, signature."""
    lines = lines or lines_of(text)
    folded = fold(text)
    candidates = find_candidates(text, folded, lines)
    candidates = _without_contents(text, lines, candidates)
    chain = choose_chain(text, lines, candidates)
    if not chain and (sections := _sections(candidates)):
        candidates = sections
        chain = choose_chain(text, lines, candidates)
    found: list[Article] = []
    for low, high, piece in _agreements(text, folded, lines, candidates, chain):
        heads = Agreement(text, folded, lines, candidates, piece, low, high).heads()
        found.extend(_with_spans(text, sorted(heads, key=lambda h: (h.start, h.level)), high))
    return tuple(found)


def _sections(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates with "Section 1", "Section 2" … as articles, where nothing else is one; () where they are too few."""
    sections = [c for c in candidates if c.form == "part" and c.name == "section"]
    if len(sections) < 3 or [c.path for c in sections] != [(number,) for number in range(1, len(sections) + 1)]:
        return ()
    return tuple(replace(c, form="word") if c in sections else c for c in candidates)


def _without_contents(text: str, lines: Sequence[Line], candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that are no entries of a table of contents; a heading may end in dots to fill in."""
    contents = find_contents(text, lines, candidates)
    listed = {line for low, high in contents for line in range(low, high + 1)}
    left = [c for c in candidates if c.line not in listed]
    plain = {c.path for c in left if not c.contents}
    return tuple(c for c in left if not c.contents or (c.path and c.path not in plain))


def _choose_worded(text: str, candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The headings that have the word; "§ 1" below an article is a paragraph of it, and else an article itself."""
    marked = [c for c in candidates if text.startswith("§", c.start)]
    plain = [c for c in candidates if not text.startswith("§", c.start)]
    worded = choose_sequence(plain)
    inside = bool(marked and worded) and worded[0].candidate.start < marked[0].start and marked[0].path[:1] == (1,)
    return worded if inside or not marked else choose_sequence(candidates)


def choose_chain(text: str, lines: Sequence[Line], candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The articles' headings: those with the word; without any, a sound sequence of numbered titles."""
    worded = _choose_worded(text, [c for c in candidates if c.form in ("word", "inline", "damaged")])

    def sure(candidate: Candidate) -> bool:
        words = text[candidate.rest : candidate.end].strip()
        return words.isupper() or title_topic(words) is not None or candidate.strength >= 4.0

    def crowned(candidate: Candidate) -> bool:
        return crown_of(text, lines, candidate.line) is not None

    def announced(candidate: Candidate) -> bool:
        return _ANNOUNCED.search(fold(text[max(0, candidate.start - _REACH) : candidate.start])) is not None

    start = worded[0].candidate.start if worded else len(text)
    annexed = next((c.start for c in candidates if c.form == "annex" and c.strength >= 3.0 and c.start < start), None)
    if worded and annexed is not None:  # the articles with the word are those of an annex
        wordless = choose_wordless([c for c in candidates if c.start < annexed], sure, annexed)
        if wordless:
            return (*wordless, *worded)
    if len(worded) < 3:
        wordless = choose_wordless(candidates, sure, len(text), crowned, announced)
        if len(wordless) > max(1, len(worded)) and wordless[0].candidate.start < start:
            return wordless
        nested = [c for c in candidates if c.form == "word" and len(c.path) == 2 and c.strength > 0]
        if len(nested) >= 3 and not worded:  # "Article 1.1" under "TITRE 1": no article 1 stands above
            return tuple(Chosen(c, c.readings[0]) for c in nested)
    return fill_holes(mend(_before_annexes(worded, candidates)), candidates)


def _before_annexes(chain: Sequence[Chosen], candidates: Sequence[Candidate]) -> tuple[Chosen, ...]:
    """The chain up to an annex behind which it jumps: "Annexe / Article 25" changes article 25 of another text."""
    annexes = [c.start for c in candidates if c.form == "annex" and c.strength >= 1.5]
    for place, (before, after) in enumerate(pairwise(chain), 1):
        jumps = after.first > before.first + 2 and len(chain) - place <= 2
        if jumps and any(before.candidate.start < annex < after.candidate.start for annex in annexes):
            return tuple(chain[:place])
    return tuple(chain)


def _agreements(
    text: str, folded: str, lines: Sequence[Line], candidates: Sequence[Candidate], chain: Sequence[Chosen]
) -> list[tuple[int, int, tuple[Chosen, ...]]]:
    """The stretches of a text that are agreements of their own: where article 1 comes again under another title."""
    borders, pieces = [0], [list(chain[:1])]
    annexes = [c.start for c in candidates if c.form == "annex"]
    for previous, chosen in pairwise(chain):
        if chosen.first == 1 and previous.first >= 1 and chosen.number.rank == 0:
            border = next_agreement(text, folded, lines, previous.candidate.rest, chosen.candidate.start)
            place = bisect.bisect_left(annexes, border) - 1
            titled = place >= 0 and text.count("\n", annexes[place], border) <= _NEAR  # "ANNEXE 1 – CONVENTION TYPE"
            if border < chosen.candidate.start and not titled:
                borders.append(border)
                pieces.append([])
        pieces[-1].append(chosen)
    return [
        (low, high, tuple(piece)) for low, high, piece in zip(borders, [*borders[1:], len(text)], pieces, strict=True)
    ]


def _with_spans(text: str, heads: Sequence[Head], high: int) -> list[Article]:
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


def _ends(heads: Sequence[Head], high: int) -> list[int]:
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
