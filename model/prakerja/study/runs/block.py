"""One block of an ensemble: so many draws of the world, simulated together, given back as plain numpy arrays.

The random numbers of a draw depend on its number only, so results are the same bit for bit whatever the size of the
blocks, whoever simulates which, and on how many workers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from prakerja.policy import Quota
from prakerja.programme import EVERYTHING, Programme, simulate
from prakerja.scenario import Draws, Scenario
from prakerja.study.runs.past import Past

BLOCK = 250
"""The most draws of a block: few enough for the caches of a processor, enough to make the clock's own time small."""

Arrays = dict[str, NDArray[Any]]


class Reduction(Protocol):
    """What is kept of a block, worked out where it was simulated: arrays by name, the last axis being the draw."""

    @property
    def key(self) -> str:
        """Name everything that decides what is kept."""

    @property
    def reads(self) -> Collection[str]:
        """Name what of the journal has to be written down for it."""

    def __call__(self, world: Draws, arrays: Arrays) -> Arrays:
        """Reduce the arrays of a block, of these draws of the world."""


@dataclass(frozen=True)
class Block:
    """What a worker needs to simulate its part of an ensemble.

    Attributes
    ----------
    scenario, seed, first, world
        What is simulated, the place of its first draw in the ensemble, and its draws.
    quota
        A rule in the place of the scenario's.
    reduction
        What is kept; everything unless given.
    past
        The days that the scenario has in common with others, if any: no result depends on it.
    """

    scenario: Scenario
    seed: int
    first: int
    world: Draws
    quota: Quota | None = None
    reduction: Reduction | None = None
    past: Past | None = None

    @property
    def draws(self) -> slice:
        """Where these draws stand in the ensemble."""
        return slice(self.first, self.first + len(self.world))

    @cached_property
    def key(self) -> str:
        """Name everything the result depends on: twenty characters.

        But for a rule in the place of the scenario's: what a function does cannot be told from its name, so such a
        block must not be kept for another call.
        """
        parts = [self.scenario.hash, str(self.seed), str(self.world.first), model_fingerprint(), np.__version__]
        parts += [self.reduction.key if self.reduction else "", repr(self.quota) if self.quota else ""]
        named = hashlib.sha256("/".join(parts).encode())
        for path, values in sorted({**self.world.values, **self.world.paths}.items()):
            named.update(path.encode())
            named.update(np.ascontiguousarray(values).tobytes())
        return named.hexdigest()[:20]


def blocks_of(
    scenario: Scenario,
    world: Draws,
    seed: int,
    quota: Quota | None = None,
    reduction: Reduction | None = None,
    workers: int = 1,
) -> Iterator[Block]:
    """Cut the draws of an ensemble into blocks as even as can be, as many for each of the workers."""
    rounds = -(-len(world) // (BLOCK * workers))
    ends = np.linspace(0, len(world), min(rounds * workers, len(world)) + 1).round().astype(int).tolist()
    for first, last in pairwise(ends):
        yield Block(scenario, seed, first, world.part(first, last), quota, reduction)


def together(blocks: Iterable[Block]) -> list[list[Block]]:
    """Return pieces of work: blocks that follow each other and have one past, and every other block by itself."""
    return [list(group) for _, group in groupby(blocks, key=lambda block: id(block.past or block))]


def simulate_together(blocks: Sequence[Block]) -> Iterator[Arrays]:
    """Simulate the blocks of a piece of work one after the other, their past once."""
    past = blocks[0].past if len(blocks) > 1 else None
    programme = past.run() if past else None
    for block in blocks:
        yield simulate_block(block, programme)


def simulate_block(block: Block, past: Programme | None = None) -> Arrays:
    """Simulate a block.

    Parameters
    ----------
    block
        What to simulate.
    past
        A programme that has run its past; unless given, the run begins with the launch.

    Returns
    -------
    every series and final table of the journal by name, the last axis being the draw; or what its reduction keeps
    """
    world = block.world.part(0, len(block.world))  # what a run works out of its draws is forgotten with them
    kept = block.reduction.reads if block.reduction else EVERYTHING
    journal = simulate(block.scenario, world, seed=block.seed, quota=block.quota, kept=kept, past=past)
    arrays = journal.daily | {name: _narrow(values) for name, values in journal.once.items()}
    return block.reduction(world, arrays) if block.reduction else arrays


def _narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Halve what is sent and kept: people fit 32 bits."""
    return values.astype(np.int32 if np.issubdtype(values.dtype, np.integer) else np.float32)


@cache
def model_fingerprint() -> str:
    """Name the source of the model, so that no block of another version is ever taken for one of this."""
    here = Path(__file__).parents[2]
    source = hashlib.sha256()
    for part in ("scenario", "policy", "programme", "study/runs"):  # the last says what is kept of a run, and read
        for file in sorted((here / part).rglob("*.py")):
            source.update(file.read_bytes())
    return source.hexdigest()[:12]
