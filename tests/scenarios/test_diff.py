"""What differs between two scenarios, in words with units; the hash says whether anything does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import BaseModel

from prakerja.scenario import diff, load
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.leaves import leaves
from prakerja.scenario.scenario import PROSE, build


@pytest.fixture(scope="module")
def plan():
    return load("scenarios/prakerja-2020.toml")


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("policy.quota.places", 400_000, "policy.quota.places: 800,000 becomes 400,000 (persons a wave)"),
        ("policy.benefits.training", "Rp1.2 million", "policy.benefits.training: Rp1 million becomes Rp1.2 million"),
        ("policy.budget.ceiling", 21 * 10**12, "policy.budget.ceiling: Rp20 trillion becomes Rp21 trillion"),
        (
            "policy.training.deadline",
            date(2020, 11, 15),
            "policy.training.deadline: 15 December 2020 becomes 15 November 2020",
        ),
        ("policy.partners.bni.working_days_only", False, "policy.partners.bni.working_days_only: true becomes false"),
        (
            "world.survey.response",
            0.7,
            "world.survey.response: 0.4 to 0.95 in nine cases of ten (beta) becomes 0.7 (probability)",
        ),
        (
            "world.purchase.lag.median",
            {"dist": "uniform", "low": 2, "high": 9},
            "world.purchase.lag.median: half below 4, nine in ten below 9 (lognormal) becomes 2 to 9, all alike (days)",
        ),
        (
            'world.platforms."pijar mahir".daily_capacity',
            5_000,
            'world.platforms."pijar mahir".daily_capacity: no limit becomes 5,000 (persons a day; inf is no limit)',
        ),
        (
            "world.joining.day.by_day",
            [3, 1],
            "world.joining.day.by_day: 5, 2, 1.5, 1, 1, 0.5, 0.5, 1 becomes 3, 1",
        ),
        (
            'policy.province_weights."labour force".Aceh',
            6,
            'policy.province_weights."labour force".Aceh: 5.4 becomes 6 (weight, relative to the others)',
        ),
        (
            "world.joining.day",
            {"dist": "gamma", "mean": 2, "cv": 1},
            "world.joining.day: empirical lag (at_least 0, by_day 5, 2, 1.5, 1, 1, 0.5, 0.5, 1) becomes "
            "gamma lag (at_least 0, longest 60, mean 2, cv 1)",
        ),
    ],
)
def test_one_difference_is_one_line(plan, path, value, line):
    assert diff(plan, plan.replace({path: value})) == [line]


def test_what_is_added_and_what_is_dropped(plan):
    second = {"first": date(2020, 11, 1), "last": date(2020, 11, 30)}
    more = plan.replace({"policy.payment.suspensions.second": second})
    assert diff(plan, more) == [
        "policy.payment.suspensions.second.first: 1 November 2020 is added",
        "policy.payment.suspensions.second.last: 30 November 2020 is added",
    ]
    assert diff(more, plan) == [
        "policy.payment.suspensions.second.first: 1 November 2020 is dropped",
        "policy.payment.suspensions.second.last: 30 November 2020 is dropped",
    ]


def test_another_rule(plan):
    none = plan.replace({"policy.quota.rule": "no more waves"})
    assert diff(plan, none) == [
        'policy.quota.rule: "fixed" becomes "no more waves"',
        "policy.quota.places: 800,000 is dropped (persons a wave)",
    ]


def test_prose_makes_no_difference(plan):
    other = build(reworded(plan.model_dump(exclude_none=True)), "other")
    assert other.title != plan.title
    assert other.policy.quota.source != plan.policy.quota.source
    assert other.world.purchase.lag.source == "reworded" or plan.world.purchase.lag.source is None
    assert (other.hash, diff(plan, other)) == (plan.hash, [])


def reworded(tree):
    return {k: "reworded" if k in PROSE else reworded(v) if isinstance(v, dict) else v for k, v in tree.items()}


def test_the_order_of_keys_makes_no_difference(plan):
    tree = plan.model_dump(exclude_none=True)
    turned = backwards(tree)
    turned["policy"]["waves"] = tree["policy"]["waves"]  # waves are named in the order they open
    assert list(turned["world"]["partners"]) == ["ovo", "linkaja", "gopay", "bni"]
    other = build(turned, "other")
    assert (other.hash, diff(plan, other)) == (plan.hash, [])


def backwards(tree):
    return {k: backwards(v) if isinstance(v, dict) else v for k, v in reversed(tree.items())}


def test_whole_numbers_and_defaults_that_are_written_out_make_no_difference(plan):
    same = plan.replace({"world.platforms.tokopedia.daily_capacity": float("inf"), "world.purchase.lag.at_least": 0})
    assert same.hash == plan.hash
    assert plan.replace({"world.survey.response": 1}).hash == plan.replace({"world.survey.response": 1.0}).hash


def test_every_value_changes_the_hash_and_is_one_difference(plan):
    # A rule or a family changes with its whole table: test_another_rule and the last case of test_one_difference.
    skipped = PROSE | {"rule", "dist"}
    values = [leaf for leaf in leaves(plan) if leaf.keys[-1] not in skipped and leaf.value is not None]
    stated = [leaf for leaf in values if leaf.keys[0] != "implied"]  # it changes nothing: see tests/prior
    hashes = {plan.hash}
    for leaf in stated:
        other = changed(plan, leaf.keys, another(leaf.value))
        hashes.add(other.hash)
        assert len(diff(plan, other)) == 1, leaf.keys
    assert len(stated) > 200
    assert len(hashes) == len(stated) + 1


def another(value):
    if isinstance(value, Distribution):
        return 0.123
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, tuple):
        return (*value, 1.0)
    return value + "x" if isinstance(value, str) else 7.25 if value == float("inf") else value + 1


def changed(table, keys, value):
    """Put a value in without asking whether it fits."""
    if not keys:
        return value
    key, *rest = keys
    if isinstance(table, Mapping):
        return {**table, key: changed(table[key], rest, value)}
    assert isinstance(table, BaseModel)
    return table.model_copy(update={key: changed(getattr(table, key), rest, value)})


def test_a_leaf_knows_its_keys_value_and_unit(plan):
    by_keys = {leaf.keys: leaf for leaf in leaves(plan)}
    places = by_keys["policy", "quota", "places"]
    assert (places.value, places.within.unit) == (800_000, "persons a wave")
    assert replace(places, value=1).value == 1
