"""What a run tells people while it works and when it has ended."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from extractor.batch.run import Outcome
from extractor.labels import Lang, label
from extractor.phrases import in_words_of
from extractor.terminal import plain


class Bar:
    """A line on a terminal that is written over; nothing at all elsewhere. `with Bar(12, "fr") as bar: bar.advance(…)`."""

    def __init__(self, total: int, lang: Lang, *, shown: bool, stream: IO[str] | None = None) -> None:
        self.total = total
        self.lang = lang
        self.stream = stream or sys.stderr
        self.shown = shown and self.stream.isatty()
        self.done = self.failed = 0
        self.started = time.monotonic()

    def __enter__(self) -> Bar:
        self._draw("")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def advance(self, outcome: Outcome) -> None:
        """One document more."""
        self.done += 1
        self.failed += outcome.status == "failed"
        self._draw(outcome.input.relative_path)

    def _draw(self, name: str) -> None:
        if not self.shown:
            return
        part = self.done / self.total if self.total else 1.0
        full = round(20 * part)
        failed = f" · {self.failed} {label('failed', self.lang)}" if self.failed else ""
        left = (time.monotonic() - self.started) * (1 / part - 1) if part else 0.0
        eta = f" · {int(left) // 60}:{int(left) % 60:02}" if self.done and left >= 1 else ""
        line = f"{'█' * full}{'·' * (20 - full)} {self.done}/{self.total}{failed}{eta} · {plain(name)}"
        self.stream.write("\r" + line[: shutil.get_terminal_size().columns - 1] + "\x1b[K")
        self.stream.flush()


def summary(outcomes: Sequence[Outcome], lang: Lang) -> list[tuple[str, str]]:
    """(line, style): how many of each kind, then each document that failed or has unread pages, and why."""

    def say(key: str) -> str:
        return label(key, lang)

    count = Counter("skipped" if one.skipped else one.status for one in outcomes)
    kinds = ", ".join(f"{count[kind]} {say(kind)}" for kind in ("done", "skipped", "partial", "failed") if count[kind])
    lines = [(f"{len(outcomes)} {say('documents')} : {kinds}", "")]
    for status, style in (("partial", "warning"), ("failed", "error")):
        for one in outcomes:
            if one.status == status:
                lines.append(
                    (
                        f"  {plain(one.input.relative_path)} ({say(status)}) : {plain(in_words_of(one.reason, lang))}",
                        style,
                    )
                )
    return lines


def tell_json(outcomes: Sequence[Outcome], output: Path, left_out: Sequence[Path]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "output": str(output),
        "documents": [
            {
                "id": one.input.id,
                "path": one.input.relative_path,
                "status": one.status,
                "skipped": one.skipped,
                "reason": one.reason,
            }
            for one in outcomes
        ],
        "left_out": [str(path) for path in left_out],
    }
