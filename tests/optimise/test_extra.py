"""Without Optuna everything else works, and who searches is told in a line what is missing, before any work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = "import sys; sys.modules['optuna'] = None; from prakerja.cli import main; main()"


def test_searching_without_it_is_told_in_a_line(tmp_path: Path):
    words = ("optimise", str(Path("scenarios/small.toml").resolve()), "--search", "policy.quota.places=700:800")
    line = [sys.executable, "-c", CODE, *words, "--goal", "owed"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "optuna is missing: pip install 'prakerja[optimise]'" in " ".join(done.stderr.split())
    assert not any(tmp_path.iterdir())
