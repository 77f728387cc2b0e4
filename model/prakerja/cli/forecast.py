"""The command that answers the questions of a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prakerja.cli import options
from prakerja.cli.executor import executor_of
from prakerja.cli.telling import Telling

if TYPE_CHECKING:
    from prakerja.study import Forecast


def forecast(
    scenario: options.ScenarioFile,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate.")] = 2000,
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
    keep_draws: Annotated[
        bool | None,
        typer.Option(
            "--keep-draws/--no-keep-draws", help="Write every draw to forecast.nc: unless said, up to 10,000."
        ),
    ] = None,
    hub: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write quantiles for a forecast hub.")] = None,
    money: Annotated[
        bool, typer.Option("--money", help="Tell what it costs: the budget by line, cash by month and week.")
    ] = False,
    lang: options.Language = "en",
    workers: options.Workers = None,
    cluster: options.Cluster = None,
) -> None:
    """Answer whether, when and with what money the target is reached.

    **Example:** `prakerja forecast scenarios/prakerja-2020.toml --set policy.quota.places=400000`
    """
    from prakerja.report import Words
    from prakerja.scenario import load
    from prakerja.study import forecast as run
    from prakerja.study.runs.on_disk import IN_MEMORY
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    if hub:
        options.make_file("--hub", hub)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = run(
            chosen, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
            workers=workers, executor=executor,
        )  # fmt: skip
    files = _write(found, folder, hub, lang, draws <= IN_MEMORY if keep_draws is None else keep_draws)
    Telling(as_json, quiet, lang).tell(found.accounts if money else found, files)


def _write(found: Forecast, folder: Path, hub: Path | None, lang: str, keep_draws: bool) -> list[Path]:
    from prakerja.report import save_figures
    from prakerja.study import write_hub

    files = [*save_figures(found, folder, lang), *found.accounts.save(folder)]
    if keep_draws:
        files = [*files, found.save(folder / "forecast.nc")]
    return [*files, write_hub(found, hub)] if hub else files
