"""The command that says how good forecasts from past days would have been."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli.options import Language, ObservationsFile, Out, Quick, Seed, make_folder


def hindcast(
    scenario: Annotated[
        Path, typer.Argument(help="A scenario file; those of other days lie in the folder hindcasts beside it.")
    ] = Path("scenarios/prakerja-2020.toml"),
    as_of: Annotated[
        list[str] | None, typer.Option("--as-of", metavar="DATE", help="A day to forecast from; may be repeated.")
    ] = None,
    draws: Annotated[int, typer.Option(min=2, max=100_000, help="Futures of each forecast.")] = 1000,
    seed: Seed = 2020,
    observations: ObservationsFile = None,
    quick: Quick = False,
    out: Out = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    lang: Language = "en",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; all cores unless given.")] = None,
) -> None:
    """Forecast from past days with what was published by then, and score it by what was published later.

    Each day is calibrated anew, which takes minutes the first time; calibrations are kept.

    **Example:** `prakerja hindcast --as-of 2020-09-04 --as-of 2020-09-15`
    """
    from prakerja.report import Words, print_result, save_figures, scored_data
    from prakerja.study import hindcast as run
    from prakerja.study.evaluation.hindcast import AS_OF

    Words(lang)
    folder = out / "hindcast"
    make_folder("--out", folder)
    found = run(scenario, as_of or AS_OF, draws, seed, observations=observations, quick=quick, workers=workers)
    files = [*save_figures(found, folder, lang), found.save(folder / "scores.csv")]
    if as_json:
        data = scored_data(found) | {"files": [str(file) for file in files]}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print_result(found, lang)
        typer.echo("\n  " + "\n  ".join(map(str, files)))
