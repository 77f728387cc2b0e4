"""`[policy.quota]`: the rules a scenario can name, and their parameters; `policy.rules` says what they do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from prakerja.scenario.bounds import Within
from prakerja.scenario.plain import Day, Real, Whole
from prakerja.scenario.section import MOST_PEOPLE, Sourced

Places = Annotated[Whole, Within(0, MOST_PEOPLE, "persons a wave")]


class Fixed(Sourced):
    """The same places every wave until the selected reach the target."""

    rule: Literal["fixed"]
    places: Places


class NoMore(Sourced):
    """No wave beyond those fixed in advance."""

    rule: Literal["no more waves"]


class OneBigWave(Sourced):
    """All that remains to the target in one wave, the first that can open."""

    rule: Literal["one big wave"]


class RecycleRevoked(Sourced):
    """Fixed places until the selected reach the target; then, from a day on, waves of the places that came back."""

    rule: Literal["recycle revoked"]
    places: Places
    recycle_from: Annotated[Day, Field(description="the first day on which a wave of places that came back can open")]
    smallest: Places


class PacedByBacklog(Sourced):
    """Fixed places, but none while those with a payment due can expect to wait longer than this."""

    rule: Literal["paced by backlog"]
    places: Places
    longest_wait: Annotated[Real, Within(0, 365, "working days")]


class PacedByCompletions(Sourced):
    """Fixed places, but no more than would bring those who have not finished a course to this number."""

    rule: Literal["paced by completions"]
    places: Places
    most_in_training: Annotated[Whole, Within(0, MOST_PEOPLE, "persons")]


class CashByYearEnd(Sourced):
    """All that remains, in equal waves announced early enough for the last incentive to be paid by the year end."""

    rule: Literal["cash by year end"]
    first_paid_after: Annotated[Whole, Within(0, 180, "days from announcement to first incentive")]


class OverSelect(Sourced):
    """Fixed places until the effective can be expected to reach the target, as far as the ceiling allows."""

    rule: Literal["over-select"]
    places: Places
    smallest: Places


Quota = Annotated[
    Fixed | NoMore | OneBigWave | RecycleRevoked | PacedByBacklog | PacedByCompletions | CashByYearEnd | OverSelect,
    Field(discriminator="rule"),
]
"""The rule that sets the places of each wave of the calendar."""
