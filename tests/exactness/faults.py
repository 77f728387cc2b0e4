"""Faults put into one engine on purpose, to see that the comparison finds them. Only they patch it.

Most are an input that is a little off, given to the twin alone: an off-by-one in a rule is the same as that rule with
another number. The others replace a method: of the twin, since what the programme does in compiled loops is not to be
replaced from outside; but a twin lives one future, so what futures may not share is shared in the programme.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from typing import Any
from unittest.mock import patch

from prakerja.person import run
from tests.exactness.replaced import (
    Patches,
    groups_swapped,
    hazard_late,
    hurry_instead,
    late,
    leftover_dropped,
    path_late,
    pays,
    platform_last_come_first,
    pledges_forgotten,
    revoked_in_their_group,
    revoked_still_counted,
    slots,
    streams_shared,
    survey_twice,
    under_way_untouched,
    usual_window,
    weights_ignored,
)  # fmt: skip
from tests.worlds.tiny import day


@dataclass(frozen=True)
class Fault:
    """A fault: the world in which to look, where it must show, and what it changes; of futures that share something."""

    world: str
    shows_in: str
    changes: dict[str, Any] = field(default_factory=dict)
    patches: Patches = list
    shared: bool = False


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Let an engine run with a fault; the twin's own check of the books is off, which would find some of them first."""
    replaced = [patch.object(run, "check", lambda town: None), *fault.patches()]
    try:
        for one in replaced:
            one.start()
        yield
    finally:
        patch.stopall()


def _windows(first: int, last: int) -> dict[str, Any]:
    return {"s": {"first": day(first), "last": day(last)}}


