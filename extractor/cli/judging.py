"""`extractor diff`, `evaluate` and `doctor`: something in, a judgement of it out, and an exit code that says it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.frame import (
    Command,
    TroubleCommand,
    common,
    emit,
    lang,
    painter,
    reading_options,
    say,
    settings_of,
)
from extractor.cli.reading import open_record

if TYPE_CHECKING:
    from extractor.comparing.comparison import Comparison
    from extractor.record import ConventionRecord
    from extractor.settings import Settings

_EQUAL = frozenset({"identical", "absent"})
_TYPOGRAPHY = _EQUAL | {"cosmetic"}


@click.command(cls=TroubleCommand)
@click.argument("files", nargs=-1, required=True, type=Path, metavar="A B [C...]")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv", "html", "xlsx"]), default="table", show_default=True
)
@click.option("-o", "--output", type=Path, metavar="FILE", help="Write there instead of stdout.")
@click.option(
    "--fail-on",
    type=click.Choice(["any", "difference", "substance"]),
    default="difference",
    show_default=True,
    help="What makes the exit code 1: any difference, one that is not mere typography, one of substance (no move, nothing said in other words).",
)
@click.option("--pages", is_flag=True, help="With --format html: pictures of the pages too, shown on demand.")
@click.option(
    "--originals",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="With --pages: where the documents of saved records are; may be repeated.",
)
@reading_options
@common
def diff(
    files: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str,
    pages: bool,
    originals: tuple[Path, ...],
    settings_file: Path | None,
    ocr: str | None,
) -> int:
    """What differs between conventions, term by term and article by article; the first is the reference.

    A, B … are documents or saved records. Exit, as diff(1): 0 same, 1 different, 2 trouble.
    """
    if len(files) < 2:
        raise click.UsageError("Name at least two conventions.")
    if form == "xlsx" and output is None:
        raise click.UsageError("A workbook needs a file: --format xlsx -o FILE.")
    if (pages or originals) and form != "html":
        raise click.UsageError("--pages and --originals go with --format html.")
    settings = settings_of(settings_file, ocr)
    records = _open_all(files, settings)

    from extractor.comparing import compare
    from extractor.exporting.comparison import render_comparison
    from extractor.folder import write_whole

    comparison = compare(records)
    if form == "xlsx" and output is not None:
        from extractor.exporting.comparison_workbook import render_xlsx

        write_whole(output, [render_xlsx(comparison, records, lang=lang())])
        say(str(output))
        return int(_differs(comparison, fail_on))
    shown: dict[str, Any] = {}
    if pages or originals:
        from extractor.cli.picturing import page_pictures

        shown["pictures"] = page_pictures(files, records, comparison, settings, originals=originals, lang=lang())
    paint = painter(sys.stdout)
    coloured = form == "table" and output is None and paint("x", "error") != "x"
    if coloured:
        shown["paint"] = paint
    rendered = render_comparison(comparison, records, form, lang(), **shown)
    if output is None:
        emit(rendered)
    else:
        write_whole(output, rendered)
        say(str(output))
    return int(_differs(comparison, fail_on))


def _differs(comparison: Comparison, fail_on: str) -> bool:
    """Whether there is a difference of the kind that counts; a commitment that moves binds another party: substance."""
    if fail_on == "difference" and any(row.reworded for row in comparison.articles):
        return True
    harmless = _EQUAL if fail_on == "any" else _TYPOGRAPHY
    placed = harmless | {"moved"} if fail_on == "substance" else harmless
    verdicts = [row.verdict for row in comparison.terms] + [row.verdict for row in comparison.articles]
    moves = [row.verdict for row in comparison.obligations]
    return not (placed.issuperset(verdicts) and harmless.issuperset(moves))


def _open_all(files: tuple[Path, ...], settings: Settings) -> list[ConventionRecord]:
    """The records, each under an id of its own: two files named scan.pdf are two conventions, and so is one named twice."""
    from extractor.batch.ids import assign_ids

    ids = assign_ids([(file.name, file, file.suffix) for file in files])
    records = [open_record(file, settings, record_id=record_id) for file, record_id in zip(files, ids, strict=True)]
    names = [record.id for record in records]
    if len(set(names)) < len(names):  # "ofi--scan" and "cub--scan": their folders tell them apart
        longer = [
            f"{_folder(file)}--{name}" if names.count(name) > 1 and _folder(file) else name
            for file, name in zip(files, names, strict=True)
        ]
        names = longer if len(set(longer)) == len(longer) else names
    taken: set[str] = set()
    for number, name in enumerate(names):
        names[number] = next(one for n in range(1, 10_000) if (one := name + (f"~{n}" if n > 1 else "")) not in taken)
        taken.add(names[number])
    return [
        record if record.id == name else record.model_copy(update={"id": name})
        for record, name in zip(records, names, strict=True)
    ]


def _folder(file: Path) -> str:
    """The folder that tells a document from another of its name; of a saved record the folder of its run."""
    place = file.absolute().parent
    return place.parent.name if place.name == "records" else place.name


@click.command(cls=Command)
@click.argument("found", type=Path, metavar="PRED")
@click.argument("labels", type=Path, metavar="GOLD")
@click.option("--min", "minimum", type=click.FloatRange(0, 1), metavar="F1", help="Fail where a field is below.")
@click.option("--errors", is_flag=True, help="Each miss and each wrong find, on stderr.")
@click.option("--json", "as_json", is_flag=True)
@common
def evaluate(found: Path, labels: Path, minimum: float | None, errors: bool, as_json: bool) -> int:
    """Precision, recall and F1 of each field: records PRED (OUT, a folder, a file) against hand-made labels GOLD.

    Exit: 0, or 1 where a field's F1 is below --min. Labels without a record cost recall.
    """
    from extractor.evaluating import evaluate as judge
    from extractor.evaluating import read_found, read_labels, render_evaluation

    result = judge(read_found(found), read_labels(labels))
    emit(render_evaluation(result, lang=lang(), as_json=as_json))
    if errors:
        for line in result.errors:
            sys.stderr.write(line + "\n")
    return int(minimum is not None and any(score.gold and score.f1 < minimum for score in result.scores))


@click.command(cls=Command)
@click.option("--json", "as_json", is_flag=True)
@common
def doctor(as_json: bool) -> int:
    """What is installed, in which version, and what to do about what is missing."""
    from extractor.doctor import examine, healthy
    from extractor.labels import label

    checks = examine()
    if as_json:
        emit(json.dumps([asdict(one) for one in checks], ensure_ascii=False, indent=1) + "\n")
        return int(not healthy(checks))
    paint = painter(sys.stdout)
    for one in checks:
        word = "ok" if one.ok else "missing" if one.needed else "optional"
        style = "" if one.ok else "error" if one.needed else "warning"
        emit(f"{paint(f'{label(word, lang()):<11}', style)} {one.name:<22} {one.detail}\n")
        if not one.ok:
            emit(f"{'':<11} → {one.advice}\n")
    return int(not healthy(checks))
