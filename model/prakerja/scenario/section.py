"""What every table of a scenario file has in common."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from prakerja.scenario.bounds import Within
from prakerja.scenario.families import Uncertain
from prakerja.scenario.plain import Real, Whole

MOST_PEOPLE = 270_000_000
"""Residents of Indonesia in 2020, rounded: no count of people is larger."""

Share = Annotated[Uncertain, Within(0, 1, "share")]
Persons = Annotated[Uncertain, Within(0, MOST_PEOPLE, "persons")]
PersonsPerDay = Annotated[Uncertain, Within(0, MOST_PEOPLE, "persons a day")]
UncertainDays = Annotated[Uncertain, Within(0.05, 400, "days")]
WholeDays = Annotated[Whole, Within(0, 400, "days")]
Weight = Annotated[Real, Within(0, 1e9, "weight, relative to the others")]
UncertainWeight = Annotated[Uncertain, Within(0, 1e9, "weight, relative to the others")]

SalesPerDay = Annotated[Uncertain, Within(0, math.inf, "persons a day; inf is no limit")]
PaymentsPerDay = Annotated[Uncertain, Within(0, math.inf, "payments a day; inf is no limit")]


_WHERE_FROM = 'where the values come from, or "assumption"'
Source = Annotated[str, Field(min_length=3, max_length=2000, description=_WHERE_FROM)]


class Table(BaseModel):
    """A frozen table that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Sourced(Table):
    """A table that says where its values come from."""

    source: Source
