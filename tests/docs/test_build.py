"""The site is built as `make docs` builds it: without a warning, with no broken link, and nothing is fetched by it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

STRICT = {"--nitpicky", "--fail-on-warning", "--fresh-env"}


def _make_docs(out: Path) -> list[str]:
    """The command of `make docs`, for the Python that runs the tests."""
    plan = subprocess.run(
        ["make", "--dry-run", "docs", f"OUT={out}"], capture_output=True, text=True, check=True
    ).stdout.replace("\\\n", " ")
    [line] = [line for line in plan.splitlines() if "-m sphinx" in line]
    return [sys.executable, *shlex.split(line)[1:]]


def test_any_warning_is_an_error_of_make_docs(tmp_path: Path) -> None:
    assert set(_make_docs(tmp_path)) >= STRICT


@pytest.mark.slow
def test_site_is_built_whole_and_fetches_nothing(tmp_path: Path) -> None:
    done = subprocess.run(_make_docs(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site = tmp_path / "docs"
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    fetched = re.compile(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=\"(?:https?:)?//", re.IGNORECASE)
    assert [path for path, text in pages.items() if fetched.search(text)] == []
    assert 'url=docs/index.html"' in pages[site / "index.html"]
    assert "Futures to simulate" in pages[site / "docs/reference/command-line.html"]
    assert "_images/" in pages[site / "notebooks/01_forecast.html"]  # outputs as they were kept
    assert "chance_of_both" in pages[site / "docs/reference/prakerja.html"]
