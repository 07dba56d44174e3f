"""Records and hand-made labels in, precision, recall and F1 of each field out.

A label file is a record in short: only what was labelled, parties named by alias or name where records have ids,
`duration` for the first of `durations`. A field is scored where the labels have it; with a list `complete`, where that
names it. Further durations than the one labelled cost precision; obligations marked `optional` neither help nor hurt.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import RecordError
from extractor.labels import Lang, label
from extractor.scoring import Found, Labels, Score, score


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One score a field over all documents, the errors as one line each, and the labels that had no record."""

    scores: tuple[Score, ...]
    errors: tuple[str, ...]
    without_record: tuple[str, ...]

    @property
    def mean_f1(self) -> float | None:
        """Over the fields that the labels have; `None` where they have none."""
        values = [one.f1 for one in self.scores if one.gold]
        return sum(values) / len(values) if values else None


def evaluate(records: Mapping[str, Found], labels: Mapping[str, Labels]) -> Evaluation:
    """Score all records that belong to labels: those of the same id, else all under it ("x--scan" for labels "x")."""
    scores: dict[str, Score] = {}
    errors: list[str] = []
    missing = []
    for name, gold in sorted(labels.items()):
        found = {name: records[name]} if name in records else {k: r for k, r in records.items() if _under(k, name)}
        if not found:
            missing.append(name)
        for record_id, record in found.items() or [(name, {})]:
            for one, wrong in score(gold, record):
                scores[one.field] = scores.get(one.field, Score(one.field)).plus(one)
                errors += [f"{record_id} {one.field} {line}" for line in wrong]
    return Evaluation(tuple(scores.values()), tuple(errors), tuple(missing))


def _under(record_id: str, name: str) -> bool:
    return record_id.startswith((f"{name}--", f"{name}."))


def render_evaluation(evaluation: Evaluation, *, lang: Lang = "fr", as_json: bool = False) -> str:
    """A table for people, or the same as JSON."""
    if as_json:
        fields = {one.field: _figures(one) for one in evaluation.scores}
        return json.dumps({"fields": fields, "missing_records": list(evaluation.without_record)}, indent=1) + "\n"
    lines = [f"{label('field', lang):<24} gold found right      P     R    F1"]
    for one in evaluation.scores:
        figures = f"{one.precision:.3f} {one.recall:.3f} {one.f1:.3f}"
        lines.append(f"{one.field:<24} {one.gold:4d} {one.found:5d} {one.right:5d}  {figures}")
    if evaluation.mean_f1 is not None:
        lines.append(f"{label('mean_f1', lang):<24} {evaluation.mean_f1:.3f}")
    if evaluation.without_record:
        lines.append(f"{label('without_record', lang)} : {', '.join(evaluation.without_record)}")
    return "\n".join(lines) + "\n"


def _figures(one: Score) -> dict[str, float]:
    counts = {"gold": one.gold, "found": one.found, "right": one.right}
    rates = {"precision": one.precision, "recall": one.recall, "f1": one.f1}
    return counts | {name: round(value, 3) for name, value in rates.items()}


def read_labels(path: Path) -> dict[str, Labels]:
    """Labels by id: a file, a folder of them, or a folder of folders that hold an expected.json each."""
    files = [path] if path.is_file() else sorted(path.glob("*.json")) or sorted(path.glob("*/expected.json"))
    if not files:
        raise RecordError(f"There are no labels in {path}.", advice="Name a .json file or a folder of them.")
    return {_label_id(file, data): data for file in files for data in [_read(file)]}


def _label_id(file: Path, data: Labels) -> str:
    own = file.parent.name if file.name == "expected.json" else file.stem
    return str(data.get("id") or own)


def read_found(path: Path) -> dict[str, Found]:
    """Records by id as plain data: one file, a folder of records, or an output folder, corrections applied."""
    from extractor.saved import read_record

    saved = sorted((path / "records").glob("*.json")) or sorted(path.glob("*.json"))
    files = [path] if path.is_file() else saved
    if not files:
        raise RecordError(f"There are no records in {path}.", advice="Name an output folder of `extractor run`.")
    return {record.id: record.model_dump(mode="json") for record in map(read_record, files)}


def _read(file: Path) -> Labels:
    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise RecordError(f"The labels {file} cannot be read: {error}.") from error
    if not isinstance(data, dict):
        raise RecordError(f"The labels {file} are no JSON object.")
    return data
