"""Aligned sections in, the rows of the article table out: verdict, score, reasons, and the redline of each to the first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from extractor.comparing.align import Group, explain
from extractor.comparing.comparison import ArticleName, ArticleRow, Change, Member, Redline, Verdict
from extractor.comparing.moves import with_moves
from extractor.comparing.redline import is_cosmetic, is_identical, redline
from extractor.comparing.sections import Section, sentences_in_context
from extractor.comparing.senses import Sameness, same_in_order, same_sense
from extractor.comparing.wording import shared
from extractor.comparing.words import words_of
from extractor.record import Severity, Source

_PARTY = re.compile(r"\bpartie\d+z\b")
_LEAST_ALIKE = 0.25  # of the words of two articles, if one may be the other in other words
_REASONS: dict[Sameness, str] = {
    "named": "mêmes phrases, aux noms des parties près",
    "moved": "mêmes phrases, disposées autrement",
    "reworded": "rédigé autrement, même contenu",
}


def article_rows(groups: Sequence[Group], ids: Sequence[str]) -> tuple[ArticleRow, ...]:
    """A row for each group, in their order; `ids` names the conventions."""
    numbers = {number: _renumbered(groups, number) for number in range(1, len(ids))}
    return with_moves([_row(group, ids, numbers) for group in groups], groups, len(ids))


class SameText:
    """Where the conventions have the same words, some with misread letters: what is read there is the same in all.

    A value that is found in one copy and not in the other, where only letters differ, was lost by a misread letter; it
    did not change. Where not even a letter differs, no misreading explains another value, and it counts, unless it was
    read from these very words here (rule "clause").
    """

    def __init__(self, groups: Sequence[Group], rows: Sequence[ArticleRow], conventions: int) -> None:
        self._misread: dict[int, list[tuple[int, int]]] = {number: [] for number in range(conventions)}
        self._same: dict[int, list[tuple[int, int]]] = {number: [] for number in range(conventions)}
        self._reworded: dict[int, list[tuple[int, int]]] = {number: [] for number in range(conventions)}
        for group, row in zip(groups, rows, strict=True):
            if row.verdict not in ("identical", "cosmetic", "moved"):
                continue
            redlines = (row.redline, *(member.redline for member in row.members))
            worded = all(is_cosmetic(changes) for changes in redlines)
            misread = worded and not all(is_identical(changes) for changes in redlines)
            for number, sections in group.members.items():
                spans = [(s.start, s.start + s.end) for s in sections]
                self._same[number].extend(spans if worded else ())
                self._misread[number].extend(spans if misread else ())
                self._reworded[number].extend(() if worded else spans)

    def holds(self, number: int, source: Source | None) -> bool:
        """Whether a passage of a convention stands in such a text; what a person put right stands on its own."""
        if source is None or source.rule == "manual":
            return False
        spans = (self._same if source.rule == "clause" else self._misread)[number]
        return any(low <= source.start < high for low, high in spans)

    def says(self, number: int, source: Source | None) -> bool:
        """Whether a passage stands where the conventions say the same, in the same words or in others."""
        if source is None or source.rule == "manual":
            return False
        spans = (*self._same[number], *self._reworded[number])
        return any(low <= source.start < high for low, high in spans)

    def rewords(self, number: int, source: Source | None) -> bool:
        """Whether a passage stands where the conventions say the same in other words, or in another order."""
        if source is None or source.rule == "manual":
            return False
        return any(low <= source.start < high for low, high in self._reworded[number])


def _row(group: Group, ids: Sequence[str], numbers: Mapping[int, Mapping[str, str]]) -> ArticleRow:
    having = sorted(group.members)
    first = having[0]
    text = _text(group.members[first])
    redlines: dict[int, Redline] = {}
    for number in having[1:]:
        renumbered = numbers[number] if first == 0 else {}
        redlines[number] = redline(text, _text(group.members[number]), renumbered=renumbered)
    said = _sameness(group, redlines) if len(having) == len(ids) else frozenset()
    verdict = _verdict(group, tuple(redlines.values()), len(ids), said)
    second = having[1] if len(having) > 1 else None
    members = tuple(
        Member(
            convention=name,
            articles=tuple(_name(section) for section in group.members.get(number, ())),
            moved=number in group.moved,
            redline=redlines.get(number, ()) if number != second else (),
        )
        for number, name in enumerate(ids)
    )
    return ArticleRow(
        verdict=verdict,
        severity=_severity(verdict, tuple(redlines.values()), others_bound=_names_others(group)),
        score=round(group.score, 3),
        reasons=(*explain(group, ids), *(_REASONS[one] for one in sorted(said) if verdict != "changed")),
        members=members,
        redline=redlines[second] if second is not None else (),
    )


def _sameness(group: Group, redlines: Mapping[int, Redline]) -> frozenset[Sameness]:
    """How the texts that differ from the first say the same as it all the same; () where one does not."""
    first = group.members[min(group.members)]
    found: set[Sameness] = set()
    for number, changes in redlines.items():
        if is_cosmetic(changes):
            continue
        other = group.members[number]
        said = _said(first, other) if _may_say_the_same(first, other) else None
        if said is None:
            return frozenset()
        found.add(said)
    return frozenset(found)


def _may_say_the_same(one: Sequence[Section], other: Sequence[Section]) -> bool:
    """Whether it is worth looking at the sentences: most articles that differ have little in common, or other numbers."""
    alike = max(shared(a.words, b.words) for a in one for b in other)
    return alike >= _LEAST_ALIKE and _figures(one) == _figures(other)


def _figures(sections: Sequence[Section]) -> Counter[str]:
    """The numbers of a text, years and months aside: "douze mois" are "un an"."""
    return Counter(w for s in sections for w in s.plain.split() if w[0].isdigit() and w not in ("1", "12"))


def _said(one: Sequence[Section], other: Sequence[Section]) -> Sameness | None:
    """How two articles say the same: sentence by sentence, else in another order or cut otherwise."""
    in_order = same_in_order(*([x for section in side for x in section.plain_sentences] for side in (one, other)))
    return in_order or same_sense(sentences_in_context(one), sentences_in_context(other))


def _verdict(group: Group, redlines: Sequence[Redline], conventions: int, said: frozenset[Sameness]) -> Verdict:
    if len(group.members) < conventions:
        return "only"
    if not said and not all(is_cosmetic(changes) for changes in redlines):
        return "changed"
    if group.moved or said == {"moved"}:
        return "moved"
    if said == {"named"} and any(len(sections) > 1 for sections in group.members.values()):
        return "moved"  # the same sentences in two articles, or in one
    return "identical" if all(is_identical(changes) for changes in redlines) else "cosmetic"


def _names_others(group: Group) -> bool:
    """Whether the texts name the parties otherwise: one of them in the place of another."""
    names = [Counter(_PARTY.findall(" ".join(s.plain for s in sections))) for sections in group.members.values()]
    return any(one != names[0] for one in names)


def _severity(verdict: Verdict, redlines: Sequence[Redline], *, others_bound: bool) -> Severity:
    """A change is grave where it touches a number, a negation, a modal or who is bound; an article others lack always is."""
    if verdict == "only":
        return "warning"
    if verdict == "changed" and (others_bound or any(turns_sense(changes) for changes in redlines)):
        return "warning"
    return "info"


def turns_sense(changes: Sequence[Change]) -> bool:
    """Whether words that turn a sense were taken out or put in."""
    counts = {"removed": Counter[str](), "added": Counter[str]()}
    for change in changes:
        if change.kind != "same" and not change.cosmetic:
            counts[change.kind].update(w.key for w in words_of(change.text) if w.telling)
    return counts["removed"] != counts["added"]


def _text(sections: Sequence[Section]) -> str:
    return "\n\n".join(section.text for section in sections)


def _name(section: Section) -> ArticleName:
    return ArticleName(number=section.article.number, title=section.article.title, kind=section.kind)


def _renumbered(groups: Sequence[Group], number: int) -> dict[str, str]:
    """Article numbers of the reference → those of a convention, where exactly one answers exactly one."""
    found = {}
    for group in groups:
        old, new = group.members.get(0, []), group.members.get(number, [])
        if len(old) == len(new) == 1 and old[0].kind == new[0].kind == "article":
            found[old[0].article.number or ""] = new[0].article.number or ""
    return {old: new for old, new in found.items() if old and new and old != new}
