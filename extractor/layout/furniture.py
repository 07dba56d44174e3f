"""The sheets of a document in, the same sheets without page numbers, running heads and feet, and those as furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, takewhile

from rapidfuzz import fuzz

from extractor.document import Furniture, FurnitureKind
from extractor.layout.forms import opens_article
from extractor.layout.lines import Row, join_tokens
from extractor.layout.sheets import Sheet, furniture_of, segments
from extractor.layout.vocabulary import holds, load_words, plain, squeeze, starts_with
from extractor.layout.words import Token

_HEAD, _FOOT = 0.16, 0.84  # a head stands above, a foot below these shares of the page
_EDGE_ROWS = 6  # as many rows from the top and from the bottom can be heads and feet
_STAMP_WORDS = 12
_ALIKE, _VERY_ALIKE = 80.0, 90.0
_DIRT = 0.2  # the confidence below which a word at the edge is a stroke
_MARKER = re.compile(r"^\s*(?:[-–—―•▪●]|\(?\w{1,3}[).])\s")

Found = list[tuple[FurnitureKind, tuple[Token, ...]]]


def set_furniture_apart(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], tuple[Furniture, ...]]:
    """Heads, feet, page numbers and stamps of transmission off the sheets, in this order of finding."""
    cleared, furniture = tuple(sheets), []
    for find in (_stamps, _running, _page_numbers, _letterheads):
        found = find(cleared)
        furniture += [furniture_of(kind, tokens) for kind, tokens in found]
        gone: dict[int, list[Token]] = {}
        for _, tokens in found:
            gone.setdefault(tokens[0].page, []).extend(tokens)
        cleared = tuple(sheet.without(gone.get(sheet.number, ())) for sheet in cleared)
    return cleared, tuple(furniture)


@cache
def _number_patterns(key: str) -> re.Pattern[str]:
    sources = []
    for template in load_words("furniture")[key]:
        source = re.escape(squeeze(template.replace("{n}", "\x01").replace("{t}", "\x02")))
        source = source.replace("\\-", "[-_~]").replace("\x01", r"(\d{1,4}|[ivxl]{1,7})").replace("\x02", r"\d{1,4}")
        sources.append(source)
    return re.compile("|".join(sources))


def parse_page_number(text: str) -> int | None:
    """The number a page gives itself, 0 for a Roman one: `parse_page_number("P a g e 2 | 71")` is 2."""
    match = _number_patterns("numbers").fullmatch(squeeze(text))
    return _value(match) if match else None


def parse_bare_number(text: str) -> int | None:
    """A number standing alone: `parse_bare_number("- 4 -")` is 4."""
    match = _number_patterns("bare").fullmatch(squeeze(text))
    return _value(match) if match else None


def _value(match: re.Match[str]) -> int:
    number = next(group for group in match.groups() if group)
    return int(number) if number.isdigit() else 0


def _edge_rows(sheet: Sheet) -> Iterator[Row]:
    return chain(_head_rows(sheet), _foot_rows(sheet))


def _head_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows at the top of a page, the outermost first."""
    return takewhile(lambda row: row.mid / sheet.tall < _HEAD, sheet.rows[:_EDGE_ROWS])


def _foot_rows(sheet: Sheet) -> Iterator[Row]:
    """The rows at the foot of a page, the outermost first."""
    return takewhile(lambda row: row.mid / sheet.tall > _FOOT, sheet.rows[: -_EDGE_ROWS - 1 : -1])


# --- running heads and feet ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row at the edge of a page, as it is compared with those of other pages."""

    row: Row
    page: int
    at: float  # share of the page above it
    text: str  # plain, digits as "0"
    numbers: tuple[int, ...]


def _running(sheets: Sequence[Sheet]) -> Found:
    edges = [[_edge_of(row, sheet) for row in _edge_rows(sheet)] for sheet in sheets]
    groups = _Groups()
    for index, mine in enumerate(edges):
        for back in (1, 2):  # heads of left and right pages take turns
            for other in edges[index - back] if index >= back else ():
                for edge in mine:
                    if _same_head(edge, other):
                        groups.join(edge, other)
    found: Found = []
    for group in groups.all():
        pages = {edge.page for edge in group}
        if len(pages) >= (2 if len(sheets) <= 3 or _word_for_word(group) else 3):
            found += [
                ("page_number" if parse_page_number(e.row.text) is not None else "running_head", e.row.tokens)
                for e in group
            ]
    return found


