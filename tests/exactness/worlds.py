"""The worlds of the proof: those of `tests.person.chancy`, and some in which rare rules matter."""

from __future__ import annotations

from typing import Any

from prakerja.scenario import Scenario
from tests.person.chancy import CHANCY, over
from tests.worlds.engines import Paths
from tests.worlds.tiny import PACKAGE, day, partner, platform, tiny, wave

_LISTED = {
    "world.registration.interested": 60.0,
    "world.joining.on_priority_list": 0.7,
    "policy.selection.priority_share": 0.3,
    "policy.waves": {"1": wave(0, 0, 1, 45), "2": wave(2, 2, 3, 10, priority_share=0.9)},
    "world.provinces": {"a": {"weight": 5.0}, "b": {"weight": 3.0}, "c": {"weight": 1.0}},
    "policy.province_weights.rule": {"a": 1.0, "b": 1.0, "c": 4.0},
    "policy.selection.province_weights": "rule",
}
"""Each group has too few people for its part of a wave, now the one, now the other; so have provinces."""

_LATE = {
    "world.registration.interested": 40.0,
    "policy.waves": {"1": wave(0, 0, 1, 20), "2": wave(2, 2, 3, 20)},
    "world.platforms.p": platform(daily_capacity=3),
    "world.purchase.lag": over(1, 1, 1, 1, 1, 1),
    "policy.training.deadline": day(11),
    "world.completion.lag": over(1, 1, 1, 1),
    "world.purchase.later_probability": 0.6,
    "world.purchase.later_days": 2.0,
}
"""Orders still wait at the platform when the deadline comes."""

_HANDOVER = {
    "world.registration.interested": 40.0,
    "policy.waves": {"1": wave(0, 0, 1, 40)},
    "world.validation.lag": over(1, 1, 1),
    "policy.partners": {
        "bank": {"working_days_only": False, "leaves": day(8)},
        "purse": {"working_days_only": False},
        "wallet": {"working_days_only": True},
    },
    "world.partners": {
        "bank": partner(3, failure=0.4, weight=6.0),
        "purse": partner(2, failure=0.2, weight=1.0),
        "wallet": partner(4, failure=0.0, weight=3.0),
    },
    "world.survey.response": 0.5,
    "policy.payment.days_between_incentives": 10,
    "policy.payment.survey_after_days": 2,
}
"""A partner leaves with a queue, failures at rest and payments to come, and two others share them."""

_MANY = 1000

_RATES = {
    "world.registration.interested": float(_MANY),
    "policy.waves": {"1": wave(0, 0, 1, _MANY // 2), "2": wave(2, 2, 3, _MANY)},
    "world.registration.identity_verified": 0.95,
    "world.joining.again": 0.8,
    "world.purchase.probability": 0.95,
    "world.completion.probability": 0.95,
    "world.validation.probability": 0.95,
    "world.survey.response": 0.95,
    "world.partners.bank": partner(10_000, failure=0.1),
    "policy.budget": {
        "source": "tiny",
        "ceiling": _MANY * PACKAGE,
        "training": 0,
        "incentive": 0,
        "survey": 0,
        "management": 0,
    },
}
"""Many people and no queues, so that a rate that is 1 % off shows: it moves the mean by 0.6 of a run's sd or more."""

WORLDS: dict[str, dict[str, Any]] = {
    **CHANCY,
    "listed": _LISTED,
    "late": _LATE,
    "handover": _HANDOVER,
    "rates": _RATES,
    "drifting": CHANCY["changing"],
}
"""Changes of the base world by name."""

_DRIFTING = (
    "payment_capacity", "steady_registrations", "opening_registrations", "joining_odds",
    *(f"{stage}_{what}" for stage in ("purchase", "completion", "validation") for what in ("speed", "odds")),
)  # fmt: skip

PATHS: dict[str, Paths] = {
    "drifting": {
        name: {day: 3.0 if (day + turn) % 3 else 0.2 for day in range(60)} for turn, name in enumerate(_DRIFTING)
    }
}
"""The paths of a world's draw, where it has some: factors that change from one day to the next, and not together."""

RUNS = {name: 160 if name == "rates" else 400 for name in WORLDS}
"""Runs of the twin in each world where a fault is to be found."""


def world(name: str, changes: dict[str, Any] | None = None) -> Scenario:
    """Make a world, with changes."""
    return tiny({**WORLDS[name], **(changes or {})})
