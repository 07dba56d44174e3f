"""What workers do in tests of the batch: documents that obey, crash, hang, or eat all memory, as their text says."""

import os
import signal
import threading
from pathlib import Path

from extractor.batch.worker import Do, Job, Work
from extractor.errors import ModelMissing, ReadError
from extractor.reading import read
from extractor.record import ConventionRecord, PageRecord, SourceFile
from extractor.settings import Settings


def obey(settings: Settings) -> Do:
    """Each document does what its text says; the record's title is that text, in capitals."""
    return _do


def _do(job: Job) -> Work:
    order = "".join(page.read_text("utf-8") for page in job.pages or (job.path,))
    match order.split()[0]:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "quit":
            raise SystemExit(4)
        case "hang":
            threading.Event().wait()
        case "memory":
            raise MemoryError
        case "unreadable":
            raise ReadError("It is damaged.", advice="Scan it again.")
        case "bug":
            raise KeyError("oh\nno")
    log = Path(os.environ.get("BATCH_LOG", os.devnull))
    with log.open("a") as file:
        file.write(f"{job.id} {os.getpid()}\n")
    reader = "none" if order.startswith("partial") else "text"
    pages = (PageRecord(number=1, width=1, height=1, reader=reader),)
    source = SourceFile(path=job.relative_path, sha256="0" * 64, bytes=1, media_type="text/plain", pages=pages)
    record = ConventionRecord(id=job.id, source=source, title=order.upper())
    return Work(record=record.to_json(), text=order, unread_pages=(1,) if reader == "none" else ())


def without_model(settings: Settings) -> Do:
    """As where the French model is not installed."""
    raise ModelMissing("The French model is not installed.")


def stillborn(settings: Settings) -> Do:
    """A worker that dies before its first document."""
    os._exit(5)


def only_read(settings: Settings) -> Do:
    """Real reading without the language model: the record holds pages and nothing else."""

    def do(job: Job) -> Work:
        pages = read(job.path, settings)
        told = tuple(
            PageRecord(number=p.number, width=p.width, height=p.height, reader=p.reader, reason=p.reason) for p in pages
        )
        source = SourceFile(path=job.relative_path, sha256="0" * 64, bytes=1, media_type="x/y", pages=told)
        record = ConventionRecord(id=job.id, source=source).to_json()
        text = " ".join(p.transcript or "".join(word.text for word in p.words) for p in pages)
        return Work(record=record, text=text, unread_pages=tuple(p.number for p in pages if p.reader == "none"))

    return do
