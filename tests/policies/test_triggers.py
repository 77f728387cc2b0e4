"""Laws of the triggers, on pictures of every kind: what they may never do, whatever is watched."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.policy import RULES, View, met
from prakerja.policy.triggers import react
from prakerja.scenario import InputError, load
from prakerja.scenario.triggers import SIGNPOSTS, Trigger
from prakerja.study.forecasting.headroom import Headroom
from tests.policies.test_rules import FIRST, stated, views

PLAN = load("scenarios/small.toml")


@st.composite
def triggers(draw: st.DrawFn) -> Trigger:
    """One of any signpost, with a mark that may be met or not; or of a day that is past."""
    name = draw(st.sampled_from(list(SIGNPOSTS)))
    mark = draw(st.sampled_from([0.0, 0.5, 1.0] if name == "kept" else [0.0, 3.0, 300.0]))
    marked = {"signpost": name, draw(st.sampled_from(["above", "below"])): mark, "stays": draw(st.booleans())}
    when = draw(st.sampled_from([marked, {"watched_from": FIRST}]))
    if draw(st.booleans()):
        rule = draw(st.sampled_from(list(RULES)))
        return Trigger(source="test", **when, then=draw(stated(rule)))
    return Trigger(source="test", **when, times=draw(st.sampled_from([0.0, 0.3, 1.0])))


def test_everything_that_can_be_watched_is_shown_by_the_view() -> None:
    view = View.of(target=10, selected=[1, 2])
    assert all(np.shape(getattr(view, name)) == (2,) for name in SIGNPOSTS)


@settings(max_examples=60)
@given(data=st.data(), real=st.booleans())
def test_a_trigger_never_met_changes_nothing(data: st.DataObject, real: bool) -> None:
    """Nor does one that is not watched yet: the same numbers of the same kind, to the bit."""
    view, watched = data.draw(views(real)), data.draw(st.lists(triggers(), max_size=3))
    rule = data.draw(st.sampled_from(list(RULES)))
    places = RULES[rule](view, data.draw(stated(rule)))
    later = [trigger.model_copy(update={"watched_from": date(2021, 3, 1)}) for trigger in watched]
    found = react(view, later, places)
    assert found.dtype == places.dtype
    assert found.tobytes() == places.tobytes()
    none = replace(view, met=np.zeros((len(watched), 3), dtype=bool))
    assert not met(none, later).any()


@settings(max_examples=60)
@given(data=st.data(), real=st.booleans())
def test_places_are_those_of_the_rule_or_of_a_trigger_and_the_fewest(data: st.DataObject, real: bool) -> None:
    """Of the kind people are counted in, never negative; future by future, in whatever order triggers stand."""
    view, watched = data.draw(views(real)), data.draw(st.lists(triggers(), min_size=2, max_size=3))
    places = np.array([700, 801, 9000], dtype=view.selected.dtype)
    found = react(view, watched, places)
    assert (found.dtype, found.shape) == (places.dtype, places.shape)
    assert (found >= 0).all()
    assert found.tolist() == react(view, watched[::-1], places).tolist()
    alone = [react(view, [trigger], places) for trigger in watched]
    hit = met(view, watched)
    for future in range(3):
        allowed = [one[future] for one, is_met in zip(alone, hit, strict=True) if is_met[future]]
        assert found[future] == (min(allowed) if allowed else places[future])


@settings(max_examples=40)
@given(data=st.data())
def test_the_places_of_a_future_depend_on_that_future_only(data: st.DataObject) -> None:
    view, watched = data.draw(views()), data.draw(st.lists(triggers(), min_size=1, max_size=3))
    before = np.array([data.draw(st.tuples(*[st.booleans()] * 3)) for _ in watched])
    view, places = replace(view, met=before), RULES["fixed"](view, data.draw(stated("fixed")))
    together = react(view, watched, places)
    arrays = {f.name: getattr(view, f.name) for f in fields(view) if isinstance(getattr(view, f.name), np.ndarray)}
    for one in range(3):
        alone = replace(view, **{name: array[..., one : one + 1] for name, array in arrays.items()})
        assert react(alone, watched, places[one : one + 1]).tolist() == [together[one]]


@settings(max_examples=40)
@given(data=st.data())
def test_what_was_met_stays_met_if_it_stays(data: st.DataObject) -> None:
    view, trigger = data.draw(views()), data.draw(triggers())
    before = replace(view, met=np.ones((1, 3), dtype=bool))
    now = met(view, [trigger])
    assert met(before, [trigger]).tolist() == ([[True] * 3] if trigger.stays else now.tolist())


@pytest.mark.parametrize("rule", ["recycle revoked", "over-select"])
def test_a_trigger_may_bring_a_rule_that_gives_more_than_the_target(rule: str) -> None:
    """Then it is not said that the effective reach it only if nobody is revoked."""
    more: dict[str, Any] = {"recycle_from": date(2020, 9, 10)} if rule == "recycle revoked" else {}
    then = {"source": "test", "rule": rule, "places": 800, "smallest": 1, **more}
    trigger = {"source": "test", "signpost": "kept", "below": 0.9, "then": then}
    assert Headroom.of(PLAN).no_more
    assert not Headroom.of(PLAN.replace({"policy.triggers.lost": trigger})).no_more


def test_a_plan_without_triggers_has_the_hash_it_had() -> None:
    """The table is not there unless it is stated: what is kept, and what was told of plans before, holds."""
    assert "triggers" not in PLAN.values()["policy"]


def test_a_part_of_a_trigger_is_replaced_by_its_path() -> None:
    trigger = {"source": "test", "signpost": "backlog", "above": 5, "times": 0.5}
    plan = PLAN.replace({"policy.triggers.jam": trigger}).replace({"policy.triggers.jam.above": 7})
    assert plan.policy.triggers is not None
    assert plan.policy.triggers["jam"].above == 7
    with pytest.raises(InputError, match=r"policy.triggers.jam.above\s+-1.0\s+must be between 0"):
        plan.replace({"policy.triggers.jam.above": -1.0})
