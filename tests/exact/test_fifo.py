"""First due, first served: the compiled queue of payments against a queue of persons, day by day.

Days come with what hypothesis likes: payments of all kinds that are due on any day, past or ahead; partners with every
capacity from none to no limit; payments before their due day; failures, none, all or some, that come back to their
places after the retry days; partners that leave. What chance decides (how many fail, who goes to which partner) is read
from the compiled queue and checked to be possible; all else the persons know better. In the fluid limit people are
eighths of one, of which halves fail: floating point holds all of it exactly, so that equal means equal.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from prakerja.programme import simulate
from prakerja.programme.chance import NO_LIMIT, Chance, Dice, Expectation
from prakerja.programme.hand_over import hand_over
from prakerja.programme.pay_out import Rules, nothing_paid, pay_out
from prakerja.programme.queue import add, empty_queue, hold_first, put_back
from prakerja.programme.ring import Ring, place_in_words
from prakerja.programme.waits import no_waits
from prakerja.scenario import middle_world
from tests.exact.queue import DUE, NOT_DUE, Line
from tests.known.samples import over
from tests.worlds import tiny

DAYS, PARTNERS, KINDS, DRAWS = 14, 3, 3, 2
RING = 64
LANES = list(product(range(PARTNERS), range(DRAWS)))
Kept = dict[tuple[int, ...], float]


def of_lanes(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """One value a partner and draw."""
    return st.lists(values, min_size=len(LANES), max_size=len(LANES))


capacities = of_lanes(st.sampled_from([0, 0, 1, 2, 3, 5, 8, 20, NO_LIMIT]))
shares = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=DRAWS, max_size=DRAWS)


class QueueOfCountsIsQueueOfPersons(RuleBasedStateMachine):
    """Both queues get the same days; after each one they hold the same people."""

    chance: Chance = Dice
    unit = 1.0

    @initialize(
        between=st.integers(1, 4),
        survey_after=st.integers(0, 3),
        retry=st.integers(1, 4),
        used=st.sampled_from([0, RING - 1, RING - 7, 9 * RING - 3]),
    )
    def empty(self, between: int, survey_after: int, retry: int, used: int) -> None:
        """Begin with a ring of failed first incentives that was used for a while, and is soon at its end."""
        self.rules = Rules(KINDS - 1, 1, between, survey_after, retry)
        self.rows, self.today = DAYS + max(between, survey_after) + 1, -1
        queue = empty_queue(self.chance, DRAWS, PARTNERS, self.rows, KINDS, retry)
        ring = queue.ring
        self.queue = queue._replace(ring=Ring(ring.ends, ring.place[:, :RING].copy(), ring.people[:, :RING].copy()))
        self.queue.ring.ends[:] = used
        self.streams = self.chance.streams(1, np.arange(DRAWS), "exact")
        self.paid = nothing_paid(self.chance, PARTNERS, KINDS, self.rows, DRAWS)
        self.waits = no_waits(self.rows, DRAWS)
        self.lines = {lane: Line(self.chance is Dice) for lane in LANES}
        self.waited: Kept = {}

    @rule(ahead=st.integers(-6, 5), kind=st.integers(0, KINDS - 1), people=of_lanes(st.integers(0, 4)))
    def come(self, ahead: int, kind: int, people: list[int]) -> None:
        """Payments fall due on a day, or were to; beyond the end of the table nobody does."""
        day = max(self.today + ahead, 0)
        for (partner, draw), number in zip(LANES, people, strict=True):
            size = self.chance.dtype(number * self.unit)
            add(self.queue, draw, partner, day, kind, size, self.today)
            if day < self.rows:
                self.lines[partner, draw].come(day, kind, size)

    @rule(
        capacity=capacities,
        ahead=st.sampled_from([0, 0, 0, 1, 4, 30]),
        failure=of_lanes(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
        response=shares,
    )
    def pay(self, capacity: list[float], ahead: int, failure: list[float], response: list[float]) -> None:
        """A day of all partners: who is tried, who of them fails and when they are to be tried again, and what follows.

        None is tried who is not to be, and in no other order.
        """
        if self.today == DAYS - 1:
            return
        self.today += 1
        once, answered, today = self.paid.once.copy(), self.paid.answered.copy(), self.today
        room = np.minimum(np.array(capacity) * self.unit, NO_LIMIT).reshape(PARTNERS, DRAWS)
        fails = np.array(failure).reshape(PARTNERS, DRAWS)
        pay_out(
            self.streams, today, today + ahead, room.astype(self.chance.dtype), self.rules, fails, np.array(response),
            self.queue, self.paid, self.waits, True,
        )  # fmt: skip
        by_due = np.zeros_like(once)
        self.failed = self.kept()[1]
        for lane in LANES:
            line = self.lines[lane]
            line.come_back(today)
            tried = line.serve(today + ahead, room[lane])
            made = self.settle(lane, tried, fails[lane])
            for (due, kind), people in made.items():
                if kind == 0:
                    by_due[due, lane[1]] += people
                    wait = max(today - due, 0), lane[1]
                    self.waited[wait] = self.waited.get(wait, 0) + people
            self.follow(lane, made, response[lane[1]])
        assert np.array_equal(self.paid.once - once, by_due)
        assert np.array_equal(self.paid.answered - answered, self.paid.tried[:, 0].sum(axis=0))
        waited = {tuple(at): self.waits.to_year_end[tuple(at)] for at in np.argwhere(self.waits.to_year_end).tolist()}
        assert waited == {wait: people for wait, people in self.waited.items() if people}

    def settle(self, lane: tuple[int, int], tried: dict[tuple[int, int], float], fails: float) -> Kept:
        """Let as many fail as did, if that is possible; return who was paid, by due day and kind."""
        partner, draw = lane
        again = self.today + self.rules.retry
        made = dict(tried)
        for kind in range(KINDS):
            of_kind = {due: people for (due, k), people in tried.items() if k == kind}
            if kind:
                was_due = sum(people for due, people in of_kind.items() if due <= self.today)
                of_kind = {DUE: was_due, NOT_DUE: sum(of_kind.values()) - was_due}
                assert self.paid.tried[partner, kind, draw] == sum(of_kind.values())
            failed = {due: self.failed.get((*lane, again, due, kind), 0) for due in of_kind}
            for due, people in of_kind.items():
                self.can_be(failed[due], people, fails)
                self.lines[lane].fail(due, kind, failed[due], again)
                if kind == 0:
                    made[due, 0] -= failed[due]
            if kind:
                made = {place: people for place, people in made.items() if place[1] != kind}
                made[DUE, kind] = sum(of_kind.values()) - sum(failed.values())
            assert self.paid.made[partner, kind, draw] == sum(n for (_, k), n in made.items() if k == kind)
        assert self.paid.attempted[lane] == sum(tried.values())
        assert self.paid.failed[lane] == sum(tried.values()) - sum(made.values())
        return made

    def follow(self, lane: tuple[int, int], made: Kept, response: float) -> None:
        """Let fall due what follows from what was made."""
        line, rules = self.lines[lane], self.rules
        by_kind = [sum(people for (_, k), people in made.items() if k == kind) for kind in range(KINDS)]
        for kind in range(rules.incentives - 1):
            line.come(self.today + rules.between, kind + 1, by_kind[kind])
        answers = self.paid.tried[lane[0], 0, lane[1]]
        self.can_be(answers, sum(by_kind[: rules.surveys]), response)
        line.come(self.today + rules.survey_after, KINDS - 1, answers)

    def can_be(self, some: float, of: float, probability: float) -> None:
        """How many it happens to is certain in the fluid limit, and where nothing is left to chance."""
        if self.chance is Expectation or probability in (0, 1):
            assert some == of * probability
        assert 0 <= some <= of

    @rule(leaves=st.integers(0, PARTNERS - 1), share=st.sampled_from([0.0, 0.25, 1.0]))
    def leave(self, leaves: int, share: float) -> None:
        """A partner leaves before a day: everyone there goes to the other two, to the one with a probability."""
        weights = np.zeros((PARTNERS, DRAWS))
        one, other = (partner for partner in range(PARTNERS) if partner != leaves)
        weights[one], weights[other] = share, 1 - share
        before = self.kept()
        hand_over(self.streams, self.queue, leaves, weights, self.today)
        after = self.kept()
        for draw in range(DRAWS):
            self.lines[leaves, draw].go()
        for table in (0, 1):
            gone = {at: people for at, people in before[table].items() if at[0] == leaves}
            assert not [at for at in after[table] if at[0] == leaves]
            for (_, draw, *place), people in gone.items():
                came = {
                    partner: after[table].get((partner, draw, *place), 0)
                    - before[table].get((partner, draw, *place), 0)
                    for partner in (one, other)
                }
                assert sum(came.values()) == people
                self.can_be(came[one], people, share)
                for partner, number in came.items():
                    if table == 0:
                        self.lines[partner, draw].come(*place, number)
                    else:
                        again, due, kind = place
                        self.lines[partner, draw].fail(due, kind, number, again)

    def kept(self) -> tuple[Kept, Kept]:
        """Say who waits, by (partner, draw, due day, kind), and who is to be tried again (third: on which day)."""
        queue = self.queue
        waiting = {(p, d, due, k): queue.waiting[due, p, k, d] for due, p, k, d in np.argwhere(queue.waiting).tolist()}
        away: Kept = {}
        for draw in range(DRAWS):
            entries = [number % RING for number in range(*queue.ring.ends[:, draw])]
            order = queue.ring.place[draw, entries].tolist()
            assert order == sorted(order)
            for place, entry in zip(order, entries, strict=True):
                again, partner, due = place_in_words(place, PARTNERS)
                at = partner, draw, again, due, 0
                assert queue.ring.people[draw, entry] > 0
                away[at] = away.get(at, 0) + queue.ring.people[draw, entry]
        length = len(queue.later_back)
        rings = {DUE: queue.later_back - queue.not_due_back, NOT_DUE: queue.not_due_back}
        for due, ring in rings.items():
            for back, p, k, d in np.argwhere(ring).tolist():
                again = self.today + 1 + (back - self.today - 1) % length
                away[p, d, again, due, k] = ring[back, p, k, d]
        return waiting, away

    def known(self) -> tuple[Kept, Kept]:
        """Say the same of the persons."""
        waiting = {(*lane, *place): n for lane, line in self.lines.items() for place, n in line.waiting().items()}
        away = {(*lane, *place): n for lane, line in self.lines.items() for place, n in line.to_come_back().items()}
        return waiting, away

    @invariant()
    def same_people(self) -> None:
        """In line and away, each in the same place; and what the queue counts for itself is what it holds."""
        if not hasattr(self, "queue"):
            return
        waiting, away = self.kept()
        assert (waiting, away) == self.known()
        due, held = np.zeros_like(self.queue.due), np.zeros_like(self.queue.held)
        for (partner, draw, day, kind), people in waiting.items():
            due[partner, kind, draw] += people * (day <= self.today)
            assert self.queue.head[partner, draw] <= day
        for (partner, draw, _, day, kind), people in away.items():
            held[partner, kind, draw] += people * (day != NOT_DUE)  # what was not due is not on the books
        assert np.array_equal(self.queue.due, due)
        assert np.array_equal(self.queue.held, held)


class InEighths(QueueOfCountsIsQueueOfPersons):
    """The same in the fluid limit."""

    chance = Expectation
    unit = 0.125


@pytest.mark.parametrize("machine", [QueueOfCountsIsQueueOfPersons, InEighths], ids=["dice", "expectation"])
def test_queue_of_counts_is_queue_of_persons(machine: type[RuleBasedStateMachine]) -> None:
    """Same people tried, paid, away and left, after every step of 200 sequences of up to 30."""
    run_state_machine_as_test(machine, settings=settings(max_examples=200, stateful_step_count=30, deadline=None))


def queue_of_one(retry_days: int = 2) -> Any:
    """One partner, two kinds, one draw, nine days; and one more, on which surveys of the ninth fall due."""
    return empty_queue(Dice, 1, 1, 10, 2, retry_days)


def paid_on(queue: Any, day: int, capacity: int, failure: float = 0.0, ahead: int = 0) -> list[int]:
    """Pay on a day; give the first incentives paid, by due day."""
    paid, waits = nothing_paid(Dice, 1, 2, 9, 1), no_waits(9, 1)
    rules, streams = Rules(1, 0, 1, 1, len(queue.later_back) - 1), Dice.streams(1, np.arange(1), "exact")
    probabilities = np.array([[failure]]), np.zeros(1)
    pay_out(streams, day, day + ahead, np.array([[capacity]]), rules, *probabilities, queue, paid, waits, True)
    due: list[int] = np.repeat(np.arange(9), paid.once[:, 0]).tolist()
    return due


def test_long_queue_is_followed_to_its_end() -> None:
    """One person on each of days 0 to 7: a capacity of 6 takes days 0 to 5, no limit the rest, and then nobody is."""
    queue = queue_of_one()
    for day in range(8):
        add(queue, 0, 0, day, 0, 1, 0)
    found = [paid_on(queue, on, capacity) for on, capacity in ((6, 6), (7, int(NO_LIMIT)), (8, int(NO_LIMIT)))]
    assert found == [[0, 1, 2, 3, 4, 5], [6, 7], []]


def test_whoever_is_due_on_the_last_day_there_is_can_be_paid_before_it_and_later_nobody_is() -> None:
    """Ten days are kept, 0 to 9: of one due on day 9 and one due on day 10, whom no day is kept for, one is tried."""
    queue = queue_of_one()
    for due in (9, 10):
        add(queue, 0, 0, due, 0, 1, 0)
    assert queue.waiting.sum() == 1
    paid_on(queue, 8, 9, failure=1.0, ahead=5)
    assert queue.ring.people[0].sum() == 1
    assert place_in_words(queue.ring.place[0, 0], 1) == (10, 0, 9)  # back in two days, at the one partner, due on 9


def test_who_failed_before_the_due_day_is_due_on_it_still() -> None:
    """Two are due on day 5 and tried on day 1, when both fail; they are back on day 3, which is not the day yet."""
    queue = queue_of_one()
    add(queue, 0, 0, 5, 0, 2, 0)
    tried = [paid_on(queue, 1, 9, failure=1.0, ahead=6), paid_on(queue, 3, 9), paid_on(queue, 4, 9)]
    assert tried == [[], [], []]
    assert (queue.held[0, 0, 0], queue.due[0, 0, 0]) == (0, 0)
    assert paid_on(queue, 5, 9) == [5, 5]


def test_who_comes_back_on_a_day_without_payment_has_the_old_place() -> None:
    """Due on day 1, failed on day 1, back on day 3, nothing is paid: then behind who is due on 0, before 2."""
    queue = queue_of_one()
    add(queue, 0, 0, 1, 0, 1, 0)
    assert paid_on(queue, 1, 9, failure=1.0) == []
    add(queue, 0, 0, 2, 0, 1, 1)
    add(queue, 0, 0, 0, 0, 1, 1)
    assert [paid_on(queue, day, 0) for day in (2, 3)] == [[], []]
    assert queue.due[0, 0, 0] == 3
    assert [paid_on(queue, day, 1) for day in (4, 5, 6)] == [[0], [1], [2]]


def test_who_is_alike_stands_together() -> None:
    """Two of one due day fail now from the line, now as they come back, and are back on one day: one entry, of both."""
    queue = queue_of_one(retry_days=1)
    add(queue, 0, 0, 1, 0, 1, 0)
    assert paid_on(queue, 1, 9, failure=1.0) == []
    add(queue, 0, 0, 1, 0, 1, 1)
    assert paid_on(queue, 2, 9, failure=1.0) == []
    assert np.diff(queue.ring.ends, axis=0) == 1
    assert paid_on(queue, 3, 9) == [1, 1]


@pytest.mark.parametrize("chance", [Dice, Expectation])
def test_all_partners_but_one_may_leave_while_payments_are_to_be_tried_again(chance: Chance) -> None:
    """Six partners, of whom five leave one after the other; of a hundred due days failed payments wait at each.

    Every time the payments of a due day are divided among those who stay: were they not put together there, they would
    be in 32 times as many places at the last one, and the ring has no room for them.
    """
    names = [f"p{number}" for number in range(6)]
    days_off = [{}, *({"leaves": tiny.day(100 + number)} for number in range(1, 6))]
    people = {
        **tiny.many(20_000),
        "world.purchase.lag": over(*[1.0] * 100),
        "policy.purchase.window_days": 110,
        "policy.training.deadline": tiny.day(110),
        "policy.partners": {
            name: {"working_days_only": False, **off} for name, off in zip(names, days_off, strict=True)
        },
        "world.partners": {name: tiny.partner(1e9, failure=0.6) for name in names},
        "policy.payment.retry_days": 14,
    }
    scenario = tiny.tiny(people)
    journal = simulate(scenario, middle_world(scenario), chance=chance)
    assert 8_000 < journal["paid_once"][-1, 0] < journal["validated"][-1, 0]
    assert (journal["backlog"][-1, 1:] < 1e-9).all()


def test_more_failures_than_there_is_room_for_are_an_error() -> None:
    """Compiled code would write over those who wait: it says so instead."""
    queue = queue_of_one()
    for due in range(queue.ring.people.shape[1]):
        hold_first(queue, 0, 0, due, 1, 1)
    with pytest.raises(IndexError, match="more failed payments than the ring holds"):
        hold_first(queue, 0, 0, 99, 1, 1)
    put_back(queue, 0, 0, 1)
    hold_first(queue, 0, 0, 99, 1, 2)
