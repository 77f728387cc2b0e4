"""What was gathered of several policies, with its names: which policy, criterion, series, day and province is where."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import xarray as xr

from prakerja.programme import members
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.comparison.gather import KEPT_SERIES, QUANTILES, Gathering
from prakerja.study.comparison.policy import Policy


def labelled(policies: Sequence[Policy], criteria: Sequence[Criterion], found: Gathering) -> xr.Dataset:
    """Return what was gathered as the data of a comparison, whose first policy is the baseline."""
    base = policies[0].scenario
    by_day, quantiles = ("policy", "series", "day"), ("policy", "series", "day", "quantile")
    return xr.Dataset(
        {
            "outcome": (("policy", "criterion", "draw"), found.outcomes),
            "by_day": (quantiles, found.by_day),
            "gap": (quantiles, found.gaps),
            "expected": (by_day, found.means),
            "expected_gap": (by_day, found.mean_gaps),
            "selected": (("policy", "province", "draw"), found.provinces),
        },
        coords={
            "policy": [policy.name for policy in policies],
            "criterion": [criterion.name for criterion in criteria],
            "series": list(KEPT_SERIES),
            "day": np.array(base.days.dates, dtype="datetime64[ns]"),
            "quantile": list(QUANTILES),
            "province": members(base)["province"],
        },
    )
