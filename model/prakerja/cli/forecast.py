"""The command that answers the questions of a briefing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prakerja.cli.options import (
    AsOf,
    Language,
    ObservationsFile,
    Out,
    PosteriorFile,
    Prior,
    Quick,
    ScenarioFile,
    Seed,
    Settings,
    file_name,
    make_folder,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor

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
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    hub: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write quantiles for a forecast hub.")] = None,
    lang: Language = "en",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; all cores unless given.")] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to simulate on.")] = None,
) -> None:
    """Answer whether, when and with what money the target is reached.

    **Example:** `prakerja forecast scenarios/prakerja-2020.toml --set policy.quota.places=400000`
    """
    from prakerja.report import Words
    from prakerja.scenario import load
    from prakerja.study import forecast as run

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / file_name(chosen)
    make_folder("--out", folder)
    if hub:
        make_folder("--hub", hub.parent)
    with _executor(cluster) as executor:
        found = run(
            chosen, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
            workers=workers, executor=executor,
        )  # fmt: skip
    files = _write(found, folder, hub, lang)
    _tell(found, files, as_json, lang)


@contextmanager
def _executor(cluster: str | None) -> Iterator[Executor | None]:
    """Connect to a Dask cluster, if one is asked for."""
    from prakerja.scenario import InputError, Problem

    if cluster is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        problem = Problem("--cluster", cluster, "needs the extra: pip install 'prakerja[cluster]'")
        raise InputError("command line", [problem]) from None
    try:
        client = Client(cluster, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        problem = Problem("--cluster", cluster, f"cannot be reached: {type(error).__name__}")
        raise InputError("command line", [problem]) from None
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]


def _write(found: Forecast, folder: Path, hub: Path | None, lang: str) -> list[Path]:
    from prakerja.report import save_figures
    from prakerja.study import write_hub

    files = [*save_figures(found, folder, lang), found.save(folder / "forecast.nc")]
    return [*files, write_hub(found, hub)] if hub else files


def _tell(found: Forecast, files: list[Path], as_json: bool, lang: str) -> None:
    from prakerja.report import as_data, print_result

    if as_json:
        typer.echo(json.dumps(as_data(found) | {"files": [str(file) for file in files]}, ensure_ascii=False, indent=2))
    else:
        print_result(found, lang=lang)
        typer.echo("\n  " + "\n  ".join(map(str, files)))
