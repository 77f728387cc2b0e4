"""A function of one's own in the place of a rule: it works in both engines, and nonsense is told to its author."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from prakerja.person import live
from prakerja.policy import View, ask
from prakerja.programme import Expectation, simulate
from prakerja.scenario import InputError, Scenario, draw_world, load, middle_world
from prakerja.study import compare
from tests.worlds.engines import changes
from tests.worlds.tiny import calendar, day, tiny

VIEW = View.of(target=1000, selected=[100, 200, 300])


def plan() -> Scenario:
    """Twenty people, waves on 1, 3 and 5, target ten."""
    return tiny(
        {
            "world.registration.interested": 20.0,
            "policy.target.recipients": 10,
            "policy.waves": {},
            "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=6),
        }
    )


def half_of_what_remains(view: View) -> Any:
    return view.remaining // 2


def three(view: View) -> Any:
    return 3


@pytest.mark.parametrize(
    ("own", "selected"), [(half_of_what_remains, {2: 5, 4: 2, 6: 1}), (three, {2: 3, 4: 3, 6: 3})], ids=["array", "3"]
)
def test_both_engines_take_it(own: Any, selected: dict[int, int]) -> None:
    """Half of 10, of 5 and of 3, rounded down; or three each time: a number stands for all draws."""
    scenario = plan()
    two = simulate(scenario, draw_world(scenario, 2, seed=1), seed=1, quota=own)["selected"]
    assert [changes(two[:, draw]) for draw in (0, 1)] == [selected, selected]
    assert changes(live(scenario, middle_world(scenario), seed=1, quota=own)["selected"]) == selected


def test_places_may_differ_from_draw_to_draw() -> None:
    scenario = plan()
    by_draw = simulate(scenario, draw_world(scenario, 2, seed=1), seed=1, quota=lambda view: np.array([2, 0]))
    assert by_draw["selected"][-1].tolist() == [6, 0]


def test_the_fluid_limit_takes_real_places() -> None:
    scenario = plan()
    fluid = simulate(scenario, middle_world(scenario), chance=Expectation, quota=lambda view: view.remaining / 4)
    assert fluid["selected"][-1].tolist() == pytest.approx([2.5 + 1.875 + 1.40625])


NONSENSE = {
    "negative": (np.array([5, -5, -7]), "-5", "must be at least 0 (persons a wave)"),
    "one negative number": (-1, "-1", "must be at least 0 (persons a wave)"),
    "not a number": (np.array([5.0, np.nan, 5.0]), "nan", "must be a finite number (persons a wave)"),
    "without end": (np.inf, "inf", "must be a finite number (persons a wave)"),
    "far too many": (1e300, "1e+300", "must be at most 270,000,000 (persons a wave)"),
    "too many for a sign": (np.uint64(2**63 + 5), "9.22337e+18", "must be at most 270,000,000 (persons a wave)"),
    "not whole": (np.array([5.0, 2.5, 5.0]), "2.5", "must be whole persons: numpy.floor rounds down"),
    "too few": (np.array([5, 5]), "an array of shape (2,)", "must be one number, or one for each of the 3 draws"),
    "one for one": (np.array([5]), "an array of shape (1,)", "must be one number, or one for each of the 3 draws"),
    "a column": (np.ones((3, 1)), "an array of shape (3, 1)", "must be one number, or one for each of the 3 draws"),
    "nothing": (None, "None", "must be one number, or one for each of the 3 draws"),
    "words": ("many", '"many"', "must be one number, or one for each of the 3 draws"),
    "yes": (True, "true", "must be one number, or one for each of the 3 draws"),
    "complex": (1j, "1j", "must be one number, or one for each of the 3 draws"),
    "days": (np.array([5, 5, 5], dtype="m8[D]"), "[5 5 5]", "must be one number, or one for each of the 3 draws"),
    "half hidden": (np.ma.masked_array([1], [True]), "[--]", "must be one number, or one for each of the 3 draws"),
    "ragged": ([[1], [2, 3], [4]], "[[1], [2, 3], [4]]", "must be one number, or one for each of the 3 draws"),
}


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_refused_by_name(answer: str) -> None:
    given, found, allowed = NONSENSE[answer]

    def mine(view: View) -> Any:
        return given

    with pytest.raises(InputError) as refused:
        ask(mine, VIEW)
    assert refused.value.where == "quota rule mine"
    assert [(p.path, p.found, p.allowed) for p in refused.value.problems] == [("places on 2020-09-03", found, allowed)]


def test_both_engines_refuse_it() -> None:
    scenario = plan()
    for engine in (simulate, live):
        with pytest.raises(InputError, match=f"quota rule <lambda>: 1 problem\n  places on {day(1)}   -1 "):
            engine(scenario, middle_world(scenario), quota=lambda view: -1)  # type: ignore[operator]


def test_a_rule_can_look_and_not_touch() -> None:
    """A slip such as ``view.selected -= 1`` must not move the programme's own books."""

    def slip(view: View) -> Any:
        view.bought[:] = 7
        return 0

    scenario = plan()
    with pytest.raises(InputError, match="read-only"):
        simulate(scenario, middle_world(scenario), quota=slip)


