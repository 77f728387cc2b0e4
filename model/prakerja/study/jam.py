"""Where it jams: the queue in which most person-days are spent."""

from __future__ import annotations

import numpy as np

from prakerja.study.answers import Jam, Range
from prakerja.study.ensemble import Ensemble

QUEUES = {"partner": "backlog", "platform": "platform_waiting", "institution": "institution_waiting"}
"""The series that counts who waits, by where they wait."""


def find_jam(ensemble: Ensemble) -> Jam | None:
    """Find the queue with most person-days from the as-of date to the year end; None where nobody waits."""
    days, scenario = ensemble.scenario.days, ensemble.scenario
    span = slice(days.number(scenario.as_of), days.number(scenario.clock.year_end) + 1)
    waiting = {
        where: np.asarray(ensemble[series].sum(where), dtype=np.float64)[span] for where, series in QUEUES.items()
    }
    person_days = {where: float(queue.sum()) for where, queue in waiting.items()}
    where = max(person_days, key=lambda key: person_days[key])
    if person_days[where] == 0:
        return None
    queue = waiting[where]
    middle = np.median(queue, axis=1)
    high = np.flatnonzero(middle >= middle.max() / 2)
    return Jam(
        where=where,
        first=days.date(span.start + high[0]),
        last=days.date(span.start + high[-1]),
        peak=Range.of(queue.max(axis=0), "payments" if where == "partner" else "persons"),
        peak_day=days.date(span.start + int(np.median(queue.argmax(axis=0)))),
        share=person_days[where] / sum(person_days.values()),
    )
