"""The project's settings: what they name is there, and the same number is the same everywhere."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
(DATA,) = PROJECT["tool"]["setuptools"]["package-data"].values()


@pytest.mark.parametrize("pattern", DATA)
def test_every_kind_of_data_that_is_packed_is_there(pattern: str) -> None:
    assert any(Path("model/prakerja").glob(pattern))


def test_every_extra_is_in_the_lock_that_all_is_tested_with() -> None:
    lock = Path("Makefile").read_text(encoding="utf-8")
    assert sorted(PROJECT["project"]["optional-dependencies"]) == sorted(re.findall(r"--extra (\w+)", lock))


def test_editors_break_lines_where_the_style_does() -> None:
    (width,) = re.findall(r"^max_line_length = (\d+)$", Path(".editorconfig").read_text(encoding="utf-8"), re.MULTILINE)
    assert int(width) == PROJECT["tool"]["ruff"]["line-length"]
