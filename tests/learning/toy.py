"""Two programmes small enough to calibrate in a blink, and figures published about them.

*Decided*: everyone eligible is selected, so the selected are 100,000 x `eligible`, straight in a value whose prior is
normal; the office's counts have no discrepancy. The posterior is a formula.

*Chain*: 40,000 recipients on day 1 and 40,000 more on day 6, who buy over three days, finish over three more, and are
validated the day after; nothing waits. Three shares are unknown, and how far the model may miss.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from prakerja.programme import Expectation, simulate
from prakerja.scenario import Observation, Observations, Scenario
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.observation_operator import source_of
from prakerja.study.calibration.statements import HOURS
from tests.worlds.tiny import LAUNCH, ceiling, day, partner, tiny, wave

PEOPLE = 100_000
AS_OF = 14

BOUGHT, COMPLETED, PAID = (
    "bought_training_cumulative",
    "completed_first_training_cumulative",
    "incentive_recipients_cumulative",
)
SELECTED, REGISTERED = "selected_cumulative", "registered_cumulative"
PIPELINE = {BOUGHT: (5, 9, 13), COMPLETED: (7, 13), PAID: (8, 14)}
"""Days on which the figures of the chain are published."""

_LARGE: dict[str, Any] = {
    "as_of": day(AS_OF),
    "clock": {"launch": LAUNCH, "year_end": day(24), "ends": day(24)},
    "policy.target": {"source": "tiny", "recipients": 2 * PEOPLE, "by": day(24)},
    "policy.training": {"source": "tiny", "deadline": day(24)},
    "policy.budget": ceiling(4 * PEOPLE),
    "world.registration.interested": float(PEOPLE),
    "world.registration.launch_per_day": 1e8,
    "world.partners": {"bank": partner(1e9)},
}

_OVER_DAYS = {"dist": "empirical", "by_day": [0.0, 0.4, 0.35, 0.25]}


def decided(**changes: Any) -> Scenario:
    """Make the programme whose selected are a straight line in what is unknown."""
    believed = {"dist": "normal", "mean": 0.5, "sd": 0.02}
    waves = {"1": wave(0, 0, 1, 2 * PEOPLE)}
    return tiny(_LARGE | {"policy.waves": waves, "world.joining.eligible": believed} | _dotted(changes))


def chain(**changes: Any) -> Scenario:
    """Make the programme of three unknown shares."""
    waves = {"1": wave(0, 0, 1, 40_000), "2": wave(5, 5, 6, 40_000)}
    shares = {
        "world.purchase.probability": {"dist": "beta", "mean": 0.8, "sd": 0.08},
        "world.completion.probability": {"dist": "normal", "mean": 0.7, "sd": 0.08},
        "world.validation.probability": {"dist": "uniform", "low": 0.5, "high": 0.9},
    }
    lags = {"world.purchase.lag": _OVER_DAYS, "world.completion.lag": _OVER_DAYS}
    return tiny(_LARGE | {"policy.waves": waves} | shares | lags | _dotted(changes))


WANDERING = ("purchase_odds", "completion_odds", "completion_speed")
"""The rates of the chain that wander in `drifting`."""


def drifting(**changes: Any) -> Scenario:
    """Make the chain, with rates that take a step every five days, from the day of the first purchases on."""
    far: dict[str, Any] = {name: {"since": day(2), "in_a_quarter": 6} for name in WANDERING}
    far["completion_speed"]["forgets_after_days"] = 8
    size = {"dist": "lognormal", "median": 1, "p90": 1.6}
    return chain(world__drift={"source": "tiny", "every_days": 5, "size": size, **far}, **changes)


def _dotted(changes: dict[str, Any]) -> dict[str, Any]:
    """Let a path be a keyword: two underscores stand for a dot."""
    return {path.replace("__", "."): value for path, value in changes.items()}


def figure(quantity: str, on: int, value: float, said: int | None = None, **more: Any) -> Observation:
    """Make a published figure; it is published on its day unless another is said."""
    published = day(on if said is None else said)
    about = {
        "unit": "persons",
        "wave": "",
        "of": "",
        "confidence": "high",
        "note": "",
        "flag": "",
        "dated": "said",
        "source_url": "tiny",
    }
    return Observation(day(on), published, quantity, float(value), **(about | more))


def published(*rows: Observation) -> Observations:
    """Make a file of figures."""
    return Observations(tuple(rows), frozenset(row.quantity for row in rows))


def simulated(scenario: Scenario, z: np.ndarray, days: dict[str, tuple[int, ...]], rng: np.random.Generator,
              confidence: str = "high", said: bool = True) -> Observations:  # fmt: skip
    """Publish figures of the world that normal numbers z (1, unknown) stand for, with discrepancy and error.

    Written anew from the sentences of `discrepancy`, not with its code: a random walk that steps with the increments in
    the order of the true days of the counts, and beside it grade, and the hour where the day is said. Where it is not,
    what is told on one day is one statement, and its age is that of the world.
    """
    grade = {"high": 0.005, "med": 0.03}[confidence]
    about = {"confidence": confidence, "dated": "said" if said else ""}
    blank = [figure(name, on, 1.0, **about) for name, all_on in days.items() for on in all_on]
    likelihood = Likelihood.of(scenario, published(*blank))
    rows = []
    ages = likelihood.unknowns.ages(z)
    world, until = likelihood.unknowns.world(z), likelihood.until
    source = source_of(simulate(scenario, world, chance=Expectation, until=until), until)
    for reading in likelihood.readings:
        path = reading.path(source, scenario)
        old = np.array([ages[name][0] if name else 0.0 for name in reading.statements])
        on = np.arange(-1, len(path))
        height = np.interp(reading.days - old, on, [0.0, *path[:, 0]])
        order = np.argsort(height)
        steps = np.diff(height[order], prepend=0.0)
        walk = np.empty(len(steps))
        discrepancy = likelihood.unknowns.discrepancy(z, reading.group)[0]
        walk[order] = np.cumsum(discrepancy * steps * rng.standard_normal(len(steps)))
        _, slope = reading.read(path, ages)
        off = (HOURS if said else 0.0) * slope[:, 0] * rng.standard_normal(len(steps))
        printed = height + walk + off
        printed = printed + grade * printed * rng.standard_normal(len(steps))
        pairs = zip(reading.days, printed, strict=True)
        rows += [figure(reading.quantity, int(on), max(value, 0.0), **about) for on, value in pairs]
    return published(*rows)
