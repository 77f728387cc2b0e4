"""Commands about scenario files: check, diff, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli.options import ScenarioFile, Settings


def check(scenarios: Annotated[list[Path], typer.Argument(help="Scenario files.")], settings: Settings = None) -> None:
    """Say whether scenario files are sound, and everything that is wrong with them."""
    from prakerja.scenario import InputError, load
    from prakerja.scenario.draws import values_of

    wrong = False
    for path in scenarios:
        try:
            scenario = load(path, settings or ())
        except InputError as error:
            wrong = True
            typer.echo(str(error), err=True)
            continue
        values = values_of(scenario)
        uncertain = sum(not isinstance(value.stated, float) for value in values)
        typer.echo(f"{path}: sound. {scenario.title}")
        typer.echo(f"  {len(values)} values of the world, {uncertain} of them uncertain; hash {scenario.hash}")
    if wrong:
        raise typer.Exit(2)


def diff(one: ScenarioFile, other: ScenarioFile) -> None:
    """Say in words how the second scenario differs from the first."""
    from prakerja.scenario import diff as differences
    from prakerja.scenario import load

    for line in differences(load(one), load(other)) or ["They give the same results: nothing differs but words."]:
        typer.echo(line)


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from prakerja.scenario.json_schema import schema as json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
