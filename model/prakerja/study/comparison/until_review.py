"""What is kept of every future for a later review: what could be published by then, and the way it came there.

The review is on the morning of its day: it knows the counts of the evening before, and what is decided on the day
itself is decided by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from prakerja.programme import SERIES
from prakerja.scenario import InputError, Problem, Scenario, Slot, slots_of
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.observation_operator import COMPONENTS
from prakerja.study.calibration.predictive import as_published
from prakerja.study.comparison.criteria import FutureBlock
from prakerja.study.runs.quantities import QUANTITIES

FIGURES: Mapping[str, str] = {
    quantity.observed: name for name, quantity in QUANTITIES.items() if quantity.observed in COMPONENTS
}
"""The published figures that a review would know, by their names in observations.csv: the series each is of."""

_SEED = 20200904
_OF_WAVES = ("wave_selected", "wave_cut")


def review_day(stated: date | str, scenario: Scenario, as_of: date | None = None) -> date:
    """Return the day of a review, asked on the scenario's own day unless another is given.

    Raises
    ------
    InputError
        If it is no date, or lies before the as-of date or after the year end.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> review_day("2020-10-15", load("scenarios/small.toml"))
    datetime.date(2020, 10, 15)
    """
    try:
        day = stated if isinstance(stated, date) else date.fromisoformat(stated)
    except ValueError:
        raise InputError("review", [Problem("day", str(stated), "must be a date such as 2020-10-15")]) from None
    first, last = as_of or scenario.as_of, scenario.clock.year_end
    if not first < day <= last:
        said = f"must be after the as-of date ({first}), and not after the year end ({last})"
        raise InputError("review", [Problem("day", str(day), said)])
    return day


def opened_before(scenario: Scenario, day: int) -> tuple[Slot, ...]:
    """Return the waves that a policy can have opened before a day, with all that is decided of them."""
    return tuple(slot for slot in slots_of(scenario) if slot.opens < day)


@dataclass(frozen=True)
class UntilReview:
    """Keeps of a block what a review knows.

    Attributes
    ----------
    day
        Number of the day of the review.
    waves
        Numbers of the policy's waves that open before it.
    """

    day: int
    waves: tuple[int, ...]

    @classmethod
    def of(cls, scenario: Scenario, day: int) -> UntilReview:
        """Return what is kept of a policy."""
        return cls(day, tuple(number for number, slot in enumerate(slots_of(scenario)) if slot.opens < day))

    def __call__(self, future: FutureBlock) -> dict[str, NDArray[np.generic]]:
        """Return ``figures`` (figure, draw) on the evening before, and ``way`` (draw,), which names all until then.

        Two policies that have the same way in a future have had the same totals on every day, and have given the same
        places to every wave that has opened: nothing that differs between them has begun.
        """
        series = (future.daily(name)[: self.day] for name in SERIES)
        waves = sum(future.arrays[name][list(self.waves)] for name in _OF_WAVES)
        figures = np.stack([future.on(name, self.day - 1) for name in FIGURES.values()])
        return {"figures": figures, "way": named([*series, np.asarray(waves)])}


def printed(counted: Floats, seed: int) -> Floats:
    """Return what would be printed of every count, with the error of a printed figure; shapes (figure, draw)."""
    return np.concatenate([as_published(row[None], name, seed) for name, row in zip(FIGURES, counted, strict=True)])


def named(parts: Iterable[NDArray[np.generic]]) -> NDArray[np.int64]:
    """Return a number for what arrays of shape (row, draw) hold, draw by draw, shape (draw,).

    Notes
    -----
    A sum of the bits of all entries, each times a random odd number, modulo 2^64 (multilinear hashing): what differs
    has the same number by a chance of 2^-63 or so.

    Examples
    --------
    >>> found = named([np.array([[1.0, 1.0, 2.0], [0.0, -0.0, 0.0]])])
    >>> bool(found[0] == found[1]), bool(found[0] == found[2])
    (True, False)
    """
    rng, total = np.random.default_rng(_SEED), np.uint64(0)
    for part in parts:
        bits = np.ascontiguousarray(np.asarray(part, dtype=np.float64) + 0.0).view(np.uint64)  # -0 is 0
        times = rng.integers(0, 2**64, (len(bits), 1), dtype=np.uint64) | np.uint64(1)
        total = total + (times * bits).sum(axis=0, dtype=np.uint64)
    return np.asarray(total).view(np.int64)
