"""A citation and the articles in, a doubt out where the article cited does not hold what the sentence says it does.

"Valider la feuille de route évoquée à l'article 2": do the words "feuille", "route" stand in article 2, and does
another article hold them clearly better?
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.language.facts import Article
from extractor.language.lexicon import load_lexicon

_REACH = 140  # characters before the citation in which what is spoken of must stand
_LINK = re.compile(r"(?:(?:a|dans|par|aux?|sous|en|de)\s+)?(?:l'|les\s+|des\s+)?$")
_DETERMINER = re.compile(
    r"(?<!\w)(?:l'|(?:la|le|les|un|une|des|du|aux?|cette|cet|ces|ce|son|sa|ses|leurs?|chaque|toute?s?|tous|aucune?)(?=\s))\s*"
)
_WORD = re.compile(r"[a-zœ]{4,}")
_BREAK = re.compile(r"[.;:!?()\"]")
_HELD, _HELD_ELSEWHERE, _CLEARLY = 0.5, 0.6, 0.5  # shares of the words: here, in another article, the difference


class Holdings:
    """The words of each article of a document, by their first letters."""

    def __init__(self, folded: str, articles: Sequence[Article]) -> None:
        self.folded = folded
        self.main = [a for a in articles if a.kind == "article" and a.level == 1]
        self._stems: dict[str, set[int]] | None = None

    def _index(self) -> dict[str, set[int]]:
        """First four, five and six letters of every word → the articles that hold it; made when first asked for."""
        if self._stems is None:
            self._stems = {}
            for place, article in enumerate(self.main):
                for word in set(_WORD.findall(self.folded, article.heading_start, article.end)):
                    for length in (4, 5, 6):
                        self._stems.setdefault(word[:length], set()).add(place)
        return self._stems

    def doubt(self, cited: Article, at: int) -> str | None:
        """Why the citation at `at` of the article `cited` looks wrong; `None` where it does not."""
        words = spoken_of(self.folded, at)
        if not words:
            return None
        index = self._index()
        held = Counter(place for word in words for place in index.get(word, ()))
        here = next((p for p, a in enumerate(self.main) if a.start <= cited.start < a.end), None)
        worth = held[here] / len(words) if here is not None else 1.0
        if worth >= _HELD:
            return None
        others = {
            p: n / len(words) for p, n in held.items() if p != here and not self.main[p].start <= at < self.main[p].end
        }
        best = max(others, key=lambda p: (others[p], -p), default=None)
        if best is None or others[best] < _HELD_ELSEWHERE or others[best] - worth < _CLEARLY:
            return None
        label, other = cited.number, self.main[best].number
        return f"L'article {label} ne parle pas de ce que la phrase annonce ; l'article {other} en parle."


def spoken_of(folded: str, at: int) -> tuple[str, ...]:
    """The content words, cut to their stems, of what is said to stand in the article cited at `at`.

    Before "à l'article 2", "valider la feuille de route annuelle évoquée" gives ("feuil", "rout", "annuel").
    """
    before = folded[max(0, at - _REACH) : at]
    link = _LINK.search(before)
    head = before[: link.start()].rstrip() if link else before.rstrip()
    participles = [m for m in load_lexicon("references")["said"].find(head) if m.end() == len(head)]
    if not participles:
        return ()
    phrase = _BREAK.split(head[: participles[-1].start()])[-1]
    starts = list(_DETERMINER.finditer(phrase))
    if not starts:
        return ()
    words = _stems(phrase[starts[-1].end() :])
    if len(starts) > 1 and len(words) < 2:  # "la liste des pièces": with what it belongs to
        wider = _stems(phrase[starts[-2].end() :])
        words = wider if len(wider) <= 4 else words
    return words


def _stems(phrase: str) -> tuple[str, ...]:
    empty = load_lexicon("references")["empty"].pattern
    return tuple(
        dict.fromkeys(w[: max(4, min(6, len(w) - 2))] for w in _WORD.findall(phrase) if not empty.fullmatch(w))
    )
