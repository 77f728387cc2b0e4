"""Work that several wait for at once is done once, and let go of when the last of them has stopped waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeVar

Found = TypeVar("Found")


class Shared(Generic[Found]):
    """What is under way, by a key that says what it comes to."""

    def __init__(self) -> None:
        self._begun: dict[Hashable, asyncio.Task[Found]] = {}
        self._waiting: dict[Hashable, int] = {}

    async def found(self, key: Hashable, work: Callable[[], Coroutine[Any, Any, Found]]) -> Found:
        """Return what work comes to, which is begun unless it is under way already."""
        if key not in self._begun:
            self._begun[key], self._waiting[key] = asyncio.ensure_future(work()), 0
        task = self._begun[key]
        self._waiting[key] += 1
        try:
            return await asyncio.shield(task)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._begun[key], self._waiting[key]
                task.cancel()
