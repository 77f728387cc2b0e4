"""Who comes through to a first incentive, and how long it takes: people's own lags and nevers, without any queue."""

from __future__ import annotations

import numpy as np

from prakerja.programme.classes import Classes, cell_shares
from prakerja.programme.hazards import Hazards
from prakerja.programme.in_force import InForce
from prakerja.programme.linking import stopped
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


def coming_through(scenario: Scenario, world: Draws) -> Floats:
    """Return the shares of those selected on the as-of date whose first incentive is due so many days later.

    The hazards are the model's own, the change after the as-of date, the window and the deadline of training included;
    nobody hurries. Classes with odds of their own weigh as much as among those who join.

    Returns
    -------
    shares, shape (days from selection, draw); what is missing to one is never paid

    Examples
    --------
    >>> from prakerja.scenario import load, middle_world
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> sure = plan.replace({f"world.{stage}.probability": 1.0 for stage in ("purchase", "completion", "validation")})
    >>> late = coming_through(sure, middle_world(sure))  # but for those who buy after thirty days all are paid
    >>> bool(0.98 < late.sum() < 1)
    True
    """
    classes = Classes(scenario, world)
    if classes.count == 1:
        return _through(scenario, world, 0)
    parts = classes.split(cell_shares(world)).sum(axis=1)
    return np.asarray(sum(part * _through(scenario, world, of) for of, part in enumerate(parts)))


def median_day(shares: Floats) -> Floats:
    """Return the day by which half of those who come through have, shape (draw,); not a number where nobody does.

    Examples
    --------
    >>> median_day(np.array([[0.1, 0.0], [0.1, 0.0], [0.3, 0.0]])).tolist()
    [2.0, nan]
    """
    if not len(shares):
        return np.full(shares.shape[1], np.nan)
    up_to = shares.cumsum(axis=0)
    return np.where(up_to[-1] > 0, np.argmax(up_to >= up_to[-1] / 2, axis=0), np.nan)


def _through(scenario: Scenario, world: Draws, of: int) -> Floats:
    """Return the shares of one class."""
    in_force = InForce(scenario, world)
    start = scenario.days.number(scenario.as_of)
    left = scenario.days.number(scenario.policy.training.deadline) - start + 1
    purchase, completion, validation = (
        Hazards(scenario, world, in_force, stage) for stage in ("purchase", "completion", "validation")
    )
    ordered = purchase.shares(start, of)[: max(0, min(scenario.policy.purchase.window_days + 1, left))]
    completed = _follow(ordered, completion, start, of)[: max(0, left)]
    return _linked(_follow(completed, validation, start, of), scenario, start)


def _follow(shares: Floats, stage: Hazards, start: int, of: int) -> Floats:
    """Let the shares of each day, shape (day, draw), take the time of a stage that they begin on that day."""
    parts = [share * stage.shares(start + day, of) for day, share in enumerate(shares)]
    out = np.zeros((max((day + len(part) for day, part in enumerate(parts)), default=0), shares.shape[1]))
    for day, part in enumerate(parts):
        out[day : day + len(part)] += part
    return out


def _linked(shares: Floats, scenario: Scenario, start: int) -> Floats:
    """Let whoever is through on a day on which no account can be linked wait for the first day after."""
    ahead = np.flatnonzero(stopped(scenario)) - start
    days = ahead[(ahead >= 0) & (ahead < len(shares))]
    if not len(days):
        return shares
    after = ahead[-1] + 1
    out = np.zeros((max(len(shares), after + 1), shares.shape[1]))
    out[: len(shares)] = shares
    out[days] = 0
    out[after] += shares[days].sum(axis=0)
    return out
