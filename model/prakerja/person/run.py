"""One run of the twin: a town is made, its people live, the books are checked."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from prakerja.person.collector import paused
from prakerja.person.deadline import close_training
from prakerja.person.diary import Event
from prakerja.person.hours import DAY
from prakerja.person.invariants import check
from prakerja.person.journal import PersonJournal, bind, write
from prakerja.person.luck import Luck
from prakerja.person.registration import register
from prakerja.person.town import Town
from prakerja.policy import Quota, quota_of
from prakerja.scenario import Draws, Scenario


def live(scenario: Scenario, draws: Draws, seed: int = 0, quota: Quota | None = None) -> PersonJournal:
    """Run a scenario once, in one future, person by person.

    Parameters
    ----------
    scenario
        What the office decides, and the dates. At national scale this takes gigabytes: see `scaled`.
    draws
        One draw of the world, such as ``draws.part(3, 4)``.
    seed
        Names the random numbers, together with each actor's name.
    quota
        A rule to use in the place of the scenario's.

    Returns
    -------
    the journal, with the programme's names and one axis fewer

    Raises
    ------
    ValueError
        If there is more than one draw, or a platform, institution or partner is needed and none takes part.
    BooksDisagree
        If the model is at fault.

    Examples
    --------
    >>> from prakerja.person import scaled
    >>> from prakerja.scenario import load, middle_world
    >>> scenario = scaled(load("scenarios/prakerja-2020.toml"), 1 / 10_000)
    >>> journal = live(scenario, middle_world(scenario), seed=1)
    >>> int(journal["selected"][-1])
    560
    """
    town = Town(scenario, draws, seed, quota or quota_of(scenario))
    journal = _run(town)
    check(town)
    return journal


def story(scenario: Scenario, draws: Draws, seed: int = 0, person: int = 1, quota: Quota | None = None) -> list[Event]:
    """Tell the life of one person of a run.

    Parameters
    ----------
    scenario, draws, seed, quota
        As for `live`; the same give the same life.
    person
        The number in the order of registration, from 1.

    Raises
    ------
    ValueError
        If fewer persons register.
    """
    town = Town(scenario, draws, seed, quota or quota_of(scenario), follow=person)
    _run(town)
    if not 1 <= person <= len(town.people):
        raise ValueError(f"person is {person}; must be 1 to {len(town.people)}: so many registered")
    return town.diary.events


def _run(town: Town) -> PersonJournal:
    pages: list[dict[str, Any]] = []
    once: dict[str, NDArray[Any]] = {}
    town.env.process(register(town, Luck(town.seed, "registration")))
    town.env.process(close_training(town))
    town.env.process(write(town, pages, once))
    with paused():
        town.env.run(until=len(town.scenario.days) * DAY)
    return bind(town, pages, once)
