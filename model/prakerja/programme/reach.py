"""Whom the programme reaches, by group and by province: selected exactly, what became of them as expected.

People of one wave and class have the same rates whatever their group and province. So given how many of these have come
so far, they are a random sample of those selected, and of each group and province its part has come so far: the
conditional expectation given the counts of every wave and class. Totals stay what they are, and a day costs no more.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from prakerja.programme.chance import Chance, Counts
from prakerja.programme.classes import GROUPS
from prakerja.programme.lineage import share


class Reach:
    """Keeps who was a candidate, and who was selected in which wave, by group and by province.

    Attributes
    ----------
    candidates
        Different eligible people in the waves announced so far, shape (group or province, draw): groups first.
    selected
        Shape (wave, class, group or province, draw).
    """

    STATE = ("candidates", "selected")

    def __init__(self, chance: Chance, waves: int, provinces: int, draws: int, classes: int = 1) -> None:
        rows = len(GROUPS) + provinces
        self.candidates = np.zeros((rows, draws), dtype=chance.stored)
        self.selected = np.zeros((waves, classes, rows, draws), dtype=chance.stored)

    def note(self, wave: int, new: Counts, chosen: Counts) -> None:
        """Note whose first wave was announced, shape (cell, draw), and who was selected, (class, cell, draw)."""
        self.candidates += _summed(new).astype(self.candidates.dtype)
        for of, people in enumerate(chosen):
            self.selected[wave, of] = _summed(people)

    def by_group_and_province(self, by_wave: Mapping[str, Counts]) -> dict[str, Counts]:
        """Return candidates, selected, and those of each wave and class who have come so far, such as ``effective``.

        Parameters
        ----------
        by_wave
            Arrays of shape (wave, class, draw) by what they count.

        Returns
        -------
        by the names of the journal, arrays of shape (group, draw) and (province, draw)

        Examples
        --------
        In one draw, 6 of the list and 2 others are selected in a wave of which 4 in all are paid, then 3 others, all
        paid. Everyone lives in one province.

        >>> from prakerja.programme.chance import Dice
        >>> reach = Reach(Dice, waves=2, provinces=1, draws=1)
        >>> reach.note(0, np.array([[9], [4]]), np.array([[[6], [2]]]))
        >>> reach.note(1, np.array([[0], [1]]), np.array([[[0], [3]]]))
        >>> found = reach.by_group_and_province({"paid_once": np.array([[[4.0]], [[3.0]]])})
        >>> found["candidates_by_group"].ravel().tolist(), found["paid_once_by_group"].ravel().tolist()
        ([9, 5], [3.0, 4.0])
        >>> found["paid_once_by_province"].ravel().tolist()
        [7.0]
        """
        selected = self.selected.reshape(-1, *self.candidates.shape)  # whichever wave and class they are of
        everyone = selected[:, : len(GROUPS)].sum(axis=1)
        counted: dict[str, Counts] = {"candidates": self.candidates, "selected": selected.sum(axis=0)}
        for name, people in by_wave.items():
            counted[name] = np.einsum("wn,wrn->rn", share(people.reshape(everyone.shape), everyone), selected)
        of_groups = {f"{name}_by_group": rows[: len(GROUPS)].copy() for name, rows in counted.items()}
        return of_groups | {f"{name}_by_province": rows[len(GROUPS) :].copy() for name, rows in counted.items()}


def _summed(cells: Counts) -> Counts:
    """Add people by cell up to groups, then to provinces."""
    groups = cells.reshape(len(GROUPS), -1, cells.shape[-1])
    return np.concatenate([groups.sum(axis=1), groups.sum(axis=0)])
