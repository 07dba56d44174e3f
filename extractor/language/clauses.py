"""Articles in, statements out: the sentences of their bodies, and the items of lists with the lead-in that governs them.

"La commune s'engage à :\\n- entretenir la salle ;\\n- assurer le chauffage." gives one lead-in and two items under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.document import Line
from extractor.language.facts import Article
from extractor.language.sentences import find_sentences

_BULLET = re.compile(
    r"[ \t]*(?:\d{1,2}\.\d{1,2}\.?(?=\s+[a-zà-ÿ])|[-–—―−•*▪‣◦●■►✓➢«°]+_*|[oO](?=\s)|\(?[a-z]{1,2}\)|[a-z]\.|\(?(?:ii|iii|iv|vi|vii|viii|ix|xi|xii)[).]|\(?\d{1,2}[°).](?:[).])?)\s*(?=\S)"
)
_ITEM_START = re.compile(r"(?:D['’]|[Dd]e\s+|[Àà]\s+|[Ss]['’]|[Ss]e\s+)?[A-ZÀ-ÝŒ]?\w+(?:er|ir|re|oir)\b|[A-ZÀ-ÝŒ]")
_INFINITIVE_START = re.compile(r"(?:[Dd]['’]|[Dd]e\s+|[Àà]\s+|[Ss]['’]|[Ss]e\s+)*[A-ZÀ-ÝŒ]?\w{2,}(?:er|ir|re|oir)\b")


_LEADS = re.compile(r":\s*$|,\s*[—–―-]\s*$")  # "doit, en considération de cette cession, —"
_WORD = re.compile(r"[a-zà-ÿ]{4,}")
_SCRAP = 3  # words of a line that says nothing


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or an item under its lead-in (`lead`: the span of the lead-in sentence). `article` numbers it."""

    start: int
    end: int
    lead: tuple[int, int] | None = None
    opens_list: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    """A paragraph or list item; `body` is where its words begin after the bullet."""

    start: int
    body: int
    end: int

    @property
    def bulleted(self) -> bool:
        return self.body > self.start


def find_statements(text: str, lines: Sequence[Line], articles: Sequence[Article]) -> tuple[Statement, ...]:
    """The statements of all operative articles (the whole text where there are none), in order."""
    bodies = _bodies(text, articles)
    statements: list[Statement] = []
    for start, end in bodies:
        statements.extend(_governed(text, tuple(_units(text, start, end, lines))))
    return tuple(said for said in statements if not _is_row(text[said.start : said.end]))


def _is_row(words: str) -> bool:
    """Whether a statement is a row of figures: "E 23 765,04 24 017,76 24 739,52"."""
    figures = sum(map(str.isdigit, words))
    return figures > 12 and _WORD.search(words) is None


def _bodies(text: str, articles: Sequence[Article]) -> list[tuple[int, int]]:
    """The texts of articles without the headings of articles and sub-articles."""
    operative = [a for a in articles if a.kind == "article"]
    if not operative:  # a text without articles: all but its closing block and annexes
        closing = [a.start for a in articles if a.kind in ("signature", "annex")]
        return [(0, min(closing, default=len(text)))]
    cuts: list[tuple[int, int]] = []
    listed = _listed(text, operative)
    operative = [article for article in operative if article not in listed]
    for article in operative:
        inner = [a for a in operative if a.level > article.level and article.start <= a.start < article.end]
        first = min((a.start for a in inner), default=article.end)
        cuts.append((max(article.heading_end, article.start), first))
    return [(start, end) for start, end in cuts if end > start]


def _listed(text: str, operative: Sequence[Article]) -> frozenset[Article]:
    """Numbered items that look like sub-articles: "La Ville s'engage à :\\n2.1 fournir un local ;\\n2.2 assurer …"."""
    items: set[Article] = set()
    for above, below in pairwise(operative):
        lead = text[above.heading_end : below.start].rstrip().endswith(":")
        follows = above in items and above.level == below.level
        words = text[below.heading_start : below.end].split(None, 1)[-1]
        small = words[0].islower() or words.rstrip().endswith((";", ","))
        small = small or (follows and not text[above.end - 1 : above.end].isalnum() and len(words.splitlines()) < 3)
        if below.level > 1 and below.title is None and (lead or follows) and _INFINITIVE_START.match(words) and small:
            items.add(below)
    return frozenset(items)


