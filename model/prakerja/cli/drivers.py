"""The command that says what an answer hangs on, and what to measure next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running


def drivers(
    scenario: options.ScenarioFile,
    *,
    outcome: Annotated[str, typer.Option(help="What to explain, at year end: paid_once, owed ...")] = "paid_once",
    draws: Annotated[int, typer.Option(min=64, max=65_536, help="Draws of the world.")] = 1024,
    learning: Learning,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Say which unknown values of the world an answer hangs on, and which to measure next.

    **Example:** `prakerja drivers scenarios/prakerja-2020.toml --outcome owed`
    """
    from prakerja.report import save_figures
    from prakerja.study import drivers as find

    chosen = running.load(scenario)
    folder = out / options.file_name(chosen)
    options.make_folder("--out", folder)
    with running.working() as how:
        found = find(chosen, outcome, draws, **vars(learning), **how)
        files = [*save_figures(found, folder, running.lang), found.save(folder / "drivers.csv")]
    running.tell(found, files)
