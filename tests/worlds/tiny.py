"""A programme small enough to work out by hand.

The base world, in day numbers (day 0 is Monday 1 June 2020):

| day | what happens to its ten people |
|---|---|
| 0 | all ten register, are verified, and join the only wave, which opens and closes that day |
| 1 | the wave is announced: ten places for ten people |
| 2 | all order (lag 1), buy at the only platform, start at the only institution |
| 4 | all complete (lag 2) |
| 5 | all are validated (lag 1) and, capacity being 1,000 a day, paid the first incentive |
| 35, 65, 95 | the other incentives, 30 days apart |
| 12, 42, 72 | the surveys, each answered when its incentive is paid and paid 7 days later |

Registration of all on day 0 is certain: the stated rate is so high that 1 - exp(-rate / people) is 1 in double
precision. The year ends on day 99, the clock on day 119; training may go on until day 60. One package is
1,000,000 + 4 x 600,000 + 3 x 50,000 = 3,550,000. The ceiling leaves room for 100 packages after 100,000 for management,
which is 1,000 a day for 100 days.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from prakerja.scenario import Scenario
from prakerja.scenario.scenario import build

LAUNCH = date(2020, 6, 1)
PACKAGE = 3_550_000
MANAGEMENT = 100_000


def day(number: int) -> date:
    """Give the date of a day number."""
    return LAUNCH + timedelta(days=number)


def after(days: int) -> dict[str, Any]:
    """Make a lag of exactly so many days."""
    return {"dist": "empirical", "by_day": [0.0] * days + [1.0]}


def ceiling(packages: float) -> dict[str, Any]:
    """Make a budget with room for so many packages besides management."""
    room = int(packages * PACKAGE)
    lines = {"training": 0, "incentive": room, "survey": 0, "management": MANAGEMENT}
    return {"source": "tiny", "ceiling": room + MANAGEMENT, **lines}


def wave(opens: int, closes: int, announces: int, places: int | None, **more: Any) -> dict[str, Any]:
    """Make a fixed wave from day numbers; without places it asks the quota rule."""
    days = {"opens": day(opens), "closes": day(closes), "announces": day(announces)}
    return {"source": "tiny", **days, **({} if places is None else {"places": places}), **more}


def calendar(first_opens: int, every: int, open_days: int, announce_after: int, last: int) -> dict[str, Any]:
    """Make a calendar from day numbers."""
    return {
        "source": "tiny",
        "first_opens": day(first_opens),
        "every_days": every,
        "open_days": open_days,
        "announce_after_days": announce_after,
        "last_announces": day(last),
    }


def platform(weight: float = 1.0, **more: Any) -> dict[str, Any]:
    """Make a platform of the world."""
    return {"source": "tiny", "weight": weight, **more}


institution = platform
"""Make an institution of the world."""


def partner(capacity: float = 1000, failure: float = 0.0, weight: float = 1.0) -> dict[str, Any]:
    """Make a partner of the world."""
    return {"source": "tiny", "weight": weight, "daily_capacity": capacity, "failure": failure}


def many(people: int) -> dict[str, Any]:
    """Make the base world one of so many people, instead of ten, and end it when all are through the first course."""
    return {
        "world.registration.interested": float(people),
        "policy.waves": {"1": wave(0, 0, 1, people)},
        "policy.target.recipients": people,
        "policy.budget": ceiling(people),
        "world.partners": {"bank": partner(people)},
        "policy.benefits.incentives": 1,
        "policy.benefits.surveys": 0,
    }


def tiny(changes: Mapping[str, Any] | None = None) -> Scenario:
    """Make the base world, with values replaced by their dotted path.

    Examples
    --------
    >>> tiny({"policy.purchase.window_days": 3}).policy.purchase.window_days
    3
    """
    return build(tree_of(changes), where="tiny")


def tree_of(changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Make the base world's tree, as a file would hold it."""
    tree = deepcopy(_BASE)
    for path, value in (changes or {}).items():
        *tables, key = path.split(".")
        table = tree
        for step in tables:
            table = table.setdefault(step, {})
        table[key] = deepcopy(value)  # a later change may go into it
    return tree


_POLICY: dict[str, Any] = {
    "target": {"source": "tiny", "recipients": 1000, "by": day(99)},
    "waves": {"1": wave(0, 0, 1, 10)},
    "quota": {"source": "tiny", "rule": "no more waves"},
    "selection": {"source": "tiny", "priority_share": 0.0, "province_weights": "none"},
    "purchase": {"source": "tiny", "window_days": 10},
    "training": {"source": "tiny", "deadline": day(60)},
    "platforms": {"p": {}},
    "institutions": {"i": {}},
    "partners": {"bank": {"working_days_only": False}},
    "payment": {"source": "tiny", "days_between_incentives": 30, "survey_after_days": 7, "retry_days": 2},
    "benefits": {
        "source": "tiny",
        "training": 1_000_000,
        "incentive": 600_000,
        "incentives": 4,
        "survey": 50_000,
        "surveys": 3,
    },
    "budget": ceiling(100),
}

_WORLD: dict[str, Any] = {
    "registration": {
        "source": "tiny",
        "interested": 10.0,
        "steady_per_day": 0.0,
        "launch_per_day": 1_000_000.0,
        "launch_fade_days": 1.0,
        "opening_per_day": 0.0,
        "opening_fade_days": 1.0,
        "day_to_day_cv": 0.0,
        "email_verified": 1.0,
        "identity_verified": 1.0,
    },
    "joining": {
        "source": "tiny",
        "fresh": 1.0,
        "again": 1.0,
        "day": after(0),
        "eligible": 1.0,
        "on_priority_list": 0.0,
    },
    "purchase": {
        "source": "tiny",
        "probability": 1.0,
        "lag": after(1),
        "first_price_share": 0.4,
        "later_probability": 0.0,
        "later_price_share": 0.5,
        "later_days": 0.0,
    },
    "completion": {"source": "tiny", "probability": 1.0, "lag": after(2)},
    "validation": {"source": "tiny", "probability": 1.0, "lag": after(1)},
    "survey": {"source": "tiny", "response": 1.0},
    "platforms": {"p": platform()},
    "institutions": {"i": institution()},
    "partners": {"bank": partner()},
    "payment": {"source": "tiny"},
    "provinces": {"a": {"weight": 1.0}},
}

_BASE: dict[str, Any] = {
    "name": "tiny",
    "title": "A programme for ten people",
    "purpose": "Its answers can be worked out by hand.",
    "source": "Invented.",
    "as_of": day(0),
    "clock": {"launch": LAUNCH, "year_end": day(99), "ends": day(119)},
    "policy": _POLICY,
    "world": _WORLD,
}
