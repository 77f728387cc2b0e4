"""The command that says what an answer hangs on, and what to measure next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

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
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    lang: Language = "en",
) -> None:
    """Say which unknown values of the world an answer hangs on, and which to measure next.

    **Example:** `prakerja drivers scenarios/prakerja-2020.toml --outcome owed`
    """
    from prakerja.report import Words, driving_data, print_result, save_figures
    from prakerja.scenario import load
    from prakerja.study import drivers as find

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / file_name(chosen)
    make_folder("--out", folder)
    found = find(
        chosen, outcome, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior,
        quick=quick,
    )  # fmt: skip
    files = [*save_figures(found, folder, lang), found.save(folder / "drivers.csv")]
    if as_json:
        data = driving_data(found) | {"files": [str(file) for file in files]}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_result(found, lang)
        typer.echo("\n  " + "\n  ".join(map(str, files)))
