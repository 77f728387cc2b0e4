"""Small worlds full of chance, which together switch on every rule; each changes the base world of `tiny`."""

from __future__ import annotations

from typing import Any

from prakerja.scenario import Scenario
from tests.worlds.tiny import calendar, ceiling, day, institution, partner, platform, tiny, wave


def over(*by_day: float) -> dict[str, Any]:
    """Make a lag from the weights of its days."""
    return {"dist": "empirical", "by_day": list(by_day)}


_SOME_PEOPLE = {
    "world.registration.interested": 120.0,
    "world.registration.launch_per_day": 40.0,
    "world.registration.launch_fade_days": 3.0,
    "world.registration.steady_per_day": 2.0,
    "world.registration.day_to_day_cv": 0.5,
}

_APPLYING = {
    **_SOME_PEOPLE,
    "world.registration.opening_per_day": 30.0,
    "world.registration.opening_fade_days": 2.0,
    "world.registration.email_verified": 0.8,
    "world.registration.identity_verified": 0.9,
    "world.joining.fresh": 0.6,
    "world.joining.again": 0.5,
    "world.joining.patience_days": 8.0,
    "world.joining.day": over(3, 1, 2, 1),
    "world.joining.eligible": 0.85,
    "world.joining.on_priority_list": 0.35,
    "world.provinces": {"a": {"weight": 5.0}, "b": {"weight": 3.0}, "c": {"weight": 2.0}},
    "policy.province_weights.rule": {"a": 1.0, "b": 1.0, "c": 2.0},
    "policy.selection.priority_share": 0.6,
    "policy.waves": {
        "1": wave(0, 2, 4, 15, province_weights="rule"),
        "2": wave(3, 5, 8, 20),
        "3": wave(7, 9, 10, 25, priority_share=0.1, province_weights="rule"),
    },
}

_TRAINING = {
    "world.purchase.probability": 0.85,
    "world.purchase.lag": over(1, 3, 2, 2, 1, 1, 1),
    "world.purchase.later_probability": 0.5,
    "world.purchase.later_days": 2.0,
    "world.completion.probability": 0.8,
    "world.completion.lag": over(1, 2, 3, 2, 1, 1),
    "world.validation.probability": 0.9,
    "world.validation.lag": over(2, 1, 1, 1),
    "policy.purchase.window_days": 5,
}

_PLACES_TO_LEARN = {
    "world.platforms": {"p": platform(2.0, daily_capacity=3), "q": platform(1.0, daily_capacity=3)},
    "policy.platforms": {"p": {"leaves": day(9)}, "q": {"joins": day(4)}},
    "world.institutions": {"i": institution(1.0, daily_intake=2), "j": institution(2.0, daily_intake=3)},
    "policy.institutions": {
        "i": {"suspensions": {"s": {"first": day(7), "last": day(10)}}},
        "j": {"leaves": day(13)},
    },
    "policy.training.deadline": day(20),
    "world.eras": {
        "old": {
            "until": day(5),
            "purchase": {"source": "tiny", "probability": 0.7, "lag": over(1, 1, 1)},
            "completion": {"source": "tiny", "probability": 0.9, "lag": over(0, 1, 1)},
            "validation": {"source": "tiny", "probability": 0.6, "lag": over(1, 1, 1)},
        }
    },
}

_PAYING = {
    "policy.partners": {"bank": {"working_days_only": True}, "wallet": {"working_days_only": False}},
    "world.partners": {"bank": partner(3, failure=0.3, weight=2.0), "wallet": partner(2.5, failure=0.1)},
    "world.payment.daily_capacity": 4.7,
    "world.survey.response": 0.6,
    "policy.payment.days_between_incentives": 12,
    "policy.payment.survey_after_days": 3,
    "policy.payment.retry_days": 3,
}

_SHOCKS_OF_PAYING = {
    "policy.partners": {
        "bank": {"working_days_only": True, "leaves": day(30)},
        "wallet": {"working_days_only": False, "joins": day(10)},
    },
    "world.partners": {"bank": partner(6, failure=0.3, weight=2.0), "wallet": partner(3, failure=0.1)},
    "world.outages.o": {
        "source": "tiny",
        "partner": "bank",
        "first": day(15),
        "last": day(18),
        "capacity_left": 0.4,
    },
    "policy.payment.suspensions": {"s": {"first": day(20), "last": day(22)}},
    "world.mass_failures": {"source": "tiny", "first_after_days": 7.5, "every_days": 17.0, "lasts_days": 2.0},
    "policy.payment.blackouts": {
        "b": {"first": day(35), "last": day(40), "due": "brought forward", "advance_days": 4},
        "c": {"first": day(50), "last": day(52), "due": "put off", "advance_days": 0},
    },
}

