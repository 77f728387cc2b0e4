"""What all tests share: hypothesis tries the same examples every time, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "same every time",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same every time")

ONE_WORKER = ("tests/briefing",)
"""Folders whose files share what takes half a minute to make, and so are given to one worker of several."""


@pytest.hookimpl(optionalhook=True)  # of pytest-xdist, which need not be there
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give the tests of a file to one worker, as `--dist loadfile` does, and those of some folders."""
    from xdist.scheduler import LoadFileScheduling

    class LoadFolders(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return next((folder for folder in ONE_WORKER if file.startswith(f"{folder}/")), file)

    return LoadFolders(config, log) if config.getoption("dist") == "loadfile" else None
