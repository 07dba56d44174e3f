"""An output folder in, the place of each file in it out; and writing a file so that it is never seen half written.

OUT/records/<id>.json      the record, corrected          OUT/text/<id>.txt       THE text
OUT/corrections/<id>.toml  what a person put right        OUT/machine/<id>.json   the record before corrections,
OUT/*.csv                  tables over all records                                kept only where there are some
OUT/ledger.jsonl           what was done to which input
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import OutputError

LEDGER = "ledger.jsonl"
_PARTS = ("records", "text", "machine", "corrections")


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """`OutputFolder(Path("OUT")).record("halle-2024")` is OUT/records/halle-2024.json."""

    root: Path

    @property
    def ledger(self) -> Path:
        return self.root / LEDGER

    @property
    def parts(self) -> tuple[Path, ...]:
        """The sub-folders that a run fills."""
        return tuple(self.root / part for part in _PARTS)

    def record(self, record_id: str) -> Path:
        return self.root / "records" / f"{record_id}.json"

    def text(self, record_id: str) -> Path:
        return self.root / "text" / f"{record_id}.txt"

    def corrections(self, record_id: str) -> Path:
        return self.root / "corrections" / f"{record_id}.toml"

    def machine(self, record_id: str) -> Path:
        return self.root / "machine" / f"{record_id}.json"

    def record_ids(self) -> tuple[str, ...]:
        """The ids of all saved records, in order."""
        return tuple(sorted(p.stem for p in (self.root / "records").glob("*.json") if not p.name.startswith(".")))

    def corrected_ids(self) -> tuple[str, ...]:
        """The ids that have a file of corrections, in order."""
        files = (self.root / "corrections").glob("*.toml")
        return tuple(sorted(p.stem for p in files if not p.name.startswith(".")))

    def prepare(self) -> None:
        """Make the folder and prove that it can be written. Raises `OutputError`."""
        prepare_folder(self.root, self.root / "records", self.root / "text")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder; the system frees the lock when this process ends, however it ends."""
        with (self.root / ".lock").open("a+b") as file:
            if not _try_lock(file.fileno()):
                raise OutputError(
                    f"Another run is writing to {self.root}.",
                    advice="Wait until it has ended, or name another folder with --output.",
                )
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what a killed run left half written; only the holder of the lock may."""
        for place in (self.root, *self.parts):
            for leftover in place.glob(".*.tmp"):
                leftover.unlink(missing_ok=True)


def prepare_folder(root: Path, *parts: Path) -> None:
    """Make a folder with its parts and prove that each can be written. Raises `OutputError`."""
    try:
        for part in (root, *parts):
            part.mkdir(parents=True, exist_ok=True)
        for part in (root, *parts):
            probe = part / f".probe.{os.getpid()}.tmp"
            probe.touch()
            probe.unlink()
    except (FileExistsError, NotADirectoryError) as error:
        raise OutputError(
            f"The output {root} cannot be a folder: {error.filename} is a file.",
            advice="Name another folder with --output.",
        ) from error
    except OSError as error:
        raise OutputError(
            f"The output folder {root} cannot be written: {error.strerror or error}.",
            advice="Name another folder with --output, or change its permissions.",
        ) from error


def _try_lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return _try_lock_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: better an unguarded run than none
        return True
    return True


def _try_lock_windows(descriptor: int) -> bool:
    import importlib

    msvcrt = importlib.import_module("msvcrt")
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def write_whole(path: Path, content: str | Iterable[bytes]) -> None:
    """Write a file so that readers see the old one or the new one, never a part. Raises `OutputError`."""
    pieces = [content.encode("utf-8")] if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}.",
            advice="What was written before is whole; make room and run the same command again.",
        ) from error
