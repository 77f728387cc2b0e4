"""The command that answers the questions of a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from prakerja.study import Forecast


def forecast(
    scenario: ScenarioFile,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate.")] = 2000,
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
    hub: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write quantiles for a forecast hub.")] = None,
    lang: Language = "en",
    workers: Workers = None,
    cluster: Cluster = None,
) -> None:
    """Answer whether, when and with what money the target is reached.

    **Example:** `prakerja forecast scenarios/prakerja-2020.toml --set policy.quota.places=400000`
    """
    from prakerja.report import Words, as_data
    from prakerja.scenario import load
    from prakerja.study import forecast as run
    from prakerja.study.runs.progress import progress_unless

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / file_name(chosen)
    make_folder("--out", folder)
    if hub:
        make_folder("--hub", hub.parent)
    with progress_unless(quiet), executor_of(cluster) as executor:
        found = run(
            chosen, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
            workers=workers, executor=executor,
        )  # fmt: skip
    files = _write(found, folder, hub, lang)
    Telling(as_json, quiet, lang).tell(found, as_data(found), files)


def _write(found: Forecast, folder: Path, hub: Path | None, lang: str) -> list[Path]:
    from prakerja.report import save_figures
    from prakerja.study import write_hub

    files = [*save_figures(found, folder, lang), found.save(folder / "forecast.nc")]
    return [*files, write_hub(found, hub)] if hub else files
