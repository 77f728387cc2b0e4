"""A progress bar where someone looks on: on a terminal and in a notebook, nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_QUIET: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def progress_unless(quiet: bool) -> Iterator[None]:
    """Show no bar for as long as the block lasts, if `quiet`."""
    token = _QUIET.set(quiet)
    try:
        yield
    finally:
        _QUIET.reset(token)


@contextmanager
def progress_bar(label: str = "simulating") -> Iterator[Callable[[int, int], None]]:
    """Show a bar, on the error stream, for as long as the block lasts.

    Examples
    --------
    >>> with progress_bar() as progress:
    ...     progress(250, 2000)
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    seen = (console.is_terminal or console.is_jupyter) and not _QUIET.get()
    with Progress(*columns, console=console, transient=True, disable=not seen) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, wanted: bar.update(task, completed=done, total=wanted)
