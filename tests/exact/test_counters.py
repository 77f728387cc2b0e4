"""First come, first served: the compiled counters against persons in a row, day by day.

Who goes to which counter is chance, read from the counters and checked to be possible; all else the persons know
better. There are two counters with a quarter and three quarters of the people, which floating point holds exactly.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from numpy.typing import NDArray

from prakerja.programme.chance import NO_LIMIT, Chance, Dice, Expectation
from prakerja.programme.counters import Counters
from prakerja.scenario import Draws
from tests.exact.queue import Line

DAYS, NAMES, WAVES, DRAWS = 25, "ab", 3, 2
SHARES = (0.25, 0.75)
LANES = list(product(range(2), range(DRAWS)))
FEW = 1e-5  # of the people: waves are kept in single precision
by_draw = st.lists(st.lists(st.integers(0, 5), min_size=DRAWS, max_size=DRAWS), min_size=WAVES, max_size=WAVES)
capacities = st.lists(st.sampled_from([0, 1, 2, 3, 7, np.inf]), min_size=4, max_size=4)


class CountersOfCountsAreCountersOfPersons(RuleBasedStateMachine):
    """Both get the same days; after each one the same people wait."""

    chance: Chance = Dice
    unit = 1.0

    @initialize(capacity=capacities)
    def empty(self, capacity: list[float]) -> None:
        values = {
            f"world.platforms.{name}.weight": np.full(DRAWS, share * 4)
            for name, share in zip(NAMES, SHARES, strict=True)
        }
        self.room = np.array(capacity).reshape(2, DRAWS)
        values |= {f"world.platforms.{name}.capacity": self.room[n] for n, name in enumerate(NAMES)}
        streams = self.chance.streams(1, np.arange(DRAWS), "exact")
        days = DAYS, WAVES
        self.counters = Counters(self.chance, streams, Draws(values, {}), "platforms", "capacity", *days)
        self.lines = {lane: Line(self.chance is Dice) for lane in LANES}
        self.present, self.working, self.today = [True, True], [True, True], -1
        self.origin: dict[tuple[int, int], NDArray[np.float64]] = {}

    @rule(waves=by_draw)
    def serve(self, waves: list[list[int]]) -> None:
        if self.today == DAYS - 1:
            return
        self.today += 1
        by_wave = np.array(waves) * self.unit
        people = by_wave.sum(axis=0).astype(self.chance.dtype)
        before = self.counters.waiting.copy()
        leaving = self.counters.serve(self.today, people, by_wave.astype(np.float32))
        came = self.counters.waiting - before + self.counters.served
        assert np.array_equal(came.sum(axis=0), people)
        assert np.array_equal(leaving, self.counters.served.sum(axis=0))
        passed = np.zeros((WAVES, DRAWS))
        for lane in LANES:
            counter, draw = lane
            self.can_be(came[lane], people[draw], self.share(counter))
            self.origin[self.today, draw] = by_wave[:, draw] / max(people[draw], self.unit)
            self.lines[lane].come(self.today, 0, came[lane])
            works = self.present[counter] and self.working[counter]
            served = self.lines[lane].serve(self.today, min(self.room[lane], NO_LIMIT) if works else 0)
            assert self.counters.served[lane] == sum(served.values())
            for (day, _), number in served.items():
                passed[:, draw] += number * self.origin[day, draw]
        np.testing.assert_allclose(self.counters.by_wave, passed, rtol=FEW, atol=FEW)

    def share(self, counter: int) -> float:
        """The share of those who choose who choose this one."""
        here = [share * there for share, there in zip(SHARES, self.present, strict=True)]
        return here[counter] / sum(here)

    def can_be(self, some: float, of: float, probability: float) -> None:
        """How many it happens to is certain in the fluid limit, and where nothing is left to chance."""
        if self.chance is Expectation or probability in (0, 1):
            assert some == of * probability
        assert 0 <= some <= of

    @rule(counter=st.integers(0, 1), works=st.booleans())
    def suspend(self, counter: int, works: bool) -> None:
        self.counters.set_working(NAMES[counter], works)
        self.working[counter] = works

    @rule(counter=st.integers(0, 1))
    def leave(self, counter: int) -> None:
        """With two counters who leaves one goes to the other, and stands where the day of coming puts them."""
        if all(self.present):
            self.counters.set_present(NAMES[counter], False)
            self.present[counter] = False
            for draw in range(DRAWS):
                for person in self.lines[counter, draw].go()[0]:
                    self.lines[1 - counter, draw].come(person.day, 0, person.size)

    @rule()
    def join(self) -> None:
        for counter in range(2):
            self.counters.set_present(NAMES[counter], True)
        self.present = [True, True]

    @rule()
    def send_away(self) -> None:
        people, by_wave = self.counters.leave_all()
        expected = np.zeros((WAVES, DRAWS))
        gone = np.zeros(DRAWS)
        for (_, draw), line in self.lines.items():
            for person in line.go()[0]:
                gone[draw] += person.size
                expected[:, draw] += person.size * self.origin[person.day, draw]
        assert np.array_equal(people, gone)
        np.testing.assert_allclose(by_wave, expected, rtol=FEW, atol=FEW)

    @invariant()
    def same_people(self) -> None:
        if hasattr(self, "counters"):
            waiting = [
                [sum(self.lines[counter, draw].waiting().values()) for draw in range(DRAWS)] for counter in (0, 1)
            ]
            assert np.array_equal(self.counters.waiting, waiting)


class InEighths(CountersOfCountsAreCountersOfPersons):
    """The same in the fluid limit."""

    chance = Expectation
    unit = 0.125


@pytest.mark.parametrize("machine", [CountersOfCountsAreCountersOfPersons, InEighths], ids=["dice", "expectation"])
def test_counters_of_counts_are_counters_of_persons(machine: type[RuleBasedStateMachine]) -> None:
    """Same people served, by wave, and left, after every step of 150 sequences of up to 30."""
    run_state_machine_as_test(machine, settings=settings(max_examples=150, stateful_step_count=30, deadline=None))
