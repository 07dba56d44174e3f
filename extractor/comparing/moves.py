"""Article rows and their sections in, the rows out with sentences that only passed from one article to another told apart.

An article that lost nothing but a sentence which another article of the same convention now has, word for word, and the
article that has it now, are `moved`, not `changed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.comparing.align import Group
from extractor.comparing.comparison import ArticleRow
from extractor.comparing.sections import sentences_in_context

_FEWEST_WORDS = 5  # "Les parties :" stands in many articles
_Texts = dict[int, Counter[str]]  # place of a group → its sentences in one convention


def with_moves(rows: Sequence[ArticleRow], groups: Sequence[Group], conventions: int) -> tuple[ArticleRow, ...]:
    """The rows in their order; `groups` are what they were made of."""
    differing = [
        place
        for place, row in enumerate(rows)
        if row.verdict in ("changed", "only") and groups[place].head.kind == "article"
    ]
    if len(differing) < 2:
        return tuple(rows)
    texts = [_texts(groups, differing, number) for number in range(conventions)]
    passed = [_passed(texts[0], other) for other in texts[1:]]
    found = list(rows)
    for place in differing:
        others = {h for one in passed for h in one.get(place, frozenset())}
        if others and all(
            _explained(place, texts[0], other, one) for other, one in zip(texts[1:], passed, strict=True)
        ):
            found[place] = _moved(rows[place], sorted(others), groups)
    return tuple(found)


def _texts(groups: Sequence[Group], places: Sequence[int], number: int) -> _Texts:
    return {place: Counter(sentences_in_context(groups[place].members.get(number, []))) for place in places}


def _passed(reference: _Texts, other: _Texts) -> dict[int, frozenset[int]]:
    """For each group, those that it gave a sentence to or had one from."""
    gone: dict[str, int] = {}
    for place, sentences in reference.items():
        gone.update(dict.fromkeys((s for s in sentences - other[place] if _long(s)), place))
    found: dict[int, set[int]] = {}
    for place, sentences in other.items():
        for sentence in sentences - reference[place]:
            if (source := gone.get(sentence)) is not None:
                found.setdefault(place, set()).add(source)
                found.setdefault(source, set()).add(place)
    return {place: frozenset(others) for place, others in found.items()}


def _explained(place: int, reference: _Texts, other: _Texts, passed: dict[int, frozenset[int]]) -> bool:
    """Whether every sentence by which a group differs stands in a group that it exchanged sentences with."""
    elsewhere = passed.get(place, frozenset())
    gone, come = reference[place] - other[place], other[place] - reference[place]
    sent = Counter[str]()
    had = Counter[str]()
    for one in elsewhere:
        sent += other[one] - reference[one]
        had += reference[one] - other[one]
    return gone <= sent and come <= had and all(map(_long, (*gone, *come)))


def _long(sentence: str) -> bool:
    return sentence.count(" ") + 1 >= _FEWEST_WORDS


def _moved(row: ArticleRow, others: Sequence[int], groups: Sequence[Group]) -> ArticleRow:
    names = ", ".join(dict.fromkeys(groups[one].head.article.number or groups[one].head.kind for one in others))
    reasons = (*row.reasons, f"phrases échangées avec l'article {names}")
    return row.model_copy(update={"verdict": "moved", "severity": "info", "reasons": reasons})
