"""`[policy.quota]`: the rules a scenario can name, and their parameters; `policy.rules` says what they do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from prakerja.scenario.bounds import Within
from prakerja.scenario.plain import Day, Real, Whole
from prakerja.scenario.section import MOST_PEOPLE, Sourced

Places = Annotated[Whole, Within(0, MOST_PEOPLE, "persons a wave")]
DaysToMoney = Annotated[Whole, Within(0, 180, "days from announcement to first incentive")]


class Gross(Sourced):
    """A rule whose target is counted on everyone selected. Places that nobody takes are offered again, unless lost."""

    unfilled: Annotated[
        Literal["lost"] | None, Field(description="places that nobody took; if not stated, they are offered again")
    ] = None


class Fixed(Gross):
    """The same places every wave until the selected reach the target."""

    rule: Literal["fixed"]
    places: Places


class NoMore(Sourced):
    """No wave beyond those fixed in advance."""

    rule: Literal["no more waves"]


class OneBigWave(Gross):
    """All that remains to the target in one wave, the first that can open; what it leaves over in the next."""

    rule: Literal["one big wave"]


class RecycleRevoked(Gross):
    """Fixed places until the selected reach the target; then, from a day on, those that came back by each opening.

    None that would be announced when a first incentive by the year end is unlikely, if `first_paid_after` is stated.
    """

    rule: Literal["recycle revoked"]
    places: Places
    recycle_from: Annotated[Day, Field(description="the first day on which a wave of places that came back can open")]
    smallest: Places
    first_paid_after: DaysToMoney | None = None


class PacedByBacklog(Gross):
    """Fixed places, but none while those with a payment due so many days ahead can expect to wait longer than this."""

    rule: Literal["paced by backlog"]
    places: Places
    longest_wait: Annotated[Real, Within(0, 365, "working days")]
    days_ahead: Annotated[Whole, Within(1, 120, "days")] | None = None


class PacedByCompletions(Gross):
    """Fixed places, but no more than would bring those who have not finished a course to this number."""

    rule: Literal["paced by completions"]
    places: Places
    most_in_training: Annotated[Whole, Within(0, MOST_PEOPLE, "persons")]


class CashByYearEnd(Gross):
    """All that remains, in equal waves announced early enough for the last incentive to be paid by the year end.

    What these leave over is offered while a first incentive by the year end is likely.
    """

    rule: Literal["cash by year end"]
    first_paid_after: DaysToMoney


class OverSelect(Sourced):
    """Fixed places until the effective can be expected to reach the target, as far as the ceiling allows.

    None that would be announced when a first incentive by the year end is unlikely, if `first_paid_after` is stated.
    """

    rule: Literal["over-select"]
    places: Places
    smallest: Places
    first_paid_after: DaysToMoney | None = None


Quota = Annotated[
    Fixed | NoMore | OneBigWave | RecycleRevoked | PacedByBacklog | PacedByCompletions | CashByYearEnd | OverSelect,
    Field(discriminator="rule"),
]
"""The rule that sets the places of each wave of the calendar."""
