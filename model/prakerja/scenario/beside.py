"""What was published, as it lies beside a scenario: the figures of its scenarios folder, and an office's own."""

from __future__ import annotations

from pathlib import Path

from prakerja.scenario.observations import Observation, Observations
from prakerja.scenario.problems import InputError, Problem
from prakerja.scenario.read_observations import load_observations
from prakerja.scenario.scenario import Scenario

FILE = "observations.csv"


def observations_of(scenario: Scenario, more: Observations | str | Path | None = None) -> Observations:
    """Return what was published about a scenario's programme.

    The figures of its scenarios folder, ``data/observations.csv``, after the shipped ones where it rests on a shipped
    scenario; and those of an ``observations.csv`` in the folder of the scenario's own file, if there is one.

    Parameters
    ----------
    scenario
        Whose programme.
    more
        A further file, whose figures are added; or `Observations`, which take the place of all files.

    Raises
    ------
    InputError
        If there is no file at all, or with every problem in one.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> scenario = load("scenarios/prakerja-2020.toml")
    >>> registered = observations_of(scenario).as_of(scenario.as_of).quantity("registered_cumulative")
    >>> registered[-1].value, registered[-1].unit
    (15900000.0, 'accounts')
    """
    if isinstance(more, Observations):
        return more
    files = [*files_beside(scenario), *([] if more is None else [Path(more)])]
    if not files:
        said = "has no published figures beside it: name a file of them (observations)"
        raise InputError(scenario.name, [Problem("(folder)", str(scenario.folder or ""), said)])
    found = Observations((), frozenset())
    for file in files:
        found = added(found, load_observations(file, found))
    return found


def files_beside(scenario: Scenario) -> list[Path]:
    """Return the files of published figures that lie beside a scenario, those of its scenarios folder first.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> [file.parts[-3:] for file in files_beside(load("scenarios/small.toml"))]
    [('scenarios', 'data', 'observations.csv')]
    """
    places = [tree / "data" / FILE for tree in scenario.trees]
    if scenario.own_folder:
        places.append(scenario.own_folder / FILE)
    return [file for file in dict.fromkeys(places) if file.is_file()]


def added(known: Observations, more: Observations) -> Observations:
    """Return the figures of both; one that both have counts once, from the day it was first published.

    Examples
    --------
    >>> known = load_observations("scenarios/data/observations.csv")
    >>> len(added(known, known)) == len(known)
    True
    """
    found: dict[tuple[object, ...], Observation] = {}
    for row in (*known, *more):
        before = found.get(what := counted(row))
        if before is None or row.published_on < before.published_on:
            found[what] = row
    return Observations(tuple(found.values()), known.known | more.known)


def counted(row: Observation) -> tuple[object, ...]:
    """Return what makes two figures the same: what they count, of which day, and how many.

    Examples
    --------
    >>> counted(load_observations("scenarios/data/observations.csv")[0])[1:3]
    ('bought_training_cumulative', 530000.0)
    """
    return row.observed_on, row.quantity, row.value, row.wave, row.of
