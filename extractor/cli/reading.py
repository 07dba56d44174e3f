"""`extractor show` and `extractor text`: one document in, what it says out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.frame import Command, common, emit, lang, painter, reading_options, say, settings_of
from extractor.errors import ReadError

if TYPE_CHECKING:
    from extractor.record import ConventionRecord
    from extractor.settings import Settings


def open_record(file: Path, settings: Settings, *, record_id: str | None = None) -> ConventionRecord:
    """The record of a document, or a saved record with what was put right by hand."""
    if file.suffix.lower() == ".json":
        from extractor.saved import read_record

        return read_record(file)
    from extractor.pipeline import extract_document

    return extract_document(file, settings, record_id=record_id).record


@click.command(cls=Command)
@click.argument("file", type=Path)
@click.option("--json", "as_json", is_flag=True, help="The whole record.")
@reading_options
@common
def show(file: Path, as_json: bool, settings_file: Path | None, ocr: str | None) -> int:
    """What a convention says: parties, term, notices, commitments, findings, each with its quote and page.

    FILE is a PDF, an image, a text, or a saved record (OUT/records/<id>.json, shown with its corrections).
    """
    record = open_record(file, settings_of(settings_file, ocr))
    if as_json:
        emit(record.to_json())
    else:
        import shutil

        from extractor.terminal import render_record

        width = shutil.get_terminal_size((100, 40)).columns
        emit(render_record(record, lang=lang(), width=width, paint=painter(sys.stdout)))
    return 0


@click.command(cls=Command)
@click.argument("file", type=Path)
@click.option("--furniture", is_flag=True, help="Page numbers, running heads, paraphes and stamps too.")
@reading_options
@common
def text(file: Path, furniture: bool, settings_file: Path | None, ocr: str | None) -> int:
    """The text of FILE as it was read, pages separated by form feeds, page furniture left out."""
    from extractor.layout import lay_out, page_text
    from extractor.phrases import in_words_of
    from extractor.reading import read

    if file.suffix.lower() == ".json":
        raise ReadError(f"{file} is no document.", advice="Name the document itself; a run puts its text in OUT/text.")
    pages = read(file, settings_of(settings_file, ocr))
    printed = "\f".join(page.rstrip("\n") + "\n" for page in page_text(lay_out(pages), furniture=furniture))
    emit(printed)
    for page in pages:
        if page.reader == "none":
            say(f"{file}: page {page.number}: {in_words_of(page.reason, lang())}", "warning")
    if not printed.strip():
        say(f"{file}: no text was found on any page.", "warning")
    return 0
