"""The blocks of a transcript in, the same without a transcriber's marks, page numbers and initials, and those as furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.document import Furniture, FurnitureKind
from extractor.layout.forms import opens_article
from extractor.layout.furniture import is_sure_transmission, is_transmission, parse_bare_number, parse_page_number
from extractor.layout.initials import may_be_initials
from extractor.layout.paragraphs import goes_on
from extractor.layout.vocabulary import holds, plain, starts_with

_NAMES_SOMEONE = re.compile(r":\s*[A-ZÀ-Ý][\w'’.-]* +[A-ZÀ-Ý]")  # "[Signatures : Anne Roy et Paul Blin]"
_LONGEST_MARK, _LONGEST_HEAD = 90, 120
_NUMBERED_HEAD = re.compile(r".*[a-z]{3}.*?(?:\s|\bpage\s*)\d{1,3}\s*(?:/|sur)\s*\d{1,3}|.*[a-z]{3}.*\spage\s*\d{1,3}")
_BRACKETED = re.compile(r"[*_]?[(\[<{].{1,90}[)\]>}][.*_]?")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as typed, without its Markdown; `mark` is what was taken out of it whole."""

    text: str
    page: int
    bold: bool = False
    heading: bool = False
    table: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines between two blank lines; `cut` says that a page's edge or furniture stood before it."""

    lines: tuple[Typed, ...]
    cut: bool = False
    closing: bool = False  # in or after the closing block, where names and marks of signing stand alone

    @property
    def text(self) -> str:
        """Its lines with spaces between."""
        return " ".join(line.text for line in self.lines)


def set_scraps_apart(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Furniture, ...]]:
    """The blocks that are text, and what is not, in order."""
    blocks = _closed(_parted(blocks))
    known = _known_words(blocks)
    heads, counted = _running_heads(blocks) | _heads_beside_numbers(blocks), _counted(blocks)
    scraps = [_scrap_kind(blocks, index, known, heads, counted) for index in range(len(blocks))]
    kept: list[Block] = []
    furniture: list[Furniture] = []
    cut = False
    for block, kind in zip(blocks, scraps, strict=True):
        marks = [line for line in block.lines if is_mark(line)]
        furniture += [
            Furniture("mark", line.page, line.mark or line.text)
            for line in marks
            if not line.text or is_mark_text(line.text)
        ]
        rest = tuple(line for line in block.lines if line not in marks or (line.text and not is_mark_text(line.text)))
        if kind is not None and rest:
            furniture.append(Furniture(kind, rest[0].page, " ".join(line.text for line in rest)))
            rest = ()
        if rest:
            kept.append(replace(block, lines=rest, cut=cut or block.cut))
        cut = not rest or (cut and not rest)
    return tuple(kept), tuple(furniture)


def is_mark_text(text: str) -> bool:
    """Whether a line is nothing but a transcriber's mark: "(Handwritten signatures)", "[tampon]"."""
    if not _BRACKETED.fullmatch(text) or _NAMES_SOMEONE.search(text):
        return False
    words = plain(text)
    return holds("marks", "marks").search(words) is not None and holds("marks", "printed").search(words) is None


def is_mark(line: Typed) -> bool:
    """Whether something was taken out of a line, or all of it is a mark."""
    return bool(line.mark) or is_mark_text(line.text)


def _closed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with those marked that stand in the last closing block or after it."""
    opens = starts_with("marks", "closing")
    last = max((i for i, block in enumerate(blocks) if opens.match(plain(block.text))), default=len(blocks))
    return tuple(replace(block, closing=index >= last) for index, block in enumerate(blocks))


def _parted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those parted that hold a stamp, or the foot of a page and the head of the next, with no blank line about them."""
    lines = [line.text for block in blocks for line in block.lines]
    counts = Counter(_figureless(text) for text in lines if _is_numbered_head(text))
    parted: list[Block] = []
    for block in blocks:
        stamps = _stamped(block.lines)
        edges = [
            index
            for index, line in enumerate(block.lines)
            if parse_page_number(line.text) is not None or index in stamps or counts[_figureless(line.text)] > 1
        ]
        cuts = sorted({0, len(block.lines), *edges, *(index + 1 for index in edges)})
        for start, end in pairwise(cuts):
            parted.append(replace(block, lines=block.lines[start:end], cut=block.cut and start == 0))
    return parted


def _stamped(lines: Sequence[Typed]) -> frozenset[int]:
    """The lines that are stamps of prefectures; those that may be sentences too ("Publié le …") beside one that is sure."""
    sure = {index for index, line in enumerate(lines) if is_sure_transmission(line.text)}
    near = {index for index, line in enumerate(lines) if is_transmission(line.text) and {index - 1, index + 1} & sure}
    return frozenset(sure | near)


