"""The clock of a scenario: from the launch to the last day that is simulated."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from prakerja.scenario.plain import Day
from prakerja.scenario.problems import Problem, refusal
from prakerja.scenario.section import Table

_LONGEST_CLOCK = 800


class Span(Table):
    """The span of the simulation: its first day, the day the questions are asked about, its last day."""

    launch: Day
    year_end: Day
    ends: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        wrong = []
        if self.year_end <= self.launch:
            wrong.append(Problem("year_end", str(self.year_end), f"must be after launch ({self.launch})"))
        if self.ends < self.year_end:
            wrong.append(Problem("ends", str(self.ends), f"must not be before year_end ({self.year_end})"))
        if (self.ends - self.launch).days > _LONGEST_CLOCK:
            wrong.append(Problem("ends", str(self.ends), f"must be at most {_LONGEST_CLOCK} days after launch"))
        if wrong:
            raise refusal(*wrong)
        return self
