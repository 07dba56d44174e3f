"""A citation and the articles in, a doubt out where the article cited does not hold what the sentence says it does.

"Valider la feuille de route évoquée à l'article 2": do the words "feuille", "route" stand in article 2, and does
another article hold them clearly better?
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.language.facts import Article
from extractor.language.lexicon import load_lexicon

_REACH = 140  # characters before the citation in which what is spoken of must stand
_LINK = re.compile(r"(?:(?:a|dans|par|aux?|sous|en)\s+)?(?:l'|les\s+|des\s+)?$")
_DETERMINER = re.compile(
    r"(?<!\w)(?:la|le|les|l'|un|une|des|du|aux?|cette|cet|ces|ce|son|sa|ses|leurs?|chaque|toute?s?|aucune?)(?=[\s\w])\s*"
)
_WORD = re.compile(r"[a-zœ]{4,}")


def doubt_of(text: str, folded: str, articles: Sequence[Article], cited: Article, at: int) -> str | None:
    """Why the citation at `at` of the article `cited` looks wrong; `None` where it does not."""
    words = spoken_of(folded, at)
    if not words:
        return None
    worth = _share(words, folded, cited)
    if worth >= 0.5:
        return None
    others = [
        a
        for a in articles
        if a.kind == "article" and a.level == 1 and not a.start <= at < a.end and a.number != cited.number
    ]
    best = max(((_share(words, folded, a), a) for a in others), key=lambda pair: pair[0], default=None)
    if best is None or best[0] < 0.6 or best[0] - worth < 0.5:
        return None
    return f"L'article {cited.number} ne parle pas de ce que la phrase annonce ; l'article {best[1].number} en parle."


def spoken_of(folded: str, at: int) -> tuple[str, ...]:
    """The content words, cut to their stems, of what is said to stand in the article cited at `at`."""
    before = folded[max(0, at - _REACH) : at]
    link = _LINK.search(before)
    head = before[: link.start()].rstrip() if link else before.rstrip()
    participles = [m for m in load_lexicon("references")["said"].find(head) if m.end() == len(head)]
    if not participles:
        return ()
    phrase = re.split(r"[.;:!?()\"]", head[: participles[-1].start()])[-1]
    starts = list(_DETERMINER.finditer(phrase))
    words = _words(phrase[starts[-1].end() :]) if starts else ()
    if len(starts) > 1 and len(words) < 2 and len(phrase) - starts[-2].end() < 80:
        words = _words(phrase[starts[-2].end() :])
    return words


def _words(phrase: str) -> tuple[str, ...]:
    empty = load_lexicon("references")["empty"].pattern
    return tuple(dict.fromkeys(_stem(w) for w in _WORD.findall(phrase) if not empty.fullmatch(w)))


def _stem(word: str) -> str:
    return word[: max(4, min(6, len(word) - 2))]


def _share(words: Sequence[str], folded: str, article: Article) -> float:
    """The share of the stems that stand in the article."""
    body = folded[article.heading_start : article.end]
    return sum(bool(re.search(rf"(?<!\w){re.escape(w)}", body)) for w in words) / len(words)
