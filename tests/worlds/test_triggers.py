"""Signposts and triggers in a world worked out by hand from the base world of `tiny`, in both engines.

Forty people register on day 0 and join whatever opens. Waves of the calendar open on 1, 3, 5, ... for that day only,
with four places each unless a trigger says otherwise, and are announced the day after. Whoever is selected on day s
finishes on s + 3, at an hour after that of the openings. So at hour 12 of 5 the selected of 2 and 4 are in training,
eight people; at that of 7 those of 2 have finished.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.scenario import Scenario
from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import calendar, day, tiny

STOP = {"source": "tiny", "rule": "no more waves"}
FULL = {"signpost": "in_training", "above": 7}
"""More than seven in training."""


def watched(more: dict[str, Any] | None = None, **triggers: dict[str, Any]) -> Scenario:
    """Make the world of this file with triggers, announcements up to day 12, and other changes."""
    return tiny(
        {
            "world.registration.interested": 40.0,
            "policy.target.recipients": 1000,
            "policy.waves": {},
            "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=12),
            "policy.quota": {"source": "tiny", "rule": "fixed", "places": 4},
            "policy.triggers": {name: {"source": "tiny", **trigger} for name, trigger in triggers.items()} or None,
            **(more or {}),
        }
    )


def test_what_is_seen_now_and_not_kept(play: Engine) -> None:
    """Eight are in training on 5 and again on 11: no wave opens on these days."""
    journal = play(watched(full={**FULL, "stays": False, "then": STOP}))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 8: 4, 10: 4}


def test_what_was_passed_once_stays_passed(play: Engine) -> None:
    """Eight are in training on 5; from then on no wave opens, though they finish."""
    journal = play(watched(full={**FULL, "then": STOP}))
    assert changes(journal["selected"]) == {2: 4, 4: 4}


def test_nothing_is_looked_at_before_its_day(play: Engine) -> None:
    """Watched from 6 on, the eight of 5 are not seen: 4 are in training before the opening of 7, 8 of 9, 12 of 11."""
    journal = play(watched(full={**FULL, "watched_from": day(6), "then": STOP}))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 4}


def test_a_part_of_the_places(play: Engine) -> None:
    """Three eighths of four are one and a half: one place a wave once more than four have been selected, on 5."""
    journal = play(watched(enough={"signpost": "selected", "above": 4, "times": 0.375}))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 1, 8: 1, 10: 1, 12: 1}


def test_a_day_alone_brings_another_rule(play: Engine) -> None:
    """From 5 on seven places a wave, to the target of twenty: 4, 4, 7, 5."""
    later = {"watched_from": day(5), "then": {"source": "tiny", "rule": "fixed", "places": 7}}
    journal = play(watched({"policy.target.recipients": 20}, later=later))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 7, 8: 5}


def test_of_several_the_fewest_places_count(play: Engine) -> None:
    """From 3 on seven places; when fewer than 90 of 100 packages can be paid for, on 5, half of the rule's own four."""
    larger = {"watched_from": day(3), "then": {"source": "tiny", "rule": "fixed", "places": 7}}
    short = {"signpost": "affordable", "below": 90, "times": 0.5}
    journal = play(watched(larger=larger, short=short))
    assert changes(journal["selected"]) == {2: 4, 4: 7, 6: 2, 8: 2, 10: 2, 12: 2}


def test_what_is_passed_in_an_interruption_has_been_passed(play: Engine) -> None:
    """On 5 no wave opens in any case, but eight are seen in training, and none opens later."""
    pause = {"world.interruption": {"source": "tiny", "starts_after_days": 5.0, "lasts_days": 1.0}}
    journal = play(watched({"as_of": day(0), **pause}, full={**FULL, "then": STOP}))
    assert changes(journal["selected"]) == {2: 4, 4: 4}


@pytest.mark.parametrize("stays", [True, False])
def test_a_trigger_never_met_changes_nothing(play: Engine, stays: bool) -> None:
    """Nobody is ever more than a hundred times as many as there are: to the bit."""
    plain = play(watched())
    beside = play(watched(never={"signpost": "selected", "above": 4000, "stays": stays, "then": STOP}))
    assert plain.keys() == beside.keys()
    assert all(np.array_equal(plain[name], beside[name], equal_nan=True) for name in plain)
