"""The budget by its lines: what of each is committed, paid out, owed, returned and not yet earned on a day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.study.runs.ensemble import Ensemble

LINES = ("training", "incentive", "survey", "management")
"""The lines of the budget, as `[policy.budget]` of a scenario names them."""

MEASURES = ("committed", "paid_out", "owed", "returned", "unearned")
"""What is told of a line: committed is paid out, owed, returned or not (yet) earned."""

ByLine = Mapping[str, NDArray[Any]]
"""By the names of `MEASURES`, rupiah of shape (line, draw); the lines as in `LINES`."""


def lines_on(ensemble: Ensemble, day: int) -> ByLine:
    """Return the books on a day by budget line: exact, from the totals of the journal, of which that day alone is read.

    A package consists of its lines, so what the selected and the revoked move is theirs by line. Who is validated has
    earned all incentives; what else is owed are surveys. What came back and is in no package of the revoked are lapsed
    balances of training. Management is spent as the days go by, and committed as it is spent.

    Parameters
    ----------
    day
        A day number.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> from prakerja.study import run_ensemble
    >>> books = lines_on(run_ensemble(load("scenarios/small.toml"), draws=4, cache=None), day=200)
    >>> parts = sum(books[name] for name in ("paid_out", "owed", "returned", "unearned"))
    >>> bool((parts == books["committed"]).all())
    True
    """
    benefits = ensemble.scenario.policy.benefits
    incentives = np.int64(benefits.incentives * benefits.incentive)  # people are int32, and rupiah would not fit
    package = np.array([benefits.training, incentives, benefits.surveys * benefits.survey])

    def total(name: str) -> NDArray[Any]:
        return np.asarray(ensemble[name].isel(day=day))

    paid = np.stack([total(f"paid_{line}") for line in LINES])
    committed, owed, returned = (np.zeros_like(paid) for _ in "cor")
    committed[:3], returned[:3] = (package[:, None] * total(name) for name in ("selected", "revoked"))
    committed[3] = paid[3]
    returned[0] += total("returned") - returned.sum(axis=0)
    owed[1] = incentives * total("validated") - paid[1]
    owed[2] = total("owed") - owed[1]
    unearned = committed - paid - owed - returned
    return dict(zip(MEASURES, (committed, paid, owed, returned, unearned), strict=True))
