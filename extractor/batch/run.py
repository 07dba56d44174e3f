"""Inputs in, records and texts in OUT out; what was done before is not done again, and no fault is more than one document's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.batch.ledger import Entry, Status, append, current, newest_ids, program, read_ledger
from extractor.batch.pool import default_workers, work_through
from extractor.batch.sources import Input
from extractor.batch.worker import Job, Prepare, Work, extraction
from extractor.errors import RecordError
from extractor.folder import OutputFolder, write_whole
from extractor.record import ConventionRecord
from extractor.saved import read_plain_record, refresh_record, write_record
from extractor.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one input. `skipped`: it was done before. `details` is a traceback, where there is one."""

    input: Input
    status: Status
    reason: str = ""
    skipped: bool = False
    details: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `prepare` makes, inside a worker, the function that does one document; tests put others there."""

    workers: int | None = None
    force: bool = False
    debug: bool = False
    prepare: Prepare = extraction


Progress = Callable[[Outcome], None]


def run(
    inputs: Sequence[Input],
    folder: OutputFolder,
    settings: Settings,
    options: Options | None = None,
    *,
    progress: Progress | None = None,
) -> tuple[Outcome, ...]:
    """Do all inputs and return an outcome for each, in their order. The folder must be prepared and locked."""
    work = _Run(folder, settings, options or Options(), progress or (lambda outcome: None))
    work.do(inputs)
    return tuple(work.followed(work.outcomes[one.id]) for one in inputs)


class _Run:
    """One run over one folder."""

    def __init__(self, folder: OutputFolder, settings: Settings, options: Options, progress: Progress) -> None:
        self.folder = folder
        self.settings = settings
        self.options = options
        self.progress = progress
        self.before = read_ledger(folder)
        self.newest = newest_ids(self.before)
        self.fingerprint = settings.fingerprint()
        self.outcomes: dict[str, Outcome] = {}
        self.entries: dict[str, Entry] = {}

    def do(self, inputs: Sequence[Input]) -> None:
        """Sort out what needs no work, then work through the rest: the same bytes once."""
        groups: dict[tuple[str, str], list[Input]] = {}
        for one in inputs:
            entry = self._entry(one)
            if entry is not None:
                groups.setdefault((entry.sha256, one.path.suffix.lower()), []).append(one)
        first = {group[0].id: group for group in groups.values()}
        jobs = [Job(one.id, one.path, one.relative_path, one.pages) for one, *_ in groups.values()]
        limit = self.options.workers or default_workers()
        results = work_through(
            jobs, self.options.prepare, self.settings, workers=min(limit, len(jobs)), debug=self.options.debug
        )
        with closing(results):
            for job, result in results:
                for one in first[job.id]:
                    self._finish(one, job, result)

    def _entry(self, one: Input) -> Entry | None:
        """The ledger line of an input that must be worked on; `None` where its outcome is known already."""
        entry = Entry(one.id, one.relative_path, str(one.place), "", 0, "done")
        entry = replace(entry, settings=self.fingerprint, program=program())
        if one.refusal:
            self._settle(one, entry, "failed", one.refusal)
            return None
        try:
            size, digest = content_hash(one.pages or (one.path,))
        except OSError as error:
            self._settle(one, entry, "failed", f"It cannot be read: {error.strerror or error}.")
            return None
        entry = replace(entry, sha256=digest, bytes=size)
        before = self.before.get(one.id)
        if before is not None and not self.options.force and self._is_known(one, before, entry):
            return None
        self.entries[one.id] = entry
        return entry

    def _is_known(self, one: Input, before: Entry, entry: Entry) -> bool:
        """Whether an earlier run has done this input, or has given its id to another."""
        if before.covers(entry) and self._written(one.id):
            if self.newest.get(entry.file) != one.id:  # moved since, or for a time under another id
                append(self.folder, replace(before, file=entry.file))
            self._settle(one, before, before.status, before.reason, skipped=True)
            return True
        if self._is_namesake(before, entry):
            self._refuse_namesake(one, before, entry)
            return True
        return False

    def _written(self, record_id: str) -> bool:
        """Whether its files are there; where corrections did not fit, the machine's record alone may be."""
        records = (self.folder.record(record_id), self.folder.machine(record_id))
        return self.folder.text(record_id).is_file() and any(record.is_file() for record in records)

    def _is_namesake(self, before: Entry, entry: Entry) -> bool:
        """Whether the record there belongs to another file that still exists: it must not be lost."""
        others = before.file != entry.file and before.sha256 != entry.sha256
        return others and self.folder.record(before.id).is_file() and Path(before.file).exists()

    def _refuse_namesake(self, one: Input, before: Entry, entry: Entry) -> None:
        reason = (
            f"The id {one.id} belongs to another document of this output folder, {before.file}. "
            "Use another output folder, or name both sources in one run."
        )
        self._settle(one, entry, "failed", reason)

    def _finish(self, one: Input, job: Job, result: Work) -> None:
        """Write what came of a document: text and record first, then the line that says so."""
        entry = replace(self.entries[one.id], seconds=round(result.seconds, 1))
        if result.failure is not None:
            kept = " The record of an earlier run is kept." if self.folder.record(one.id).is_file() else ""
            self._settle(one, entry, "failed", result.failure + kept, details=result.details)
            return
        write_whole(self.folder.text(one.id), result.text)
        raw = result.record if one.id == job.id else _renamed(result.record, one)
        with suppress(RecordError):  # the machine's record is there; `followed` tells of the correction
            write_record(self.folder, one.id, raw)
        if result.unread_pages:
            pages = ", ".join(map(str, result.unread_pages))
            self._settle(one, entry, "partial", f"Unread pages: {pages}.")
        elif not result.text.strip():
            self._settle(one, entry, "partial", "No text was found on any page.")
        else:
            self._settle(one, entry, "done", "")

    def _settle(
        self, one: Input, entry: Entry, status: Status, reason: str, *, skipped: bool = False, details: str = ""
    ) -> None:
        self.outcomes[one.id] = Outcome(one, status, reason, skipped, details)
        before = self.before.get(one.id)
        # a failure does not take the line of another document that has this id and was done
        foreign = status == "failed" and before and before.status != "failed" and before.file != entry.file
        if not skipped and not foreign:
            append(self.folder, replace(entry, status=status, reason=reason))
        self.progress(self.outcomes[one.id])

    def followed(self, outcome: Outcome) -> Outcome:
        """The outcome once the corrections of today are applied; one that does not fit fails its document."""
        if outcome.status == "failed":
            return outcome
        try:
            refresh_record(self.folder, outcome.input.id)
        except RecordError as error:
            return replace(outcome, status="failed", reason=error.explain(), skipped=False)
        return outcome


