"""Stress tests: the same policies once more under each of some misfortunes, all in the same futures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from prakerja.scenario import Draws, InputError, Observations, Problem, Scenario, load
from prakerja.scenario.load import extended
from prakerja.scenario.otherwise import said_also, said_otherwise
from prakerja.scenario.shipped import FOLDER
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import worlds_of
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import criteria_of
from prakerja.study.comparison.paired import Difference, difference
from prakerja.study.comparison.policies import compare
from prakerja.study.runs.shown import Shown


@dataclass(frozen=True, repr=False)
class StressTest(Shown):
    """What policies come to under each of some misfortunes.

    Attributes
    ----------
    planned
        The comparison without any.
    under
        The comparison under each, by its name.
    titles
        What each is, by its name.
    criterion
        By which the policies are judged.
    folder
        Where the misfortunes lie, if none were named.
    """

    planned: Comparison
    under: Mapping[str, Comparison]
    titles: Mapping[str, str]
    criterion: str
    folder: str = ""

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        under = {name: found.provenance["policies"] for name, found in self.under.items()}
        return self.planned.provenance | {"under": under}

    def change(self, policy: str, stress: str) -> Difference:
        """Return a policy under a misfortune minus itself without, future by future, as one of all such differences."""
        criterion = next(one for one in self.planned.criteria if one.name == self.criterion)
        values = [found.values(self.criterion, policy) for found in (self.under[stress], self.planned)]
        return difference(
            criterion, (stress, values[0]), (policy, values[1]), len(self.under) * len(self.planned.names)
        )

    def to_dataframe(self) -> pd.DataFrame:
        """Return every policy under every misfortune minus itself without, a row each."""
        rows = [
            {
                "criterion": self.criterion, "unit": found.criterion.unit, "policy": policy, "under": name,
                "planned": self.planned.range(self.criterion, policy).expected, "under_minus_planned": found.expected,
                "standard_error": found.error, "simultaneous_low": found.low, "simultaneous_high": found.high,
                "verdict": found.verdict, "best_under": self.best(name),
            }
            for name in self.under
            for policy in self.planned.names
            for found in [self.change(policy, name)]
        ]  # fmt: skip
        return pd.DataFrame(rows)

    def best(self, stress: str | None = None) -> str:
        """Return the policy that is best in expectation, without or under a misfortune."""
        return (self.planned if stress is None else self.under[stress]).ranking(self.criterion)[0]


def stress(
    base: Scenario | str | Path,
    others: Iterable[Scenario | str | Path],
    under: Iterable[Scenario | str | Path] | None = None,
    criterion: str = "paid_once",
    *,
    draws: int | Draws = 2000,
    seed: int = 2020,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    **how: Any,
) -> StressTest:
    """Compare policies with a baseline, as planned and under each of some misfortunes.

    Parameters
    ----------
    base, others
        The baseline and the policies, as for `compare`.
    under
        Misfortunes: scenarios or their files; those in the folder ``stress`` beside the baseline, or else the shipped
        ones, unless named. What one says otherwise than the file it extends, or else than the baseline, happens to
        every policy, whatever the policy had decided of the same thing.
    criterion
        One of `CRITERIA`.
    draws, seed, as_of, observations, posterior, prior, quick, **how
        As for `compare`: what is learnt is learnt once, from the baseline.

    Raises
    ------
    InputError
        If there is no misfortune, one changes nothing, or a policy under one is no sound scenario.
    """
    judged = criteria_of([criterion])
    start = base if isinstance(base, Scenario) else load(base)
    policies = [one if isinstance(one, Scenario) else load(one) for one in others]
    folder = misfortunes_of(start) if under is None else None
    named = sorted(folder.glob("*.toml")) if folder else under or ()
    misfortunes = [one if isinstance(one, Scenario) else load(one) for one in named]
    if not misfortunes:
        raise InputError("stress", [Problem("under", "", "name at least one scenario")])
    struck = {one.name: [strike(policy, start, one) for policy in (start, *policies)] for one in misfortunes}
    asked: dict[str, Any] = {"draws": draws, "seed": seed, "criteria": [one.name for one in judged], **how}
    worlds = worlds_of(
        start, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        **{key: how[key] for key in ("workers", "executor", "cache") if key in how},
    )  # fmt: skip
    same: dict[str, Any] = {"prior": True} if worlds.posterior is None else {"posterior": worlds.posterior}
    return StressTest(
        compare(start, policies, **asked, **same),
        {name: compare(first, rest, **asked, **same) for name, (first, *rest) in struck.items()},
        {one.name: one.title for one in misfortunes},
        criterion,
        f"{folder.parent.name}/{folder.name}" if folder else "",
    )


def misfortunes_of(base: Scenario) -> Path:
    """Return the folder of misfortunes: beside a scenario's file, in its scenarios folder, or else what is shipped.

    Examples
    --------
    >>> misfortunes_of(load("scenarios/small.toml")).parts[-2:]
    ('scenarios', 'stress')
    """
    places = [place / "stress" for place in (base.own_folder, base.folder, FOLDER) if place]
    return next(place for place in places if any(place.glob("*.toml")))


def strike(policy: Scenario, base: Scenario, misfortune: Scenario) -> Scenario:
    """Return a policy to which happens what a scenario says otherwise than the file it extends, or than the baseline.

    Examples
    --------
    >>> plan, outage = load("scenarios/prakerja-2020.toml"), load("scenarios/stress/partner-outage.toml")
    >>> policy = load("scenarios/policies/pay-every-day.toml")
    >>> struck = strike(policy, plan, outage)
    >>> sorted(struck.world.outages), struck.policy.partners["bni"].every_day_from == date(2020, 10, 1), struck.name
    (['gopay october'], True, 'pay-every-day')
    """
    usual = extended(misfortune) or base
    said = said_otherwise(usual, misfortune)
    if not said:
        raise InputError("stress", [Problem("under", misfortune.name, f"says nothing otherwise than {usual.name}")])
    try:
        return said_also(policy, said, policy.name)
    except InputError as error:
        raise InputError(f"{policy.name} under {misfortune.name}", error.problems) from None
