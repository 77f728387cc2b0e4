"""The command that learns from what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def calibrate(
    scenario: options.ScenarioFile,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the posterior is written.")] = Path("posterior.nc"),
    quick: options.Quick = False,
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Learn what the world may be from what was published, and keep it for forecasts.

    **Example:** `prakerja calibrate scenarios/prakerja-2020.toml --as-of 2020-09-04 --out posterior.nc`
    """
    from prakerja.report import Words, save_figures
    from prakerja.scenario import load
    from prakerja.study import calibrate as learn
    from prakerja.study.calibration.procedure import need_extra
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    need_extra()
    chosen = load(scenario, settings or ())
    folder = options.folder_beside("--out", out)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = learn(chosen, as_of, seed, observations=observations, quick=quick, workers=workers, executor=executor)
    files = [found.save(out), *save_figures(found, folder, lang)]
    Telling(as_json, quiet, lang).tell(found, files)
