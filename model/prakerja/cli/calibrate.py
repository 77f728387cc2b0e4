"""The command that learns from what was published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli.options import AsOf, Language, ObservationsFile, Quick, ScenarioFile, Seed, Settings, make_folder


def calibrate(
    scenario: ScenarioFile,
    as_of: AsOf = None,
    observations: ObservationsFile = None,
    seed: Seed = 2020,
    settings: Settings = None,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where the posterior is written.")] = Path("posterior.nc"),
    quick: Quick = False,
    lang: Language = "en",
) -> None:
    """Learn what the world may be from what was published, and keep it for forecasts.

    **Example:** `prakerja calibrate scenarios/prakerja-2020.toml --as-of 2020-09-04 --out posterior.nc`
    """
    from prakerja.report import Words, print_result, save_figures
    from prakerja.scenario import load
    from prakerja.study import calibrate as learn

    Words(lang)
    chosen = load(scenario, settings or ())
    make_folder("--out", out.parent)
    found = learn(chosen, as_of, seed, observations=observations, quick=quick)
    print_result(found, lang)
    files = [found.save(out), *save_figures(found, out.parent / out.stem, lang)]
    typer.echo("\n  " + "\n  ".join(map(str, files)))
