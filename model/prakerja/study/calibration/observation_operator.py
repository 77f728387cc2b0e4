"""What a published figure is a reading of: the one table that says it, and why the others are not used.

A figure is read off the journal at the end of its day. The figures of one quantity (and wave) in the order of their
days are one *reading*: the model's path, and the published points on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from prakerja.scenario import Scenario, Slot, slots_of
from prakerja.scenario.arrays import Floats

Source = Callable[[str], Floats]
"""Gives a series of the journal by name, shape (day, draw)."""

REGISTRATION, PIPELINE, DECIDED = "registration", "pipeline", "decided"
"""The parts of the model that may miss by different amounts: who comes; what becomes of recipients; and what the office
decided, which is history and teaches nothing about either."""


@dataclass(frozen=True)
class Component:
    """How a published quantity is read off the journal.

    Attributes
    ----------
    group
        The half of the model whose discrepancy it shares.
    path
        Gives the model's path, shape (day, draw); None where the figure of that wave cannot be told from others.
    decreed
        Whether the day of the count is that of a decree or a deadline: neither its age nor its hour is in doubt.
    at_once
        Whether it changes by orders, each of which holds on a day for all whom it concerns: a count knows the whole of
        an order or nothing of it.
    """

    group: str
    path: Callable[[Source, Scenario, str], Floats | None]
    decreed: bool = False
    at_once: bool = False


def _series(name: str) -> Callable[[Source, Scenario, str], Floats | None]:
    return lambda source, _scenario, _wave: source(name)


def _joiners(source: Source, scenario: Scenario, wave: str) -> Floats | None:
    """Count who joined a wave, from its opening on, if no other wave was open meanwhile."""
    slot = _slot(scenario, wave)
    others = [other for other in slots_of(scenario) if slot and other.name != wave]
    if slot is None or any(other.opens <= slot.closes and slot.opens <= other.closes for other in others):
        return None
    joined = source("joined")
    before = joined[slot.opens - 1] if slot.opens > 0 else np.zeros_like(joined[0])
    inside = np.arange(len(joined))[:, None]
    path = np.where(inside < slot.opens, 0, joined - before)
    return np.where(inside > slot.closes, path[min(slot.closes, len(path) - 1)], path)


def _first_joiners(source: Source, scenario: Scenario, _wave: str) -> Floats | None:
    """Count who ever joined, while there has been one wave only: later, the journal's joinings count people twice."""
    opens = sorted(slot.opens for slot in slots_of(scenario))
    joined = source("joined").copy()
    if len(opens) > 1:
        joined[opens[1] :] = np.nan
    return joined


def _revoked_of_wave(source: Source, scenario: Scenario, wave: str) -> Floats | None:
    """Count who is revoked as a wave's window ends, if no other window ends that day."""
    ends = {slot.name: slot.last_order for slot in slots_of(scenario)}
    day = ends.get(wave, 0)
    revoked = source("revoked")
    if day < 1 or list(ends.values()).count(day) > 1:
        return None
    on_the_day = np.diff(revoked, axis=0, prepend=0)
    return np.cumsum(np.where(np.arange(len(revoked))[:, None] == day, on_the_day, 0), axis=0)


def _slot(scenario: Scenario, wave: str) -> Slot | None:
    return next((slot for slot in slots_of(scenario) if slot.name == wave), None)


COMPONENTS: Mapping[str, Component] = {
    "registered_cumulative": Component(REGISTRATION, _series("registered")),
    "email_verified_cumulative": Component(REGISTRATION, _series("email_verified")),
    "nik_verified_cumulative": Component(REGISTRATION, _series("identity_verified")),
    "joined_wave_cumulative": Component(REGISTRATION, _first_joiners),
    "wave_registrants": Component(REGISTRATION, _joiners),
    "selected_cumulative": Component(DECIDED, _series("selected"), decreed=True),
    "budget_committed_rupiah_cumulative": Component(DECIDED, _series("committed"), decreed=True),
    "bought_training_cumulative": Component(PIPELINE, _series("bought")),
    "completed_first_training_cumulative": Component(PIPELINE, _series("completed")),
    "incentive_recipients_cumulative": Component(PIPELINE, _series("paid_once")),
    "incentive_rupiah_cumulative": Component(PIPELINE, _series("paid_incentive")),
    "revoked_cumulative": Component(PIPELINE, _series("revoked"), at_once=True),
    "revoked_wave": Component(PIPELINE, _revoked_of_wave, decreed=True),
}
"""By the name of a quantity in observations.csv."""

NOT_USED: Mapping[str, str] = {
    "completed_minus_paid_gap": "the difference of two figures that are used themselves",
    "first_incentive_throughput": "derived from figures that are used themselves",
    "revoked_refund_rupiah_cumulative": "the revoked, times the package",
    "wave_selected": "history: the waves of the scenario",
    "wave_quota": "a decision: the waves of the scenario",
    "quota_total_2020": "a decision",
    "survey_respondents_cumulative": "it is not said whether persons or answers were counted",
    "platform_training_count": "it states the platforms' weights",
    "param_incentive_processing_days": "it states the prior of the wait",
}
"""Quantities that teach the model nothing more, and why."""

OTHERWISE = "no series of the model reads it"


def path_of(quantity: str, wave: str, source: Source, scenario: Scenario) -> Floats | None:
    """Return the model's path of a published quantity, shape (day, draw), or None where there is none.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> ramp = lambda name: np.arange(20.0)[:, None]
    >>> path_of("registered_cumulative", "", ramp, load("scenarios/small.toml"))[3]
    array([3.])
    """
    component = COMPONENTS.get(quantity)
    return component.path(source, scenario, wave) if component else None


def source_of(series: Any, until: int | None = None) -> Source:
    """Read series off a journal or an ensemble's dataset, as real numbers, up to and including day `until`."""
    end = None if until is None else until + 1
    return lambda name: np.asarray(series[name][:end], dtype=np.float64)
