"""Controls: the levers of a page, each with its range, and what a setting changes in the scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from prakerja.scenario import Scenario
from prakerja.study.forecasting.recycling import otherwise, recycles

Kind = Literal["people", "days", "times", "share", "date", "switch", "number"]
Changes = Mapping[str, Any]

NEW_PARTNER = "another"
"""The name of a payment partner that a switch adds."""

_FINE = 80
"""A slider of the weekly places has so many steps from none to twice the plan's."""


@dataclass(frozen=True)
class Control:
    """A lever: one number, which may stand for a date or for yes and no.

    Attributes
    ----------
    key
        Its name in the address: of a value of the world, the path.
    kind
        What its number is: a date is its ordinal, a switch 0 or 1.
    low, high, step
        Its range, both ends included, and what neighbouring settings differ by.
    now
        What the scenario states; None where that is a distribution.
    changes
        Gives what a setting changes in the scenario, by dotted path.
    """

    key: str
    kind: Kind
    low: float
    high: float
    step: float
    now: float | None
    changes: Callable[[float], Changes]

    def nearest(self, number: float) -> float:
        """Return the setting next to a number.

        Examples
        --------
        >>> Control("priority", "share", 0, 1, 0.05, 0.8, dict).nearest(0.7321)
        0.75
        """
        steps = round((number - self.low) / self.step)
        return float(round(min(self.low + steps * self.step, self.high), 10))


def controls_of(scenario: Scenario) -> list[Control]:
    """Return the levers of a scenario's policy: those that can do something in it, in the order of the page.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> [control.key for control in controls_of(load("scenarios/small.toml"))]  # doctest: +NORMALIZE_WHITESPACE
    ['recycling', 'quota', 'every', 'last_wave', 'priority', 'window', 'deadline', 'capacity', 'partner', 'every_day']
    """
    return [*_quota(scenario), *_calendar(scenario), *_rules(scenario), *_partners(scenario)]


def takes_effect(scenario: Scenario) -> date:
    """Return the day from which new terms with payment partners hold: the first of the month after the as-of date.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> str(takes_effect(load("scenarios/prakerja-2020.toml")))
    '2020-10-01'
    """
    first = (scenario.as_of.replace(day=1) + timedelta(days=32)).replace(day=1)
    return min(first, scenario.clock.ends)


def _quota(scenario: Scenario) -> Iterator[Control]:
    rule, other = scenario.policy.quota, otherwise(scenario)
    if other is not None:
        given_again = recycles(scenario)
        rules = {recycles(plan): plan.policy.quota.model_dump() for plan in (scenario, other)}

        def again(value: float) -> Changes:
            return {f"policy.quota.{key}": stated for key, stated in rules[bool(value)].items()}

        yield Control("recycling", "switch", 0, 1, 1, float(given_again), again)
    places = getattr(rule, "places", 0)
    if places:
        step = max(1, _round(2 * places / _FINE))
        yield _whole("quota", "people", 0, _up(2 * places, step), step, places, "policy.quota.places")


def _calendar(scenario: Scenario) -> Iterator[Control]:
    calendar = scenario.policy.calendar
    if calendar is None:
        return
    yield _whole("every", "days", 1, 28, 1, calendar.every_days, "policy.calendar.every_days")
    none = calendar.first_opens + timedelta(days=calendar.announce_after_days - 1)  # the day before: no wave at all
    first = max(none, scenario.as_of)  # what has been announced cannot be undone
    last = min(scenario.clock.ends, max(scenario.policy.training.deadline, calendar.last_announces))
    if first < last:
        yield _dated("last_wave", first, last, calendar.last_announces, "policy.calendar.last_announces")


def _rules(scenario: Scenario) -> Iterator[Control]:
    policy, waves = scenario.policy, scenario.policy.calendar is not None
    if waves:
        now = policy.selection.priority_share
        yield Control("priority", "share", 0, 1, 0.05, now, lambda x: {"policy.selection.priority_share": x})
        yield _whole("window", "days", 7, 60, 1, policy.purchase.window_days, "policy.purchase.window_days")
    first, last = scenario.as_of + timedelta(days=14), scenario.clock.year_end + timedelta(days=31)
    if first < (last := min(last, scenario.clock.ends)):
        yield _dated("deadline", first, last, policy.training.deadline, "policy.training.deadline")


def _partners(scenario: Scenario) -> Iterator[Control]:
    partners, day = scenario.policy.partners, takes_effect(scenario)
    here = [name for name, partner in partners.items() if partner.present(day)]
    if all(partners[name].enlarged is None for name in here):

        def enlarged(times: float) -> Changes:
            return {f'policy.partners."{name}".enlarged': {"first": day, "times": times} for name in here}

        yield Control("capacity", "times", 0.25, 4, 0.25, 1, enlarged)
    if here and NEW_PARTNER not in partners:
        like = scenario.world.partners[here[0]].model_dump(exclude_none=True)

        def added(value: float) -> Changes:
            new = {f"policy.partners.{NEW_PARTNER}": {"joins": day}, f"world.partners.{NEW_PARTNER}": like}
            return new if value else {}

        yield Control("partner", "switch", 0, 1, 1, 0, added)
    closed = [name for name in here if not partners[name].pays_every_day(scenario.clock.ends)]
    if closed:

        def every_day(value: float) -> Changes:
            return {f'policy.partners."{name}".every_day_from': day for name in closed} if value else {}

        yield Control("every_day", "switch", 0, 1, 1, 0, every_day)


def _whole(key: str, kind: Kind, low: int, high: int, step: int, now: int, path: str) -> Control:
    return Control(key, kind, min(low, now), max(high, now), step, now, lambda x: {path: round(x)})


def _dated(key: str, low: date, high: date, now: date, path: str) -> Control:
    ends = (float(min(low, now).toordinal()), float(max(high, now).toordinal()))
    return Control(key, "date", *ends, 1, now.toordinal(), lambda x: {path: date.fromordinal(round(x))})


def _round(number: float) -> int:
    """Return the round number (1, 2 or 5 and zeros) next below."""
    size = 10 ** (len(str(int(max(number, 1)))) - 1)
    return int(size * max(part for part in (1, 2, 5) if part * size <= max(number, 1)))


def _up(number: float, step: int) -> int:
    return int(-(-number // step) * step)
