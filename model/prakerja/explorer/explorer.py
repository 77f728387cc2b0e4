"""The explorer without a page: settings of levers in, scenarios, numbers and what is told of them out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from prakerja.explorer.believed import believed_of
from prakerja.explorer.controls import Control, controls_of
from prakerja.explorer.engines import Numbers, Part, Piece, numbers_of, pieces_of, simulate_piece
from prakerja.explorer.setting import Setting, changes_of, read_setting
from prakerja.scenario import Draws, Observations, Scenario
from prakerja.scenario.draws import values_of
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import Worlds, worlds_of
from prakerja.study.comparison.same_world import world_of

QUICK, EXACT = 200, 500
"""Draws while a lever moves, and when it is let go."""

_KEPT = 200
"""Settings whose numbers are kept, the last ones looked at."""


class Explorer:
    """A plan and its levers.

    Parameters
    ----------
    worlds
        The plan on its day, and what its world may be.
    seed
        Of the draws and the dice.
    quick, exact
        Draws without dice and with.

    Examples
    --------
    >>> explorer = Explorer.of("scenarios/small.toml", prior=True, quick=16, exact=16)
    >>> explorer.scenario(explorer.read({"quota": 400, "last_wave": "2020-11-05"})).policy.quota.places
    400
    >>> half = explorer.look({"quota": 400}, exact=False)
    >>> bool(half.by_year_end["paid_once"].mean() < explorer.look({}, exact=False).by_year_end["paid_once"].mean())
    True
    """

    def __init__(self, worlds: Worlds, seed: int = 2020, quick: int = QUICK, exact: int = EXACT) -> None:
        self.worlds, self.seed = worlds, seed
        self.plan = worlds.scenario
        self._draws = {False: worlds.draws(quick, seed), True: worlds.draws(exact, seed)}
        self._kept: OrderedDict[tuple[str, bool], Numbers] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def of(
        cls,
        scenario: Scenario | str | Path,
        *,
        as_of: date | str | None = None,
        observations: Observations | str | Path | None = None,
        posterior: Posterior | str | Path | None = None,
        prior: bool = False,
        rough: bool = False,
        seed: int = 2020,
        quick: int = QUICK,
        exact: int = EXACT,
        **how: Any,
    ) -> Explorer:
        """Learn the world as every verb does (`worlds_of`; rough is its ``quick``), once, and make an explorer."""
        learnt = {"as_of": as_of, "observations": observations, "posterior": posterior, "prior": prior}
        return cls(worlds_of(scenario, exact, seed, **learnt, quick=rough, **how), seed, quick, exact)

    @cached_property
    def controls(self) -> list[Control]:
        """The levers: those of the policy, then values of the world, by what decides how many are paid."""
        paid = self._numbers({}, self.plan, exact=False).by_year_end["paid_once"]
        return [*controls_of(self.plan), *believed_of(self.plan, self._draws[False], paid)]

    def read(self, texts: Mapping[str, Any]) -> dict[str, float]:
        """Read settings, as `read_setting`."""
        return read_setting(self.controls, texts)

    def scenario(self, setting: Setting) -> Scenario:
        """Return the scenario of a setting.

        Raises
        ------
        InputError
            If what was set contradicts itself.
        """
        return self.plan.replace(changes_of(self.controls, setting), name=self.plan.name) if setting else self.plan

    def pieces(self, setting: Setting, exact: bool, workers: int = 1) -> list[Piece]:
        """Cut the work of a setting into pieces; none where its numbers are known already."""
        scenario = self.scenario(setting)
        if self._found(scenario, exact) is not None:
            return []
        return pieces_of(scenario, self._world(setting, scenario, exact), self.seed, exact, workers)

    def warm_up(self, exact: bool) -> list[Piece]:
        """Return a small piece of the plan, by which a worker loads everything that is compiled."""
        return pieces_of(self.plan, self._draws[exact].part(0, 2), self.seed, exact, 1)

    def numbers(self, setting: Setting, exact: bool, parts: Sequence[Part]) -> Numbers:
        """Put the parts together that came of `pieces`, and keep what they come to."""
        scenario = self.scenario(setting)
        found = self._found(scenario, exact)
        if found is None:
            found = numbers_of(scenario, parts, exact)
            with self._lock:
                self._kept[scenario.hash, exact] = found
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return found

    def look(self, texts: Mapping[str, Any], exact: bool = True) -> Numbers:
        """Return the numbers of a setting, worked out here and now."""
        setting = self.read(texts)
        return self._numbers(setting, self.scenario(setting), exact)

    def _numbers(self, setting: Setting, scenario: Scenario, exact: bool) -> Numbers:
        found = self._found(scenario, exact)
        if found is not None:
            return found
        work = pieces_of(scenario, self._world(setting, scenario, exact), self.seed, exact, 1)
        return self.numbers(setting, exact, [simulate_piece(piece) for piece in work])

    def _found(self, scenario: Scenario, exact: bool) -> Numbers | None:
        with self._lock:
            found = self._kept.get((scenario.hash, exact))
            if found is not None:
                self._kept.move_to_end((scenario.hash, exact))
            return found

    def _world(self, setting: Setting, scenario: Scenario, exact: bool) -> Draws:
        """Return the plan's own draws, but for what was set to a number and what a contract adds.

        Values that were learnt together stay as they were: a value is set, not observed.
        """
        base = self._draws[exact]
        fixed = {key: number for key, number in setting.items() if key in base.values}
        drawn = base.replace(fixed) if fixed else base
        added = len(values_of(scenario)) != len(base.values)
        return world_of(scenario, self.plan, drawn, self.seed) if added else drawn
