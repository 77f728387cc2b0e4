"""The arguments and options that several commands share."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from prakerja.scenario import Scenario

ScenarioFile = Annotated[
    Path, typer.Argument(help="A scenario file, or the name of a shipped one, such as prakerja-2020.")
]

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a value: world.purchase.probability=0.93; none takes an optional table away: world.change=none.",
    ),
]

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Learn from what had been published by this day, not the scenario's.",
    ),
]

PosteriorFile = Annotated[
    Path | None, typer.Option("--posterior", metavar="FILE", help="Use what `prakerja calibrate` learnt.")
]

ObservationsFile = Annotated[
    Path | None,
    typer.Option("--observations", metavar="FILE", help="Figures of your own, added to the published ones."),
]

Prior = Annotated[
    bool, typer.Option("--prior", help="Learn nothing from published figures: what the scenario assumes, alone.")
]

Quick = Annotated[bool, typer.Option("--quick", help="Calibrate roughly, in seconds, for trying out.")]

Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same numbers.")]


def _a_language(lang: str) -> str:
    if lang != "en":  # else there is nothing to load for it
        from prakerja.report import Words

        Words(lang)
    return lang


Language = Annotated[str, typer.Option(callback=_a_language, help="en or id: the language of every word.")]
"""Refused by every verb alike before anything is done."""

Out = Annotated[Path, typer.Option(metavar="DIR", help="Where figures and data are written.")]

AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]

Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but what goes wrong.")]

Workers = Annotated[
    int | None, typer.Option(min=1, help="Processes; unless given, as many as there are cores and work for.")
]

Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler to simulate on, in the place of processes.")
]

_WRITTEN = (".csv", ".html", ".nc", ".pdf", ".png", ".pptx", ".svg", ".xlsx")
_LONGEST = 120  # characters of a folder's name
_DIGITS = 18  # of both numbers of a scale

Scale = Annotated[str, typer.Option(metavar="1:N", help="Shrink people, capacities and budget together.")]


def factor_of(scale: str) -> float:
    """Read a scale such as ``1:1000``.

    Raises
    ------
    InputError
        If it is not one.

    Examples
    --------
    >>> factor_of("1:1000")
    0.001
    """
    from prakerja.scenario import InputError, Problem

    part, colon, whole = scale.replace("_", "").partition(":")
    digits = colon and part.isdecimal() and whole.isdecimal() and len(part + whole) <= _DIGITS
    if not (digits and int(part) and int(whole)):
        raise InputError("command line", [Problem("--scale", scale, "must read like 1:1000")])
    return int(part) / int(whole)


def file_name(scenario: Scenario) -> str:
    """Name the folder of a scenario's results; a long name is cut, and ends in what tells it from others."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", scenario.name).strip("-.") or "scenario"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 13]}-{scenario.hash}"


def make_folder(option: str, folder: Path) -> None:
    """Make a folder before the work begins, and see that results can be written there: none is lost at its end."""
    from prakerja.scenario import InputError, Problem

    _try(option, folder, folder / f".writable.{os.getpid()}")
    taken = [place for place in folder.iterdir() if place.suffix in _WRITTEN and not place.is_file()]
    if taken:
        said = "must have files where results are written: this is none"
        raise InputError("command line", [Problem(option, str(place), said) for place in sorted(taken)])


def make_file(option: str, file: Path) -> None:
    """See before the work begins that a file can be written, and make its folder; what stands there stays."""
    from prakerja.scenario import InputError, Problem

    if not file.name or (os.path.exists(file) and not os.path.isfile(file)):  # noqa: PTH110, PTH113  # of any length
        said = "must be a file: this is a folder, a pipe or a device"
        raise InputError("command line", [Problem(option, str(file) if file.name else "", said)])
    _try(option, file, file.with_name(f"{file.name}.{os.getpid()}.part"))


def folder_beside(option: str, file: Path) -> Path:
    """Return the folder of a file's figures, named like the file; what cannot be is refused before the work."""
    from prakerja.scenario import InputError, Problem

    folder = file.with_suffix("") if file.name else file
    if not file.suffix:
        raise InputError("command line", [Problem(option, str(file), "must be a file with an ending, such as .nc")])
    if os.path.isfile(folder):  # noqa: PTH113  # of any length
        said = "is a file, and figures go to a folder so named"
        raise InputError("command line", [Problem(option, str(folder), said)])
    make_file(option, file)
    make_folder(option, folder)
    return folder


def _try(option: str, asked: Path, probe: Path) -> None:
    from prakerja.scenario import InputError, Problem

    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink(missing_ok=True)
    except OSError as error:
        said = f"cannot be written: {error.strerror}"
        raise InputError("command line", [Problem(option, str(asked), said)]) from None
