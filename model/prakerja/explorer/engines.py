"""The two engines behind a page: expected people while a lever moves, dice when it is let go; both piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from prakerja.programme import Dice, simulate
from prakerja.programme.chance import Chance, Expectation
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.quantities import COUNTS, QUANTITIES, day_reached

MONEY = ("committed", "paid_out", "owed")
"""The three answers to "how much money"."""

SHOWN = (*COUNTS, *MONEY)
"""What is drawn and told, by the names of quantities."""

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""The quantiles of a fan: the ends of its bands, and the median."""

PIECE = 50
"""Draws of a piece with dice: a worker is free again after so many, if nobody waits for the rest."""


@dataclass(frozen=True)
class Piece:
    """What a worker is given: some draws of a scenario, with dice or without."""

    scenario: Scenario
    world: Draws
    seed: int
    exact: bool


@dataclass(frozen=True)
class Part:
    """What a piece comes to: series by day up to the year end, and what is read off its futures, the draw last."""

    daily: dict[str, NDArray[np.float32]]
    reached: Floats
    cut: NDArray[np.bool_]


@dataclass(frozen=True)
class Answer:
    """What a scenario comes to, small enough to be kept for every setting that was looked at.

    Attributes
    ----------
    exact
        Whether dice were thrown.
    fans
        By quantity, its quantiles by day (`SHARES`): shape (quantile, day).
    by_target, by_year_end
        By quantity, its value in every future on the day of the target and at the year end, shape (draw,).
    reached
        The day number on which the selected reach the target, infinity for never, shape (draw,).
    cut
        Whether a wave had to be cut to stay under the ceiling, shape (draw,).
    """

    exact: bool
    fans: dict[str, Floats]
    by_target: dict[str, Floats]
    by_year_end: dict[str, Floats]
    reached: Floats
    cut: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.cut)


def pieces_of(scenario: Scenario, world: Draws, seed: int, exact: bool, workers: int) -> list[Piece]:
    """Cut draws into pieces: without dice one for each worker, since somebody waits; with dice small ones."""
    count = -(-len(world) // PIECE) if exact else max(1, min(workers, len(world)))
    ends = np.linspace(0, len(world), count + 1).round().astype(int).tolist()
    return [Piece(scenario, world.part(first, last), seed, exact) for first, last in pairwise(ends)]


def simulate_piece(piece: Piece) -> Part:
    """Simulate a piece: with dice to the end of the clock as a forecast does, without to the year end."""
    scenario, chance = piece.scenario, _chance(piece.exact)
    last = scenario.days.number(scenario.clock.year_end)
    world = piece.world.part(0, len(piece.world))
    kept = {"wave_cut"}.union(*(QUANTITIES[shown].series for shown in SHOWN))
    journal = simulate(scenario, world, piece.seed, chance, until=None if piece.exact else last, kept=kept)
    whole = len(scenario.days) if piece.exact else last + 1
    daily = {name: QUANTITIES[name].daily(journal.__getitem__)[:whole].astype(np.float32) for name in SHOWN}
    reached = day_reached(daily["selected"], scenario.policy.target.recipients)
    cut = np.asarray(journal["wave_cut"]).sum(axis=0) >= 1
    return Part({name: np.ascontiguousarray(values[: last + 1]) for name, values in daily.items()}, reached, cut)


def numbers_of(scenario: Scenario, parts: Sequence[Part], exact: bool) -> Answer:
    """Put parts together, in the order of their pieces."""
    number, target = scenario.days.number, scenario.policy.target.by
    daily = {name: np.concatenate([part.daily[name] for part in parts], axis=1) for name in SHOWN}
    by = min(number(target), len(daily["selected"]) - 1)
    return Answer(
        exact,
        fans={name: _quantiles(values) for name, values in daily.items()},
        by_target={name: values[by].astype(np.float64) for name, values in daily.items()},
        by_year_end={name: values[-1].astype(np.float64) for name, values in daily.items()},
        reached=np.concatenate([part.reached for part in parts]),
        cut=np.concatenate([part.cut for part in parts]),
    )


def _quantiles(values: NDArray[np.float32]) -> Floats:
    """Return quantiles over the draws, shape (quantile, day), as `np.quantile` does, a good deal quicker."""
    ordered, last = np.sort(values, axis=1), values.shape[1] - 1
    return np.stack(list(_between(ordered, last))).astype(np.float64)


def _between(ordered: NDArray[np.float32], last: int) -> Iterator[Floats]:
    for share in SHARES:
        below = int(share * last)
        above = min(below + 1, last)
        part = share * last - below
        yield ordered[:, below] * (1.0 - part) + ordered[:, above] * part


def _chance(exact: bool) -> Chance:
    return Dice if exact else Expectation
