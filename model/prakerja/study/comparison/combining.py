"""Combining levers: which combinations are run, all or first a fraction and then those that it foretells to be best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from prakerja.scenario import Scenario, load
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.factorial import foretold
from prakerja.study.comparison.fraction import FULL, Levels, design
from prakerja.study.comparison.levers import combined, in_order
from prakerja.study.comparison.policies import compare
from prakerja.study.comparison.policy import NamedPolicy
from prakerja.study.comparison.portfolios import Portfolios
from prakerja.study.comparison.preferences import Preferences, preferences_of
from prakerja.study.comparison.score import contest

FOLLOWED = 8
"""Combinations that are run after a fraction: the best it foretells."""

_LEADING = "paid_once"
"""What is best where nobody says what counts, if the combinations are judged by it."""


def combine(
    base: Scenario | str | Path,
    levers: Iterable[Scenario | str | Path],
    prefer: Preferences | str | Path | None = None,
    **how: Any,
) -> Portfolios:
    """Compare combinations of some levers with a base, in the same futures.

    Of up to six levers every combination is run. Of seven to ten a fraction of 64 is, by which effects of levers and
    pairs are told; then each lever alone, and the eight combinations that these effects foretell to be best. So
    whatever is recommended was simulated.

    Parameters
    ----------
    base
        A scenario or its file.
    levers
        Scenarios that change different things of the base, or their files: two to ten, in any order.
    prefer
        What somebody wants of a policy, or its file: gives one recommendation, and the cheapest that will do.
    **how
        As for `compare`: draws, seed, as_of, criteria ...

    Raises
    ------
    InputError
        If two levers set the same key to different values (naming both), there are too few or too many, or a
        combination is no sound scenario.

    Examples
    --------
    >>> plan = load("scenarios/small.toml")
    >>> half = plan.replace({"policy.quota.places": 400}, name="half")
    >>> later = plan.replace({"policy.training.deadline": "2020-12-31"}, name="later")
    >>> found = combine(plan, [later, half], draws=16, seed=1, workers=1)
    >>> found.comparison.names, found.together("reached", "half").verdict
    (['small', 'half', 'later', 'half + later'], 'worse')
    """
    start = base if isinstance(base, Scenario) else load(base)
    view = preferences_of(start, prefer)
    chosen = in_order([one if isinstance(one, Scenario) else load(one) for one in levers])
    names = tuple(one.name for one in chosen)
    levels = design(len(names))
    some = [_named(row, names) for row in levels]
    comparison = compare(start, combined(start, chosen, some[1:]).values(), **how)
    if len(names) > FULL:
        more = [
            one for one in [*((name,) for name in names), *_best(comparison, levels, names, view)] if one not in some
        ]
        again = how | {"draws": comparison.world}
        comparison = _joined(comparison, compare(start, combined(start, chosen, more).values(), **again))
        some += more
    return Portfolios(comparison, names, dict(zip(comparison.names, some, strict=True)), len(levels), view)


def _best(
    comparison: Comparison, levels: Levels, names: tuple[str, ...], view: Preferences | None
) -> list[tuple[str, ...]]:
    """Return the combinations that the effects of levers and pairs foretell to be best, of those not run yet."""
    everything = (np.arange(2 ** len(names))[:, None] >> np.arange(len(names)) & 1).astype(np.bool_)
    run = {tuple(row) for row in levels}
    left = np.array([row for row in everything if tuple(row) not in run])
    judged = [one.name for one in comparison.criteria]
    told = view.criteria if view else (_LEADING if _LEADING in judged else judged[0],)
    values = np.stack([foretold(levels, comparison.values(name), left) for name in told], axis=1)
    policies = tuple(NamedPolicy(f"{number}", comparison.scenario) for number in range(len(left)))
    data = xr.Dataset({"outcome": (("policy", "criterion", "draw"), values)})
    as_foretold = Comparison(policies, comparison.seed, tuple(map(CRITERIA.__getitem__, told)), data, comparison.world)
    best = _ranked(as_foretold, view) if view else as_foretold.ranking(told[0])
    return [_named(left[int(policy)], names) for policy in best[:FOLLOWED]]


def _ranked(comparison: Comparison, view: Preferences) -> list[str]:
    """Return policies by preferences: those that keep what is required, best first; then those that come nearest."""
    slacks = {
        name: min((one.slack(comparison.values(one.name, name)) for one in view.require), default=0.0)
        for name in comparison.names
    }
    allowed = [name for name in comparison.names if slacks[name] >= 0]
    ranked: list[str] = []
    if allowed:
        found = contest(comparison, view, allowed)
        ranked = [found.policies[n] for n in np.argsort(-found.scores.mean(axis=1), kind="stable")]
    return ranked + sorted(set(comparison.names) - set(ranked), key=lambda name: (-slacks[name], int(name)))


def _joined(one: Comparison, more: Comparison) -> Comparison:
    """Return two comparisons with a baseline in the same futures as one."""
    data = xr.concat([one.data, more.data.isel(policy=slice(1, None))], dim="policy", join="exact")
    return Comparison(one.policies + more.policies[1:], one.seed, one.criteria, data, one.world, one.origin)


def _named(row: Sequence[Any], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name, is_in in zip(names, row, strict=True) if is_in)
