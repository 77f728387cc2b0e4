"""What is compiled is kept for the next process, in a folder that changes with the sources; or not, if it cannot be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from prakerja.programme.dice import compiled as module

CODE = """
from prakerja.programme.dice.factorial import correction
correction(3.0)
print(sum(correction.stats.cache_hits.values()), correction.stats.cache_path is not None)
"""


def ran(folder: Path) -> list[str]:
    environment = os.environ | {"PRAKERJA_CACHE": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
    without_numba = {key: value for key, value in environment.items() if not key.startswith("NUMBA_")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE], env=without_numba, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_a_second_process_finds_what_the_first_compiled(tmp_path: Path):
    assert ran(tmp_path) == ["0", "True"]
    assert ran(tmp_path) == ["1", "True"]
    assert [path.name for path in (tmp_path / "prakerja").iterdir()] == [f"kernels-{module.fingerprint()}"]


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path):
    (tmp_path / "prakerja").write_text("a file where the folder should be")
    assert ran(tmp_path) == ["0", "False"]


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A programme of one file, and an empty cache; what is remembered of the true ones is forgotten."""
    monkeypatch.setenv("PRAKERJA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(module, "_SOURCES", tmp_path)
    (tmp_path / "deep").mkdir()

    def written(text: str) -> Path:
        (tmp_path / "deep" / "file.py").write_text(text)
        module.fingerprint.cache_clear()
        module.kept_in.cache_clear()
        folder = module.kept_in()
        assert folder is not None
        return folder

    yield written
    module.fingerprint.cache_clear()
    module.kept_in.cache_clear()


def test_a_change_of_any_source_changes_the_folder_and_the_three_used_last_stay(sources):
    folders = [sources(f"a = {version}") for version in range(3)]
    for age, folder in zip((30, 20, 10), folders, strict=True):
        os.utime(folder, (1e9 - age, 1e9 - age))
    assert sources("a = 0") == folders[0]  # used again, so that it is the newest now
    new = sources("a = 3")
    assert sorted(new.parent.iterdir()) == sorted([folders[0], folders[2], new])


def test_the_folder_is_where_the_system_has_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("PRAKERJA_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert module.user_cache() == tmp_path
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert module.user_cache() == Path.home() / ".cache"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert module.user_cache() == Path.home() / "Library" / "Caches"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert module.user_cache() == tmp_path
    monkeypatch.setenv("PRAKERJA_CACHE", str(tmp_path / "own"))
    assert module.user_cache() == tmp_path / "own"