_PLANNED = {
    **_SOME_PEOPLE,
    "world.joining.again": 0.7,
    "world.joining.fresh": 0.8,
    "world.joining.day": over(2, 1, 1),
    "policy.waves": {"1": wave(0, 2, 4, 10)},
    "policy.calendar": calendar(3, every=4, open_days=2, announce_after=6, last=30),
    "policy.quota": {"source": "tiny", "rule": "fixed", "places": 12},
    "policy.target": {"source": "tiny", "recipients": 60, "by": day(99)},
    "world.interruption": {"source": "tiny", "starts_after_days": 8.6, "lasts_days": 4.0},
}

_CHANGING = {
    "as_of": day(5),
    "world.change": {
        "source": "tiny",
        "payment_capacity": 3.0,
        "over_days": 8.0,
        "steady_registrations": 2.0,
        "opening_registrations": 3.0,
        "joining_odds": 0.3,
        "purchase_speed": 0.6,
        "purchase_odds": 0.4,
        "completion_speed": 1.8,
        "completion_odds": 2.5,
        "validation_speed": 0.5,
        "validation_odds": 0.3,
    },
}
"""People are under way in every stage on the as-of date; one wave is open, and one opens later."""

_HURRIED = {
    "policy.training.deadline": day(12),
    "world.hurry": {"source": "tiny", "window": 3.0, "deadline": 4.0, "days": 2},
}
"""The last days to order of a first wave come before the as-of date of `_CHANGING`, those of a second one after it."""

_CLASSES = {
    "world.classes": {
        "far": {"source": "tiny", "provinces": ["b", "c"], "purchase_odds": 0.3, "completion_odds": 0.4},
        "listed": {"source": "tiny", "group": "list", "provinces": ["a"], "purchase_odds": 3.0, "validation_odds": 0.2},
    },
}
"""Two classes and the rest, in queues together."""

CHANCY: dict[str, dict[str, Any]] = {
    "applying": _APPLYING,
    "training": {
        **_TRAINING,
        **_PLACES_TO_LEARN,
        "world.registration.interested": 40.0,
        "policy.waves": {"1": wave(0, 0, 1, 15), "2": wave(3, 3, 5, 20)},
    },
    "paying": {
        **_PAYING,
        "world.registration.interested": 30.0,
        "policy.waves": {"1": wave(0, 0, 1, 10), "2": wave(3, 3, 5, 20)},
        "world.validation.lag": over(1, 1, 1),
    },
    "shocks": {
        **_TRAINING,
        **_PAYING,
        **_SHOCKS_OF_PAYING,
        "world.registration.interested": 30.0,
        "policy.waves": {"1": wave(0, 0, 1, 30)},
    },
    "changing": {
        **_APPLYING,
        **_TRAINING,
        **_PAYING,
        **_CHANGING,
        "policy.waves": {"1": wave(0, 0, 1, 20), "2": wave(3, 5, 6, 30), "3": wave(6, 8, 9, 20)},
    },
    "hurried": {
        **_TRAINING,
        **_CHANGING,
        **_HURRIED,
        "world.registration.interested": 60.0,
        "policy.waves": {"1": wave(0, 0, 1, 20, window_days=4), "2": wave(3, 3, 5, 30)},
    },
    "classes": {
        **_APPLYING,
        **_TRAINING,
        **_PLACES_TO_LEARN,
        **_PAYING,
        **_CLASSES,
        "policy.waves": {"1": wave(0, 0, 1, 25), "2": wave(3, 5, 6, 30)},
    },
    "planned": {**_TRAINING, **_PLANNED, "policy.budget": ceiling(40.5)},
    "all": {
        **_PLANNED,
        **_APPLYING,
        **_TRAINING,
        **_PLACES_TO_LEARN,
        **_PAYING,
        **_SHOCKS_OF_PAYING,
        "policy.calendar": calendar(11, every=4, open_days=2, announce_after=6, last=30),
        "policy.budget": ceiling(50.5),
        "world.joining.list_size": 12.0,
    },
}
"""Changes of the base world by name."""


def chancy(name: str) -> Scenario:
    """Make one of the worlds."""
    return tiny(CHANCY[name])
