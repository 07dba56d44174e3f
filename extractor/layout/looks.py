"""The flows of all sheets in, their lines out as the eye sees them: place, white around, edges, weight, capitals."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.layout.gutters import Flow, FlowKind
from extractor.layout.lines import Row
from extractor.layout.sheets import Sheet

_SPACE = 0.3  # a space between words, in ems
_NARROW = 3.0  # a block this many ems narrower than the page has a right edge of its own
_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Look:
    """A line in reading order. Distances `before` and `after` are in line pitches to its neighbours in the flow."""

    row: Row
    text: str
    flow: int  # lines with one number follow each other on one page, in one column
    kind: FlowKind
    em: float
    pitch: float
    left: float
    right: float
    down: float  # the share of the page above it
    before: float | None = None  # None: the first of its flow
    after: float | None = None  # None: the last of its flow
    gap: float = 0.0
    full: bool = True  # the next word would not have fitted on it
    centred: bool = False
    bold: float = 0.0  # how much of its letters are bold
    underlined: float = 0.0
    capitals: bool = False  # it is set in capitals; four letters at least

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.row.page

    @property
    def indent(self) -> float:
        """How far, in points, it begins from the left edge of its flow."""
        return max(self.row.box.x0 - self.left, 0.0)

    @property
    def fresh(self) -> bool:
        """Whether white or the edge of a flow sets it off from the line before."""
        return self.before is None or self.before > 1.25


def find_looks(sheets: Sequence[Sheet], flows: Sequence[Sequence[Flow]]) -> tuple[Look, ...]:
    """The lines of a document in reading order; `flows` are those of each sheet."""
    looks: list[Look] = []
    number = 0
    for sheet, parts in zip(sheets, flows, strict=True):
        for flow in parts:
            looks += _looks_of(flow, number, sheet)
            number += 1
    return tuple(looks)


def _looks_of(flow: Flow, number: int, sheet: Sheet) -> list[Look]:
    looks = []
    rows = flow.rows
    for row in rows:
        down = row.mid / sheet.tall
        looks.append(Look(row, row.text, number, flow.kind, sheet.em, sheet.pitch, flow.left, flow.right, down))
    for index, look in enumerate(looks):
        row = look.row
        ahead = rows[index + 1] if index + 1 < len(rows) else None
        behind = rows[index - 1] if index else None
        tallest = max(row.height / max(sheet.ink, 0.1), 1.0)
        right = _right_edge(looks, index, sheet.em)
        bold, underlined = _weights(row)
        full = ahead is not None and row.box.x1 + _SPACE * sheet.em + _first_wide(ahead) > right - 0.5 * sheet.em
        looks[index] = replace(
            look,
            before=(row.mid - behind.mid) / sheet.pitch / min(tallest, 2.0) if behind else None,
            after=(ahead.mid - row.mid) / sheet.pitch if ahead else None,
            gap=max((row.box.top - behind.box.bottom) / max(row.height, 0.1), 0.0) if behind else 0.0,
            full=full or (ahead is None and row.box.x1 > right - 2.5 * sheet.em),
            centred=_is_centred(row, flow.left, flow.right, sheet.em),
            bold=bold,
            underlined=underlined,
            capitals=is_capitals(look.text),
        )
    return looks


def _weights(row: Row) -> tuple[float, float]:
    """How much of a row's letters are bold, and underlined."""
    letters = sum(len(token.text) for token in row.tokens)
    bold = sum(len(token.text) for token in row.tokens if token.word.bold)
    return bold / letters, sum(len(token.text) for token in row.tokens if token.word.underlined) / letters


def is_capitals(text: str) -> bool:
    """Whether a text is set in capitals; four letters at least."""
    letters = "".join(filter(str.isalpha, text))
    return len(letters) >= 4 and (letters.isupper() or sum(map(str.isupper, letters)) >= 0.85 * len(letters))


def _first_wide(row: Row) -> float:
    """How wide the first word of a line is."""
    return row.tokens[0].box.width


def _right_edge(looks: Sequence[Look], index: int, em: float) -> float:
    """The right edge lines have here: that of the flow, or of a narrow block inside it."""
    near = [look.row.box.x1 for look in looks[max(index - _NEIGHBOURS, 0) : index + _NEIGHBOURS + 1]]
    furthest = max(near)
    narrow = furthest < looks[index].right - _NARROW * em
    if narrow and sum(x1 > furthest - 1.5 * em for x1 in near) >= 4:
        return furthest
    return looks[index].right


def _is_centred(row: Row, left: float, right: float, em: float) -> bool:
    """Whether a line stands in the middle, with white on both sides."""
    before, after = row.box.x0 - left, right - row.box.x1
    return (
        min(before, after) > 1.5 * em
        and before + after > 0.15 * (right - left)
        and abs(before - after) < max(1.2 * em, 0.12 * (before + after))
    )


def usual_size(looks: Sequence[Look]) -> float | None:
    """The type size most letters of a document have, where the text layer tells."""
    sizes = [look.row.size for look in looks for _ in range(1 + len(look.text) // 20) if look.row.size]
    return statistics.median(sizes) if sizes else None


def usual_height(looks: Sequence[Look]) -> float:
    """The height most words of a document have."""
    heights = [look.row.height for look in looks for _ in range(1 + len(look.text) // 20)]
    return statistics.median(heights) if heights else 0.0
