"""`extractor export` and `extractor schema`: what other programs take."""

from __future__ import annotations

import json
from pathlib import Path

import click

from extractor.cli.frame import Command, common, emit, say
from extractor.errors import OutputError

_PROFILES = {"csv": "rfc4180", "tableur": "tableur", "xlsx": "rfc4180"}


@click.command(cls=Command)
@click.argument("output", type=Path, metavar="OUT")
@click.option(
    "--to",
    "profile",
    required=True,
    type=click.Choice(sorted(_PROFILES)),
    help="csv: RFC 4180. tableur: semicolons and a byte order mark, safe in French Excel. "
    "xlsx: the CSV tables and one workbook of them, OUT/tables.xlsx.",
)
@common
def export(output: Path, profile: str) -> int:
    """Write the tables of OUT, the folder of a run, anew: from its records with their corrections of today."""
    from extractor.cli.running import write_all_tables
    from extractor.folder import OutputFolder
    from extractor.saved import refresh_record

    folder = OutputFolder(output)
    ids = folder.record_ids()
    if not ids and not folder.ledger.is_file():
        raise OutputError(f"{output} holds no records.", advice="Name the output folder of `extractor run`.")
    with folder.locked():
        for record_id in ids:
            refresh_record(folder, record_id)
        write_all_tables(folder, _PROFILES[profile])
        if profile == "xlsx":
            from extractor.exporting.tables_workbook import write_tables_workbook

            write_tables_workbook(folder.root)
    say(str(output))
    return 0


@click.command(cls=Command)
@common
def schema() -> int:
    """The JSON Schema of a record."""
    from extractor.record import record_schema

    emit(json.dumps(record_schema(), ensure_ascii=False, indent=1) + "\n")
    return 0
