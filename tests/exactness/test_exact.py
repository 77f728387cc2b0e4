"""The programme's counts and the twin's persons have the same law, at sizes where small differences show.

1,200 runs of the twin against 12,000 futures of the programme (160 and 1,600 in the world of a thousand people), in
thirteen worlds, each of which has a thousand quantities or more: means, variances, distributions (KS),
cross-covariances of a tenth of the quantities, and of these with their like in the next future, all at a family-wise
level of 0.001 a world (Holm), and the energy test on the vectors of all quantities, at 0.001. A mean that is off by 0.2
standard deviations is found with a probability of 0.9: |z| > 5.3 is needed, and 0.2 / sqrt(1/1200 + 1/12000) = 6.6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.exactness.conftest import Tell
from tests.exactness.energy import PERMUTATIONS, energy, vectors
from tests.exactness.products import neighbours, products
from tests.exactness.results import LEVEL, Compared, by_test
from tests.exactness.worlds import PATHS, RUNS, WORLDS, world
from tests.person.compare import MEAN_OF, Finding, compared
from tests.person.samples import Sample, of_cohorts, of_persons

pytestmark = pytest.mark.slow

Both = tuple[Sample, Sample]


@pytest.fixture(scope="module", params=WORLDS)
def name(request: pytest.FixtureRequest) -> str:
    """Name a world."""
    return str(request.param)


@pytest.fixture(scope="module")
def both(name: str) -> Both:
    """Draw futures of a world from the twin, and from the programme."""
    runs, paths = RUNS[name] if name == "rates" else 3 * RUNS[name], PATHS.get(name)
    return of_persons(world(name), runs, 10_000, paths), of_cohorts(world(name), 10 * runs, 7, paths)


def test_same_means_variances_and_distributions(name: str, both: Both, tell: Tell) -> None:
    """Of every quantity, by itself."""
    tried = compared(*both)
    _tell_all(tell, name, both, tried)
    assert [found for found in tried if found.p < LEVEL] == []


def test_same_covariances(name: str, both: Both, tell: Tell) -> None:
    """Of the main quantities on some days, each with each: the mean product of distances from the pooled means."""
    tried = [replace(found, test="covariance") for found in compared(*products(*both)) if found.test == "mean"]
    _tell_all(tell, name, both, tried)
    assert [found for found in tried if found.p < LEVEL] == []


def test_no_future_knows_another(name: str, both: Both, tell: Tell) -> None:
    """The same quantity of two futures that follow each other: in both engines they have nothing in common."""
    tried = [replace(found, test="neighbours") for found in compared(*neighbours(*both)) if found.test == "mean"]
    _tell_all(tell, name, both, tried)
    assert [found for found in tried if found.p < LEVEL] == []


def test_same_joint_law(name: str, both: Both, tell: Tell) -> None:
    """Vectors of all quantities: 400 futures from each engine (160 in the world of a thousand people)."""
    whole = [{what: x for what, x in sample.items() if not what.startswith(MEAN_OF)} for sample in both]
    persons, cohorts = vectors(*({what: x[: RUNS[name]] for what, x in sample.items()} for sample in whole))
    statistic, p = energy(persons, cohorts)
    what = f"vectors of {persons.shape[1]:,}, {PERMUTATIONS} permutations"
    tell(Compared(name, "energy", 1, statistic, what, p, len(persons), len(cohorts)))
    assert p > LEVEL


def _tell_all(tell: Tell, name: str, both: Both, tried: Sequence[Finding]) -> None:
    persons, cohorts = (len(sample["registered@0"]) for sample in both)
    for result in by_test(name, tried, persons, cohorts):
        tell(result)
