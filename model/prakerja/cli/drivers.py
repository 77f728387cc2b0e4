"""The command that says what an answer hangs on, and what to measure next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli.executor import executor_of
from prakerja.cli.options import (
    AsJson,
    AsOf,
    Cluster,
    Language,
    ObservationsFile,
    Out,
    PosteriorFile,
    Prior,
    Quick,
    Quiet,
    ScenarioFile,
    Seed,
    Settings,
    Workers,
    file_name,
    make_folder,
)
from prakerja.cli.telling import Telling


def drivers(
    scenario: ScenarioFile,
    outcome: Annotated[str, typer.Option(help="What to explain, at year end: paid_once, owed ...")] = "paid_once",
    draws: Annotated[int, typer.Option(min=64, max=65_536, help="Draws of the world.")] = 1024,
    seed: Seed = 2020,
    as_of: AsOf = None,
    observations: ObservationsFile = None,
    posterior: PosteriorFile = None,
    prior: Prior = False,
    quick: Quick = False,
    settings: Settings = None,
    out: Out = Path("out"),
    as_json: AsJson = False,
    quiet: Quiet = False,
    lang: Language = "en",
    workers: Workers = None,
    cluster: Cluster = None,
) -> None:
    """Return which unknown values of the world an answer hangs on, and which to measure next.

    **Example:** `prakerja drivers scenarios/prakerja-2020.toml --outcome owed`
    """
    from prakerja.report import Words, driving_data, save_figures
    from prakerja.scenario import load
    from prakerja.study import drivers as find
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / file_name(chosen)
    make_folder("--out", folder)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = find(
            chosen, outcome, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior,
            quick=quick, workers=workers, executor=executor,
        )  # fmt: skip
    files = [*save_figures(found, folder, lang), found.save(folder / "drivers.csv")]
    Telling(as_json, quiet, lang).tell(found, driving_data(found), files)
