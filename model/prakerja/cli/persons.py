"""Commands of the person-by-person twin: live one future, follow one applicant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from prakerja.cli import options

Draw = Annotated[int, typer.Option(min=0, help="Which future, from 0: a draw of the world.")]


def follow(
    scenario: options.ScenarioFile,
    person: Annotated[int, typer.Option(min=1, help="Whom, in the order of registration.")] = 17,
    draw: Draw = 0,
    seed: options.Seed = 2020,
    scale: options.Scale = "1:1",
    settings: options.Settings = None,
    picture: Annotated[Path | None, typer.Option(metavar="FILE", help="Also draw it: .svg or .png.")] = None,
    lang: options.Language = "en",
) -> None:
    """Tell the story of one applicant: dated events, and how long each took to come.

    **Example:** `prakerja follow scenarios/small.toml --person 17`
    """
    from prakerja.report import kind_of, print_result, save_story
    from prakerja.scenario import load
    from prakerja.study import follow as find

    factor = options.factor_of(scale)
    if picture:
        kind_of(picture)
        options.make_file("--picture", picture)
    story = find(load(scenario, settings or ()), person=person, draw=draw, seed=seed, scale=factor)
    print_result(story, lang)
    if picture:
        typer.echo(f"\n  {save_story(story, picture, lang)}")


def live(
    scenario: options.ScenarioFile,
    scale: options.Scale = "1:1000",
    draw: Draw = 0,
    seed: options.Seed = 2020,
    settings: options.Settings = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the journal to a netCDF file.")] = None,
) -> None:
    """Run one future person by person, with the slow and independent twin; the journal has the same names.

    **Example:** `prakerja live scenarios/prakerja-2020.toml --scale 1:1000 --out out/person.nc`
    """
    from prakerja.scenario import load
    from prakerja.study import live as run

    factor = options.factor_of(scale)
    if out is not None:
        options.make_file("--out", out)
    found = run(load(scenario, settings or ()), draw=draw, seed=seed, scale=factor)
    days = [found.scenario.as_of, found.year_end]
    typer.echo(f"{'quantity':<22}" + "".join(f"{day:%Y-%m-%d}".rjust(22) for day in days))
    for name in ("registered", "joined", "selected", "effective", "bought", "completed", "validated", "paid_once",
                 "backlog", "committed", "paid_out", "owed"):  # fmt: skip
        typer.echo(f"{name:<22}" + "".join(f"{found.values(name, day)[0]:>22,.0f}" for day in days))
    if out is not None:
        typer.echo(f"\n  {found.save(out)}")
