"""A text in, where an article that presents the parties begins to do so out: "Article 1 – Les contractants"."""

from __future__ import annotations

import re

from extractor.language.party_cues import LINE_LEAD, party_strength

_TITLE = re.compile(
    r"(?:(?:designation|identification|presentation|qualite|identite)\s+des\s+|(?:entre\s+)?les\s+)?"
    r"(?:parties|contractants|cocontractants|signataires)"
    r"(?:\s+(?:contractantes|signataires|prenantes|concernees|en\s+presence|a\s+(?:la|l'?)\s*(?:presente\s+)?\w+))?[\s:.]*"
)
_RUN_IN = re.compile(
    LINE_LEAD
    + rf"(?:\d{{1,3}}\s+)?art(?:icle)?\.?\s*(?:\d{{1,2}}|1er|premier)?\s*[:.–—-]+\s*(?:{_TITLE.pattern})(?=\s?(?:la|le|les|l)\W)",
    re.MULTILINE,
)


def find_parties_article(text: str, folded: str, low: int, limit: int) -> int | None:
    """Where the first party stands: at `low`, if the heading that ends there is on the parties, or behind such a heading on its line."""
    if low and _TITLE.fullmatch(_heading_before(folded, low)):
        return low
    run_in = _RUN_IN.search(folded, low, limit)
    return run_in.end() if run_in and party_strength(text, folded, run_in.end(), limit) == 2 else None


def _heading_before(folded: str, end: int) -> str:
    """The title of the heading that ends at `end`: "les contractants" of "Article 1 – Les contractants"."""
    line = folded[:end].rstrip().rpartition("\n")[2]
    return re.sub(r"^\W*(?:art(?:icle)?\.?\s*)?(?:\d{1,2}|1er|premier|i)?[\s:.)–—-]*", "", line).strip(" *#_")
