"""Whom the programme has reached, by group and by province: people are asked, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from prakerja.person.applicant import Person, State

_CAME_SO_FAR: dict[str, Callable[[Person], bool]] = {
    "candidates": lambda _: True,
    "selected": lambda person: person.wave is not None,
    "effective": lambda person: person.wave is not None and person.state is not State.REVOKED,
    "completed": lambda person: person.state in (State.COMPLETED, State.VALIDATED),
    "paid_once": lambda person: person.incentives > 0,
}


def by_group_and_province(people: Iterable[Person], provinces: int) -> dict[str, NDArray[np.int64]]:
    """Return how many have come so far, by the names of the journal: the list first, provinces in the order of names.

    Parameters
    ----------
    people
        Those who have been candidates.
    provinces
        How many there are.

    Examples
    --------
    >>> someone = Person(1)
    >>> someone.listed, someone.province, someone.wave = True, 1, 0
    >>> found = by_group_and_province([someone], provinces=2)
    >>> (
    ...     found["effective_by_group"].tolist(),
    ...     found["effective_by_province"].tolist(),
    ...     found["paid_once_by_group"].tolist(),
    ... )
    ([1, 0], [0, 1], [0, 0])
    """
    counts = {name: np.zeros((2, provinces), dtype=np.int64) for name in _CAME_SO_FAR}
    for person in people:
        for name, came in _CAME_SO_FAR.items():
            counts[name][int(not person.listed), person.province] += came(person)
    by_group = {f"{name}_by_group": cells.sum(axis=1) for name, cells in counts.items()}
    return by_group | {f"{name}_by_province": cells.sum(axis=0) for name, cells in counts.items()}
