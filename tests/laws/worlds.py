"""Small worlds of every kind, for hypothesis: each changes the base world of `tiny` and may switch on any rule."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from prakerja.scenario import Scenario
from tests.worlds.tiny import LAUNCH, calendar, ceiling, day, institution, partner, platform, tiny, wave

YEAR_END, LAST = 44, 54
"""Day numbers: 55 days are enough for the longest way through, and quick."""

Changes = dict[str, Any]
_FACTORS = ("payment_capacity", "steady_registrations", "opening_registrations", "joining_odds")
_WHAT = ("speed", "odds")

shares = st.sampled_from([0.0, 0.3, 0.5, 0.85, 1.0])
likely = st.sampled_from([0.5, 0.8, 0.95, 1.0])
limits = st.sampled_from([0.0, 1.0, 2.9, 5.0, math.inf])
pools = st.sampled_from([math.inf, 4.5, {"dist": "uniform", "low": 1, "high": 9}])
lags = st.lists(st.sampled_from([0.0, 1.0, 3.0]), min_size=1, max_size=8).filter(any).map(
    lambda by_day: {"dist": "empirical", "by_day": by_day}
)  # fmt: skip
uncertain = st.tuples(shares, shares).filter(lambda ends: ends[0] < ends[1]).map(
    lambda ends: {"dist": "uniform", "low": ends[0], "high": ends[1]}
)  # fmt: skip


@st.composite
def spans(draw: st.DrawFn, last: int = LAST) -> tuple[int, int]:
    """First and last day of something that goes on for a while."""
    first = draw(st.integers(1, last - 1))
    return first, draw(st.integers(first, min(first + 12, last)))


@st.composite
def applying(draw: st.DrawFn) -> Changes:
    """Who registers and joins."""
    return {
        "world.registration.interested": draw(st.sampled_from([0.0, 7.0, 40.0, 90.5])),
        "world.registration.steady_per_day": draw(st.sampled_from([0.0, 3.0])),
        "world.registration.launch_per_day": draw(st.sampled_from([15.0, 60.0, 1e6])),
        "world.registration.opening_per_day": draw(st.sampled_from([0.0, 30.0])),
        "world.registration.opening_fade_days": 2.0,
        "world.registration.day_to_day_cv": draw(st.sampled_from([0.0, 0.4, 1.5])),
        "world.registration.email_verified": draw(likely),
        "world.registration.identity_verified": draw(st.one_of(likely, uncertain)),
        "world.joining.fresh": draw(likely),
        "world.joining.again": draw(shares),
        "world.joining.patience_days": draw(st.sampled_from([3.0, float("inf")])),
        "world.joining.day": draw(lags),
        "world.joining.eligible": draw(likely),
        "world.joining.on_priority_list": draw(shares),
        "world.provinces": {name: {"weight": w} for name, w in (("a", 5.0), ("b", 3.0), ("c", draw(shares)))},
    }


@st.composite
def waving(draw: st.DrawFn) -> Changes:
    """Waves that may overlap, a calendar of more, money for a few or many."""
    waves, opens, announced = {}, draw(st.integers(0, 3)), 0
    for number in range(draw(st.integers(0, 3))):
        closes = opens + draw(st.integers(0, 3))
        announced = max(closes, announced) + draw(st.integers(1, 3))
        more: Changes = draw(st.sampled_from([{}, {"priority_share": 0.7}, {"province_weights": "rule"}]))
        waves[f"first {number}"] = wave(opens, closes, announced, draw(st.sampled_from([0, 4, 15, 60])), **more)
        opens += draw(st.integers(1, 4))
    changes: Changes = {
        "policy.waves": waves,
        "policy.selection.priority_share": draw(st.sampled_from([0.0, 0.29, 0.8, 1.0])),
        "policy.selection.province_weights": draw(st.sampled_from(["none", "rule"])),
        "policy.province_weights.rule": {"a": 1.0, "b": 2.0, "c": draw(st.sampled_from([0.0, 1.0]))},
        "policy.target.recipients": draw(st.sampled_from([10, 45, 1000])),
        "policy.budget": ceiling(draw(st.sampled_from([0.9, 6.5, 30.0, 300.0]))),
    }
    if draw(st.booleans()):
        open_days = draw(st.integers(0, 3))
        first = max(opens, announced) + draw(st.integers(0, 2))
        rhythm = draw(st.integers(1, 6)), open_days, open_days + draw(st.integers(1, 3))
        changes["policy.calendar"] = calendar(first, *rhythm, last=first + draw(st.integers(0, 30)))
        changes["policy.quota"] = {"source": "tiny", **draw(quotas())}
        if draw(st.booleans()):
            changes["policy.triggers"] = {"first": draw(triggers()), "second": draw(triggers())}
    if draw(st.booleans()):
        when = {"starts_after_days": draw(st.integers(0, 20)) + 0.7, "lasts_days": draw(st.sampled_from([0.5, 6.2]))}
        changes["world.interruption"] = {"source": "tiny", **when}
    return changes


@st.composite
def quotas(draw: st.DrawFn) -> Changes:
    """Rules for the places of the calendar's waves."""
    places, smallest = {"places": draw(st.sampled_from([0, 3, 20]))}, {"smallest": draw(st.sampled_from([0, 2]))}
    lost = draw(st.sampled_from([{}, {"unfilled": "lost"}]))
    late = draw(st.sampled_from([{}, {"first_paid_after": 12}]))
    ahead = draw(st.sampled_from([{}, {"days_ahead": 1}]))
    rules: dict[str, Changes] = {
        "fixed": places,
        "one big wave": {},
        "recycle revoked": {**places, **smallest, **late, "recycle_from": day(draw(st.integers(0, 20)))},
        "paced by backlog": {**places, **ahead, "longest_wait": draw(st.sampled_from([0.0, 1.5]))},
        "paced by completions": {**places, "most_in_training": draw(st.sampled_from([5, 40]))},
        "cash by year end": {"first_paid_after": draw(st.sampled_from([0, 15]))},
        "over-select": {**places, **smallest, **late},
    }
    rule = draw(st.sampled_from(list(rules)))
    return {"rule": rule, **rules[rule], **({} if rule == "over-select" else lost)}


