"""Names of policies, short enough for a screen and a figure."""

from __future__ import annotations

NAME = 26
"""The longest name of a policy that a screen has room for."""


def short_name(name: str, baseline: str = "", width: int = NAME) -> str:
    """Shorten the name of a policy: what it shares with the baseline goes first.

    Examples
    --------
    >>> short_name("plan with policy.quota.places=400000", "plan")
    'policy.quota.places=400000'
    """
    name = name.removeprefix(f"{baseline} with ")
    return name if len(name) <= width else name[: width - 1] + "…"
