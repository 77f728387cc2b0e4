"""Faults by the thousand, each told and none silent: bits turned over in files, and broken inputs; a table of them."""

from __future__ import annotations

import os
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.campaign.damage import damage_lines
from tests.campaign.inputs import KINDS, Tried, tried


def tried_faults(folder: Path, workers: int = 2) -> int:
    """Try all faults and write what was found; return how many were silent, or told otherwise than in lines."""
    began, kinds = time.monotonic(), list[Tried]()
    damage, silent = damage_lines()
    fresh = {"mp_context": get_context("spawn"), "max_tasks_per_child": 1}  # what one kind holds is none of another's
    with (
        TemporaryDirectory() as cache,
        ProcessPoolExecutor(workers, initializer=_begin, initargs=(cache,), **fresh) as pool,
    ):
        for kind in pool.map(tried, KINDS):
            kinds.append(kind)
            print(f"{kind.kind}: {kind.tries:,} tried, {time.monotonic() - began:,.0f} s", file=sys.stderr, flush=True)
    wrong = [kind for kind in kinds if kind.wrong]
    lines = [
        "# Faults, each told and none silent",
        "",
        *damage,
        "",
        "| broken | tried | refused in lines | sound after all | most seconds | most MB | wrong |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {one.kind} | {one.tries:,} | {one.refused:,} | {one.tries - one.refused:,} | {one.slowest:.1f} | "
            f"{one.largest:,.0f} | {int(bool(one.wrong))} |"
            for one in kinds
        ),
        f"| all | {sum(one.tries for one in kinds):,} | {sum(one.refused for one in kinds):,} | | | | {len(wrong)} |",
        "",
        f"{time.monotonic() - began:,.0f} s; Python {platform.python_version()}, model {model_fingerprint()}.",
        *(f"\n## {one.kind}\n\n```\n{one.wrong}\n```" for one in wrong),
    ]
    path = folder / "faults.md"
    with whole_file(path) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="backslashreplace")
    print(path)
    return silent + len(wrong)


def _begin(cache: str) -> None:
    """Keep what a command keeps away from what the user has."""
    os.environ["PRAKERJA_CACHE"] = cache
