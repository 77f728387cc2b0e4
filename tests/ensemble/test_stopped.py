"""Work that is killed on the way: who worked for it ends too, and what was finished stays until all of it is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from prakerja.scenario import load
from prakerja.study import EnsembleStopped, run_ensemble
from prakerja.study.runs import block
from prakerja.study.runs.kept_until import kept_until_done
from prakerja.study.runs.spread import spread_over
from prakerja.study.runs.whole_file import whole_file

_SPREADS = """
import multiprocessing, os, sys, time
from prakerja.study.runs.spread import spread_over

def work(number):
    os.write(1, b"%d\\n" % os.getpid())  # at once: what two processes print can mix
    time.sleep(60)

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    with spread_over(2) as spread:
        list(spread(work, [1, 2]))
"""


def _kill_one(number: int) -> None:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_a_killed_process_is_told_in_a_line() -> None:
    with pytest.raises(EnsembleStopped, match="the same call begins again"), spread_over(2) as spread:
        list(spread(_kill_one, range(4)))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("way", ["fork", "spawn"])
def test_who_works_for_a_killed_process_ends(way: str, tmp_path: Path) -> None:
    script = tmp_path / "spreads.py"
    script.write_text(_SPREADS)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, script, way], stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout is not None
        try:
            workers = [int(running.stdout.readline()) for _ in range(2)]
        finally:
            running.kill()
    end = time.monotonic() + 20
    while any(map(_lives, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    left = [worker for worker in workers if _lives(worker)]
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    assert not left


def _lives(process: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_blocks_of_a_first_run_stay_until_the_second_is_done(tmp_path: Path) -> None:
    """Stopped in the second, the first is not simulated again; nor is it if what is written fails."""
    small = load("scenarios/small.toml")

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    def two_runs(**how: Any) -> None:
        with kept_until_done():
            run_ensemble(small, 2, 5, workers=1, cache=tmp_path / "kept")
            run_ensemble(small, 2, 6, workers=1, cache=tmp_path / "kept", **how)

    with pytest.raises(EnsembleStopped):
        two_runs(progress=stop)
    of_both = sorted((tmp_path / "kept").iterdir())
    assert len(of_both) == 2
    again: list[int] = []
    written = [file.stat().st_mtime_ns for file in of_both]
    two_runs(progress=lambda *_: again.extend(file.stat().st_mtime_ns for file in of_both))
    assert again == written
    assert not (tmp_path / "kept").exists()


def test_what_a_killed_process_began_to_write_goes_after_an_hour(tmp_path: Path) -> None:
    for name, age in (("a.csv.7.part", 7200), ("a.csv.8.part", 60), ("b.csv.7.part", 7200)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    with whole_file(tmp_path / "a.csv") as beside:
        beside.touch()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "a.csv.8.part", "b.csv.7.part"]


def test_what_reads_a_quantity_is_a_part_of_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block holds counts as `quantities.py` reads them: another one must not take it."""
    (here,) = Path(block.__file__).parent.glob("quantities.py")
    before, as_it_is = block.model_fingerprint.__wrapped__(), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda file: as_it_is(file) + b"#" * (file == here))
    assert block.model_fingerprint.__wrapped__() != before
