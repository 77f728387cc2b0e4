"""Classes with odds of their own, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.person.chancy import over
from tests.worlds.engines import Engine, changes, nonzero
from tests.worlds.tiny import day, institution, many, platform, tiny

FOUR_ON_THE_LIST = {"world.joining.on_priority_list": 1.0, "world.joining.list_size": 4.0}
"""All would be on the list, which has room for four of the ten."""


def classes(**stated: dict[str, Any]) -> dict[str, Any]:
    """Give classes odds of their own."""
    return {"world.classes": {name: {"source": "tiny", **one} for name, one in stated.items()}}


def test_who_is_in_no_class_has_the_rates_as_stated(play: Engine) -> None:
    """Four of ten are on the list; their odds of buying are 0: the six others order on 2, these are revoked on 11."""
    journal = play(tiny({**FOUR_ON_THE_LIST, **classes(a={"group": "list", "purchase_odds": 0.0})}))
    assert changes(journal["ordered"]) == {2: 6}
    assert changes(journal["revoked"]) == {11: 4}
    assert journal["selected_by_group"].tolist() == [4, 6]
    for name in ("effective", "completed", "paid_once"):
        assert journal[f"{name}_by_group"].tolist() == [0, 6], name


def test_who_never_finishes_keeps_membership(play: Engine) -> None:
    """Odds of finishing 0 for the list: all ten buy on 2 and stay; the six others complete on 4, and are paid on 5."""
    journal = play(tiny({**FOUR_ON_THE_LIST, **classes(a={"group": "list", "completion_odds": 0.0})}))
    assert changes(journal["bought"]) == {2: 10}
    assert nonzero(journal["revoked"]) == {}
    assert changes(journal["completed"]) == {4: 6}
    assert journal["effective_by_group"].tolist() == [4, 6]
    assert journal["completed_by_group"].tolist() == journal["paid_once_by_group"].tolist() == [0, 6]


def test_who_is_never_validated_has_finished(play: Engine) -> None:
    """Odds of validation 0 for the others: ten complete on 4, of whom the four of the list are paid on 5."""
    journal = play(tiny({**FOUR_ON_THE_LIST, **classes(a={"group": "others", "validation_odds": 0.0})}))
    assert changes(journal["completed"]) == {4: 10}
    assert changes(journal["paid_once"]) == {5: 4}
    assert journal["completed_by_group"].tolist() == [4, 6]
    assert journal["paid_once_by_group"].tolist() == [4, 0]


def test_two_classes_and_the_rest(play: Engine) -> None:
    """Two provinces: the list in a never buys, b never finishes, the others in a do: of nobody more than that.

    So all who are effective and on the list live in b, and all who finish are others in a.
    """
    two = {"world.provinces": {"a": {"weight": 1.0}, "b": {"weight": 1.0}}}
    stated = classes(one={"group": "list", "provinces": ["a"], "purchase_odds": 0.0},
                     two={"provinces": ["b"], "completion_odds": 0.0})  # fmt: skip
    journal = play(tiny({**FOUR_ON_THE_LIST, **two, **stated}))
    gone = 10 - journal["effective_by_province"].sum()  # the list in a: how many, is left to chance
    assert changes(journal["revoked"]) == ({11: gone} if gone else {})
    assert journal["effective_by_group"].tolist() == [4 - gone, 6]
    assert journal["effective_by_province"][1] == journal["selected_by_province"][1]
    assert journal["completed_by_group"].tolist() == [0, journal["completed"][-1]]
    assert journal["completed_by_province"].tolist() == [journal["completed"][-1], 0]


def test_classes_wait_in_one_queue(play: Engine) -> None:
    """Two sold a day from 2 on, three can start a day: the list never finishes, whoever of it is served when.

    Ten are sold on 2..6 and start at once; the six others are through two days after they start, by 8.
    """
    narrow = {"world.platforms.p": platform(daily_capacity=2), "world.institutions.i": institution(daily_intake=3)}
    journal = play(tiny({**FOUR_ON_THE_LIST, **narrow, **classes(a={"group": "list", "completion_odds": 0.0})}))
    assert changes(journal["started"]) == dict.fromkeys(range(2, 7), 2)
    assert set(changes(journal["completed"])) <= set(range(4, 9))
    assert journal["completed"][8] == journal["completed"][-1] == 6
    assert journal["completed_by_group"].tolist() == [0, 6]


def test_orders_of_classes_that_still_wait_at_the_deadline_are_revoked(play: Engine) -> None:
    """Two sold a day on 2 and 3, the deadline being 3: six orders are revoked then, and no more than six of a group."""
    late = {"world.platforms.p": platform(daily_capacity=2), "policy.training.deadline": day(3)}
    journal = play(tiny({**FOUR_ON_THE_LIST, **late, **classes(a={"group": "list", "completion_odds": 2.0})}))
    assert changes(journal["bought"]) == {2: 2, 3: 2}
    assert changes(journal["revoked"]) == {3: 6}
    listed, others = journal["effective_by_group"].tolist()
    assert listed + others == 4
    assert 0 <= listed <= 4


@pytest.mark.parametrize("stage", ["purchase", "completion", "validation"])
def test_odds_move_a_probability(play: Engine, stage: str) -> None:
    """Of 2,000, half are on the list. At p = 1/2 and odds of 3, three quarters of these take a step: 750, and 500.

    Found within five standard errors, 5 x sqrt(1000 x 3/16) = 68 and 79.
    """
    half = {"world.joining.on_priority_list": 1.0, "world.joining.list_size": 1000.0}
    world = {**many(2000), **half, f"world.{stage}.probability": 0.5, f"world.{stage}.lag": over(0, 1, 1)}
    journal = play(tiny({**world, **classes(a={"group": "list", f"{stage}_odds": 3.0})}))
    reached = {"purchase": "effective", "completion": "completed", "validation": "paid_once"}[stage]
    listed, others = journal[f"{reached}_by_group"]
    assert abs(listed - 750) < 68
    assert abs(others - 500) < 79
