"""The inside of a worker process: jobs in through a pipe, results out as JSON; a fault costs one document.

Nothing a document does to this process (a crash, a hang, a flood of memory) reaches the one that writes the results.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from extractor.errors import ExtractorError
from extractor.settings import Settings

_RETIRE_BYTES = 1_500_000_000  # vocabularies and allocators grow; a fresh process is cheaper than a full machine


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker needs to know of one input."""

    id: str
    path: Path
    relative_path: str
    pages: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What came of a job: the record as JSON and THE text, or the reason why there is none."""

    record: str = ""
    text: str = ""
    unread_pages: tuple[int, ...] = ()
    failure: str | None = None
    details: str = ""  # a traceback, for those who ask
    seconds: float = 0.0
    ready: bool = False  # the first message of a worker: loaded, waiting for jobs
    retiring: bool = False  # the last message of a worker


Do = Callable[[Job], Work]
Prepare = Callable[[Settings], Do]


def extraction(settings: Settings) -> Do:
    """Load the French model once; the function returned reads one document."""
    from extractor.pipeline import extract_document, extract_folder, warm_up

    warm_up(settings)

    def do(job: Job) -> Work:
        if job.pages:
            made = extract_folder(job.pages, settings, record_id=job.id, relative_path=job.relative_path)
        else:
            made = extract_document(job.path, settings, record_id=job.id, relative_path=job.relative_path)
        unread = tuple(page.number for page in made.record.source.pages if page.reader == "none")
        return Work(record=made.record.to_json(), text=made.document.text, unread_pages=unread)

    return do


def serve(connection: Connection, prepare: Prepare, settings: Settings, *, debug: bool = False) -> None:
    """The life of a worker: prepare, then one job after the other until the pipe closes."""
    _isolate(debug=debug)
    try:
        do = prepare(settings)
    except BaseException as error:
        _send(connection, Work(failure=_reason(error), details=traceback.format_exc()))
        return
    _send(connection, Work(ready=True))
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        result = _attempt(do, job)
        _send(connection, result)
        if result.retiring:
            return


def _attempt(do: Do, job: Job) -> Work:
    """The result; a process that has grown too large retires with it."""
    started = time.monotonic()
    try:
        result = do(job)
        spent = _peak_bytes() > _RETIRE_BYTES
    except BaseException as error:  # SystemExit from a library, too, is the fault of one document
        result = Work(failure=_reason(error), details=traceback.format_exc())
        spent = isinstance(error, MemoryError)
    return replace(result, seconds=time.monotonic() - started, retiring=spent)


def _reason(error: BaseException) -> str:
    if isinstance(error, ExtractorError):
        return error.explain()
    if isinstance(error, MemoryError):
        return "Not enough memory for this document."
    first = (str(error).strip() or "no message").splitlines()[0][:200]
    return f"Unexpected {type(error).__name__}: {first}."


def _send(connection: Connection, result: Work) -> None:
    try:
        connection.send_bytes(json.dumps(asdict(result)).encode())
    except (BrokenPipeError, OSError):  # the parent is gone
        os._exit(1)


def receive(connection: Connection) -> Work:
    """The next message of a worker. JSON, not pickle: the other side may be in the hands of a hostile document."""
    values = json.loads(connection.recv_bytes())
    values["unread_pages"] = tuple(values["unread_pages"])
    return Work(**values)


def _isolate(*, debug: bool) -> None:
    """Leave the terminal to the parent, die with it, and let it kill this process with all that it starts."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # documents in parallel beat threads in Tesseract
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    if not debug:
        void = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(void, stream)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is None:
        return
    parent.join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _peak_bytes() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
