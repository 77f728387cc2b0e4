"""The scoreboard of hindcasts: every figure that came, beside what each forecaster had said of it, and the scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.scenario.observations import Observation
from prakerja.study.evaluation.scores import bias, brier, covered, crps, pit, quantiles_of, wis
from prakerja.study.evaluation.skill import Skill, relative_skill
from prakerja.study.runs.answers import LEVELS, QUANTILES
from prakerja.study.runs.quantities import OBSERVED

FORECAST, PRIOR, NAIVE = "forecast", "prior", ("increment", "trend")
"""The forecasters: the forecast as it is shown and exported; the uncalibrated forecast; and the two naive baselines."""

HORIZONS = (7, 14, 30)
"""Groups of horizons end after so many days from the as-of date."""


def scoreboard(
    as_of: date, figures: Sequence[Observation], samples: Mapping[str, Floats], rng: np.random.Generator
) -> pd.DataFrame:
    """Score what was said on one day.

    Parameters
    ----------
    as_of
        The day.
    figures
        What was published later.
    samples
        By forecaster, shape (figure, draw); NaN where it could say nothing.
    rng
        For the randomised PIT.

    Returns
    -------
    one row a figure and forecaster. `wis` and `crps` carry the figure's unit. `log_wis` is the WIS of the logarithm of
    one more than each number: much like a relative error, so it may be averaged over people and rupiah alike, and it
    is proper, which a score divided by what came would not be (Bosse et al. 2023). `brier` is that of the yes/no event
    that the figure lies above the straight line through the last two (`event`), which says whether growth quickens.
    """
    line = np.median(samples["trend"], axis=1)
    return pd.concat(
        [_rows(as_of, figures, name, sample, line, rng) for name, sample in samples.items()], ignore_index=True
    )


def _rows(
    as_of: date,
    figures: Sequence[Observation],
    name: str,
    sample: Floats,
    line: Floats,
    rng: np.random.Generator,
) -> pd.DataFrame:
    came = np.array([row.value for row in figures])
    q = quantiles_of(sample)
    unknown = np.isnan(sample).any(axis=1)
    chance, event = (sample > line[:, None]).mean(axis=1), came > line
    scores: dict[str, NDArray[np.generic]] = {
        "median": q[:, QUANTILES.index(0.5)],
        "low_90": q[:, QUANTILES.index(0.05)],
        "high_90": q[:, QUANTILES.index(0.95)],
        "wis": wis(q, came),
        "log_wis": wis(np.log1p(np.maximum(q, 0)), np.log1p(came)),
        "crps": crps(sample, came),
        **{f"within_{level}": covered(q, came, level).astype(np.float64) for level in LEVELS},
        "bias": bias(q, came),
        "pit": pit(sample, came, rng),
        "brier": np.where(np.isnan(line), np.nan, brier(chance, event)),
    }
    table = {
        "as_of": as_of,
        "forecaster": name,
        **{key: [getattr(row, key) for row in figures] for key in ("quantity", "wave", "unit", "flag")},
        "observed_on": [row.observed_on for row in figures],
        "published_on": [row.published_on for row in figures],
        "horizon": [(row.observed_on - as_of).days for row in figures],
        "value": came,
        "event": np.where(np.isnan(line), np.nan, event),
        **{key: np.where(unknown, np.nan, found.astype(np.float64)) for key, found in scores.items()},
    }
    return pd.DataFrame(table)


def paired(scores: pd.DataFrame, score: str) -> pd.DataFrame:
    """Lay a score of all forecasters side by side: one row a figure and as-of date of which all had a forecast.

    Returns
    -------
    a column a forecaster, and ``observed_on``
    """
    ours = scores[scores["forecaster"] == FORECAST].reset_index(drop=True)
    columns = {
        name: scores.loc[scores["forecaster"] == name, score].to_numpy() for name in (FORECAST, PRIOR, *NAIVE)
    }  # every forecaster has the same figures in the same order
    return pd.DataFrame(columns).assign(observed_on=ours["observed_on"]).dropna()


def skill(scores: pd.DataFrame, rivals: Sequence[str] = NAIVE, score: str = "log_wis") -> Skill:
    """Compare the calibrated forecast with the best of some rivals, over the figures of which all had a forecast."""
    table = paired(scores, score)
    return relative_skill(table[FORECAST], [table[name] for name in rivals], list(table["observed_on"]))


def horizon_group(days: int) -> int:
    """Return the end of the group of a horizon, in days; 0 for the last, which has none.

    Examples
    --------
    >>> [horizon_group(days) for days in (-1, 7, 8, 30, 31)]
    [7, 7, 14, 30, 0]
    """
    return next((end for end in HORIZONS if days <= end), 0)


def summary(scores: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sum the scores up by ``"as_of"``, ``"quantity"``, ``"horizon"`` (as from `horizon_group`), or all in one.

    Parameters
    ----------
    by
        The column; "" for all.

    Returns
    -------
    one row a group. `figures` and their `days`; within 50, 80 and 90 %: the part of the figures that each band held;
    the same of the targets that `--hub` exports (`exported_50` to `exported_90`); mean `bias`; `quickened`: the
    part of the figures above the line, and `brier` of saying so. Then, on the `compared` figures of which all
    forecasters had a forecast: `naive`, the error beside the better naive baseline's, with `low` and `high`; `prior`,
    beside the uncalibrated forecast's; and where all have one unit the mean `wis` of each
    """
    groups = {"": pd.Series("", index=scores.index), "horizon": scores["horizon"].map(horizon_group)}.get(by)
    groups = scores[by] if groups is None else groups
    order = sorted(groups.unique(), key=lambda name: (name == 0, name) if by == "horizon" else name)
    rows = {name: _summed(scores[groups == name]) for name in order}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(by or "all")


def _summed(scores: pd.DataFrame) -> dict[str, float]:
    ours = scores[scores["forecaster"] == FORECAST]
    exported = ours[ours["quantity"].isin(OBSERVED)]
    naive, prior = skill(scores), skill(scores, (PRIOR,))
    mean = paired(scores, "wis").mean(numeric_only=True)
    one_unit = ours["unit"].nunique() == 1
    return {
        "figures": len(ours),
        "days": ours["observed_on"].nunique(),
        **{f"within_{level}": float(ours[f"within_{level}"].mean()) for level in LEVELS},
        **{f"exported_{level}": float(exported[f"within_{level}"].mean()) for level in LEVELS},
        "bias": float(ours["bias"].mean()),
        "quickened": float(ours["event"].mean()),
        "brier": float(ours["brier"].mean()),
        "compared": naive.figures,
        "naive": naive.ratio,
        "low": naive.low,
        "high": naive.high,
        "prior": prior.ratio,
        **{f"wis_{name}": float(mean[name]) if one_unit else np.nan for name in (FORECAST, PRIOR, *NAIVE)},
    }
