"""The explorer without a page: settings of levers in, scenarios, numbers and what is told of them out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from prakerja.explorer.believed import believed_of
from prakerja.explorer.controls import Control, controls_of
from prakerja.explorer.engines import Answer, Part, Piece, numbers_of, pieces_of, simulate_piece
from prakerja.explorer.setting import Setting, changes_of, read_setting
from prakerja.scenario import Draws, Observations, Scenario
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import Worlds, worlds_of
from prakerja.study.comparison.same_world import world_of

MOVING, EXACT = 200, 500
"""Draws while a lever moves, and when it is let go."""

FEW = 50
"""Draws while a lever moves and many wait: what a look costs besides its draws is most of it then."""

NOTHING: Mapping[str, Any] = MappingProxyType({})

_KEPT = 200
"""Settings whose numbers are kept, the last ones that were looked at; the plan's are, as every look asks for them."""

_Key = tuple[tuple[str, float], ...]
Kept = TypeVar("Kept")


class Explorer:
    """A plan and its levers.

    Parameters
    ----------
    worlds
        The plan on its day, and what its world may be.
    seed
        Of the draws and the dice.
    moving, exact
        Draws without dice and with.
    asked
        What the world was asked to be, by the names of `worlds_of`.

    Examples
    --------
    >>> explorer = Explorer.of("scenarios/small.toml", prior=True, moving=16, exact=16)
    >>> explorer.scenario(explorer.read({"quota": 400, "last_wave": "2020-11-05"})).policy.quota.places
    400
    >>> half = explorer.look({"quota": 400}, exact=False)
    >>> bool(half.by_year_end["paid_once"].mean() < explorer.look({}, exact=False).by_year_end["paid_once"].mean())
    True
    """

    def __init__(
        self,
        worlds: Worlds,
        seed: int = 2020,
        moving: int = MOVING,
        exact: int = EXACT,
        asked: Mapping[str, Any] = NOTHING,
    ) -> None:
        self.worlds, self.seed, self.moving, self.exact, self.asked = worlds, seed, moving, exact, asked
        self.plan = worlds.scenario
        self._draws = {False: worlds.draws(moving, seed), True: worlds.draws(exact, seed)}
        self._numbers: OrderedDict[_Key, Answer] = OrderedDict()
        self._scenarios: OrderedDict[_Key, Scenario] = OrderedDict()

    @classmethod
    def of(
        cls,
        scenario: Scenario | str | Path,
        *,
        as_of: date | str | None = None,
        observations: Observations | str | Path | None = None,
        posterior: Posterior | str | Path | None = None,
        prior: bool = False,
        quick: bool = False,
        seed: int = 2020,
        moving: int = MOVING,
        exact: int = EXACT,
        **how: Any,
    ) -> Explorer:
        """Learn the world as every verb does (`worlds_of`), once, and make an explorer."""
        asked: dict[str, Any] = {
            "as_of": as_of, "observations": observations, "posterior": posterior, "prior": prior, "quick": quick,
        }  # fmt: skip
        return cls(worlds_of(scenario, exact, seed, **asked, **how), seed, moving, exact, asked)

    @cached_property
    def controls(self) -> list[Control]:
        """The levers: those of the policy, then values of the world, by what decides how many are paid."""
        work = pieces_of(self.plan, self._draws[False], self.seed, exact=False, workers=1)
        plan = numbers_of(self.plan, [simulate_piece(piece) for piece in work], exact=False)
        _keep(self._numbers, _key({}), plan)
        return [*controls_of(self.plan), *believed_of(self.plan, self._draws[False], plan.by_year_end["paid_once"])]

    @cached_property
    def believed(self) -> frozenset[str]:
        """The keys of levers that set a value of the world; the others are of the policy."""
        return frozenset(control.key for control in self.controls if control.now is None)

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
        key = _key(setting)
        if key not in self._scenarios:
            changes = changes_of(self.controls, setting) if setting else {}
            made = self.plan.replace(changes, name=self.plan.name) if changes else self.plan
            _keep(self._scenarios, key, made)
        return self._scenarios[key]

    def known(self, setting: Setting, exact: bool, few: bool = False) -> bool:
        """Return whether the numbers of a setting have been counted and are kept."""
        return _key(setting, exact, few) in self._numbers

    def pieces(self, setting: Setting, exact: bool, workers: int = 1, few: bool = False) -> list[Piece]:
        """Cut the work of a setting into pieces, one where few draws are enough; none where it is known already."""
        if self.known(setting, exact, few):
            return []
        scenario = self.scenario(setting)
        world = self._world(setting, scenario, exact)
        if few:
            return pieces_of(scenario, world.part(0, min(FEW, len(world))), self.seed, exact, workers=1)
        return pieces_of(scenario, world, self.seed, exact, workers)

    def warm_up(self, exact: bool) -> list[Piece]:
        """Return a small piece of the plan, by which a worker loads everything that is compiled."""
        return pieces_of(self.plan, self._draws[exact].part(0, 2), self.seed, exact, 1)

    def numbers(self, setting: Setting, exact: bool, parts: Sequence[Part] = (), few: bool = False) -> Answer:
        """Put the parts together that came of `pieces`, and keep what they come to."""
        key = _key(setting, exact, few)
        if parts:
            _keep(self._numbers, key, numbers_of(self.scenario(setting), parts, exact))
        self._numbers.move_to_end(key)
        return self._numbers[key]

    def look(self, texts: Mapping[str, Any], exact: bool = True) -> Answer:
        """Return the numbers of a setting, worked out here and now."""
        setting = self.read(texts)
        return self.numbers(setting, exact, [simulate_piece(piece) for piece in self.pieces(setting, exact)])

    def _world(self, setting: Setting, scenario: Scenario, exact: bool) -> Draws:
        """Return the plan's own draws, but for what was set to a number and what a contract adds.

        Values that were learnt together stay as they were: a value is set, not observed.
        """
        base = self._draws[exact]
        fixed = {key: number for key, number in setting.items() if key in base.values}
        drawn = base.replace(fixed) if fixed else base
        added = scenario.world.partners.keys() - self.plan.world.partners.keys()
        return world_of(scenario, self.plan, drawn, self.seed) if added else drawn


def _key(setting: Setting, exact: bool = False, few: bool = False) -> _Key:
    return (*setting.items(), ("exact", float(exact)), ("few", float(few)))


def _keep(kept: OrderedDict[_Key, Kept], key: _Key, value: Kept) -> None:
    """Keep something, and forget what was looked at longest ago if there is too much."""
    kept[key] = value
    while len(kept) > _KEPT:
        kept.popitem(last=False)
