"""One run of the programme: the clock is started, and in the end the books are checked."""

from __future__ import annotations

from collections.abc import Collection

from prakerja.policy import Quota
from prakerja.programme.chance import Chance, Dice
from prakerja.programme.invariants import check
from prakerja.programme.journal import EVERYTHING, Journal
from prakerja.programme.programme import Programme
from prakerja.scenario import Draws, Scenario


def simulate(
    scenario: Scenario,
    draws: Draws,
    seed: int = 0,
    chance: Chance = Dice,
    quota: Quota | None = None,
    until: int | None = None,
    kept: Collection[str] = EVERYTHING,
    past: Programme | None = None,
) -> Journal:
    """Run a scenario once for a block of draws.

    Parameters
    ----------
    scenario, draws, seed, chance, quota, kept, past
        As for `Programme`.
    until
        Last day to simulate; all of them unless given.

    Returns
    -------
    the journal: every day, every draw, and everything in it unless some is named

    Raises
    ------
    BooksDoNotBalance
        If the model is at fault.

    Examples
    --------
    >>> from prakerja.scenario import load, draw_world
    >>> scenario = load("scenarios/small.toml")
    >>> journal = simulate(scenario, draw_world(scenario, count=2, seed=1), seed=1)
    >>> journal["selected"].shape
    (355, 2)
    """
    programme = Programme(scenario, draws, seed, chance, quota, kept, past)
    try:
        journal = programme.run(until)
        check(programme)
        return journal
    finally:
        programme.clock.stop()
