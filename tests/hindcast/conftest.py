"""One roughly calibrated hindcast for all who look at one."""

from __future__ import annotations

import pytest

from prakerja.study import Hindcast, hindcast


@pytest.fixture(scope="session")
def found() -> Hindcast:
    return hindcast(as_of=["2020-05-19"], draws=40, seed=7, quick=True, workers=1, shelf=None)