@st.composite
def triggers(draw: st.DrawFn) -> Changes:
    """Something that is watched, and what is done then."""
    seen = draw(st.sampled_from([("selected", 3), ("in_training", 2), ("backlog", 1), ("kept", 0.9), ("opened", 0)]))
    marks = {"signpost": seen[0], draw(st.sampled_from(["above", "below"])): seen[1]}
    when = draw(st.sampled_from([marks, {**marks, "watched_from": day(9)}, {"watched_from": day(9)}]))
    what = draw(st.one_of(st.sampled_from([{"times": 0.0}, {"times": 0.4}]), quotas().map(lambda rule: {"then": rule})))
    if "then" in what:
        what = {"then": {"source": "tiny", **what["then"]}}
    return {"source": "tiny", "stays": draw(st.booleans()), **when, **what}


@st.composite
def training(draw: st.DrawFn) -> Changes:
    """Buying, learning, and the places where people queue for it."""
    changes: Changes = {
        "world.purchase.probability": draw(st.one_of(likely, uncertain)),
        "world.purchase.lag": draw(lags),
        "world.purchase.first_price_share": draw(st.sampled_from([0.0, 0.333, 1.0])),
        "world.purchase.later_probability": draw(shares),
        "world.purchase.later_price_share": draw(shares),
        "world.purchase.later_days": draw(st.sampled_from([0.0, 2.0, 30.0])),
        "world.completion.probability": draw(likely),
        "world.completion.lag": draw(lags),
        "world.validation.probability": draw(likely),
        "world.validation.lag": draw(lags),
        "policy.purchase.window_days": draw(st.sampled_from([1, 3, 9])),
        "policy.training.deadline": day(draw(st.sampled_from([0, 9, 18, 30, YEAR_END, LAST + 9]))),
        "world.platforms": {
            "p": platform(2.0, daily_capacity=draw(limits)),
            "q": platform(1.0, daily_capacity=draw(limits)),
        },
        "world.institutions": {
            "i": institution(1.0, daily_intake=draw(limits)),
            "j": institution(3.0, daily_intake=draw(limits)),
        },
        "policy.platforms": {"p": draw(memberships()), "q": {}},
        "policy.institutions": {"i": {}, "j": draw(memberships())},
    }
    if draw(st.booleans()):
        first, last = draw(spans())
        changes["policy.institutions"]["i"] = {"suspensions": {"s": {"first": day(first), "last": day(last)}}}
    if draw(st.booleans()):
        stage = {"source": "tiny", "probability": draw(likely), "lag": draw(lags)}
        era = {name: stage for name in ("purchase", "completion", "validation") if draw(st.booleans())}
        changes["world.eras"] = {"old": {"until": day(draw(st.integers(0, 20))), **era}}
    return changes


@st.composite
def memberships(draw: st.DrawFn) -> Changes:
    """Taking part always, from a day on, until a day, or both."""
    joins, leaves = draw(st.integers(1, 20)), draw(st.integers(21, 40))
    given = draw(st.sampled_from([(), ("joins",), ("leaves",), ("joins", "leaves")]))
    return {key: day(number) for key, number in (("joins", joins), ("leaves", leaves)) if key in given}


