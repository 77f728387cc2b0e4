"""What differs between two scenarios, in words, with units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from prakerja.scenario.distribution import Distribution
from prakerja.scenario.lag import BaseLag
from prakerja.scenario.leaves import Keys, Leaf, leaves, tables
from prakerja.scenario.money import in_words
from prakerja.scenario.paths import join
from prakerja.scenario.problems import found
from prakerja.scenario.scenario import PROSE, Scenario


def diff(one: Scenario, other: Scenario) -> list[str]:
    """Say what differs, one line each, in the order of the schema; nothing if both give the same results.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> diff(plan, plan.replace({"policy.quota.places": 400_000}))
    ['policy.quota.places: 800,000 becomes 400,000 (persons a wave)']
    """
    before, after = _leaves(one), _leaves(other)
    whole = _lags_of_other_kinds(one, other)
    lines = [f"{join(keys)}: {lag_in_words(lags[0])} becomes {lag_in_words(lags[1])}" for keys, lags in whole.items()]
    for keys in [*before, *(keys for keys in after if keys not in before)]:
        if not any(keys[: len(lag)] == lag for lag in whole):
            lines += _difference(keys, before.get(keys), after.get(keys))
    return lines


def differently_meant(one: Scenario, other: Scenario) -> list[str]:
    """Say where two scenarios state otherwise what their beliefs together are meant to say: it changes no result.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml").replace({"implied.ever_paid.p95": 0.9})
    >>> differently_meant(plan, plan.replace({"implied.ever_paid.p95": 0.99}))
    ['implied.ever_paid.p95: 0.9 becomes 0.99 (share)']
    """
    before, after = _meant(one), _meant(other)
    both = [*before, *(keys for keys in after if keys not in before)]
    return [line for keys in both for line in _difference(keys, before.get(keys), after.get(keys))]


def _difference(keys: Keys, before: Leaf | None, after: Leaf | None) -> list[str]:
    was, becomes = before.value if before else None, after.value if after else None
    if was == becomes:
        return []
    within = (before and before.within) or (after and after.within)
    unit = f" ({within.unit})" if within and within.unit != "rupiah" else ""
    if becomes is None:
        said = f"{in_short(was, before)} is dropped"
    elif was is None:
        said = f"{in_short(becomes, after)} is added"
    else:
        said = f"{in_short(was, before)} becomes {in_short(becomes, after)}"
    return [f"{join(keys)}: {said}{unit}"]


def _leaves(scenario: Scenario) -> dict[Keys, Leaf]:
    return {keys: leaf for keys, leaf in _values(leaves(scenario)) if keys[0] not in ("implied", "expects")}


def _meant(scenario: Scenario) -> dict[Keys, Leaf]:
    return dict(_values(leaves(scenario.implied, ("implied",)))) if scenario.implied else {}


def _values(found_leaves: Iterable[Leaf]) -> Iterator[tuple[Keys, Leaf]]:
    return ((leaf.keys, leaf) for leaf in found_leaves if leaf.keys[-1] not in PROSE and leaf.value is not None)


def _lags_of_other_kinds(one: Scenario, other: Scenario) -> dict[Keys, tuple[BaseLag, BaseLag]]:
    """Find the lags of which another family was chosen: comparing their parameters would say nothing."""
    before = {keys: table for keys, table in tables(one) if isinstance(table, BaseLag)}
    after = {keys: table for keys, table in tables(other) if isinstance(table, BaseLag)}
    both = {keys: (lag, after[keys]) for keys, lag in before.items() if keys in after}
    return {keys: lags for keys, lags in both.items() if type(lags[0]) is not type(lags[1])}


def in_short(value: Any, leaf: Leaf | None = None) -> str:
    """Write a value as a person would, money in rupiah and a distribution in words.

    Examples
    --------
    >>> from prakerja.scenario.families import Beta, Lognormal
    >>> in_short(800_000), in_short(0.25), in_short(float("inf"))
    ('800,000', '0.25', 'no limit')
    >>> in_short(Beta(dist="beta", p05=0.8, p95=0.985))
    '0.8 to 0.985 in nine cases of ten (beta)'
    >>> in_short(Lognormal(dist="lognormal", median=5, p90=9))
    'half below 5, nine in ten below 9 (lognormal)'
    """
    if isinstance(value, Distribution):
        return _distribution_in_words(value)
    if isinstance(value, bool):
        return str(value).lower()
    if value == float("inf"):
        return "no limit"
    if isinstance(value, int):
        is_money = leaf is not None and leaf.within is not None and leaf.within.unit == "rupiah"
        return in_words(value) if is_money else f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, tuple):
        return ", ".join(in_short(part) for part in value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return found(value) if isinstance(value, str) else str(value)


def _distribution_in_words(distribution: Distribution) -> str:
    stated = {key: in_short(float(number)) for key, number in distribution.stated.items()}
    family = getattr(distribution, "dist", "")
    match sorted(stated):
        case ["high", "low"]:
            evenly = "every order of magnitude alike" if family == "loguniform" else "all alike"
            return "{low} to {high}, ".format(**stated) + evenly
        case ["high", "low", "mode"]:
            return "{low} to {high}, likeliest {mode}".format(**stated)
        case ["p05", "p95"]:
            return "{p05} to {p95} in nine cases of ten".format(**stated) + f" ({family})"
        case ["median", "p90"]:
            return "half below {median}, nine in ten below {p90}".format(**stated) + f" ({family})"
        case _:
            return ", ".join(f"{key} {number}" for key, number in stated.items()) + f" ({family})"


def lag_in_words(lag: BaseLag) -> str:
    """Write a lag with all it states."""
    stated = [key for key in type(lag).model_fields if key not in ("dist", "source")]
    parts = ", ".join(f"{key} {in_short(getattr(lag, key))}" for key in stated)
    return f"{getattr(lag, 'dist', '')} lag ({parts})"
