"""A stage that is left by age against the odds of a single person, and against persons with a lag each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.person.stage import InForce, step_by_day
from prakerja.programme import in_force
from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.programme.hazards import Hazards, faster, hazard
from prakerja.programme.stage import Stage
from prakerja.scenario import middle_world
from tests.known.intervals import agrees_in_moments
from tests.known.samples import over, tiled
from tests.worlds import tiny

DAYS, DRAWS, LONGEST, ERAS = 12, 2, 4, 2
CLASSES = np.array([1.0, 0.4])
"""Factors on the odds."""
Floats = NDArray[np.float64]

lags = st.lists(st.sampled_from([0.0, 1.0, 3.0]), min_size=LONGEST + 1, max_size=LONGEST + 1).filter(any)
factors = st.sampled_from([0.3, 1.0, 1.0, 2.5])
probabilities = st.sampled_from([0.0, 0.4, 0.9, 1.0])


class Given:
    """Hazards of two eras with a factor of each day and draw on the hazard, and on the odds, and odds of each class."""

    longest = LONGEST
    told_apart = len(CLASSES)

    def __init__(self, shares: Floats, probability: Floats, speed: Floats, odds: Floats, change: int) -> None:
        self.shares, self.probability, self.speed, self.factors = shares, probability, speed, odds
        self._stated = np.stack([hazard(of_era) for of_era in shares])
        self._change = change

    def eras(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """The second era begins on a day."""
        return (days >= self._change).astype(np.int64)

    def odds(self, day: int) -> Floats:
        return self.factors[day] * CLASSES[:, None]

    def on(self, day: int) -> Floats:
        return faster(self._stated, self.speed[day])


def by_draw(draw: st.DrawFn, values: st.SearchStrategy[float], *shape: int) -> Floats:
    """Draw an array whose last axis is the draw."""
    number = int(np.prod(shape)) * DRAWS
    return np.array(draw(st.lists(values, min_size=number, max_size=number))).reshape(*shape, DRAWS)


@st.composite
def hazards(draw: st.DrawFn) -> Given:
    shares = np.array([[draw(lags) for _ in range(DRAWS)] for _ in range(ERAS)]).transpose(0, 2, 1)
    shares /= shares.sum(axis=1, keepdims=True)
    paths = by_draw(draw, factors, DAYS), by_draw(draw, factors, DAYS)
    return Given(shares, by_draw(draw, probabilities, ERAS), *paths, draw(st.integers(0, DAYS)))


def played(
    hazards: Any, people: NDArray[Any], came: Sequence[int], last: Sequence[int], hurry: Any, chance: Chance
) -> NDArray[Any]:
    """Play a stage, every cohort once of each class: who leaves on each day, shape (cohort, class, day, draw)."""
    draws = people.shape[1]
    streams = chance.streams(1, np.arange(draws), "exact")
    stage = Stage(chance, streams, hazards, np.array(came), np.array(last), hurry)
    found = np.zeros((len(came), len(CLASSES), DAYS, draws), dtype=chance.dtype)
    for today in range(DAYS):
        for cohort in np.flatnonzero(np.array(came) == today):
            stage.come(int(cohort), np.tile(people[cohort].astype(chance.dtype), (len(CLASSES), 1)))
        page = np.zeros((len(came), len(CLASSES), draws))
        gone = stage.leave(today, page).copy()
        found[:, :, today] = page
        np.testing.assert_allclose(gone, page.sum(axis=0), rtol=1e-12)
    np.testing.assert_allclose(stage.cohorts.people, people[:, None] - found.sum(axis=2), rtol=1e-12, atol=1e-9)
    return found


@given(
    hazards=hazards(),
    came=st.lists(st.integers(0, DAYS - 1), min_size=1, max_size=6).map(sorted),
    window=st.integers(-1, 6),
    hurry_days=st.integers(0, 3),
    hurry=st.lists(factors, min_size=DRAWS, max_size=DRAWS),
)
def test_as_many_leave_as_the_odds_of_one_person_say(
    hazards: Given, came: list[int], window: int, hurry_days: int, hurry: list[float]
) -> None:
    """In the fluid limit, by cohort and class, whatever is in force on each day: the twin's arithmetic of one person.

    A cohort can leave up to a last day, which a window of -1 puts before its coming.
    """
    last = [day + window for day in came]
    people = np.arange(1, len(came) + 1)[:, None] * np.array([100.0, 1.0])
    found = played(hazards, people, came, last, (np.array(hurry), hurry_days), Expectation)
    expected = np.zeros_like(found)
    for cohort, first in enumerate(came):
        era = hazards.eras(np.array([first]))[0]
        for draw, of in product(range(DRAWS), range(len(CLASSES))):
            ages = range(LONGEST + 1)
            force = [
                InForce(
                    hazards.speed[first + age, draw] * (hurry[draw] if last[cohort] - hurry_days < first + age else 1),
                    hazards.factors[first + age, draw] * CLASSES[of],
                )
                if first + age < DAYS
                else InForce()
                for age in ages
            ]
            step = step_by_day(hazards.probability[era, draw], hazards.shares[era, :, draw].tolist(), force)
            odds = step.probability * np.diff(step.lag, prepend=0)
            for age in ages:
                if first + age <= min(last[cohort], DAYS - 1):
                    expected[cohort, of, first + age, draw] = people[cohort, draw] * odds[age]
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("chance", [Dice, Expectation])
@given(
    lag=st.lists(st.integers(0, LONGEST), min_size=ERAS * DRAWS, max_size=ERAS * DRAWS),
    people=st.lists(st.integers(0, 5), min_size=DAYS * DRAWS, max_size=DAYS * DRAWS),
    speed=factors,
    change=st.integers(0, DAYS),
)
def test_people_come_out_on_the_day_they_went_in_plus_their_lag(
    chance: Chance, lag: list[int], people: list[int], speed: float, change: int
) -> None:
    """Where the lag of each era is one day for certain, whatever the speed: a list of people, each with a day."""
    shares = np.zeros((ERAS, LONGEST + 1, DRAWS))
    lags = np.array(lag).reshape(ERAS, DRAWS)
    for era, draw in np.ndindex(ERAS, DRAWS):
        shares[era, lags[era, draw], draw] = 1
    ones = np.ones((DAYS, DRAWS))
    certain = Given(shares, np.ones((ERAS, DRAWS)), speed * ones, ones, change)
    came = np.array(people).reshape(DAYS, DRAWS)
    found = played(certain, came, range(DAYS), [DAYS] * DAYS, (np.ones(DRAWS), 0), chance)
    out: list[tuple[int, int]] = [
        (day + int(lags[int(day >= change), draw]), draw)
        for day, draw in np.ndindex(DAYS, DRAWS)
        for _ in range(came[day, draw])
    ]
    for day, draw in np.ndindex(DAYS, DRAWS):
        assert (found[:, :, day, draw].sum(axis=0) == out.count((day, draw))).all()  # odds leave certainty as it is


def test_whole_people_leave_by_the_law_of_one_person() -> None:
    """300 people of each class who come on day 3: the numbers by day of leaving are multinomial. 4,000 futures.

    Detects 0.12 sd of a day (1 of 80) and 18 % of a variance, as in the other laws that are known.
    """
    speed, odds = np.ones((DAYS, 1)), np.ones((DAYS, 1))
    speed[4], odds[5] = 2.0, 3.0
    shares = np.array([0.2, 0.3, 0.1, 0.0, 0.4])
    tiled_shares = np.repeat(shares[None, :, None], 4000, axis=2)
    of_all = Given(tiled_shares, np.full((1, 4000), 0.6), speed.repeat(4000, 1), odds.repeat(4000, 1), DAYS)
    seen = played(of_all, np.full((1, 4000), 300), [3], [DAYS], (np.ones(4000), 0), Dice)[0, :, 3:8]
    for people, of_class in zip(seen, CLASSES, strict=True):
        force = [InForce(float(speed[3 + age, 0]), float(odds[3 + age, 0] * of_class)) for age in range(5)]
        step = step_by_day(0.6, shares.tolist(), force)
        p = step.probability * np.diff(step.lag, prepend=0)
        leaving = p > 0
        covariance = 300 * (np.diag(p) - np.outer(p, p))[np.ix_(leaving, leaving)]
        agrees_in_moments(people[leaving], 300 * p[leaving], covariance, detects=(0.12, 0.18))
        assert not people[~leaving].any()


def test_hazards_are_those_of_the_scenario() -> None:
    """By era of coming: 1/2 and 1 at ages 0 and 1 until day 4, then 1/4 and 1; twice the hazard from day 3 on."""
    era = {"until": tiny.day(4), "completion": {"source": "tiny", "probability": 0.5, "lag": over(1, 1)}}
    change = {"as_of": tiny.day(2), "world.change": {"source": "tiny", "completion_speed": 2.0, "completion_odds": 3.0}}
    scenario = tiny.tiny({"world.eras.old": era, "world.completion.lag": over(1, 3), **change})
    draws = tiled(middle_world(scenario), 2)
    found = Hazards(scenario, draws, in_force.InForce(scenario, draws), "completion")
    assert found.eras(np.array([0, 4, 5])).tolist() == [0, 0, 1]
    assert found.probability[:, 0].tolist() == [0.5, 1.0]
    assert [found.on(today)[:, :, 1].tolist() for today in (0, 2, 3)] == [
        [[0.5, 1], [0.25, 1]], [[0.5, 1], [0.25, 1]], [[0.75, 1], [0.4375, 1]],
    ]  # fmt: skip
    assert [found.odds(today).tolist() for today in (2, 3)] == [[[1, 1]], [[3, 3]]]


def test_odds_of_classes_come_on_top_of_those_of_the_day() -> None:
    """Twice the odds for the list; three times for all from day 3 on. Nobody is told apart in what states nothing."""
    own = {"world.classes": {"a": {"source": "tiny", "group": "list", "completion_odds": 2.0}}}
    change = {"as_of": tiny.day(2), "world.change": {"source": "tiny", "completion_odds": 3.0}}
    scenario = tiny.tiny({**own, **change, "world.joining.on_priority_list": 0.5})
    draws = tiled(middle_world(scenario), 2)
    force = in_force.InForce(scenario, draws)
    found = Hazards(scenario, draws, force, "completion")
    assert [found.odds(today).tolist() for today in (2, 3)] == [[[2, 2], [1, 1]], [[6, 6], [3, 3]]]
    told_apart = {stage: Hazards(scenario, draws, force, stage).told_apart for stage in ("purchase", "validation")}
    assert told_apart == {"purchase": 2, "validation": 1}  # who finishes is known of those who bought
