"""What a forecast says is what its ensemble holds, counted again by hand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from prakerja.scenario import InputError
from prakerja.study import Forecast, forecast
from prakerja.study.runs.answers import Probability, Range, Reached


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast("scenarios/small.toml", draws=40, seed=3, cache=None)


def test_effective_is_selected_less_revoked_and_chances_count_draws(found: Forecast) -> None:
    day = found.scenario.days.number(found.scenario.policy.target.by)
    selected, revoked = (np.asarray(found.ensemble[name])[day] for name in ("selected", "revoked"))
    np.testing.assert_array_equal(found.values("effective"), selected - revoked)
    at_least = float(np.median(selected - revoked))
    chance = found.chance("effective", at_least=at_least)
    assert chance.probability == np.mean(selected - revoked >= at_least)
    assert chance.draws_to_halve_error == 160


def test_error_of_a_chance_is_near_the_binomial_and_never_zero() -> None:
    """With k of n the Jeffreys posterior is Beta(k + 1/2, n - k + 1/2); its sd at 250 of 1000 is 1.0 x the binomial."""
    some = Probability.counted(np.arange(1000) < 250)
    assert some.error == pytest.approx(math.sqrt(0.25 * 0.75 / 1000), rel=0.002)
    none = Probability.counted(np.zeros(1000, dtype=bool))
    # a = 1/2, b = 1000.5: sqrt(500.25 / (1001^2 x 1002))
    assert none.error == pytest.approx(math.sqrt(500.25 / (1001**2 * 1002)))
    assert none.probability == 0


def test_both_needs_the_target_and_no_cut(found: Forecast) -> None:
    cut = np.asarray(found.ensemble["wave_cut"]).sum(axis=0)
    reached = found.values("selected") >= found.scenario.policy.target.recipients
    assert found.chance_of_both("selected").probability == np.mean(reached & (cut == 0))
    assert found.chance_within_ceiling().probability == np.mean(cut == 0)


def test_paid_out_and_absorption_add_the_four_lines(found: Forecast) -> None:
    names = ("paid_training", "paid_incentive", "paid_survey", "paid_management")
    day = found.scenario.days.number(found.year_end)
    paid = sum(np.asarray(found.ensemble[name], dtype=float)[day] for name in names)
    np.testing.assert_array_equal(found.values("paid_out"), paid)
    assert found.absorption().expected == pytest.approx(np.mean(paid) / found.scenario.policy.budget.ceiling)


def test_reached_is_the_first_day_at_the_target(found: Forecast) -> None:
    series = np.asarray(found.series("selected"))
    days = [next((day for day, n in enumerate(one) if n >= 4000), None) for one in series.T]
    reached = found.reached("selected", at_least=4000)
    assert reached.never.probability == days.count(None) / 40
    in_order = sorted(day for day in days if day is not None)
    middle = in_order[math.ceil(len(in_order) / 2) - 1]
    assert reached.median == found.scenario.days.date(middle)


def test_never_reached_has_no_dates() -> None:
    never = Reached.on(np.full(5, np.inf), date(2020, 4, 11))
    assert (never.never.probability, never.median) == (1, None)


def test_ranges_are_the_quantiles_they_are_named_after() -> None:
    spread = Range.of(np.arange(1001.0), "persons")
    assert spread.expected == spread.median == 500
    assert spread.ranges == {50: (250, 750), 80: (100, 900), 90: (50, 950)}


def test_the_jam_is_the_queue_with_most_person_days(found: Forecast) -> None:
    jam = found.jam
    assert jam is not None
    days = found.scenario.days
    span = slice(days.number(found.scenario.as_of), days.number(found.year_end) + 1)
    queue = np.asarray(found.ensemble["backlog"]).sum(axis=1)[span]
    assert jam.where == "partner"
    assert jam.share == 1  # platforms and institutions have no limit in this scenario
    assert jam.peak.expected == pytest.approx(queue.max(axis=0).mean())


def test_median_wait_is_that_of_people(found: Forecast) -> None:
    paid = np.asarray(found.ensemble["first_wait"])
    waits = [np.median(np.repeat(np.arange(len(one)), one.astype(int)), axis=0) for one in paid.T]
    # the lower of two middle persons, where the number is even
    assert np.abs(found.first_wait().expected - np.mean(waits)) <= 0.5


def test_every_quantity_is_in_the_table(found: Forecast) -> None:
    table = found.to_dataframe()
    assert list(table.columns) == ["unit", "expected", "p5", "p10", "p25", "p50", "p75", "p90", "p95"]
    assert table.loc["selected", "expected"] == pytest.approx(found.values("selected").mean())
    assert {"owed", "effective", "paid_out", "backlog"} <= set(table.index)


def test_funnels_of_the_waves_add_up_to_the_totals(found: Forecast) -> None:
    waves = found.waves()
    for name in ("selected", "revoked", "bought", "completed", "validated", "paid_once"):
        assert waves[name].sum() == pytest.approx(found.values(name).mean(), rel=1e-4)
    assert (waves["selected"] - waves["revoked"] - waves["bought"]).abs().max() < 1e-2


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda f: f.chance("effectiv"), "did you mean effective?"),
        (lambda f: f.range("owed", on="2020-13-01"), "must be a date"),
        (lambda f: f.range("owed", on="2022-01-01"), "must lie from 2020-04-11 to 2021-03-31"),
    ],
)
def test_what_cannot_be_asked_is_said(found: Forecast, ask, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("?", r"\?")):
        ask(found)
