"""Shrinking a scenario: what is in proportion to people shrinks, the rest stays."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.person import scaled, scaled_draws
from prakerja.scenario import Scenario, draw_world, load


@pytest.fixture(scope="module")
def national() -> Scenario:
    """The 2020 scenario."""
    return load("scenarios/prakerja-2020.toml")


def test_a_thousandth_of_2020(national: Scenario) -> None:
    """5.6 million become 5,600; wave 1's 168,111 places 168; Rp 20 trillion Rp 20 billion; the package stays."""
    small = scaled(national, 1 / 1000)
    assert small.policy.target.recipients == 5600
    assert small.policy.waves["1"].places == 168
    assert small.policy.quota.places == 800
    assert small.policy.budget.ceiling == 20_000_000_000
    assert small.policy.budget.management == 110_000_000
    assert small.policy.benefits == national.policy.benefits
    assert small.policy.payment == national.policy.payment


def test_shares_lags_and_weights_stay(national: Scenario) -> None:
    """Nothing but persons, capacities and the budget may change."""
    small = scaled(national, 1 / 1000)
    assert small.world.joining.list_size == 2100
    list_of_all = {"list_size": national.world.joining.list_size}
    assert small.world.joining.model_copy(update=list_of_all) == national.world.joining
    for part in ("purchase", "completion", "validation", "survey", "provinces", "partners", "mass_failures",
                 "interruption"):  # fmt: skip
        assert getattr(small.world, part) == getattr(national.world, part), part
    for part in ("selection", "calendar", "purchase", "training", "platforms", "institutions", "partners"):
        assert getattr(small.policy, part) == getattr(national.policy, part), part
    assert small.world.registration.launch_fade_days == national.world.registration.launch_fade_days


def test_draws_scale_with_the_scenario_or_by_themselves(national: Scenario) -> None:
    """The same seed draws the same quantiles: shrinking first, or the draws afterwards, gives the same numbers.

    But for the range that truncates a distribution, which does not shrink: no more than 270 million people can be
    interested, and about 1e-4 of that distribution is cut at full size.
    """
    before = draw_world(scaled(national, 1 / 1000), 4, seed=3)
    drawn = draw_world(national, 4, seed=3)
    after = scaled_draws(national, drawn, 1 / 1000)
    for path, values in before.values.items():
        np.testing.assert_allclose(after[path], values, rtol=1e-3, err_msg=path)
    in_proportion = {path for path in drawn.values if not np.allclose(drawn[path], after[path], rtol=1e-12)}
    per_day = {f"world.registration.{name}_per_day" for name in ("steady", "launch", "opening")}
    others = {"registration.interested", "joining.list_size", "payment.daily_capacity"}
    assert in_proportion == {f"world.{name}" for name in others} | per_day


@pytest.mark.parametrize("factor", [0, -1, float("inf"), float("nan")])
def test_a_factor_must_be_above_zero(national: Scenario, factor: float) -> None:
    """The message says what is allowed."""
    with pytest.raises(ValueError, match="must be above 0"):
        scaled(national, factor)
