"""Seven to ten levers: 64 runs tell what is put in, say what they mix, and what is best was run.

The programme is a formula here: 100, and what each lever and each pair adds, with noise that all runs share.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
import xarray as xr

from prakerja.report import data_of, text_of
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import Draws, Scenario
from prakerja.study import Comparison, Portfolios, Preferences, combine
from prakerja.study.comparison import combining
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.factorial import foretold, on_average
from prakerja.study.comparison.fraction import GENERATORS, design, mixed_with, resolution
from prakerja.study.comparison.levers import TOGETHER
from prakerja.study.comparison.policy import NamedPolicy
from tests.compare.test_recommendation import VIEW

DRAWS = 8
MANY = sorted(GENERATORS)


def every(levers: int) -> np.ndarray:
    return np.array([*product([False, True], repeat=levers)])


def formula(rows: np.ndarray, alone: np.ndarray, jointly: np.ndarray) -> np.ndarray:
    """100 + what levers add alone + what pairs add jointly (the upper triangle)."""
    pairs = np.einsum("ri,ij,rj->r", rows, np.triu(jointly, 1), rows)
    return 100 + rows @ alone + pairs


def some_effects(levers: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    return dice.integers(-20, 30, levers).astype(float), dice.integers(-9, 10, (levers, levers)).astype(float)


@pytest.mark.parametrize("levers", MANY)
def test_runs_are_64_balanced_and_different(levers: int):
    runs = design(levers)
    assert len({tuple(row) for row in runs}) == len(runs) == 64
    assert not runs[0].any()
    assert (runs.sum(axis=0) == 32).all()


@pytest.mark.parametrize("levers", MANY)
def test_what_is_mixed_is_what_the_columns_say(levers: int):
    """Two effects are mixed exactly where their signs are the same, or opposite, in all runs."""
    signs = np.where(design(levers), 1, -1)
    some = [*((n,) for n in range(levers)), *combinations(range(levers), 2)]
    column = {one: signs[:, list(one)].prod(axis=1) for one in some}
    for one in some:
        alike = [other for other in some if other != one and abs(int(column[one] @ column[other])) == 64]
        assert mixed_with(one, levers) == sorted(alike)
    assert [resolution(n) for n in MANY] == [7, 5, 4, 4]


@pytest.mark.parametrize("levers", [7, 8])
def test_what_is_put_in_is_found(levers: int):
    """On average a lever adds what it adds alone and half of what it adds with each other lever."""
    alone, jointly = some_effects(levers)
    outcomes = formula(design(levers), alone, jointly)[:, None]
    both = np.triu(jointly, 1) + np.triu(jointly, 1).T
    for n in range(levers):
        assert on_average(design(levers), outcomes, [n])[0] == pytest.approx(alone[n] + both[n].sum() / 2)
    for i, j in combinations(range(levers), 2):
        assert on_average(design(levers), outcomes, [i, j])[0] == pytest.approx(jointly[i, j])
    assert foretold(design(levers), outcomes, every(levers))[:, 0] == pytest.approx(
        formula(every(levers), alone, jointly)
    )


def test_a_mixed_pair_is_put_down_to_the_levers_that_do_most():
    """Of nine levers A × D and H × J are mixed: 7 of A × D show in both, and are foretold of A and D, which do more."""
    alone, jointly = np.array([20.0, 1, 1, 20, 1, 1, 1, 2, 2]), np.zeros((9, 9))
    jointly[0, 3] = 7
    outcomes = formula(design(9), alone, jointly)[:, None]
    told = [float(on_average(design(9), outcomes, pair)[0]) for pair in ([0, 3], [7, 8])]
    assert np.abs(told) == pytest.approx([7, 7])
    assert foretold(design(9), outcomes, every(9))[:, 0] == pytest.approx(formula(every(9), alone, jointly))


def by_formula(monkeypatch: pytest.MonkeyPatch, base: Scenario, levers: int, surprise: float = 0.0) -> Portfolios:
    """Combine levers of which only the formula knows what they do; `surprise` is what the first three add jointly."""
    names = tuple("abcdefghij"[:levers])
    alone, jointly = some_effects(levers)
    noise = np.random.default_rng(2).normal(0, 50, DRAWS)

    def paid(name: str) -> np.ndarray:
        row = np.array([[one in name.split(TOGETHER) for one in names]])
        return formula(row, alone, jointly) + surprise * row[0, :3].all() + noise

    def compared(start: Scenario, others: Any, **how: Any) -> Comparison:
        policies = (NamedPolicy(start.name, start), *(NamedPolicy(one.name, one) for one in others))
        rows = np.stack([[paid(one.name), np.zeros(DRAWS)] for one in policies])
        data = xr.Dataset({"outcome": (("policy", "criterion", "draw"), rows)})
        return Comparison(policies, 1, (CRITERIA["paid_once"], CRITERIA["owed"]), data, Draws({}, {}))

    monkeypatch.setattr(combining, "compare", compared)
    scenarios = [
        base.replace({change: value}, name=name) for name, (change, value) in zip(names, CHANGES, strict=False)
    ]
    return combine(base, scenarios, Preferences.of(VIEW | {"point": {"paid_once": 1}}))


CHANGES = [
    ("policy.quota.places", 400),
    ("policy.training.deadline", "2020-12-31"),
    ("policy.purchase.window_days", 15),
    ("policy.payment.retry_days", 9),
    ("policy.selection.priority_share", 0.5),
    ("policy.selection.province_weights", "labour force"),
    ("policy.calendar.last_announces", "2020-12-03"),
    ("policy.calendar.every_days", 8),
    ("policy.calendar.open_days", 2),
    ("policy.calendar.announce_after_days", 6),
]


@pytest.mark.parametrize("levers", MANY)
def test_the_best_of_all_is_found_and_was_run(monkeypatch, small: Scenario, levers: int):
    alone, jointly = some_effects(levers)
    true = formula(every(levers), alone, jointly)
    found = by_formula(monkeypatch, small, levers)
    assert found.recommendation is not None
    best = found.recommendation.policy
    assert found.comparison.range("paid_once", best).expected - found.comparison.range(
        "paid_once", "small"
    ).expected == (pytest.approx(true.max() - 100))
    assert len(found.comparison.names) <= 64 + levers + combining.FOLLOWED
    assert found.missed_by("paid_once") == pytest.approx(0, abs=30 if levers > 8 else 1e-9)


def test_parts_are_what_each_brings_alone(monkeypatch, small: Scenario):
    found = by_formula(monkeypatch, small, 7)
    alone, _ = some_effects(7)
    assert [found.together("paid_once", name).expected for name in "abcdefg"] == pytest.approx(alone)
    best = found.within[found.recommendation.policy]
    parts = sum(alone["abcdefg".index(name)] for name in best)
    beyond = found.together("paid_once", *best).expected - found.beyond_the_parts("paid_once", *best).expected
    assert beyond == pytest.approx(parts)
    assert found.contrasts == len(found.to_dataframe())


def test_what_the_effects_cannot_foretell_is_told(monkeypatch, small: Scenario):
    """Three add 64 jointly. Levers and pairs take up ±1/8 of it as their own, so they miss it by 64/8 everywhere."""
    found = by_formula(monkeypatch, small, 7, surprise=64.0)
    assert found.missed_by("paid_once") == pytest.approx(64 / 8)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_with_what_is_mixed(monkeypatch, small: Scenario, lang: str):
    found = by_formula(monkeypatch, small, 10)
    said = " ".join(text_of(found, lang).split())
    assert found.mixed_with("a", "b") == [("g", "h")]
    assert "a × b" in said
    assert f"{len(found.comparison.names)} {'of' if lang == 'en' else 'dari'} 1" in said
    assert max(map(len, text_of(found, lang).splitlines())) <= 100
    (row,) = (one for one in data_of(found)["effects"] if one["levers"] == "a + b" and one["criterion"] == "paid_once")
    assert row["mixed_with"] == "g + h"
