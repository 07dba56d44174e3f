"""`extractor check`: documents or records in, what a careful jurist would point at out."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor import __version__
from extractor.cli.frame import (
    TroubleCommand,
    common,
    complain,
    emit,
    lang,
    painter,
    reading_options,
    settings_of,
)
from extractor.cli.reading import open_record
from extractor.errors import ExtractorError

if TYPE_CHECKING:
    from extractor.checking.clauses import Checklist
    from extractor.record import ConventionRecord, Finding

_GRAVITY = ("info", "warning", "error")


@click.command(cls=TroubleCommand)
@click.argument("files", nargs=-1, type=Path, metavar="FILE...")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave this kind of finding out; may be repeated.")
@click.option("--at-least", type=click.Choice(_GRAVITY), default="info", help="Leave what is less grave out.")
@click.option(
    "--today", metavar="DATE", help="Find conventions that have ended before this day (2025-03-01, or: today)."
)
@click.option(
    "--checklist",
    type=Path,
    metavar="FILE",
    help="The clauses to expect (TOML), each a finding where it is missing; without it, one note on those of the program.",
)
@click.option("--format", "form", type=click.Choice(["table", "json", "sarif"]), help="sarif: SARIF 2.1.0.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json: one object a line and file.")
@click.option("--codes", is_flag=True, help="What each code means and what to do, and nothing else.")
@click.option("--show-checklist", is_flag=True, help="The checklist of the program, to begin one's own with.")
@reading_options
@common
def check(
    files: tuple[Path, ...],
    ignore: tuple[str, ...],
    at_least: str,
    today: str | None,
    checklist: Path | None,
    form: str | None,
    as_json: bool,
    codes: bool,
    show_checklist: bool,
    settings_file: Path | None,
    ocr: str | None,
) -> int:
    """What a careful jurist would point at in each FILE (a document or a saved record).

    Exit: 0 no findings, 1 some, 2 trouble.
    """
    if codes or show_checklist:
        emit(_told(codes=codes))
        return 0
    if not files:
        raise click.UsageError("Name at least one document or saved record.")
    if as_json and form not in (None, "json"):
        raise click.UsageError(f"--json and --format {form} ask for two things.")
    from extractor.checking import check as find_faults

    form = "json" if as_json else form or "table"
    settings, day, expected = settings_of(settings_file, ocr), _day(today), _clauses(checklist)
    grave = _GRAVITY[_GRAVITY.index(at_least) :]
    judged: list[tuple[Path, ConventionRecord, list[Finding]]] = []
    failed: list[str] = []
    for file in files:
        try:
            record = open_record(file, settings)
        except ExtractorError as error:  # the other files are judged all the same
            complain(error.explain())
            failed.append(error.explain())
            continue
        found = find_faults(record, today=day, ignore=ignore, checklist=expected)
        found = [one for one in found if one.severity in grave]
        judged.append((file, record, found))
        if form != "sarif":
            emit(_rendered(record, found, form))
    if form == "sarif":
        emit(_sarif(judged, failed))
    return 2 if failed else int(any(found for _, _, found in judged))


def _told(*, codes: bool) -> str:
    """What the program knows, told without a document: its codes, or its checklist."""
    if codes:
        from extractor.checking.codes import render_codes

        return render_codes(lang())
    from extractor.checking.clauses import checklist_text

    return checklist_text()


def _rendered(record: ConventionRecord, findings: list[Finding], form: str) -> str:
    if form == "json":
        found = {"convention": record.id, "findings": [one.model_dump(mode="json") for one in findings]}
        return json.dumps(found, ensure_ascii=False) + "\n"
    from extractor.terminal import render_findings

    return render_findings(record, findings, lang=lang(), paint=painter(sys.stdout))


def _sarif(judged: list[tuple[Path, ConventionRecord, list[Finding]]], failed: list[str]) -> str:
    from extractor.exporting.sarif import Judged, render_sarif

    conventions = [Judged(_path(file, record), record, tuple(found)) for file, record, found in judged]
    return render_sarif(conventions, version=__version__, lang=lang(), failed=failed)


def _path(file: Path, record: ConventionRecord) -> str:
    """The document from here; of a saved record, and where that is elsewhere, the path that the record tells."""
    here = Path.cwd()
    inside = file.absolute().is_relative_to(here) and ".." not in file.parts
    if file.suffix == ".json" or not inside:
        return Path(record.source.path).as_posix()
    return file.absolute().relative_to(here).as_posix()


def _clauses(checklist: Path | None) -> Checklist | None:
    if checklist is None:
        return None
    from extractor.checking.clauses import read_checklist

    return read_checklist(checklist)


def _day(today: str | None) -> dt.date | None:
    if today is None:
        return None
    try:
        return dt.date.today() if today == "today" else dt.date.fromisoformat(today)
    except ValueError:
        raise click.BadParameter(f"{today!r} is no date; write 2025-03-01 or today.", param_hint="--today") from None
