"""Ensembles: all draws of a scenario, simulated block by block on any executor."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Executor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xarray as xr

from prakerja.scenario import Draws, Scenario, draw_world
from prakerja.study.runs import netcdf
from prakerja.study.runs.block import Arrays, Block, blocks_of
from prakerja.study.runs.cache import BlockCache, finished
from prakerja.study.runs.cube import Cube
from prakerja.study.runs.kept import place, trim
from prakerja.study.runs.kept_until import done_with, more_to_come
from prakerja.study.runs.on_disk import Room
from prakerja.study.runs.spread import EnsembleStopped, count_workers

CACHE = place()
"""Where blocks are kept until their ensemble is complete, and posteriors until there is no room."""

Progress = Callable[[int, int], None]
"""Is told how many draws are done, and of how many."""


@dataclass(frozen=True)
class Ensemble:
    """All draws of a scenario.

    Attributes
    ----------
    scenario, seed
        What was simulated.
    data
        Every series of the journal, with its dimensions and units: (day, ..., draw).
    world
        The draws of the world, future by future.
    origin
        Where these draws come from, if not from what the scenario believes: for the provenance.
    """

    scenario: Scenario
    seed: int
    data: xr.Dataset
    world: Draws
    origin: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.data.sizes["draw"])

    def __getitem__(self, name: str) -> xr.DataArray:
        return self.data[name]

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: scenario and its hash, seed, draws, versions."""
        return netcdf.made_of(self.scenario, self.seed, len(self)) | dict(self.origin)

    def save(self, path: str | Path) -> Path:
        """Write everything to a netCDF file, complete or not at all."""
        groups = {"/": self.data, "world": netcdf.by_name(self.world.values, "value", len(self))}
        about = self.provenance | {"scenario_json": self.scenario, "origin": dict(self.origin)}
        return netcdf.write(path, "forecast", groups, about)

    @classmethod
    def load(cls, path: str | Path) -> Ensemble:
        """Read a file that `save` wrote."""
        return netcdf.read(path, "forecast", cls._from)

    @classmethod
    def _from(cls, tree: xr.DataTree) -> Ensemble:
        scenario, data = netcdf.scenario_of(tree), tree.to_dataset().load()
        data.attrs = {}
        world, origin = netcdf.world_of(tree, scenario), json.loads(tree.attrs["origin"])
        return cls(scenario, int(tree.attrs["seed"]), data, world, origin)


def run_ensemble(
    scenario: Scenario,
    draws: int | Draws = 2000,
    seed: int = 2020,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Path | None = CACHE,
) -> Ensemble:
    """Simulate a scenario in many futures.

    Parameters
    ----------
    scenario
        What to simulate.
    draws
        How many draws from what the scenario believes, or the draws themselves.
    seed
        Scrambles the draws of the world and seeds every stream of random numbers.
    workers
        Processes on this machine; unless given, as many as there are cores and work for. The results do not depend
        on it.
    executor
        Any other executor, such as ``dask.distributed.Client(address).get_executor()``.
    progress
        Is called with (draws done, draws wanted).
    cache
        A folder that keeps finished blocks while others are simulated; None keeps nothing. Of more than `IN_MEMORY`
        draws the arrays are in files there (of the system's temporary folder, for None) as long as they are used.

    Raises
    ------
    EnsembleStopped
        On Ctrl-C or when a worker is killed. Finished blocks stay in the cache: the same call goes on from there.
    """
    world = draw_world(scenario, draws, seed) if isinstance(draws, int) else draws
    blocks = list(blocks_of(scenario, world, seed, workers=count_workers(workers, executor)))
    cube = Cube(scenario, len(world), Room(len(world), cache))
    run_blocks(
        blocks,
        lambda block, arrays: cube.fill(block.draws, arrays),
        workers=workers,
        executor=executor,
        progress=progress,
        cache=cache,
    )
    return Ensemble(scenario, seed, cube.dataset(), world)


def run_blocks(
    blocks: list[Block],
    take: Callable[[Block, Arrays], None],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Path | None = CACHE,
) -> None:
    """Simulate blocks, of one ensemble or of several, and hand over each when it is finished.

    Parameters
    ----------
    blocks
        What to simulate.
    take
        Is called with every block and its arrays, in any order.
    workers, executor, progress, cache
        As for `run_ensemble`.

    Raises
    ------
    EnsembleStopped
        As by `run_ensemble`.
    """
    if cache is not None:
        trim(cache, spare={block.key for block in blocks})
    keep = BlockCache(cache) if cache is not None and (len(blocks) > 1 or more_to_come()) else None
    done, wanted = 0, sum(len(block.world) for block in blocks)
    try:
        with closing(finished(blocks, keep, workers, executor)) as coming:
            for block, arrays in coming:
                take(block, arrays)
                done += len(block.world)
                if progress:
                    progress(done, wanted)
    except (KeyboardInterrupt, BrokenExecutor) as stop:
        kept = f"kept in {cache}: the same call goes on from there" if keep else "lost, since there is no cache"
        raise EnsembleStopped(f"stopped after {done:,} of {wanted:,} draws; they are {kept}") from stop
    if keep:
        done_with(keep, blocks)
