"""A policy that is compared: a scenario by a name, or a rule of one's own, sent to workers if it can be."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from prakerja.policy import View
from prakerja.scenario import Scenario


@dataclass(frozen=True)
class OwnRule:
    """A function of a `View` that gives the places of the wave that could open, under the name of its policy.

    Examples
    --------
    >>> OwnRule("half", lambda view: 400_000)
    OwnRule(name='half')
    """

    name: str
    function: Callable[[View], Any] = field(repr=False)

    @property
    def __name__(self) -> str:
        """By which it is called when what it gives cannot be places."""
        return self.name

    def __call__(self, view: View) -> Any:
        """Ask the function."""
        return self.function(view)


@dataclass(frozen=True)
class NamedPolicy:
    """One of the policies that are compared.

    Attributes
    ----------
    name
        As it is called in every table, figure and file.
    scenario
        What it decides; for a function, the baseline.
    rule
        The function, if it is one.
    contracts
        What it changes in the baseline's world by contract, one line each.
    """

    name: str
    scenario: Scenario
    rule: OwnRule | None = field(default=None, compare=False)
    contracts: tuple[str, ...] = ()


def travels(rule: Callable[[View], Any], executor: Executor | None = None) -> bool:
    """Return whether a function reaches the processes that would call it.

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
