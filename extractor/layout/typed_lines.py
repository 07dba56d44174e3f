"""Lines as typed in, the same with what typing or a converter put between their letters and their lines taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractor.layout.forms import opens_article
from extractor.layout.items import marker_of
from extractor.layout.paragraphs import ends_sentence, goes_on
from extractor.layout.scraps import Block

_SPACED = re.compile(  # five single letters in a row, and the letter-spaced words that wider spaces part from them
    r"(?<![^\W_])(?:(?:[^\W\d_] ){1,4}[^\W\d_] {2,9}){0,3}+(?:[^\W\d_] ){4,40}[^\W\d_]"
    r"(?: {2,9}[^\W\d_](?: [^\W\d_])+(?![^\W_'’]))*(?![^\W_'’])"
)
_FEWEST = 12  # blocks from which it can be told
_SINGLE, _BROKEN = 0.8, 0.25  # shares of blocks of one line, and of those that go on in the next
_FULL = 0.7  # of the usual width: a line that long was wrapped
_LONGEST = 1.4  # times the usual width: a longer line was not wrapped, it is a paragraph of its own


def join_letters(raw: str) -> str:
    """ "E N T R E" is "ENTRE": five single letters in a row are a letter-spaced word; wider spaces part the words."""
    return _SPACED.sub(lambda run: _joined(run[0]), raw)


def _joined(run: str) -> str:
    letters = run.replace(" ", "")
    if not (letters.isupper() or letters.istitle()):
        return run
    return " ".join(word.replace(" ", "") for word in re.split(r" {2,}", run))


def set_solid(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page typed with a blank line after each line, whose lines go on in one another, as paragraphs.

    Elsewhere the blank lines stay: only where nearly each line stands alone and many break off in a sentence do they
    part nothing.
    """
    widths = sorted(len(block.lines[0].text) for block in blocks) or [0]
    usual = widths[int(0.8 * (len(widths) - 1))]
    full = _FULL * usual
    if widths[-1] > _LONGEST * usual or not _is_double_spaced(blocks, full):
        return list(blocks)
    solid: list[Block] = []
    for block in blocks:
        if solid and _follows(solid[-1], block, full):
            solid[-1] = replace(solid[-1], lines=(*solid[-1].lines, *block.lines))
        else:
            solid.append(block)
    return solid


def _is_double_spaced(blocks: Sequence[Block], full: float) -> bool:
    alone = sum(len(block.lines) == 1 for block in blocks)
    if len(blocks) < _FEWEST or alone < _SINGLE * len(blocks):
        return False
    broken = sum(_follows(a, b, full) for a, b in pairwise(blocks))
    return broken >= _BROKEN * len(blocks)


def _follows(before: Block, block: Block, full: float) -> bool:
    last, first = before.lines[-1], block.lines[0]
    if (
        last.table
        or first.table
        or last.heading
        or first.heading
        or opens_article(first.text)
        or opens_article(last.text)
    ):
        return False
    if len(last.text) < full:
        return False
    if goes_on(last.text, first.text):
        return True
    return not (ends_sentence(last.text) or last.text.endswith((";", ":", "»"))) and not marker_of(first.text)
