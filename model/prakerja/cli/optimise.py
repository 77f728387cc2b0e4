"""The command that searches a policy's own numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options
from prakerja.cli.groups import Learning, Running


def optimise(
    scenario: options.ScenarioFile,
    *,
    search: Annotated[
        list[str],
        typer.Option(metavar="KEY=LOW:HIGH", help="What may be set: policy.quota.places=200000:1600000; or several."),
    ],
    goal: Annotated[
        list[str] | None, typer.Option(metavar="CRITERION", help="What to make better, such as owed; two give a front.")
    ] = None,
    minimise: Annotated[list[str] | None, typer.Option(metavar="CRITERION", help="What to make small.")] = None,
    maximise: Annotated[list[str] | None, typer.Option(metavar="CRITERION", help="What to make large.")] = None,
    subject_to: Annotated[
        list[str] | None, typer.Option(metavar="RULE", help='What must hold: "effective >= 4.5M with 90 %".')
    ] = None,
    within: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help="How much less is as good: 50k; a tenth of what is gained unless given."),
    ] = None,
    draws: Annotated[int, typer.Option(min=16, max=100_000, help="Futures to judge the finalists in.")] = 1000,
    search_draws: Annotated[int, typer.Option(min=16, max=100_000, help="Futures to search in.")] = 128,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="Rounds of the search.")] = 6,
    learning: Learning,
    out: options.Out = Path("out"),
    running: Running,
) -> None:
    """Search a policy's own numbers for what serves a goal best, or the front of two goals, under what must hold.

    **Example:** `prakerja optimise scenarios/prakerja-2020.toml --search policy.quota.places=200000:1600000
    --goal owed --subject-to "effective >= 4.5M with 90 %"`
    """
    from prakerja.report import save_figures
    from prakerja.study import optimise as find
    from prakerja.study.optimisation.search import need_extra

    need_extra()
    chosen = running.load(scenario)
    folder = out / f"{options.file_name(chosen)}-optimised"
    options.make_folder("--out", folder)
    with running.working() as how:
        found = find(
            chosen, search, goal=goal, minimise=minimise, maximise=maximise, subject_to=subject_to or (), within=within,
            draws=draws, search_draws=search_draws, rounds=rounds, **vars(learning), **how,
        )  # fmt: skip
        files = [*save_figures(found, folder, running.lang), found.save(folder / "front.csv")]
    running.tell(found, files)
