"""First come, first served: the compiled counters against persons in a row, day by day.

Who goes to which counter is chance, read from the counters and checked to be possible; all else the persons know
better. There are two counters with a quarter and three quarters of the people, which floating point holds exactly.
"""

from __future__ import annotations

from itertools import product
from typing import Any

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
from tests.known.intervals import agrees_in_moments

DAYS, NAMES, WAVES, CLASSES, DRAWS = 25, "ab", 3, 2, 2
SHARES = (0.25, 0.75)
LANES = list(product(range(2), range(DRAWS)))
FEW = 1e-5  # of the people: waves are kept in single precision
came = st.lists(st.integers(0, 5), min_size=WAVES * CLASSES * DRAWS, max_size=WAVES * CLASSES * DRAWS)
capacities = st.lists(st.sampled_from([0, 1, 2, 3, 7, np.inf]), min_size=4, max_size=4)


class CountersOfCountsAreCountersOfPersons(RuleBasedStateMachine):
    """Both get the same days; after each one the same people wait."""

    chance: Chance = Dice
    unit = 1.0
    told_apart = 1

    @initialize(capacity=capacities)
    def empty(self, capacity: list[float]) -> None:
        values = {
            f"world.platforms.{name}.weight": np.full(DRAWS, share * 4)
            for name, share in zip(NAMES, SHARES, strict=True)
        }
        self.room = np.array(capacity).reshape(2, DRAWS)
        values |= {f"world.platforms.{name}.capacity": self.room[n] for n, name in enumerate(NAMES)}
        streams = self.chance.streams(1, np.arange(DRAWS), "exact")
        who = DAYS, WAVES, CLASSES, self.told_apart
        self.counters = Counters(self.chance, streams, Draws(values, {}), "platforms", "capacity", *who)
        self.stock = np.zeros((self.told_apart, DRAWS))
        self.lines = {lane: Line(self.chance is Dice) for lane in LANES}
        self.present, self.working, self.today = [True, True], [True, True], -1
        self.origin: dict[tuple[int, int], NDArray[np.float64]] = {}

    @rule(people=came)
    def serve(self, people: list[int]) -> None:
        if self.today == DAYS - 1:
            return
        self.today += 1
        by_wave = np.array(people).reshape(WAVES, CLASSES, DRAWS) * self.unit
        by_class = by_wave.sum(axis=0).astype(self.chance.dtype)
        before = self.counters.waiting.copy()
        leaving = self.counters.serve(self.today, by_class, by_wave.astype(np.float32))
        came = self.counters.waiting - before + self.counters.served
        assert np.array_equal(came.sum(axis=0), by_class.sum(axis=0))
        np.testing.assert_allclose(leaving.sum(axis=0), self.counters.served.sum(axis=0), rtol=1e-12)
        self.classes_add_up(by_class if self.told_apart > 1 else by_class.sum(axis=0, keepdims=True), leaving)
        everyone = by_class.sum(axis=0)
        passed = np.zeros((WAVES, CLASSES, DRAWS))
        for lane in LANES:
            counter, draw = lane
            self.can_be(came[lane], everyone[draw], self.share(counter))
            self.origin[self.today, draw] = by_wave[:, :, draw] / max(everyone[draw], self.unit)
            self.lines[lane].come(self.today, 0, came[lane])
            works = self.present[counter] and self.working[counter]
            served = self.lines[lane].serve(self.today, min(self.room[lane], NO_LIMIT) if works else 0)
            assert self.counters.served[lane] == sum(served.values())
            for (day, _), number in served.items():
                passed[:, :, draw] += number * self.origin[day, draw]
        if self.told_apart == 1 or self.chance is Expectation:  # else which classes they are of is left to chance
            np.testing.assert_allclose(self.counters.by_wave, passed, rtol=FEW, atol=FEW)

    def classes_add_up(self, came: NDArray[Any], leaving: NDArray[Any]) -> None:
        """Who came and has not left waits, and nobody leaves who did not come; the waves of a class are the class."""
        self.stock += came - leaving
        assert (leaving >= 0).all()
        assert (self.stock >= -1e-9).all()
        of_waves = self.counters.by_wave.sum(axis=0)
        of_waves = of_waves if self.told_apart > 1 else of_waves.sum(axis=0, keepdims=True)
        np.testing.assert_allclose(of_waves, leaving, rtol=FEW, atol=FEW)

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
        np.testing.assert_allclose(people, self.stock, rtol=1e-12, atol=1e-9)
        self.stock[:] = 0
        expected = np.zeros((WAVES, CLASSES, DRAWS))
        gone = np.zeros(DRAWS)
        for (_, draw), line in self.lines.items():
            for person in line.go()[0]:
                gone[draw] += person.size
                expected[:, :, draw] += person.size * self.origin[person.day, draw]
        np.testing.assert_allclose(people.sum(axis=0), gone, rtol=1e-12)
        if self.told_apart == 1 or self.chance is Expectation:
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


