"""Baselines: worked out by hand, on what had been published only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prakerja.scenario import Observations, load_observations
from prakerja.study.evaluation.baselines import BASELINES, INCREMENT, TREND, baseline, known_points

LAUNCH = date(2020, 4, 11)
PUBLISHED = load_observations("scenarios/data/observations.csv")


def points(*values, every=10):
    return [(LAUNCH + timedelta(days=every * n), float(value)) for n, value in enumerate(values)]


def rows_of(*figures):
    """Make observations of one count: (observed, published, value, flag)."""
    row = next(row for row in PUBLISHED if row.quantity == "completed_first_training_cumulative")
    made = [
        replace(row, observed_on=date(2020, *seen), published_on=date(2020, *said), value=value, flag=flag)
        for seen, said, value, flag in figures
    ]
    return Observations(tuple(made), PUBLISHED.known)


def known(observations, as_of):
    return known_points(observations, "completed_first_training_cumulative", as_of, LAUNCH)


# What was known


def test_what_was_known_on_4_september():
    assert known(PUBLISHED, date(2020, 9, 4)) == [
        (date(2020, 4, 10), 0),
        (date(2020, 5, 19), 350_000),
        (date(2020, 6, 22), 477_971),
        (date(2020, 9, 4), 849_921),
    ]
    # On 26 June the figure of 22 June was not published yet.
    assert known(PUBLISHED, date(2020, 6, 26)) == [(date(2020, 4, 10), 0), (date(2020, 5, 19), 350_000)]


def test_nothing_is_known_of_a_count_before_its_first_figure():
    assert known_points(PUBLISHED, "revoked_cumulative", date(2020, 9, 4), LAUNCH) == []


def test_errors_are_left_out_conflicts_averaged_and_what_falls_left_out():
    rows = rows_of(
        ((5, 1), (5, 1), 10.0, ""),
        ((5, 5), (5, 5), 99.0, "error"),
        ((5, 9), (5, 9), 20.0, ""),
        ((5, 9), (5, 10), 30.0, "conflict"),
        ((5, 12), (5, 12), 22.0, "conflict"),
        ((5, 15), (5, 15), 40.0, "derived"),
    )
    assert known(rows, date(2020, 5, 31))[1:] == [(date(2020, 5, d), v) for d, v in ((1, 10), (9, 25), (15, 40))]


@given(st.dates(date(2020, 4, 11), date(2020, 9, 30)), st.floats(0, 1e13), st.sampled_from(sorted(BASELINES)))
def test_what_is_published_later_changes_nothing(as_of, value, rule):
    def forecasts(observations):
        found = {}
        for name in ("registered_cumulative", "selected_cumulative", "incentive_rupiah_cumulative"):
            what = known_points(observations, name, as_of, LAUNCH)
            found[name] = baseline(BASELINES[rule], what, [as_of, date(2020, 9, 30)], draws=3).tolist()
        return repr(found)

    changed = tuple(replace(row, value=value) if row.published_on > as_of else row for row in PUBLISHED)
    dropped = tuple(row for row in PUBLISHED if row.published_on <= as_of)
    assert forecasts(PUBLISHED) == forecasts(Observations(changed, PUBLISHED.known))
    assert forecasts(PUBLISHED) == forecasts(Observations(dropped, PUBLISHED.known))


# The two rules


def test_the_two_rules_by_hand():
    # 372,000 more finished between 22 June and 4 September, 74 days, were 5,026 a day: what by 15 September?
    what = known(PUBLISHED, date(2020, 9, 4))
    (staircase,) = baseline(INCREMENT, what, [date(2020, 9, 15)], draws=1)
    (line,) = baseline(TREND, what, [date(2020, 9, 15)], draws=1)
    assert staircase[0] == 849_921 + (849_921 - 477_971)
    assert line[0] == pytest.approx(849_921 + (849_921 - 477_971) / 74 * 11)


@given(st.integers(1, 6), st.floats(1, 1e6), st.floats(0, 1e6))
def test_where_figures_come_evenly_the_rules_agree(steps, rate, start):
    line = points(start, start + rate, start + 2 * rate)
    after = np.array([10.0 * steps])
    assert INCREMENT(line, after) == pytest.approx(TREND(line, after))


def test_the_spread_of_the_line_is_its_error_per_day_at_the_figures_before():
    # The line through 0 and 100 said 200 where 260 came, then 420 where 400 came: 6 and 2 a day, root mean square.
    line = points(0, 100, 260, 400)
    day = line[-1][0] + timedelta(days=5)
    (drawn,) = baseline(TREND, line, [day], draws=2001)
    assert drawn[1000] == pytest.approx(400 + 5 * 14)
    inside = np.searchsorted(drawn, 470 + 5 * np.sqrt((6**2 + 2**2) / 2)) / 2001
    assert inside == pytest.approx(0.841, abs=0.001)  # of a normal distribution below one sd
    assert drawn[0] == 400  # it cannot fall


def test_the_spread_of_the_staircase_is_its_error_per_step():
    # It said 200 where 260 came, then 420 where 400 came. In 25 days: three steps of 140, each as unsure as that.
    line = points(0, 100, 260, 400)
    (drawn,) = baseline(INCREMENT, line, [line[-1][0] + timedelta(days=25)], draws=2001)
    assert drawn[1000] == pytest.approx(400 + 3 * 140)
    below = np.searchsorted(drawn, 820 + 3 * np.sqrt((60**2 + 20**2) / 2)) / 2001
    assert below == pytest.approx(0.841, abs=0.001)
    # A figure that came after two steps' time was missed by half as much a step.
    uneven = [*points(0, 100), (LAUNCH + timedelta(days=30), 260.0)]
    (drawn,) = baseline(INCREMENT, uneven, [LAUNCH + timedelta(days=31)], draws=2001)
    assert drawn[1000] == 260 + 160
    assert np.searchsorted(drawn, 420 + 40 / 2) / 2001 == pytest.approx(0.841, abs=0.001)


def test_without_earlier_errors_the_spread_is_the_rate_itself():
    (drawn,) = baseline(TREND, points(0, 100), [LAUNCH + timedelta(days=15)], draws=2001)
    assert np.searchsorted(drawn, 150 + 50) / 2001 == pytest.approx(0.841, abs=0.001)


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=6),
    st.lists(st.integers(1, 200), min_size=1, max_size=4),
    st.sampled_from(sorted(BASELINES)),
)
def test_no_baseline_falls_and_each_is_sure_of_what_it_knows(steps, ahead, rule):
    line = points(*np.cumsum([0, *steps]))
    days = [day for day, _ in line] + [line[-1][0] + timedelta(days=n) for n in sorted(ahead)]
    drawn = baseline(BASELINES[rule], line, days, draws=7)
    assert drawn[: len(line)] == pytest.approx(np.array([[value] * 7 for _, value in line]))
    assert (np.diff(np.median(drawn, axis=1)) >= -1e-6).all()
    assert (drawn[len(line) :] >= line[-1][1] - 1e-6).all()


def test_where_nothing_was_known_there_is_no_baseline():
    assert np.isnan(baseline(TREND, [], [date(2020, 9, 15)], draws=4)).all()
