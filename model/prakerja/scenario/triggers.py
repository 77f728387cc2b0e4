"""`[policy.triggers]`: signposts that the office watches, and what it does once one is passed.

A small language of tables: what is watched is one of a list, what is done is a part of the places or another rule.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from prakerja.scenario.bounds import Within
from prakerja.scenario.plain import Day, Real, Truth
from prakerja.scenario.problems import Problem, found, refusal
from prakerja.scenario.quotas import Quota
from prakerja.scenario.section import MOST_PEOPLE, Sourced

_PERSONS = Within(0, MOST_PEOPLE, "persons")
_PLACES = Within(0, MOST_PEOPLE, "places")
_RUPIAH = Within(-(10**15), 10**15, "rupiah")

SIGNPOSTS: Mapping[str, Within] = {
    "opened": Within(0, 1000, "waves"),
    "selected": _PERSONS,
    "effective": _PERSONS,
    "expected_effective": _PERSONS,
    "revoked": _PERSONS,
    "decided": _PERSONS,
    "kept": Within(0, 1, "share"),
    "bought": _PERSONS,
    "completed": _PERSONS,
    "in_training": _PERSONS,
    "validated": _PERSONS,
    "paid_once": _PERSONS,
    "pledged": _PLACES,
    "left_over": _PLACES,
    "remaining": _PLACES,
    "backlog": Within(0, 12 * MOST_PEOPLE, "payments"),
    "expected_wait": Within(0, 365, "working days"),
    "committed": _RUPIAH,
    "available": _RUPIAH,
    "affordable": Within(0, MOST_PEOPLE, "packages"),
}
"""What can be watched: numbers that the office sees on the day a wave could open, with their units and ranges."""


def _signpost(name: str) -> str:
    if name not in SIGNPOSTS:
        said = f"must be one of {', '.join(map(found, SIGNPOSTS))}"
        raise PydanticCustomError("outside", "{said}", {"said": said})
    return name


Signpost = Annotated[str, AfterValidator(_signpost), WithJsonSchema({"type": "string", "enum": list(SIGNPOSTS)})]
Mark = Annotated[Real, Field(allow_inf_nan=False, description="in the unit of the signpost")]


class Trigger(Sourced):
    """What the office does at an opening once a signpost is passed: part of the places, or the places of another rule.

    Without a signpost it does so from the day `watched_from` on.
    """

    signpost: Annotated[Signpost | None, Field(description="the number of the view that is watched")] = None
    above: Annotated[Mark | None, Field(description="met when the signpost is more than this")] = None
    below: Annotated[Mark | None, Field(description="met when the signpost is less than this")] = None
    watched_from: Annotated[Day | None, Field(description="no opening before this day is looked at")] = None
    stays: Annotated[Truth, Field(description="once met, it holds at all later openings")] = True
    times: Annotated[Real, Within(0, 1, "part of the places of the rule")] | None = None
    then: Quota | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wrong = [*self._unclear_when(), *self._unclear_what()]
        if wrong:
            raise refusal(*wrong)
        return self

    def _unclear_when(self) -> Iterator[Problem]:
        marks = {side: mark for side in ("above", "below") if (mark := getattr(self, side)) is not None}
        if self.signpost is None:
            for side, mark in marks.items():
                yield Problem(side, found(mark), f"needs a signpost: one of {', '.join(map(found, SIGNPOSTS))}")
            if not marks and self.watched_from is None:
                yield Problem("signpost", "", "is missing: name what is watched, or a day in watched_from")
            return
        if len(marks) != 1:
            yield Problem("above", found(marks.get("above", "")) if marks else "", "state either above or below")
        within = SIGNPOSTS[self.signpost]
        for side, mark in marks.items():
            if not within.low <= mark <= within.high:
                yield Problem(side, found(mark), f"must be {within.words()}")

    def _unclear_what(self) -> Iterator[Problem]:
        if (self.times is None) == (self.then is None):
            stated = "" if self.times is None else found(self.times)
            yield Problem("times", stated, "state either times, a part of the places, or then, another rule")

    @property
    def low(self) -> float:
        """The signpost must be more than this."""
        return -math.inf if self.above is None else self.above

    @property
    def high(self) -> float:
        """The signpost must be less than this."""
        return math.inf if self.below is None else self.below


def rules_in(quota: Quota, triggers: Mapping[str, Trigger] | None) -> dict[tuple[str, ...], Any]:
    """Return every rule that may set places, by its keys: the quota's own, and those that triggers bring."""
    brought: dict[tuple[str, ...], Any] = {
        ("policy", "triggers", name, "then"): trigger.then
        for name, trigger in (triggers or {}).items()
        if trigger.then is not None
    }
    return {("policy", "quota"): quota, **brought}
