"""Classes with odds of their own in the fluid limit: the programme is the mixture of programmes of each class alone.

Where nothing binds every step is linear in people. So each series is the weighted mean of those of worlds in which
everybody has the probabilities of one class, which state no classes: at odds m times as large, p becomes
m p / (1 - p + m p). Equal to 1e-9 of the people, in every series and on every day.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Scenario, middle_world
from tests.known.samples import crowd, over
from tests.worlds.tiny import day, institution, platform

PEOPLE, DAYS, ON_LIST, IN_A = 1000, 80, 0.3, 0.75
STAGES = {"purchase": 0.8, "completion": 0.7, "validation": 0.9}
LAG = over(1, 2, 0, 1, 2)
WORLD: dict[str, Any] = {
    "world.joining.on_priority_list": ON_LIST,
    "world.provinces": {"a": {"weight": 3.0}, "b": {"weight": 1.0}},
    "policy.purchase.window_days": 4,
    "policy.training.deadline": day(12),
    **{f"world.{stage}.probability": p for stage, p in STAGES.items()},
    **{f"world.{stage}.lag": LAG for stage in STAGES},
    "world.purchase.later_probability": 0.5,
    "world.purchase.later_days": 2.0,
}
OWN: dict[str, dict[str, float]] = {"one": {"purchase": 0.5, "completion": 4.0}, "two": {"completion": 0.2}}
CLASSES = {
    "one": {"source": "known", "group": "list", "provinces": ["a"], "purchase_odds": 0.5, "completion_odds": 4.0},
    "two": {"source": "known", "provinces": ["b"], "completion_odds": 0.2},
}
SHARES = {"one": ON_LIST * IN_A, "two": 1 - IN_A, "": (1 - ON_LIST) * IN_A}
VALIDATED = {"validation": 0.3}
"""Odds of the second class in a world in which all stages differ."""


def played(scenario: Scenario) -> dict[str, NDArray[Any]]:
    journal = simulate(scenario, middle_world(scenario), chance=Expectation)
    return {**journal.daily, **journal.once}


def at_odds(probability: float, times: float) -> float:
    return times * probability / (1 - probability + times * probability)


def of_all(odds: dict[str, float]) -> dict[str, float]:
    """Give everybody the probabilities of one class."""
    return {f"world.{stage}.probability": at_odds(p, odds.get(stage, 1.0)) for stage, p in STAGES.items()}


@pytest.mark.parametrize("more", [{}, VALIDATED], ids=["in two stages", "in three"])
def test_a_world_of_classes_is_their_mixture(more: dict[str, float]) -> None:
    """Of 1,000, 225 are of one class, 250 of the other, 525 of none."""
    own = {**OWN, "two": {**OWN["two"], **more}}
    two = {**CLASSES["two"], **{f"{stage}_odds": odds for stage, odds in more.items()}}
    found = played(crowd(PEOPLE, DAYS, {**WORLD, "world.classes": {**CLASSES, "two": two}}))
    alone = {name: played(crowd(PEOPLE, DAYS, {**WORLD, **of_all(own.get(name, {}))})) for name in SHARES}
    for series in found:
        if not series.endswith(("_by_group", "_by_province")) and not series.startswith(("wait_", "first_wait")):
            expected = sum(share * alone[name][series] for name, share in SHARES.items())
            exact = 1e-6 if series.startswith("wave_") else 1e-9  # waves are kept in single precision
            np.testing.assert_allclose(found[series], expected, rtol=exact, atol=exact * PEOPLE, err_msg=series)
    for reached in ("effective", "completed", "paid_once"):
        of = {name: float(alone[name][f"{reached}_by_group"].sum()) for name in SHARES}
        listed = of["one"] * IN_A * ON_LIST + of["two"] * (1 - IN_A) * ON_LIST
        others = of[""] * IN_A * (1 - ON_LIST) + of["two"] * (1 - IN_A) * (1 - ON_LIST)
        np.testing.assert_allclose(found[f"{reached}_by_group"][:, 0], [listed, others], rtol=1e-5)
        np.testing.assert_allclose(found[f"{reached}_by_province"][1, 0], of["two"] * (1 - IN_A), rtol=1e-5)


def test_classes_that_differ_in_nothing_change_nothing() -> None:
    """Odds of 1 in three classes, where platforms and institutions have queues: the fluid limit is what it was."""
    narrow = {"world.platforms.p": platform(daily_capacity=120), "world.institutions.i": institution(daily_intake=70)}
    same = {stage: 1.0 for stage in ("purchase_odds", "completion_odds", "validation_odds")}
    classes = {name: {**one, **same} for name, one in CLASSES.items()}
    found, expected = (
        played(crowd(PEOPLE, DAYS, {**WORLD, **narrow, **more})) for more in ({"world.classes": classes}, {})
    )
    for series in expected:
        np.testing.assert_allclose(found[series], expected[series], rtol=1e-6, atol=1e-6 * PEOPLE, err_msg=series)
