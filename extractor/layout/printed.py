"""Pages with words in, the lines of their text in reading order and their furniture out."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Furniture, LineKind, Page
from extractor.layout.acronyms import settle_acronyms
from extractor.layout.columns import find_flows
from extractor.layout.drafts import Draft, Piece
from extractor.layout.furniture import set_furniture_apart
from extractor.layout.headings import mark_kinds
from extractor.layout.looks import Look, find_looks, usual_height, usual_size
from extractor.layout.noise import set_noise_apart
from extractor.layout.paragraphs import Break, find_breaks
from extractor.layout.sheets import open_sheets, shown_box

Line = tuple[Look, LineKind, Break]


def draft_pages(pages: Sequence[Page]) -> tuple[list[Draft], tuple[Furniture, ...]]:
    """The drafts of the lines of pages with words, and what is furniture on them, by page and height."""
    sheets, furniture = set_furniture_apart(open_sheets(settle_acronyms(pages)))
    sheets, noise = set_noise_apart(sheets)
    looks = find_looks(sheets, [find_flows(sheet) for sheet in sheets])
    kinds = mark_kinds(looks, usual_size(looks), usual_height(looks))
    drafts = [_draft(*line) for line in _in_order(looks, kinds)]
    order = {page.number: place for place, page in enumerate(pages)}
    return drafts, tuple(sorted((*furniture, *noise), key=lambda f: (order[f.page], f.box.top if f.box else 0.0)))


def _in_order(looks: Sequence[Look], kinds: Sequence[LineKind]) -> list[Line]:
    """The lines with their breaks; footnotes wait for the end of the paragraph that goes over their page's edge."""
    body = [index for index, kind in enumerate(kinds) if kind != "note"]
    breaks = find_breaks([looks[index] for index in body], [kinds[index] for index in body])
    lines: list[Line] = []
    notes = _note_lines(looks, kinds)
    for place, index in enumerate(body):
        if breaks[place] == "\n\n":
            while notes and notes[0][0].page < looks[index].page:
                lines.append(notes.pop(0))
        lines.append((looks[index], kinds[index], breaks[place]))
    return lines + notes


def _note_lines(looks: Sequence[Look], kinds: Sequence[LineKind]) -> list[Line]:
    """The footnotes of all pages, those of one page a block."""
    notes: list[Line] = []
    for look, kind in zip(looks, kinds, strict=True):
        if kind == "note":
            same = notes and notes[-1][0].page == look.page and (look.before or 0.0) <= 1.6
            notes.append((look, kind, "\n" if same else "\n\n"))
    return notes


def _draft(look: Look, kind: LineKind, before: Break) -> Draft:
    return Draft(
        tuple(Piece(t.text, t.page, t.word.box, t.word.confidence, t.space) for t in look.row.tokens),
        page=look.page,
        before=before,
        kind=kind,
        bold=look.bold > 0.8,
        underlined=look.underlined > 0.8,
        size=look.row.size,
        indent=look.indent,
        gap=look.gap,
        centred=look.centred,
        box=shown_box(look.row.tokens),
    )
