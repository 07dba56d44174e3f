"""The command line: each command parses, makes one call, prints; the payload on stdout, words for people on stderr."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from extractor import __version__
from extractor.cli.frame import common

# command → the module that has it, in the order of the help; a command waits for no module but its own
_HOMES = {
    "run": "running",
    "show": "reading",
    "text": "reading",
    "look": "looking",
    "diff": "judging",
    "check": "checking",
    "export": "exchanging",
    "evaluate": "judging",
    "schema": "exchanging",
    "doctor": "judging",
}

# objects made before cycles are sought among them: few are made, and seeking takes a tenth of the time
_GARBAGE = 100_000

_EPILOG = """\b
Completion:  eval "$(_EXTRACTOR_COMPLETE=bash_source extractor)"   (or zsh_source, fish_source)
Exit codes:  0 done · 1 something failed, differs or was found · 2 usage or trouble · 130 interrupted
Environment: NO_COLOR, FORCE_COLOR; the language of reports follows LC_ALL, LC_MESSAGES, LANG
"""


class _Group(click.Group):
    """Commands that are imported when one is called, or told of."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _HOMES:
            return None
        found = getattr(import_module(f"extractor.cli.{_HOMES[name]}"), name)
        return found if isinstance(found, click.Command) else None


@click.group(
    cls=_Group, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, prog_name="extractor", message="%(prog)s %(version)s")
@common
def cli() -> None:
    """Read French conventions: who binds whom, to what, for how long; every fact with its quote and page.

    \b
    extractor run scans/ -o OUT           records, texts and CSV tables of all documents in a folder
    extractor show convention.pdf         one convention, readable
    extractor diff a.pdf b.pdf            what changed in substance
    """


def main() -> None:
    """The entry point of the `extractor` program."""
    gc.set_threshold(_GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some in all that is installed takes time
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a payload is UTF-8 whatever the locale; what a terminal cannot show becomes "?"
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
    cli(prog_name="extractor")


__all__ = ["cli", "main"]
