"""What is worth measuring, against closed forms; and what tells nothing is worth nothing."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.sensitivity.information_value import Question, question
from prakerja.study.sensitivity.ranks import rank_correlations
from prakerja.study.sensitivity.smooth import noise


def asked(y: np.ndarray, at_least: float | None = None, **values: np.ndarray) -> Question:
    return question(values, list(values), "owed", y, at_least)


def test_normal_prior_and_normal_data_have_a_closed_form_and_the_error_is_honest():
    # Y = 0.75 X + 0.66 E: knowing X takes away 0.75^2 = 0.5625 of the variance. 30 questions of 400 draws.
    rng = np.random.default_rng(1)
    slope = 0.75
    found = []
    for _ in range(30):
        x, rest = rng.normal(size=(2, 400))
        (worth,) = asked(slope * x + np.sqrt(1 - slope**2) * rest, x=x).worth
        found.append((worth.estimate, worth.error))
    shares, errors = np.array(found).T
    scatter = shares.std(ddof=1)
    assert abs(shares.mean() - slope**2) < 4 * scatter / np.sqrt(30) + 0.005  # and a smoother's bias of half a percent
    assert 0.7 < errors.mean() / scatter < 1.5  # a scatter of 30 is known to 13 %


def test_knowing_it_narrows_the_typical_error_to_what_is_left():
    rng = np.random.default_rng(2)
    x, rest = rng.normal(size=(2, 4000))
    found = asked(3e12 * x + 4e12 * rest, x=x)
    assert found.error == pytest.approx(5e12, rel=0.03)
    assert found.error_knowing(found.worth[0]) == pytest.approx(4e12, rel=0.03)


def test_a_yes_or_no_is_worth_the_brier_score_it_saves():
    # whether X + E >= 0: E[I | x] = Phi(x) is uniform, its variance 1/12; the Brier score of saying one half is 1/4
    rng = np.random.default_rng(3)
    x, rest = rng.normal(size=(2, 4000))
    found = asked(x + rest, at_least=0.0, x=x)
    assert found.variance == pytest.approx(1 / 4, abs=1e-3)
    assert found.worth[0].share == pytest.approx(1 / 3, abs=0.04)  # 3 of its standard errors


def test_what_rank_correlation_cannot_see_is_seen():
    rng = np.random.default_rng(4)
    x, rest = rng.normal(size=(2, 2000))
    y = x**2 + rest
    assert abs(rank_correlations({"x": x}, y)[0].correlation) < 0.06
    assert asked(y, x=x).worth[0].share == pytest.approx(2 / 3, abs=0.05)  # Var(x^2) = 2, of 3


def test_values_that_tell_nothing_rise_above_the_floor_in_one_question_of_twenty():
    # 50 questions, ten values each: up to 8 false alarms have probability 0.999, were the level exact
    rng = np.random.default_rng(5)
    alarms = 0
    for _ in range(50):
        values = {f"x{n}": rng.random(128) for n in range(10)}
        found = asked(rng.lognormal(size=128), **values)
        assert all(worth.share == 0 or worth.estimate > found.floor for worth in found.worth)
        alarms += bool(found.telling)
    assert 1 <= alarms <= 8


def test_what_tells_nothing_is_estimated_at_next_to_nothing():
    # a spline explains at least 2 parts in 200 of mere noise, which is taken off again; choosing its stiffness by
    # looking at the data leaves some 0.7 % (measured), far below the floor
    rng = np.random.default_rng(7)
    found = noise(rng.normal(size=200), rng, 4000)
    assert abs(found.mean()) < 0.01
    assert np.quantile(found, 0.95) > 0.03


def test_a_rare_outlier_is_not_taken_for_knowledge():
    y = np.zeros(256)
    y[17] = 1
    rng = np.random.default_rng(6)
    found = asked(y, at_least=0.5, **{f"x{n}": rng.random(256) for n in range(20)})
    assert found.telling == []


def test_what_is_certain_asks_for_nothing():
    found = asked(np.full(100, 3.0), x=np.arange(100.0))
    assert (found.variance, found.worth) == (0.0, ())