class OfTwoClasses(CountersOfCountsAreCountersOfPersons):
    """The same, with classes that are told apart."""

    told_apart = CLASSES


class OfTwoClassesInEighths(InEighths):
    """The same in the fluid limit, where the classes of a day leave in proportion."""

    told_apart = CLASSES


@pytest.mark.parametrize(
    ("machine", "examples"),
    [(CountersOfCountsAreCountersOfPersons, 120), (InEighths, 120), (OfTwoClasses, 60), (OfTwoClassesInEighths, 60)],
    ids=["dice", "expectation", "dice of classes", "expectation of classes"],
)
def test_counters_of_counts_are_counters_of_persons(machine: type[RuleBasedStateMachine], examples: int) -> None:
    """Same people served, by wave, and left, after every step of some hundred sequences of up to 30."""
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None))


def test_of_which_classes_people_leave_is_hypergeometric() -> None:
    """Of 30 and 10 of two classes, all at one counter that takes 16 a day: 16, 16 and 8 on three days. 4,000 futures.

    Of the first class on each day there are as many as a draw without replacement gives: means 12, 12 and 6, and the
    covariance n_i (d_ij - n_j / 40) x 30/40 x 10/39. Detects 0.12 sd of a day and 18 % of a variance.
    """
    futures, first, days = 4000, 30, np.array([16, 16, 8])
    values = {"world.platforms.a.weight": np.ones(futures), "world.platforms.a.capacity": np.full(futures, 16.0)}
    streams = Dice.streams(1, np.arange(futures), "exact")
    counters = Counters(Dice, streams, Draws(values, {}), "platforms", "capacity", 3, 1, CLASSES, CLASSES)
    came, nobody = np.tile([[first], [40 - first]], futures), np.zeros((CLASSES, futures), np.int64)
    left = np.stack([counters.serve(day, nobody if day else came, np.zeros((1, 2, futures), np.float32)).copy()
                     for day in range(3)])  # fmt: skip
    assert (left.sum(axis=1) == days[:, None]).all()
    share = first / 40
    covariance = share * (1 - share) * 40 / 39 * (np.diag(days) - np.outer(days, days) / 40)
    agrees_in_moments(left[:2, 0], days[:2] * share, covariance[:2, :2], detects=(0.12, 0.18))


def test_next_to_nobody_has_shares_that_are_numbers() -> None:
    """In the fluid limit fewer may wait than the inverse of a number holds: 1 / 1e-310 is infinite."""
    values = {"world.platforms.a.weight": np.ones(1), "world.platforms.a.capacity": np.zeros(1)}
    streams = Expectation.streams(1, np.arange(1), "exact")
    counters = Counters(Expectation, streams, Draws(values, {}), "platforms", "capacity", 2, 1)
    counters.serve(0, np.full((1, 1), 1e-310), np.zeros((1, 1, 1), np.float32))
    _, by_wave = counters.leave_all()
    assert np.isfinite(by_wave).all()
