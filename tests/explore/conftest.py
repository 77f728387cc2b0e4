"""One explorer of the small programme, and one page of it, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from prakerja.explorer.exploration import Exploration
from prakerja.explorer.explorer import Explorer

SMALL = "scenarios/small.toml"
EVERYTHING = {"recycling": 1, "quota": 400, "every": 10, "last_wave": "2020-11-05", "priority": 0.5, "window": 20,
              "deadline": "2020-12-20", "capacity": 2, "partner": 1, "every_day": 1}  # fmt: skip


@pytest.fixture(scope="session")
def explorer() -> Explorer:
    return Explorer.of(SMALL, prior=True, seed=7, moving=20, exact=24)


@pytest.fixture(scope="session")
def served(explorer: Explorer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exploration]:
    folder = tmp_path_factory.mktemp("explored") / "scenarios"
    folder.mkdir()
    for name in ("small.toml", "prakerja-2020.toml"):
        (folder / name).write_text((Path("scenarios") / name).read_text(encoding="utf-8"), encoding="utf-8")
    copied = Explorer.of(folder / "small.toml", prior=True, seed=7, moving=20, exact=24)
    with Exploration(copied, 0, "en", workers=2, folder=None, formats=["html"]) as exploration:
        yield exploration
