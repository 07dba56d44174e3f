"""The command line: each command parses, makes one call, prints; the payload on stdout, words for people on stderr."""

from __future__ import annotations

import sys

import click

from extractor import __version__
from extractor.cli.checking import check
from extractor.cli.exchanging import export, schema
from extractor.cli.frame import common
from extractor.cli.judging import diff, doctor, evaluate
from extractor.cli.looking import look
from extractor.cli.reading import show, text
from extractor.cli.running import run

_EPILOG = """\b
Completion:  eval "$(_EXTRACTOR_COMPLETE=bash_source extractor)"   (or zsh_source, fish_source)
Exit codes:  0 done · 1 something failed, differs or was found · 2 usage or trouble · 130 interrupted
Environment: NO_COLOR, FORCE_COLOR; the language of reports follows LC_ALL, LC_MESSAGES, LANG
"""


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="extractor", message="%(prog)s %(version)s")
@common
def cli() -> None:
    """Read French conventions: who binds whom, to what, for how long; every fact with its quote and page.

    \b
    extractor run scans/ -o OUT           records, texts and CSV tables of all documents in a folder
    extractor show convention.pdf         one convention, readable
    extractor diff a.pdf b.pdf            what changed in substance
    """


for command in (run, show, text, look, diff, check, export, evaluate, schema, doctor):
    cli.add_command(command)


def main() -> None:
    """The entry point of the `extractor` program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a payload is UTF-8 whatever the locale; what a terminal cannot show becomes "?"
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
    cli(prog_name="extractor")


__all__ = ["cli", "main"]
