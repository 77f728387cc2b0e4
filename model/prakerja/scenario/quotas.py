"""`[policy.quota]`: the rules a scenario can name, and their parameters; `policy` says what they do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from prakerja.scenario.bounds import Within
from prakerja.scenario.plain import Whole
from prakerja.scenario.section import MOST_PEOPLE, Sourced


class Fixed(Sourced):
    """The same places every wave until the selected reach the target."""

    rule: Literal["fixed"]
    places: Annotated[Whole, Within(0, MOST_PEOPLE, "persons a wave")]


class NoMore(Sourced):
    """No wave beyond those fixed in advance."""

    rule: Literal["no more waves"]


Quota = Annotated[Fixed | NoMore, Field(discriminator="rule")]
"""The rule that sets the places of each wave of the calendar."""
