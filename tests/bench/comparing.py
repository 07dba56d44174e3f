"""Seconds and memory of comparing 2, 10 and 50 conventions of ten pages from saved records: a part of `make bench`.

They are made of the two samples: the articles of both, one after the other, and in each copy other words exchanged for
words of their length, so that offsets hold and no two texts are the same.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from extractor.record import Article, ConventionRecord, Obligation
from extractor.saved import read_record

COUNTS = (2, 10, 50)
_EXCHANGED = 40  # one word in so many
_RUNS = {2: 9, 10: 5, 50: 3}  # what is short is measured oftener
_SCRIPT = """
import resource, sys
from extractor.cli import main
try:
    main()
finally:
    sys.stderr.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))
"""


class Cost(NamedTuple):
    """Of a command from start to end: seconds on the clock, seconds of the processor, megabytes at the peak."""

    seconds: float
    cpu: float
    memory: float


def measured(digital: list[Path]) -> Iterator[tuple[int, Cost]]:
    """How many, and the medians of the whole command with its report in HTML."""
    with tempfile.TemporaryDirectory() as place:
        # in a process of its own: one starts with the peak of the one that starts it
        run = [sys.executable, "-m", "extractor", "run", *map(str, digital), "-o", f"{place}/out", "-q"]
        subprocess.run(run, check=True)
        samples = [read_record(path) for path in sorted(Path(place, "out", "records").glob("*.json"))]
        files = list(_written(samples, Path(place)))
        for count in COUNTS:
            arguments = ["diff", *files[:count], "-q", "--format", "html", "-o", f"{place}/report.html"]
            runs = [_timed(arguments) for _ in range(_RUNS[count])]
            yield count, Cost(*map(statistics.median, zip(*runs, strict=True)))


def _timed(arguments: list[str]) -> Cost:
    """What one run costs; 1 is the exit code of conventions that differ."""
    begun, used = time.perf_counter(), _cpu()
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *arguments], check=False, capture_output=True, text=True)
    seconds, cpu = time.perf_counter() - begun, _cpu() - used
    if done.returncode != 1:
        raise RuntimeError(done.stderr)
    return Cost(seconds, cpu, int(done.stderr) / (1024 if sys.platform != "darwin" else 1024 * 1024))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _written(samples: list[ConventionRecord], place: Path) -> Iterator[str]:
    for number in range(max(COUNTS)):
        first, second = (samples[(number + n) % len(samples)] for n in (0, 1))
        record = _varied(_appended(first, second), random.Random(number))
        path = place / f"c{number:02d}.json"
        path.write_text(record.model_copy(update={"id": path.stem}).to_json(), "utf-8")
        yield str(path)


def _appended(first: ConventionRecord, second: ConventionRecord) -> ConventionRecord:
    """The first convention with the articles and commitments of the second behind its own, numbered on."""
    by = 10 + max(article.source.start + len(article.text) for article in first.articles)
    last = max(int(a.number) for a in first.articles if a.kind == "article" and (a.number or "").isdecimal())
    known = {party.id for party in first.parties}
    articles = [_moved(a, by, last) for a in second.articles if a.kind == "article" and (a.number or "").isdecimal()]
    promises = [_promised(one, by, last, known) for one in second.obligations if (one.source.article or "").isdecimal()]
    return first.model_copy(
        update={"articles": (*first.articles, *articles), "obligations": (*first.obligations, *promises)}
    )


def _moved(article: Article, by: int, last: int) -> Article:
    number = str(int(article.number or 0) + last)
    source = article.source.model_copy(
        update={"start": article.source.start + by, "end": article.source.end + by, "article": number}
    )
    return article.model_copy(update={"number": number, "source": source, "lines": ()})


def _promised(one: Obligation, by: int, last: int, known: set[str]) -> Obligation:
    place = {
        "start": one.source.start + by,
        "end": one.source.end + by,
        "article": str(int(one.source.article or 0) + last),
    }
    debtors = tuple(debtor for debtor in one.debtors if debtor in known)
    return one.model_copy(update={"source": one.source.model_copy(update=place), "debtors": debtors, "beneficiary": ()})


def _varied(record: ConventionRecord, chance: random.Random) -> ConventionRecord:
    return record.model_copy(
        update={"articles": tuple(a.model_copy(update={"text": _exchanged(a.text, chance)}) for a in record.articles)}
    )


def _exchanged(text: str, chance: random.Random) -> str:
    """Words of the text in each other's places."""
    letters = list(text)
    words = [match.span() for match in re.finditer(r"[a-zà-ÿ]{4,}", text)]
    for low, high in chance.sample(words, len(words) // _EXCHANGED):
        others = [span for span in words if span[1] - span[0] == high - low]
        start, end = chance.choice(others)
        letters[low:high], letters[start:end] = letters[start:end], letters[low:high]
    return "".join(letters)
