"""First come, first served: the queue of counts against a queue of persons, step by step.

Operations come in the order and the variety hypothesis likes: people of some kinds who are due on any day, days that
begin, servers with every capacity from none to no limit, payments before their due day, failures that come back to
their places, and servers that leave. In the fluid limit the persons are eighths of one, which floating point
holds exactly, so that equal means equal.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from prakerja.programme.cells import Cells
from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.programme.flows import Fifo
from tests.exact.queue import People, Place

ROWS, SERVERS, DRAWS, KINDS = 24, 2, 2, 3
LANES = SERVERS * DRAWS

counts = st.lists(st.integers(0, 4), min_size=LANES, max_size=LANES)
capacities = st.lists(
    st.one_of(st.integers(0, 6), st.just(math.inf), st.integers(7, 60)), min_size=LANES, max_size=LANES
)


class QueueOfCountsIsQueueOfPersons(RuleBasedStateMachine):
    """Both queues get the same operations; after each one they hold the same people."""

    chance: Chance = Dice(0, 0, "exact")
    unit = 1.0

    @initialize()
    def empty(self) -> None:
        self.queue = Fifo(self.chance, SERVERS, ROWS, KINDS, DRAWS)
        self.people = People(LANES)
        self.away: Cells | None = None
        self.today = -1

    @rule(ahead=st.integers(-6, 12), first_kind=st.integers(0, KINDS - 1), new=st.data())
    def add(self, ahead: int, first_kind: int, new: st.DataObject) -> None:
        day = min(max(self.today + ahead, 0), ROWS - 1)
        kinds = new.draw(st.lists(counts, min_size=1, max_size=KINDS - first_kind))
        people = np.array(kinds).reshape(len(kinds), SERVERS, DRAWS) * self.unit
        self.queue.add(day, people.astype(self.chance.dtype), first_kind)
        self.people.come(
            Counter(
                {(lane, day, first_kind + kind): n for kind, row in enumerate(kinds) for lane, n in enumerate(row) if n}
            )
        )

    @rule()
    def begin(self) -> None:
        if self.today < ROWS - 1:
            self.today += 1
            self.queue.begin(self.today)

    @rule(capacity=capacities, ahead=st.integers(-2, 9), failures=st.integers(0, 3))
    def serve(self, capacity: list[float], ahead: int, failures: int) -> None:
        until = min(max(self.today + ahead, 0), ROWS - 1)
        fast = self.queue.serve(until, np.array(capacity).reshape(SERVERS, DRAWS) * self.unit)
        assert self.places(fast) == self.people.serve(until, capacity)
        by_kind = np.zeros((KINDS, LANES))
        for (lane, _, kind), number in self.places(fast).items():
            by_kind[kind, lane] += number
        assert np.array_equal(fast.by_kind, by_kind.reshape(KINDS, SERVERS, DRAWS) * self.unit)
        if self.away is None and failures:  # some must come back: every other one, or everyone
            part = fast.counts // (failures * self.unit) * self.unit
            self.away = fast.with_counts(part.astype(fast.counts.dtype))

    @rule()
    def come_back(self) -> None:
        if self.away is not None:
            self.queue.add_back(self.away)
            self.people.come(self.places(self.away))
            self.away = None

    @rule(server=st.integers(0, SERVERS - 1))
    def leave(self, server: int) -> None:
        everyone = self.queue.empty(server)
        lanes = range(server * DRAWS, (server + 1) * DRAWS)
        assert self.places(everyone) == sum((self.people.go(lane) for lane in lanes), Counter())
        away = (everyone.lanes + DRAWS) % LANES - everyone.lanes
        other = replace(everyone, places=everyone.places + away)
        self.queue.add_back(other)
        self.people.come(self.places(other))

    @invariant()
    def same_people(self) -> None:
        if not hasattr(self, "queue"):
            return
        due = [[self.people.due(lane, kind, self.today) for lane in range(LANES)] for kind in range(KINDS)]
        assert np.array_equal(self.queue.due, np.array(due).reshape(KINDS, SERVERS, DRAWS) * self.unit)
        first = [self.people.of_kind(lane, 0) for lane in range(LANES)]
        assert np.array_equal(self.queue.first_kind(), np.array(first).reshape(SERVERS, DRAWS).sum(axis=0) * self.unit)

    def places(self, served: Cells) -> Counter[Place]:
        """Say who was served, in whole units."""
        found: Counter[Place] = Counter()
        kinds = served.places // LANES
        for lane, due, kind, number in zip(served.lanes, served.due, kinds, served.counts.tolist(), strict=True):
            assert number > 0
            assert number % self.unit == 0
            found[int(lane), int(due), int(kind)] += int(number / self.unit)
        return found


class InEighths(QueueOfCountsIsQueueOfPersons):
    """The same in the fluid limit."""

    chance = Expectation()
    unit = 0.125


@pytest.mark.parametrize("machine", [QueueOfCountsIsQueueOfPersons, InEighths], ids=["dice", "expectation"])
def test_queue_of_counts_is_queue_of_persons(machine: type[RuleBasedStateMachine]) -> None:
    """Same people served, same people left, after every operation of 150 sequences of up to 25."""
    run_state_machine_as_test(machine, settings=settings(max_examples=150, stateful_step_count=25))


def test_long_queue_is_followed_to_its_end() -> None:
    """One person on each of 40 due days, more than are looked at together: a capacity of 33 takes days 0 to 32."""
    queue = Fifo(Dice(0, 0, "exact"), 1, 40, 1, 1)
    for day in range(40):
        queue.add(day, np.ones((1, 1, 1), dtype=np.int64))
    assert queue.serve(39, np.array([[33.0]])).due.tolist() == list(range(33))
    assert queue.serve(39, np.array([[math.inf]])).due.tolist() == list(range(33, 40))
    assert len(queue.serve(39, np.array([[math.inf]])).due) == 0


def test_who_comes_back_before_the_due_day_is_due_on_it() -> None:
    """Two people who are due on day 4 leave their server on day 0 for one where another is due then."""
    queue = Fifo(Dice(0, 0, "exact"), 2, 9, 1, 1)
    queue.begin(0)
    queue.add(4, np.array([[[2], [1]]]))
    away = queue.empty(0)
    queue.add_back(replace(away, places=away.places + 1))
    queue.begin(4)
    assert queue.due.tolist() == [[[0], [3]]]
    assert queue.serve(4, np.array([[9.0], [9.0]])).by_kind.tolist() == [[[0], [3]]]


def test_who_comes_back_stands_behind_who_is_due_before() -> None:
    """Someone due on day 5 is served and comes back; someone due on day 3 has come meanwhile, and goes first."""
    queue = Fifo(Dice(0, 0, "exact"), 1, 9, 1, 1)
    queue.begin(5)
    queue.add(5, np.array([[[1]]]))
    back = queue.serve(5, np.array([[1.0]]))
    queue.add(3, np.array([[[1]]]))
    queue.add_back(back)
    assert [queue.serve(5, np.array([[1.0]])).due.tolist() for _ in range(2)] == [[3], [5]]
