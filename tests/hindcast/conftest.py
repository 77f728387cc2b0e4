"""One roughly calibrated hindcast for all tests that need one."""

from __future__ import annotations

import pytest

from prakerja.study import Effort, Hindcast, hindcast

ROUGH = Effort(ensemble=32, particles=64, sweeps=8, draws=60)
"""Hardly a calibration, but all of its steps."""


@pytest.fixture(scope="session")
def found() -> Hindcast:
    return hindcast(as_of=["2020-05-19"], draws=40, seed=7, effort=ROUGH, workers=1, cache=None)
