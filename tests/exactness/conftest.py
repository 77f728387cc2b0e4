"""The proof of exactness takes minutes: it runs when it is named. What it finds can be written down as a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.exactness import results
from tests.exactness.results import Result

Tell = Callable[[Result], None]
"""Takes a result for the report."""

_RESULT = "result"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave this folder out unless the command line names it."""
    named = any("exactness" in str(argument) for argument in config.invocation_params.args)
    return None if named else True


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask where to write the report."""
    parser.addoption("--report-to", metavar="FOLDER", type=Path, help="write what the proof of exactness found here")


def pytest_configure(config: pytest.Config) -> None:
    """Collect what is found, in the process that hears of every test."""
    folder = config.getoption("--report-to", None)
    if folder is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Reporter(folder))


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Hand a result over; it travels with the test's report, also from another process."""
    return lambda result: record_property(_RESULT, {"kind": type(result).__name__, **asdict(result)})


class _Reporter:
    def __init__(self, folder: Path) -> None:
        self._folder, self._found, self._failed, self._page = folder, list[Result](), list[str](), Path()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed.append(report.nodeid.rpartition("::")[2])
        if report.when == "call":
            self._found += [_read(value) for name, value in report.user_properties if name == _RESULT]

    def pytest_sessionfinish(self) -> None:
        from tests.exactness.report import write

        self._page = write(self._found, self._folder, self._failed)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"\n{len(self._found)} results in {self._page}")


def _read(value: Any) -> Result:
    fields = dict(value)
    result: Result = getattr(results, fields.pop("kind"))(**fields)
    return result