def test_a_rule_that_unlocks_what_it_sees_changes_nothing_but_its_own_copy() -> None:
    scenario, numbers = plan(), []

    def unlocks(view: View) -> Any:
        numbers.append(view.selected[0])
        for array in (view.selected, view.committed, view.backlog):
            array.flags.writeable = True
            array[:] = 7
            assert array.base is None
        return 2

    for engine in (simulate, live):
        numbers.clear()
        found = engine(scenario, middle_world(scenario), quota=unlocks)  # type: ignore[operator]
        assert numbers == [0, 2, 4]
        assert np.ravel(found["selected"])[-1] == 6


def raises(view: View) -> Any:
    raise ZeroDivisionError("by \x1b[2Jzero")


class OnlyLooks:
    """An object that says it were an array."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("no array")

    def __repr__(self) -> str:
        return "OnlyLooks()"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (raises, "ZeroDivisionError: by \\u001b[2Jzero   must give places: the function raises this"),
        (lambda: 3, "TypeError: .*takes 0 positional arguments"),
        (lambda view: view.places, "AttributeError: .*no attribute 'places'"),
        (lambda view: OnlyLooks(), r"OnlyLooks\(\)   must be one number"),
    ],
    ids=["raises", "takes nothing", "looks for what is not there", "an object"],
)
def test_a_rule_that_fails_is_named_with_the_day_and_its_own_words(own: Any, said: str) -> None:
    scenario = plan()
    for engine in (simulate, live):
        with pytest.raises(InputError, match=r"quota rule .*: 1 problem") as refused:
            engine(scenario, middle_world(scenario), quota=own)
        (line,) = str(refused.value).splitlines()[1:]
        assert re.search(rf"^  places on {day(1)}   {said if own is not raises else re.escape(said)}", line), line


def test_what_a_rule_raises_in_a_worker_is_told_by_name_too() -> None:
    with pytest.raises(InputError, match=r"quota rule raises: 1 problem\n  places on .* ZeroDivisionError"):
        compare(load("scenarios/small.toml"), [raises], draws=4, prior=True, workers=2, cache=None)


_WAITS = """
import time
from prakerja.scenario import load
from prakerja.study import compare

def waits(view):
    print("asked", flush=True)
    time.sleep(600)

compare(load("scenarios/small.toml"), [waits], draws=4, prior=True, workers=2, cache=None)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has another Ctrl-C")
def test_ctrl_c_ends_a_rule_that_never_answers() -> None:
    """The second one, with all that it began: its output ends only when no process is left to write there."""
    running = subprocess.Popen(
        [sys.executable, "-c", _WAITS], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    assert running.stdout is not None
    assert "asked\n" in iter(running.stdout.readline, "")
    os.killpg(running.pid, signal.SIGINT)  # as a terminal sends it to all
    try:
        running.communicate(timeout=3)
    except subprocess.TimeoutExpired:  # the blocks that have begun may end
        os.killpg(running.pid, signal.SIGINT)
    try:
        running.communicate(timeout=20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode not in (0, None, -signal.SIGKILL)


def test_what_only_the_calendar_knows() -> None:
    """Waves of 1, 3 and 5 are announced a day later; the last incentive is paid 90 days after the first."""
    seen: list[View] = []

    def rule(view: View) -> Any:
        seen.append(view)
        return 2

    scenario = plan()
    simulate(scenario, middle_world(scenario), quota=rule)
    live(scenario, middle_world(scenario), quota=rule)
    for views in (seen[:3], seen[3:]):
        assert [view.announcements for view in views] == [(day(2), day(4), day(6)), (day(4), day(6)), (day(6),)]
        assert [(view.slots_left, view.days_left, view.opened.tolist()) for view in views] == [
            (3, 98, [0]),
            (2, 96, [1]),
            (1, 94, [2]),
        ]
        assert [(view.instalment_days, view.target, view.year_end) for view in views] == [(90, 10, day(99))] * 3
        assert [view.affordable.tolist() for view in views] == [[100], [98], [96]]
