"""Factors in force by day, which a draw brings along: worlds by hand, and laws that both engines keep.

What a path says of a day multiplies what the world changes by then. The base world is that of `tests.worlds.tiny`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.person.future import Future
from prakerja.person.paydays import paydays
from prakerja.programme import Chance, Dice, Expectation, simulate
from prakerja.programme.in_force import InForce, at_odds
from prakerja.programme.paydays import Paydays
from prakerja.scenario import Draws, Scenario, draw_world, middle_world
from tests.laws.played import FUTURES, play
from tests.laws.test_conservation import keeps_the_laws
from tests.laws.worlds import Changes, changing, paying, training, worlds
from tests.person.chancy import CHANCY, over
from tests.worlds.engines import (
    CAME,
    ENGINES,
    ODDS,
    Engine,
    Odds,
    changes,
    odds_of_cohorts,
    odds_of_persons,
    on_paths,
)
from tests.worlds.tiny import day, partner, tiny, wave

NAMES = (
    "payment_capacity",
    "steady_registrations",
    "opening_registrations",
    "joining_odds",
    *(f"{stage}_{what}" for stage in CAME for what in ("speed", "odds")),
)
"""All names of ``world.change``, but for its days."""

by_both = pytest.mark.parametrize("play_it", ENGINES.values(), ids=list(ENGINES))
odds_of_both = pytest.mark.parametrize("odds", ODDS.values(), ids=list(ODDS))
every_stage = pytest.mark.parametrize("stage", CAME)


@odds_of_both
@every_stage
def test_the_hazard_is_twice_as_large_on_one_day(odds: Odds, stage: str) -> None:
    """A third each at ages 1 to 3: hazards 1/3, 1/2, 1. Twice as large at age 2: 1/3, then 3/4 of 2/3, then 1/6."""
    came = CAME[stage]
    found = odds(tiny({f"world.{stage}.lag": over(0, 1, 1, 1)}), stage, {f"{stage}_speed": {came + 2: 2.0}})
    assert found == pytest.approx({came + 1: 1 / 3, came + 2: 1 / 2, came + 3: 1 / 6})


@odds_of_both
@every_stage
def test_the_odds_are_three_times_as_good_on_one_day(odds: Odds, stage: str) -> None:
    """Half would come out, a third of them on each day. On the first day 1/6 do; 1/3 of all would yet, 1/2 would not.

    On the second, 2 : 3 times 3 is 2 : 1, and half of 2/3 of 5/6 come out: 5/18, which leaves 5/9. On the third as
    stated 1/6 would against 1/2: a quarter of 5/9, 5/36.
    """
    came = CAME[stage]
    world = tiny({f"world.{stage}.lag": over(1, 1, 1), f"world.{stage}.probability": 0.5})
    found = odds(world, stage, {f"{stage}_odds": {came + 1: 3.0}})
    assert found == pytest.approx({came: 1 / 6, came + 1: 5 / 18, came + 2: 5 / 36})


@odds_of_both
def test_a_path_multiplies_the_change_and_the_hurry(odds: Odds) -> None:
    """1/3 order on 2, the as-of date; on 3, the last day, 3 x 2 x 0.5 times the hazard 1/2: 7/8 of 2/3."""
    last = {"world.purchase.lag": over(0, 1, 1, 1), "policy.purchase.window_days": 2}
    change = {"as_of": day(2), "world.change": {"source": "tiny", "purchase_speed": 3.0}}
    hurry = {"world.hurry": {"source": "tiny", "days": 1, "window": 2.0}}
    found = odds(tiny({**last, **change, **hurry}), "purchase", {"purchase_speed": {3: 0.5}})
    assert found == pytest.approx({2: 1 / 3, 3: 7 / 12})


@by_both
@pytest.mark.parametrize(
    ("capacity", "path", "paid"),
    [
        (4, {6: 0.5}, {5: 4, 6: 2, 7: 4}),
        (4, {6: 0.49, 7: 3.0}, {5: 4, 6: 1, 7: 5}),  # of 1.96 the whole; 12 are more than there are
        (np.inf, {5: 0.0}, {6: 10}),
        (np.inf, {5: 0.1}, {5: 10}),
        (10, {5: 0.3}, {5: 3, 6: 7}),  # 10 x 0.3 is 3, whatever floating point makes of it
    ],
)
def test_a_capacity_of_one_day(play_it: Engine, capacity: float, path: dict[int, float], paid: dict[int, int]) -> None:
    """Ten are due on 5: so many a day, times the path, rounded down."""
    journal = play_it(tiny({"world.partners.bank": partner(capacity)}), paths={"payment_capacity": path})
    assert changes(journal["paid_once"]) == paid


@by_both
def test_a_capacity_that_changes_and_drifts(play_it: Engine) -> None:
    """Two a day until 5; four times as many over two days, 4 on 6 and 8 on 7; half of it on 6."""
    changed = {"as_of": day(5), "world.change": {"source": "tiny", "payment_capacity": 4.0, "over_days": 2.0}}
    world = tiny({"world.partners.bank": partner(2), **changed})
    assert changes(play_it(world, paths={"payment_capacity": {6: 0.5}})["paid_once"]) == {5: 2, 6: 2, 7: 6}


@by_both
def test_an_outage_leaves_part_of_a_capacity_that_drifts(play_it: Engine) -> None:
    """Four a day; 2.5 times on 5 and 6 are 10, of which an outage leaves 0.3 on 5, which is 3, and 7 are left for 6."""
    outage = {"source": "tiny", "partner": "bank", "first": day(5), "last": day(5), "capacity_left": 0.3}
    world = tiny({"world.partners.bank": partner(4), "world.outages.o": outage})
    assert changes(play_it(world, paths={"payment_capacity": {5: 2.5, 6: 2.5}})["paid_once"]) == {5: 3, 6: 7}


def test_more_come_on_one_day() -> None:
    """One a day of ten, three on 2: by 3, 10 (1 - exp(-(1 + 1 + 3 + 1) / 10)). In the twin the rate itself."""
    scenario = tiny({"world.registration.launch_per_day": 0.0, "world.registration.steady_per_day": 1.0})
    draws = on_paths(scenario, {"steady_registrations": {2: 3.0}})
    registered = simulate(scenario, draws, chance=Expectation, until=3)["registered"][:, 0]
    assert registered[1:4] == pytest.approx(10 * (1 - np.exp(np.array([-0.2, -0.5, -0.6]))))
    assert [Future(scenario, draws).coming_steadily(on) for on in (1, 2, 3)] == [1.0, 3.0, 1.0]


@by_both
def test_an_opening_draws_on_the_day_that_its_path_says(play_it: Engine) -> None:
    """It would draw 4 a day, of ten: nobody on 3, and a thousand times 4 / e on 4, when all come; none is open on 2."""
    world = {"world.registration.launch_per_day": 0.0, "world.registration.opening_per_day": 4.0}
    world |= {"policy.waves": {"1": wave(3, 4, 5, 10)}}
    paths = {"opening_registrations": {2: 1000.0, 3: 0.0, 4: 1000.0}}
    assert changes(play_it(tiny(world), paths=paths)["registered"]) == {4: 10}


@by_both
def test_the_odds_of_joining_on_one_day(play_it: Engine) -> None:
    """Half would join. All register on 0: at a million millionth of the odds nobody does; on 4 at as many times all."""
    waves = {"1": wave(0, 0, 1, 10), "2": wave(4, 4, 5, 10)}
    world = tiny({"world.joining.fresh": 0.5, "policy.waves": waves})
    assert changes(play_it(world, paths={"joining_odds": {0: 1e-12, 4: 1e12}})["joined"]) == {4: 10}


@by_both
def test_a_path_from_the_day_after_the_as_of_date_is_a_change(play_it: Engine) -> None:
    """All factors at once, in a world full of chance: the same dice, every figure to the last bit."""
    changed = {**CHANCY["changing"]}
    factors = {name: changed["world.change"][name] for name in NAMES}
    changed["world.change"] = {"source": "tiny", **factors, "over_days": 1.0}
    after = {name: dict.fromkeys(range(6, 120), factor) for name, factor in factors.items()}
    with_change, with_paths = (
        play_it(tiny(changed), seed=3),
        play_it(tiny({**changed, "world.change": None}), seed=3, paths=after),
    )
    still = play_it(tiny({**changed, "world.change": None}), seed=3)
    for name, series in with_change.items():
        np.testing.assert_array_equal(with_paths[name], series, err_msg=name)
    for name in ("registered", "joined", "ordered", "completed", "validated", "attempted"):
        assert (still[name] != with_change[name]).any(), name


@by_both
def test_paths_of_ones_are_none(play_it: Engine) -> None:
    """To the last bit, and in a world that changes too."""
    for name in ("all", "changing"):
        one, none = (play_it(tiny(CHANCY[name]), paths=paths) for paths in ({name: {0: 1.0} for name in NAMES}, {}))
        for series in none:
            np.testing.assert_array_equal(one[series], none[series], err_msg=series)


factors = st.sampled_from([0.3, 1.0, 2.5, 7.0])


@st.composite
def paths(draw: st.DrawFn, scenario: Scenario, draws: int) -> dict[str, Any]:
    """Draw factors of some days, of some names, and of each draw its own; on the other days 1.

    Nobody may come or be paid, or leave a stage, on a day; odds of nothing are no odds.
    """
    found = {}
    for name in sorted(draw(st.sets(st.sampled_from(NAMES)))):
        found[name] = np.ones((len(scenario.days), draws))
        factor_of = factors if name.endswith("odds") else st.one_of(st.just(0.0), factors)
        days = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, draws - 1), factor_of), max_size=12))
        for on, number, factor in days:
            found[name][on, number] = factor
    return found


@settings(max_examples=60)
@given(data=st.data(), stage=st.sampled_from(list(CAME)), change=changing(), world=training(), days=st.integers(0, 4))
def test_both_engines_expect_the_same_of_a_stage(
    data: st.DataObject, stage: str, change: Changes, world: Changes, days: int
) -> None:
    """On random paths, with changes, eras and hurry: the fluid limit's people, and the odds of one person of the twin.

    Two draws are simulated together, each with its own paths, and read by the twin one by one.
    """
    taken = {key: value for key, value in world.items() if key.startswith(f"world.{stage}.") or key == "world.eras"}
    if stage == "purchase":
        taken["policy.purchase.window_days"] = world["policy.purchase.window_days"]
    hurry = {"world.hurry": {"source": "tiny", "days": days, "window": 2.0, "deadline": 3.0}} if days else {}
    for era in taken.pop("world.eras", {}).values():
        if stage in era:
            taken["world.eras"] = {"old": {"until": era["until"], stage: era[stage]}}
    scenario = tiny({**taken, **change, **hurry})
    drawn = draw_world(scenario, 2, seed=1)
    mine = {k: v for k, v in data.draw(paths(scenario, 2)).items() if k.startswith(stage)}
    together = replace(drawn, paths=mine)
    for number in range(2):
        alone = together.part(number, number + 1)
        assert odds_of_cohorts(scenario, stage, draws=together, draw=number) == pytest.approx(
            odds_of_persons(scenario, stage, draws=alone), abs=1e-9
        )


@settings(max_examples=60)
@given(data=st.data(), pay=paying(), change=changing())
def test_both_engines_know_the_same_capacities(data: st.DataObject, pay: Changes, change: Changes) -> None:
    """Every partner's of every day, on random paths, with outages, mass failures and changes."""
    scenario = tiny({**pay, **change})
    draws = replace(draw_world(scenario, 2, seed=1), paths=data.draw(paths(scenario, 2)))
    of_cohorts = Paydays(Expectation, scenario, draws, InForce(scenario, draws))
    for number in range(2):
        future = Future(scenario, draws.part(number, number + 1))
        for place, name in enumerate(draws.names("partners")):
            of_persons = np.minimum(paydays(future, name).capacity, 2.0**53)
            found = [of_cohorts.capacity(on)[place, number] for on in range(len(scenario.days))]
            np.testing.assert_array_equal(found, of_persons)


