"""A progress bar, with its speed, where someone looks on: on a terminal and in a notebook, nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

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
    said = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}")
    seen = (console.is_terminal or console.is_jupyter) and not _QUIET.get()
    began = monotonic()
    with Progress(*said, TimeRemainingColumn(), console=console, transient=True, disable=not seen) as bar:
        task = bar.add_task(label, total=None, speed="")
        yield lambda done, wanted: bar.update(
            task, completed=done, total=wanted, speed=speed_of(done, monotonic() - began)
        )


def speed_of(done: int, seconds: float) -> str:
    """Return how many are done a second, in words.

    Examples
    --------
    >>> speed_of(4_200, 10.0), speed_of(9, 6.0), speed_of(1, 0.0)
    ('420 a second', '1.5 a second', '')
    """
    if seconds <= 0:
        return ""
    return f"{done / seconds:,.0f} a second" if done >= 10 * seconds else f"{done / seconds:.1f} a second"
