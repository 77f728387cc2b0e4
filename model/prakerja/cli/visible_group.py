"""The commands as a group that says what is wrong with a command line in characters that are all seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup


class VisibleGroup(TyperGroup):
    """Options that nobody knows, and values that are none, are shown without control characters of theirs."""

    def make_context(self, *words: Any, **more: Any) -> Any:
        """Read what stands before the name of a command."""
        with _visibly():
            return super().make_context(*words, **more)

    def invoke(self, *words: Any, **more: Any) -> Any:
        """Read what stands after it, and run the command."""
        with _visibly():
            return super().invoke(*words, **more)


@contextmanager
def _visibly() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if isinstance(message := getattr(error, "message", None), str):  # one of the library of the command line
            from prakerja.scenario.problems import visible

            error.message = visible(message)  # type: ignore[attr-defined]
        raise
