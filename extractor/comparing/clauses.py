"""A convention in, the sentences of a kind of clause out: which article speaks of insurance, and in what words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise

from extractor.comparing.conventions import Convention
from extractor.comparing.cues import cue, find_cue, names_of
from extractor.comparing.sections import Passage, Section
from extractor.language.folding import fold
from extractor.language.lexicon import Entry

_CARVED_OUT = 80  # so far before a word may stand what excepts it: "hors données considérées comme confidentielles"

# a sentence that only says what a word means: "« cession » signifie la cession des droits …"
_DEFINES = re.compile(
    r"""\W{0,3}(?:les?\s+(?:termes?|mots?)\b|l'expression\b|les\s+expressions\b"""
    r"""|(?<=[«"“„])[^»"”]{1,60}[»"”]\W{0,3}(?:designe|signifie|s'entend|comprend))"""
)
_SAID_BY_TITLE = frozenset({"financing", "insurance", "confidentiality"})
_OF_MANY_WORDS = frozenset({"financing"})  # its words stand in many clauses: where a title tells it, they mean it
_JOINED = 25  # so near stand two ways of which one is enough: "par la médiation ou par l'arbitrage"
_JOINING = re.compile(r"\b(?:et|ou|soit)\b")


def find_clause(
    convention: Convention, name: str, *, also: Callable[[Passage], bool] = lambda passage: True
) -> tuple[Passage, ...]:
    """The sentences of a kind of clause: in articles of its topics, of the first of them before the others, else in any
    article where the words are plain. An article of that title says it even where it has none of the words.

    What an exception names is no clause: "hors données considérées comme confidentielles" binds nobody to secrecy.
    """
    entry = cue(name)
    topics = entry.value.split("|")
    articles = [section for section in convention.sections if section.kind == "article"]
    preferred = [section for section in articles if section.topic in topics]
    by_title = name in _OF_MANY_WORDS
    preferred.sort(key=lambda section: (section.topic != topics[0], by_title and not section.titled))
    titled = [section for section in preferred if section.topic == topics[0] and section.titled]
    anywhere = find_cue(f"{name}_anywhere") or entry
    for group, words in ((preferred, entry), (articles, anywhere)):
        passages = (p for s in group for p in s.passages if not _defines(p.text))
        hits = tuple(p for p in passages if _speaks_of(words, p.text) and also(p))
        if hits:
            return hits
        if group is preferred and name in _SAID_BY_TITLE:
            said = tuple(p for s in titled for p in s.passages if also(p))
            if said:
                return said
    return ()


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=4096)
def _defines(text: str) -> bool:
    return _DEFINES.match(fold(text)) is not None


def _speaks_of(entry: Entry, text: str) -> bool:
    folded = _folded(text)
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


def ways_joined(text: str, group: str) -> frozenset[str]:
    """Whether features of a group are all called for or one is enough: `{"ou"}` of "par la médiation ou l'arbitrage"."""
    folded = fold(text)
    spans = sorted(m.span() for n in names_of("features", value=group) for m in cue(n, "features").find(folded))
    gaps = (folded[end:start] for (_, end), (start, _) in pairwise(spans) if 0 <= start - end <= _JOINED)
    return frozenset("et" if word == "et" else "ou" for gap in gaps for word in _JOINING.findall(gap))


def topic_sections(convention: Convention, *topics: str) -> Iterator[Section]:
    """The articles of some topics, in order."""
    return (s for s in convention.sections if s.kind == "article" and s.topic in topics)
