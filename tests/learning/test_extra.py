"""Without the packages of calibration everything else works, and who asks for it is told in a line what is missing."""

from __future__ import annotations

import subprocess
import sys

BLOCKED = "import sys; sys.modules |= dict.fromkeys(('emcee', 'arviz_stats', 'threadpoolctl')); "


def without_them(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a Python that cannot import any of the packages of the extra."""
    line = [sys.executable, "-c", BLOCKED + code, *words]
    return subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)


def test_calibrating_without_them_is_told_in_a_line(tmp_path):
    code = "from prakerja.cli import main; main()"
    done = without_them(code, "calibrate", "scenarios/prakerja-2020.toml", "--out", str(tmp_path / "posterior.nc"))
    assert done.returncode == 2
    assert "is missing: pip install 'prakerja[calibrate]'" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not any(tmp_path.iterdir())


def test_everything_else_needs_none_of_them():
    done = without_them("import prakerja as pk; print(pk.forecast('scenarios/small.toml', draws=2, shelf=None))")
    assert done.returncode == 0, done.stderr
    assert "5,600" in done.stdout
