"""Which way the programme goes when one thing changes, everything else being equal.

Exact where the streams or the fluid limit allow it; else statistically, paired draw by draw, on the small scenario.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.programme import Chance, Dice, Expectation, simulate
from prakerja.scenario import Draws, Scenario, draw_world, load
from tests.laws.worlds import Changes, applying, limits, paying, pools, training
from tests.worlds.tiny import calendar, ceiling, day, partner, tiny, wave

_HAIR = 1e-6  # persons, in the fluid limit
_CALENDAR = {
    "policy.waves": {"1": wave(0, 2, 4, 10)},
    "policy.calendar": calendar(4, every=5, open_days=2, announce_after=5, last=40),
    "policy.quota": {"source": "tiny", "rule": "fixed", "places": 6},
    "policy.target.recipients": 50,
}
"""Waves one after another: each is announced before the next opens."""

never_moving: st.SearchStrategy[Changes] = paying().map(
    lambda changes: {**changes, "policy.partners": {"bank": {}, "wallet": {"working_days_only": False}}}
)


def by_day(scenario: Scenario, name: str, chance: type[Chance] = Expectation) -> NDArray[Any]:
    """Simulate three futures and give a series, shape (day, draw)."""
    return np.asarray(simulate(scenario, draw_world(scenario, 3, seed=1), seed=1, chance=chance)[name])


@settings(max_examples=25)
@given(changes=applying(), fewer=st.integers(0, 30), more=st.integers(0, 30))
def test_more_places_never_select_fewer(changes: Changes, fewer: int, more: int) -> None:
    """On every day. Reason: at most everyone who is not selected comes again: a place used now costs at most one later.

    One wave must end before the next opens: else a large wave that is not filled keeps, for a while, places from a
    smaller one that would open beside it.
    """
    fewer, more = sorted((fewer, more))
    low, high = (
        by_day(
            tiny({**changes, **_CALENDAR, "policy.quota": {"source": "tiny", "rule": "fixed", "places": n}}), "selected"
        )
        for n in (fewer, more)
    )
    assert (high >= low - _HAIR).all()


@settings(max_examples=25)
@given(changes=applying(), learning=training(), low=st.integers(0, 40), more=st.integers(1, 40))
def test_higher_ceiling_never_selects_fewer(changes: Changes, learning: Changes, low: int, more: int) -> None:
    """On every day. Reason: packages are cut only by what is available, which who is revoked gives back to both.

    The ceilings differ by whole packages: less than one may be lost in rounding down.
    """
    base = {**changes, **learning, **_CALENDAR}
    poor, rich = (by_day(tiny({**base, "policy.budget": ceiling(n)}), "selected") for n in (low, low + more))
    assert (rich >= poor - _HAIR).all()


@settings(max_examples=25)
@given(changes=applying(), learning=training(), short=st.integers(1, 12), longer=st.integers(0, 12))
def test_longer_window_never_revokes_more(changes: Changes, learning: Changes, short: int, longer: int) -> None:
    """On every day. Reason: it comes later and finds fewer; the money it keeps back is not needed here."""
    base = {**changes, **learning, **_CALENDAR, "policy.budget": ceiling(300)}
    strict, kind = (
        by_day(tiny({**base, "policy.purchase.window_days": n}), "revoked") for n in (short, short + longer)
    )
    assert (kind <= strict + _HAIR).all()


@pytest.mark.parametrize("chance", [Dice, Expectation])
@settings(max_examples=25)
@given(changes=applying(), pay=never_moving, banks=st.tuples(limits, limits), pool=pools)
def test_more_capacity_never_pays_the_first_incentive_later(
    chance: type[Chance], changes: Changes, pay: Changes, banks: tuple[float, float], pool: Changes
) -> None:
    """On every day, in every future, thrown or expected, when nothing else is paid and nothing fails.

    Reason: a queue served in order of due days, with as much or more capacity every day; and no dice are thrown for
    payments then, so that accounts are drawn alike.
    """
    first_only = {"policy.benefits.incentives": 1, "policy.benefits.surveys": 0}
    base = {**changes, **_CALENDAR, **pay, **first_only, "world.payment.daily_capacity": pool}
    little, much = (
        by_day(tiny({**base, "world.partners": {"bank": partner(n, 0, 2), "wallet": partner(2)}}), "paid_once", chance)
        for n in sorted(banks)
    )
    assert (much >= little - (_HAIR if chance is Expectation else 0)).all()


def test_more_capacity_can_pay_a_newcomer_later() -> None:
    """Why nothing else may be paid above: first due, first served, and who is paid early is due again early.

    Ten people are due on day 5, five payments a day can be made, next payments (incentive and survey) come 10 days
    after the first. A second wave of five is due on day 17.

    * Capacity from day 5: ten are paid on 5 and 6. Due again: 10 payments on 15, 10 on 16, made on 15 to 18. So the
      newcomers wait until 19.
    * None until day 14: the ten are paid on 15 and 16, due again from 25 on; the newcomers are paid on 17.
    """
    base = {
        "world.registration.interested": 15.0,
        "policy.waves": {"1": wave(0, 0, 1, 10), "2": wave(11, 11, 13, 5)},
        "world.partners": {"bank": partner(5)},
        "policy.payment.days_between_incentives": 10,
        "policy.payment.survey_after_days": 10,
    }
    late = {f"world.outages.o.{key}": value for key, value in _NOTHING_BEFORE_15.items()}
    paid = [by_day(tiny({**base, **more}), "paid_once")[:, 0] for more in ({}, late)]
    assert paid[0][[6, 14, 17, 18, 19]].tolist() == [10, 10, 10, 10, 15]
    assert paid[1][[6, 14, 15, 16, 17]].tolist() == [0, 0, 5, 10, 15]


_NOTHING_BEFORE_15 = {
    "source": "tiny", "partner": "bank", "first": day(5), "last": day(14), "capacity_left": 0.0
}  # fmt: skip

_SMALL = "scenarios/small.toml"
_ERRORS = 4


@pytest.mark.parametrize(
    ("series", "falls", "changes"),
    [
        ("paid_once", True, {"policy.quota.places": 200}),
        ("selected", True, {"policy.waves.6.places": 0, "policy.quota.places": 100}),
        ("revoked", False, {"policy.purchase.window_days": 5}),
        ("paid_once", True, {"policy.purchase.window_days": 5}),
    ],
)
def test_decisions_show_in_the_small_scenario(series: str, falls: bool, changes: Changes) -> None:
    """At the year end, on average over 64 futures, beyond four standard errors of the paired differences.

    Size: 3 in 100,000 that a change without effect shows. Power: each of these moves a thousand people or so, and a
    standard error is some 100 of them; more than 999 in 1,000 that it shows.
    """
    scenario = load(_SMALL)
    assert shown(scenario, scenario.replace(changes), series) == (-1 if falls else 1)


@pytest.mark.parametrize("times", [0.25, 4.0])
def test_capacity_shows_in_the_small_scenario(times: float) -> None:
    """Where the office can have a quarter paid of what is believed: a quarter of that, fewer paid; four times, more."""
    scenario = load(_SMALL)
    path = "world.payment.daily_capacity"
    stated = draw_world(scenario, 64, seed=1)
    tight = stated.replace({path: stated[path] * 0.25})
    changed = tight.replace({path: tight[path] * times})
    assert shown(scenario, scenario, "paid_once", changed, tight) == (1 if times > 1 else -1)


def shown(before: Scenario, after: Scenario, series: str, world: Draws | None = None, base: Draws | None = None) -> int:
    """Say whether a series at the year end is higher (1) or lower (-1) on average, or neither shows (0)."""
    draws = base or draw_world(before, 64, seed=1)
    year_end = before.days.number(before.clock.year_end)
    one, other = (
        simulate(scenario, world, seed=1, until=year_end)[series][year_end].astype(float)
        for scenario, world in ((before, draws), (after, world or draw_world(after, 64, seed=1)))
    )
    difference = other - one
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return int(np.sign(difference.mean())) if abs(difference.mean()) > _ERRORS * error else 0