@st.composite
def paying(draw: st.DrawFn) -> Changes:
    """Partners, their calendars and their troubles."""
    incentives = draw(st.integers(1, 4))
    failures = st.sampled_from([0.0, 0.3, 0.95])
    changes: Changes = {
        "policy.partners": {
            "bank": {"working_days_only": True, **draw(memberships())},
            "wallet": {"working_days_only": draw(st.booleans())},
        },
        "world.partners": {
            "bank": partner(draw(limits), draw(failures), 2.0),
            "wallet": partner(draw(limits), draw(failures), 1.0),
        },
        "world.payment.daily_capacity": draw(pools),
        "world.survey.response": draw(shares),
        "policy.payment.days_between_incentives": draw(st.integers(1, 9)),
        "policy.payment.survey_after_days": draw(st.integers(0, 6)),
        "policy.payment.retry_days": draw(st.integers(1, 5)),
        "policy.benefits.incentives": incentives,
        "policy.benefits.surveys": draw(st.integers(0, incentives)),
    }
    for key, window in (("suspensions", {}), ("blackouts", {"due": "put off"})):
        if draw(st.booleans()):
            first, last = draw(spans())
            changes[f"policy.payment.{key}"] = {"w": {"first": day(first), "last": day(last), **window}}
    if draw(st.booleans()):
        first, last = draw(spans())
        early = {"due": "brought forward", "advance_days": draw(st.integers(0, 6))}
        changes["policy.payment.blackouts"] = {"w": {"first": day(first), "last": day(last), **early}}
    if draw(st.booleans()):
        first, last = draw(spans())
        days = {"first": day(first), "last": day(last)}
        who = draw(st.sampled_from([{"partner": "bank"}, {}]))
        changes["world.outages.o"] = {"source": "tiny", **who, **days, "capacity_left": draw(shares)}
    if draw(st.booleans()):
        when = {key: draw(st.sampled_from([1.0, 3.5, 8.0])) for key in ("first_after_days", "every_days", "lasts_days")}
        changes["world.mass_failures"] = {"source": "tiny", **when}
    if draw(st.booleans()):
        first, last = draw(spans())
        changes["world.linking_stop"] = {"source": "tiny", "first": day(first), "last": day(last)}
    return changes


@st.composite
def classes(draw: st.DrawFn, on_list: float) -> Changes:
    """Odds of their own for some people, if for any."""
    groups = ["list", "others"] if 0 < on_list < 1 else []
    who: list[Changes] = [{"group": group, "provinces": ["a"]} for group in groups]
    who += [{"provinces": ["b", "c"]}] if who else [{"provinces": ["a", "b"]}]
    own = st.sampled_from([0.0, 0.4, 3.0, {"dist": "uniform", "low": 0.5, "high": 2}])
    stages = draw(st.lists(st.sampled_from(["purchase", "completion", "validation"]), max_size=2, unique=True))
    if not stages:
        return {}
    stated = [{"source": "tiny", **one, **{f"{stage}_odds": draw(own) for stage in stages}} for one in who]
    return {"world.classes": {str(number): one for number, one in enumerate(stated)}}


@st.composite
def changing(draw: st.DrawFn) -> Changes:
    """What is other after a day, if anything."""
    if not draw(st.booleans()):
        return {}
    factors = st.sampled_from([0.3, 1.0, 2.5, {"dist": "uniform", "low": 0.5, "high": 3}])
    keys = (*_FACTORS, *(f"{s}_{what}" for s in ("purchase", "completion", "validation") for what in _WHAT))
    change = {key: draw(factors) for key in keys if draw(st.booleans())}
    size = draw(st.sampled_from([None, 0.0, 5.0, {"dist": "uniform", "low": 0, "high": 2}]))
    change |= {} if size is None else {"size": size}
    over = draw(st.sampled_from([0.5, 1.0, 7.5]))
    return {"as_of": day(draw(st.integers(0, 25))), "world.change": {"source": "tiny", "over_days": over, **change}}


@st.composite
def worlds(draw: st.DrawFn) -> Scenario:
    """Everything at once."""
    clock = {"launch": LAUNCH, "year_end": day(YEAR_END), "ends": day(draw(st.sampled_from([YEAR_END, LAST])))}
    parts = [draw(part()) for part in (applying, waving, training, paying, changing)]
    parts.append(draw(classes(parts[0]["world.joining.on_priority_list"])))
    return tiny(
        {"clock": clock, "policy.target.by": day(YEAR_END), **{k: v for part in parts for k, v in part.items()}}
    )
