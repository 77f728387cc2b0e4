"""What the model will do with an office's own figures: each is read, makes a wave history, or is not used, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import numpy as np

from prakerja.scenario import Observation, Observations, Scenario, load, observations_of, slots_of
from prakerja.scenario.arrays import Floats
from prakerja.scenario.beside import added, counted, files_beside
from prakerja.scenario.read_observations import numbered_rows
from prakerja.study.calibration.advancement import advance
from prakerja.study.calibration.observation_operator import COMPONENTS, NOT_USED, path_of
from prakerja.study.calibration.procedure import check_same_programme
from prakerja.study.calibration.readings import why_not

Kind = Literal["twice", "contradicts", "below_earlier", "above_later"]


@dataclass(frozen=True)
class Remark:
    """Something to look at: how a figure lies to another one, from a line of the same file or published before."""

    kind: Kind
    other: Observation
    line: int | None


@dataclass(frozen=True)
class Observed:
    """A figure and its use.

    Attributes
    ----------
    file, line, row
        Where it stands, and what it says.
    use
        ``"read"``, ``"history"`` (its wave happened), ``"target"`` (the quota of the year) or ``"not used"``.
    reads
        The series of the model it is a reading of.
    reason
        Why it is not used: the name of its quantity, or ``"error"``, ``"clock"``, ``"waves"``, ``"unknown"``.
    remarks
        How it lies to other figures.
    meant
        The name of a quantity that was perhaps meant, where nobody has published one of this name.
    """

    file: Path
    line: int
    row: Observation
    use: str
    reads: str
    reason: str
    remarks: tuple[Remark, ...]
    meant: str


def observe(files: Iterable[str | Path], scenario: Scenario | str | Path) -> list[Observed]:
    """Return what the model will do with the figures of some files, once they had been published.

    Parameters
    ----------
    files
        Tables like ``data/observations.csv``.
    scenario
        Whose published figures they are added to.

    Raises
    ------
    InputError
        With everything that is wrong in a file.

    Examples
    --------
    >>> found = observe(["scenarios/data/observations.csv"], "scenarios/prakerja-2020.toml")
    >>> found[0].use, found[0].reads, found[0].remarks[0].kind
    ('read', 'bought', 'twice')
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    known = observations_of(scenario) if files_beside(scenario) else Observations((), frozenset())
    asked: list[tuple[Path, int, Observation]] = []
    everything = known
    for file in map(Path, files):
        lines = numbered_rows(file, everything)
        asked += [(file, line, row) for line, row in lines]
        everything = added(everything, Observations(tuple(row for _, row in lines), frozenset()))
    check_same_programme(scenario, everything)
    moved = advance(scenario, max([scenario.as_of, *(row.published_on for row in everything)]), everything)
    before: list[tuple[int | None, Observation]] = [(None, row) for row in known]
    names = {row.quantity for row in known} | {*COMPONENTS, *NOT_USED}
    found = []
    for file, line, row in asked:
        use, reads, reason = _use(row, scenario, moved)
        meant = next(iter(get_close_matches(row.quantity, names - {row.quantity}, n=1)), "")
        remarks = tuple(_remarks(row, before))
        found.append(Observed(file, line, row, use, reads, reason, remarks, "" if row.quantity in names else meant))
        before.append((line, row))
    return found


def _use(row: Observation, scenario: Scenario, moved: Scenario) -> tuple[str, str, str]:
    """Return the use of a figure, the series it is read as, and the reason if it is not used."""
    if row.flag != "error" and row.quantity == "wave_selected" and _happens(row, scenario, moved):
        return "history", "", ""
    target = moved.policy.target.recipients
    if row.quantity.startswith("quota_total_") and target != scenario.policy.target.recipients:
        return "target", "", ""
    if row.quantity in NOT_USED:
        return "not used", "", row.quantity
    if row.quantity not in COMPONENTS:
        return "not used", "", "unknown"
    said = why_not(row, moved)
    if said is None:
        return "read", _series(row, moved), ""
    outside = not moved.clock.launch <= row.observed_on <= moved.clock.ends
    return "not used", "", "error" if row.flag == "error" else "clock" if outside else "waves"


def _happens(row: Observation, scenario: Scenario, moved: Scenario) -> bool:
    """Return whether a count makes a wave of the plan one that happened."""
    planned = {slot.name: slot.places for slot in slots_of(scenario)}
    return planned.get(row.wave, 0) is None and any(
        slot.name == row.wave and slot.places == round(row.value) for slot in slots_of(moved)
    )


def _series(row: Observation, scenario: Scenario) -> str:
    """Return the name of the series a figure is a reading of."""
    asked: list[str] = []

    def source(name: str) -> Floats:
        asked.append(name)
        return np.zeros((len(scenario.days), 1))

    path_of(row.quantity, row.wave, source, scenario)
    return asked[0]


def _remarks(row: Observation, before: Iterable[tuple[int | None, Observation]]) -> Iterator[Remark]:
    """Return how a figure lies to those before it: the same, another of its day, or out of order."""
    if row.flag == "error":
        return
    alike = [(line, other) for line, other in before if _about(other) == _about(row) and other.flag != "error"]
    for line, other in alike:
        if counted(other) == counted(row):
            yield Remark("twice", other, line)
            return
    for line, other in alike:
        if other.observed_on == row.observed_on and row.flag != "conflict" and other.flag != "conflict":
            yield Remark("contradicts", other, line)
    if row.quantity.endswith("_cumulative"):
        yield from _out_of_order(row, alike)


def _out_of_order(row: Observation, alike: list[tuple[int | None, Observation]]) -> Iterator[Remark]:
    """Return the figures that a count which can only grow goes against: the nearest on each side."""
    sound = [(line, other) for line, other in alike if other.flag != "conflict"]
    above = [(line, other) for line, other in sound
             if other.observed_on < row.observed_on and other.value > row.value]  # fmt: skip
    below = [(line, other) for line, other in sound
             if other.observed_on > row.observed_on and other.value < row.value]  # fmt: skip
    if above:
        line, other = max(above, key=lambda pair: pair[1].observed_on)
        yield Remark("below_earlier", other, line)
    if below:
        line, other = min(below, key=lambda pair: pair[1].observed_on)
        yield Remark("above_later", other, line)


def _about(row: Observation) -> tuple[str, str, str]:
    return row.quantity, row.wave, row.of
