"""Jobs in, results out as they come, from worker processes that are replaced when a document kills them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from extractor.batch.worker import Job, Prepare, Work, receive, serve
from extractor.settings import Settings

_WORKER_BYTES = 1_200_000_000
_START_SECONDS = 300.0  # to load the model, on a machine that does other things too
_STARTS = 3  # this many workers in a row that die before their first job: it is not the documents
_TICK = 0.5


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    connection: Connection
    deadline: float
    job: Job | None = None
    ready: bool = False


def work_through(
    jobs: Sequence[Job], prepare: Prepare, settings: Settings, *, workers: int = 1, debug: bool = False
) -> Generator[tuple[Job, Work], None, None]:
    """Each job with its result, in the order in which they end. `prepare` must be importable by name in a new process.

    A worker that dies, or is not done with a document within `document_timeout_seconds`, is killed with all that
    it started; that document fails, and another worker takes its place.
    """
    pool = _Pool(deque(jobs), prepare, settings, workers, debug)
    try:
        yield from pool.results()
    finally:
        pool.kill()


class _Pool:
    """The state of `work_through`: what waits, and who works."""

    def __init__(self, waiting: deque[Job], prepare: Prepare, settings: Settings, limit: int, debug: bool) -> None:
        self.waiting = waiting
        self.prepare = prepare
        self.settings = settings
        self.limit = max(limit, 1)
        self.debug = debug
        self.workers: list[_Worker] = []
        self.failed_starts = 0

    def results(self) -> Iterator[tuple[Job, Work]]:
        while self.waiting or any(worker.job for worker in self.workers):
            self._fill()
            wait([worker.connection for worker in self.workers], timeout=self._patience())
            for worker in list(self.workers):
                job, result = worker.job, self._hear(worker)
                if result is None:
                    continue
                if job is not None:
                    yield job, result
                elif result.failure is not None and self._hopeless(result):
                    yield from self._give_up(result)

    def _fill(self) -> None:
        """Start workers for what waits, and hand a job to those that are ready."""
        for worker in self.workers:
            if worker.ready and worker.job is None and self.waiting:
                self._assign(worker, self.waiting.popleft())
        starting = sum(not worker.ready for worker in self.workers)
        while len(self.workers) < self.limit and starting < len(self.waiting):
            self.workers.append(self._start())
            starting += 1

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=serve, args=(there, self.prepare, self.settings), kwargs={"debug": self.debug}, daemon=False
        )
        process.start()
        there.close()
        return _Worker(process, here, time.monotonic() + _START_SECONDS)

    def _assign(self, worker: _Worker, job: Job) -> None:
        worker.job = job
        worker.deadline = time.monotonic() + self.settings.document_timeout_seconds
        with suppress(OSError):  # already dead: the next look at it says so
            worker.connection.send(job)

    def _patience(self) -> float:
        nearest = min((w.deadline for w in self.workers if w.job or not w.ready), default=0.0)
        return min(max(nearest - time.monotonic(), 0.0), _TICK)

    def _hear(self, worker: _Worker) -> Work | None:
        """What a worker has to say, or what its silence means; `None` while it works."""
        if worker.connection.poll():
            try:
                message = receive(worker.connection)
            except (EOFError, OSError, ValueError, TypeError, KeyError):
                return self._bury(worker, None)
            if message.ready:
                worker.ready, self.failed_starts = True, 0
                return None
            if message.retiring or not worker.ready:
                self._drop(worker)
            worker.job = None
            return message
        if not worker.process.is_alive():
            return self._bury(worker, None)
        if (worker.job or not worker.ready) and time.monotonic() > worker.deadline:
            return self._bury(worker, self._lateness(worker))
        return None

    def _bury(self, worker: _Worker, reason: str | None) -> Work | None:
        """Remove a dead or stuck worker; the result of its job is that it failed."""
        worker.process.join(0.0 if reason else 5.0)
        code = worker.process.exitcode
        idle = worker.ready and worker.job is None
        self._drop(worker)
        return None if idle else Work(failure=reason or _death(code))

    def _lateness(self, worker: _Worker) -> str:
        if worker.job is None:
            return f"The worker process did not start within {_START_SECONDS:g} seconds."
        return f"Not done after {self.settings.document_timeout_seconds:g} seconds (document_timeout_seconds)."

    def _drop(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        _kill(worker)

    def _hopeless(self, result: Work) -> bool:
        """A worker that said why it cannot start would say so again; one that died may have been unlucky."""
        self.failed_starts += 1
        return bool(result.details) or self.failed_starts >= _STARTS

    def _give_up(self, result: Work) -> Iterator[tuple[Job, Work]]:
        prefix = "" if result.details else "No worker process could start. "
        while self.waiting:
            yield self.waiting.popleft(), Work(failure=prefix + (result.failure or ""), details=result.details)

    def kill(self) -> None:
        for worker in self.workers:
            _kill(worker)
        self.workers.clear()


def _kill(worker: _Worker) -> None:
    """End a worker and whatever it started (it leads a session of its own)."""
    worker.connection.close()
    if hasattr(os, "killpg") and worker.process.pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(worker.process.pid, signal.SIGKILL)
    if worker.process.is_alive():
        worker.process.kill()
    worker.process.join(10.0)


def _death(code: int | None) -> str:
    """Why a process is no more, from its exit code: negative is a signal."""
    if code is None or code >= 0:
        return f"The process reading it ended unexpectedly (exit status {code})."
    if -code == getattr(signal, "SIGKILL", None):
        return "The process reading it was killed (out of memory?)."
    name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"The process reading it crashed ({name})."


def default_workers() -> int:
    """As many workers as there are cores for this process and memory for their models, at least one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _free_bytes() // _WORKER_BYTES))


def _free_bytes() -> int:
    """Memory for new processes: what the system has free, or what the container leaves, whichever is less."""
    free = []
    with suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                free.append(int(line.split()[1]) * 1024)
    with suppress(OSError, ValueError):
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
        free.append(int(limit) - int(Path("/sys/fs/cgroup/memory.current").read_text()))
    with suppress(OSError, ValueError, AttributeError):
        if not free:
            free.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
    return max(min(free, default=4 * _WORKER_BYTES), 0)
