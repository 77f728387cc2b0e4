"""Laws of a stage that is left by age, in the twin's own arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.person.future import Future
from prakerja.person.stage import InForce, Step, step_by_day
from prakerja.scenario import middle_world
from tests.person.chancy import over
from tests.worlds.tiny import day, tiny

probabilities = st.floats(0, 1)
factors = st.floats(0.1, 10)
LONGEST = 8
lags = st.lists(st.sampled_from([0.0, 0.1, 1.0, 3.0, 50.0]), min_size=1, max_size=LONGEST).filter(any)
by_days = st.lists(factors, min_size=LONGEST, max_size=LONGEST)


def by_day(step: Step) -> NDArray[np.float64]:
    """Give the odds of leaving on each day."""
    return np.asarray(step.probability * np.diff(step.lag, prepend=0))


def stated(probability: float, lag: list[float]) -> NDArray[np.float64]:
    """Give the same as stated."""
    return probability * np.array(lag) / sum(lag)


def in_force(lag: list[float], hazards: list[float], odds: float = 1.0) -> list[InForce]:
    """Put factors on the hazard in force on the days of a lag."""
    return [InForce(hazard, odds) for hazard in hazards[: len(lag)]]


@given(probability=probabilities, lag=lags)
def test_at_factors_of_one_it_is_the_lag_as_stated(probability: float, lag: list[float]) -> None:
    """Worked out day by day."""
    found = step_by_day(probability, lag, [InForce()] * len(lag))
    assert by_day(found) == pytest.approx(stated(probability, lag), abs=1e-12)


@given(probability=probabilities, lag=lags, odds=factors)
def test_other_odds_say_how_many_not_when(probability: float, lag: list[float], odds: float) -> None:
    """Who comes after a change of the odds alone leaves with o p / (1 - p + o p), as the lag is stated."""
    found = step_by_day(probability, lag, [InForce(odds=odds)] * len(lag))
    others = odds * probability / (1 - probability + odds * probability)
    assert by_day(found) == pytest.approx(stated(others, lag), abs=1e-9)


@given(probability=probabilities, lag=lags, hazards=by_days)
def test_a_hazard_says_when_not_how_many(probability: float, lag: list[float], hazards: list[float]) -> None:
    """Whatever the factors on the hazard from day to day, as many leave in the end."""
    found = step_by_day(probability, lag, in_force(lag, hazards))
    assert found.probability == pytest.approx(probability, abs=1e-9)


@given(probability=probabilities, lag=lags, hazards=by_days, odds=factors, more=factors, on=st.integers(0, LONGEST))
def test_at_a_greater_hazard_people_leave_earlier(
    probability: float, lag: list[float], hazards: list[float], odds: float, more: float, on: int
) -> None:
    """By every day as many have left or more, if the hazard of one day is raised and the odds are those of every day.

    Were they better later, who left sooner would have left at the worse ones.
    """
    raised = [hazard * (max(more, 1) if day == on else 1) for day, hazard in enumerate(hazards)]
    sooner, later = (by_day(step_by_day(probability, lag, in_force(lag, h, odds))) for h in (raised, hazards))
    assert (sooner.cumsum() >= later.cumsum() - 1e-9).all()


@given(probability=probabilities, lag=lags, hazards=by_days, more=factors, on=st.integers(0, LONGEST))
def test_at_better_odds_more_leave(
    probability: float, lag: list[float], hazards: list[float], more: float, on: int
) -> None:
    """By every day as many have left or more, if the odds are better from a day on."""
    usual = in_force(lag, hazards)
    better = [InForce(now.hazard, max(more, 1) if day >= on else 1) for day, now in enumerate(usual)]
    many, few = (by_day(step_by_day(probability, lag, each)) for each in (better, usual))
    assert (many.cumsum() >= few.cumsum() - 1e-9).all()


@given(probability=probabilities, lag=lags, hazards=by_days, odds=by_days)
def test_a_step_is_a_law(probability: float, lag: list[float], hazards: list[float], odds: list[float]) -> None:
    """Odds of 0 to 1 that add up to 0 to 1, none on a day that has none as stated; who surely leaves still does."""
    force = [InForce(*both) for both in zip(hazards[: len(lag)], odds, strict=False)]
    found = by_day(step_by_day(probability, lag, force))
    assert found.min() >= 0
    assert found.sum() <= 1 + 1e-12
    assert found[np.array(lag) == 0] == pytest.approx(0, abs=1e-12)
    assert step_by_day(1.0, lag, force).probability == 1


@pytest.mark.parametrize("stage", ["purchase", "completion", "validation"])
def test_a_stage_that_nothing_changes_is_as_stated(stage: str) -> None:
    """To the last bit: without a change, before it, with one and a hurry of 1, and long before a last day."""
    lag = {f"world.{stage}.lag": over(1, 2, 3), f"world.{stage}.probability": 0.7}
    still = {"as_of": day(0), "world.change": {"source": "tiny"}, "world.hurry": {"source": "tiny", "days": 60}}
    later = {"as_of": day(20), "world.change": {"source": "tiny", f"{stage}_speed": 2.0, f"{stage}_odds": 2.0}}
    hurry = {"world.hurry": {"source": "tiny", "days": 5, "window": 2.0, "deadline": 2.0}}
    for changes in ({}, still, later, hurry):
        scenario = tiny({**lag, **changes})
        last = None if stage == "validation" else 15
        assert Future(scenario, middle_world(scenario)).step(stage, 5, last) == Step(0.7, [1 / 6, 1 / 2, 1.0])
