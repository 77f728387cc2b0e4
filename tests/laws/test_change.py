"""What changes after the as-of date changes nothing before."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Scenario, draw_world
from tests.laws.worlds import worlds


@settings(max_examples=25)
@given(scenario=worlds().filter(lambda scenario: scenario.world.change is not None), seed=st.integers(0, 100))
def test_until_the_as_of_date_every_figure_is_what_it_is_without_the_change(scenario: Scenario, seed: int) -> None:
    """In every future, to the last bit; in the fluid limit, as dice throw the lag of who is under way otherwise."""
    still = scenario.replace({"world.change": None})
    changed, unchanged = (simulate(s, draw_world(s, 3, seed), chance=Expectation).daily for s in (scenario, still))
    until = scenario.days.number(scenario.as_of) + 1
    for name, series in unchanged.items():
        np.testing.assert_array_equal(changed[name][:until], series[:until], err_msg=name)
