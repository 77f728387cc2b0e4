"""Tries a million futures of worlds that nobody thought of, both engines, faults, and a crowd at the page of levers.

`python -m tests.campaign FOLDER [DRAWS] [WORKERS] [KILLS]`

Worlds are drawn by hypothesis from every rule that `tests.laws.worlds` can switch on, rates that wander among them. In
each, 250 futures are simulated with dice; the engine's own books are checked at the end of every day, and all laws of
`tests.laws` on every day of every future. A world that breaks one is made as small as it still breaks, and printed.
"""

from __future__ import annotations

import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from prakerja.programme import Dice
from prakerja.scenario import Scenario
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.campaign.browsers import tried_crowd
from tests.campaign.disturbances import FEW_KILLS, tried_disturbances
from tests.campaign.engines import tried_engines
from tests.campaign.faults import tried_faults
from tests.laws.played import play
from tests.laws.test_conservation import keeps_the_laws
from tests.laws.test_drift import drifts
from tests.laws.worlds import worlds

DRAWS = 1_000_000
FUTURES = 250
CROWD_MINUTES = 2.0
"""Of many at one page; alone it is tried for longer (`tests.campaign.browsers`)."""

WORLDS = 100
"""Of a shard, which one process tries at a time."""


@dataclass(frozen=True)
class Shard:
    """What one process found.

    Attributes
    ----------
    number
        Names the worlds.
    worlds, persons
        How many worlds were tried, and who registered in all their futures.
    broken
        What broke a law, made as small as it still does; empty where nothing did.
    """

    number: int
    worlds: int
    persons: int
    broken: str


def tried(number: int) -> Shard:
    """Try the worlds of a shard."""
    count, persons = 0, 0

    @seed(number)
    @settings(
        max_examples=WORLDS, derandomize=False, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(world=worlds(), drift=st.one_of(st.none(), drifts()))
    def holds(world: Scenario, drift: dict[str, Any] | None) -> None:
        nonlocal count, persons
        scenario = world if drift is None else world.replace({"world.drift": drift})
        played = play(scenario, Dice, seed=number, futures=FUTURES)
        keeps_the_laws(played)
        count, persons = count + 1, persons + int(played["registered"][-1].sum())

    try:
        holds()
    except Exception as error:  # whatever it is, it is what the campaign looks for
        notes = "\n".join(getattr(error, "__notes__", ()))
        return Shard(number, count, persons, f"{type(error).__name__}: {error}\n{notes}")
    return Shard(number, count, persons, "")


def report(shards: list[Shard], seconds: float, folder: Path) -> Path:
    """Write what was found."""
    count, broken = sum(shard.worlds for shard in shards), [shard for shard in shards if shard.broken]
    lines = [
        "# A million futures of worlds that nobody thought of",
        "",
        f"{count:,} worlds, {count * FUTURES:,} futures, {sum(shard.persons for shard in shards):,} registrations.",
        f"Shards in which a law was broken: {len(broken)} of {len(shards)}.",
        f"{seconds:,.0f} s; Python {platform.python_version()}, model {model_fingerprint()}.",
        *(f"\n## Shard {shard.number}\n\n```\n{shard.broken}\n```" for shard in broken),
    ]
    path = folder / "draws.md"
    with whole_file(path) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def main(folder: str, draws: str = str(DRAWS), workers: str = "2", kills: str = str(FEW_KILLS)) -> int:
    """Run the campaign; return 1 where a law broke, a fault was silent, work was lost, engines differ or many wait."""
    lost = tried_disturbances(Path(folder), int(kills), int(workers))
    lost += tried_faults(Path(folder), int(workers)) + tried_engines(Path(folder), int(workers))
    lost += tried_crowd(Path(folder), minutes=CROWD_MINUTES)
    began, count = time.monotonic(), max(1, round(int(draws) / FUTURES / WORLDS))
    with ProcessPoolExecutor(int(workers)) as pool:
        shards = []
        for shard in pool.map(tried, range(count)):
            shards.append(shard)
            print(f"{len(shards)} of {count} shards, {time.monotonic() - began:,.0f} s", file=sys.stderr, flush=True)
            if shard.broken:
                print(shard.broken, file=sys.stderr, flush=True)
    print(report(shards, time.monotonic() - began, Path(folder)))
    return int(lost > 0 or any(shard.broken for shard in shards))


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
