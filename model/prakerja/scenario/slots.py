"""Slots: the days on which a wave can open, the same in every draw; whether one does is for the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prakerja.scenario.scenario import Scenario


@dataclass(frozen=True)
class Slot:
    """A possible wave: day numbers, its places when they are fixed in advance, and the rules for its recipients."""

    name: str
    opens: int
    closes: int
    announces: int
    places: int | None
    priority_share: float
    province_weights: str
    last_order: int
    """The last day on which its recipients can order a first course; later than that, they are revoked."""


def slots_of(scenario: Scenario) -> tuple[Slot, ...]:
    """List the slots of a scenario by announcement: the waves fixed in advance and those of the calendar.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> [slot.name for slot in slots_of(load("scenarios/prakerja-2020.toml"))][:8]
    ['1', '2', '3', '4', '5', '6', '7', '8']
    """
    slots = [*_fixed(scenario), *_planned(scenario)]
    return tuple(sorted(slots, key=lambda slot: (slot.announces, slot.opens)))


def _fixed(scenario: Scenario) -> Iterator[Slot]:
    number, usual = scenario.days.number, scenario.policy.selection
    for name, wave in scenario.policy.waves.items():
        yield Slot(
            name=name,
            opens=number(wave.opens),
            closes=number(wave.closes),
            announces=number(wave.announces),
            places=wave.places,
            priority_share=usual.priority_share if wave.priority_share is None else wave.priority_share,
            province_weights=wave.province_weights or usual.province_weights,
            last_order=_last_order(scenario, number(wave.announces), wave.window_days),
        )


def _planned(scenario: Scenario) -> Iterator[Slot]:
    calendar, usual = scenario.policy.calendar, scenario.policy.selection
    if calendar is None:
        return
    for wave, opens in enumerate(calendar.openings(), start=len(scenario.policy.waves) + 1):
        day = scenario.days.number(opens)
        yield Slot(
            name=str(wave),
            opens=day,
            closes=day + calendar.open_days,
            announces=day + calendar.announce_after_days,
            places=None,
            priority_share=usual.priority_share,
            province_weights=usual.province_weights,
            last_order=_last_order(scenario, day + calendar.announce_after_days),
        )


def _last_order(scenario: Scenario, announces: int, window_days: int | None = None) -> int:
    window = scenario.policy.purchase.window_days if window_days is None else window_days
    return min(announces + window, scenario.days.number(scenario.policy.training.deadline))
