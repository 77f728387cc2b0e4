"""The command that says what an answer hangs on, and what to measure next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def drivers(
    scenario: options.ScenarioFile,
    outcome: Annotated[str, typer.Option(help="What to explain, at year end: paid_once, owed ...")] = "paid_once",
    draws: Annotated[int, typer.Option(min=64, max=65_536, help="Draws of the world.")] = 1024,
    seed: options.Seed = 2020,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    posterior: options.PosteriorFile = None,
    prior: options.Prior = False,
    quick: options.Quick = False,
    settings: options.Settings = None,
    out: options.Out = Path("out"),
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Say which unknown values of the world an answer hangs on, and which to measure next.

    **Example:** `prakerja drivers scenarios/prakerja-2020.toml --outcome owed`
    """
    from prakerja.report import Words, save_figures
    from prakerja.scenario import load
    from prakerja.study import drivers as find
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = find(
            chosen, outcome, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior,
            quick=quick, workers=workers, executor=executor,
        )  # fmt: skip
    files = [*save_figures(found, folder, lang), found.save(folder / "drivers.csv")]
    Telling(as_json, quiet, lang).tell(found, files)
