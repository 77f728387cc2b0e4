"""A briefing: a forecast, policies compared in the same futures if any are, and what is recommended of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prakerja.report.briefing.formats import check_formats
from prakerja.scenario import Scenario
from prakerja.study import Comparison, Forecast, Recommendation
from prakerja.study.runs.shown import Shown


@dataclass(frozen=True, repr=False)
class Briefing(Shown):
    """What a briefing says.

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

    def save(self, folder: str | Path, formats: str | Iterable[str] = ("html",), lang: str = "en") -> list[Path]:
        """Write it as files, each complete or not at all.

        Parameters
        ----------
        folder
            Where to; it is made if it is not there.
        formats
            Some of ``"html"``, ``"pdf"``, ``"pptx"`` and ``"xlsx"``.
        lang
            ``"en"`` or ``"id"``.

        Returns
        -------
        the files: ``brief-en.html`` and the like

        Raises
        ------
        InputError
            If a format is unknown, or the extra that writes it is not installed.
        """
        from prakerja.report.briefing.files import write

        return write(self, Path(folder), check_formats(formats), lang)
