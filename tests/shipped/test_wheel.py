"""The model as people install it: a wheel with all that is shipped, in an empty environment outside the clone."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.docs.files import fenced

pytestmark = pytest.mark.slow

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
OFFLINE = ["--quiet", "--no-index", "--no-deps"]


def build(into: Path, source: str = ".") -> Path:
    command = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "--wheel-dir", str(into), source]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = into.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"))


def environment(folder: Path, *what: str) -> Path:
    """An environment that has what the model needs, and of the model only what is installed into it here."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)})
    Path(site, "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    command = [*PIP, "--python", str(python), "install", *OFFLINE, "--no-build-isolation", "--ignore-installed", *what]
    subprocess.run(command, check=True, capture_output=True)
    return python.parent


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("office") / "env", str(wheel))


def run(command: Path, *words: str, cwd: Path) -> str:
    """Plain Python, since compiling takes longer than all else here."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [command, *words], cwd=cwd, env={**kept, "NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, ""), (words, done.stdout, done.stderr)
    return done.stdout


def test_all_that_is_shipped_is_in_the_wheel_and_nothing_that_is_not(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "model/prakerja", "scenarios"]
    files = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.splitlines()
    assert packed == {
        file.removeprefix("model/") if file.startswith("model/") else f"prakerja/{file}" for file in files
    }


def test_twice_the_same_wheel_also_by_way_of_the_source_distribution(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", str(tmp_path / "source")]
    subprocess.run(command, check=True, capture_output=True)
    (source,) = (tmp_path / "source").glob("*.tar.gz")
    assert build(tmp_path / "again", str(source)).read_bytes() == wheel.read_bytes()


def test_commands_by_name_outside_the_clone(commands: Path, tmp_path: Path) -> None:
    """What README says to whoever has the wheel alone."""
    told = [shlex.split(line, comments=True) for line in "\n".join(fenced(Path("README.md"), "")).splitlines()]
    assert {"new", "scenarios", "forecast"} <= {line[1] for line in told if line[:1] == ["prakerja"]}
    prakerja = commands / "prakerja"
    where = run(prakerja, "scenarios", cwd=tmp_path).splitlines()[-1].strip()
    assert Path(where).is_relative_to(commands.parent)
    run(prakerja, "new", "my-study", cwd=tmp_path)
    assert "sound" in run(prakerja, "check", "my-study.toml", "over-select", cwd=tmp_path / "my-study")
    few = ("--prior", "--draws", "2", "--workers", "1", "--no-keep-draws")
    answer = run(prakerja, "forecast", "small", *few, cwd=tmp_path)
    assert "scenario small as of 4 Sep 2020" in answer
    assert (tmp_path / "out" / "small" / "recipients.png").is_file()


def test_python_by_name_outside_the_clone(commands: Path, tmp_path: Path) -> None:
    code = (
        "import prakerja as pk; from prakerja.scenario import observations_of; from prakerja.report import html_of; "
        "plan = pk.load('prakerja-2020'); "
        "print(pk.__file__, plan.folder, plan.hash, len(observations_of(plan)), sep='\\n')"
    )
    module, folder, hashed, figures = run(commands / "python", "-c", code, cwd=tmp_path).splitlines()
    assert Path(module).is_relative_to(commands.parent)
    assert Path(folder) == Path(module).parent / "scenarios"
    from prakerja.scenario import load, observations_of

    plan = load("scenarios/prakerja-2020.toml")
    assert (hashed, int(figures)) == (plan.hash, len(observations_of(plan)))


def test_an_editable_install_reads_the_clone(tmp_path: Path) -> None:
    commands = environment(tmp_path / "env", "--editable", ".")
    code = "import prakerja; from prakerja.scenario import load; print(prakerja.__file__, load('over-select').folder)"
    module, folder = run(commands / "python", "-c", code, cwd=tmp_path).split()
    assert (Path(module), Path(folder)) == (Path("model/prakerja/__init__.py").resolve(), Path("scenarios").resolve())
