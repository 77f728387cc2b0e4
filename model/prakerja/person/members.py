"""The platforms, institutions or partners: which are present, and a choice among them by weight."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Generic, Protocol, TypeVar

import simpy

from prakerja.person.hours import MEMBERSHIP, MOVING, TownClock
from prakerja.person.luck import Luck, cumulative
from prakerja.scenario import Scenario
from prakerja.scenario.policy import Membership


class Leaving(Protocol):
    """Somebody with a name at whom people wait."""

    name: str

    def move_out(self) -> None:
        """Send everyone who waits away; they go to the others."""


M = TypeVar("M", bound=Leaving)


class Members(Generic[M]):
    """All members of one kind, and which of them take part now.

    Parameters
    ----------
    kind
        ``platforms``, ``institutions`` or ``partners``: where the policy says who joins and leaves when.
    weights
        Of the members, in their order.
    """

    def __init__(
        self,
        clock: TownClock,
        scenario: Scenario,
        kind: str,
        members: Sequence[M],
        weights: Sequence[float],
    ) -> None:
        self.clock, self.scenario, self.kind = clock, scenario, kind
        self.all, self._weights = list(members), list(weights)
        self._rules: dict[str, Membership] = getattr(scenario.policy, kind)
        self._up_to: list[float] = []
        self._as_of = -1
        for member in self.all:
            rule = self._rules[member.name]
            if rule.leaves is not None:
                clock.env.process(self._leave(member, scenario.days.number(rule.leaves)))

    def present(self) -> list[M]:
        """List those that take part today: from the day they join until the day before they leave."""
        return [member for member in self.all if self._is_present(member)]

    def _is_present(self, member: M) -> bool:
        today, rule = self.scenario.days.date(self.clock.today), self._rules[member.name]
        return (rule.joins is None or rule.joins <= today) and (rule.leaves is None or today < rule.leaves)

    def choose(self, luck: Luck) -> M:
        """Draw one of those present, by weight.

        Raises
        ------
        ValueError
            If nobody with a weight is present.
        """
        return self.all[luck.index(self._shares_today())]

    def _shares_today(self) -> list[float]:
        if self._as_of != self.clock.today:
            pairs = zip(self.all, self._weights, strict=True)
            weights = [weight if self._is_present(member) else 0.0 for member, weight in pairs]
            if sum(weights) <= 0:
                day = self.scenario.days.date(self.clock.today)
                raise ValueError(f"policy.{self.kind}: on {day} people need one, and none with a weight takes part")
            self._as_of, self._up_to = self.clock.today, cumulative(weights)
        return self._up_to

    def _leave(self, member: M, day: int) -> Generator[simpy.Event, None, None]:
        if day < 0:
            return
        yield self.clock.until(day, MEMBERSHIP)
        yield self.clock.until(day, MOVING)
        member.move_out()
