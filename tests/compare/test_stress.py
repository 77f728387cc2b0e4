"""Stress tests: what happens to one happens to all, and the numbers are those of plain comparisons."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from prakerja.report import data_of, html_of, text_of
from prakerja.report.common.document import Sentence, Table, document
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import InputError, Scenario, load
from prakerja.scenario.otherwise import clashes, said_otherwise
from prakerja.study import StressTest, compare, stress
from prakerja.study.comparison.stress import strike
from tests.forked import prakerja

SHIPPED = Path("scenarios/stress")


@pytest.fixture(scope="module")
def early(small: Scenario) -> Scenario:
    return small.replace({"policy.training.deadline": "2020-10-01", "title": "Early deadline"}, name="early")


@pytest.fixture(scope="module")
def stopped(small: Scenario) -> Scenario:
    """Nobody is paid from the as-of date to the year end."""
    halt = {"first": "2020-09-05", "last": "2020-12-31"}
    return small.replace({"policy.payment.suspensions.halt": halt, "title": "No payment"}, name="stopped")


@pytest.fixture(scope="module")
def tested(small: Scenario, half: Scenario, early: Scenario, stopped: Scenario) -> StressTest:
    return stress(small, [half], [early, stopped], draws=24, seed=3, workers=1, cache=None)


def test_each_column_is_the_comparison_of_what_was_struck(tested, small, half, early):
    alone = compare(
        strike(small, small, early), strike(half, small, early), draws=24, seed=3, criteria=["paid_once"], workers=1
    )
    for name in ("small", "half"):
        assert np.array_equal(alone.values("paid_once", name), tested.under["early"].values("paid_once", name))


def test_without_payments_nobody_is_paid_any_more(tested, small):
    """Under the halt all are paid who had been on the as-of date, in every future, whatever the policy."""
    one, other = (tested.under["stopped"].values("paid_once", name) for name in ("small", "half"))
    assert np.array_equal(one, other)
    change = tested.change("small", "stopped")
    assert change.expected == pytest.approx(one.mean() - tested.planned.values("paid_once", "small").mean())
    assert change.verdict == "worse"


def test_what_a_policy_decided_stays_and_what_happens_wins(small, half, early):
    struck = strike(half, small, early)
    assert (struck.name, struck.policy.quota.places) == ("half", 400)
    late = half.replace({"policy.training.deadline": "2020-12-31"}, name="late")
    assert strike(late, small, early).policy.training.deadline == early.policy.training.deadline


def test_a_misfortune_that_changes_nothing_and_none_at_all_are_refused(small, half):
    with pytest.raises(InputError, match="says nothing otherwise than small"):
        stress(small, [half], [small.replace({"title": "the same"}, name="same")], draws=4, workers=1)
    with pytest.raises(InputError, match="name at least one scenario"):
        stress(small, [half], [], draws=4, workers=1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_100_columns(tested, lang):
    assert max(map(len, text_of(tested, lang).splitlines())) <= 100
    said = document(tested, lang)
    (table,), (sentence,) = said.every(Table), said.every(Sentence)
    assert [row[0].value for row in table.rows] == ["small", "half"]
    assert "stopped" in sentence.words
    assert "<table" in html_of(tested, lang)
    json.dumps(data_of(tested, lang), allow_nan=False)


def test_the_command_says_what_is_missing_in_a_line():
    words = ["stress", "scenarios/small.toml", "scenarios/small.toml", "--under", "scenarios/none.toml", "--prior"]
    done = prakerja(*words)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "scenarios/none.toml: 1 problem"


def test_the_shipped_misfortunes_strike_a_programme_of_any_size(small, half):
    """What a file says otherwise than the national plan, which it extends, happens to a thousandth of it."""
    found = stress(small, [half], draws=8, seed=3, workers=1, cache=None)
    assert set(found.under) == {path.stem for path in SHIPPED.glob("*.toml")}
    assert found.folder == "scenarios/stress"
    assert {one.scenario.policy.target.recipients for each in found.under.values() for one in each.policies} == {5600}
    for name in ("partner-outage", "year-end-stall", "budget-late", "payment-suspension"):
        assert (found.under[name].values("paid_once") <= found.planned.values("paid_once") + 5).all()
    for lang in LANGUAGES:
        assert max(map(len, text_of(found, lang).splitlines())) <= 100
        (table,) = document(found, lang).every(Table)
        assert [row[0].value for row in table.rows] == [None, *sorted(found.under)]
    rows = found.to_dataframe()
    assert len(rows) == len(found.under) * 2
    assert rows["under_minus_planned"].tolist() == [
        found.change(policy, name).expected for name in found.under for policy in ("small", "half")
    ]


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_each_shipped_misfortune_strikes_every_shipped_policy(path):
    plan, misfortune = load("scenarios/prakerja-2020.toml"), load(path)
    said = said_otherwise(plan, misfortune)
    for policy in sorted(Path("scenarios/policies").glob("*.toml")):
        struck = strike(load(policy), plan, misfortune)
        assert not list(clashes(said, said_otherwise(plan, struck))), policy


def test_what_is_taken_away_is_taken_from_all(small, half):
    """Without outages of its own a policy has none, but what the plan may change after the day goes from all."""
    sure = small.replace({"world.change": None}, name="sure")
    assert strike(half, small, sure).world.change is None
