"""Where it jams: the queue in which most person-days are spent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.study.runs.answers import Jam, Range
from prakerja.study.runs.ensemble import Ensemble

QUEUES = {"partner": "backlog", "platform": "platform_waiting", "institution": "institution_waiting"}
"""The series that counts who waits, by where they wait."""


def find_jam(ensemble: Ensemble) -> Jam | None:
    """Find the queue with most person-days from the as-of date to the year end; None where nobody waits."""
    days, scenario = ensemble.scenario.days, ensemble.scenario
    span = slice(days.number(scenario.as_of), days.number(scenario.clock.year_end) + 1)
    waiting = {
        where: np.asarray(ensemble[series].isel(day=span).sum(where), dtype=np.float64)
        for where, series in QUEUES.items()
    }
    person_days = {where: float(queue.sum()) for where, queue in waiting.items()}
    where = max(person_days, key=lambda key: person_days[key])
    if person_days[where] == 0:
        return None
    queue = waiting[where][:, waiting[where].any(axis=0)]
    high = _high(queue)
    return Jam(
        where=where,
        first=days.date(span.start + high[0]),
        last=days.date(span.start + high[-1]),
        peak=Range.of(waiting[where].max(axis=0), "payments" if where == "partner" else "persons"),
        peak_day=days.date(span.start + int(np.median(queue.argmax(axis=0)))),
        share=person_days[where] / sum(person_days.values()),
    )


def _high(queue: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the days on which the middle queue is at least half its highest.

    The middle is the median future, and the mean where futures wait at such different times that on every day
    most have no queue: half of nothing is reached on every day.
    """
    middle = np.median(queue, axis=1)
    if not middle.any():
        middle = queue.mean(axis=1)
    return np.flatnonzero(middle >= middle.max() / 2)
