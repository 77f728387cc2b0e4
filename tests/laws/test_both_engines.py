"""Both engines in worlds that hypothesis makes up, without dice: every number of every day must be the same.

`python -m tests.campaign` tries thousands of them; a world in which they differed is kept here, as small as it was.
"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.programme.select import select
from prakerja.scenario import Scenario, middle_world
from tests.campaign.certain import certain_worlds
from tests.campaign.differential import differing
from tests.worlds.tiny import partner, tiny


@settings(max_examples=25)
@given(world=certain_worlds())
def test_without_dice_both_engines_have_the_same_numbers(world: Scenario) -> None:
    assert differing(world)[1] == []


def test_they_differ_if_a_single_payment_does() -> None:
    """What compares them must be able to see it: a bank that pays one more, in one engine alone."""
    one, other = (tiny({"world.partners": {"bank": partner(paid)}}) for paid in (4, 5))
    mixed = simulate(one, middle_world(one))["paid_once"][:, 0], live(other, middle_world(other))["paid_once"]
    assert (mixed[0] != mixed[1]).any()
    assert differing(one)[1] == differing(other)[1] == []


def test_where_there_is_no_wave_nobody_joins_on_any_day_of_one() -> None:
    """The twin's table of joiners had a day all the same."""
    assert differing(tiny({"policy.waves": {}}))[1] == []


def test_who_lives_where_no_place_is_keeps_none_from_the_other_group() -> None:
    """The list has two candidates with a place to hope for, and five of a province without weight.

    Of six places three are kept for the list, which fills two: the others get four. The programme gave them three.
    """
    candidates = np.array([[2], [5], [9], [0]])
    chosen = select(None, candidates, np.array([6]), 0.5, np.array([1.0, 0.0]))  # type: ignore[arg-type]
    assert chosen.ravel().tolist() == [2, 0, 4, 0]
