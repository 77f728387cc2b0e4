"""The twin's answers: one future person by person, and the story of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from prakerja.person import Event, scaled, story
from prakerja.person import live as live_one
from prakerja.programme import ONCE, SERIES
from prakerja.scenario import Draws, InputError, Problem, Scenario, draw_world, load
from prakerja.study.forecasting.forecast import Forecast
from prakerja.study.runs.cube import Cube
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.shown import Shown

MOST_DRAWS, MOST_PEOPLE = 1_000_000, 1_000_000
"""As many futures as a forecast may have, and people who live in memory all at once: half a minute of work."""


@dataclass(frozen=True, repr=False)
class Story(Shown):
    """The life of one applicant in one future.

    Attributes
    ----------
    scenario
        Where it happened.
    person
        The number in the order of registration.
    events
        In order: date, event, detail, and the days since the event before.
    """

    scenario: Scenario
    person: int
    events: tuple[Event, ...]

    def to_dataframe(self) -> pd.DataFrame:
        """Return the events as a table, one row each."""
        return pd.DataFrame([vars(event) for event in self.events])


def follow(
    scenario: Scenario | str | Path, person: int = 17, *, draw: int = 0, seed: int = 2020, scale: float = 1.0
) -> Story:
    """Tell the story of one applicant.

    Parameters
    ----------
    scenario
        A scenario or its file; a small one, since everybody in it lives.
    person
        Whom, in the order of registration, from 1.
    draw
        Which future, from 0.
    seed
        The same seed gives the same life.
    scale
        Shrinks people, capacities and budget together, such as 1 / 1000.

    Raises
    ------
    InputError
        If fewer persons register, or so many that they could not live one by one; if there is no such draw.
    """
    small, world = _one_future(scenario, draw, seed, scale)
    try:
        return Story(small, person, tuple(story(small, world, seed, person)))
    except ValueError as error:
        raise InputError(small.name, [Problem("person", str(person), str(error).split("; ")[-1])]) from None


def live(scenario: Scenario | str | Path, *, draw: int = 0, seed: int = 2020, scale: float = 1 / 1000) -> Forecast:
    """Run one future person by person; what it says has the shape of a forecast with one draw.

    Parameters
    ----------
    scenario, draw, seed, scale
        As for `follow`.
    """
    small, world = _one_future(scenario, draw, seed, scale)
    journal = live_one(small, world, seed)
    cube = Cube(small, draws=1)
    cube.fill(slice(0, 1), {name: journal[name][..., None] for name in (*SERIES, *ONCE)})
    return Forecast(Ensemble(small, seed, cube.dataset(), world))


def _one_future(scenario: Scenario | str | Path, draw: int, seed: int, scale: float) -> tuple[Scenario, Draws]:
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    if not 0 <= draw < MOST_DRAWS:
        raise InputError(scenario.name, [Problem("draw", str(draw), f"must be from 0 to {MOST_DRAWS - 1}")])
    small = scenario if scale == 1 else scaled(scenario, scale)
    world = draw_world(small, 1, seed, first=draw)
    people = float(world["world.registration.interested"][0])
    if people > MOST_PEOPLE:
        said = f"people would live one by one: at most {MOST_PEOPLE:,} can; take a smaller scale"
        raise InputError(small.name, [Problem("scale", f"{people:,.0f}", said)])
    return small, world
