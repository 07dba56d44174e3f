"""`extractor look`: a document in, pictures of its pages out, with what was read and found drawn on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli.frame import Command, common, lang, reading_options, say, settings_of
from extractor.looking import DPI, DPI_BOUNDS, Looks, PagesError, parse_pages

if TYPE_CHECKING:
    from extractor.document import Page


@click.command(cls=Command)
@click.argument("file", type=Path)
@click.option("-o", "--output", type=Path, required=True, metavar="DIR", help="Folder of the pictures.")
@click.option("--pages", metavar="PAGES", help="Only these, as 1,3-5 or 8- (all are read all the same).")
@click.option(
    "--dpi",
    type=click.IntRange(*DPI_BOUNDS),
    default=DPI,
    show_default=True,
    metavar="DPI",
    help=f"Dots per inch of the sheet, {DPI_BOUNDS[0]} to {DPI_BOUNDS[1]}; a sheet of 12 million dots at most.",
)
@click.option("--no-facts", is_flag=True, help="Only what reading and layout saw: quick, without the language model.")
@reading_options
@common
def look(
    file: Path,
    output: Path,
    pages: str | None,
    dpi: int,
    no_facts: bool,
    settings_file: Path | None,
    ocr: str | None,
) -> int:
    """See what was made of each page of FILE: DIR/page-001.png, page-002.png …

    Each shows the page in grey and, in colours that a legend under it names: the words, those of which the engine was not
    sure, the lines, the headings with their numbers, page numbers, paraphes, stamps and noise, the passage that was read
    worst, and the facts, numbered, with what they say beside the page. FILE is a PDF or an image.
    """
    from extractor.labels import label
    from extractor.looking import look as draw_pages
    from extractor.phrases import in_words_of
    from extractor.terminal import plain

    wanted = parse_pages(pages) if pages is not None else ()
    if wanted is None:
        raise click.BadParameter(f"{pages!r} names no pages; write 1,3-5 or 8-.", param_hint="--pages")

    def tell(page: Page) -> None:
        if page.reader == "none":
            say(plain(f"{file}: page {page.number}: {in_words_of(page.reason, lang())}"), "warning")

    looks = Looks(dpi, wanted, not no_facts, lang())
    try:
        written = draw_pages(file, output, settings_of(settings_file, ocr), looks, on_page=tell)
    except PagesError as error:
        raise click.BadParameter(str(error), param_hint="--pages") from None
    say(f"{len(written)} {label('look_drawn', lang())} {output}")
    return 0
