"""What differs between two scenarios, in words."""

from __future__ import annotations

from typing import Any

from prakerja.scenario.scenario import Scenario


def diff(one: Scenario, other: Scenario) -> list[str]:
    """Say what differs, one line each, in the order of the file.

    Returns
    -------
    lines such as ``"policy.quota.places: 800,000 becomes 400,000"``; empty when both would give the same results
    """
    before, after = flatten(one.values()), flatten(other.values())
    lines = []
    for path in [*before, *(p for p in after if p not in before)]:
        if path not in after:
            lines.append(f"{path}: {show(before[path])} is dropped")
        elif path not in before:
            lines.append(f"{path}: {show(after[path])} is added")
        elif before[path] != after[path]:
            lines.append(f"{path}: {show(before[path])} becomes {show(after[path])}")
    return lines


def flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Give the leaves of a tree by dotted path; a distribution or lag is one leaf."""
    leaves: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and "dist" not in value:
            leaves |= flatten(value, f"{prefix}{key}.")
        else:
            leaves[prefix + key] = value
    return leaves


def show(value: Any) -> str:
    """Write a value as a person would.

    Examples
    --------
    >>> show(800_000), show(0.25), show({"dist": "lognormal", "median": 5, "p90": 9})
    ('800,000', '0.25', 'lognormal (median 5, p90 9)')
    """
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if value in (float("inf"), "Infinity"):
        return "no limit"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.10g}"
    if isinstance(value, dict):
        return f"{value['dist']} ({', '.join(f'{k} {show(v)}' for k, v in value.items() if k != 'dist')})"
    return str(value)
