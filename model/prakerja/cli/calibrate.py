"""The command that learns from what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Running


def calibrate(
    scenario: options.ScenarioFile,
    *,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the posterior is written.")] = Path("posterior.nc"),
    quick: options.Quick = False,
    running: Running,
) -> None:
    """Learn what the world may be from what was published, and keep it for forecasts.

    **Example:** `prakerja calibrate scenarios/prakerja-2020.toml --as-of 2020-09-04 --out posterior.nc`
    """
    from prakerja.report import save_figures
    from prakerja.study import calibrate as learn
    from prakerja.study.calibration.procedure import need_extra

    need_extra()
    chosen = running.load(scenario)
    folder = options.folder_beside("--out", out)
    with running.working() as how:
        found = learn(chosen, as_of, observations=observations, quick=quick, **how)
        files = [found.save(out), *save_figures(found, folder, running.lang)]
    running.tell(found, files)
