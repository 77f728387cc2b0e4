"""What a benchmark finds is told at the end of the run, one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

_FOUND = pytest.StashKey[list[tuple[str, str]]]()

Tell = Callable[[str, str], None]
"""Takes the name of a figure and the figure in words."""


Once = Callable[[Callable[[], Any]], Any]
"""Does a piece of work once and gives what it gives."""


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Put a figure on the table."""
    found = request.config.stash.setdefault(_FOUND, [])
    return lambda name, figure: found.append((name, figure))


@pytest.fixture
def once(benchmark: BenchmarkFixture) -> Once:
    """Do a piece of work that measures itself, and be counted as a benchmark."""
    return lambda work: benchmark.pedantic(work, rounds=1)  # type: ignore[no-untyped-call]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    found = config.stash.get(_FOUND, [])
    if found:
        terminalreporter.section("what it costs")
        for name, figure in found:
            terminalreporter.write_line(f"{name:<58} {figure:>22}")
