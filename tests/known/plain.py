"""The core of the programme, which a program in another language has simulated too: `plain.csv` holds what it found.

Ten waves of 5.6 million people in all, days to buy and to finish, four partners that are too slow at times, and four
incentives 30 days apart: no failed payments, no surveys. That program counts people by day as ours does, shares no line
with it, and was written from a description of its own: 4,000 replications at 1:1 and at 1:1000.

| quantity | here |
|---|---|
| days to buy | max(1, round(Gamma(shape 2, scale 3))), if that is at most 29 |
| days to finish | max(1, round(LogNormal(median 14, sigma 0.8))), of any length |

A scenario states no lag of more than 201 days, and no more are needed up to day 211: nobody starts before day 10, so
until then who takes longer is like one who never finishes, and `probability` is less by those. `worlds` puts in the
longer courses, up to the last that can end before the clock does, so the law of every day is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario import Draws, Scenario, middle_world
from prakerja.scenario.lag import EmpiricalLag
from tests.known.samples import tiled
from tests.worlds.tiny import after, ceiling, day, partner, tiny, wave

DAYS, WINDOW, BETWEEN, INCENTIVE = 265, 30, 30, 600_000
WAVES = (
    (9, 168_111), (16, 288_154), (23, 224_615), (124, 800_000), (131, 800_000), (140, 800_000), (150, 800_000),
    (160, 800_000), (168, 800_000), (175, 116_261),
)  # fmt: skip
"""Day of the announcement, and places, at 1:1."""
PARTNERS = {"a": (0.45, 40_000), "b": (0.25, 25_000), "c": (0.2, 20_000), "d": (0.1, 12_000)}
"""Shares of the accounts, and payments a day."""
BUY, FINISH = 0.92, 0.95
REFERENCE = Path(__file__).with_name("plain.csv")
"""Means and standard deviations of `REPLICATIONS`, by scale, day and quantity."""
REPLICATIONS = 4_000

Floats = NDArray[np.float64]


def rounded(law: Any, longest: int) -> Floats:
    """Give the probability of each day from 1 on of a lag that is rounded, and at least 1."""
    reached = law.cdf(np.arange(longest + 1) + 0.5)
    return np.append(reached[1], np.diff(reached[1:]))


TO_BUY = rounded(stats.gamma(2, scale=3), WINDOW - 1)
TO_FINISH = rounded(stats.lognorm(0.8, scale=14), DAYS - 1)
STATED = 201


def plain(scale: int = 1) -> Scenario:
    """Make the scenario, with so many times fewer people; all register on day 0, and join every wave until selected."""
    places = [round(people / scale) for _, people in WAVES]
    everyone, last = sum(places), day(DAYS - 1)
    return tiny(
        {
            "clock": {"launch": day(0), "year_end": last, "ends": last},
            "policy.target": {"source": "plain", "recipients": everyone, "by": last},
            "policy.waves": {
                f"{n:02}": wave(at - 1, at - 1, at, people)
                for n, ((at, _), people) in enumerate(zip(WAVES, places, strict=True))
            },
            "policy.budget": ceiling(everyone),
            "policy.purchase.window_days": WINDOW,
            "policy.training.deadline": last,
            "policy.partners": {name: {"working_days_only": False} for name in PARTNERS},
            "policy.payment.days_between_incentives": BETWEEN,
            "policy.benefits.incentive": INCENTIVE,
            "policy.benefits.surveys": 0,
            "world.registration.interested": float(everyone),
            "world.registration.launch_per_day": 40.0 * everyone,  # 1 - exp(-40) is 1 but for 4e-18
            "world.purchase.probability": BUY,
            "world.purchase.lag": {"dist": "empirical", "at_least": 1, "by_day": TO_BUY.tolist()},
            **finishing(STATED),
            "world.validation.lag": after(0),
            "world.partners": {
                name: partner(round(most / scale), weight=share) for name, (share, most) in PARTNERS.items()
            },
        }
    )


def finishing(longest: int) -> dict[str, Any]:
    """Say who finishes within so many days, and when."""
    days = TO_FINISH[:longest]
    lag = {"dist": "empirical", "at_least": 1, "by_day": days.tolist()}
    return {"world.completion.probability": FINISH * float(days.sum()), "world.completion.lag": lag}


def worlds(scenario: Scenario, count: int) -> Draws:
    """Give so many futures of the one world, with the courses that are longer than a scenario can state."""
    draws, finish = tiled(middle_world(scenario), count), finishing(len(TO_FINISH))
    lag = EmpiricalLag.model_construct(**finish.pop("world.completion.lag"))
    return replace(draws.replace(finish), lags={**draws.lags, "world.completion.lag": lag})


def quantities(futures: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Give what is compared, in the words of the reference, each (day, draw)."""
    made, tried, waiting = (futures[name] for name in ("paid", "attempted", "backlog"))
    people = {name: futures[name] for name in ("selected", "bought", "revoked", "completed")}
    kinds = {f"incentive {kind + 1}": made[:, kind].cumsum(axis=0) for kind in range(4)}
    rupiah = {f"rupiah {name}": tried[:, n].cumsum(axis=0) * INCENTIVE for n, name in enumerate(PARTNERS)}
    return {**people, **kinds, **rupiah, **{f"queue {name}": waiting[:, n] for n, name in enumerate(PARTNERS)}}
