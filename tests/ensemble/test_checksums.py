"""Everything kept or saved says whether it is as it was written: no flipped bit and no lost end passes."""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from prakerja.scenario import InputError
from prakerja.study import Posterior
from prakerja.study.runs.checksum import seal
from tests.ensemble.kept import Kept, kept_in, silent

KINDS = ("block", "forecast", "comparison", "posterior")


@pytest.fixture(scope="module")
def all_kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Kept]:
    return kept_in(tmp_path_factory.mktemp("kept"))


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_is_silent(kind: str, all_kept: dict[str, Kept]) -> None:
    """A single bit anywhere, or everything from some byte on; whole again, it is taken."""
    assert silent(all_kept[kind], 25, random.Random(kind)) == 0
    assert all_kept[kind].taken()


def test_a_damaged_block_is_told_in_a_line(all_kept: dict[str, Kept], caplog: pytest.LogCaptureFixture) -> None:
    block = all_kept["block"]
    whole = block.file.read_bytes()
    block.file.write_bytes(whole[:-1])
    with caplog.at_level(logging.WARNING, "prakerja"):
        assert not block.taken()
    block.file.write_bytes(whole)
    (said,) = caplog.messages
    assert said.startswith(f"a kept block is damaged ({block.file}: ")
    assert said.endswith("it is simulated again")


@pytest.mark.parametrize("kind", KINDS[1:])
def test_others_can_read_the_files(kind: str, all_kept: dict[str, Kept]) -> None:
    with xr.open_datatree(all_kept[kind].file, engine="h5netcdf") as tree:
        assert tree.attrs["kind"] == kind


@pytest.mark.parametrize("value", [np.nan, np.inf, -0.1])
def test_a_posterior_of_impossible_values_is_refused(value: float, all_kept: dict[str, Kept], tmp_path: Path) -> None:
    """Saved with a checksum of its own, as by a program that was at fault."""
    learnt = Posterior.load(all_kept["posterior"].file)
    (path, *_), drawn = learnt.values, next(iter(learnt.values.values())).copy()
    drawn[0] = value
    wrong = replace(learnt, values={**learnt.values, path: drawn}).save(tmp_path / "wrong.nc")
    with pytest.raises(InputError, match="is not a posterior saved by this version"):
        Posterior.load(wrong)


def test_a_posterior_of_another_key_is_refused(all_kept: dict[str, Kept], tmp_path: Path) -> None:
    with xr.open_datatree(all_kept["posterior"].file, engine="h5netcdf") as file:
        tree = file.load()
    tree.attrs["posterior"] = "0" * 12
    tree.to_netcdf(tmp_path / "other.nc", engine="h5netcdf")
    seal(tmp_path / "other.nc")
    with pytest.raises(InputError, match="is not a posterior saved by this version"):
        Posterior.load(tmp_path / "other.nc")
