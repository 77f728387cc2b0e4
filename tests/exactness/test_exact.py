"""The programme's counts and the twin's persons have the same law, at sizes where small differences show.

1,200 runs of the twin against 12,000 futures of the programme (160 and 1,600 in the world of a thousand people), in
twelve worlds, each of which has a thousand quantities or more: means, variances, distributions (KS), cross-covariances
of a tenth of the quantities, all at a family-wise level of 0.001 a world (Holm), and the energy test on the vectors
of all quantities, at 0.001. A mean that is off by 0.2 standard deviations is found with a probability of 0.9: |z| >
5.3 is needed, and 0.2 / sqrt(1/1200 + 1/12000) = 6.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from tests.exactness.conftest import Tell
from tests.exactness.energy import PERMUTATIONS, energy, vectors
from tests.exactness.results import LEVEL, Compared, by_test
from tests.exactness.worlds import RUNS, WORLDS, world
from tests.person.compare import ENOUGH, Finding, compared, off_the_mode
from tests.person.samples import Sample, of_cohorts, of_persons

pytestmark = pytest.mark.slow

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


@cache
def _both(name: str) -> tuple[Sample, Sample]:
    runs = RUNS[name] if name == "rates" else 3 * RUNS[name]
    return of_persons(world(name), runs, seed=10_000), of_cohorts(world(name), 10 * runs, seed=7)


# A world's tests go to one process where there are several: the samples are drawn once.
in_every_world = pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.xdist_group(n)) for n in WORLDS])


@in_every_world
def test_same_means_variances_and_distributions(name: str, tell: Tell) -> None:
    """Of every quantity, by itself."""
    tried = compared(*_both(name))
    _tell_all(tell, name, tried)
    assert [found for found in tried if found.p < LEVEL] == []


@in_every_world
def test_same_covariances(name: str, tell: Tell) -> None:
    """Of the main quantities on some days, each with each: the mean product of distances from the pooled means."""
    persons, cohorts = (_products(sample, _centres(*_both(name))) for sample in _both(name))
    tried = [replace(found, test="covariance") for found in compared(persons, cohorts) if found.test == "mean"]
    _tell_all(tell, name, tried)
    assert [found for found in tried if found.p < LEVEL] == []


@in_every_world
def test_same_joint_law(name: str, tell: Tell) -> None:
    """Vectors of all quantities: 400 futures from each engine (160 in the world of a thousand people)."""
    persons, cohorts = vectors(*({what: x[: RUNS[name]] for what, x in sample.items()} for sample in _both(name)))
    statistic, p = energy(persons, cohorts)
    what = f"vectors of {persons.shape[1]:,}, {PERMUTATIONS} permutations"
    tell(Compared(name, "energy", 1, statistic, what, p, len(persons), len(cohorts)))
    assert p > LEVEL


def _tell_all(tell: Tell, name: str, tried: Sequence[Finding]) -> None:
    persons, cohorts = (len(sample["registered@0"]) for sample in _both(name))
    for result in by_test(name, tried, persons, cohorts):
        tell(result)


def _centres(*samples: Sample) -> dict[str, float]:
    """Give the pooled means of what is shown and varies enough for the normal approximation, as in `compare`."""
    least = ENOUGH / min(len(numbers) for sample in samples for numbers in sample.values())
    names = [name for name in samples[0] if name.partition("@")[0].partition(".")[0] in _SHOWN]
    shown = [name for name in names if int(name.partition("@")[2]) in _SHOWN_DAYS]
    pooled = {name: np.concatenate([sample[name] for sample in samples]) for name in shown}
    return {name: float(values.mean()) for name, values in pooled.items() if off_the_mode(values) >= least}


def _products(sample: Sample, centres: dict[str, float]) -> Sample:
    away = {name: sample[name] - centre for name, centre in centres.items()}
    return {f"{a} x {b}": away[a] * away[b] for a, b in combinations(away, 2)}
