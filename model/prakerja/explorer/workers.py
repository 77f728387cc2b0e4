"""A bounded pool of processes that many pages share: quick looks first, and nobody's work once nobody waits for it."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import os
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from prakerja.explorer.engines import Part, Piece, simulate_piece
from prakerja.study.runs.working_process import live_with_parent

MOST = 4
"""The most processes unless more are asked for: a quick look gains nothing from more."""

_CROWD = 2
"""Pieces of quick looks that wait for each process when there is a crowd: of one page they are never more than one."""

_CALM = 5.0
"""Seconds after which a crowd is taken to be over. Meanwhile looks cost less and no dice are begun: a piece with dice
takes as long as two looks, and in a crowd the next move would throw it away."""

_TRIES = 3
"""How often a piece is begun whose process is killed: it may be the piece that kills."""


@dataclass(order=True)
class _Waiting:
    """A piece in the queue: quick looks first and in their order; of dice every job's first pieces, then its next."""

    exact: bool
    place: int
    turn: int
    piece: Piece = field(compare=False)
    result: asyncio.Future[Part] = field(compare=False)
    tries: int = field(compare=False, default=0)


class Workers:
    """Processes that simulate pieces, so many at a time.

    Parameters
    ----------
    count
        Processes; the cores of the machine, at most `MOST`, unless given. They are started at once, before there are
        threads that a fork would not take along.
    warm
        What each of them simulates first, so that everything compiled is loaded before anybody waits.
    """

    def __init__(self, count: int | None = None, warm: Sequence[Piece] = ()) -> None:
        self.count = count or min(os.cpu_count() or 1, MOST)
        self._waiting: list[_Waiting] = []
        self._running = 0
        self._turns = itertools.count()
        self._crowd_ends = 0.0
        self._wakes_in: asyncio.AbstractEventLoop | None = None
        self._pool = self._new_pool()
        for done in [self._pool.submit(simulate_piece, piece) for piece in warm for _ in range(self.count)]:
            done.result()

    @property
    def busy(self) -> tuple[int, int]:
        """How many pieces are being simulated, and how many wait that somebody still wants."""
        return self._running, sum(not waiting.result.done() for waiting in self._waiting)

    @property
    def crowded(self) -> bool:
        """Whether each quick look should cost less: as many waited just now as two for each process."""
        return time.monotonic() < self._crowd_ends

    async def run(self, pieces: Sequence[Piece]) -> list[Part]:
        """Simulate pieces; when the task that waits for them is cancelled, those not begun never are."""
        loop = asyncio.get_running_loop()
        wanted = [
            _Waiting(piece.exact, place * piece.exact, next(self._turns), piece, loop.create_future())
            for place, piece in enumerate(pieces)
        ]
        looks = sum(not waiting.exact and not waiting.result.done() for waiting in self._waiting)
        if looks >= _CROWD * self.count:
            self._crowd_ends = time.monotonic() + _CALM
        for waiting in wanted:
            heapq.heappush(self._waiting, waiting)
        self._fill()
        try:
            return [await waiting.result for waiting in wanted]
        finally:
            for waiting in wanted:
                waiting.result.cancel()
            self._waiting = [waiting for waiting in self._waiting if not waiting.result.done()]
            heapq.heapify(self._waiting)

    def close(self) -> None:
        """End the processes as soon as they are through the pieces they have begun."""
        self._pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, initializer=live_with_parent)

    def _fill(self) -> None:
        while self._waiting and self._running < self.count:
            if self._waiting[0].exact and self.crowded:  # no quick look waits
                return self._wake()
            waiting = heapq.heappop(self._waiting)
            if not waiting.result.done():
                self._start(waiting)

    def _wake(self) -> None:
        """Come back to what waits when the crowd may be over."""
        loop = self._waiting[0].result.get_loop()
        if self._wakes_in is not loop:
            self._wakes_in = loop
            loop.call_later(self._crowd_ends - time.monotonic(), self._again)

    def _again(self) -> None:
        self._wakes_in = None
        self._fill()

    def _start(self, waiting: _Waiting) -> None:
        try:
            done = self._pool.submit(simulate_piece, waiting.piece)
        except BrokenProcessPool:  # a process was killed, for want of memory say
            self._pool = self._new_pool()
            done = self._pool.submit(simulate_piece, waiting.piece)
        self._running += 1
        waiting.tries += 1
        loop = waiting.result.get_loop()
        done.add_done_callback(lambda future: _tell(loop, self._finish, waiting, future))

    def _finish(self, waiting: _Waiting, done: Future[Part]) -> None:
        self._running -= 1
        if not waiting.result.done():
            error = done.exception()
            if isinstance(error, BrokenProcessPool) and waiting.tries < _TRIES:
                heapq.heappush(self._waiting, waiting)
            elif error is not None:
                waiting.result.set_exception(error)
            else:
                waiting.result.set_result(done.result())
        self._fill()


def _tell(loop: asyncio.AbstractEventLoop, finish: object, *what: object) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(finish, *what)  # type: ignore[arg-type]  # `_finish` of the pool