def _units(text: str, start: int, end: int, lines: Sequence[Line]) -> Iterator[_Unit]:
    """Paragraphs and list items of `text[start:end]`: a blank line or a bullet begins a new one."""
    items = {line.start for line in lines if line.kind == "item"}
    offset, begun, body, last = start, -1, -1, start
    for piece in text[start:end].split("\n"):
        stripped = piece.strip()
        bullet = _BULLET.match(piece) if stripped else None
        # a scan loses bullets: after a semicolon or a colon a line in capitals or an infinitive is an item all the same
        lost = begun >= 0 and text[begun:last].endswith((";", ":")) and bool(_ITEM_START.match(stripped))
        if begun >= 0 and (not stripped or bullet or lost or offset in items):
            yield _Unit(begun, body, last)
            begun = -1
        if stripped and begun < 0:
            begun = offset + len(piece) - len(piece.lstrip())
            body = offset + bullet.end() if bullet else begun
        if stripped:
            last = offset + len(piece.rstrip())
        offset += len(piece) + 1
    if begun >= 0:
        yield _Unit(begun, body, last)


def _governed(text: str, units: Sequence[_Unit]) -> Iterator[Statement]:
    """Each unit as sentences; units that a lead-in ("… :") governs as items under it."""
    lead: tuple[int, int] | None = None
    for index, unit in enumerate(units):
        if lead is not None and (unit.bulleted or _continues_list(text, units, index)):
            for number, (start, end) in enumerate(_sentences(text, unit.body, unit.end)):
                yield Statement(start, end, lead=lead if number == 0 else None)
            continue
        if lead is not None and _is_scrap(text, units, index):
            continue
        lead = None
        spans = list(_sentences(text, unit.body, unit.end))
        for number, (start, end) in enumerate(spans):
            opens = number == len(spans) - 1 and _opens_list(text, units, index, end)
            yield Statement(start, end, opens_list=opens)
            lead = (start, end) if opens else lead


def _is_scrap(text: str, units: Sequence[_Unit], index: int) -> bool:
    """Whether initials or specks read as words stand between two items of a list: it goes on below them."""
    words = text[units[index].body : units[index].end].split()
    between = units[index - 1].bulleted and index + 1 < len(units) and units[index + 1].bulleted
    return between and len(words) <= _SCRAP and len("".join(words)) <= 4 * _SCRAP and not words[-1].endswith((":", "."))


def _opens_list(text: str, units: Sequence[_Unit], index: int, end: int) -> bool:
    """Whether the sentence that ends at `end` announces the units after `units[index]`."""
    if index + 1 >= len(units):
        return False
    after = units[index + 1]
    if _LEADS.search(text, max(0, end - 4), end):
        return after.bulleted or _looks_listed(text, after)
    # "l'Ontario\na) établira …": no colon, but the sentence does not end either
    return after.bulleted and (text[max(0, end - 1) : end].isalnum() or text[max(0, end - 1) : end] == ",")


def _looks_listed(text: str, unit: _Unit) -> bool:
    """Whether a paragraph without a bullet reads like an item: a semicolon at its end, or an infinitive at its head."""
    words = text[unit.body : unit.end].strip()
    return words.endswith((";", ",")) or words[:1].islower() or bool(_INFINITIVE_START.match(words))


def _continues_list(text: str, units: Sequence[_Unit], index: int) -> bool:
    """An item without a bullet: it ends with a semicolon, or comes right after one that does."""
    unit, before = units[index], units[index - 1]
    if _looks_listed(text, unit):
        return True
    previous = text[before.start : before.end].rstrip()
    return previous.endswith((";", "; et", ":")) and not before.bulleted


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for first, last in find_sentences(text[start:end]):
        yield start + first, start + last
