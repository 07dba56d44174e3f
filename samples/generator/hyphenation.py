"""A French word in, the places where a line may break it out: a few syllable rules, enough for a believable page."""

from __future__ import annotations

VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
# pairs of consonants that begin a syllable together
CLUSTERS = frozenset(
    "bl br ch cl cr dr fl fr gl gn gr ph pl pr qu th tr vr".split()  # noqa: SIM905
)
LEFT, RIGHT = 3, 3


def find_breaks(word: str) -> tuple[int, ...]:
    """`find_breaks("convention")` → `(3, 6)`: con-ven-tion. Capitals, digits and apostrophes are left whole."""
    tail = max(word.rfind("’"), word.rfind("'")) + 1  # never before or just after an elision
    core = word[tail:]
    end = len(core.rstrip(".,;:)»\u00a0"))
    if not core[:end].isalpha() or not core[:end].islower() or end < LEFT + RIGHT + 1:
        return ()
    breaks = []
    for at in range(LEFT, end - RIGHT + 1):
        before, here, after = core[at - 1], core[at], core[at + 1 : at + 2]
        if here in VOWELS or not VOWELS.intersection(core[:at]):
            continue
        opens = after in VOWELS or here + after in CLUSTERS
        joined = before + here in CLUSTERS
        if opens and not joined and VOWELS.intersection(core[at : end - 1]):
            breaks.append(tail + at)
    return tuple(breaks)
