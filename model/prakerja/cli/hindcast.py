"""The command that says how good forecasts from past days would have been."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def hindcast(
    scenario: Annotated[
        Path, typer.Argument(help="A scenario file; those of other days lie in the folder hindcasts beside it.")
    ] = Path("prakerja-2020"),
    as_of: Annotated[
        list[str] | None, typer.Option("--as-of", metavar="DATE", help="A day to forecast from; may be repeated.")
    ] = None,
    draws: Annotated[int, typer.Option(min=2, max=100_000, help="Futures of each forecast.")] = 1000,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    observations: options.ObservationsFile = None,
    quick: options.Quick = False,
    out: options.Out = Path("out"),
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Forecast from past days with what was published by then, and score it by what was published later.

    Each day is calibrated anew, which takes minutes the first time; calibrations are kept.

    **Example:** `prakerja hindcast --as-of 2020-09-04 --as-of 2020-09-15`
    """
    from prakerja.report import Words, save_figures
    from prakerja.scenario import load
    from prakerja.study import hindcast as run
    from prakerja.study.evaluation.hindcast import AS_OF
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    folder = out / "hindcast"
    options.make_folder("--out", folder)
    chosen = load(scenario, settings or ())
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = run(
            chosen, as_of or AS_OF, draws, seed, observations=observations, quick=quick, workers=workers,
            executor=executor,
        )  # fmt: skip
    files = [*save_figures(found, folder, lang), found.save(folder / "scores.csv")]
    Telling(as_json, quiet, lang).tell(found, files)
