"""Two texts in, a redline out: runs of words kept, taken out, put in, those that differ in typography alone marked so.

Kept and removed runs together are the first text, kept and added runs the second (`sides`). The redline of (b, a) is
that of (a, b) with added and removed changed round, since both are worked out in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Indel

from extractor.comparing.comparison import Change
from extractor.comparing.misreadings import find_misreadings
from extractor.comparing.vocabulary import is_form, was_seen
from extractor.comparing.words import Word, common_words, flat, shown_words, words_of

_MOST_CELLS = 400_000_000  # of the matrix of word pairs, a bit each; larger texts are first cut at equal paragraphs
_FEW = 4  # words kept between two changes at least three times as long are read as changed
_INITIALS = 3  # letters of initials, and persons who initial a page
_ARTICLE_WORDS = frozenset({"article", "articles", "art"})


@dataclass(frozen=True, slots=True)
class _Run:
    """`a[i:j]` answers `b[k:m]`; `same` where their keys are equal."""

    same: bool
    i: int
    j: int
    k: int
    m: int


def redline(before: str, after: str, *, renumbered: Mapping[str, str] | None = None) -> tuple[Change, ...]:
    """The changes that make `after` of `before`; `renumbered` maps article numbers that answer each other."""
    if before <= after:
        return _worked_out(before, after, renumbered or {})
    turned = {new: old for old, new in (renumbered or {}).items()}
    return tuple(_turned(_worked_out(after, before, turned)))


def is_identical(changes: Sequence[Change]) -> bool:
    """Whether nothing differs at all."""
    return all(change.kind == "same" for change in changes)


def is_cosmetic(changes: Sequence[Change]) -> bool:
    """Whether nothing differs but typography."""
    return all(change.kind == "same" or change.cosmetic for change in changes)


def _turned(changes: Sequence[Change]) -> Iterator[Change]:
    """The redline in the other direction, what is removed before what is added."""
    turned = [_turned_change(change) for change in changes]
    position = 0
    while position < len(turned):
        pair = turned[position : position + 2]
        if [change.kind for change in pair] == ["added", "removed"] and pair[0].cosmetic == pair[1].cosmetic:
            pair.reverse()
        else:
            pair = pair[:1]
        yield from pair
        position += len(pair)


def _turned_change(change: Change) -> Change:
    if change.kind == "same":
        return change if change.other is None else Change(kind="same", text=change.other, other=change.text)
    kind = "added" if change.kind == "removed" else "removed"
    return change.model_copy(update={"kind": kind})


def sides(changes: Sequence[Change]) -> tuple[str, str]:
    """The two texts of a redline, as `flat` has them."""
    first = "".join(change.text for change in changes if change.kind != "added")
    second = "".join(change.other or change.text for change in changes if change.kind != "removed")
    return first, second


def _worked_out(before: str, after: str, renumbered: Mapping[str, str]) -> tuple[Change, ...]:
    if before == after:
        kept = flat(before)
        return (Change(kind="same", text=kept),) if kept else ()
    a, b = words_of(before), words_of(after)
    here, there = shown_words(before), shown_words(after)
    meant = find_misreadings(a, b)
    runs = _runs([meant.get(w.key, w.key) for w in a], [meant.get(w.key, w.key) for w in b])
    changes: list[Change] = []
    for run in _merged(runs, a, b):
        if run.same:
            changes.extend(_spelt(a, b, here, there, run))
        else:
            cosmetic = _says_nothing(a, b, run, renumbered) or _is_scrap(before, after, a, b, run)
            changes.extend(_change("removed", here[run.i : run.j], cosmetic=cosmetic))
            changes.extend(_change("added", there[run.k : run.m], cosmetic=cosmetic))
    return tuple(_joined(changes))


def _change(kind: Literal["removed", "added"], shown: Sequence[str], *, cosmetic: bool) -> Iterator[Change]:
    if shown:
        yield Change(kind=kind, text="".join(shown), cosmetic=cosmetic)


def _spelt(
    a: Sequence[Word], b: Sequence[Word], here: Sequence[str], there: Sequence[str], run: _Run
) -> Iterator[Change]:
    """A run of equal keys, cut where the spelling differs."""
    start = 0
    length = run.j - run.i
    differs = [a[run.i + n].text != b[run.k + n].text for n in range(length)]
    for n in range(1, length + 1):
        if n < length and differs[n] == differs[start]:
            continue
        i, j, k, m = run.i + start, run.i + n, run.k + start, run.k + n
        if differs[start]:
            yield from _change("removed", here[i:j], cosmetic=True)
            yield from _change("added", there[k:m], cosmetic=True)
        else:
            text, other = "".join(here[i:j]), "".join(there[k:m])
            yield Change(kind="same", text=text, other=None if text == other else other)
        start = n


def _joined(changes: Sequence[Change]) -> Iterator[Change]:
    """Neighbours of one kind as one."""
    last: Change | None = None
    for change in changes:
        if last is not None and (last.kind, last.cosmetic) == (change.kind, change.cosmetic):
            other = (last.other or last.text) + (change.other or change.text)
            text = last.text + change.text
            last = last.model_copy(
                update={"text": text, "other": other if change.kind == "same" and other != text else None}
            )
            continue
        if last is not None:
            yield last
        last = change
    if last is not None:
        yield last


# -- runs ---------------------------------------------------------------------------------------------------------


def _runs(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    """Equal and unequal runs of two lists of keys, in order."""
    least = min(len(a), len(b))
    head = next((n for n in range(least) if a[n] != b[n]), least)
    tail = next((n for n in range(least - head) if a[-1 - n] != b[-1 - n]), least - head)
    i, j, k, m = head, len(a) - tail, head, len(b) - tail
    runs = [_Run(True, 0, head, 0, head)] if head else []
    if (j - i) * (m - k) <= _MOST_CELLS:
        runs.extend(_opcodes(a[i:j], b[k:m], i, k))
    else:
        runs.extend(_by_blocks(a[i:j], b[k:m], i, k))
    if tail:
        runs.append(_Run(True, j, len(a), m, len(b)))
    return runs


def _opcodes(a: Sequence[object], b: Sequence[object], i: int, k: int) -> Iterator[_Run]:
    for code in Indel.opcodes(a, b):
        same = code.tag == "equal"
        yield _Run(same, i + code.src_start, i + code.src_end, k + code.dest_start, k + code.dest_end)


def _by_blocks(a: Sequence[str], b: Sequence[str], i: int, k: int) -> Iterator[_Run]:
    """Very long texts: sentences first, then the words between sentences that answer each other."""
    one, two = _sentences(a), _sentences(b)
    if len(one) * len(two) > _MOST_CELLS:
        yield _Run(False, i, i + len(a), k, k + len(b))
        return
    for run in _opcodes([tuple(a[x:y]) for x, y in one], [tuple(b[x:y]) for x, y in two], 0, 0):
        x, y = _covered(one, run.i, run.j)
        v, w = _covered(two, run.k, run.m)
        if run.same or (y - x) * (w - v) > _MOST_CELLS:
            yield _Run(run.same, i + x, i + y, k + v, k + w)
        else:
            yield from _opcodes(a[x:y], b[v:w], i + x, k + v)


def _sentences(keys: Sequence[str]) -> list[tuple[int, int]]:
    cuts = [0, *(n + 1 for n, key in enumerate(keys) if key in ".;"), len(keys)]
    return [(x, y) for x, y in pairwise(cuts) if x < y]


def _covered(pieces: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    first = pieces[start][0] if start < len(pieces) else pieces[-1][1] if pieces else 0
    return first, pieces[end - 1][1] if end > start else first


def _merged(runs: Sequence[_Run], a: Sequence[Word], b: Sequence[Word]) -> list[_Run]:
    """Unequal neighbours as one run, and with them the odd words kept between two changes: easier to read."""
    merged: list[_Run] = []
    for position, run in enumerate(runs):
        between = 0 < position < len(runs) - 1
        same = run.same and not (between and _trifling(a[run.i : run.j], merged[-1], runs[position + 1]))
        if merged and not merged[-1].same and not same:
            last = merged.pop()
            merged.append(_Run(False, last.i, run.j, last.k, run.m))
        else:
            merged.append(_Run(same, run.i, run.j, run.k, run.m))
    return merged


def _trifling(words: Sequence[Word], before: _Run, after: _Run) -> bool:
    """Whether a kept run is too little to be read as kept: small words, or few words between long replacements."""
    spoken = [w for w in words if w.kind in ("word", "number")]
    small = common_words()
    if len(spoken) <= 2 and all((len(w.key) <= 3 or w.key in small) and not w.telling for w in spoken):
        return True
    replaced = min(min(run.j - run.i, run.m - run.k) for run in (before, after)) > 0
    around = min(max(run.j - run.i, run.m - run.k) for run in (before, after))
    return replaced and len(spoken) <= _FEW and 3 * len(spoken) <= around


# -- cosmetic or not ----------------------------------------------------------------------------------------------


def _says_nothing(a: Sequence[Word], b: Sequence[Word], run: _Run, renumbered: Mapping[str, str]) -> bool:
    """Whether an unequal run differs in marks, labels, hyphens or the number of an article that only moved up or down."""
    removed = [w.key for w in a[run.i : run.j] if w.kind in ("word", "number")]
    added = [w.key for w in b[run.k : run.m] if w.kind in ("word", "number")]
    if not removed and not added:
        return True
    if "".join(removed) == "".join(added):
        return not any(key.startswith("#") for key in (*removed, *added)) or removed == added
    if len(removed) == len(added) == 1:
        cited = run.i > 0 and run.k > 0 and a[run.i - 1].key in _ARTICLE_WORDS and b[run.k - 1].key in _ARTICLE_WORDS
        return cited and renumbered.get(removed[0].removeprefix("#")) == added[0].removeprefix("#")
    return False


def _is_word(word: Word) -> bool:
    return word.telling or len(word.key) < 4 or was_seen(word.text) or is_form(word.text)


def _is_scrap(before: str, after: str, a: Sequence[Word], b: Sequence[Word], run: _Run) -> bool:
    """Whether a run is but a pair of initials on a line of their own, which one reading took for text, or a scrawl
    that it took for a word: "AEK AB", "faveé"."""
    if (run.i == run.j) == (run.k == run.m):
        return False
    text, words = (before, a[run.i : run.j]) if run.i < run.j else (after, b[run.k : run.m])
    spoken = [w for w in words if w.kind != "mark"]
    letters = all(w.kind == "word" and w.text.isupper() and len(w.key) <= _INITIALS and not w.telling for w in spoken)
    initials = letters and len(spoken) <= _INITIALS and not any(is_form(w.key) for w in spoken if len(w.key) > 1)
    scrawl = len(spoken) == 1 and spoken[0].text.islower() and spoken[0].kind == "word" and not _is_word(spoken[0])
    if not spoken or not (initials or scrawl):
        return False
    line_before, line_after = text[: words[0].start].rpartition("\n")[2], text[words[-1].end :].partition("\n")[0]
    return not line_before.strip() and not line_after.strip()
