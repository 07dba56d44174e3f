"""What stands beside and under the picture of a page: the facts in words, numbered as on the page, and the legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor.exporting.lettering import WHITE, Colour, shortened, width_of, wrapped
from extractor.exporting.look_marks import Mark, PageMarks
from extractor.exporting.look_pen import PALETTE, Pen
from extractor.labels import Lang, label

_INK: Colour = (40, 40, 48)
_FAINT: Colour = (105, 105, 115)
_RULE: Colour = (205, 205, 212)


def margin_width(page_side: int, letter: float) -> int:
    """How wide the column of facts is beside a page whose shorter side is so many pixels."""
    return round(max(0.42 * page_side, 24 * letter))


def write_facts(pen: Pen, marks: PageMarks, left: int, right: int, lang: Lang) -> None:
    """Each fact at the height of its passage where there is room, else under the one before it."""
    size, x = pen.letter, left + 3 * pen.letter
    shown = _downwards(pen, marks)
    if not shown:
        pen.lettering.write((left + size, 2 * size), label("none_found", lang), size, _FAINT)
    for lines in (3, 2, 1):
        texts = [wrapped(mark.label, size, right - x - 0.5 * size, lines) for _, mark, _ in shown]
        if sum(_card_height(text, size) for text in texts) <= pen.height - size:
            break
    else:
        most = max(1, int(pen.height / _card_height([""], size)) - 1)
        texts, left_over = texts[:most], len(shown) - most
        if left_over > 0:
            said = f"+ {left_over} {label('look_more', lang)}"
            pen.lettering.write((x, pen.height - 0.4 * size), said, size, _FAINT)
    heights = [_card_height(text, size) for text in texts]
    tops = _stacked([top for _, _, top in shown[: len(texts)]], heights, pen.height - size)
    for (number, mark, _), text, top in zip(shown, texts, tops, strict=False):
        _card(pen, number, mark, (left, top), text, lang)


def _downwards(pen: Pen, marks: PageMarks) -> list[tuple[int, Mark, float]]:
    """(number, mark, wanted height) from the head of the page to its foot; those on one line as the text has them.

    Where lines run up or down the page, as the text has them all.
    """
    page = marks.page
    found = []
    for number, mark in enumerate(marks.facts, start=1):
        first = mark.runs[0][0]
        top = 0.0 if page.rotation in (90, 270) else first.top if page.rotation else page.upright(first).top
        found.append((number, mark, max(pen.letter, top * pen.scale)))
    found.sort(key=lambda item: item[2])
    rows: list[list[tuple[int, Mark, float]]] = []
    for item in found:
        if rows and item[2] - rows[-1][0][2] < 0.8 * pen.letter:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item[0])]


def _card_height(lines: Sequence[str], size: float) -> float:
    return (1.75 + 1.2 * len(lines)) * size


def _card(pen: Pen, number: int, mark: Mark, place: tuple[float, float], lines: Sequence[str], lang: Lang) -> None:
    left, top = place
    size, colour, badge = pen.letter, PALETTE[mark.kind], str(number)
    wide = max(width_of(badge, size * 0.9, bold=True) + 0.6 * size, 1.6 * size)
    x, base = left + 0.6 * size, top + 1.05 * size
    pen.draw.rectangle((x, top, x + wide, top + 1.35 * size), fill=colour)
    inset = (wide - width_of(badge, size * 0.9, bold=True)) / 2
    pen.lettering.write((x + inset, base), badge, size * 0.9, WHITE, bold=True)
    pen.lettering.write((x + 2.4 * size, base), label(f"look_{mark.kind}", lang), size, colour, bold=True)
    for row, line in enumerate(lines, start=1):
        pen.lettering.write((x + 2.4 * size, base + 1.2 * row * size), line, size, _INK)


def _stacked(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Places that keep the order and do not overlap, as near to those wanted as they can be."""
    tops: list[float] = []
    for index, want in enumerate(wanted):
        tops.append(max(want, tops[-1] + heights[index - 1] if tops else 0.0))
    floor = room
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = max(0.0, min(tops[index], floor - heights[index]))
        floor = tops[index]
    return tops


def legend_height(marks: PageMarks, width: int, letter: float, lang: Lang) -> int:
    """How high the strip under the page must be."""
    rows = 1 + max((row for row, _, _, _ in _swatches(marks, width, letter, lang)), default=-1)
    return round((2.6 + 1.8 * rows) * letter)


def write_legend(pen: Pen, marks: PageMarks, heading: str, lang: Lang) -> None:
    """What page this is and how it was read, then each colour that occurs on it."""
    size, width, top = pen.letter, pen.image.width, pen.height
    pen.draw.line((0, top, width, top), fill=_RULE)
    room = width - 2 * size
    pen.lettering.write((size, top + 1.6 * size), shortened(heading, size, room, bold=True), size, _INK, bold=True)
    for row, x, kind, text in _swatches(marks, width, size, lang):
        base = top + (3.6 + 1.8 * row) * size
        _swatch(pen, kind, (round(x), round(base - 0.9 * size), round(x + 1.6 * size), round(base + 0.2 * size)))
        pen.lettering.write((x + 2 * size, base), text, size, _INK)


def _swatch(pen: Pen, kind: str, corners: tuple[int, int, int, int]) -> None:
    colour = PALETTE[kind]
    if kind == "line":
        pen.draw.line((corners[0], corners[3], corners[2], corners[3]), fill=colour, width=1)
    elif kind in ("word", "weakest", "heading"):
        pen.draw.rectangle(corners, outline=colour, width=1 if kind == "word" else 2)
    else:
        pen.draw.rectangle(corners, fill=colour)


def _swatches(marks: PageMarks, width: int, letter: float, lang: Lang) -> Iterator[tuple[int, float, str, str]]:
    """(row, x, kind, words) of each entry of the legend, in rows as wide as the picture."""
    row, x = 0, letter
    for kind, count in _counted(marks):
        text = label(f"look_{kind}", lang)
        if kind == "weakest" and marks.weakest:
            text += f" ({marks.weakest.label})"
        elif count > 1:
            text += f" × {count}"
        wide = width_of(text, letter) + 3.6 * letter
        if x > letter and x + wide > width - letter:
            row, x = row + 1, letter
        yield row, x, kind, text
        x += wide


def _counted(marks: PageMarks) -> Iterator[tuple[str, int]]:
    """The kinds on the page and how often each occurs, in the order of the palette."""
    found = Counter(mark.kind for mark in (*marks.headings, *marks.furniture, *marks.facts))
    found.update(word=len(marks.page.words), doubtful=len(marks.doubtful), line=len(marks.lines))
    found.update(weakest=int(marks.weakest is not None))
    return ((kind, found[kind]) for kind in PALETTE if found[kind])