def _edge_of(row: Row, sheet: Sheet) -> _Edge:
    text = plain(row.text)
    numbers = tuple(int(number) for number in re.findall(r"\d{1,9}", text))
    return _Edge(row, sheet.number, row.mid / sheet.tall, re.sub(r"\d+", "0", text), numbers)


def _same_head(a: _Edge, b: _Edge) -> bool:
    if abs(a.at - b.at) > 0.025 or len(a.text) < 3:
        return False
    if not 0.7 < a.row.height / max(b.row.height, 0.1) < 1.4:
        return False
    alike = fuzz.ratio(a.text, b.text)
    if alike < (_ALIKE if len(a.text) >= 8 else 100.0):
        return False
    same = a.numbers == b.numbers
    ends = a.row.text[:1].islower() and a.row.text.endswith(".")  # of a sentence, which says the same of other figures
    if not same and not ends and alike >= _VERY_ALIKE and a.row.confidence() is not None and len(a.text) >= 20:
        same = fuzz.ratio(plain(a.row.text), plain(b.row.text)) >= _VERY_ALIKE and not opens_article(a.row.text)
    counted = len(a.numbers) == len(b.numbers) and all(
        m == n or m - n == a.page - b.page for m, n in zip(a.numbers, b.numbers, strict=True)
    )
    if opens_article(a.row.text) or _MARKER.match(a.row.text):
        return a.numbers == b.numbers and alike == 100.0
    return same or counted


def _word_for_word(group: Sequence[_Edge]) -> bool:
    texts = Counter(edge.text for edge in group)
    return len(group[0].text) >= 6 and max(texts.values()) >= 2


class _Groups:
    """Rows that are the same head, joined two by two."""

    def __init__(self) -> None:
        self._of: dict[int, list[_Edge]] = {}

    def join(self, a: _Edge, b: _Edge) -> None:
        mine, other = self._of.get(id(a), [a]), self._of.get(id(b), [b])
        if mine is not other:
            mine = mine + other
            for edge in mine:
                self._of[id(edge)] = mine

    def all(self) -> list[list[_Edge]]:
        return list({id(group): group for group in self._of.values()}.values())


# --- page numbers -------------------------------------------------------------------------------------------


def _page_numbers(sheets: Sequence[Sheet]) -> Found:
    found: Found = []
    bare: list[tuple[Sheet, tuple[Token, ...], int, bool]] = []
    for sheet in sheets:
        for place, row in chain(enumerate(_head_rows(sheet)), enumerate(_foot_rows(sheet))):
            for part in segments(row, 1.5 * sheet.em):
                text = join_tokens(part)
                if parse_page_number(text) is not None:
                    found.append(("page_number", part))
                elif place <= 2:  # the outermost, or next to the strokes of paraphes
                    number = parse_bare_number(text)
                    alone = all(token in part or _is_dirt(token) for token in row.tokens)
                    if number is not None and (alone or _trails(sheet, row, part)):
                        bare.append((sheet, part, number, alone))
    shifts = Counter(number - sheet.number for sheet, _, number, _ in bare if number)
    shift, times = shifts.most_common(1)[0] if shifts else (0, 0)
    for sheet, part, number, alone in bare:
        counted = number - sheet.number == shift and (times >= 2 or shift == 0)
        if counted or (alone and number <= len(sheets) + 400 and _far_out(sheet, part)):
            found.append(("page_number", part))
    return found + _same_place(sheets, found)


def _is_dirt(token: Token) -> bool:
    """Whether the engine itself does not believe a word: a stroke of the paraphes beside a page number."""
    return token.word.confidence is not None and token.word.confidence < _DIRT


def _trails(sheet: Sheet, row: Row, part: tuple[Token, ...]) -> bool:
    """Whether a number is the last thing on a page, far to the right of what stands beside it."""
    before = row.tokens[-len(part) - 1]
    return row is sheet.rows[-1] and part[-1] is row.tokens[-1] and part[0].box.x0 - before.box.x1 > 4 * sheet.em


