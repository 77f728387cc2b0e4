"""Floor 6: the command line, the same words as the Python API. What is heavy is imported when it is needed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from prakerja import __version__
from prakerja.cli.brief import brief
from prakerja.cli.calibrate import calibrate
from prakerja.cli.compare import compare
from prakerja.cli.drivers import drivers
from prakerja.cli.explore import explore
from prakerja.cli.files import check, diff, schema
from prakerja.cli.forecast import forecast
from prakerja.cli.hindcast import hindcast
from prakerja.cli.new import new, scenarios
from prakerja.cli.observe import HELP, observe
from prakerja.cli.optimise import optimise
from prakerja.cli.persons import follow, live
from prakerja.cli.since import since
from prakerja.cli.stress import stress

app = typer.Typer(
    name="prakerja",
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
    app.command()(command)
app.command(help=HELP, short_help="Check figures of your own, and say what the model will do with each.")(observe)
for about_files in (new, scenarios, check, diff, schema, follow, live):
    app.command()(about_files)


def main() -> None:
    """Run the command line; what a user got wrong is told in one line each, with exit code 2."""
    try:
        app()
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        typer.echo(str(error), err=True)
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    """Return the exit code of an error that says all a user needs; None for a fault of the program."""
    from prakerja.scenario import InputError

    if isinstance(error, InputError):
        return 2
    ensembles = sys.modules.get("prakerja.study.runs.ensemble")  # else nothing was simulated that could have stopped
    return 130 if ensembles and isinstance(error, ensembles.EnsembleStopped) else None
