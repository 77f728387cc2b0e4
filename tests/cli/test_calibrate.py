"""Calibrating on the command line: a posterior as a file, a forecast from it, and mistakes in a line each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.forked import prakerja

THEN = Path("scenarios/hindcasts/2020-05-19.toml").resolve()


@pytest.mark.slow
def test_a_forecast_from_a_posterior_file(tmp_path: Path) -> None:
    learnt = prakerja("calibrate", THEN, "--quick", "--out", "spring.nc", folder=tmp_path)
    assert learnt.returncode == 0, learnt.stderr
    written = [line.strip() for line in learnt.stdout.splitlines()[-3:]]
    assert written == ["spring.nc", "spring/", "values.svg .png · fits.svg .png"]
    names = [f"spring/{name}.{kind}" for name in ("values", "fits") for kind in ("svg", "png")]
    assert all((tmp_path / name).is_file() for name in ("spring.nc", *names))

    told = prakerja("forecast", THEN, "--posterior", "spring.nc", "--draws", 16, "--json", folder=tmp_path)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["provenance"]["calibrated_on"] == 20


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["forecast", THEN, "--as-of", "2020-05-01"], "must not be before the scenario's own as_of (2020-05-19)"),
        (["forecast", THEN, "--as-of", "may"], "must be a date such as 2020-09-04"),
        (["forecast", THEN, "--posterior", "none.nc"], "there is no such file"),
        (["forecast", THEN, "--posterior", "none.nc", "--as-of", "2020-05-19"], "give one of the two"),
        (["calibrate", THEN.parents[1] / "small.toml"], "are of another programme than one for 5,600 recipients"),
    ],
)
def test_a_mistake_is_told_in_a_line(words: list[str | Path], said: str, tmp_path: Path) -> None:
    done = prakerja(*words, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("posterior", "must be a file with an ending, such as .nc"),
        ("taken.nc", "is a file, and figures go to a folder so named"),
    ],
)
def test_where_nothing_can_be_written_is_told_before_the_work(out: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    done = prakerja("calibrate", THEN, "--out", out, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
