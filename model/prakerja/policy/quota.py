"""The quota: which function gives a wave its places, and that what it answers can be places."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from prakerja.policy.rules import RULES
from prakerja.policy.triggers import react, triggers_of
from prakerja.policy.view import Counts, View
from prakerja.scenario import InputError, Problem, Scenario
from prakerja.scenario.problems import found
from prakerja.scenario.section import MOST_PEOPLE

Quota = Callable[[View], ArrayLike]
"""Gives the places of the wave that could open now: one number, or one a draw; 0 means that none opens there."""


def quota_of(scenario: Scenario) -> Quota:
    """Find the rule a scenario names, bound to its parameters, with the triggers that the scenario states."""
    stated, triggers = scenario.policy.quota, triggers_of(scenario)

    def rule(view: View) -> Counts:
        return react(view, triggers, RULES[stated.rule](view, stated))

    rule.__name__ = stated.rule
    rule.stated = stated  # type: ignore[attr-defined]
    return rule


def ask(quota: Quota, view: View) -> Counts:
    """Ask a rule, and take its answer for places: one whole number a draw, of the kind the view counts in.

    Raises
    ------
    InputError
        Naming the function and the day, if what it gives cannot be places.

    Examples
    --------
    >>> view = View.of(target=1000, selected=[400, 900])
    >>> ask(lambda view: 50, view).tolist()
    [50, 50]
    >>> def all_of_it(view):
    ...     return view.target - view.selected - 200
    >>> ask(all_of_it, view)
    Traceback (most recent call last):
    prakerja.scenario.problems.InputError: quota rule all_of_it: 1 problem
      places on 2020-09-03   -100   must be at least 0 (persons a wave)
    """
    answer, given = _answer(quota, view)
    kind = view.selected.dtype
    if wrong := _wrong(given, view.selected.shape, np.issubdtype(kind, np.integer)):
        said = found(answer) if wrong[0] is None else wrong[0]
        raise _refusal(quota, view, said, wrong[1])
    return np.broadcast_to(given, view.selected.shape).astype(kind)


def _answer(quota: Quota, view: View) -> tuple[object, NDArray[np.generic]]:
    """Return what a rule answers, and the numbers in it; what a function of one's own raises is told as its own."""
    try:
        answer = quota(view)
    except InputError:
        raise
    except Exception as error:
        if hasattr(quota, "stated"):  # a fault of the model is no mistake of whoever uses it
            raise
        said = f"{type(error).__name__}: {error}"
        raise _refusal(quota, view, said, "must give places: the function raises this") from error
    try:
        given = np.asarray(None if np.ma.isMaskedArray(answer) else answer)
    except Exception:  # rows of different lengths, or an object that only looks like an array
        given = np.asarray(None)
    return answer, given


def _refusal(quota: Quota, view: View, said: str, allowed: str) -> InputError:
    name = getattr(quota, "__name__", type(quota).__name__)
    return InputError(f"quota rule {name}", [Problem(f"places on {view.day}", said, allowed)])


def _wrong(given: NDArray[np.generic], shape: tuple[int, ...], whole: bool) -> tuple[str | None, str] | None:
    """Say what was found (None: the answer itself) and what would be allowed, if it cannot be places."""
    draws = f"one number, or one for each of the {shape[0]:,} draws"
    if given.dtype.kind not in "iuf":
        return None, f"must be {draws}"
    if given.shape not in ((), shape):
        return f"an array of shape {given.shape}", f"must be {draws}"
    numbers = np.atleast_1d(given).astype(np.float64)
    checks = [
        (~np.isfinite(numbers), "must be a finite number (persons a wave)"),
        (numbers < 0, "must be at least 0 (persons a wave)"),
        (numbers > MOST_PEOPLE, f"must be at most {MOST_PEOPLE:,} (persons a wave)"),
        (numbers != np.floor(numbers), "must be whole persons: numpy.floor rounds down"),
    ]
    for bad, allowed in checks if whole else checks[:3]:
        if bad.any():
            return f"{numbers[bad][0]:g}", allowed
    return None
