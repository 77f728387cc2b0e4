"""Commands about scenario files: check, diff, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from prakerja.cli import options

if TYPE_CHECKING:
    from prakerja.scenario import Scenario


def check(
    scenarios: Annotated[list[Path], typer.Argument(help="Scenario files.")],
    settings: options.Settings = None,
    prior: Annotated[bool, typer.Option("--prior", help="Also say what the beliefs say together.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="With --prior: where its figure is written.")] = None,
    lang: options.Language = "en",
) -> None:
    """Say whether scenario files are sound, everything that is wrong with them, and what is allowed but odd.

    **Example:** `prakerja check scenarios/prakerja-2020.toml --prior --out out`
    """
    from prakerja.scenario import InputError, Problem, load
    from prakerja.scenario.draws import values_of
    from prakerja.scenario.oddities import oddities
    from prakerja.scenario.problems import visible

    if out and not prior:
        raise InputError("command line", [Problem("--out", str(out), "needs --prior: there is no other figure")])
    wrong = False
    for path in scenarios:
        try:
            scenario = load(path, settings or ())
            _check_expected(scenario, path)
        except InputError as error:
            wrong = True
            typer.echo(str(error), err=True)
            continue
        values = values_of(scenario)
        uncertain = sum(not isinstance(value.stated, float) for value in values)
        odd = list(oddities(scenario))
        but = f", with {len(odd)} warning{'s' if len(odd) != 1 else ''}" if odd else ""
        typer.echo(f"{visible(str(path))}: sound{but}. {scenario.title}")
        typer.echo(f"  {len(values)} values of the world, {uncertain} of them uncertain; hash {scenario.hash}")
        for one in odd:
            typer.echo(f"  {one.path}   {one.found}   {one.allowed}")
        if scenario.expects:
            typer.echo(f"  in theory, against what it extends: {scenario.expects.because}")
        if prior:
            _tell_prior(scenario, out, lang)
    if wrong:
        raise typer.Exit(2)


def _check_expected(scenario: Scenario, path: Path) -> None:
    """Check that what is expected, and preferred, is said of criteria; the study is loaded only for that."""
    if scenario.expects:
        from prakerja.study.comparison.expected import check_expected

        check_expected(scenario, str(path))
    if scenario.preferences:
        from prakerja.study.comparison.preferences import preferences_of

        preferences_of(scenario)


def _tell_prior(scenario: Scenario, out: Path | None, lang: str) -> None:
    """Say what the beliefs say together, and draw it where a folder is given."""
    from prakerja.report import print_result, save_figures
    from prakerja.study import prior_check

    folder = out / options.file_name(scenario) if out else None
    if folder:
        options.make_folder("--out", folder)
    found = prior_check(scenario)
    typer.echo()
    print_result(found, lang)
    files = save_figures(found, folder, lang) if folder else []
    typer.echo("\n".join(["", *(f"  {file}" for file in files)]))


def diff(one: options.ScenarioFile, other: options.ScenarioFile) -> None:
    """Say in words how the second scenario differs from the first."""
    from prakerja.scenario import diff as differences
    from prakerja.scenario import load
    from prakerja.scenario.diff import differently_meant

    before, after = load(one), load(other)
    for line in differences(before, after) or ["They give the same results: nothing differs but words."]:
        typer.echo(line)
    for line in differently_meant(before, after):
        typer.echo(f"{line}; words only")


def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from prakerja.scenario.json_schema import schema as json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
