"""The story of one person: dated events that agree with the world's arithmetic and with the journal."""

from __future__ import annotations

from itertools import pairwise

import pytest

from prakerja.person import Event, live, story
from prakerja.scenario import middle_world
from tests.person.chancy import chancy
from tests.worlds.tiny import day, partner, platform, tiny


def test_a_life_in_the_base_world() -> None:
    """Worked out in `tests.worlds.tiny`: registered on 0, ..., paid on 5, 35, 65, 95; surveys on 12, 42, 72."""
    scenario = tiny()
    events = story(scenario, middle_world(scenario), seed=1, person=7)
    assert [(event.event, scenario.days.number(event.date)) for event in events] == [
        ("registered", 0),
        ("verified", 0),
        ("joined", 0),
        ("selected", 1),
        ("ordered", 2),
        ("bought", 2),
        ("enrolled", 2),
        ("started", 2),
        ("completed", 4),
        ("validated", 5),
        ("paid", 5),
        ("answered", 5),
        ("paid", 12),
        ("paid", 35),
        ("answered", 35),
        ("paid", 42),
        ("paid", 65),
        ("answered", 65),
        ("paid", 72),
        ("paid", 95),
    ]
    assert events[9] == Event(day(5), "validated", "account with bank", 1)
    assert events[12] == Event(day(12), "paid", "survey 1 by bank", 7)


def test_a_person_whose_platform_leaves_moves_on() -> None:
    """One order a day at `p`, which leaves on 3: nine people move to `q`, and their stories say so."""
    scenario = tiny(
        {
            "policy.platforms": {"p": {"leaves": day(3)}, "q": {"joins": day(3)}},
            "world.platforms": {"p": platform(daily_capacity=1), "q": platform(daily_capacity=100)},
        }
    )
    world = middle_world(scenario)
    lives = [story(scenario, world, seed=1, person=number) for number in range(1, 11)]
    moved = [Event(day(3), "moved", "to q", 1) in life for life in lives]
    assert sum(moved) == 9
    bought = [next(event for event in life if event.event == "bought") for life in lives]
    assert [event.detail for event in bought] == ["at q" if has else "at p" for has in moved]


def test_stories_of_everyone_add_up_to_the_journal() -> None:
    """In a world full of chance, the events of all lives, counted, are the journal's totals on the last day."""
    scenario = chancy("shocks")
    world = middle_world(scenario)
    journal = live(scenario, world, seed=5)
    lives = [story(scenario, world, seed=5, person=number) for number in range(1, 31)]
    events = [event for life in lives for event in life]
    for name in (
        "registered",
        "joined",
        "selected",
        "revoked",
        "ordered",
        "bought",
        "started",
        "completed",
        "validated",
    ):
        assert sum(event.event == name for event in events) == journal[name][-1], name
    assert sum(event.event == "paid" for event in events) == journal["paid"].sum()
    for life in lives:
        assert [event.days_since for event in life[1:]] == [
            (later.date - earlier.date).days for earlier, later in pairwise(life)
        ]


def test_a_number_nobody_has_is_refused() -> None:
    """Ten register: there is no person 11."""
    scenario = tiny()
    with pytest.raises(ValueError, match="person is 11; must be 1 to 10"):
        story(scenario, middle_world(scenario), person=11)


def test_following_somebody_changes_nothing() -> None:
    """A partner that fails half the time draws the same numbers, whoever keeps a diary."""
    scenario = tiny({"world.partners.bank": partner(3, failure=0.5)})
    world = middle_world(scenario)
    first = story(scenario, world, seed=2, person=3)
    live(scenario, world, seed=9)
    assert story(scenario, world, seed=2, person=3) == first
