"""The command that says how good forecasts from past days would have been."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Running


def hindcast(
    scenario: Annotated[
        Path, typer.Argument(help="A scenario file; those of other days lie in the folder hindcasts beside it.")
    ] = Path("prakerja-2020"),
    *,
    as_of: Annotated[
        list[str] | None, typer.Option("--as-of", metavar="DATE", help="A day to forecast from; may be repeated.")
    ] = None,
    draws: Annotated[int, typer.Option(min=2, max=100_000, help="Futures of each forecast.")] = 1000,
    observations: options.ObservationsFile = None,
    quick: options.Quick = False,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Forecast from past days with what was published by then, and score it by what was published later.

    Each day is calibrated anew, which takes minutes the first time; calibrations are kept.

    **Example:** `prakerja hindcast --as-of 2020-09-04 --as-of 2020-09-15`
    """
    from prakerja.report import save_figures
    from prakerja.study import hindcast as run
    from prakerja.study.evaluation.hindcast import AS_OF

    folder = out / "hindcast"
    options.make_folder("--out", folder)
    chosen = running.load(scenario)
    with running.working() as how:
        found = run(chosen, as_of or AS_OF, draws, observations=observations, quick=quick, **how)
        files = [*save_figures(found, folder, running.lang), found.save(folder / "scores.csv")]
    running.tell(found, files)
