"""A PDF that PDFium cannot open in, the pages that pdfplumber still reads out: text only, the slow and patient way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.document import Box, Page, Word
from extractor.reading.text_layer import clean_text, is_bold_name
from extractor.reading.underlines import underlined
from extractor.settings import Settings

_THICKEST_RULE = 2.0  # points
_ATTRIBUTES = ["fontname", "size"]


def read_by_plumber(path: Path, settings: Settings) -> Iterator[Page]:
    """The text of each page; pages without a text layer are unread, for there is no picture of them to recognise."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages[: settings.max_pages], start=1):
            words = words_of(page)
            width, height = float(page.width), float(page.height)
            if words:
                yield Page(number, width, height, "text", reason="text layer, of a damaged file", words=words)
            else:
                yield Page(number, width, height, "none", reason="no text layer, in a file too damaged to be painted")
            page.close()


def words_of(page: Any) -> tuple[Word, ...]:
    """The words of a pdfplumber page."""
    found = page.extract_words(extra_attrs=_ATTRIBUTES, keep_blank_chars=False, use_text_flow=True)
    words, line, foot = [], 0, None
    for item in found:
        text = clean_text(item["text"])
        if foot is not None and abs(item["bottom"] - foot) > 0.5 * (item["bottom"] - item["top"]):
            line += 1
        foot = item["bottom"]
        if text and item["x1"] >= item["x0"] and item["bottom"] >= item["top"]:
            box = Box(float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))
            size = round(float(item["size"]), 2) or None
            words.append(Word(text, box, bold=is_bold_name(str(item["fontname"])), size=size, line=line))
    rules = [
        Box(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        for edge in (*page.lines, *page.rects)
        if abs(edge["bottom"] - edge["top"]) <= _THICKEST_RULE
    ]
    return underlined(words, rules)
