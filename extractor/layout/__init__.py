"""Pages with words in, ONE document out: the text in reading order, its lines and words with their places, and the furniture.

    document = lay_out(read(path, settings))

The steps, one module each: acronyms (misread ones) → words (tokens, upright) → lines (rows) → sheets → furniture and
noise (set apart) → tables, columns (reading order) → looks → headings (kinds) → paragraphs (breaks) → dehyphenation → drafts
(THE text). A plain transcript goes its own short way through transcript.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extractor.document import Document, Furniture, Page
from extractor.layout.by_page import page_text
from extractor.layout.dehyphenation import rejoin
from extractor.layout.drafts import Draft, write
from extractor.layout.printed import draft_pages
from extractor.layout.transcript import draft_transcript

__all__ = ["lay_out", "page_text"]


def lay_out(pages: Sequence[Page]) -> Document:
    """The document that the pages of one convention make; pages keep their order."""
    drafts: list[Draft] = []
    furniture: list[Furniture] = []
    for typed, group in groupby(pages, key=lambda page: page.transcript is not None):
        lines, apart = (draft_transcript if typed else draft_pages)(tuple(group))
        drafts += lines
        furniture += apart
    furniture += [Furniture("noise", page.number, "", box) for page in pages for box in page.unread]
    text, placed, words = write(rejoin(drafts))
    return Document(text, placed, words, tuple(pages), tuple(furniture))
