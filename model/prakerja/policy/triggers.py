"""Triggers: which of them are met at an opening, and what they make of the places of the rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from prakerja.policy.rules import RULES
from prakerja.policy.view import Counts, View
from prakerja.scenario import Scenario
from prakerja.scenario.triggers import Trigger

Met = NDArray[np.bool_]
"""Whether each trigger is met in each future, shape (trigger, draw)."""


def triggers_of(scenario: Scenario) -> tuple[Trigger, ...]:
    """Return the triggers of a scenario's policy, in the order of their names."""
    return tuple(trigger for _, trigger in sorted((scenario.policy.triggers or {}).items()))


def met(view: View, triggers: Sequence[Trigger]) -> Met:
    """Return which triggers are met at this opening, by what is seen now or, if they stay, by an earlier opening.

    Examples
    --------
    Three weeks of waiting in the first future, one in the others; in the last it was more at an earlier opening.

    >>> jam = Trigger(source="example", signpost="expected_wait", above=10, times=0.5)
    >>> view = View.of(target=5600, expected_wait=[15.0, 5.0, 5.0], met=[[False, False, True]])
    >>> met(view, [jam]).tolist(), met(view, [jam.model_copy(update={"stays": False})]).tolist()
    ([[True, False, True]], [[True, False, False]])
    """
    shape = len(triggers), len(view.selected)
    now = np.array([_seen(view, trigger) for trigger in triggers], dtype=bool).reshape(shape)
    if len(view.met) == 0:
        return now
    stays = np.array([trigger.stays for trigger in triggers], dtype=bool)[:, None]
    return np.asarray(now | (view.met & stays))


def react(view: View, triggers: Sequence[Trigger], places: Counts) -> Counts:
    """Return the places of the rule where no trigger is met, and else the fewest that those that are met allow.

    Parameters
    ----------
    view
        What the office sees.
    triggers
        Of the policy.
    places
        What its rule gives, shape (draw,).

    Examples
    --------
    >>> jam = Trigger(source="example", signpost="expected_wait", above=10, times=0.5)
    >>> stop = Trigger(
    ...     source="example", signpost="kept", below=0.8, then={"source": "example", "rule": "no more waves"}
    ... )
    >>> view = View.of(target=5600, expected_wait=[5, 15, 15], decided=[100] * 3, revoked=[0, 0, 30])
    >>> react(view, [jam, stop], np.array([801, 801, 801])).tolist()
    [801, 400, 0]
    """
    given, reacted = places, np.zeros(places.shape, dtype=bool)
    for trigger, hit in zip(triggers, met(view, triggers), strict=True):
        answer = _answer(view, trigger, places)
        given = np.where(hit, np.where(reacted, np.minimum(given, answer), answer), given)
        reacted = reacted | hit
    return given


def _seen(view: View, trigger: Trigger) -> NDArray[np.bool_]:
    everywhere = np.ones(view.selected.shape, dtype=bool)
    if trigger.watched_from is not None and view.day < trigger.watched_from:
        return ~everywhere
    if trigger.signpost is None:
        return everywhere
    number = getattr(view, trigger.signpost)
    return np.asarray((number > trigger.low) & (number < trigger.high))


def _answer(view: View, trigger: Trigger, places: Counts) -> Counts:
    """Return the places of the trigger's rule, or its part of those there are, rounded down where people are whole."""
    if trigger.then is not None:
        return RULES[trigger.then.rule](view, trigger.then)
    part = places * trigger.times
    return np.floor(part).astype(places.dtype) if np.issubdtype(places.dtype, np.integer) else part
