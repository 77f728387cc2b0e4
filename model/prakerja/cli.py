"""The command line: the same words as the Python API. What is heavy is imported when it is needed."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from prakerja.scenario import Scenario
    from prakerja.study import Forecast

app = typer.Typer(
    name="prakerja",
    help="Simulates Indonesia's Kartu Prakerja in many futures, and forecasts whether its targets are met.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)

ScenarioFile = Annotated[Path, typer.Argument(help="A scenario file, such as scenarios/prakerja-2020.toml.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change a value, such as world.purchase.probability=0.93."),
]


@app.command()
def forecast(
    scenario: ScenarioFile,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000, help="Futures to simulate.")] = 2000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")] = 2020,
    settings: Settings = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where figures and data are written.")] = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    hub: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write quantiles as the hubs want them.")
    ] = None,
    lang: Annotated[str, typer.Option(help="en or id: the language of the answer and the figures.")] = "en",
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; all cores unless given.")] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to simulate on.")] = None,
) -> None:
    """Answer whether, when and with what money the target is reached.

    **Example:** `prakerja forecast scenarios/prakerja-2020.toml --set policy.quota.places=400000`
    """
    from prakerja.report import Words
    from prakerja.scenario import load
    from prakerja.study import forecast as run

    Words(lang)
    chosen = load(scenario, settings or ())
    folder = out / _file_name(chosen)
    for place in [folder, *([hub.parent] if hub else [])]:
        _make(place)
    with _executor(cluster) as executor:
        found = run(chosen, draws, seed, workers=workers, executor=executor)
    files = _write(found, folder, hub, lang)
    _tell(found, files, as_json, lang)


@app.command()
def check(scenarios: Annotated[list[Path], typer.Argument(help="Scenario files.")], settings: Settings = None) -> None:
    """Say whether scenario files are sound, and everything that is wrong with them."""
    from prakerja.scenario import InputError, load
    from prakerja.scenario.draws import values_of

    wrong = 0
    for path in scenarios:
        try:
            scenario = load(path, settings or ())
        except InputError as error:
            wrong += 1
            typer.echo(str(error), err=True)
            continue
        values = values_of(scenario)
        uncertain = sum(not isinstance(value.stated, float) for value in values)
        typer.echo(f"{path}: sound. {scenario.title}")
        typer.echo(f"  {len(values)} values of the world, {uncertain} of them uncertain; hash {scenario.hash}")
    if wrong:
        raise typer.Exit(2)


@app.command()
def diff(one: ScenarioFile, other: ScenarioFile) -> None:
    """Say in words how the second scenario differs from the first."""
    from prakerja.scenario import diff as differences
    from prakerja.scenario import load

    for line in differences(load(one), load(other)) or ["They give the same results: nothing differs but words."]:
        typer.echo(line)


@app.command()
def schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    from prakerja.scenario.json_schema import schema as json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def main() -> None:
    """Run the command line; what a user got wrong is told in one line each, with exit code 2."""
    try:
        app()
    except Exception as error:
        if not isinstance(error, _told()):
            raise
        typer.echo(str(error), err=True)
        sys.exit(2 if type(error).__name__ == "InputError" else 130)


def _told() -> tuple[type[Exception], ...]:
    """Name the errors that say all a user needs, of the floors that have been imported at all."""
    floors = {"prakerja.scenario": "InputError", "prakerja.study": "EnsembleStopped"}
    return tuple(getattr(sys.modules[floor], name) for floor, name in floors.items() if floor in sys.modules)


def _file_name(scenario: Scenario) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", scenario.name).strip("-.") or "scenario"


def _make(folder: Path) -> None:
    """Make a folder before the work begins, so that no finished work is lost for want of one."""
    from prakerja.scenario import InputError, Problem

    try:
        folder.mkdir(parents=True, exist_ok=True)
        (probe := folder / ".writable").touch()
        probe.unlink()
    except OSError as error:
        problem = Problem("--out", str(folder), f"cannot be written: {error.strerror}")
        raise InputError("command line", [problem]) from None


@contextmanager
def _executor(cluster: str | None) -> Iterator[Executor | None]:
    """Connect to a Dask cluster, if one is asked for."""
    from prakerja.scenario import InputError, Problem

    if cluster is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        problem = Problem("--cluster", cluster, "needs the extra: pip install 'prakerja[cluster]'")
        raise InputError("command line", [problem]) from None
    try:
        client = Client(cluster, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        problem = Problem("--cluster", cluster, f"cannot be reached: {type(error).__name__}")
        raise InputError("command line", [problem]) from None
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]


def _write(found: Forecast, folder: Path, hub: Path | None, lang: str) -> list[Path]:
    from prakerja.report import save_figures
    from prakerja.study import write_hub

    files = [*save_figures(found, folder, lang), found.save(folder / "forecast.nc")]
    return [*files, write_hub(found, hub)] if hub else files


def _tell(found: Forecast, files: list[Path], as_json: bool, lang: str) -> None:
    from prakerja.report import as_data, print_answer

    if as_json:
        typer.echo(json.dumps(as_data(found) | {"files": [str(file) for file in files]}, ensure_ascii=False, indent=2))
    else:
        print_answer(found, lang=lang, files=files)
