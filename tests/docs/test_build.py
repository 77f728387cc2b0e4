"""What `make docs` asks of the site; that takes as long as a tenth of all tests, so `.ci/run` calls it beside them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.docs.site import HOLDS, wrong_with

STRICT = {"--nitpicky", "--fail-on-warning", "--fresh-env"}


def _make_docs(out: Path) -> list[str]:
    """The commands of `make docs`."""
    plan = subprocess.run(["make", "--dry-run", "docs", f"OUT={out}"], capture_output=True, text=True, check=True)
    return [line for line in plan.stdout.replace("\\\n", " ").splitlines() if " -m " in line]


def test_any_warning_is_an_error_of_make_docs_and_the_site_is_looked_at(tmp_path: Path) -> None:
    build, look = _make_docs(tmp_path)[-2:]
    assert " -m sphinx " in build
    assert set(build.split()) >= STRICT
    assert look.endswith(f"-m tests.docs.site {tmp_path}/docs")


def test_every_landing_builds_the_site() -> None:
    assert "make docs" in Path(".ci/run").read_text(encoding="utf-8").splitlines()


def test_what_is_wrong_with_a_site_is_named(tmp_path: Path) -> None:
    for page, sign in HOLDS.items():
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / page).write_text(f"<a href='https://elsewhere'>{sign}</a>", encoding="utf-8")
    assert wrong_with(tmp_path) == []
    (tmp_path / "index.html").write_text('<script src="https://elsewhere/x.js"></script>', encoding="utf-8")
    (tmp_path / "notebooks/01_forecast.html").unlink()
    assert wrong_with(tmp_path) == [
        "index.html: fetches from elsewhere",
        'index.html: lacks url=docs/index.html"',
        "notebooks/01_forecast.html: lacks _images/",
    ]
