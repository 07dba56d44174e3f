"""Precision, recall and F1 of numbers, dates, ranges, periods, terms and notices on the project's own cases.

usage: times.py [--errors]     what is right is the passage with its value, or the field with its value; part of `make eval`
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from time_cases import KINDS, read_cases


def main() -> int:
    """Print the table; with --errors also what was missed or found beside it."""
    sys.stdout.write(f"{'':<24} cases  gold found right      P     R    F1\n")
    for kind, (file, gold_of, found_of) in KINDS.items():
        gold = found = right = 0
        cases = read_cases(file)
        for case in cases:
            expected, seen = Counter(gold_of(case)), Counter(found_of(case))
            both = (expected & seen).total()
            gold, found, right = gold + expected.total(), found + seen.total(), right + both
            if "--errors" in sys.argv and (expected != seen):
                missed, extra = list((expected - seen).elements()), list((seen - expected).elements())
                sys.stderr.write(f"  {kind}: missed {missed}, found {extra} in {case['text'][:80]!r}\n")
        precision, recall = right / max(found, 1), right / max(gold, 1)
        f1 = 2 * right / max(gold + found, 1)
        figures = f"{len(cases):5d} {gold:5d} {found:5d} {right:5d}  {precision:.3f} {recall:.3f} {f1:.3f}"
        sys.stdout.write(f"{kind:<24} {figures}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
