"""The command that says what changed since an earlier forecast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Running


def since(
    as_of: Annotated[list[str], typer.Argument(metavar="DATE DATE ...", help="Two dates or more.")],
    *,
    scenario: Annotated[
        Path,
        typer.Option("--scenario", help="A scenario file; those of other days lie in the folder hindcasts beside it."),
    ] = Path("prakerja-2020"),
    draws: Annotated[int, typer.Option(min=2, max=10_000, help="Futures of each forecast.")] = 1000,
    observations: options.ObservationsFile = None,
    quick: options.Quick = False,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Say what changed from one forecast to the next: figures that came, beliefs that moved, and the answer.

    The last two dates are compared; what was believed on all of them is drawn. Calibrations are kept.

    **Example:** `prakerja since 2020-09-04 2020-09-19`
    """
    from prakerja.report import save_figures
    from prakerja.study import since as run

    folder = out / "since"
    options.make_folder("--out", folder)
    chosen = running.load(scenario)
    with running.working() as how:
        found = run(chosen, *as_of, draws=draws, observations=observations, quick=quick, **how)
        files = save_figures(found, folder, running.lang)
    running.tell(found, files)
