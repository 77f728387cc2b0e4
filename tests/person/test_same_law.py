"""The programme moves counts, the twin moves persons: the laws of what both write down are the same.

200 runs of the twin against 2,000 futures of the programme, in each world; some 300 to 600 quantities (name,
member, day), means, variances and distributions, at a family-wise level of 0.001 a world (Holm). A mean that is off by
0.42 standard deviations is found four times in five: |z| > 4.8 is needed, and 0.42 / sqrt(1/200 + 1/2000) = 4.8 + 0.84.
The other worlds, and the heavier study that finds far smaller differences, are in `tests/exactness`.
"""

from __future__ import annotations

import pytest

from tests.person.chancy import chancy
from tests.person.compare import findings
from tests.person.samples import of_cohorts, of_persons

IN_THE_SUITE = ("all", "changing")
"""Everything at once, and what changes on the as-of date."""


@pytest.mark.parametrize("name", IN_THE_SUITE)
def test_same_law(name: str) -> None:
    """Nothing differs."""
    check_same_law(name)


def check_same_law(name: str) -> None:
    """Compare both engines in a world."""
    scenario = chancy(name)
    assert findings(of_persons(scenario, 200, seed=1000), of_cohorts(scenario, 2000, seed=1), level=0.001) == []
