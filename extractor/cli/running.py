"""`extractor run`: folders of conventions in, an output folder of records, texts and tables out."""

from __future__ import annotations

import json
import signal
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from extractor.cli.frame import (
    TroubleCommand,
    common,
    complain,
    debugging,
    emit,
    lang,
    quiet,
    reading_options,
    say,
    settings_of,
)

if TYPE_CHECKING:
    from extractor.batch.run import Outcome
    from extractor.batch.sources import Sources
    from extractor.folder import OutputFolder


@click.command(cls=TroubleCommand)
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@click.option("-o", "--output", type=Path, required=True, metavar="OUT", help="Folder of the results.")
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="N", help="Processes (default: cores, if memory allows)."
)
@click.option("--force", is_flag=True, help="Do again what is already done.")
@click.option(
    "--csv",
    "profile",
    type=click.Choice(["rfc4180", "tableur"]),
    default="rfc4180",
    show_default=True,
    help="tableur: semicolons and a byte order mark, safe in French Excel.",
)
@click.option("--folder-as-document", is_flag=True, help="Each folder of page images is one convention.")
@click.option("--json", "as_json", is_flag=True, help="What became of each document, on stdout.")
@reading_options
@common
def run(
    sources: tuple[str, ...],
    output: Path,
    workers: int | None,
    force: bool,
    profile: str,
    folder_as_document: bool,
    as_json: bool,
    settings_file: Path | None,
    ocr: str | None,
) -> int:
    """Read all conventions in SRC (files, folders, quoted patterns) into OUT.

    Writes OUT/records/<id>.json, OUT/text/<id>.txt and CSV tables over all records in OUT. What was done before with
    the same content, settings and program is not done again; a document that fails costs itself alone and is tried
    again by the next run. OUT/corrections/<id>.toml holds what you put right by hand; it is applied each time.

    \b
    extractor run scans/ 'archives/**/*.pdf' -o OUT
    extractor run pages/ --folder-as-document -o OUT --csv tableur

    Exit: 0 all done, 1 some documents failed (each named, with why, here and in OUT/documents.csv), 2 usage.
    """
    from extractor.batch.run import Options
    from extractor.batch.run import run as run_all
    from extractor.batch.sources import find_inputs
    from extractor.cli.progress import Bar, tell_json
    from extractor.folder import OutputFolder

    settings = settings_of(settings_file, ocr)
    folder = OutputFolder(output)
    found = find_inputs(sources, folder, folder_as_document=folder_as_document)
    folder.prepare()
    _stop_on_signals()
    # the tables need pandas in the end; this process has nothing else to do while its workers read
    threading.Thread(target=import_module, args=("pandas",), daemon=True).start()
    options = Options(workers=workers, force=force, debug=debugging())
    try:
        with folder.locked():
            with Bar(len(found.inputs), lang(), shown=not quiet()) as bar:
                outcomes = run_all(found.inputs, folder, settings, options, progress=bar.advance)
            write_all_tables(folder, profile, outcomes)
    except KeyboardInterrupt:
        say(_word("interrupted"))
        raise
    _tell(outcomes, found, folder)
    if as_json:
        emit(
            json.dumps(tell_json(outcomes, output, (*found.left_out, *found.drawn)), ensure_ascii=False, indent=1)
            + "\n"
        )
    return int(any(one.status == "failed" for one in outcomes))


def write_all_tables(folder: OutputFolder, profile: str, outcomes: tuple[Outcome, ...] = ()) -> None:
    """The CSV tables over all records in the folder."""
    from extractor.batch.run import states
    from extractor.exporting.csv import PROFILES, write_tables
    from extractor.saved import saved_records

    known = states(folder, outcomes)
    ids = [state.id for state in known]
    write_tables(folder.root, known, saved_records(folder, ids, on_fault=complain), PROFILES[profile])


def _tell(outcomes: tuple[Outcome, ...], found: Sources, folder: OutputFolder) -> None:
    from extractor.cli.progress import summary
    from extractor.terminal import plain

    failed = [one for one in outcomes if one.status == "failed"]
    if quiet():
        for one in failed:
            complain(f"{one.input.relative_path}: {one.reason}")
    for line, style in summary(outcomes, lang()):
        say(line, style)
    if debugging():
        for one in failed:
            sys.stderr.write(one.details)
    for key, paths in (("left_out", found.left_out), ("left_out_drawn", found.drawn)):
        if paths:
            names = ", ".join(plain(path.name) for path in paths[:5]) + (", …" if len(paths) > 5 else "")
            say(f"{_word(key)} : {len(paths)} ({names})")
    if stray := sorted(set(folder.corrected_ids()) - set(folder.record_ids())):
        say(f"{_word('stray_corrections')} : {', '.join(map(plain, stray))}", "warning")
    if failed:
        say(_word("again"))
    say(f"{_word('results_in')} {folder.root}")


def _word(key: str) -> str:
    from extractor.labels import label

    return label(key, lang())


def _stop_on_signals() -> None:
    """A polite kill or a closed terminal ends the workers too."""

    def stop(number: int, frame: Any) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), stop)
