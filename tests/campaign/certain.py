"""Worlds without dice, for hypothesis: every share is none or all, every lag one day, and who is there is alone there.

Everyone registers on the launch or at an opening, as the rate is so high that 1 - exp(-rate / people) is 1. Whoever is
drawn then is like everyone else, so that every total of a day is certain, and both engines must have the same.
"""

from __future__ import annotations

import math
from typing import Any

from hypothesis import strategies as st

from prakerja.scenario import Scenario
from tests.laws.test_drift import drifts
from tests.laws.worlds import LAST, YEAR_END, Changes, changing, paying, spans, waving
from tests.worlds.tiny import LAUNCH, after, ceiling, day, institution, partner, platform, tiny, wave

AT_ONCE = 1e6
none_or_all = st.sampled_from([*[1.0] * 40, 0.0])
"""Mostly all: a dozen shares in a row must let somebody through to the money."""
one_day = st.sampled_from([1, 0, 2, 1, 0, 4, 9]).map(after)
at_most = st.sampled_from([math.inf, 5.0, 2.9, math.inf, 7.0, 1.0, 12.0, math.inf, 20.0, 0.0])
takes_over = st.one_of(st.none(), st.integers(1, 30))
"""The day on which a second member takes the place of the first."""


@st.composite
def certain_worlds(draw: st.DrawFn) -> Scenario:
    """Every rule, and no chance."""
    clock = {"launch": LAUNCH, "year_end": day(YEAR_END), "ends": day(draw(st.sampled_from([YEAR_END, LAST])))}
    parts = [draw(part) for part in (_applying(), waving(), _training(), _paying(), changing(), _more())]
    changes = {key: value for part in parts for key, value in part.items()}
    changes["policy.province_weights.rule"] = {"a": 1.0}
    changes |= draw(_a_sure_wave()) if draw(st.integers(0, 3)) else {}
    if "world.change" in changes:
        changes["world.change"] = {k: 2.5 if isinstance(v, dict) else v for k, v in changes["world.change"].items()}
    return tiny({"clock": clock, "policy.target.by": day(YEAR_END), **changes})


@st.composite
def _applying(draw: st.DrawFn) -> Changes:
    return {
        "world.registration.interested": draw(st.sampled_from([40.0, 7.0, 25.0, 40.0, 13.0, 40.0, 25.0, 0.0])),
        "world.registration.launch_per_day": draw(st.sampled_from([*[AT_ONCE] * 9, 0.0])),
        "world.registration.launch_fade_days": 1.0,
        "world.registration.opening_per_day": draw(st.sampled_from([0.0, AT_ONCE])),
        "world.registration.email_verified": draw(none_or_all),
        "world.registration.identity_verified": draw(none_or_all),
        "world.joining.fresh": draw(none_or_all),
        "world.joining.again": draw(none_or_all),
        "world.joining.patience_days": math.inf,
        "world.joining.day": draw(one_day),
        "world.joining.eligible": draw(none_or_all),
        "world.joining.on_priority_list": draw(none_or_all),
        "world.joining.list_size": draw(st.sampled_from([math.inf, 0.0, 4.0, 12.9])),
    }


@st.composite
def _a_sure_wave(draw: st.DrawFn) -> Changes:
    """A first wave with places and money, so that many worlds have people in every stage."""
    places = draw(st.sampled_from([15, 4, 60]))
    waves = {"sure": wave(0, draw(st.integers(0, 2)), draw(st.integers(3, 4)), places)}
    if draw(st.booleans()):
        waves["next"] = wave(draw(st.integers(2, 6)), draw(st.integers(6, 8)), draw(st.integers(9, 12)), places)
    budget = ceiling(draw(st.sampled_from([300.0, 30.0, 6.5])))
    return {"policy.waves": waves, "policy.budget": budget, "policy.calendar": None}


@st.composite
def _training(draw: st.DrawFn) -> Changes:
    changes: Changes = {
        "world.purchase.first_price_share": draw(st.sampled_from([0.0, 0.333, 1.0])),
        "world.purchase.later_probability": draw(none_or_all),
        "world.purchase.later_price_share": draw(st.sampled_from([0.0, 0.29, 1.0])),
        "world.purchase.later_days": 0.0,
        "policy.purchase.window_days": draw(st.sampled_from([1, 3, 9])),
        "policy.training.deadline": day(draw(st.sampled_from([30, YEAR_END, LAST + 9, 18, 9, 0]))),
    }
    for stage in ("purchase", "completion", "validation"):
        changes |= {f"world.{stage}.probability": draw(none_or_all), f"world.{stage}.lag": draw(one_day)}
    for sort, key, make in (("platforms", "daily_capacity", platform), ("institutions", "daily_intake", institution)):
        changes[f"world.{sort}"] = {name: make(1.0, **{key: draw(at_most)}) for name in ("first", "second")}
        changes[f"policy.{sort}"] = _one_after_another(draw(takes_over))
    if draw(st.booleans()):
        first, last = draw(spans())
        changes["policy.institutions"]["first"]["suspensions"] = {"s": {"first": day(first), "last": day(last)}}
    if draw(st.booleans()):
        stages = [name for name in ("purchase", "completion", "validation") if draw(st.booleans())]
        era = {name: {"source": "tiny", "probability": draw(none_or_all), "lag": draw(one_day)} for name in stages}
        changes["world.eras"] = {"old": {"until": day(draw(st.integers(0, 20))), **era}}
    return changes


@st.composite
def _paying(draw: st.DrawFn) -> Changes:
    changes = draw(paying())
    changes["policy.partners"] = _one_after_another(draw(takes_over), working_days_only=draw(st.booleans()))
    changes["world.partners"] = {name: partner(draw(at_most)) for name in ("first", "second")}
    if "world.outages.o" in changes:
        changes["world.outages.o"].pop("partner", None)
    if draw(st.booleans()):
        changes["policy.partners"]["first"]["every_day_from"] = day(draw(st.integers(0, 30)))
    if draw(st.booleans()):
        changes["policy.partners"]["first"]["enlarged"] = {"first": day(draw(st.integers(0, 30))), "times": 2.9}
    uncertain = isinstance(changes["world.payment.daily_capacity"], dict)
    return changes | {"world.survey.response": draw(none_or_all)} | (
        {"world.payment.daily_capacity": 4.5} if uncertain else {}
    )  # fmt: skip


@st.composite
def _more(draw: st.DrawFn) -> Changes:
    """Rates that wander, on paths that are drawn once for both engines, and haste at the end."""
    changes: Changes = {}
    if draw(st.booleans()):
        changes["world.drift"] = draw(drifts())
    if draw(st.booleans()):
        changes["world.hurry"] = {"source": "tiny", "window": 3.0, "deadline": 4.0, "days": draw(st.integers(1, 4))}
    return changes


def _one_after_another(taken_over: int | None, **more: Any) -> dict[str, Any]:
    """Return two members of which one is present on every day, the second from the stated day on."""
    never = LAST + 1
    turn = day(never if taken_over is None else taken_over)
    return {"first": {**more, "leaves": turn}, "second": {**more, "joins": turn}}
