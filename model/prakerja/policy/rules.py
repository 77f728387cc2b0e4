"""Quota rules a scenario can name: how many places the wave that could open now gets, one number a draw.

Each is a pure function of the view and of the rule's parameters (`prakerja.scenario.quotas`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np

from prakerja.policy.view import Counts, View
from prakerja.scenario.quotas import (
    CashByYearEnd,
    Fixed,
    Gross,
    NoMore,
    OneBigWave,
    OverSelect,
    PacedByBacklog,
    PacedByCompletions,
    RecycleRevoked,
)

_ONE = 1  # person: less than one remains in the fluid limit only, where counts are real numbers
_LEAST_KEPT = 0.01  # where nobody was kept, no number of places would do


def fixed(view: View, rule: Fixed | RecycleRevoked | PacedByBacklog | PacedByCompletions) -> Counts:
    """Return the same places every wave until the selected reach the target; the last wave takes the remainder.

    Examples
    --------
    >>> rule = Fixed(rule="fixed", source="example", places=800)
    >>> fixed(View.of(target=5600, selected=[3000, 5000, 5600], pledged=[0, 400, 0]), rule).tolist()
    [800, 200, 0]

    Of 5,600 places 5,500 were offered and 300 of these not taken: 400 remain, or 100 if those are lost.

    >>> view = View.of(target=5600, selected=[5200], left_over=[300])
    >>> [fixed(view, how).tolist() for how in (rule, rule.model_copy(update={"unfilled": "lost"}))]
    [[400], [100]]
    """
    return np.clip(_to_offer(view, rule), 0, rule.places)


def no_more(view: View, _rule: NoMore) -> Counts:
    """Open no wave beyond those fixed in advance.

    Examples
    --------
    >>> no_more(View.of(target=5600, selected=[3000]), NoMore(rule="no more waves", source="example")).tolist()
    [0]
    """
    return np.zeros_like(view.selected)


def one_big_wave(view: View, rule: OneBigWave) -> Counts:
    """Return all that remains to the first wave that can open; what nobody took of it to the next, and so on.

    Examples
    --------
    Before; while it is open; after 1,600 of its 2,600 places were taken.

    >>> rule = OneBigWave(rule="one big wave", source="example")
    >>> view = View.of(target=5600, selected=[3000, 3000, 4600], pledged=[0, 2600, 0], left_over=[0, 0, 1000])
    >>> one_big_wave(view, rule).tolist()
    [2600, 0, 1000]
    """
    return _to_offer(view, rule)


def recycle_revoked(view: View, rule: RecycleRevoked) -> Counts:
    """Return fixed places until the selected reach the target; from a day on, the places that came back.

    Examples
    --------
    All 5,600 are selected; 30 and 300 of them are revoked by the day recycling begins.

    >>> from datetime import date
    >>> rule = RecycleRevoked(
    ...     rule="recycle revoked", source="example", places=800, recycle_from=date(2020, 11, 1), smallest=50
    ... )
    >>> counts = {"selected": [5600, 5600], "revoked": [30, 300]}
    >>> [recycle_revoked(View.of(5600, day=date(2020, m, 5), **counts), rule).tolist() for m in (10, 11)]
    [[0, 0], [0, 300]]
    """
    lost = view.left_over if rule.unfilled == "lost" else 0
    back = np.clip(view.target - view.effective - view.pledged - lost, 0, rule.places)
    again = (_to_offer(view, rule) < _ONE) & (back >= rule.smallest) & (view.day >= rule.recycle_from)
    return _in_time(view, rule, np.where(again, back, fixed(view, rule)))


def paced_by_backlog(view: View, rule: PacedByBacklog) -> Counts:
    """Return fixed places, but none while whoever has a payment due then, or some days later, must wait too long.

    Examples
    --------
    >>> rule = PacedByBacklog(rule="paced by backlog", source="example", places=800, longest_wait=5.0)
    >>> paced_by_backlog(View.of(target=5600, selected=[3000] * 3, expected_wait=[4.9, 5.0, 5.1]), rule).tolist()
    [800, 800, 0]

    Nobody waits today, but 900 payments fall due tomorrow and 100 can be made a day: tomorrow night 800 wait.

    >>> days = {"falling_due": [[0], [900]], "payable": [[100], [100]]}
    >>> view = View.of(target=5600, selected=[3000], a_working_day=100, **days)
    >>> [paced_by_backlog(view, rule.model_copy(update={"days_ahead": days})).tolist() for days in (None, 2)]
    [[800], [0]]
    """
    wait = view.expected_wait if rule.days_ahead is None else view.wait_after(rule.days_ahead)
    return np.where(wait > rule.longest_wait, 0, fixed(view, rule))


def paced_by_completions(view: View, rule: PacedByCompletions) -> Counts:
    """Return fixed places, but no more than there is room among those who have not finished a course.

    Examples
    --------
    3,000 are selected and 100 revoked; room is for 2,000 without a finished course, those to whom an open wave has
    pledged a place included.

    >>> rule = PacedByCompletions(rule="paced by completions", source="example", places=800, most_in_training=2000)
    >>> counts = {"selected": [3000] * 3, "revoked": [100] * 3, "completed": [2000, 1200, 1200], "pledged": [0, 0, 250]}
    >>> paced_by_completions(View.of(target=5600, **counts), rule).tolist()
    [800, 300, 50]
    """
    room = np.maximum(rule.most_in_training - view.in_training - view.pledged, 0)
    return np.minimum(room, fixed(view, rule))


def cash_by_year_end(view: View, rule: CashByYearEnd) -> Counts:
    """Return what remains in equal waves, while a recipient announced then can have all incentives by the year end.

    The last day for an announcement is the year end, less the days from the first incentive to the last, less the
    days from announcement to the first incentive. Later waves are offered what nobody took.

    Examples
    --------
    90 days lie between first and last incentive; with 21 before, the last announcement in time is that of 11 September.

    >>> from datetime import date
    >>> rule = CashByYearEnd(rule="cash by year end", source="example", first_paid_after=21)
    >>> coming = tuple(date(2020, 9, day) for day in (4, 11, 18))
    >>> cash_by_year_end(View.of(target=5600, selected=[2999], announcements=coming), rule).tolist()
    [1301]
    >>> late = View.of(target=5600, selected=[2999, 5300], left_over=[0, 200], announcements=coming[2:])
    >>> cash_by_year_end(late, rule).tolist()
    [0, 200]
    """
    last = view.year_end - timedelta(days=view.instalment_days + rule.first_paid_after)
    in_time, remaining = sum(day <= last for day in view.announcements), _to_offer(view, rule)
    if in_time:
        return np.minimum(-(-remaining // in_time), remaining)  # rounded up
    again = np.zeros_like(remaining) if rule.unfilled == "lost" else np.minimum(view.left_over, remaining)
    return _in_time(view, rule, again)


def over_select(view: View, rule: OverSelect) -> Counts:
    """Return fixed places until the effective can be expected to reach the target, as far as packages can be paid for.

    The expectation is that of those undecided as large a share is kept as of those whose window has ended.

    Examples
    --------
    Of 4,000 whose window has ended 400 are revoked: 90 % are kept. With 5,400 selected, 3,600 + 0.9 x 1,400 = 4,860 can
    be expected, so 100 of 5,000 lack 140 / 0.9, which is 156 places; and that is more than can be paid for.

    >>> rule = OverSelect(rule="over-select", source="example", places=800, smallest=50)
    >>> counts = {"selected": [5400] * 3, "decided": [4000] * 3, "revoked": [400] * 3, "affordable": [900, 120, 40]}
    >>> over_select(View.of(target=5000, **counts), rule).tolist()
    [156, 120, 0]
    """
    lacking = (view.target - view.expected_effective) / np.maximum(view.kept, _LEAST_KEPT)
    most = np.minimum(view.affordable - view.pledged, rule.places)
    places = np.maximum(np.minimum(np.ceil(np.round(lacking, 6)), most), 0)
    return _in_time(view, rule, np.where(places >= rule.smallest, places, 0).astype(view.selected.dtype))


def _to_offer(view: View, rule: Gross) -> Counts:
    """Return the places that remain; without those that nobody took, if they are lost."""
    return np.maximum(view.remaining - view.left_over, 0) if rule.unfilled == "lost" else view.remaining


def _in_time(view: View, rule: RecycleRevoked | CashByYearEnd | OverSelect, places: Counts) -> Counts:
    """Return no places where a first incentive by the year end has become unlikely, if the rule says when it does."""
    after = rule.first_paid_after
    return places if after is None else np.where(view.first_paid_in_time(after), places, 0)


RULES: dict[str, Callable[[View, Any], Counts]] = {
    "fixed": fixed,
    "no more waves": no_more,
    "one big wave": one_big_wave,
    "recycle revoked": recycle_revoked,
    "paced by backlog": paced_by_backlog,
    "paced by completions": paced_by_completions,
    "cash by year end": cash_by_year_end,
    "over-select": over_select,
}
"""The function of every rule that `prakerja.scenario.quotas` lets a scenario name."""
