"""When the books do not balance, the model is at fault: its message says where to look."""

from __future__ import annotations

import pytest

from prakerja.programme import Dice, Expectation, Programme
from prakerja.programme.chance import Chance
from prakerja.programme.invariants import BooksDoNotBalance, check
from prakerja.scenario import draw_world
from tests.worlds.tiny import tiny


def ended(chance: Chance = Dice, last: int = 119) -> Programme:
    """Let ten people live until the end of a day in three futures, which are the 701st to the 703rd of many."""
    scenario = tiny()
    programme = Programme(scenario, draw_world(scenario, 3, seed=1, first=700), seed=1, chance=chance)
    programme.run(last)
    check(programme)
    return programme


def told(programme: Programme) -> str:
    with pytest.raises(BooksDoNotBalance) as broken:
        check(programme)
    return str(broken.value)


def test_a_lost_person_is_missed() -> None:
    """Of the ten who were interested one is nowhere, in the second future of the three, at the end of the clock."""
    programme = ended()
    programme.training.enrolled[1] -= 1
    assert told(programme) == "draw 701, day 119 (2020-09-28), applicants: expected 10, found 9"


def test_a_debt_below_zero_is_told_with_its_day() -> None:
    """On day 20 the ten are owed three incentives each, and no survey, as all ten that were answered are paid.

    In the third future 31 more incentives are in the books.
    """
    programme = ended(last=20)
    programme.payment.paid.total[1, 2] += 31
    assert told(programme) == "draw 702, day 20 (2020-06-21), owed: expected 0 or more, found -600,000"


def test_parts_of_people_are_told_too() -> None:
    programme = ended(Expectation)
    programme.training.enrolled[0] += 0.5
    assert told(programme) == "draw 700, day 119 (2020-09-28), applicants: expected 10.000, found 10.500"
