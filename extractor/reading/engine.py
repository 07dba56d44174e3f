"""A page image in, Tesseract's word table out, from a child process that may crash or hang without harm to its parent.

The child loads the engine once and serves page after page: it costs a fortieth of a second more than the engine in
this process, and a page that kills it is one unread page.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Mapping
from multiprocessing import util
from pathlib import Path
from typing import IO

from extractor.errors import OcrError

_CHILD = Path(__file__).with_name("engine_child.py")
_GRACE = 5.0  # seconds after its own deadline before the child is killed
_PIPE = 1 << 16  # bytes written at a time
_START = 60.0  # seconds the child may take to load its data on a busy machine


class EngineProcess:
    """One child with one engine; started at the first page, and again after it died."""

    def __init__(self, language: str, data: str, variables: Mapping[str, str]) -> None:
        self._arguments = (language, data, json.dumps(dict(variables)))
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0
        atexit.register(self.close)
        util.Finalize(self, self.close, exitpriority=10)  # workers of multiprocessing leave without atexit

    def recognise(self, pixels: bytes, size: tuple[int, int], *, dpi: int, segmentation: int, seconds: float) -> str:
        """The table of one page; raises `OcrError` on a crash, a hang or an error of the engine."""
        fresh = self._child is None or self._owner != os.getpid() or self._child.poll() is not None
        child = self._start() if fresh else self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        request = {
            "width": size[0],
            "height": size[1],
            "dpi": dpi,
            "segmentation": segmentation,
            "milliseconds": int(seconds * 1000),
        }
        deadline = time.monotonic() + seconds + _GRACE + (_START if fresh else 0.0)
        try:
            _write(child.stdin, json.dumps(request).encode() + b"\n" + pixels, deadline)
            head = json.loads(_read_line(child.stdout, deadline))
            answer = _read(child.stdout, int(head["bytes"]), deadline)
        except TimeoutError:
            self._kill()
            raise OcrError(f"the engine took more than {seconds:g} seconds") from None
        except (OSError, ValueError, EOFError):
            code = self._kill()
            raise OcrError(f"the engine crashed (exit code {code})") from None
        if not head["ok"]:
            message = answer.decode("utf-8", "replace")
            late = message.endswith("no result")
            raise OcrError(
                f"the engine took more than {seconds:g} seconds" if late else f"the engine failed: {message}"
            )
        return answer.decode("utf-8", "replace")

    def close(self) -> None:
        """Let the child end; a later page starts another."""
        if self._child is None or self._owner != os.getpid():
            return
        child, self._child = self._child, None
        with contextlib.suppress(OSError):
            if child.stdin is not None:
                child.stdin.close()
        try:
            child.wait(timeout=2)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # pages in parallel beat threads within a page
        self._child = subprocess.Popen(
            [sys.executable, "-P", str(_CHILD), *self._arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            bufsize=0,
        )
        self._owner = os.getpid()
        return self._child

    def _kill(self) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        try:  # a crash has a code of its own
            return child.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            child.kill()
            return child.wait()
        finally:
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()


def _write(stream: IO[bytes], data: bytes, deadline: float) -> None:
    """All of `data` before the deadline, also to a child that has stopped reading."""
    os.set_blocking(stream.fileno(), False)
    left = memoryview(data)
    with selectors.DefaultSelector() as ready:
        ready.register(stream, selectors.EVENT_WRITE)
        while left:
            if not ready.select(max(deadline - time.monotonic(), 0.0)):
                raise TimeoutError
            left = left[os.write(stream.fileno(), left[:_PIPE]) :]


def _read_line(stream: IO[bytes], deadline: float) -> bytes:
    line = b""
    while not line.endswith(b"\n"):
        line += _read(stream, 1, deadline)
    return line


def _read(stream: IO[bytes], size: int, deadline: float) -> bytes:
    """Exactly `size` bytes before the deadline. Raises `TimeoutError`, or `EOFError` where the child has gone."""
    chunks, left = [], size
    with selectors.DefaultSelector() as ready:
        ready.register(stream, selectors.EVENT_READ)
        while left:
            if not ready.select(max(deadline - time.monotonic(), 0.0)):
                raise TimeoutError
            chunk = stream.read(left)  # unbuffered: what is there, up to `left`
            if not chunk:
                raise EOFError
            chunks.append(chunk)
            left -= len(chunk)
    return b"".join(chunks)
