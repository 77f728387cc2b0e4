"""The command that answers the questions of a briefing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running

if TYPE_CHECKING:
    from prakerja.study import Forecast


def forecast(
    scenario: options.ScenarioFile,
    *,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate.")] = 2000,
    learning: Learning,
    out: options.Out = Path("out"),
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
    running: Running,
) -> None:
    """Answer whether, when and with what money the target is reached.

    **Example:** `prakerja forecast scenarios/prakerja-2020.toml --set policy.quota.places=400000`
    """
    from prakerja.study import forecast as run
    from prakerja.study.runs.on_disk import IN_MEMORY

    chosen = running.load(scenario)
    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    if hub:
        options.make_file("--hub", hub)
    with running.working() as how:
        found = run(chosen, draws, **vars(learning), **how)
        files = _write(found, folder, hub, running.lang, draws <= IN_MEMORY if keep_draws is None else keep_draws)
    running.tell(found.accounts if money else found, files)


def _write(found: Forecast, folder: Path, hub: Path | None, lang: str, keep_draws: bool) -> list[Path]:
    from prakerja.report import save_figures
    from prakerja.study import write_hub

    files = [*save_figures(found, folder, lang), *found.accounts.save(folder)]
    if keep_draws:
        files = [*files, found.save(folder / "forecast.nc")]
    return [*files, write_hub(found, hub)] if hub else files
