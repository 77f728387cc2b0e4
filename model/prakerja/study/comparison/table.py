"""The tables of a comparison: every difference in a row, with both policies named; and future by future."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.comparison.paired import LEVEL, Difference
from prakerja.study.runs.answers import Probability, Range


def table(
    differences: Iterable[Difference],
    ranges: Mapping[str, Mapping[str, Range]],
    best: Mapping[str, Mapping[str, Probability]],
    regret: Mapping[str, Mapping[str, Range]],
) -> pd.DataFrame:
    """Return one row a criterion and policy: policy minus baseline, both named.

    Parameters
    ----------
    ranges, best, regret
        What to expect, the chance to be the best of all, and the regret, each by criterion and policy.
    """
    rows = []
    for found in differences:
        name, policy, baseline = found.criterion.name, found.policy, found.baseline
        ends = {f"difference_p{50 + side * 45:g}": found.futures.ranges[90][(side + 1) // 2] for side in (-1, 1)}
        rows.append({
            "criterion": name, "unit": found.criterion.unit, "better": found.criterion.better,
            "policy": policy, "baseline": baseline,
            "policy_expected": ranges[name][policy].expected,
            "baseline_expected": ranges[name][baseline].expected,
            "policy_minus_baseline": found.expected, "standard_error": found.error,
            "simultaneous_low": found.low, "simultaneous_high": found.high, **ends,
            "verdict": found.verdict, "chance_policy_better": found.better.probability,
            "chance_policy_best": best[name][policy].probability,
            "chance_baseline_best": best[name][baseline].probability,
            "policy_regret": regret[name][policy].expected, "baseline_regret": regret[name][baseline].expected,
            "more_draws_to_decide": found.more_draws,
        })  # fmt: skip
    frame = pd.DataFrame(rows).astype({"more_draws_to_decide": "Int64"})
    frame.attrs |= {"sign": "policy minus baseline", "simultaneous_level": LEVEL}
    return frame


def by_future(policies: Sequence[str], criteria: Sequence[Criterion], outcome: Floats) -> pd.DataFrame:
    """Return one row a future, policy and criterion: what the policy comes to there.

    Parameters
    ----------
    outcome
        Shape (policy, criterion, draw).
    """
    draws, kinds = outcome.shape[2], len(criteria)
    return pd.DataFrame({
        "draw": np.tile(np.arange(draws), len(policies) * kinds),
        "policy": np.repeat(policies, kinds * draws),
        "criterion": np.tile(np.repeat([one.name for one in criteria], draws), len(policies)),
        "unit": np.tile(np.repeat([one.unit for one in criteria], draws), len(policies)),
        "value": outcome.reshape(-1),
    })  # fmt: skip


def of_world(values: Mapping[str, Floats]) -> pd.DataFrame:
    """Return one row a future and value of the world."""
    draws = len(next(iter(values.values())))
    return pd.DataFrame({
        "draw": np.tile(np.arange(draws), len(values)),
        "path": np.repeat(list(values), draws),
        "value": np.concatenate(list(values.values())),
    })  # fmt: skip
