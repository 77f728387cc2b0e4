"""Products of distances from the pooled means: of two quantities of one future, and of one quantity of two futures."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from tests.person.compare import ENOUGH, off_the_mode
from tests.person.samples import Sample

_SHOWN = (
    "registered",
    "joined",
    "selected",
    "revoked",
    "bought",
    "completed",
    "paid_once",
    "backlog",
    "owed",
    "paid_survey",
)
_SHOWN_DAYS = (4, 8, 12, 18, 26, 45)


def products(*samples: Sample) -> list[Sample]:
    """Multiply the main quantities on some days, each with each: whose means are equal has equal covariances."""
    return [{f"{a} x {b}": away[a] * away[b] for a, b in combinations(away, 2)} for away in _away(*samples)]


def neighbours(*samples: Sample) -> list[Sample]:
    """Multiply the same of the first future and the second, of the third and the fourth, and so on.

    Examples
    --------
    >>> one, other = np.tile([1.0, 1.0, -1.0, -1.0], 30), np.tile([1.0, -1.0, -1.0, 1.0], 30)
    >>> shared, apart = neighbours({"owed@4": one}, {"owed@4": other})
    >>> [float(found["owed@4 x its neighbour"].mean()) for found in (shared, apart)]
    [1.0, -1.0]
    """
    return [
        {f"{name} x its neighbour": away[:-1:2] * away[1::2] for name, away in sample.items()}
        for sample in _away(*samples)
    ]


def _away(*samples: Sample) -> list[Sample]:
    """Take the pooled means from what is shown and varies enough for the normal approximation, as in `compare`."""
    least = ENOUGH / min(len(numbers) for sample in samples for numbers in sample.values())
    names = [name for name in samples[0] if name.partition("@")[0].partition(".")[0] in _SHOWN]
    shown = [name for name in names if int(name.partition("@")[2]) in _SHOWN_DAYS]
    pooled = {name: np.concatenate([sample[name] for sample in samples]) for name in shown}
    centres = {name: float(values.mean()) for name, values in pooled.items() if off_the_mode(values) >= least}
    return [{name: sample[name] - centre for name, centre in centres.items()} for sample in samples]