FAULTS: dict[str, Fault] = {
    "a purchase comes one day late": Fault("training", "ordered", patches=late("purchase")),
    "a completion comes one day late": Fault("training", "completed", patches=late("completion")),
    "a validation comes one day late": Fault("paying", "validated", patches=late("validation")),
    "a retry loses its place": Fault("paying", "first_wait", patches=pays(place_kept=False)),
    "failed attempts use no capacity": Fault("paying", "attempted", patches=pays(failure_costs=False)),
    "the last due is paid first": Fault("paying", "first_wait", patches=pays(first_first=False)),
    "a platform serves the last comer first": Fault("late", "wave_revoked", patches=platform_last_come_first),
    "a survey is sent twice": Fault("paying", "paid_survey", patches=survey_twice),
    "a revoked person is still counted": Fault("training", "revoked", patches=revoked_still_counted),
    "a leftover place is dropped": Fault("listed", "wave_selected", patches=leftover_dropped),
    "those who move ignore the weights": Fault("handover", "backlog", patches=weights_ignored),
    "places of open waves are forgotten": Fault("planned", "selected", patches=pledges_forgotten),
    "waves close one day late": Fault("applying", "joined", patches=slots(closes=1)),
    "waves are announced one day late": Fault("applying", "selected", patches=slots(announces=1)),
    "the window is one day longer": Fault("planned", "revoked", {"policy.purchase.window_days": 6}),
    "the deadline is one day later": Fault("late", "bought", {"policy.training.deadline": day(12)}),
    "a failure comes back one day late": Fault("paying", "first_wait", {"policy.payment.retry_days": 4}),
    "incentives are 13 days apart, not 12": Fault("paying", "paid", {"policy.payment.days_between_incentives": 13}),
    "surveys are paid one day late": Fault("paying", "paid_survey", {"policy.payment.survey_after_days": 4}),
    "an institution is suspended one day longer": Fault(
        "training", "started", {"policy.institutions.i": {"suspensions": _windows(7, 11)}}
    ),
    "payments are suspended one day longer": Fault("shocks", "paid", {"policy.payment.suspensions": _windows(20, 23)}),
    "an outage is over one day early": Fault("shocks", "backlog", {"world.outages.o.last": day(17)}),
    "the bank pays at weekends": Fault(
        "paying",
        "attempted",
        {"policy.partners": {"bank": {"working_days_only": False}, "wallet": {"working_days_only": False}}},
    ),
    "an era ends one day early": Fault("training", "ordered", {"world.eras.old.until": day(4)}),
    "an interruption lasts one day less": Fault("planned", "selected", {"world.interruption.lasts_days": 3.0}),
    "things change one day late": Fault("changing", "ordered", {"as_of": day(6)}),
    "capacity changes at once": Fault("changing", "attempted", {"world.change.over_days": 1.0}),
    "the speed of completion is forgotten": Fault("changing", "completed", {"world.change.completion_speed": 1.0}),
    "the change does not touch those under way": Fault("changing", "completed", patches=under_way_untouched),
    "people hurry to order for one day only": Fault("hurried", "ordered", {"world.hurry.days": 1}),
    "the hurry before the window ends is forgotten": Fault("hurried", "ordered", {"world.hurry.window": 1.0}),
    "the hurry before the deadline is forgotten": Fault("hurried", "completed", {"world.hurry.deadline": 1.0}),
    "people hurry at the end of the usual window": Fault("hurried", "ordered", patches=usual_window),
    "hurry takes the place of the change": Fault("hurried", "ordered", patches=hurry_instead),
    "the unselected never lose patience": Fault("applying", "wave_joined", {"world.joining.patience_days": 400.0}),
    "the odds of joining are forgotten": Fault("changing", "joined", {"world.change.joining_odds": 1.0}),
    "more registrations are forgotten": Fault("changing", "registered", {"world.change.opening_registrations": 1.0}),
    "more from day to day are forgotten": Fault("changing", "registered", {"world.change.steady_registrations": 1.0}),
    "the office can have one more paid a day": Fault("paying", "attempted", {"world.payment.daily_capacity": 6.3}),
    "partners do not share what the office can": Fault("shocks", "attempted", {"world.payment.daily_capacity": inf}),
    "a mass failure is over one day early": Fault("shocks", "paid", {"world.mass_failures.lasts_days": 1.0}),
    "mass failures come one day late": Fault("shocks", "attempted", {"world.mass_failures.first_after_days": 8.5}),
    "the odds of validation are forgotten": Fault("changing", "validated", {"world.change.validation_odds": 1.0}),
    "a hazard comes one age late": Fault("changing", "completed", patches=hazard_late),
    "a path is read one day late": Fault("drifting", "ordered", patches=path_late),
    "two draws share a stream": Fault("applying", "registered", patches=streams_shared, shared=True),
    "the list is told as the others": Fault("listed", "selected_by_group", patches=groups_swapped),
    "one more in ten is on the list": Fault("listed", "candidates_by_group", {"world.joining.on_priority_list": 0.77}),
    "the revoked still count in their group": Fault(
        "changing", "mean of effective_by_group", patches=revoked_in_their_group
    ),
    "provinces are left to chance": Fault(
        "listed", "selected_by_province", {"policy.selection.province_weights": "none"}
    ),
    "a class finishes as the others do": Fault(
        "classes", "mean of completed_by_province", {"world.classes.far.completion_odds": 1.0}
    ),
    "a class is validated as the others are": Fault(
        "classes", "mean of paid_once_by_group", {"world.classes.listed.validation_odds": 1.0}
    ),
    "a class is told by its province alone": Fault(
        "classes",
        "mean of effective_by_group",
        {
            "world.classes.listed": {
                "source": "tiny",
                "provinces": ["a"],
                "purchase_odds": 3.0,
                "validation_odds": 0.2,
            }
        },
    ),
    "days of registration vary less": Fault("applying", "registered", {"world.registration.day_to_day_cv": 0.3}),
    **{
        f"{path.removeprefix('world.')} is 1 % off": Fault("rates", shows_in, {path: value * 0.99})
        for path, value, shows_in in (
            ("world.registration.identity_verified", 0.95, "identity_verified"),
            ("world.purchase.probability", 0.95, "bought"),
            ("world.completion.probability", 0.95, "completed"),
            ("world.validation.probability", 0.95, "validated"),
            ("world.survey.response", 0.95, "paid_survey"),
        )
    },
}
"""By what is wrong."""
