"""What a run of the twin promises besides its law: streams by name, checked books, errors that say what is allowed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.person import live
from prakerja.person.invariants import BooksDisagree
from prakerja.person.partner import Partner
from prakerja.policy import View
from prakerja.programme.journal import ONCE, SERIES
from prakerja.scenario import draw_world, middle_world
from tests.person.chancy import chancy
from tests.worlds.tiny import calendar, day, tiny


def test_the_journal_has_the_programmes_names_and_axes() -> None:
    """Every series and once-figure, with one axis fewer: the draw."""
    scenario = chancy("all")
    journal = live(scenario, middle_world(scenario), seed=1)
    assert set(journal.daily) == set(SERIES)
    assert set(journal.once) == set(ONCE)
    for name, series in SERIES.items():
        axes = (len(scenario.days), len(journal.names[series.axis])) if series.axis else (len(scenario.days),)
        assert journal[name].shape == axes, name


def test_the_same_seed_gives_the_same_run() -> None:
    """Bit for bit; another seed gives another."""
    scenario = chancy("all")
    world = middle_world(scenario)
    first, again, other = (live(scenario, world, seed=seed) for seed in (1, 1, 2))
    assert all(np.array_equal(first[name], again[name]) for name in SERIES)
    assert not np.array_equal(first["bought"], other["bought"])


def test_a_change_of_payment_moves_nobody_elses_numbers() -> None:
    """Surveys nobody answers change what is paid, and not who registers, joins, is selected, buys, or completes."""
    scenario = chancy("shocks")
    world = middle_world(scenario)
    answered, silent = live(scenario, world, 3), live(scenario, world.replace({"world.survey.response": 0.0}), 3)
    for name in ("registered", "joined", "selected", "revoked", "bought", "completed", "platform_waiting"):
        assert np.array_equal(answered[name], silent[name]), name
    assert not np.array_equal(answered["paid"], silent["paid"])


def test_a_quota_rule_sees_the_town_as_it_is() -> None:
    """Two of ten are selected a wave; on day 3 the rule sees 2 selected, 2 bought, none completed, 98 packages left."""
    seen: list[View] = []

    def rule(view: View) -> Any:
        seen.append(view)
        return np.array([2])

    plan = calendar(0, every=3, open_days=0, announce_after=1, last=4)
    scenario = tiny({"policy.waves": {}, "policy.calendar": plan})
    journal = live(scenario, middle_world(scenario), quota=rule)
    assert journal["selected"][-1] == 4
    view = seen[1]
    assert view.day == day(3)
    assert [int(x[0]) for x in (view.selected, view.bought, view.completed, view.pledged)] == [2, 2, 0, 0]
    assert int(view.available[0]) == 98 * 3_550_000
    assert float(view.expected_wait[0]) == 0.0


def test_more_than_one_draw_is_refused() -> None:
    """A person lives in one future."""
    scenario = tiny()
    with pytest.raises(ValueError, match="draws holds 2 draws; must be one"):
        live(scenario, draw_world(scenario, 2, seed=1))


def test_nobody_to_go_to_is_an_error_that_names_the_table_and_the_day() -> None:
    """A draw gives the only platform no weight; the first orders come on day 2."""
    scenario = tiny()
    with pytest.raises(ValueError, match=r"policy.platforms: on 2020-06-03 people need one, and none with a weight"):
        live(scenario, middle_world(scenario).replace({"world.platforms.p.weight": 0.0}))


def test_books_that_disagree_stop_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partner that loses whatever fails is found out by the recount of payments on its books."""

    def pay(self: Partner, today: int) -> None:
        original(self, today)
        self._resting.clear()

    original = Partner._pay
    monkeypatch.setattr(Partner, "_pay", pay)
    scenario = chancy("paying")
    with pytest.raises(BooksDisagree, match="payments on the partners' books"):
        live(scenario, middle_world(scenario), seed=1)
