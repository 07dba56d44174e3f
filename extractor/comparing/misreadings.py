"""Two texts in, their misread words out: "conventlon" for "convention" where it is no French word and the other text has it right.

A deliberate change is made of words; a misreading is mostly none. So a word counts as misread only if it is no word of
the French model, differs by a letter or two from a word of the other text, and neither turns a sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.comparing.vocabulary import is_form, was_seen
from extractor.comparing.words import Word, common_words, telling_words

_SHORTEST = 4  # "ne" and "le" differ by a letter too
_BRIEFEST = 2  # shorter words than the shortest are only taken for small words, and only if they are no words
_LETTERS = 6  # from here on two letters may be misread, if scans confuse them
_LONG = 8  # from here on any two letters
# letters that scans confuse; two names that differ so are one name
_ALIKE = frozenset(
    frozenset(pair)
    for group in ("il1jtf|", "ceo0", "nuhmri", "gq9", "s5", "b8h", "dcl", "vy", "ae", "kh", "zs2")
    for pair in ((a, b) for a in group for b in group if a != b)
)


def find_misreadings(first: Iterable[Word], second: Iterable[Word]) -> dict[str, str]:
    """Key of a misread word → key of what the other text has, both ways: `{"conventlon": "convention"}`."""
    one, two = _spellings(first), _spellings(second)
    found = {}
    for here, there in ((one, two), (two, one)):
        long = [key for key in there if len(key) >= _SHORTEST]
        for key in sorted(here.keys() - there.keys()):
            right = _meant(key, here[key], there, long)
            if right is not None:
                found[key] = right
    # a word that another is taken for is not itself misread; of two that are taken for each other one is
    return {key: right for key, right in found.items() if right not in found or (found[right] == key and key > right)}


def _spellings(words: Iterable[Word]) -> dict[str, str]:
    return {w.key: w.text for w in words if w.kind == "word" and len(w.key) >= _BRIEFEST}


def _meant(key: str, spelling: str, there: dict[str, str], long: Sequence[str]) -> str | None:
    """The word of the other text that `key` is a misreading of, if there is just one; `long`: its words but the short."""
    if key in telling_words():
        return None
    if any(letter.isdigit() for letter in key):
        return _word_with_digits_meant(key, there)
    if len(key) < _SHORTEST:
        return _small_word_meant(key, spelling, there)
    if key in common_words():
        return None
    near = [
        (other, distance)
        for other, distance in _near(key, long, 2 if len(key) >= _LETTERS else 1)
        if distance == 1 or len(key) >= _LONG or _look_alike(key, other)
    ]
    if not near:
        return None
    best = min(distance for _, distance in near)
    closest = [other for other, distance in near if distance == best]
    if len(closest) > 1:
        return None
    (right,) = closest
    if not _is_misprint(spelling, there[right], alike=_look_alike(key, right)):
        return None
    if right in telling_words():
        return right if best == 1 and _only_telling(key, right) else None
    return right


def _small_word_meant(key: str, spelling: str, there: dict[str, str]) -> str | None:
    """The small word that three letters or two are a misreading of: "dc" of "de", "anx" of "aux"; no initials."""
    if spelling.isupper() or key in common_words():
        return None
    found = [o for o in there if len(o) == len(key) and o in common_words() and o not in telling_words()]
    near = [o for o in found if Levenshtein.distance(key, o, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and not is_form(key) else None


def _word_with_digits_meant(key: str, there: dict[str, str]) -> str | None:
    """The word that letters among digits are a misreading of: "ca5" of "cas", "conr5" of "cours"; no number, no name."""
    if len(key) <= _BRIEFEST:
        return None
    known = [o for o in there if o.isalpha() and len(o) > _BRIEFEST and o not in telling_words()]
    near = [o for o in _near(key, known, 1 if len(key) < 5 else 2) if is_form(there[o[0]]) or o[0] in common_words()]
    best = min((distance for _, distance in near), default=0)
    closest = [other for other, distance in near if distance == best]
    return closest[0] if len(closest) == 1 else None


def _is_misprint(spelling: str, right: str, *, alike: bool) -> bool:
    """Whether one spelling is a misprint of the other: no word at all, or a string that only misprinted texts have."""
    if not was_seen(spelling):
        return alike or was_seen(right)
    return alike and not is_form(spelling) and is_form(right)


def _near(key: str, others: Sequence[str], most: int) -> list[tuple[str, int]]:
    """The words at most so many letters away, with the distance."""
    found = process.extract(key, others, scorer=Levenshtein.distance, score_cutoff=most, limit=5)
    return [(other, distance) for other, distance, _ in found if not _derived(key, other)]


def _derived(one: str, other: str) -> bool:
    """Whether one word is the other with a beginning or an ending: "cessible" and "incessible", "partie" and "parties"."""
    return one.endswith(other) or other.endswith(one) or one.startswith(other) or other.startswith(one)


def _only_telling(key: str, right: str) -> bool:
    """Whether no other word that turns a sense is as near; the words of numbers are never taken for another."""
    from extractor.language.numbers import NUMBER_WORDS

    if right in NUMBER_WORDS:
        return False
    return not any(
        other != right and Levenshtein.distance(key, other, score_cutoff=1) <= 1 for other in telling_words()
    )


def _look_alike(one: str, other: str) -> bool:
    """Whether every letter that differs is one that scans confuse."""
    if len(one) != len(other):
        return False
    return all(a == b or frozenset((a, b)) in _ALIKE for a, b in zip(one, other, strict=True))
