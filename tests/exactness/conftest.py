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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give what needs the same samples to the same process, where there are several: they are drawn once.

    What ``--dist loadgroup`` does itself with the marks of tests: in pytest 9.2 it sees none of them.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByWorld(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByWorld(config, log)


def group_of(nodeid: str) -> str:
    """Name what a test shares with others: the samples of a world, the reference of faults, or known worlds.

    Examples
    --------
    >>> group_of("tests/exactness/test_exact.py::test_same_covariances[late]")
    'late'
    >>> group_of("tests/exactness/test_faults.py::test_fault_is_found[surveys are paid one day late]")
    'faults in paying'
    >>> group_of("tests/exactness/test_recovery.py::test_a[x]"), group_of("tests/exactness/test_limit.py::test_b")
    ('test_recovery.py', 'tests/exactness/test_limit.py::test_b')
    """
    file, _, test = nodeid.partition("::")
    name = test.partition("[")[2].removesuffix("]")
    if file.endswith("test_exact.py"):
        return name
    if file.endswith("test_faults.py"):
        from tests.exactness.faults import FAULTS

        return f"faults in {FAULTS[name].world}"
    return "test_recovery.py" if file.endswith("test_recovery.py") else nodeid


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
