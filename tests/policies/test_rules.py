"""Laws of the quota rules, on pictures of every kind: what no rule may ever do, whatever it sees."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from prakerja.policy import RULES, View
from prakerja.scenario.quotas import Quota

FIRST, YEAR_END = date(2020, 9, 3), date(2020, 12, 31)
GROSS = ["fixed", "one big wave", "paced by backlog", "paced by completions", "cash by year end"]
"""Rules that count the target on the selected."""

persons = st.integers(0, 9_000)


@st.composite
def views(draw: st.DrawFn, real: bool = False) -> View:
    """Pictures of three futures with whole persons, or real ones, each stage within the one before."""
    target, futures = draw(st.integers(0, 9_000)), []
    for _ in range(3):
        selected = draw(persons)
        decided = draw(st.integers(0, selected))
        revoked = draw(st.integers(0, decided))
        completed = draw(st.integers(0, selected - revoked))
        pledged, affordable, opened = draw(persons), draw(persons), draw(st.integers(0, 3))
        wait, left_over, backlog = draw(st.sampled_from([0.0, 3.0, 7.5, np.inf])), draw(persons), draw(persons)
        futures.append((selected, decided, revoked, completed, pledged, affordable, opened, wait, left_over, backlog))
    names = ("selected", "decided", "revoked", "completed", "pledged", "affordable", "opened")
    names += ("expected_wait", "left_over", "backlog")
    arrays: dict[str, Any] = {n: np.array(column) for n, column in zip(names, zip(*futures, strict=True), strict=True)}
    arrays["falling_due"] = np.array(draw(st.lists(st.tuples(persons, persons, persons), min_size=2, max_size=2)))
    arrays["a_working_day"] = np.array([draw(st.sampled_from([0.0, 500.0, np.inf])) for _ in range(3)])
    arrays["payable"] = np.array([arrays["a_working_day"], np.zeros(3)])
    if real:
        arrays |= {name: arrays[name] + draw(st.sampled_from([0.0, 0.25, 1 / 3])) for name in ("selected", "decided")}
    day = FIRST + timedelta(days=draw(st.integers(0, 100)))
    coming = tuple(day + timedelta(days=7 * n + 7) for n in range(draw(st.integers(1, 9))))
    return View.of(target, day, YEAR_END, coming, draw(st.sampled_from([0, 30, 90])), **arrays)


@st.composite
def stated(draw: st.DrawFn, rule: str) -> Any:
    """Parameters of a rule."""
    given: dict[str, Any] = {
        "places": draw(persons),
        "smallest": draw(st.integers(0, 500)),
        "recycle_from": FIRST + timedelta(days=draw(st.integers(0, 100))),
        "longest_wait": draw(st.sampled_from([0.0, 3.0, 7.0])),
        "days_ahead": draw(st.sampled_from([None, 1, 2])),
        "unfilled": draw(st.sampled_from([None, "lost"])),
        "most_in_training": draw(persons),
        "first_paid_after": draw(st.integers(0, 60)),
    }
    model = next(model for model in models() if rule in get_args(model.model_fields["rule"].annotation))
    known = {key: value for key, value in given.items() if key in model.model_fields}
    return TypeAdapter(Quota).validate_python({"rule": rule, "source": "test", **known})


def models() -> tuple[Any, ...]:
    return get_args(get_args(Quota)[0])


def test_every_rule_that_can_be_named_has_its_function() -> None:
    assert sorted(RULES) == sorted(word for m in models() for word in get_args(m.model_fields["rule"].annotation))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(data=st.data(), real=st.booleans())
def test_no_rule_gives_what_cannot_be_places(rule: str, data: st.DataObject, real: bool) -> None:
    """One number a draw, of the kind of the selected; whole where people are; never negative; the view as it was."""
    view, parameters = data.draw(views(real)), data.draw(stated(rule))
    before = {field.name: np.copy(getattr(view, field.name)) for field in fields(view)}
    places = RULES[rule](view, parameters)
    assert (places.shape, places.dtype) == (view.selected.shape, view.selected.dtype)
    assert (places >= 0).all()
    assert all(np.array_equal(before[field.name], getattr(view, field.name)) for field in fields(view))


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(data=st.data())
def test_no_rule_gives_more_than_remains(rule: str, data: st.DataObject) -> None:
    """To the target, counted on the selected; on the effective where places are recycled; else to the ceiling."""
    view, parameters = data.draw(views()), data.draw(stated(rule))
    if rule == "recycle revoked":
        most = np.maximum(view.target - view.effective - view.pledged, view.remaining)
    elif rule == "over-select":
        most = np.maximum(view.affordable - view.pledged, 0)
    else:
        most = view.remaining
    places = RULES[rule](view, parameters)
    assert (places <= most).all()
    assert (places <= getattr(parameters, "places", view.target)).all()


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=40)
@given(data=st.data())
def test_the_places_of_a_future_depend_on_that_future_only(rule: str, data: st.DataObject) -> None:
    view, parameters = data.draw(views()), data.draw(stated(rule))
    together = RULES[rule](view, parameters)
    arrays = {f.name: getattr(view, f.name) for f in fields(view) if isinstance(getattr(view, f.name), np.ndarray)}
    for one in range(3):
        alone = replace(view, **{name: array[..., one : one + 1] for name, array in arrays.items()})
        assert RULES[rule](alone, parameters).tolist() == [together[one]]


@pytest.mark.parametrize("rule", GROSS)
@settings(max_examples=25)
@given(data=st.data(), over=st.integers(0, 500))
def test_nothing_is_given_after_the_end(rule: str, data: st.DataObject, over: int) -> None:
    """When the selected and pledged reach the target."""
    view = data.draw(views())
    reached = replace(view, selected=np.maximum(view.target - view.pledged, 0) + over)
    assert not RULES[rule](reached, data.draw(stated(rule))).any()


@settings(max_examples=25)
@given(data=st.data())
def test_over_selecting_ends_when_enough_can_be_expected(data: st.DataObject) -> None:
    view = data.draw(views())
    enough = replace(view, target=int(view.expected_effective.min()))
    assert not RULES["over-select"](enough, data.draw(stated("over-select"))).any()


@settings(max_examples=25)
@given(data=st.data())
def test_no_wave_is_announced_too_late_for_its_cash(data: st.DataObject) -> None:
    """Whoever gets places has all incentives by the year end: announced, then the first, then the others in turn.

    Later nothing is offered but what nobody took.
    """
    view, parameters = data.draw(views()), data.draw(stated("cash by year end"))
    paid_out = view.announcements[0] + timedelta(days=parameters.first_paid_after + view.instalment_days)
    given_out = RULES["cash by year end"](view, parameters)
    if paid_out > YEAR_END:
        assert (given_out <= (0 if parameters.unfilled else view.left_over)).all()
        assert not given_out[_too_late(view, parameters)].any()
    elif not parameters.unfilled:
        assert ((given_out > 0) == (view.remaining > 0)).all()


def _too_late(view: View, rule: Any) -> Any:
    """Say where a first incentive would be paid next year: so many days and a wait after the announcement."""
    late = (view.announcements[0] - YEAR_END).days + (rule.first_paid_after or -1000)
    return view.expected_wait * 7 / 5 + late > 0


@pytest.mark.parametrize("rule", ["recycle revoked", "over-select"])
@settings(max_examples=25)
@given(data=st.data())
def test_nothing_is_announced_when_a_first_incentive_by_the_year_end_is_unlikely(
    rule: str, data: st.DataObject
) -> None:
    view, parameters = data.draw(views()), data.draw(stated(rule))
    assert not RULES[rule](view, parameters)[_too_late(view, parameters)].any()


@pytest.mark.parametrize("rule", GROSS)
@settings(max_examples=25)
@given(data=st.data())
def test_what_nobody_took_is_offered_again_unless_it_is_lost(rule: str, data: st.DataObject) -> None:
    """If it is lost, there are as many places as if so many had been selected more, and never more than otherwise.

    What is offered when it is too late for all incentives is what nobody took, and nothing else.
    """
    view, parameters = data.draw(views()), data.draw(stated(rule))
    again, lost = (RULES[rule](view, parameters.model_copy(update={"unfilled": what})) for what in (None, "lost"))
    assert (again >= lost).all()
    taken = replace(view, selected=view.selected + view.left_over, left_over=np.zeros(3, dtype=np.int64))
    if rule != "paced by completions":  # it also counts the selected who have not finished
        assert RULES[rule](taken, parameters).tolist() == lost.tolist()


@settings(max_examples=25)
@given(data=st.data())
def test_the_wait_after_no_days_is_that_of_the_backlog(data: st.DataObject) -> None:
    """And a day of which nothing can be paid off adds what falls due on it."""
    view = data.draw(views())
    some, any_number = view.a_working_day == 500, view.a_working_day == np.inf
    none, one, two = (view.wait_after(days) for days in (0, 1, 2))
    assert none[some] * 500 == pytest.approx(view.backlog[some])
    assert two[some] * 500 == pytest.approx(one[some] * 500 + view.falling_due[1][some])
    assert not (none[any_number] + one[any_number] + two[any_number]).any()


MORE = [
    ("fixed", "places"),
    ("recycle revoked", "places"),
    ("paced by backlog", "places"),
    ("paced by backlog", "longest_wait"),
    ("paced by completions", "places"),
    ("paced by completions", "most_in_training"),
]


@pytest.mark.parametrize(("rule", "parameter"), MORE)
@settings(max_examples=25)
@given(data=st.data(), more=st.integers(1, 3000))
def test_a_larger_parameter_never_gives_fewer_places(rule: str, parameter: str, data: st.DataObject, more: int) -> None:
    """In the same picture. Recycling may open no wave that is too small: its smallest is 0 here."""
    view, little = data.draw(views()), data.draw(stated(rule))
    if rule == "recycle revoked":
        little = little.model_copy(update={"smallest": 0})
    much = little.model_copy(update={parameter: getattr(little, parameter) + more})
    assert (RULES[rule](view, much) >= RULES[rule](view, little)).all()


@settings(max_examples=25)
@given(data=st.data())
def test_recycling_gives_what_fixed_gives_until_the_target_is_reached_and_never_less(data: st.DataObject) -> None:
    view = data.draw(views())
    recycling = data.draw(stated("recycle revoked")).model_copy(update={"first_paid_after": None, "unfilled": None})
    fixed = RULES["fixed"](view, recycling)
    places = RULES["recycle revoked"](view, recycling)
    assert (places >= fixed).all()
    assert (places == fixed)[view.remaining > 0].all()