@settings(max_examples=60)
@given(data=st.data(), change=changing(), opens=st.integers(0, 6), steady=st.sampled_from([0.0, 3.0]))
def test_both_engines_expect_the_same_people_to_come_and_to_join(
    data: st.DataObject, change: Changes, opens: int, steady: float
) -> None:
    """On random paths: who registers by each day, by the rates that the twin has, and who decides to join."""
    world = {
        "world.registration.interested": 50.0,
        "world.registration.launch_per_day": 0.0,
        "world.registration.steady_per_day": steady,
        "world.registration.opening_per_day": 8.0,
        "world.joining.fresh": 0.3,
        "policy.waves": {"1": wave(opens, opens + 3, opens + 4, 10)},
    }
    scenario = tiny({**world, **change})
    draws = replace(draw_world(scenario, 2, seed=1), paths=data.draw(paths(scenario, 2)))
    registered = simulate(scenario, draws, chance=Expectation, until=20)["registered"]
    odds = InForce(scenario, draws).path("joining_odds")
    for number in range(2):
        future, left = Future(scenario, draws.part(number, number + 1)), 50.0
        for on in range(21):
            rate = future.coming_steadily(on)
            if opens <= on <= opens + 3:
                rate += future.drawn_by_openings(on) * np.exp(opens - on)
            left *= np.exp(-rate / 50)
            assert registered[on, number] == pytest.approx(50 - left, abs=1e-4)
            assert at_odds(np.array(0.3), odds[on])[number] == pytest.approx(future.willing("fresh", on))


@pytest.mark.parametrize("chance", [Dice, Expectation])
@settings(max_examples=40)
@given(data=st.data(), world=worlds())
def test_every_law_holds_every_day_on_any_path(data: st.DataObject, chance: type[Chance], world: Scenario) -> None:
    """Of people, rupiah and rules; capacities are those of the path."""
    keeps_the_laws(play(world, chance, paths=data.draw(paths(world, FUTURES))))


def test_paths_are_sliced_with_their_draws() -> None:
    draws = replace(
        middle_world(tiny()), values={"x": np.arange(4.0)}, paths={"joining_odds": np.arange(8.0).reshape(2, 4)}
    )
    part: Draws = draws.part(1, 3)
    assert part.paths["joining_odds"].tolist() == [[1, 2], [5, 6]]
    assert (part.first, part.numbers.tolist()) == (1, [1, 2])