def content_hash(paths: Sequence[Path]) -> tuple[int, str]:
    """Size and SHA-256 of the files, one after the other."""
    size, digest = 0, hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                size += len(block)
                digest.update(block)
    return size, digest.hexdigest()


def _renamed(raw: str, one: Input) -> str:
    """The record under this input's own id and path: equal files are read once."""
    data = json.loads(raw)
    data["id"], data["source"]["path"] = one.id, one.relative_path
    return ConventionRecord.model_validate(data).to_json()


def states(folder: OutputFolder, outcomes: Sequence[Outcome] = ()) -> tuple[Entry, ...]:
    """What documents.csv lists: all inputs that OUT knows of, and those of this run that its ledger does not show."""
    entries = current(folder)
    listed = read_ledger(folder)
    unlisted = [_found(folder, record_id) for record_id in folder.record_ids() if record_id not in listed]
    for outcome in outcomes:
        entry, file = entries.get(outcome.input.id), str(outcome.input.place)
        if entry is not None and entry.file == file:
            entries[entry.id] = replace(entry, status=outcome.status, reason=outcome.reason)
        else:
            one = outcome.input
            unlisted.append(Entry(one.id, one.relative_path, file, "", 0, outcome.status, outcome.reason))
    return (*entries.values(), *unlisted)


def _found(folder: OutputFolder, record_id: str) -> Entry:
    """A record that no line of the ledger tells of, put there by other means."""
    try:
        source = read_plain_record(folder.record(record_id)).source
    except RecordError as error:
        return Entry(record_id, "", "", "", 0, "failed", error.explain())
    status: Status = "partial" if any(page.reader == "none" for page in source.pages) else "done"
    return Entry(record_id, source.path, "", source.sha256, source.bytes, status)
