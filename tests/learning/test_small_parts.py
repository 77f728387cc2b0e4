"""What faults put in by chance went through: columns of ages, what is told of progress, worth of draws, remarks."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.calibration.inference import _some
from prakerja.study.calibration.office_figures import _remarks
from prakerja.study.calibration.posterior import _shift
from prakerja.study.calibration.sampler import GROUPS, LOOK, Chains, Sampler, _forgetting
from prakerja.study.calibration.statements import age_of, unknown_of
from prakerja.study.calibration.unknowns import Unknowns
from tests.learning.toy import SELECTED, chain, figure

MOST = 100


def test_every_statement_has_the_age_of_its_own_column() -> None:
    unknowns = Unknowns.of(chain(), ("one", "other"))
    z = np.zeros((3, len(unknowns.names)))
    for number, name in enumerate(("one", "other"), start=1):
        z[:, unknowns.names.index(unknown_of(name))] = number * np.array([0.0, 1.0, -1.0])
    found = unknowns.ages(z)
    assert list(found) == ["one", "other"]
    assert found["one"].tolist() == age_of(np.array([0.0, 1.0, -1.0])).tolist()
    assert found["other"].tolist() == age_of(np.array([0.0, 2.0, -2.0])).tolist()


@pytest.fixture(scope="module")
def slow() -> tuple[Chains, list[float]]:
    """Sample 30 unknowns with so few particles that no look finds them converged; with what was told on the way."""
    rng, told = np.random.default_rng(1), []
    about = rng.standard_normal((64, 30))
    sampler = Sampler(lambda x: -0.5 * ((x - 1) ** 2).sum(axis=1), about, 64, rng)
    return sampler.run(MOST, told.append), told


def test_every_look_tells_as_much_more_as_it_has_done(slow: tuple[Chains, list[float]]) -> None:
    """Half is the way to the posterior, the other half its sweeps."""
    found, told = slow
    assert not found.converged
    looks = [part for part in told if 0.5 < part < 0.99]
    assert len(looks) >= 3
    np.testing.assert_allclose(np.diff(looks), 0.5 * LOOK / MOST)
    assert max(told) <= 1


def test_draws_are_worth_what_rhat_says_of_groups_of_their_size(slow: tuple[Chains, list[float]]) -> None:
    """R-hat squared is 1 - 1/n + 1/w for groups of n draws, where w is what the draws of a group are worth."""
    found, _ = slow
    particles, steps, _ = found.samples.shape
    np.testing.assert_allclose(found.ess, GROUPS / (found.rhat**2 - 1 + GROUPS / (particles * steps)))


def test_what_is_forgotten_is_what_particles_had_half_the_moves_ago() -> None:
    """Of six moves the fourth is the last once more, and all others have nothing in common with it."""
    one, other = np.array([[1.0], [-1], [1], [-1]]), np.array([[1.0], [1], [-1], [-1]])
    assert _forgetting([other, other, other, one, other, one]).tolist() == [1.0]
    assert _forgetting([one, one, one, other, one, one]).tolist() == [0.0]


def test_no_place_is_taken_twice_where_there_are_enough() -> None:
    places = np.arange(200.0).reshape(10, 20, 1)
    assert sorted(_some(places, 200, np.random.default_rng(1))[:, 0]) == list(range(200))
    assert len(set(_some(places, 150, np.random.default_rng(1))[:, 0])) == 150
    assert len(_some(places, 300, np.random.default_rng(1))) == 300


@pytest.mark.parametrize(
    ("flags", "on", "kinds"),
    [
        (("", ""), 5, ["contradicts"]),
        (("conflict", ""), 5, []),
        (("", "conflict"), 5, []),
        (("", ""), 6, []),
        (("", ""), 4, ["above_later"]),
    ],
)
def test_only_sure_figures_of_one_day_contradict_each_other(flags: tuple[str, str], on: int, kinds: list[str]) -> None:
    before, row = figure(SELECTED, 5, 100, flag=flags[0]), figure(SELECTED, on, 120, flag=flags[1])
    assert [remark.kind for remark in _remarks(row, [(7, before)])] == kinds


def test_a_value_that_is_the_same_in_every_draw_is_not_moved() -> None:
    assert _shift(np.full(4, 2.0), np.array([0.7, 0.1, 0.1, 0.1])) == 0
    assert _shift(np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.1, 0.4, 0.4])) == pytest.approx(0.6)
