(
    """A spaCy pipeline in, the same with long runs of signs cut off at once: "________________", `"""
    """""` …

spaCy takes one sign a time from the ends of a word and looks at the rest anew, so that a rule of 30,000 underscores
took two minutes. A run of sixteen signs or more is one token here.
"""
)

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_SIGN = r"[\"'’“”«»‹›`´_…·•()\[\]{}*#~=+<>|¤°^]"
_RUN = _SIGN + "{16,}"


def take_runs_at_once(nlp: Language) -> None:
    """Change what the tokenizer of `nlp` takes from the ends of a word; all other words are cut as before."""
    tokenizer: Any = nlp.tokenizer
    prefix, suffix = (search.__self__.pattern for search in (tokenizer.prefix_search, tokenizer.suffix_search))
    tokenizer.prefix_search = re.compile(f"^{_RUN}|{prefix}").search
    tokenizer.suffix_search = re.compile(f"(?<!{_SIGN}){_RUN}$|{suffix}").search
