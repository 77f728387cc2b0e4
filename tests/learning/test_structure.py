"""A posterior of another structure, sealed as if it had been written so: refused in a line, in no time and memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from prakerja.scenario import InputError
from prakerja.study import Posterior
from tests.campaign.posteriors import VALUES, check_posterior, sound


def test_a_sound_one_is_read() -> None:
    assert Posterior.load(sound()).converged in (True, False)


@pytest.mark.parametrize(
    "change",
    [
        ("other kind", "ages/values", "", 1.0),
        ("gone", "ages/statement", "", 1.0),
        ("other shape", "readings/0/model", "", 1.0),
        ("no numbers", "readings/0/values", "", 1.0),
        ("endless", "readings/0/prior_model", "", 1.0),
        ("elsewhere", "by_series", "", 1.0),
        ("circle", "discrepancy/values", "", 1.0),
        ("other text", "/", "quality", "[" * 100_000),
        ("other attribute", "/", "seed", -1.0),
        *(("other values", "by_series", "", value) for value in VALUES if not np.isfinite(value) or value == 1e308),
        *(("one other value", "readings/0/model", "", value) for value in VALUES if not np.isfinite(value)),
    ],
    ids=lambda change: " ".join(map(str, (*change[:3], str(change[3])[:8]))),
)
def test_what_cannot_be_a_posterior_is_refused(change: tuple[str, str, str, Any], tmp_path: Path) -> None:
    assert check_posterior([change], tmp_path)


def test_it_says_why(tmp_path: Path) -> None:
    check_posterior([("gone", "by_series", "", 1.0)], tmp_path)
    with pytest.raises(InputError, match=r"lacks .*by_series"):
        Posterior.load(tmp_path / "fuzzed.nc")
