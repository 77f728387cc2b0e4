"""The core of the programme as a world that both the model and its rival can play: seven waves of 800,000."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.person import scaled
from prakerja.scenario import Scenario, middle_world
from tests.worlds.tiny import ceiling, day, partner, tiny, wave

DAYS, DEADLINE, WINDOW = 270, 75, 30
WAVES = tuple(range(7, 50, 7))
PLACES, PEOPLE = 800_000, 8_000_000
PARTNERS = {"bank": (0.5, 60_000), "card": (0.2, 30_000), "purse": (0.2, 20_000), "wallet": (0.1, 15_000)}
"""Shares of the accounts, and payments a day: too few for the peak, enough for the year."""
ORDER = {"dist": "lognormal", "median": 5, "p90_over_median": 4.0, "longest": 45}
COURSE = {"dist": "lognormal", "median": 8, "p90_over_median": 3.0, "longest": 45}
CHECK = {"dist": "lognormal", "median": 5, "p90_over_median": 2.5, "longest": 45}
BUY, FINISH, PASS, RESPONSE = 0.9, 0.85, 0.9, 0.7


def core(scale: float = 1.0) -> Scenario:
    """Make the scenario; everyone registers on day 0 and joins every wave until selected. People shrink with scale."""
    whole = tiny(
        {
            "clock": {"launch": day(0), "year_end": day(DAYS - 1), "ends": day(DAYS - 1)},
            "policy.target": {"source": "core", "recipients": PEOPLE, "by": day(DAYS - 1)},
            "policy.waves": {f"{n:02}": wave(at - 1, at - 1, at, PLACES) for n, at in enumerate(WAVES)},
            "policy.budget": ceiling(PEOPLE),
            "policy.purchase.window_days": WINDOW,
            "policy.training.deadline": day(DEADLINE),
            "policy.partners": {name: {"working_days_only": False} for name in PARTNERS},
            "world.registration.interested": float(PEOPLE),
            "world.registration.launch_per_day": 30.0 * PEOPLE,
            "world.purchase.probability": BUY,
            "world.purchase.lag": ORDER,
            "world.completion": {"source": "core", "probability": FINISH, "lag": COURSE},
            "world.validation": {"source": "core", "probability": PASS, "lag": CHECK},
            "world.survey.response": RESPONSE,
            "world.partners": {name: partner(most, weight=share) for name, (share, most) in PARTNERS.items()},
        }
    )
    return whole if scale == 1 else scaled(whole, scale)


@dataclass(frozen=True)
class Numbers:
    """The same as plain numbers: what the rival's author would put at the top of the notebook."""

    days: int
    deadline: int
    window: int
    people: int
    waves: tuple[int, ...]
    places: int
    probabilities: tuple[float, float, float]
    lags: tuple[NDArray[np.float64], ...]
    shares: tuple[float, ...]
    capacities: tuple[int, ...]
    response: float
    between: int = 30
    after: int = 7


def numbers(scale: float = 1.0) -> Numbers:
    """Write the core down as plain numbers."""
    world = middle_world(core())
    lags = tuple(world.lag(f"world.{stage}.lag")[:, 0] for stage in ("purchase", "completion", "validation"))
    capacities = tuple(int(most * scale) for _, most in PARTNERS.values())
    return Numbers(
        days=DAYS,
        deadline=DEADLINE,
        window=WINDOW,
        people=round(PEOPLE * scale),
        waves=WAVES,
        places=round(PLACES * scale),
        probabilities=(BUY, FINISH, PASS),
        lags=lags,
        shares=tuple(share for share, _ in PARTNERS.values()),
        capacities=capacities,
        response=RESPONSE,
    )
