"""A quota rule of one's own: a function of the view, checked where it is called, sent to workers where it can be."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from prakerja.policy import View
from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import found


@dataclass(frozen=True)
class OwnRule:
    """A function of a `View` that gives the places of the wave that could open, named.

    Examples
    --------
    >>> rule = OwnRule("half", lambda view: 400_000)
    >>> rule
    OwnRule(name='half')
    """

    name: str
    function: Callable[[View], Any] = field(repr=False)

    def __call__(self, view: View) -> Any:
        """Ask the function.

        Raises
        ------
        InputError
            If it gives anything but numbers from 0 up, one in all or one a draw.
        """
        given = self.function(view)
        places = np.asarray(given)
        wanted = view.selected.shape
        if not np.issubdtype(places.dtype, np.number) or np.issubdtype(places.dtype, np.complexfloating):
            raise self._refused(given, "must give numbers of places")
        if places.shape not in ((), wanted):
            raise self._refused(places.shape, f"must give one number, or one a draw: shape {wanted}")
        if not (np.isfinite(places) & (places >= 0)).all():
            raise self._refused(float(places[~(places >= 0)].min(initial=np.inf)), "must give places from 0 up")
        return places

    def _refused(self, given: object, allowed: str) -> InputError:
        return InputError(f"policy {self.name!r}", [Problem("quota", found(given), allowed)])


def travels(rule: Callable[[View], Any], executor: Executor | None = None) -> bool:
    """Say whether a function reaches the processes that would call it.

    Forked processes have whatever their parent has, also what was defined in a cell of a notebook. Others must be sent
    a function by name, so it has to stand in a module that they can import. Dask and threads take any.
    """
    if executor is None and multiprocessing.get_start_method() == "fork":
        return True
    if executor is not None and not isinstance(executor, ProcessPoolExecutor):
        return True
    if getattr(rule, "__module__", None) == "__main__" and not hasattr(sys.modules["__main__"], "__file__"):
        return False  # of a notebook or a prompt: it pickles by a name that no other process knows
    try:
        pickle.dumps(rule)
    except (pickle.PicklingError, AttributeError, TypeError):
        return False
    return True
