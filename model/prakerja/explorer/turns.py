"""A place of a page in which it asks again and again: one question is worked on, and the newest of the rest waits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


class Turns:
    """What a page asks in one place.

    A quick look that is begun is finished, so that pictures go on while a lever moves; of those that wait only the
    newest stays. Dice are let go of, begun or not, as soon as anything is asked anew: nobody has seen them yet.
    """

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Lock()
        self._begun: asyncio.Task[None] | None = None
        self._quick: asyncio.Task[None] | None = None
        self._exact: asyncio.Task[None] | None = None

    def take(self, work: Coroutine[Any, Any, None], exact: bool) -> None:
        """Take a question in; one that waited for its place, or threw dice, is dropped."""
        if self._exact is not None:
            self._exact.cancel()
        task = asyncio.ensure_future(work)
        if exact:
            self._exact = task
            return
        if self._quick is not None and self._quick is not self._begun:
            self._quick.cancel()
        self._quick = task

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until nothing else of this place is worked on."""
        async with self._one_at_a_time:
            self._begun = asyncio.current_task()
            yield

    def close(self) -> None:
        """Let go of everything."""
        for task in (self._quick, self._exact, self._begun):
            if task is not None:
                task.cancel()