def _far_out(sheet: Sheet, part: tuple[Token, ...]) -> bool:
    """Whether a number stands by itself at the very edge: with more white than a paragraph leaves between it and the text."""
    at = part[0].mid / sheet.tall
    others = [row.mid for row in sheet.rows if part[0] not in row.tokens]
    space = min((abs(part[0].mid - mid) for mid in others), default=sheet.tall)
    return (at > 0.9 or at < 0.07) and space > 1.6 * sheet.pitch


def _same_place(sheets: Sequence[Sheet], found: Found) -> Found:
    """Numbers that the engine misread ("4j4" for "4/4"), where the other pages have theirs."""
    tall = {sheet.number: sheet.tall for sheet in sheets}
    places = [((t[0].box.x0 + t[-1].box.x1) / 2, t[0].mid / tall[t[0].page]) for _, t in found]
    numbered = {tokens[0].page for _, tokens in found}
    extra: Found = []
    for sheet in sheets:
        if sheet.number in numbered or len(places) < 2:
            continue
        for row in (sheet.rows[-1:] + sheet.rows[:1]) if sheet.rows else ():
            text, x, at = squeeze(row.text), (row.box.x0 + row.box.x1) / 2, row.mid / sheet.tall
            short = len(text) <= 2 or (len(text) <= 9 and any(char.isdigit() for char in text))
            if short and any(abs(x - px) < sheet.em and abs(at - pat) < 0.02 for px, pat in places):
                extra.append(("page_number", row.tokens))
                break
    return extra


# --- stamps and letterheads ---------------------------------------------------------------------------------


def _stamps(sheets: Sequence[Sheet]) -> Found:
    """The lines that electronic senders print on the margins of a page ("Reçu en préfecture le 12/07/2021")."""
    opens = (starts_with("furniture", "transmission"), starts_with("furniture", "senders"))
    return [
        ("stamp", part)
        for sheet in sheets
        for row in _edge_rows(sheet)
        for part in segments(row, 1.5 * sheet.em)
        if len(part) <= _STAMP_WORDS and any(words.match(plain(join_tokens(part))) for words in opens)
    ]


_OF_A_PREFECTURE = re.compile(r"prefecture|prefet|teletransmission|certifie executoire|controle de legalite")


def is_sure_transmission(text: str) -> bool:
    """Whether a line can be nothing else: it names the prefecture or the sending."""
    return is_transmission(text) and _OF_A_PREFECTURE.search(plain(text)) is not None


def is_transmission(text: str) -> bool:
    """Whether a line may be the stamp of a prefecture: "Envoyé en préfecture le 12/07/2021", "Publié le 13/07/2021"."""
    words = text.split()
    if not text[:1].isupper():
        return False  # the middle of a sentence: "publié le 1er mars de chaque année et remis à la"
    short = len(words) <= 5 or (len(words) <= _STAMP_WORDS and any(char.isdigit() for char in text))
    return (
        short
        and not text.endswith((".", ",", ";"))
        and starts_with("furniture", "transmission").match(plain(text)) is not None
    )


def _letterheads(sheets: Sequence[Sheet]) -> Found:
    """The sender's address at the foot of a page: set smaller, far below the text, with a telephone or a site."""
    cue = holds("furniture", "letterhead")
    found: Found = []
    for sheet in sheets:
        rows = sheet.rows
        first = len(rows)
        while first > 1 and rows[first - 1].mid / sheet.tall > _FOOT and len(rows) - first < _EDGE_ROWS:
            first -= 1
            if rows[first].mid - rows[first - 1].mid > 2.2 * sheet.pitch:
                break
        foot = rows[first:]
        if not foot or rows[first].mid - rows[first - 1].mid <= 2.2 * sheet.pitch:
            continue
        small = sum(_size(row) for row in foot) / len(foot) < 0.93 * sum(_size(row) for row in rows[:first]) / first
        cues = sum(bool(cue.search(plain(row.text))) for row in foot)
        if small and 2 * cues >= len(foot) and not any(opens_article(row.text) for row in foot):
            found += [("running_head", row.tokens) for row in foot]
    return found


def _size(row: Row) -> float:
    return row.size or row.height
