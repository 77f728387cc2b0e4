"""Floor 6: the command line, the same words as the Python API. What is heavy is imported when it is needed."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from prakerja import __version__
from prakerja.cli.brief import brief
from prakerja.cli.cache import cache
from prakerja.cli.calibrate import calibrate
from prakerja.cli.compare import compare
from prakerja.cli.drivers import drivers
from prakerja.cli.explore import explore
from prakerja.cli.files import check, diff, schema
from prakerja.cli.forecast import forecast
from prakerja.cli.groups import options_of
from prakerja.cli.hindcast import hindcast
from prakerja.cli.new import new, scenarios
from prakerja.cli.observe import HELP, observe
from prakerja.cli.optimise import optimise
from prakerja.cli.persons import follow, live
from prakerja.cli.since import since
from prakerja.cli.stress import stress
from prakerja.cli.visible_group import VisibleGroup

app = typer.Typer(
    name="prakerja",
    cls=VisibleGroup,
    help="Simulates Indonesia's Kartu Prakerja in many futures, and forecasts whether its targets are met.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"prakerja {__version__}")
        raise typer.Exit


@app.callback()
def prakerja(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version, and no more.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Take what stands before the name of a command."""


for command in (forecast, compare, brief, stress, optimise, calibrate, hindcast, since, drivers, explore):
    app.command()(options_of(command))
app.command(help=HELP, short_help="Check figures of your own, and say what the model will do with each.")(observe)
for about_files in (new, scenarios, check, diff, schema, follow, live, cache):
    app.command()(about_files)


def main() -> None:
    """Run the command line; what a user got wrong is told in one line each, with exit code 2.

    What the system could not read or write is told in a line, with exit code 3.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no middle dot gets a question mark
            stream.reconfigure(errors="replace")
    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        typer.echo(_line(error), err=True)
        if isinstance(error, OSError):  # what waits to be written, to a disk that is full, is given up
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(code)


def _line(error: Exception) -> str:
    """Return what a user needs of an error; of one of the system, what it could not read or write."""
    if isinstance(error, MemoryError):
        return f"(memory): {str(error) or 'none is left'}; fewer --draws or --workers need less"
    if not isinstance(error, OSError):
        return str(error)
    from prakerja.scenario.problems import visible

    return visible(f"{error.filename2 or error.filename or '(output)'}: {error.strerror or error}")


def _exit_code(error: Exception) -> int | None:
    """Return the exit code of an error that says all a user needs; None for a fault of the program."""
    from prakerja.scenario import InputError

    if isinstance(error, InputError):
        return 2
    if isinstance(error, OSError | MemoryError):  # a full disk, say, though outputs are checked before the work
        return 3
    spread = sys.modules.get("prakerja.study.runs.spread")  # else nothing was simulated that could have stopped
    return 130 if spread and isinstance(error, spread.EnsembleStopped) else None
