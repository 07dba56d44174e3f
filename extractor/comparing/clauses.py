"""A convention in, the sentences of a kind of clause out: which article speaks of insurance, and in what words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue, find_cue, names_of
from extractor.comparing.sections import Passage, Section
from extractor.language.folding import fold
from extractor.language.lexicon import Entry

_CARVED_OUT = 80  # so far before a word may stand what excepts it: "hors données considérées comme confidentielles"


def find_clause(
    convention: Convention, name: str, *, also: Callable[[Passage], bool] = lambda passage: True
) -> tuple[Passage, ...]:
    """The sentences of a kind of clause: in articles of its topics, else in any article where the words are plain.

    What an exception names is no clause: "hors données considérées comme confidentielles" binds nobody to secrecy.
    """
    entry = cue(name)
    topics = entry.value.split("|")
    articles = [section for section in convention.sections if section.kind == "article"]
    preferred = [section for section in articles if section.topic in topics]
    anywhere = find_cue(f"{name}_anywhere") or entry
    for group, words in ((preferred, entry), (articles, anywhere)):
        hits = tuple(p for s in group for p in s.passages if _speaks_of(words, p.text) and also(p))
        if hits:
            return hits
    return ()


def _speaks_of(entry: Entry, text: str) -> bool:
    folded = fold(text)
    excepting = cue("excepting", "features")
    for match in entry.find(folded):
        low = max(0, match.start() - _CARVED_OUT)
        cut = max(folded.rfind(mark, low, match.start()) for mark in ".,;:)")
        if excepting.search(folded, max(low, cut), match.start()) is None:
            return True
    return False


def features_of(text: str, group: str) -> frozenset[str]:
    """Which features of a group a clause has: `features_of("par la médiation ou l'arbitrage", "disputes")`."""
    folded = fold(text)
    return frozenset(n for n in names_of("features", value=group) if cue(n, "features").search(folded))


def topic_sections(convention: Convention, *topics: str) -> Iterator[Section]:
    """The articles of some topics, in order."""
    return (s for s in convention.sections if s.kind == "article" and s.topic in topics)
