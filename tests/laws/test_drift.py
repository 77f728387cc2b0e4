"""Rates that wander: by hand, and as factors on paths that the test works out itself, in both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.person import live
from prakerja.person.future import Future
from prakerja.programme import simulate
from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws, Scenario, draw_world, middle_world
from tests.laws.test_paths import NAMES
from tests.laws.worlds import worlds
from tests.worlds.tiny import day, tiny

Z95 = 1.6448536269514722


def wandering(name: str = "joining_odds", since: int = 2, every: int = 3, **more: Any) -> Scenario:
    """Let one rate of the base world wander, twice as far in a quarter in one case of twenty."""
    drift = {"source": "tiny", "every_days": every, name: {"since": day(since), "in_a_quarter": 2.0, **more}}
    return tiny({"world.drift": drift})


def steps(scenario: Scenario, values: list[float], name: str = "joining_odds") -> Draws:
    """Return the middle world with the first steps of a rate as stated, and no others."""
    middle, drift = middle_world(scenario), scenario.world.drift
    assert drift is not None
    paths = [path for _, path in drift.steps(name, scenario.clock.ends)]
    return middle.replace(dict(zip(paths, values, strict=False)))


def both(scenario: Scenario, draws: Draws, name: str, days: range) -> list[float]:
    """Return the factors of some days; the engines must agree on them."""
    programme = InForce(scenario, draws).path(name)[days.start : days.stop, 0]
    twin = [Future(scenario, draws).factor(name, on) for on in days]
    np.testing.assert_allclose(twin, programme, rtol=1e-11)
    return programme.tolist()


def test_a_walk_by_hand() -> None:
    """From day 2 on a step every three days: of 91 days a quarter's sd is log 2 / 1.645, of three that by sqrt(3 / 91).

    With steps of 1 and -3 it stands at 1, then at -2.
    """
    scenario = wandering()
    sd = np.log(2) / Z95 * np.sqrt(3 / 91)
    expected = [1, 1, *[np.exp(sd)] * 3, *[np.exp(-2 * sd)] * 3]
    assert both(scenario, steps(scenario, [1.0, -3.0]), "joining_odds", range(8)) == pytest.approx(expected)


def test_a_rate_that_forgets_by_hand() -> None:
    """After three of six days exp(-1/2) is left: 1, then 0.6065 - 3. The sd of a quarter, 30 steps, is that of ever."""
    scenario = wandering(forgets_after_days=6)
    left = np.exp(-0.5)
    sd = np.log(2) / Z95 * np.sqrt((1 - left**2) / (1 - left ** (2 * 91 / 3)))
    expected = [1, 1, *[np.exp(sd)] * 3, *[np.exp((left - 3) * sd)] * 3]
    assert both(scenario, steps(scenario, [1.0, -3.0]), "joining_odds", range(8)) == pytest.approx(expected)


def test_a_rate_that_began_before_the_launch_has_taken_its_steps() -> None:
    """Since four days before the launch: the steps of days -4 and -1 are taken, that of day 2 follows."""
    scenario = wandering(since=-4)
    sd = np.log(2) / Z95 * np.sqrt(3 / 91)
    found = both(scenario, steps(scenario, [1.0, 1.0, 1.0]), "joining_odds", range(4))
    assert found == pytest.approx([np.exp(2 * sd)] * 2 + [np.exp(3 * sd)] * 2)


@pytest.mark.parametrize(("step", "most"), [(1e3, 100.0), (-1e3, 0.01)])
def test_no_rate_wanders_beyond_a_hundred_times(step: float, most: float) -> None:
    scenario = wandering()
    assert both(scenario, steps(scenario, [step]), "joining_odds", range(2, 5)) == pytest.approx([most] * 3)


@pytest.mark.parametrize("forgets", [{}, {"forgets_after_days": 30}])
def test_after_a_quarter_one_in_twenty_is_beyond_what_is_stated(forgets: dict[str, int]) -> None:
    """The walk itself, by 4,000 draws of its steps, with every step a day: four standard errors are 0.014 of 0.05."""
    long = {"clock": {"launch": day(0), "year_end": day(120), "ends": day(120)}}
    drift = {"source": "tiny", "every_days": 1, "purchase_odds": {"since": day(0), "in_a_quarter": 3.0, **forgets}}
    scenario = tiny({**long, "world.drift": drift})
    factor = InForce(scenario, draw_world(scenario, 4000, 1)).path("purchase_odds")[90]
    assert np.mean(factor > 3) == pytest.approx(0.05, abs=0.014)
    assert np.mean(factor < 1 / 3) == pytest.approx(0.05, abs=0.014)


@st.composite
def drifts(draw: st.DrawFn) -> dict[str, Any]:
    """Some rates that wander, from different days, or none."""
    found: dict[str, Any] = {"source": "tiny", "every_days": draw(st.integers(1, 9))}
    for name in draw(st.sets(st.sampled_from(NAMES))):
        rate = {"since": day(draw(st.integers(-5, 20))), "in_a_quarter": draw(st.sampled_from([1.0, 3.0, 20.0]))}
        forgets = draw(st.sampled_from([None, 4, 60]))
        found[name] = rate if forgets is None else {**rate, "forgets_after_days": forgets}
    return found


def paths_of(scenario: Scenario, draws: Draws) -> dict[str, np.ndarray[Any, np.dtype[np.float64]]]:
    """Work out the factors of all days, person by person as it were: day by day, draw by draw, step by step."""
    drift, found = scenario.world.drift, {}
    assert drift is not None
    for name, rate in drift.rates.items():
        path = np.ones((len(scenario.days), len(draws)))
        for draw in range(len(draws)):
            left = 1.0 if rate.forgets_after_days is None else np.exp(-drift.every_days / rate.forgets_after_days)
            quarter = 91 / drift.every_days
            shares = quarter if left == 1 else (1 - left ** (2 * quarter)) / (1 - left**2)
            sd = np.log(draws[f"world.drift.{name}.in_a_quarter"][draw]) / Z95 / np.sqrt(shares)
            for number, on in enumerate(scenario.days.dates):
                taken = [draws[path][draw] for when, path in drift.steps(name, on)]
                place = sum(step * left ** (len(taken) - 1 - at) for at, step in enumerate(taken))
                path[number, draw] = np.clip(np.exp(place * sd * draws["world.drift.size"][draw]), 0.01, 100)
        found[name] = np.round(path, 12)
    return found


@settings(max_examples=15)
@given(world=worlds(), drift=drifts(), seed=st.integers(0, 99))
def test_what_wanders_is_a_path(world: Scenario, drift: dict[str, Any], seed: int) -> None:
    """The same journal, in the fluid limit to nine digits: the factors are the same, and nothing else is touched.

    Dice that fall otherwise for the thirteenth digit of a chance would show: none of these seeds has one.
    """
    scenario = world.replace({"world.drift": drift})
    draws = draw_world(scenario, 2, seed)
    still, on_paths = scenario.replace({"world.drift": None}), replace(draws, paths=paths_of(scenario, draws))
    found, expected = live(scenario, draws.part(0, 1), seed=1), live(still, on_paths.part(0, 1), seed=1)
    for name, series in expected.daily.items():
        np.testing.assert_array_equal(found.daily[name], series, err_msg=name)
    for draw in (draws, replace(draws, first=7)):
        wandered, expected_here = (
            simulate(scenario, draw, seed=1),
            simulate(still, replace(on_paths, first=draw.first), seed=1),
        )
        for name, series in expected_here.daily.items():
            np.testing.assert_array_equal(wandered.daily[name], series, err_msg=name)


def test_a_step_is_a_value_of_the_world_by_the_day_on_which_it_is_taken() -> None:
    """So it goes through draws, calibration and files like any other, and another first day makes other steps."""
    values = draw_world(wandering(), 64, 1).values
    names = [path for path in values if path.startswith("world.drift.joining_odds.2")]
    assert names[:2] == [f"world.drift.joining_odds.{day(2)}", f"world.drift.joining_odds.{day(5)}"]
    assert np.std(values[names[0]]) == pytest.approx(1, abs=0.1)
    assert abs(np.corrcoef(values[names[0]], values[names[1]])[0, 1]) < 0.5
