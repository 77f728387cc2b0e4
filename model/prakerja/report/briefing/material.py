"""What a briefing is made of: a forecast, policies compared in the same futures, what is recommended of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from prakerja.scenario import Scenario
from prakerja.study import Comparison, Forecast, Recommendation


@dataclass(frozen=True, repr=False)
class Material:
    """The results that a briefing tells.

    Attributes
    ----------
    forecast
        Of the scenario.
    comparison
        Of policies with it; None where none were named.
    recommendation
        Of these; None where nobody's preferences were stated.
    command
        The command line that makes it again; empty if none does.
    """

    forecast: Forecast
    comparison: Comparison | None = None
    recommendation: Recommendation | None = None
    command: str = ""

    @property
    def scenario(self) -> Scenario:
        """Of which it is."""
        return self.forecast.scenario

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides its numbers."""
        made_of = dict(self.forecast.provenance)
        if self.comparison:
            made_of["compared"] = {one.name: one.scenario.hash for one in self.comparison.policies}
        if self.recommendation:
            made_of["preferences"] = self.recommendation.preferences.title
        return made_of | ({"command": self.command} if self.command else {})
