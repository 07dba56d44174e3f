"""The picture of a page and what was found on it in, one PNG out: a page to look at, to see at a glance what went wrong."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from extractor.document import Box, Page
from extractor.drawn import SIGNATURE
from extractor.exporting.lettering import WHITE, shortened
from extractor.exporting.look_margin import legend_height, margin_width, write_facts, write_legend
from extractor.exporting.look_marks import Mark, PageMarks
from extractor.exporting.look_pen import PALETTE, Pen
from extractor.labels import Lang, label
from extractor.phrases import in_words_of

if TYPE_CHECKING:
    from PIL.Image import Image

_BLANK = (595.0, 842.0)  # points: the sheet that stands for a page without a size
_PALE = 0.8  # how much of its ink the page keeps, so that what is drawn on it stands out
_LONG = frozenset({"obligation"})  # whole sentences, and many of them: drawn more lightly
_TINT, _PALE_TINT = 0.22, 0.1
_MOST_TAGS = 60  # of furniture on one page; a page with more is noise, and its frames say so


def render_page(gray: Any | None, marks: PageMarks, heading: str, dpi: int, lang: Lang, *, facts: bool) -> bytes:
    """The PNG of a page: its picture in grey (`None`: there is none), drawn on; beside it the facts, under it a legend."""
    page = marks.page
    size = (page.width, page.height) if page.width and page.height else _BLANK
    base = _sheet(gray, size, dpi)
    letter = max(8.0, 0.0125 * min(base.size))
    margin = margin_width(min(base.size), letter) if facts else 0
    width = max(base.width + margin, round(45 * letter))
    image = _canvas(base, width, base.height + legend_height(marks, width, letter, lang))
    pen = Pen(image, base.size, base.width / size[0], letter)
    pen.draw.rectangle((0, 0, base.width - 1, base.height - 1), outline=(205, 205, 212))
    _draw_reading(pen, marks)
    _draw_facts(pen, marks.facts)
    _draw_layout(pen, marks, lang)
    _number_facts(pen, marks.facts)
    for row, notice in enumerate(_notices(page, gray, lang)):
        _banner(pen, notice, row)
    if facts:
        write_facts(pen, marks, base.width, width, lang)
    write_legend(pen, marks, heading, lang)
    pen.lettering.lay_on(image)
    return _png(image)


def _sheet(gray: Any | None, size: tuple[float, float], dpi: int) -> Image:
    """The page in pale grey; white where it has no picture."""
    from PIL import Image

    if gray is None:
        scale = min(dpi / 72, 4000 / max(size))
        return Image.new("L", (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))), 255)
    return Image.fromarray(gray).point([round(255 - (255 - value) * _PALE) for value in range(256)])


def _canvas(base: Image, width: int, height: int) -> Image:
    from PIL import Image

    image = Image.new("RGB", (width, height), WHITE)
    image.paste(base, (0, 0))
    return image


def _draw_reading(pen: Pen, marks: PageMarks) -> None:
    """Words, doubtful words, lines: what reading and layout saw."""
    for word in marks.page.words:
        pen.take(pen.box(word.box))
        pen.outline(word.box, "word")
    for run in marks.lines:
        pen.underline(run, marks.page.rotation, marks.page.skew)
    for box in marks.doubtful:
        pen.shape([[box]], "doubtful", tint=0.45, pad=1)


def _draw_facts(pen: Pen, facts: Sequence[Mark]) -> None:
    for mark in sorted(facts, key=lambda mark: -sum(map(len, mark.runs))):  # short passages above long ones
        long = mark.kind in _LONG
        pen.shape(mark.runs, mark.kind, tint=_PALE_TINT if long else _TINT, thick=1 if long else 2)


def _draw_layout(pen: Pen, marks: PageMarks, lang: Lang) -> None:
    """Headings, furniture and the weakest passage, each with its name."""
    for mark in marks.headings:
        pen.shape(mark.runs, "heading", tint=0, pad=3, thick=2)
    for mark in marks.furniture:
        pen.dashed(mark.runs[0][0], mark.kind)
    if marks.weakest:
        pen.shape(marks.weakest.runs, "weakest", tint=0, pad=5, thick=2)
    for mark in marks.headings:
        if mark.label:
            pen.tag(mark.runs[0][0], mark.label, "heading")
    for mark in _gathered(marks.furniture[:_MOST_TAGS], 2 * pen.letter / pen.scale):
        pen.tag(mark.runs[0][0], mark.label, mark.kind)
    if marks.weakest:
        pen.tag(
            _around(box for run in marks.weakest.runs for box in run),
            f"{label('look_weakest', lang)} {marks.weakest.label}",
            "weakest",
            pad=6,
        )


def _number_facts(pen: Pen, facts: Sequence[Mark]) -> None:
    for number, mark in enumerate(facts, start=1):
        pen.tag(mark.runs[0][0], str(number), mark.kind, share=0.75, pad=1)


def _gathered(marks: Sequence[Mark], near: float) -> list[Mark]:
    """Pieces of one kind that lie within `near` points of each other are named once, as one."""
    groups: list[tuple[str, str, Box]] = []
    for mark in marks:
        box = mark.runs[0][0]
        close = [one for one in groups if one[0] == mark.kind and _gap(one[2], box) <= near]
        groups = [one for one in groups if one not in close]
        groups.append((mark.kind, mark.label, _around([box, *(one[2] for one in close)])))
    return [Mark(kind, ((box,),), said) for kind, said, box in groups]


def _gap(one: Box, two: Box) -> float:
    return max(one.x0 - two.x1, two.x0 - one.x1, one.top - two.bottom, two.top - one.bottom)


def _around(boxes: Iterable[Box]) -> Box:
    return reduce(Box.union, boxes)


def _notices(page: Page, gray: Any | None, lang: Lang) -> list[str]:
    """What must not be overlooked: a page that was not read, a picture that cannot be shown."""
    said = []
    if page.reader == "none":
        said.append(f"{label('look_unread', lang)} : {in_words_of(page.reason, lang)}")
    if gray is None:
        said.append(label("look_no_picture", lang))
    return said


def _banner(pen: Pen, text: str, row: int) -> None:
    """White on red across the head of the page."""
    size = 1.4 * pen.letter
    top = 2.2 * size * row
    pen.draw.rectangle((0, top, pen.width - 1, top + 2.2 * size - 2), fill=PALETTE["weakest"])
    room = pen.width - 2 * pen.letter
    pen.lettering.write((pen.letter, top + 1.45 * size), shortened(text, size, room, bold=True), size, WHITE, bold=True)


def _png(image: Image) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", SIGNATURE)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info)
    return out.getvalue()
