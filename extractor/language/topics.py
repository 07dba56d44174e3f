"""Articles in, the same with their clause topic out: by the words of the heading, else by those of the body.

An article without a title has a topic too, and one with two subjects ("Durée et résiliation") has that of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor.language.facts import Article
from extractor.language.folding import fold
from extractor.language.lexicon import Entry, load_lexicon

OTHER = "autre"
_VAGUE = "engagements"
_BODY = 6000  # characters of a body that are looked at
_FIRST_SENTENCE = 220  # what is said first weighs double


def classify_topics(text: str, articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles with `topic` set; preamble, parts and signature have none."""
    return tuple(
        replace(article, topic=topic_of(text, article)) if article.kind in ("article", "annex") else article
        for article in articles
    )


def topic_of(text: str, article: Article) -> str:
    """The topic of one article: `"durée"` for "Article 4 – Durée" and for "Elle est conclue pour une durée de …"."""
    if article.kind == "annex":
        return "annexes"
    by_title = title_topic(article.title) if article.title else None
    return by_title or body_topic(text[article.heading_end : min(article.end, article.heading_end + _BODY)]) or OTHER


def title_topic(title: str) -> str | None:
    """The topic that a heading's words name: the first, the longest of those that begin together.

    "Engagement" and the like say little: "Engagement financier" is `"financement"`.
    """
    folded = fold(title)
    matches = [
        (entry.value == _VAGUE, match.start(), match.start() - match.end(), entry.value)
        for entry in _entries("heading")
        if (match := entry.search(folded)) is not None
    ]
    return min(matches)[3] if matches else None


def body_topic(body: str) -> str | None:
    """The topic most spoken of in a body, what the first sentence says counting double; `None` without a cue."""
    folded = fold(body)
    scores: dict[str, float] = {}
    for entry in _entries("content"):
        hits = [m.start() for _, m in zip(range(8), entry.find(folded), strict=False)]
        if hits:
            scores[entry.value] = sum(2.0 if at < _FIRST_SENTENCE else 0.7 for at in hits)
    return max(scores, key=scores.__getitem__) if scores else None


@cache
def _entries(kind: str) -> tuple[Entry, ...]:
    content = kind == "content"
    return tuple(e for name, e in load_lexicon("topics").items() if name.endswith("_content") is content)
