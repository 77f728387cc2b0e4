"""What every table of a scenario file has in common."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Uncertain

Share = Annotated[Uncertain, Within(0, 1, "share")]
Persons = Annotated[Uncertain, Within(0, 2.7e8, "persons")]
PersonsPerDay = Annotated[Uncertain, Within(0, math.inf, "persons a day")]
PaymentsPerDay = Annotated[Uncertain, Within(0, math.inf, "payments a day")]
UncertainDays = Annotated[Uncertain, Within(0.05, 400, "days")]
WholeDays = Annotated[int, Within(0, 400, "days")]
Weight = Annotated[float, Within(0, math.inf, "weight, relative to the others")]


class Table(BaseModel):
    """A frozen table that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")


class Sourced(Table):
    """A table that says where its values come from."""

    source: Annotated[str, Field(min_length=3, description='where the values come from, or "assumption"')]
