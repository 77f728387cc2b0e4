"""What beliefs say together: by hand, as the engine has it, as the draws have it, and as the scenario states it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from prakerja.programme import Expectation, simulate
from prakerja.report import text_of
from prakerja.scenario import InputError, Scenario, draw_world, load, middle_world
from prakerja.scenario.implied import Stated
from prakerja.study import PriorCheck, prior_check
from prakerja.study.forecasting.coming_through import coming_through, median_day
from prakerja.study.forecasting.prior_check import UNITS, Consequence
from tests.worlds.tiny import after, day, partner, tiny

PLAN = "scenarios/prakerja-2020.toml"


def test_what_the_shipped_beliefs_say_together_is_what_is_stated(plan: PriorCheck) -> None:
    verdicts = {name: one.verdict for name, one in plan.consequences.items()}
    assert verdicts == dict.fromkeys(UNITS, "agrees")
    assert plan.at_odds == []


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_so_it_is_with_other_draws(seed: int) -> None:
    assert prior_check(PLAN, seed=seed).at_odds == []


def test_by_hand() -> None:
    """Of ten, 0.5 order after 0 days and 0.5 after 3; 0.8 finish after 2, 0.5 are validated after 1: due on 3 and 6."""
    lag = {"dist": "empirical", "by_day": [1, 0, 0, 1]}
    world = {"world.purchase.lag": lag, "world.completion.probability": 0.8, "world.validation.probability": 0.5}
    scenario = tiny(world)
    shares = coming_through(scenario, middle_world(scenario))[:, 0]
    assert {n: share for n, share in enumerate(shares) if share} == pytest.approx({3: 0.2, 6: 0.2})
    assert median_day(shares[:, None]).tolist() == [3]


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"policy.purchase.window_days": 2}, {3: 0.5}),  # the others' order comes a day too late
        ({"policy.purchase.window_days": 3}, {3: 0.5, 6: 0.5}),
        ({"policy.training.deadline": day(4)}, {3: 0.5}),  # they finish on day 5, and day 0 is the as-of date
        ({"policy.training.deadline": day(5)}, {3: 0.5, 6: 0.5}),
        ({"policy.training.deadline": day(1)}, {}),
        ({"world.linking_stop": {"source": "tiny", "first": day(2), "last": day(4)}}, {5: 0.5, 6: 0.5}),
        ({"world.linking_stop": {"source": "tiny", "first": day(3), "last": day(9)}}, {10: 1.0}),
    ],
)
def test_the_window_and_the_deadline_end_it_and_a_stop_of_linking_puts_it_off(changes: dict, due: dict) -> None:
    lag = {"dist": "empirical", "by_day": [1, 0, 0, 1]}
    scenario = tiny({"world.purchase.lag": lag, "as_of": day(0), **changes})
    shares = coming_through(scenario, middle_world(scenario))[:, 0]
    assert {n: share for n, share in enumerate(shares) if share} == pytest.approx(due)


def alone(scenario: Scenario) -> Scenario:
    """Make the programme of one wave, announced on the as-of date, with nothing else in its way."""
    announced = {"opens": scenario.as_of - timedelta(4), "closes": scenario.as_of - timedelta(1)}
    wave = {"source": "test", **announced, "announces": scenario.as_of, "places": 1000}
    quota = {"source": "test", "rule": "no more waves"}
    return scenario.replace({"policy.waves": {"1": wave}, "policy.calendar": None, "policy.quota": quota})


FAR = 'world.classes.far={source="test", provinces=["Papua", "Jawa Barat"], purchase_odds=0.3, validation_odds=0.4}'


@pytest.mark.parametrize("settings", [[], ["world.change=none"], ["policy.training.deadline=2020-10-01"], [FAR]])
def test_the_engine_sends_as_many_through_on_every_day(settings: list[str]) -> None:
    scenario = alone(load(PLAN, settings))
    world = draw_world(scenario, 32, seed=5)
    shares = coming_through(scenario, world)
    journal = simulate(scenario, world, chance=Expectation)
    start = scenario.days.number(scenario.as_of)
    validated = journal["validated"][start : start + len(shares)] / journal["selected"][-1]
    np.testing.assert_allclose(validated, shares.cumsum(axis=0)[: len(validated)], rtol=1e-9, atol=1e-12)


def test_capacity_is_the_sum_of_the_partners_that_are_there() -> None:
    partners = {"a": partner(100), "b": partner(250.9), "c": partner(1000)}
    members = {"a": {}, "b": {}, "c": {"joins": day(50)}}
    changes = {"world.partners": partners, "policy.partners": members, "world.payment.daily_capacity": 300.9}
    found = prior_check(tiny({**changes, "as_of": day(5)}), draws=2)
    # 300.9 are 150.45 each for the two that are there, of which the first can make 100; rounded down
    assert found.consequences["payments_a_working_day"].values.tolist() == [250, 250]


def test_people_by_the_year_end_are_those_of_the_plan(plan: PriorCheck) -> None:
    world = draw_world(plan.scenario, 8, plan.seed)
    year_end = plan.scenario.days.number(plan.scenario.clock.year_end)
    journal = simulate(plan.scenario, world, chance=Expectation, until=year_end)
    for name in ("registered", "paid_once"):
        np.testing.assert_allclose(plan.consequences[f"{name}_by_year_end"].values[:8], journal[name][year_end])


def test_no_limit_and_nobody_have_no_number_and_that_is_a_warning() -> None:
    meant = {"source": "test", "p05": 1.0, "p95": 2.0}
    implied = {"payments_a_working_day": meant, "days_to_money": meant}
    changes = {"world.partners": {"bank": partner(float("inf"))}, "world.completion.probability": 0.0}
    found = prior_check(tiny({**changes, "implied": implied}), draws=2)
    assert {one.name: one.verdict for one in found.at_odds} == dict.fromkeys(reversed(implied), "unanswered")
    assert found.consequences["ever_paid"].values.tolist() == [0, 0]
    assert found.to_dataframe().loc["days_to_money", "verdict"] == "unanswered"
    assert "the beliefs give no number" in text_of(found)
    found.plot("prior")


def test_a_lag_that_is_certain_is_a_number_of_days() -> None:
    found = prior_check(tiny({"world.validation.lag": after(4)}), draws=2)
    assert found.consequences["days_to_money"].values.tolist() == [7, 7]  # 1 to order, 2 to finish, 4
    assert {one.verdict for one in found.consequences.values()} == {"unstated"}


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (5, 95, "agrees"),  # 5 % lie on each side
        (3, 97, "agrees"),
        (9, 91, "agrees"),
        (2, 95, "narrower"),  # at its lower end only
        (2, 98, "narrower"),
        (11, 95, "lower"),
        (11, 99, "lower"),
        (5, 89, "higher"),
        (11, 89, "wider"),
        (-9, -5, "higher"),
        (105, 109, "lower"),
    ],
)
def test_agreement_is_half_to_twice_the_five_percent_at_each_end(low: float, high: float, verdict: str) -> None:
    stated = Stated(source="test", p05=float(low), p95=float(high))
    assert Consequence("ever_paid", "share", np.linspace(0, 100, 10_001), stated).verdict == verdict


def test_who_is_just_at_the_end_counts_half() -> None:
    stated = Stated(source="test", p05=1.0, p95=3.0)
    days = np.repeat([0.0, 1, 2, 3], [2, 6, 88, 4])
    assert Consequence("days_to_money", "days", days, stated).outside == pytest.approx((0.05, 0.02))


def test_other_beliefs_are_found_out(fewer: PriorCheck) -> None:
    assert {one.name: one.verdict for one in fewer.at_odds} == {
        "ever_paid": "lower",
        "paid_once_by_year_end": "lower",
    }


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(InputError, match="must be at least 2"):
        prior_check(PLAN, draws=1)
