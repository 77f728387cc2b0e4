"""What the figures of 4 September can tell at all, on the shipped scenario."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.scenario import load, observations_of
from prakerja.study.calibration.identifiability import NOTICEABLE, effects
from prakerja.study.calibration.likelihood import Likelihood


@pytest.fixture(scope="module")
def moved():
    """How far each unknown moves any figure, from the middle of what is believed, in standard deviations."""
    scenario = load("scenarios/prakerja-2020.toml")
    likelihood = Likelihood.of(scenario, observations_of(scenario))
    names = likelihood.unknowns.names
    found = effects(likelihood, np.zeros((1, len(names)))).max(axis=0)
    return dict(zip(names, found, strict=True))


def test_capacity_is_prior(moved):
    """Spring never loaded the office: half of its capacity, one sd less, moves no figure by 0.3 of its error.

    So little is worth a twentieth of a unit of information; what a fit teaches about lags is twenty times as much.
    """
    assert moved["world.payment.daily_capacity"] < 0.3
    assert moved["world.change.payment_capacity"] == moved["world.mass_failures.every_days"] == 0
    assert max(moved[f"world.partners.{name}.failure"] for name in ("bni", "gopay", "linkaja", "ovo")) < NOTICEABLE
    assert moved["world.completion.lag.median"] > 1


def test_six_statements_by_four_september_have_an_age(moved):
    """Of 28 and 29 April, two of 19 May, 18 June and 4 September; wave counts, decrees and closings say their day."""
    days = sorted(name.removeprefix("age.")[:10] for name in moved if name.startswith("age."))
    assert days == ["2020-04-28", "2020-04-29", "2020-05-19", "2020-05-19", "2020-06-18", "2020-09-04"]
