"""Facts on a spaCy `Doc`: spans in `doc.spans[name]`, their values as plain data in `doc.user_data[name]`.

Plain data (dicts, lists, strings, numbers) survives `Doc.to_bytes`, hence `DocBin` and spawned workers; extension
attributes would not. `read_facts` gives the frozen dataclasses back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from types import GenericAlias
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from spacy.tokens import Doc, Span, SpanGroup

from extractor.document import Line, lines_of

FactT = TypeVar("FactT")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """The reader of tuples of a dataclass; built once, since building it is slow."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(cast(Any, GenericAlias(tuple, (kind, ...))))
    return _ADAPTERS[kind]


def write_facts(doc: Doc, name: str, facts: Sequence[Any], *, label: str | None = None) -> None:
    """Put `facts` under `name`; the label of each span is the fact's own attribute `label` names, else `name`."""
    spans: list[Span] = []
    for fact in facts:
        tag = str(getattr(fact, label) or name) if label else name
        span = doc.char_span(fact.start, fact.end, label=tag, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[name] = SpanGroup(doc, name=name, spans=spans)
    doc.user_data[name] = [_plain(dataclasses.asdict(fact)) for fact in facts]


def _plain(value: Any) -> Any:
    """Only what every serialiser knows: "three and a half" months are kept as the text "7/2"."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Fraction | Decimal) else value


def read_facts(doc: Doc, name: str, kind: type[FactT]) -> tuple[FactT, ...]:
    """The facts under `name`, or none where the component that finds them was excluded."""
    facts: tuple[FactT, ...] = _adapter(kind).validate_python(doc.user_data.get(name, ()))
    return facts


def lines_on(doc: Doc) -> tuple[Line, ...]:
    """The lines that layout gave, or those of the plain string."""
    return read_facts(doc, "lines", Line) or lines_of(text_of(doc))


def text_of(doc: Doc) -> str:
    """`doc.text`, which spaCy joins anew from its tokens each time it is asked: dear in a long text with many components."""
    return cast(str, doc.user_data.get("text")) or doc.text
