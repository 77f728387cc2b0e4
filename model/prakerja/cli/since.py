"""The command that says what changed since an earlier forecast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def since(
    as_of: Annotated[list[str], typer.Argument(metavar="DATE DATE ...", help="Two dates or more.")],
    scenario: Annotated[
        Path,
        typer.Option("--scenario", help="A scenario file; those of other days lie in the folder hindcasts beside it."),
    ] = Path("prakerja-2020"),
    draws: Annotated[int, typer.Option(min=2, max=10_000, help="Futures of each forecast.")] = 1000,
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
    """Say what changed from one forecast to the next: figures that came, beliefs that moved, and the answer.

    The last two dates are compared; what was believed on all of them is drawn. Calibrations are kept.

    **Example:** `prakerja since 2020-09-04 2020-09-19`
    """
    from prakerja.report import Words, save_figures
    from prakerja.scenario import load
    from prakerja.study import since as run
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    folder = out / "since"
    options.make_folder("--out", folder)
    chosen = load(scenario, settings or ())
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = run(
            chosen, *as_of, draws=draws, seed=seed, observations=observations, quick=quick, workers=workers,
            executor=executor,
        )  # fmt: skip
    Telling(as_json, quiet, lang).tell(found, save_figures(found, folder, lang))
