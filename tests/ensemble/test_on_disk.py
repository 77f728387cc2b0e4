"""More draws than memory holds are kept in files: the same answers, to the last bit, and the files go."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from prakerja.report import data_of
from prakerja.scenario import InputError, draw_world, load
from prakerja.study import Forecast, forecast, run_ensemble, write_hub
from prakerja.study.runs import block, on_disk
from prakerja.study.runs.on_disk import Folder

DRAWS = 40


@pytest.fixture(autouse=True)
def _some_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "BLOCK", 16)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Forecast:
    """Forecast with more draws than memory is said to hold."""
    monkeypatch.setattr(on_disk, "IN_MEMORY", DRAWS - 1)
    return forecast("scenarios/small.toml", DRAWS, 1, workers=1, cache=tmp_path / "cache")


@pytest.fixture
def few() -> Forecast:
    return forecast("scenarios/small.toml", DRAWS, 1, workers=1, cache=None)


def test_all_numbers_have_the_same_bits(many: Forecast, few: Forecast, tmp_path: Path) -> None:
    """Of every series and table, the answer in JSON, and every quantile of every day."""
    assert many.ensemble.data.identical(few.ensemble.data)
    assert data_of(many, "en") == data_of(few, "en")
    hubs = [write_hub(found, tmp_path / name).read_bytes() for name, found in (("many", many), ("few", few))]
    assert hubs[0] == hubs[1]


def test_a_saved_file_is_the_same(many: Forecast, few: Forecast, tmp_path: Path) -> None:
    back = Forecast.load(many.save(tmp_path / "forecast.nc"))
    assert back.ensemble.data.identical(few.ensemble.data)


def test_the_files_are_there_as_long_as_they_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many bytes as the arrays have; nothing is left afterwards."""
    monkeypatch.setattr(on_disk, "IN_MEMORY", DRAWS - 1)
    found = run_ensemble(load("scenarios/small.toml"), DRAWS, 1, workers=1, cache=tmp_path)
    (folder,) = tmp_path.iterdir()
    assert sum(path.stat().st_size for path in folder.iterdir()) == sum(a.nbytes for a in found.data.data_vars.values())
    del found
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_block_that_is_done_holds_no_more_than_before() -> None:
    """What is worked out of its draws, such as lags, would add up to a gigabyte over the blocks of 100,000."""
    scenario = load("scenarios/small.toml")
    (one,) = block.blocks_of(scenario, draw_world(scenario, 2, 1), 1)
    before = set(vars(one.world))
    block.simulate_block(one)
    assert set(vars(one.world)) == before


def test_what_is_asked_for_is_what_is_read(tmp_path: Path) -> None:
    """By number, by range, from the end, and in steps, along every axis: as numpy has it."""
    values = np.arange(5 * 3 * 8).reshape(5, 3, 8)
    stored = Folder(tmp_path).array("paid", values.shape, values.dtype)
    stored[..., slice(0, 5)] = values[..., :5]
    stored[..., slice(5, 8)] = values[..., 5:]
    lazy = xr.Variable(("day", "kind", "draw"), on_disk.held(stored))
    for key in (
        np.s_[2], np.s_[-1], np.s_[1:4], np.s_[::-2], np.s_[:, 1], np.s_[1:3, ::2, 4], np.s_[2, :, 3:6], np.s_[3:3],
    ):  # fmt: skip
        assert np.array_equal(np.asarray(lazy[key]), values[key]), key


def test_a_disk_that_is_full_is_said_before_it_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(InputError, match="need a disk with more room"):
        Folder(tmp_path).array("paid", (10, 100), np.int64)
