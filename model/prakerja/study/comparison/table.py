"""The table of a comparison: every difference in a row, with both policies named, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

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
