"""What comparisons keep on one cache: a run takes only blocks that hold what it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from prakerja.scenario import Scenario, draw_world
from prakerja.study.comparison import gather
from prakerja.study.comparison.criteria import Yardstick
from prakerja.study.comparison.gather import Judged
from prakerja.study.runs.block import Block, blocks_of, simulate_block
from prakerja.study.runs.cache import BlockCache


def test_runs_that_keep_other_series_do_not_take_each_others_blocks(
    weekly: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run is stopped when its block is in the cache; the next keeps one series more, and simulates anew."""
    world, kept, cache = draw_world(weekly, 2, 3), Judged(Yardstick.of(weekly), ("owed",)), BlockCache(tmp_path)

    def block() -> Block:
        return next(blocks_of(weekly, world, 3, None, kept))

    with monkeypatch.context() as fewer:
        fewer.setattr(gather, "KEPT_SERIES", gather.KEPT_SERIES[1:])
        cache.put(block(), simulate_block(block()))
        assert cache.take(block()) is not None
    assert cache.take(block()) is None
