"""The command that compares policies."""

from __future__ import annotations

import json
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
    file_name,
    make_folder,
)

if TYPE_CHECKING:
    from prakerja.study import Comparison


def compare(
    base: ScenarioFile,
    others: Annotated[list[Path], typer.Argument(metavar="OTHER...", help="Scenario files of the policies.")],
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate, the same for all.")] = 2000,
    seed: Seed = 2020,
    as_of: AsOf = None,
    observations: ObservationsFile = None,
    posterior: PosteriorFile = None,
    prior: Prior = False,
    quick: Quick = False,
    criteria: Annotated[str | None, typer.Option(metavar="A,B", help="What to judge by; all unless given.")] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="as-of|launch", help="From when on the policies rule.")
    ] = "as-of",
    out: Out = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
    lang: Language = "en",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; all cores unless given.")] = None,
) -> None:
    """Compare policies with a baseline in the same futures: which is best for what, and how sure that is.

    **Example:** `prakerja compare scenarios/prakerja-2020.toml scenarios/early-deadline.toml --criteria effective,owed`
    """
    from prakerja.report import Words, save_comparison_figures
    from prakerja.scenario import from_launch, load
    from prakerja.study import compare as run
    from prakerja.study.comparison.criteria import criteria_of

    Words(lang)
    names = [name.strip() for name in criteria.split(",")] if criteria is not None else None
    criteria_of(names)
    launch = _from_launch(start)
    baseline, policies = load(base), [load(other) for other in others]
    folder = out / f"{file_name(from_launch(baseline) if launch else baseline)}-compared"
    make_folder("--out", folder)
    found = run(
        baseline, policies, draws=draws, seed=seed, as_of=as_of, observations=observations, posterior=posterior,
        prior=prior, quick=quick, from_launch=launch, criteria=names, workers=workers,
    )  # fmt: skip
    files = save_comparison_figures(found, folder, lang)
    _tell(found, [*files, found.save(folder / "comparison.csv"), found.save(folder / "comparison.nc")], as_json, lang)


def _from_launch(start: str) -> bool:
    """Return whether policies rule from the launch on."""
    from prakerja.scenario import InputError, Problem

    if start not in ("as-of", "launch"):
        raise InputError("command line", [Problem("--from", start, "must be as-of or launch")])
    return start == "launch"


def _tell(found: Comparison, files: list[Path], as_json: bool, lang: str) -> None:
    from prakerja.report import comparison_data, print_result

    if as_json:
        said = comparison_data(found) | {"files": [str(file) for file in files]}
        typer.echo(json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print_result(found, lang=lang)
        typer.echo("\n  " + "\n  ".join(map(str, files)))
