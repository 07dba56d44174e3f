"""What all commands share: language, quiet, colour, one line for every error, and the exit code that is documented."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from extractor.errors import ExtractorError
from extractor.labels import Lang, locale_lang

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])
_PIECE = 1 << 14
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "head": {"bold": True, "fg": "cyan"},
    "strong": {"bold": True},
    "faint": {"dim": True},
    "error": {"fg": "red"},
    "warning": {"fg": "yellow"},
}


class Command(click.Command):
    """A command whose function returns its exit code. `trouble` is the code when it could not do its work at all."""

    trouble = 1

    def invoke(self, ctx: click.Context) -> Any:
        """Run it, and turn whatever goes wrong into one line and a code."""
        try:
            code = super().invoke(ctx) or 0
            sys.stdout.flush()
        except BrokenPipeError:  # the reader of our output has gone, as `head` does
            _silence_stdout()
            code = 141
        except KeyboardInterrupt:
            code = 130
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except ExtractorError as error:
            code = self._fail(error.explain())
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            code = self._fail(f"{place}{error.strerror or error}.")
        except Exception as error:
            first = (str(error).strip() or "no message").splitlines()[0][:300]
            code = self._fail(f"Unexpected {type(error).__name__}: {first}. Add --debug to see where.")
        ctx.exit(code)

    def _fail(self, message: str) -> int:
        if debugging():
            traceback.print_exc()
        complain(message)
        return self.trouble


class TroubleCommand(Command):
    """As diff(1): 1 is an answer, so trouble is 2."""

    trouble = 2


def _keep(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value:
        ctx.meta[f"extractor.{parameter.name}"] = value


def common(function: FunctionT) -> FunctionT:
    """The options that go with the program and with every command."""
    for option in (
        click.option("--debug", is_flag=True, expose_value=False, callback=_keep, help="Show where an error arose."),
        click.option("-q", "--quiet", is_flag=True, expose_value=False, callback=_keep, help="Only errors on stderr."),
        click.option(
            "--lang",
            type=click.Choice(["fr", "en"]),
            expose_value=False,
            callback=_keep,
            help="Language of reports (default: the locale's, else French).",
        ),
    ):
        function = option(function)
    return function


def reading_options(function: FunctionT) -> FunctionT:
    """The options of commands that may read a document."""
    for option in (
        click.option("--ocr", type=click.Choice(["auto", "always", "never"]), help="When to recognise pages anew."),
        click.option("--settings", "settings_file", type=Path, metavar="FILE", help="Settings in TOML."),
    ):
        function = option(function)
    return function


def settings_of(settings_file: Path | None, ocr: str | None) -> Any:
    """The settings that the options name; a wrong one is a fault of usage."""
    from extractor.settings import read_settings

    try:
        return read_settings(settings_file, ocr=ocr)
    except ExtractorError as error:
        error.exit_code = 2
        raise


def _meta(name: str) -> Any:
    ctx = click.get_current_context(silent=True)
    return ctx.meta.get(f"extractor.{name}") if ctx is not None else None


def lang() -> Lang:
    """The language for people."""
    chosen: Lang | None = _meta("lang")
    return chosen or locale_lang()


def quiet() -> bool:
    """Whether to keep all but errors to oneself."""
    return bool(_meta("quiet"))


def debugging() -> bool:
    """Whether to show tracebacks."""
    return bool(_meta("debug"))


def emit(payload: str) -> None:
    """To stdout, as it is; piece by piece, since an unbuffered stream takes part of a long one for the whole."""
    for start in range(0, len(payload), _PIECE):
        sys.stdout.write(payload[start : start + _PIECE])


def say(message: str, style: str = "") -> None:
    """To people, unless they asked for quiet."""
    if not quiet():
        sys.stderr.write(painter(sys.stderr)(message, style) + "\n")


def complain(message: str) -> None:
    """To people, in one line, always."""
    from extractor.terminal import plain

    sys.stderr.write(painter(sys.stderr)("extractor: ", "error") + plain(message) + "\n")


def painter(stream: IO[str]) -> Callable[[str, str], str]:
    """Colours where the stream shows them and nobody forbids them (NO_COLOR), or where somebody insists (FORCE_COLOR)."""
    wanted = bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
    if os.environ.get("NO_COLOR") or not wanted:
        return lambda text, style: text
    return lambda text, style: click.style(text, **_STYLES[style]) if style in _STYLES else text


def _silence_stdout() -> None:
    """So that the interpreter does not fail once more when it flushes at the end."""
    with suppress(OSError, ValueError, AttributeError):
        void = os.open(os.devnull, os.O_WRONLY)
        os.dup2(void, sys.stdout.fileno())
        os.close(void)
