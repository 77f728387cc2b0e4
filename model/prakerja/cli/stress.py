"""The command that tries policies under misfortunes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling


def stress(
    base: options.ScenarioFile,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="Scenario files of the policies.")],
    under: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="A misfortune: what it says otherwise happens to all; may be repeated. "
            "Unless named, all of the folder stress beside BASE, or all that are shipped.",
        ),
    ] = None,
    criterion: Annotated[str, typer.Option(metavar="NAME", help="What to judge by.")] = "paid_once",
    draws: Annotated[int, typer.Option(min=2, max=100_000, help="Futures to simulate, the same for all.")] = 1000,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    as_of: options.AsOf = None,
    observations: options.ObservationsFile = None,
    posterior: options.PosteriorFile = None,
    prior: options.Prior = False,
    quick: options.Quick = False,
    out: options.Out = Path("out"),
    as_json: options.AsJson = False,
    quiet: options.Quiet = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Try policies under misfortunes: what each comes to if a partner fails, payments stop or the budget comes late.

    **Example:** `prakerja stress scenarios/prakerja-2020.toml scenarios/policies/over-select.toml`
    """
    from prakerja.report import Words
    from prakerja.scenario import load
    from prakerja.study import stress as run
    from prakerja.study.runs.progress import progress_unless
    from prakerja.study.runs.whole_file import write_table

    Words(lang)
    given = settings or ()
    baseline, policies = load(base, given), [load(other, given) for other in others]
    folder = out / f"{options.file_name(baseline)}-stressed"
    options.make_folder("--out", folder)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = run(
            baseline, policies, under or None, criterion, draws=draws, seed=seed, as_of=as_of,
            observations=observations, posterior=posterior, prior=prior, quick=quick, workers=workers,
            executor=executor,
        )  # fmt: skip
    file = write_table(found.to_dataframe(), folder / "stress.csv", index=False)
    Telling(as_json, quiet, lang).tell(found, [file])
