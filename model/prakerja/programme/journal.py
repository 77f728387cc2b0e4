"""The journal: what a run writes down every day, in every future.

`SERIES` is the one list of what there is: name, further axis, unit and meaning. Totals are cumulative, stocks are what
stands at the end of the day, flows are what happened that day.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.classes import GROUPS
from prakerja.scenario import Scenario, slots_of


@dataclass(frozen=True)
class Series:
    """A quantity of the journal: its axis besides day and draw, unit, whether it adds up over time, and what it is."""

    axis: str
    unit: str
    sort: str
    meaning: str


SERIES: Mapping[str, Series] = {
    "registered": Series("", "persons", "total", "have registered"),
    "email_verified": Series("", "persons", "total", "have verified their e-mail address"),
    "identity_verified": Series("", "persons", "total", "have verified their identity"),
    "joined": Series("", "persons", "total", "joinings of waves; who joins two waves counts twice"),
    "selected": Series("", "persons", "total", "have been selected, revoked ones included"),
    "revoked": Series("", "persons", "total", "have lost their membership"),
    "ordered": Series("", "persons", "total", "have ordered a first course"),
    "bought": Series("", "persons", "total", "have bought a first course"),
    "started": Series("", "persons", "total", "have started it"),
    "completed": Series("", "persons", "total", "have finished it"),
    "validated": Series("", "persons", "total", "have met the conditions of the first incentive"),
    "paid_once": Series("", "persons", "total", "have been paid at least once"),
    "paid": Series("kind", "payments", "flow", "payments made that day"),
    "attempted": Series("partner", "payments", "flow", "payments attempted that day"),
    "failed": Series("partner", "payments", "flow", "attempts that failed that day"),
    "backlog": Series("partner", "payments", "stock", "due and not paid"),
    "platform_waiting": Series("platform", "persons", "stock", "orders not yet sold"),
    "platform_sold": Series("platform", "persons", "flow", "first courses sold that day"),
    "institution_waiting": Series("institution", "persons", "stock", "buyers who have not started"),
    "institution_started": Series("institution", "persons", "flow", "starts that day"),
    "wait_mean": Series("", "days", "wait", "mean wait of the first incentives paid that day"),
    "wait_p50": Series("", "days", "wait", "median wait of the first incentives paid that day"),
    "wait_p90": Series("", "days", "wait", "90 % of the first incentives paid that day waited no longer"),
    "wait_max": Series("", "days", "wait", "longest wait of a first incentive paid that day"),
    "committed": Series("", "rupiah", "total", "packages moved at decree, gross"),
    "returned": Series("", "rupiah", "total", "packages of the revoked, and lapsed balances"),
    "paid_training": Series("", "rupiah", "total", "vouchers spent"),
    "paid_incentive": Series("", "rupiah", "total", "incentives paid"),
    "paid_survey": Series("", "rupiah", "total", "survey payments made"),
    "paid_management": Series("", "rupiah", "total", "spent on management"),
    "owed": Series("", "rupiah", "stock", "earned by people and not paid yet"),
    "overdue": Series("", "rupiah", "stock", "the part of it whose due day has come"),
    "unearned": Series("", "rupiah", "stock", "committed, not earned and not returned"),
    "available": Series("", "rupiah", "stock", "under the ceiling and not committed"),
}

ONCE: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "wave_joined": (("wave", "window_day"), "persons", "have joined the wave by each day of its window"),
    "wave_selected": (("wave",), "persons", "selected in the wave"),
    "wave_cut": (("wave",), "persons", "places cut because the package would have crossed the ceiling"),
    "wave_revoked": (("wave",), "persons", "of the wave, revoked by year end"),
    "wave_bought": (
        ("wave",),
        "persons",
        "of the wave, bought by year end; expected given the daily counts",
    ),
    "wave_completed": (
        ("wave",),
        "persons",
        "of the wave, finished by year end; expected given the daily counts",
    ),
    "wave_validated": (
        ("wave",),
        "persons",
        "of the wave, validated by year end; expected given the daily counts",
    ),
    "wave_paid_once": (
        ("wave",),
        "persons",
        "of the wave, paid by year end; expected given the daily counts",
    ),
    **{
        f"{name}_by_{axis}": ((axis,), "persons", meaning)
        for axis in ("group", "province")
        for name, meaning in (
            ("candidates", "different eligible people in the waves announced by year end"),
            ("selected", "of them, selected by year end"),
            ("effective", "of them, selected and not revoked by year end; expected given the counts by wave"),
            ("completed", "of them, finished by year end; expected given the counts by wave"),
            ("paid_once", "of them, paid by year end; expected given the counts by wave"),
        )
    },
    "first_wait": (("wait",), "persons", "first incentives paid by year end, by whole days waited"),
}

EVERYTHING = (*SERIES, *ONCE)
"""What a run can write down."""

_NOT_FOLLOWED = {"wave_joined", "wave_selected", "wave_cut", "wave_revoked", "first_wait"}
FOLLOWED = frozenset(ONCE) - _NOT_FOLLOWED
"""What is told only if the waves of whoever leaves a stage are followed (`lineage`)."""


@dataclass(frozen=True)
class Journal:
    """What one run of a block of draws wrote down.

    Attributes
    ----------
    daily
        By the names of `SERIES`: arrays of shape (day, draw), or (day, member, draw) where there is a further axis.
    once
        By the names of `ONCE`: arrays whose last axis is the draw.
    names
        The members of every further axis, as from `members`.
    """

    daily: dict[str, NDArray[Any]]
    once: dict[str, NDArray[Any]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.daily[name] if name in self.daily else self.once[name]

    @classmethod
    def blank(
        cls, days: int, draws: int, names: dict[str, list[str]], whole: bool, kept: Collection[str] = EVERYTHING
    ) -> Journal:
        """Make room for series; people are int32 and rupiah int64 when whole, else everything is float64."""
        daily = {}
        for name, series in SERIES.items():
            if name not in kept:
                continue
            shape = (days, len(names[series.axis]), draws) if series.axis else (days, draws)
            dtype = {"rupiah": np.int64, "days": np.float32}.get(series.unit, np.int32) if whole else np.float64
            daily[name] = np.zeros(shape, dtype=dtype)
        return cls(daily, {}, names)

    def write(self, day: int, entries: Mapping[str, Any]) -> None:
        """Write a day down, as far as it is kept."""
        for name, kept in self.daily.items():
            kept[day] = entries[name]


def members(scenario: Scenario) -> dict[str, list[str]]:
    """Name the members of every further axis, in the order of the arrays."""
    incentives = range(1, scenario.policy.benefits.incentives + 1)
    return {
        "partner": sorted(scenario.policy.partners),
        "platform": sorted(scenario.policy.platforms),
        "institution": sorted(scenario.policy.institutions),
        "group": list(GROUPS),
        "province": sorted(scenario.world.provinces),
        "wave": [slot.name for slot in slots_of(scenario)],
        "kind": [*(f"incentive {n}" for n in incentives), "survey"],
    }
