"""Without the packages of calibration everything else works, and who asks for it is told in a line what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prakerja.study.calibration import Effort, calibrate
from tests.learning.toy import BOUGHT, chain, figure, published

BLOCKED = "import sys; sys.modules |= dict.fromkeys(('arviz_stats', 'threadpoolctl'))\n"
CODE = "from prakerja.cli import main; main()"


def without_them(code: str, *words: str, here: Path = Path()) -> subprocess.CompletedProcess[str]:
    """Run a line, in a folder, in a Python that cannot import any of the packages of the extra."""
    line = [sys.executable, "-c", BLOCKED + code, *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd=here)


def test_calibrating_without_them_is_told_in_a_line(tmp_path):
    scenario = Path("scenarios/prakerja-2020.toml").resolve()
    done = without_them(CODE, "calibrate", str(scenario), "--out", "posterior.nc", here=tmp_path)  # nothing kept there
    assert done.returncode == 2
    assert "is missing: pip install 'prakerja[calibrate]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not any(tmp_path.iterdir())


def test_what_learns_says_how_to_do_without(tmp_path):
    plan = Path("scenarios/prakerja-2020.toml").resolve()
    few = [str(plan), "--draws", "2", "--workers", "1"]
    done = without_them(CODE, "forecast", *few, here=tmp_path)
    assert done.returncode == 2
    told = " ".join(done.stderr.split())
    assert "pip install 'prakerja[calibrate]', or learn nothing: --prior" in told
    assert "Traceback" not in done.stderr
    assert without_them(CODE, "forecast", *few, "--prior", here=tmp_path).returncode == 0


def test_everything_else_needs_none_of_them(tmp_path):
    """Also reading what was calibrated elsewhere, and drawing from it."""
    effort = Effort(ensemble=16, particles=32, sweeps=3, draws=40)
    learnt = calibrate(chain(), observations=published(figure(BOUGHT, 9, 60_000)), effort=effort, cache=None)
    kept = learnt.save(tmp_path / "posterior.nc")
    code = """import prakerja as pk
print(pk.forecast('scenarios/small.toml', draws=2, cache=None))
print(*pk.Posterior.load(sys.argv[1]).draws(2)['world.purchase.probability'])"""
    done = without_them(code, str(kept))
    assert done.returncode == 0, done.stderr
    assert "5,600" in done.stdout
    assert done.stdout.splitlines()[-1] == " ".join(map(str, learnt.draws(2)["world.purchase.probability"]))
