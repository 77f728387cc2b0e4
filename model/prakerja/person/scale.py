"""The same programme for fewer people: persons, capacities and the budget shrink; packages do not."""

from __future__ import annotations

import math
from typing import Any

from pydantic import BaseModel

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import values_of
from prakerja.scenario.fields import options_of, range_of
from prakerja.scenario.scenario import build

SHRINKING = ("persons", "persons a wave", "persons a day", "payments a day")
"""The units whose values are in proportion to the people there are."""

_LOCATIONS = ("low", "high", "mode", "mean", "sd", "median", "p05", "p90", "p95")


def scaled(scenario: Scenario, factor: float) -> Scenario:
    """Shrink (or enlarge) a scenario.

    Places and the target are rounded to whole persons, budget lines down to whole rupiah. A distribution is
    scaled as a whole, so a draw with the same seed is in proportion.

    Parameters
    ----------
    factor
        Above 0, such as ``1 / 1000``.

    Raises
    ------
    ValueError
        If the factor is not above 0.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> small = scaled(load("scenarios/prakerja-2020.toml"), 1 / 1000)
    >>> small.policy.target.recipients, small.policy.budget.ceiling, small.policy.benefits.package
    (5600, 20000000000, 3550000)
    """
    if not 0 < factor < math.inf:
        raise ValueError(f"factor is {factor}; must be above 0, such as 1 / 1000")
    tree = scenario.model_dump(exclude_none=True)
    _shrink(scenario, tree, factor)
    budget = tree["policy"]["budget"]
    for line, value in budget.items():
        if isinstance(value, int):  # rounded down, so that the lines still fit under the ceiling
            budget[line] = math.floor(value * factor + 1e-6)
    tree["name"] = f"{scenario.name} times {factor:g}"
    return build(tree, where=tree["name"])


def scaled_draws(scenario: Scenario, draws: Draws, factor: float) -> Draws:
    """Shrink draws of a scenario in the same way; for draws that do not come from its own distributions.

    Parameters
    ----------
    scenario
        The one the draws are of, not shrunk.
    """
    units = {value.path: value.within.unit for value in values_of(scenario)}
    shrinking = [path for path, unit in units.items() if _shrinks(unit)]
    return draws.replace({path: draws[path] * factor for path in shrinking})


def _shrinks(unit: str) -> bool:
    return unit.partition(";")[0] in SHRINKING


def _shrink(table: BaseModel, tree: dict[str, Any], factor: float) -> None:
    for key, field in type(table).model_fields.items():
        here = getattr(table, key)
        within = range_of(options_of(field.annotation, field.metadata))
        if within is not None and _shrinks(within.unit):
            if here is not None:
                tree[key] = _times(here, tree[key], factor)
        elif isinstance(here, BaseModel):
            _shrink(here, tree[key], factor)
        elif isinstance(here, dict):
            for name, below in here.items():
                if isinstance(below, BaseModel):
                    _shrink(below, tree[key][name], factor)


def _times(value: Any, stated: Any, factor: float) -> Any:
    if isinstance(value, Distribution):
        return {key: part * factor if key in _LOCATIONS else part for key, part in stated.items()}
    return round(value * factor) if isinstance(value, int) else value * factor
