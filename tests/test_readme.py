"""README's two commands are the Makefile's, its files exist, and its Python runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

README = Path("README.md").read_text(encoding="utf-8")


def test_two_commands_are_targets_that_do_what_they_say() -> None:
    for target, does in (
        ("forecast", "prakerja forecast scenarios/prakerja-2020.toml --as-of 2020-09-04 --out out"),
        ("test", "pytest"),
    ):
        assert f"make {target}" in README
        plan = subprocess.run(["make", "--dry-run", target], capture_output=True, text=True, check=True)
        assert does in plan.stdout


def test_every_link_and_named_path_exists() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if not link.startswith("http")]
    assert links
    missing = [link for link in links if not Path(link).exists()]
    assert missing == []


def test_every_folder_of_the_tour_exists() -> None:
    tour = re.findall(r"^(\w[\w/.-]*/)\s", README, flags=re.MULTILINE)
    assert len(tour) >= 6
    assert [folder for folder in tour if not Path(folder).is_dir()] == []


def test_python_of_the_readme_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    assert blocks
    code = "\n".join(blocks).replace("draws=2000", "draws=8, prior=True, cache=None")
    exec(compile(code, "README.md", "exec"), {})
