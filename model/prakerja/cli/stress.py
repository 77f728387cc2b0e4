"""The command that tries policies under misfortunes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running


def stress(
    base: options.ScenarioFile,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="Scenario files of the policies.")],
    *,
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
    learning: Learning,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Try policies under misfortunes: what each comes to if a partner fails, payments stop or the budget comes late.

    **Example:** `prakerja stress scenarios/prakerja-2020.toml scenarios/policies/over-select.toml`
    """
    from prakerja.study import stress as run
    from prakerja.study.runs.whole_file import write_table

    baseline, policies = running.load(base), [running.load(other) for other in others]
    folder = out / f"{options.file_name(baseline)}-stressed"
    options.make_folder("--out", folder)
    with running.working() as how:
        found = run(baseline, policies, under or None, criterion, draws=draws, **vars(learning), **how)
        file = write_table(found.to_dataframe(), folder / "stress.csv", index=False)
    running.tell(found, [file])
