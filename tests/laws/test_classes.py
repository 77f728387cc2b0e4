"""Classes that differ in nothing: people are told apart, and every law is what it was."""

from __future__ import annotations

from tests.person.chancy import CHANCY
from tests.person.compare import findings
from tests.person.samples import of_cohorts
from tests.worlds.tiny import tiny

ONE = {"purchase_odds": 1.0, "completion_odds": 1.0, "validation_odds": 1.0}
CLASSES = {"a": {"source": "law", "provinces": ["b"], **ONE}, "b": {"source": "law", "provinces": ["c"], **ONE}}


def test_classes_with_the_same_odds_are_no_classes() -> None:
    """1,000 futures of each, with queues, counters that leave, and a deadline: no mean, variance or law differs.

    A mean that is off by 0.25 standard deviations is found four times in five: 0.25 / sqrt(2/1000) = 4.8 + 0.84.
    """
    world = {path: value for path, value in CHANCY["classes"].items() if path != "world.classes"}
    with_classes = of_cohorts(tiny({**world, "world.classes": CLASSES}), 1000, seed=1)
    assert findings(with_classes, of_cohorts(tiny(world), 1000, seed=2), level=0.001) == []
