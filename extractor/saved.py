"""A saved record in, the record with what a person put right out; and a fresh record to its place in OUT."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from extractor.errors import RecordError
from extractor.folder import OutputFolder, write_whole
from extractor.record import SCHEMA_VERSION, ConventionRecord


def read_record(path: Path) -> ConventionRecord:
    """The record at `path`, corrected by OUT/corrections/<id>.toml where it lies in OUT/records. `RecordError` if not."""
    folder = OutputFolder(path.absolute().parent.parent)
    if path.absolute().parent.name != "records" or not folder.corrections(path.stem).is_file():
        return read_plain_record(path)
    machine = folder.machine(path.stem)
    record = read_plain_record(machine if machine.is_file() else path)
    if _is_corrected(record):
        return record  # copied without the machine's record: what stands there is corrected already
    return _corrected(folder, path.stem, record)


def read_plain_record(path: Path) -> ConventionRecord:
    """The record at `path` as it stands in the file. Raises `RecordError`."""
    try:
        raw = path.read_text("utf-8")
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:
        raise _no_record(path) from error
    try:
        record = ConventionRecord.model_validate_json(raw)
    except ValidationError as error:
        _refuse_version(path, _version(path, raw))
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise RecordError(
            f"{path} is no record: {where}: {first['msg']}.", advice="Make it anew with `extractor run`."
        ) from error
    _refuse_version(path, record.schema_version if "schema_version" in record.model_fields_set else None)
    return record


def _version(path: Path, raw: str) -> object:
    try:
        return json.loads(raw).get("schema_version")
    except (ValueError, AttributeError, RecursionError) as error:
        raise _no_record(path) from error


def _no_record(path: Path) -> RecordError:
    return RecordError(f"{path} is no saved record.", advice="Records are the files OUT/records/<id>.json.")


def _refuse_version(path: Path, version: object) -> None:
    """Raises `RecordError` where the record is of another schema: what it says may mean something else."""
    if str(version).split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise RecordError(
            f"{path} has the schema version {version}, this program reads {SCHEMA_VERSION}.",
            advice="Make the record anew with `extractor run`.",
        )


def saved_records(
    folder: OutputFolder, ids: Iterable[str], *, on_fault: Callable[[str], None]
) -> Iterator[ConventionRecord]:
    """The records of the ids that have one, as they stand, one at a time; `on_fault` is told of those that do not read."""
    for record_id in dict.fromkeys(ids):
        if folder.record(record_id).is_file():
            try:
                yield read_plain_record(folder.record(record_id))
            except RecordError as error:
                on_fault(error.explain())


def write_record(folder: OutputFolder, record_id: str, raw: str) -> None:
    """Put the machine's record in its place, corrected; the machine's own beside it where there are corrections.

    Raises `RecordError` where a correction does not fit: what stood in OUT/records then stays as it was.
    """
    if folder.corrections(record_id).is_file():
        write_whole(folder.machine(record_id), raw)
        record = ConventionRecord.model_validate_json(raw)
        write_whole(folder.record(record_id), _corrected(folder, record_id, record).to_json())
    else:
        write_whole(folder.record(record_id), raw)
        with suppress(FileNotFoundError):
            folder.machine(record_id).unlink()


def refresh_record(folder: OutputFolder, record_id: str) -> None:
    """Follow corrections that were added, changed or withdrawn since the record was written."""
    place, machine = folder.record(record_id), folder.machine(record_id)
    if not folder.corrections(record_id).is_file() and not machine.is_file():
        return
    origin = machine if machine.is_file() else place
    if origin.is_file() and (origin == machine or not _is_corrected(read_plain_record(place))):
        write_record(folder, record_id, origin.read_bytes().decode("utf-8"))


def _is_corrected(record: ConventionRecord) -> bool:
    from extractor.corrections import CORRECTED

    return any(finding.code == CORRECTED for finding in record.findings)


def _corrected(folder: OutputFolder, record_id: str, record: ConventionRecord) -> ConventionRecord:
    from extractor.corrections import correct, read_corrections  # most records have no corrections

    try:
        text: str | None = folder.text(record_id).read_bytes().decode("utf-8")  # offsets count every character
    except OSError:
        text = None
    return correct(record, read_corrections(folder.corrections(record_id)), text=text)
