"""How the two engines were held against each other in worlds that nobody thought of: a table of it."""

from __future__ import annotations

import platform
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.campaign.differential import LEVEL, RUNS, Differential, tried_certain, tried_chancy

SHARDS = 8
CERTAIN, CHANCY = 250, 12
"""Worlds of a shard without dice, and with them."""


def tried_engines(folder: Path, workers: int = 2, shards: int = SHARDS) -> int:
    """Compare the engines and write what was found; return in how many shards they differ."""
    began = time.monotonic()
    with ProcessPoolExecutor(workers) as pool:
        asked: list[Future[Differential]] = []
        for number in range(1, shards + 1):
            asked.append(pool.submit(tried_chancy, number, CHANCY, shards * CHANCY))
            asked.append(pool.submit(tried_certain, number, CERTAIN))
        found = [one.result() for one in asked]
    differs = [one for one in found if one.differs]
    lines = [
        "# The programme's counts and the person-by-person twin in worlds that nobody thought of",
        "",
        "| worlds | tried | persons registered | paid at least once in | compared | worlds that differ |",
        "|---|---|---|---|---|---|",
        *(_row(sort, [one for one in found if one.sort == sort]) for sort in dict.fromkeys(one.sort for one in found)),
        "",
        f"With dice: {RUNS} runs of the twin and {10 * RUNS:,} futures of the programme a world; "
        f"all worlds together at a level of {LEVEL}.",
        f"{time.monotonic() - began:,.0f} s; Python {platform.python_version()}, model {model_fingerprint()}.",
        *(f"\n## {one.sort}\n\n```\n{one.differs}\n```" for one in differs),
    ]
    path = folder / "engines.md"
    with whole_file(path) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(path)
    return len(differs)


def _row(sort: str, of: list[Differential]) -> str:
    sums = [sum(getattr(one, name) for one in of) for name in ("worlds", "persons", "paid", "compared")]
    return (
        f"| {sort} | " + " | ".join(f"{number:,}" for number in sums) + f" | {sum(bool(one.differs) for one in of)} |"
    )
