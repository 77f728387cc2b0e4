"""A small file of every kind that is kept or saved, what reads it, and one thing wrong with it: a bit, or its end."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from prakerja.scenario import InputError, draw_world, load
from prakerja.study import Comparison, Forecast, Posterior, compare, run_ensemble
from prakerja.study.calibration import Effort, calibrate
from prakerja.study.runs.block import blocks_of
from prakerja.study.runs.cache import BlockCache
from tests.learning.toy import BOUGHT, chain, figure, published


@dataclass(frozen=True)
class Kept:
    """A file, and what says whether it is taken for what was written."""

    file: Path
    taken: Callable[[], bool]


def kept_in(folder: Path) -> dict[str, Kept]:
    """Write one of each kind: a cached block, a forecast, a comparison, a posterior."""
    small = load("scenarios/small.toml")
    (block,) = blocks_of(small, draw_world(small, 4, 5), 5)
    cache = BlockCache(folder / "cache")
    cache.put(block, {"paid_once": np.arange(3000), "bought": np.arange(5)})
    futures = run_ensemble(small, 2, 5, workers=1, cache=None)
    half = small.replace({"policy.quota.places": 400}, name="half")
    judged = compare(small, half, draws=2, seed=1, prior=True, workers=1, cache=None)
    effort = Effort(ensemble=16, particles=32, sweeps=3, draws=40)
    learnt = calibrate(chain(), seed=1, observations=published(figure(BOUGHT, 5, 31_517)), effort=effort, cache=None)
    (of_a_block,) = (folder / "cache").iterdir()
    files = {
        "forecast": (Forecast(futures).save(folder / "forecast.nc"), Forecast.load),
        "comparison": (judged.save(folder / "comparison.nc"), Comparison.load),
        "posterior": (learnt.save(folder / "posterior.nc"), Posterior.load),
    }
    found = {name: Kept(file, _reads(file, load_it)) for name, (file, load_it) in files.items()}
    return {"block": Kept(of_a_block, lambda: cache.take(block) is not None)} | found


def _reads(file: Path, load_it: Callable[[Path], object]) -> Callable[[], bool]:
    def reads() -> bool:
        try:
            load_it(file)
        except InputError as error:
            if str(file) not in str(error):
                raise
            return False
        return True

    return reads


def damaged(whole: bytes, dice: random.Random) -> bytes:
    """Return a file with one of its bits turned over, or, one time in five, cut short."""
    at = dice.randrange(len(whole))
    if dice.random() < 0.2:
        return whole[:at]
    return whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]


def silent(kept: Kept, tries: int, dice: random.Random) -> int:
    """Return how many of so many damages were taken for what was written; the file is whole again afterwards."""
    whole, taken = kept.file.read_bytes(), 0
    for _ in range(tries):
        kept.file.write_bytes(damaged(whole, dice))
        taken += kept.taken()
    kept.file.write_bytes(whole)
    return taken
