"""Two ways of one function: with whole people (int64), and with expected ones (float64)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import types
from numba.extending import overload

_DECIDES = 1  # the argument whose type it is: the people, or the cells that they are in


@dataclass(frozen=True)
class Kinds:
    """What is called for either kind, with the same arguments by place."""

    whole: Callable[..., Any]
    real: Callable[..., Any]

    def of(self, people: Any) -> Callable[..., Any]:
        """Return what is called for people, a number or an array.

        Examples
        --------
        >>> Kinds(whole=round, real=float).of(np.array([1, 2])).__name__
        'round'
        """
        return self.whole if np.asarray(people).dtype.kind == "i" else self.real

    def compiled_in(self, function: Callable[..., Any]) -> None:
        """Let compiled code that calls a function of Python call what is for the type of its people instead."""

        def chosen(*arguments: Any) -> Callable[..., Any]:
            kind = getattr(arguments[_DECIDES], "dtype", arguments[_DECIDES])
            return self.whole if isinstance(kind, types.Integer) else self.real

        overload(function, strict=False)(chosen)
