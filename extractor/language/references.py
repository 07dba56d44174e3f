"""Text and articles in, its citations out: of its own articles and annexes, of laws, of other conventions.

An internal one is resolved, broken (there is no such article) or suspicious: the article cited does not hold what the
sentence says it does, and another one does.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.language.cited_texts import find_cited_texts, other_text, raw_target
from extractor.language.facts import Article, Reference
from extractor.language.folding import fold
from extractor.language.heading_numbers import HeadingNumber, read_number
from extractor.language.lexicon import load_lexicon
from extractor.language.relevance import Holdings

_ARTICLE = re.compile(r"(?<![\w.])(?:articles?|art\.)\s+(?:n[°o]s?\s?)?(?=[0-9ivxlpudtcqshrad(])")
_POINT = re.compile(r"(?<!\w)points?\s+(?=\d{1,2}\.\d)")
_NEIGHBOUR = re.compile(r"(?<!\w)article\s+(precedent|suivant)(?!\w)")
_CODE = re.compile(
    r"\(?[lrda]\.?\s?\*?\s?\d[\d.]*(?:-\d+)*(?:(?:\s+et\s+suivants?)?\s?(?:,|et|a|ou)\s+(?:[lrda]\.?\s?)?\d[\d.]*(?:-\d+)*)*"
)
_LONG_NUMBER = re.compile(r"\d{3,5}(?:-\d{1,3})*(?![\d.])")
_ASIDE = re.compile(r"\s?r?\s?\([^()\n]{1,40}\)(?=\s*(?:,|et|ou|a)\s)")
_JOIN = re.compile(r"\s*(?:(,)|(et|ou)|(a|-|–|au))\s+(?:(?:l'|les )(?=\d))?")
_SEPARATED = re.compile(r"[ \t]*(?:[:.–—―*-]|\n|$)")
_ANNEX = re.compile(r"(?<!\w)annexes?(?!\w)(?:\s+(?:n[°o]s?\s?)?)?")
_ANNEX_LABEL = re.compile(r"(\d{1,2}|[ivx]{1,4}|[a-h])(?![\w'])")
_ANNEX_LEAD = re.compile(r"(?:l'|en |cette |ladite |sous )$")
_MOST = 40  # numbers in one list


def find_references(text: str, articles: Sequence[Article]) -> tuple[Reference, ...]:
    """All citations in text order; a list ("articles 4 et 5") gives one for each article cited."""
    folded = fold(text)
    reader = _Reader(text, folded, articles)
    found = [*reader.articles_cited(), *reader.neighbours(), *reader.annexes_cited()]
    found.sort(key=lambda r: (r.start, r.end))
    opening = min((a.start for a in articles), default=0)
    others = _apart(find_cited_texts(text, folded, opening), found)
    return tuple(sorted([*found, *others], key=lambda r: (r.start, r.end)))


def _apart(texts: Sequence[Reference], taken: Sequence[Reference]) -> Iterator[Reference]:
    """The texts cited that are no part of a mention already found ("article 3 de la loi …")."""
    starts = [r.start for r in taken]
    furthest = [0]
    for reference in taken:
        furthest.append(max(furthest[-1], reference.end))
    for reference in texts:
        before = bisect.bisect_left(starts, reference.end)
        if furthest[before] <= reference.start:
            yield reference


class _Reader:
    """One text with its articles; nothing outlives the call."""

    def __init__(self, text: str, folded: str, articles: Sequence[Article]) -> None:
        self.text, self.folded, self.articles = text, folded, articles
        self.holdings = Holdings(folded, articles)
        self.known = {a.number: a for a in reversed(articles) if a.kind == "article" and a.number}
        self.annexes = [a for a in articles if a.kind == "annex"]
        self.headings = sorted(
            (a.heading_start, a.heading_end, a.number or "") for a in articles if a.kind in ("article", "annex")
        )
        self.own_title = folded[: min(400, *(a.start for a in articles))] if articles else folded[:400]
        self.amending = bool(load_lexicon("titles")["avenant"].search(self.own_title[:200]))

    def articles_cited(self) -> Iterator[Reference]:
        for pattern in (_ARTICLE, _POINT):
            for match in pattern.finditer(self.folded):
                code = _CODE.match(self.folded, match.end())
                if code:
                    yield self._of_code(match.start(), match.end(), code.end())
                else:
                    yield from self._listed(match.start(), match.end())

    def _of_code(self, start: int, number: int, end: int) -> Reference:
        tail, name = other_text(self.text, self.folded, end, self.own_title)
        target = raw_target(self.text[number:end], name)
        return Reference(start=start, end=max(tail, end), target=target, kind="external", rule="code-article")

    def _listed(self, start: int, at: int) -> Iterator[Reference]:
        long = _LONG_NUMBER.match(self.folded, at)
        if long and len(long[0]) > 3:
            yield self._of_code(start, at, long.end())
            return
        numbers = self._numbers(at)
        if not numbers or self._is_label(start, numbers[0][0].label, numbers[-1][2]):
            return
        tail, name = other_text(self.text, self.folded, numbers[-1][2], self.own_title)
        own = load_lexicon("references")["own"].pattern.match(self.folded, tail)
        for place, (number, from_, to) in enumerate(numbers):
            low = start if place == 0 else from_
            high = tail if name is not None and place == len(numbers) - 1 else to
            if name is not None:
                target = raw_target(number.label, name)
                yield Reference(start=low, end=high, target=target, kind="external", rule="article-elsewhere")
            elif self.amending and not own:
                yield Reference(start=low, end=high, target=number.label, kind="external", rule="amended-article")
            else:
                yield self._internal(number.label, low, high)

    def _numbers(self, at: int) -> list[tuple[HeadingNumber, int, int]]:
        """The numbers of a list: "4 et 5", "1er, 2 et 3 bis", "V à X" (all from five to ten)."""
        found: list[tuple[HeadingNumber, int, int]] = []
        ranged = False
        while len(found) < _MOST:
            readings, end = read_number(self.text, self.folded, at)
            if not readings or readings[0].cost:
                break
            number = readings[0]
            if ranged and len(number.path) == len(found[-1][0].path) == 1:
                first = found[-1][0].path[0]
                between = range(first + 1, number.path[0]) if number.path[0] - first <= _MOST else ()
                found.extend((HeadingNumber((n,)), at, end) for n in between)
            found.append((number, at, end))
            aside = _ASIDE.match(self.folded, end)
            join = _JOIN.match(self.folded, aside.end() if aside else end)
            if not join:
                break
            ranged, at = bool(join[3]), join.end()
        return found

    def _is_label(self, start: int, label: str, end: int) -> bool:
        """Is this "Article 3" a heading's own, or an entry of a table of contents?"""
        place = bisect.bisect_right(self.headings, (start, len(self.text) + 1, "")) - 1
        if place >= 0:
            low, high, number = self.headings[place]
            if low <= start < max(high, low + 1) and number.rsplit(".", 1)[-1] in (label, label.rsplit(".", 1)[-1]):
                return True
        line = self.text.rfind("\n", 0, start) + 1
        alone = not self.text[line:start].strip(" \t#*_>")
        return alone and self.text[start].isupper() and bool(_SEPARATED.match(self.text, end))

    def _internal(self, label: str, start: int, end: int) -> Reference:
        """The reference with its status: is there such an article, and does it speak of that?"""
        plain = Reference(start=start, end=end, target=label, kind="internal", status="resolved", rule="article")
        if not self.known:
            return replace(plain, status="unchecked")
        cited = self.known.get(label)
        if cited is None:
            return replace(plain, status="broken", reason=f"Il n'y a pas d'article {label}.")
        doubt = self.holdings.doubt(cited, start)
        return replace(plain, status="suspicious", reason=doubt) if doubt else plain

    def neighbours(self) -> Iterator[Reference]:
        """ "l'article précédent", "l'article suivant"."""
        main = [a for a in self.articles if a.kind == "article" and a.level == 1]
        starts = [a.start for a in main]
        for match in _NEIGHBOUR.finditer(self.folded):
            here = bisect.bisect_right(starts, match.start()) - 1
            there = here + (1 if match[1] == "suivant" else -1)
            known = 0 <= there < len(main) and here >= 0
            yield Reference(
                start=match.start(),
                end=match.end(),
                target=(main[there].number or "") if known else match[1],
                kind="internal",
                status="resolved" if known else "broken",
                reason=None if known else f"Il n'y a pas d'article {self.text[match.start(1) : match.end(1)]}.",
                rule="neighbour",
            )

    def annexes_cited(self) -> Iterator[Reference]:
        """ "l'annexe 2", "annexes A et B", "en annexe"."""
        borders = sorted((a.heading_start, max(a.heading_end, a.heading_start + 1)) for a in self.annexes)
        for match in _ANNEX.finditer(self.folded):
            place = bisect.bisect_right(borders, (match.start(), len(self.text))) - 1
            if place >= 0 and match.start() < borders[place][1]:
                continue
            labels, end = self._annex_labels(match.end())
            lead = _ANNEX_LEAD.search(self.folded, max(0, match.start() - 8), match.start())
            if labels:
                for label in labels:
                    yield self._annex(label, match.start(), end)
            elif lead:
                yield self._annex(None, match.start(), match.start() + len(match[0].rstrip()))

    def _annex_labels(self, at: int) -> tuple[list[str], int]:
        labels: list[str] = []
        end = at
        while len(labels) < _MOST:
            label = _ANNEX_LABEL.match(self.folded, at)
            if not label or (label[0] in "a" and not self.text[at].isupper()):
                break
            labels.append(label[0])
            end = label.end()
            join = _JOIN.match(self.folded, end)
            if not join:
                break
            at = join.end()
        return labels, end

    def _annex(self, label: str | None, start: int, end: int) -> Reference:
        missing = "Cette annexe ne se trouve pas dans le document."
        known: bool | None
        if label is None:
            target = (self.annexes[0].number if len(self.annexes) == 1 else None) or "annex"
            known = len(self.annexes) == 1 or None
        else:
            readings, _ = read_number(label.upper(), label, 0)
            sure = bool(readings) and not readings[0].cost
            target = f"annex-{readings[0].label if sure else label}"
            known = any(a.number == target for a in self.annexes)
        plain = Reference(start=start, end=end, target=target, kind="internal", rule="annex")
        if known is False or not self.annexes:
            return replace(plain, status="broken", reason=missing)
        return replace(plain, status="resolved" if known else "unchecked")