def _stamps_here(blocks: Sequence[Block], index: int) -> bool:
    """Whether the single line of a block is a stamp, by itself or beside a sure one."""
    text = blocks[index].lines[0].text
    if is_sure_transmission(text):
        return True
    beside = [blocks[near].lines[0].text for near in (index - 1, index + 1) if 0 <= near < len(blocks)]
    return is_transmission(text) and any(map(is_sure_transmission, beside))


def _is_numbered_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and _NUMBERED_HEAD.fullmatch(plain(text)) is not None


def _heads_beside_numbers(blocks: Sequence[Block]) -> frozenset[str]:
    """What stands two times and more beside the number of a page, or on its line: "Convention de prêt   2/4"."""
    numbers = {
        index
        for index, block in enumerate(blocks)
        if len(block.lines) == 1 and parse_page_number(block.lines[0].text) is not None
    }
    beside = {near for index in numbers for near in (index - 1, index + 1) if 0 <= near < len(blocks)} - numbers
    texts = [blocks[index].text for index in beside if len(blocks[index].lines) <= 2]
    texts += [block.text for block in blocks if len(block.lines) == 1 and _is_numbered_head(block.text)]
    counts = Counter(_figureless(text) for text in texts if 4 <= len(text) <= _LONGEST_HEAD)
    return frozenset(text for text, count in counts.items() if count > 1)


def _known_words(blocks: Sequence[Block]) -> frozenset[str]:
    """The plain words of three letters and more in lines that are surely text."""
    words: Counter[str] = Counter()
    for line in (line for block in blocks for line in block.lines):
        if len(line.text.split()) >= 4 and not is_mark(line):
            words.update(re.findall(r"[^\W\d_]{3,}", plain(line.text)))
    return frozenset(words)


def _running_heads(blocks: Sequence[Block]) -> frozenset[str]:
    """What the first or last blocks of three pages and more say alike, figures apart."""
    edges: dict[int, list[str]] = {}
    for block in blocks:
        edges.setdefault(block.lines[0].page, []).append(_figureless(block.text))
    counts: Counter[str] = Counter()
    for texts in edges.values():
        counts.update({text for text in (*texts[:1], *texts[-2:]) if 4 <= len(text) <= 120})
    return frozenset(text for text, count in counts.items() if count >= 3 and 2 * count >= len(edges))


def _figureless(text: str) -> str:
    return re.sub(r"\d+", "0", plain(text))


def _scrap_kind(
    blocks: Sequence[Block], index: int, known: frozenset[str], heads: frozenset[str], counted: frozenset[int]
) -> FurnitureKind | None:
    """What kind of furniture a block is, `None` for text. A scrap is furniture only where something else says so."""
    block = blocks[index]
    lines = [line.text for line in block.lines if line.text and not is_mark_text(line.text)]
    if not lines:
        return None
    if len(lines) == 1 and parse_page_number(lines[0]) is not None:
        return "page_number"
    if len(lines) == 1 and _stamps_here(blocks, index):
        return "stamp"
    if (
        _figureless(block.text) in heads
        and not opens_article(block.text)
        and not any(line.heading for line in block.lines)
    ):
        return "running_head"
    numbers = [parse_bare_number(line) is not None or parse_page_number(line) is not None for line in lines]
    initials = [may_be_initials(line, known) for line in lines]
    if not all(number or initial for number, initial in zip(numbers, initials, strict=True)) or len(lines) > 4:
        return None
    if all(numbers):
        cut = _cuts(blocks, index)
        return "page_number" if len(lines) == 1 and not block.closing and (cut or index in counted) else None
    beside_mark = any(is_mark(line) for line in block.lines)
    if any(numbers):
        return "paraphe"
    if block.closing:
        return None
    near = beside_mark or _marked(blocks, index - 1) or _marked(blocks, index + 1)
    if near or _cuts(blocks, index) or not all(_is_acronym(line) for line in lines):
        return "paraphe"
    return None


def _marked(blocks: Sequence[Block], index: int) -> bool:
    """Whether the block there is a mark or a page's number."""
    if not 0 <= index < len(blocks):
        return False
    return all(is_mark(line) or parse_page_number(line.text) is not None for line in blocks[index].lines)


def _cuts(blocks: Sequence[Block], index: int) -> bool:
    """Whether a block stands inside a sentence, or between two items of a list at a page's edge."""
    if not 0 < index < len(blocks) - 1:
        return False
    return goes_on(blocks[index - 1].lines[-1].text, blocks[index + 1].lines[0].text)


def _counted(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that are lone numbers, where several rise through the document: its page numbers."""
    numbers = {i: parse_bare_number(b.lines[0].text) for i, b in enumerate(blocks) if len(b.lines) == 1}
    found = {index: number for index, number in numbers.items() if number}
    values = list(found.values())
    return frozenset(found) if len(values) >= 2 and values == sorted(set(values)) else frozenset()


def _is_acronym(text: str) -> bool:
    """Whether a scrap may be the short name of a body: three capitals or more."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 3 and text.isupper() and text.replace(" ", "").isalpha()
